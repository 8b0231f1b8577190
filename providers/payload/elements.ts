import { isBlank, isObject } from '../../json/value';

/** What providers write next to a list inside its wrapper. */
const PAGING = /^(?:total|count|size|page|page_no|page_size|has_more)$/i;

export interface ElementRules {
	/** Names of an element's own fields: an object that has one of them is no wrapper. */
	readonly fields: ReadonlySet<string>;
	/** Names under which the provider wraps lists, also inside an array. */
	readonly wrapper?: RegExp;
}

/**
 * The elements of a list in any shape that providers send: an array, a bare element, either in wrappers
 * (`{items: […]}`), nested arrays, or nothing.
 *
 * Every entry of an array is an element, even `null`, because users notice an empty line but not a missing
 * one. A blank value in place of the list is not an element.
 */
export function elements(list: unknown, rules: ElementRules): readonly unknown[] {
	const found: unknown[] = [];
	// A stack of its own, since a list may be nested deeper than calls can be.
	const open = [{ value: list, inArray: false }];
	for (let next = open.pop(); next; next = open.pop()) {
		const { value, inArray } = next;
		const isArray = Array.isArray(value);
		if (!inArray && !isArray && isBlank(value)) continue;
		const parts: unknown[] | null = isArray ? value : unwrapped(value, rules, inArray);
		if (parts === null) found.push(value);
		else {
			for (let at = parts.length - 1; at >= 0; at--)
				open.push({ value: parts[at], inArray: isArray });
		}
	}
	return found;
}

/** What the object wraps, or `null` when it is an element itself. */
function unwrapped(value: unknown, { fields, wrapper }: ElementRules, inArray: boolean) {
	if (!isObject(value)) return null;
	const keys = Object.keys(value);
	if (keys.some((key) => fields.has(key))) return null;
	const holding = keys.filter((key) => typeof value[key] === 'object' || isBlank(value[key]));
	const named = holding.filter((key) => wrapper?.test(key));
	if (named.length > 0) return named.map((key) => value[key]);
	if (inArray) return null;
	const nested = holding.filter((key) => typeof value[key] === 'object' && value[key] !== null);
	const [list] = nested;
	if (list === undefined) {
		const isEmpty = keys.every((key) => holding.includes(key) || PAGING.test(key));
		return isEmpty ? [] : null;
	}
	const isAlone = keys.every((key) => key === list || PAGING.test(key) || value[key] === null);
	return nested.length === 1 && (isAlone || isListOfObjects(value[list])) ? [value[list]] : null;
}

const isListOfObjects = (value: unknown): boolean =>
	Array.isArray(value) && value.length > 0 && value.every(isObject);
