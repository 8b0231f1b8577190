import type { IHttpRequestOptions } from 'n8n-workflow';

import { isLoopback } from '../http/loopback';
import type { OutgoingRequest, RequestSignature } from '../providers/contract';
import { err, ok, type Result } from '../providers/failure';
import { RENEW_HEADER } from './renewSignal';
import { formText, requestBody, type BodyOptions } from './requestBody';
import { pairsOf, parameters } from './requestParameters';
import { requestUrl } from './requestUrl';

/** n8n's options, with the fields of the older helper that the HTTP Request node still uses. */
export type RequestOptions = IHttpRequestOptions & BodyOptions & { readonly uri?: unknown };

/** A request that can be signed, with the content type that its body gets. */
export interface SignableRequest extends OutgoingRequest {
	readonly contentType: string;
}

/**
 * The request behind either shape of n8n's options. A failure for a request that must not be signed,
 * or whose signature no provider documents.
 *
 * @param baseUrl the address in the credential
 */
export function signableRequest(
	options: RequestOptions,
	baseUrl: string,
	displayName: string,
): Result<SignableRequest> {
	const url = requestUrl(options, baseUrl, displayName);
	if (!url.ok) return url;
	const query = parameters([...url.value.searchParams, ...pairsOf(options.qs)]);
	if (!query.ok) return query;
	const headers = Object.fromEntries(
		ownHeaders(options).map(([name, value]) => [name.toLowerCase(), String(value).trim()]),
	);
	const read = requestBody(options, headers['content-type'] ?? '');
	if (!read.ok) return read;
	const method = (options.method ?? 'GET').toUpperCase();
	const isGet = method === 'GET';
	// One of the helpers drops the body of a GET; n8n itself drops an empty one.
	if (isGet && !['', '{}', '[]'].includes(read.value.body.toString())) {
		return err({
			kind: 'invalid_parameter',
			message: 'A signed GET request cannot have a body',
			description:
				'Turn off Send Body and send the values as query parameters, or change the field Method.',
		});
	}
	const body = isGet ? Buffer.alloc(0) : read.value.body;
	return ok({ ...read.value, method, url: url.value, query: query.value, headers, body });
}

/** Headers that belong to the connection or to the package, and are never the user's to set. */
const REMOVED: ReadonlySet<string> = new Set([
	RENEW_HEADER,
	'host',
	'content-length',
	'transfer-encoding',
]);

const ownHeaders = ({ headers = {} }: RequestOptions): ReadonlyArray<[string, unknown]> =>
	Object.entries(headers).filter(
		([name, value]) => value !== undefined && !REMOVED.has(name.toLowerCase()),
	);

/**
 * What a signed request keeps of n8n's options. Anything else could change what is sent, or send it
 * past the check of the host's certificate: agents, certificates, serializers.
 */
const KEPT = [
	'abortSignal',
	'allowedDomains',
	'encoding',
	'gzip',
	'ignoreHttpStatusErrors',
	'json',
	'proxy',
	'resolveWithFullResponse',
	'returnFullResponse',
	'simple',
	'timeout',
	'useStream',
];

/**
 * The certificate is always checked, and no redirect carries the signature to another host. n8n's two
 * helpers read different ones of these.
 */
const SAFE = {
	rejectUnauthorized: true,
	skipSslCertificateValidation: false,
	disableFollowRedirect: true,
	followRedirect: false,
	followAllRedirects: false,
	maxRedirects: 0,
} as const;

/** n8n's options for the signed request: both of its helpers send exactly what was signed. */
export function signedOptions(
	options: RequestOptions,
	{ url, method, body, form, contentType, headers }: SignableRequest,
	signature: RequestSignature,
): IHttpRequestOptions {
	// Plain http is for loopback, and a proxy could read it.
	const kept = KEPT.filter((name) => !(name === 'proxy' && isLoopback(url.hostname)));
	// The older helper takes a form as text only; both would rewrite JSON that is not in a buffer.
	const content =
		form === null ? body : signature.form ? formText(signature.form) : body.toString();
	const isTyped = form === null && headers['content-type'] !== undefined;
	const added: Readonly<Record<string, string>> = {
		...(content.length > 0 && !isTyped ? { 'content-type': contentType } : {}),
		...signature.headers,
	};
	const own = ownHeaders(options).filter(([name]) => !Object.hasOwn(added, name.toLowerCase()));
	return {
		...Object.fromEntries(Object.entries(options).filter(([name]) => kept.includes(name))),
		...SAFE,
		method: method as IHttpRequestOptions['method'],
		url: url.origin + url.pathname,
		qs: { ...signature.query },
		headers: { ...(Object.fromEntries(own) as IHttpRequestOptions['headers']), ...added },
		...(content.length > 0 ? { body: content } : {}),
	};
}
