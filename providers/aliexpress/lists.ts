import { isObject } from '../../json/read';

/** The names under which AliExpress wraps the elements of a list. */
const WRAPPER = /^(?:aeop_|ae_|tracking_detail$|package_item$|detail_node$)/;

/** True for what says nothing: absent, null, blank text, `{}` and `[]`. */
export const isBlank = (value: unknown): boolean =>
	value === undefined ||
	value === null ||
	(typeof value === 'string' && value.trim() === '') ||
	(typeof value === 'object' && Object.keys(value).length === 0);

/**
 * The elements of a list in any shape AliExpress gives it: `{aeop_…:[…]}`, `{ae_…:[…]}`, any other
 * wrapper of one key or with one array in it, a wrapper around a bare element, a plain array (`simplify=true`), a bare
 * element, or nothing at all. Nested arrays are flattened.
 *
 * Whatever stands in an array counts as an element, `null` and text too: an empty line can be seen,
 * a missing one cannot. A blank in place of the list itself is no element.
 *
 * @param fields names an element's own fields have: an object with one of them is no wrapper
 */
export function elements(list: unknown, fields: readonly string[]): readonly unknown[] {
	const found: unknown[] = [];
	// An own stack, since a payload may be nested deeper than calls can be.
	const open: { readonly value: unknown; readonly inArray: boolean }[] = [
		{ value: list, inArray: false },
	];
	for (let next = open.pop(); next; next = open.pop()) {
		const { value, inArray } = next;
		if (!inArray && isBlank(value)) continue;
		const parts = Array.isArray(value) ? (value as unknown[]) : unwrapped(value, fields, inArray);
		if (parts === null) found.push(value);
		else {
			for (const part of parts.toReversed()) {
				open.push({ value: part, inArray: Array.isArray(value) });
			}
		}
	}
	return found;
}

function unwrapped(
	value: unknown,
	fields: readonly string[],
	inArray: boolean,
): readonly unknown[] | null {
	if (!isObject(value)) return null;
	const keys = Object.keys(value);
	if (keys.some((key) => fields.includes(key))) return null;
	const holding = keys.filter((key) => typeof value[key] === 'object' || isBlank(value[key]));
	const named = holding.filter((key) => WRAPPER.test(key));
	if (named.length > 0) return named.map((key) => value[key]);
	const [list, ...others] = keys.filter((key) => typeof value[key] === 'object');
	if (!inArray && list !== undefined && others.length === 0 && isListOfObjects(value[list])) {
		return [value[list]];
	}
	return !inArray && keys.length === 1 && holding.length === 1 ? [value[keys[0] ?? '']] : null;
}

const isListOfObjects = (value: unknown): boolean =>
	Array.isArray(value) && value.length > 0 && value.every(isObject);
