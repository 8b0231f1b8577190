import type { IHttpRequestOptions } from 'n8n-workflow';

import { parsedUrl } from '../../http/parsedUrl';
import type { OutgoingRequest } from '../../providers/contract';
import { err, invalidParameter, ok, type Result } from '../../providers/failure';
import { FailureError, valueOf } from '../errors';
import { RENEW_HEADER } from '../session/renewSignal';
import { pairsOf, parameters, requestBody, type BodyOptions } from './body';

/** n8n's options, with the fields of the older helper that the HTTP Request node still uses. */
export type RequestOptions = IHttpRequestOptions & BodyOptions & { readonly uri?: unknown };

export interface SignableRequest extends OutgoingRequest {
	readonly contentType: string;
}

/**
 * The request behind either shape of n8n's options. Throws the failure for a request that must not be
 * signed, or whose signature no provider documents.
 */
export function signableRequest(options: RequestOptions, baseUrl: string, displayName: string) {
	const url = valueOf(requestUrl(options, baseUrl, displayName));
	const query = valueOf(parameters([...url.searchParams, ...pairsOf(options.qs)]));
	const headers = Object.fromEntries(
		ownHeaders(options).map(([name, value]) => [name.toLowerCase(), String(value).trim()]),
	);
	const read = valueOf(requestBody(options, headers['content-type'] ?? ''));
	const method = (options.method ?? 'GET').toUpperCase();
	const isGet = method === 'GET';
	// One of the helpers drops the body of a GET; n8n itself drops an empty one.
	if (isGet && !['', '{}', '[]'].includes(read.body.toString()))
		throw new FailureError(BODY_OF_GET.failure);
	const body = isGet ? Buffer.alloc(0) : read.body;
	const request: SignableRequest = { ...read, method, url, query, headers, body };
	return request;
}

const BODY_OF_GET = invalidParameter(
	'A signed GET request cannot have a body',
	'Turn off Send Body and send the values as query parameters, or change the field Method.',
);

/** Headers that belong to the connection or to the package, and are never the user's to set. */
const REMOVED: ReadonlySet<string> = new Set([
	RENEW_HEADER,
	'host',
	'content-length',
	'transfer-encoding',
]);

/** The headers that the user set. */
export const ownHeaders = ({ headers = {} }: RequestOptions): ReadonlyArray<[string, unknown]> =>
	Object.entries(headers).filter(
		([name, value]) => value !== undefined && !REMOVED.has(name.toLowerCase()),
	);

/** The URL of a request, if a signature may go there: on the credential's own scheme, host and port. */
function requestUrl(options: RequestOptions, baseUrl: string, displayName: string): Result<URL> {
	const url = parsedUrl(joined(options));
	const { protocol, host, origin } = new URL(baseUrl);
	if (url === null) {
		return invalidParameter(
			'The URL is not a web address',
			'Enter a full address in the field URL, starting with https://.',
		);
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
function joined({ url, uri, baseURL }: RequestOptions): string {
	const target = String(url ?? uri ?? '');
	if (!baseURL || ABSOLUTE.test(target)) return target;
	return target === '' ? baseURL : `${baseURL.replace(/\/+$/, '')}/${target.replace(/^\/+/, '')}`;
}
