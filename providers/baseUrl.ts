import { isLoopback } from '../http/loopback';
import { parsedUrl } from '../http/parsedUrl';
import { visibleText } from './credentialField';
import { err, invalidCredentials, ok, type Result } from './failure';

/**
 * The base URL as it is called, without a slash at its end. Plain http is for loopback alone: requests
 * carry tokens.
 *
 * @param endings paths that users paste along with the address and that the node adds itself
 */
export function baseUrl(
	value: unknown,
	endings: readonly string[] = [],
	label = 'Base URL',
): Result<string> {
	const url = parsedUrl(visibleText(value));
	if (url === null) {
		return invalidCredentials(
			`The ${label} of the credential is not a web address`,
			`Enter a full address in the field ${label}, starting with https://.`,
		);
	}
	if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
		return err({
			kind: 'request_blocked',
			message: `The ${label} of the credential does not start with https://`,
			description: `Change the field ${label}: requests carry access tokens, so they are only sent over https. A test gateway on the n8n host itself (localhost) may use http://.`,
		});
	}
	if (url.username || url.password || url.search || url.hash) {
		return invalidCredentials(
			`The ${label} of the credential contains more than an address`,
			`Remove the user name, the password and everything from "?" or "#" on from the field ${label}.`,
		);
	}
	let path = url.pathname;
	const ending = () => ['/', ...endings].find((each) => path.endsWith(each));
	for (let last = ending(); last; last = ending()) path = path.slice(0, -last.length);
	return ok(url.origin + path);
}
