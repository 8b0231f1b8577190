import type { Failure } from './contract';

/** Too short a text stands in many others by chance; no key or token is this short. */
const SHORTEST = 6;
/** A provider's words are cut to a length, which may leave this much of a secret or more. */
const BEGINNING = 8;
/** What both providers' signatures are: HMAC-SHA256 in hexadecimal digits. */
const SIGNATURE = /(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/gi;

const inBase64 = (secret: string): string =>
	Buffer.from(secret).toString('base64').replace(/=+$/, '');

const lower = (text: string): string =>
	text.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase());

/** The ways in which a character is written: as it is, in JSON, in a URL, in a form. */
function written(character: string): readonly string[] {
	const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
	const hex = (number: number, length: number) => number.toString(16).padStart(length, '0');
	return [
		character,
		`\\${character}`,
		JSON.stringify(character).slice(1, -1),
		units.map((unit) => `\\u${hex(unit, 4)}`).join(''),
		[...Buffer.from(character)].map((byte) => `%${hex(byte, 2)}`).join(''),
		...(character === ' ' ? ['+'] : []),
	];
}

const known = new Map<string, readonly string[]>();

/** The same for its capital and its small letter, all in small letters. */
function ways(character: string): readonly string[] {
	const found = known.get(character) ?? [
		...new Set(
			[character, character.toUpperCase(), character.toLowerCase()].flatMap(written).map(lower),
		),
	];
	known.set(character, found);
	return found;
}

/**
 * Where the secret ends that begins at `from`, -1 if none begins there. Each of its characters may
 * be written in a way of its own, so that several ends have to be kept in view.
 */
function endOf(text: string, from: number, secret: ReadonlyArray<readonly string[]>): number {
	let ends: readonly number[] = [from];
	let length = 0;
	for (const character of secret) {
		const next = ends.flatMap((end) =>
			character.filter((way) => text.startsWith(way, end)).map((way) => end + way.length),
		);
		if (next.length === 0) break;
		ends = [...new Set(next)];
		length++;
	}
	return length >= Math.min(BEGINNING, secret.length) ? Math.max(...ends) : -1;
}

/**
 * `text` with each of the secrets replaced by asterisks: in capitals or small letters, also where it
 * is encoded for a URL, JSON or in base64, overlaps another, or is cut off after its beginning. So is
 * every signature.
 */
export function redactText(text: string, secrets: readonly string[]): string {
	const hidden = secrets
		.filter((secret) => secret.length >= SHORTEST)
		.flatMap((secret) => [secret, inBase64(secret)])
		.map((secret) => [...secret].map(ways));
	const plain = lower(text);
	let clean = '';
	let hiddenTo = -1;
	for (let at = 0; at < text.length; at++) {
		const end = Math.max(-1, ...hidden.map((secret) => endOf(plain, at, secret)));
		if (end > hiddenTo) {
			if (at > hiddenTo) clean += '***';
			hiddenTo = end;
		}
		if (at >= hiddenTo) clean += text[at];
	}
	return clean.replace(SIGNATURE, '***');
}

/** A shorter text may stand in an answer by chance; the secrets of both providers are longer. */
const UNMISTAKABLE = 16;

/**
 * An answer's text without the secrets that it echoes, the good ones' as well. Only whole secrets, as
 * they are: `redactText` also takes what merely looks like one, which would cost an order its ids.
 */
export function redactAnswer(text: string, secrets: readonly string[]): string {
	const echoed = secrets.filter((secret) => secret.length >= UNMISTAKABLE && text.includes(secret));
	// The longest first, since one may be the beginning of another.
	return echoed
		.sort((a, b) => b.length - a.length)
		.reduce((clean, secret) => clean.replaceAll(secret, '***'), text);
}

/** A failure in whose texts no secret stands, whatever the provider echoed. */
export const redactFailure = (failure: Failure, secrets: readonly string[]): Failure => ({
	...failure,
	message: redactText(failure.message, secrets),
	description: redactText(failure.description, secrets),
	code: redactText(failure.code, secrets),
	subCode: redactText(failure.subCode, secrets),
	text: redactText(failure.text, secrets),
	requestId: redactText(failure.requestId, secrets),
});
