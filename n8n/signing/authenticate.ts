import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import { isLoopback } from '../../http/loopback';
import type { Runtime } from '../../http/runtime';
import type { CredentialRules, RequestSignature } from '../../providers/contract';
import { valueOf } from '../errors';
import { processStateOf } from '../processState';
import { currentCredential } from '../session/credential';
import { RENEW_HEADER, SessionReady } from '../session/renewSignal';
import { formText } from './body';
import { ownHeaders, signableRequest, type RequestOptions, type SignableRequest } from './request';

/**
 * n8n's `authenticate`: signs any request to the credential's own address. `options` stays as it is, so
 * that n8n shows no token of the request; signing the result again replaces the signature. Throws a
 * FailureError for a request that must not be signed.
 */
export function authenticate(
	rules: CredentialRules,
	credentials: ICredentialDataDecryptedObject,
	options: IHttpRequestOptions,
	runtime: Runtime,
): IHttpRequestOptions {
	if (options.headers?.[RENEW_HEADER] !== undefined) throw new SessionReady();
	const { signing } = valueOf(currentCredential(rules, credentials, runtime));
	const { baseUrl } = signing;
	const request = signableRequest(options as RequestOptions, baseUrl, rules.displayName);
	const context = processStateOf(runtime).clocks.signingContext(baseUrl);
	return signedOptions(options, request, valueOf(rules.signRequest(request, signing, context)));
}

/**
 * Anything else of n8n's options could change what is sent, or send it past the check of the host's
 * certificate.
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

/** n8n's two helpers read different ones of these. */
const SAFE = {
	rejectUnauthorized: true,
	skipSslCertificateValidation: false,
	disableFollowRedirect: true,
	followRedirect: false,
	followAllRedirects: false,
	maxRedirects: 0,
} as const;

/** Both of n8n's helpers send exactly what was signed. */
function signedOptions(
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
