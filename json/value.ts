/** Readers of single values of unknown JSON. Each is total, and sees own properties only. */

export type Json = Readonly<Record<string, unknown>>;

const EMPTY: Json = Object.freeze({});

export const isObject = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value under the first of `keys` that the object has and that is not null. */
export const field = (source: unknown, ...keys: readonly string[]): unknown =>
	fieldOf(source, keys);

/** `field` with a list of keys, which is not copied. */
export function fieldOf(source: unknown, keys: readonly string[]): unknown {
	if (!isObject(source)) return undefined;
	for (const key of keys) {
		const value = source[key];
		if (value !== undefined && value !== null && Object.hasOwn(source, key)) return value;
	}
	return undefined;
}

/** The only element of an array of one, else the value itself. */
export const single = (value: unknown): unknown =>
	Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value;

/** The object itself, the only element of an array of one object, else an empty object. */
export function object(value: unknown): Json {
	const only = single(value);
	return isObject(only) ? only : EMPTY;
}

/** True for what says nothing: absent, null, blank text, `{}`, `[]`, and `{"Value": …}` or `[…]` of these. */
export function isBlank(value: unknown): boolean {
	const only = single(value);
	const inner = isObject(only) && Object.hasOwn(only, 'Value') ? only.Value : only;
	if (inner === undefined || inner === null) return true;
	if (typeof inner === 'string') return inner.trim() === '';
	return typeof inner === 'object' && Object.keys(inner).length === 0;
}

/** Text, trimmed; numbers and booleans as text; anything else `''`. */
export function text(value: unknown): string {
	if (typeof value === 'string') return value.trim();
	if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
	if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
	return '';
}

/** ISO 4217 in capitals where it looks like one, else the provider's text. */
export function currencyCode(value: unknown): string {
	const code = text(value);
	return /^[a-z]{3}$/i.test(code) ? code.toUpperCase() : code;
}

/** A whole number from 0 up, sent as number or text; anything else `null`. */
export function count(value: unknown): number | null {
	const digits = text(value);
	if (!/^\d{1,16}(?:\.0+)?$/.test(digits)) return null;
	const number = Number(digits);
	return Number.isSafeInteger(number) ? number : null;
}

const FLAGS: ReadonlyMap<string, boolean> = new Map([
	...['true', 'yes', 'y', '1'].map((each) => [each, true] as const),
	...['false', 'no', 'n', '0'].map((each) => [each, false] as const),
]);

/** True or false, also as text in any case (`"true"`, `"N"`, `"1"`); anything else `null`. */
export const flag = (value: unknown): boolean | null =>
	FLAGS.get(text(value).toLowerCase()) ?? null;

/** Providers mask personal data with asterisks: two or more runs of `**` or one of four. */
export const isMasked = (...texts: readonly string[]): boolean =>
	texts.some((value) => {
		const first = value.indexOf('**');
		return first >= 0 && value.includes('**', first + 2);
	});
