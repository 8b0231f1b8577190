import { isSafeNumber } from 'lossless-json';

/** The deepest nesting accepted; beyond it, later code might run out of stack. */
const DEEPEST = 200;
/** No order has a longer list or an object of more fields, and no page of 100 whole orders more values in all. */
const LONGEST = 1000;
const MOST_VALUES = 500_000;

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const KEY_END = /\s*:/y;
/**
 * A number below the first length and without an exponent fits a JavaScript number; one above the second does
 * not.
 */
const SHORTEST_AT_RISK = 16;
const LONGEST_AT_RISK = 1000;

/**
 * JSON text as plain data without loss: a number that a JavaScript number cannot hold to the digit stays
 * text. Of a repeated key the last one counts; a byte order mark is skipped, and a raw control character
 * becomes a space, since some providers put line breaks into texts. White space alone is `null`;
 * `undefined` for what is no JSON or larger than any answer: the cost of a text grows with its length,
 * whatever is in it.
 */
export function parseJson(text: string): unknown {
	const bare = text.startsWith('\ufeff') ? text.slice(1) : text;
	if (bare.trim() === '') return null;
	const found = scan(bare);
	if (found === null) return undefined;
	try {
		return JSON.parse(quoted(found.hasControls ? withSpaces(bare) : bare, found.unsafe)) as unknown;
	} catch {
		return undefined;
	}
}

interface Scan {
	/** True when there are control characters that JSON does not allow. */
	readonly hasControls: boolean;
	/** Where numbers begin and end that a JavaScript number cannot hold, one after the other. */
	readonly unsafe: readonly number[];
}

const SPACE = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const BACKSLASH = 0x5c;
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
/** `[` or `{`, and what closes them. */
const opens = (code: number): boolean => code === 0x5b || code === 0x7b;
const closes = (code: number): boolean => code === 0x5d || code === 0x7d;
const isWhiteSpace = (code: number): boolean => code === 0x09 || code === 0x0a || code === 0x0d;

/**
 * Makes one pass over a text, valid or not. Returns `null` if it exceeds a bound or has a minus sign without
 * digits.
 */
function scan(text: string): Scan | null {
	const unsafe: number[] = [];
	/** The number of values so far in each open list and object. */
	const open = [0];
	let hasControls = false;
	let values = 0;
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code <= SPACE) {
			hasControls ||= code < SPACE && !isWhiteSpace(code);
		} else if (code === QUOTE) {
			for (at++; at < text.length; at++) {
				const inner = text.charCodeAt(at);
				if (inner === QUOTE) break;
				if (inner === BACKSLASH) at++;
				else if (inner < SPACE) hasControls = true;
			}
		} else if (code === MINUS || isDigit(code)) {
			NUMBER.lastIndex = at;
			if (!NUMBER.test(text)) return null;
			const end = NUMBER.lastIndex;
			const digits = text.slice(at, end);
			if (digits.length >= SHORTEST_AT_RISK || /e/i.test(digits)) {
				values++;
				if (!isSafe(digits) && !isKey(text, end)) unsafe.push(at, end);
			}
			at = end - 1;
		} else if (opens(code)) {
			values++;
			if (open.push(1) > DEEPEST + 1) return null;
		} else if (closes(code)) {
			open.pop();
		} else if (code === COMMA) {
			values++;
			const own = (open.pop() ?? 0) + 1;
			open.push(own);
			if (own > LONGEST) return null;
		}
		if (values > MOST_VALUES) return null;
	}
	return { hasControls, unsafe };
}

const isSafe = (digits: string): boolean =>
	digits.length <= LONGEST_AT_RISK && isSafeNumber(digits);

/** True for a number in place of a key. It is not quoted, so that the text remains invalid JSON. */
function isKey(text: string, end: number): boolean {
	KEY_END.lastIndex = end;
	return KEY_END.test(text);
}

/** Each control character as a space: a pattern would take minutes for a text of nothing else. */
function withSpaces(text: string): string {
	const bytes = Buffer.from(text);
	for (let at = 0; at < bytes.length; at++) if ((bytes[at] ?? SPACE) < SPACE) bytes[at] = SPACE;
	return bytes.toString();
}

function quoted(text: string, unsafe: readonly number[]): string {
	let result = '';
	let done = 0;
	for (let at = 0; at < unsafe.length; at += 2) {
		const [start, end] = [unsafe[at], unsafe[at + 1]];
		result += `${text.slice(done, start)}"${text.slice(start, end)}"`;
		done = Number(end);
	}
	return result + text.slice(done);
}
