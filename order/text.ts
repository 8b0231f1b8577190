/** Texts without blanks and repetitions, in the order of their first appearance. */
export const distinct = (texts: readonly string[]): readonly string[] => [
	...new Set(texts.filter((value) => value !== '')),
];

/** The beginning of a text, without half a character at its end. */
export const clip = (value: string, length: number): string =>
	value.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');

/** A text for use inside a sentence: at most 40 characters. */
export const shorten = (value: string): string =>
	value.length > 40 ? `${clip(value, 40)}…` : value;
