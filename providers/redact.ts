import { parseJson } from '../json/parse';
import type { Failure } from './failure';

const HIDDEN = '***';
/** A shorter text occurs in others by chance; no key or token is this short. */
const SHORTEST = 6;
/** A provider's words are cut to a length, which may leave this much of a secret or more. */
const BEGINNING = 8;
/** A shorter secret may occur in an order by chance; the secrets of the providers are longer. */
const SHORTEST_IN_ORDER = 16;
/** What the providers' signatures are: HMAC-SHA256 in hexadecimal digits. */
const SIGNATURE = /(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/gi;

/** Small letters for capitals, one for one, so that positions stay as they are. */
const lower = (text: string): string =>
	text.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase());

function encodingsOf(character: string): readonly string[] {
	const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
	const hex = (number: number, digits: number) => number.toString(16).padStart(digits, '0');
	return [
		character,
		`\\${character}`,
		JSON.stringify(character).slice(1, -1),
		units.map((unit) => `\\u${hex(unit, 4)}`).join(''),
		[...Buffer.from(character)].map((byte) => `%${hex(byte, 2)}`).join(''),
		...(character === ' ' ? ['+'] : []),
	];
}

const cache = new Map<string, readonly string[]>();

/** The encodings of a character, its capital and its small letter, all in small letters. */
function spellingsOf(character: string): readonly string[] {
	const cases = [character, character.toUpperCase(), character.toLowerCase()];
	const spellings = cache.get(character) ?? [...new Set(cases.flatMap(encodingsOf).map(lower))];
	cache.set(character, spellings);
	return spellings;
}

/**
 * The end of a secret that begins at `start`, or `start` if none does. Follows all possible ends, because
 * `%25` may be one character or three. Not a RegExp, because compiling one for a few thousand characters
 * exhausts V8's memory.
 */
function endOf(text: string, start: number, secret: ReadonlyArray<readonly string[]>): number {
	let ends: readonly number[] = [start];
	let length = 0;
	for (const spellings of secret) {
		const next = ends.flatMap((end) =>
			spellings.filter((each) => text.startsWith(each, end)).map((each) => end + each.length),
		);
		if (next.length === 0) break;
		ends = [...new Set(next)];
		length++;
	}
	return length < Math.min(BEGINNING, secret.length) ? start : Math.max(...ends);
}

/**
 * `text` with asterisks for each secret: in any case, encoded for a URL, JSON or in base64, overlapping,
 * or cut off; and for every signature. For short texts: the time grows with text times secrets.
 */
export function redactText(text: string, secrets: readonly string[]): string {
	const hidden = secrets
		.filter(({ length }) => length >= SHORTEST)
		.flatMap((secret) => [secret, Buffer.from(secret).toString('base64').replace(/=+$/, '')])
		.map((secret) => [...secret].map(spellingsOf));
	const starts = new Set(hidden.flatMap(([first = []]) => first.map((each) => each.charAt(0))));
	const letters = lower(text);
	let clean = '';
	let hiddenTo = -1;
	for (let at = 0; at < text.length; at++) {
		const isStart = starts.has(letters.charAt(at));
		const end = isStart ? Math.max(...hidden.map((secret) => endOf(letters, at, secret))) : at;
		if (end > Math.max(at, hiddenTo)) {
			if (at > hiddenTo) clean += HIDDEN;
			hiddenTo = end;
		}
		if (at >= hiddenTo) clean += text[at];
	}
	return clean.replace(SIGNATURE, HIDDEN);
}

/**
 * JSON text parsed, without the secrets that it echoes. Where nothing is escaped, the text shows whether
 * there are any.
 */
export function parseRedacted(text: string, secrets: readonly string[]): unknown {
	const value = parseJson(text);
	const isPlain = !UNLIKE_PARSED.test(text) && !secrets.some((secret) => text.includes(secret));
	return isPlain ? value : redactJson(value, secrets);
}

/** Escaped characters, and control characters, which the parser replaces. */
const UNLIKE_PARSED = /[\\\p{Cc}]/u;

/**
 * Parsed JSON without the secrets that it echoes; the same object when there are none. Only whole secrets:
 * what merely looks like one may be an id of the order. `parseJson` bounds the depth.
 */
export function redactJson(value: unknown, secrets: readonly string[]): unknown {
	const whole = secrets.filter(({ length }) => length >= SHORTEST_IN_ORDER);
	// The longest first, since one may be the beginning of another.
	whole.sort((a, b) => b.length - a.length);
	return whole.length > 0 && contains(value, whole) ? replaced(value, whole) : value;
}

function contains(value: unknown, secrets: readonly string[]): boolean {
	if (typeof value === 'string') {
		return value.length >= SHORTEST_IN_ORDER && secrets.some((secret) => value.includes(secret));
	}
	if (typeof value !== 'object' || value === null) return false;
	if (!Array.isArray(value) && contains(Object.keys(value), secrets)) return true;
	return Object.values(value).some((each) => contains(each, secrets));
}

function replaced(value: unknown, secrets: readonly string[]): unknown {
	const inText = (text: string) =>
		secrets.reduce((clean, secret) => clean.replaceAll(secret, HIDDEN), text);
	if (typeof value === 'string') return inText(value);
	if (typeof value !== 'object' || value === null) return value;
	if (Array.isArray(value)) return value.map((each) => replaced(each, secrets));
	return Object.fromEntries(
		Object.entries(value).map(([key, each]) => [inText(key), replaced(each, secrets)]),
	);
}

const TEXTS = [
	'message',
	'description',
	'code',
	'subCode',
	'providerMessage',
	'requestId',
] as const;

/** An exception as name, message and code without secrets; its stack and all else are left out. */
export function redactCause(cause: unknown, secrets: readonly string[]): unknown {
	if (typeof cause === 'string') return redactText(cause, secrets);
	if (typeof cause !== 'object' || cause === null) return cause;
	const { name, message, code } = cause as Readonly<Record<string, unknown>>;
	const texts = Object.entries({ name, message, code }).flatMap(([key, text]) =>
		typeof text === 'string' && text !== '' ? [[key, redactText(text, secrets)]] : [],
	);
	return Object.fromEntries(texts);
}

/** A failure whose texts and cause contain no secret, whatever the provider echoed. */
export function redactFailure(failure: Failure, secrets: readonly string[]): Failure {
	const texts = TEXTS.flatMap((name) => {
		const text = failure[name];
		return text === undefined ? [] : [[name, redactText(text, secrets)]];
	});
	const cause = failure.cause === undefined ? {} : { cause: redactCause(failure.cause, secrets) };
	return { ...failure, ...Object.fromEntries(texts), ...cause };
}
