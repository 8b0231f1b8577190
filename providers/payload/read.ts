import { decodeHTMLStrict } from 'entities';

import { distinct, shorten } from '../../order/text';
import { readTime } from '../../order/time';
import { elements, type ElementRules } from './elements';
import {
	count,
	currencyCode,
	fieldOf,
	flag,
	isBlank,
	isObject,
	object,
	single,
	text,
} from '../../json/value';

export type Warn = (sentence: string) => void;

/** What a value belongs to, for warnings: e.g. `Line 2`. */
export interface FieldPath {
	readonly owner: string;
	readonly warn: Warn;
	/** IANA name of the zone in which the provider writes times without one, if it has any. */
	readonly zone?: string;
}

/**
 * Total: it never throws, and warns about what is there but cannot be read. `name` is the field's name in
 * the payload.
 */
export type Reader<T> = (value: unknown, name: string, place: FieldPath) => T;

/** A field of a record: the names it goes by, of which the first that is there counts. */
export interface Field<T> {
	readonly names: readonly string[];
	readonly read: Reader<T>;
}

/** What `read` makes of a payload, with the warnings it gave on the way, each once. */
export function collectWarnings<T extends object>(
	read: (warn: Warn) => T,
): T & { readonly warnings: readonly string[] } {
	const warnings: string[] = [];
	const value = read((sentence) => void warnings.push(sentence));
	return { ...value, warnings: distinct(warnings) };
}

/** Warns about a value that no table has. */
export const unrecognized = (value: string, name: string, { owner, warn }: FieldPath): void =>
	warn(`${owner} has the unrecognized value "${shorten(value)}" in "${name}".`);

type Shape = Readonly<Record<string, Field<unknown>>>;
type Shaped<S extends Shape> = { readonly [Key in keyof S]: ReturnType<S[Key]['read']> };

/** A reader of objects that knows their fields, which is how an element of a list differs from a wrapper. */
export interface RecordReader<T> extends Reader<T> {
	readonly fields: ReadonlySet<string>;
}

export type ReadBy<R> = R extends Reader<infer T> ? T : never;

export const at = <T>(name: string | readonly string[], read: Reader<T>): Field<T> => ({
	names: typeof name === 'string' ? [name] : name,
	read,
});

/** Fields that keep the provider's names and are read alike. */
export const fields = <T, Name extends string>(read: Reader<T>, ...names: readonly Name[]) =>
	Object.fromEntries(names.map((name) => [name, at(name, read)])) as Record<Name, Field<T>>;

/** Reads an object by its shape; what is no object reads as an object without fields. */
export function record<S extends Shape>(shape: S): RecordReader<Shaped<S>> {
	const entries = Object.entries(shape);
	const read: Reader<Shaped<S>> = (value, _name, place) => {
		const source = object(value);
		const result: Record<string, unknown> = {};
		for (const [key, { names, read: readField }] of entries) {
			result[key] = readField(fieldOf(source, names), names[0] ?? key, place);
		}
		return result as Shaped<S>;
	};
	return Object.assign(read, { fields: new Set(entries.flatMap(([, { names }]) => names)) });
}

interface ListRules extends Pick<ElementRules, 'wrapper'> {
	/** What an element is called in warnings, e.g. `Line`; without it they name the list's owner. */
	readonly each?: string;
	/** True to keep what is no object as an empty element, with a warning; else it is left out. */
	readonly keepUnreadable?: boolean;
}

/** Reads a list in any shape that `elements` knows. */
export const list =
	<T>(element: RecordReader<T>, { each, keepUnreadable = false, wrapper }: ListRules = {}) =>
	(value: unknown, name: string, place: FieldPath): readonly T[] => {
		const found = elements(value, { fields: element.fields, wrapper });
		const kept = keepUnreadable ? found : found.filter(isObject);
		const leftOut = found.length - kept.length;
		if (leftOut > 0) {
			place.warn(
				`${place.owner}: ${leftOut} of the entries in "${name}" could not be read; left out.`,
			);
		}
		return kept.map((entry, index) => {
			const owner = each === undefined ? place.owner : `${each} ${index + 1}`;
			if (!isObject(entry)) place.warn(`${owner} could not be read; kept without details.`);
			return element(entry, name, { ...place, owner });
		});
	};

/** The first element of what may come as a list or bare. */
export const first =
	<T>(element: RecordReader<T>, wrapper?: RegExp): Reader<T> =>
	(value, name, place) =>
		element(elements(value, { fields: element.fields, wrapper })[0], name, place);

/** Warns about a value that is there but is not what it should be. */
export const unreadable = (what: string, name: string, { owner, warn }: FieldPath): void =>
	warn(`${owner}: "${name}" could not be read as ${what}; left empty.`);

/** Text, `''` when there is none. */
export const string: Reader<string> = (value) => text(value);

/** A name for people, whose HTML entities (`&amp;`) are decoded once. */
export const displayName: Reader<string> = (value) => {
	const name = text(value);
	return name.includes('&') ? decodeHTMLStrict(name) : name;
};

/** Text that decides something, such as a status: anything but text or a number is warned about. */
export const word: Reader<string> = (value, name, place) => {
	const read = text(value);
	if (read === '' && !isBlank(value)) unreadable('text', name, place);
	return read;
};

/** Texts of a list, or a bare text, without blanks. */
export const strings: Reader<readonly string[]> = (value) =>
	(Array.isArray(value) ? value : isObject(value) ? Object.values(value).flat() : [value])
		.map(text)
		.filter((each) => each !== '');

/** An id as text. A number beyond 2^53 − 1 has lost digits: left out, since a wrong id is worse than none. */
export const id: Reader<string> = (value, name, { owner, warn }) => {
	if (typeof value !== 'number' || Number.isSafeInteger(value)) return text(value);
	warn(`${owner}: "${name}" has lost digits; left empty.`);
	return '';
};

/** ISO 4217 in capitals where it looks like one, else the provider's text. */
export const currency: Reader<string> = (value) => currencyCode(value);

/** A whole number from 0 up, `null` when absent or unreadable. */
export const quantity: Reader<number | null> = (value, name, place) => {
	const read = count(single(value));
	if (read === null && !isBlank(value)) unreadable('a whole number', name, place);
	return read;
};

/** True or false, also as text; `null` for anything else. */
export const boolean: Reader<boolean | null> = (value) => flag(value);

/** A time as ISO 8601 in UTC, `null` for none; with a warning for one that could not be read. */
export const time: Reader<string | null> = (value, name, place) => {
	const { iso, warning } = readTime(single(value), place.zone);
	const isOther = () => text(single(value)) === '' && !isBlank(value);
	if (iso === null && (warning !== '' || isOther())) unreadable('a time', name, place);
	else if (warning !== '') place.warn(warning);
	return iso;
};

/**
 * Splits a parcel with several tracking numbers in its text into one for each. Which pieces are in the
 * others is not known.
 */
export function eachNumber<Parcel>(
	parcel: Parcel,
	text: string,
	withNumber: (parcel: Parcel, number: string, isFirst: boolean) => Parcel,
): readonly Parcel[] {
	const numbers = distinct(text.split(/[\s,;|，；、]+/));
	return numbers.length === 0
		? [parcel]
		: numbers.map((number, at) => withNumber(parcel, number, at === 0));
}
