import { count, field, isObject, text, type Json } from '../../json/read';

/** Takes a sentence for the order's warnings. */
export type Warn = (sentence: string) => void;

/** Fields of list elements that hold objects or lists: alone in an object, they are no wrapper. */
const NESTED: ReadonlySet<string> = new Set([
	'amount',
	'amount_coupon',
	'amount_origin',
	'attach_json',
	'delivery_detail_list',
	'trade_amount',
	'unit_price_origin',
	'unit_price_trade',
]);

const only = (value: unknown): unknown =>
	Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value;

/** True for what says nothing: absent, null, blank text, and `{"Value": …}` or `[…]` of these. */
export function isBlank(value: unknown): boolean {
	const one = only(value);
	const inner = isObject(one) && Object.hasOwn(one, 'Value') ? one.Value : one;
	return (
		inner === undefined || inner === null || (typeof inner === 'string' && inner.trim() === '')
	);
}

/** What stands beside a list in its wrapper. */
const PAGING = /^(?:total|count|size|page|page_no|page_size|has_more)$/i;

/**
 * The elements of a list, as they are, whether it came as an array, as a bare object for its only
 * element, or as either of these in wrappers of a single key, a count beside it or not. An empty
 * object is an empty list; anything else has no elements.
 */
export function list(value: unknown): readonly unknown[] {
	if (Array.isArray(value)) return value;
	if (!isObject(value) || Object.keys(value).length === 0) return [];
	let element: Json = value;
	for (;;) {
		const inner = wrapped(element);
		if (inner === null) return [];
		if (Array.isArray(inner)) return inner;
		if (!isObject(inner)) return [element];
		element = inner;
	}
}

/** What the object is a wrapper of: `null` for one of nothing, `undefined` when it is none. */
function wrapped(value: Json): unknown {
	const keys = Object.keys(value);
	const isBeside = (name: string) => PAGING.test(name) && typeof value[name] !== 'object';
	const [key, ...others] = keys.filter((name) => !isBeside(name));
	if (key === undefined) return keys.length > 0 ? null : undefined;
	if (others.length > 0 || NESTED.has(key)) return undefined;
	// Alone, a field that is null may be all that there is of an element.
	return value[key] === null && keys.length === 1 ? undefined : value[key];
}

/** The list in `source[name]`, with a warning when something is there that is no list. */
export function elements(
	source: Json,
	name: string,
	owner: string,
	warn: Warn,
): readonly unknown[] {
	const value = field(source, name);
	if (typeof value !== 'object' && !isBlank(value)) {
		warn(`${name} of ${owner} is not a list and was left out.`);
	}
	return list(value);
}

/** The element as an object, also from an array around it; `undefined` when it is none. */
export function entry(element: unknown): Json | undefined {
	const one = only(element);
	return isObject(one) ? one : undefined;
}

/** The objects of the list in `source[name]`, with a warning for elements that are none. */
export function entries(source: Json, name: string, owner: string, warn: Warn): readonly Json[] {
	const read = elements(source, name, owner, warn).map(entry);
	const objects = read.filter((one) => one !== undefined);
	if (objects.length < read.length) {
		warn(
			`${read.length - objects.length} of the entries in ${name} of ${owner} were not readable.`,
		);
	}
	return objects;
}

/** A quantity, with a warning when something is there that is no whole number from 0 up. */
export function quantity(value: unknown, place: string, warn: Warn): number | null {
	const read = count(only(value));
	if (read === null && !isBlank(value)) warn(`${place} is not a whole number and was not used.`);
	return read;
}

/** The beginning of a text, without half a character at its end. */
export const clip = (value: string, length: number): string =>
	value.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');

/** A provider's text for a sentence: at most 40 characters. */
export const shown = (value: string): string => (value.length > 40 ? `${clip(value, 40)}…` : value);

/** Any of a provider's status texts with its meaning, with a warning when there is none. */
export function meaning<T>(
	value: unknown,
	known: (status: string) => T | undefined,
	unknown: T,
	place: string,
	warn: Warn,
): T {
	const status = text(value);
	const found = known(status);
	if (found === undefined && !isBlank(value)) {
		warn(`The value "${shown(status)}" of ${place} is not known, so its status is unknown.`);
	}
	return found ?? unknown;
}
