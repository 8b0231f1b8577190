import { fail, failure, succeed } from './failure';
import type { Outcome } from './contract';
import { text } from '../json/read';

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * The base URL as it is called: origin and path without a slash at the end. Plain http is for
 * loopback hosts alone, since every request carries a token.
 *
 * @param endings paths that users paste along with the address and that the node adds itself
 */
export function baseUrl(value: unknown, endings: readonly string[] = []): Outcome<string> {
	const given = text(value);
	const url = parsed(given);
	if (url === null) {
		return refused(
			'The Base URL of the credential is not a web address',
			'Enter a full address in the field Base URL, starting with https://.',
		);
	}
	if (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK.test(url.hostname))) {
		return refused(
			'The Base URL of the credential does not start with https://',
			'Requests carry access tokens, so they are only sent over https. Change the field Base URL; http:// is for a test gateway on this machine (localhost) alone.',
		);
	}
	if (url.username || url.password || url.search || url.hash) {
		return refused(
			'The Base URL of the credential has more than an address in it',
			'Remove user name, password, "?" and "#" parts from the field Base URL.',
		);
	}
	let path = url.pathname;
	const ending = () => ['/', ...endings].find((each) => path.endsWith(each));
	for (let last = ending(); last; last = ending()) path = path.slice(0, -last.length);
	return succeed(url.origin + path);
}

/** `URL.canParse` of Node 20 denies addresses with an umlaut once it has been called often. */
function parsed(address: string): URL | null {
	try {
		return new URL(address);
	} catch {
		return null;
	}
}

const refused = (message: string, description: string) =>
	fail(failure('credentials', message, description));

/** The refusal for a credential field that has to be filled in. */
export const missingField = (field: string, where: string) =>
	refused(`The field ${field} of the credential is empty`, `Fill in ${field}: ${where}.`);

/** Epoch milliseconds that were stored as number or text; 0 when there are none. */
export function epoch(value: unknown): number {
	const number = Number(text(value));
	return Number.isFinite(number) && number > 0 ? number : 0;
}
