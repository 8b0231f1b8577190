import { isSafeNumber } from 'lossless-json';

/**
 * A number that may not fit a JavaScript number: 17 characters or more, 16 digits from 9 × 10^15 (2^53
 * is just above), or with an exponent. Any other has at most 15 digits or is below 2^53. In valid JSON
 * it follows one of the characters in front, or nothing, and what ends a value follows it.
 */
const AT_RISK =
	/(?:^|[\s:,[])(-?(?=[\d.]{17}|9\d{15}|[\d.]{1,16}[eE])(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?=\s*(?:[,}\]]|$))/g;
const CONTROL = /\p{Cc}/gu;
/** Nested deeper than this it is no answer; whoever handled it after us might run out of stack. */
const DEEPEST = 200;
/** No order has a longer list or an object of more fields: what is made of each could fill the memory. */
const LONGEST = 1000;
/** Nor have all its lists together more elements. */
const MOST_ELEMENTS = 20_000;
/** Nor all its objects and lists together more entries; counted by their commas before parsing. */
const MOST_ENTRIES = 300_000;

/**
 * JSON text as plain data without loss: a number that a JavaScript number cannot hold to the digit
 * (ids beyond 2^53 − 1, long decimals) stays text. Of a repeated key the last one counts, as in
 * `JSON.parse`; a byte order mark is skipped, a raw control character in a text becomes a space.
 * Nothing but white space is `null`. `undefined` when the text is not one JSON value, is nested
 * deeper or has longer lists than any order: the cost of a response is bounded before it is read.
 */
export function parseJson(text: string): unknown {
	const bare = text.startsWith('\ufeff') ? text.slice(1) : text;
	if (hasMoreCommas(bare, MOST_ENTRIES)) return undefined;
	if (bare.trim() === '') return null;
	try {
		return sane(bare);
	} catch {
		// Some providers put line breaks and tabs into texts as they are.
		const clean = bare.replace(CONTROL, ' ');
		if (clean === bare) return undefined;
		try {
			return sane(clean);
		} catch {
			return undefined;
		}
	}
}

/** Throws for what is not one JSON value. */
function sane(text: string): unknown {
	const value: unknown = JSON.parse(quoteUnsafeNumbers(text));
	return isSane(value, DEEPEST, { left: MOST_ELEMENTS }) ? value : undefined;
}

/**
 * JSON text in which the numbers that would lose digits are texts; valid if and only if `text` is, as
 * each is where only a value can be. A parser in JavaScript would take twice to four times as long.
 */
function quoteUnsafeNumbers(text: string): string {
	let quoted = '';
	let done = 0;
	let quote = text.indexOf('"');
	let isInText = false;
	for (const { index, 0: found, 1: digits = '' } of text.matchAll(AT_RISK)) {
		if (isSafeNumber(digits)) continue;
		const start = index + found.length - digits.length;
		if (!isAfterKey(text, index)) {
			for (; quote >= 0 && quote < start; quote = text.indexOf('"', quote + 1)) {
				isInText = !isInText || isEscaped(text, quote);
			}
			if (isInText) continue;
		}
		quoted += `${text.slice(done, start)}"${digits}"`;
		done = start + digits.length;
	}
	return quoted + text.slice(done);
}

const WORD_CHARACTER = /\w/;

/**
 * True for most colons behind a key, which saves counting quotes: one next to a letter or digit can
 * neither begin a text nor be escaped.
 */
const isAfterKey = (text: string, colon: number): boolean =>
	text[colon] === ':' && text[colon - 1] === '"' && WORD_CHARACTER.test(text[colon - 2] ?? '');

/** True for a character of a text that an odd number of backslashes precedes. */
function isEscaped(text: string, at: number): boolean {
	let before = at - 1;
	while (text[before] === '\\') before--;
	return (at - before) % 2 === 0;
}

function hasMoreCommas(text: string, most: number): boolean {
	if (text.length <= most) return false;
	let left = most;
	for (let at = text.indexOf(','); at >= 0; at = text.indexOf(',', at + 1)) {
		if (--left < 0) return true;
	}
	return false;
}

function isSane(value: unknown, levels: number, elements: { left: number }): boolean {
	if (typeof value !== 'object' || value === null) return true;
	if (levels === 0) return false;
	const entries: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
	if (Array.isArray(value)) elements.left -= entries.length;
	if (entries.length > LONGEST || elements.left < 0) return false;
	for (const each of entries) if (!isSane(each, levels - 1, elements)) return false;
	return true;
}
