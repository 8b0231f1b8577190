import type { IHttpRequestOptions } from 'n8n-workflow';

import { parsedUrl } from '../providers/baseUrl';
import { err, ok, type Result } from '../providers/failure';

type Address = Pick<IHttpRequestOptions, 'url' | 'baseURL'> & { readonly uri?: unknown };

/**
 * The URL of a request, if a signature may go there: the credential's own scheme, host and port. The
 * path is free, also where the credential's address has one.
 *
 * @param baseUrl the address in the credential
 */
export function requestUrl(options: Address, baseUrl: string, displayName: string): Result<URL> {
	const url = parsedUrl(joined(options));
	const { protocol, host, origin } = new URL(baseUrl);
	if (url === null) {
		return err({
			kind: 'invalid_parameter',
			message: 'The URL is not a web address',
			description: 'Enter a full address in the field URL, starting with https://.',
		});
	}
	// A `blob:` URL has the origin of the address inside it.
	if (url.protocol !== protocol || url.origin !== origin) {
		return err({
			kind: 'request_blocked',
			message: `The URL is not on ${host}, the address of this ${displayName} credential`,
			description:
				'Signed requests are only sent to the credential’s own address. Change the field URL, or the address in the credential.',
		});
	}
	if (url.username || url.password) {
		return err({
			kind: 'request_blocked',
			message: 'The URL contains a user name or password',
			description:
				'Remove everything between "//" and "@" from the field URL. The credential signs the request.',
		});
	}
	return ok(url);
}

const ABSOLUTE = /^(?:[a-z][a-z\d+.-]*:)?\/\//i;

/** Joins as n8n's helpers do when they send: a leading slash does not drop the path of `baseURL`. */
function joined({ url, uri, baseURL }: Address): string {
	const target = String(url ?? uri ?? '');
	if (!baseURL || ABSOLUTE.test(target)) return target;
	return target === '' ? baseURL : `${baseURL.replace(/\/+$/, '')}/${target.replace(/^\/+/, '')}`;
}
