import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import type { Runtime } from '../http/runtime';
import { clockOffset } from '../providers/clockSkew';
import type { CredentialData, CredentialRules, SigningContext } from '../providers/contract';
import type { Outcome } from '../providers/failure';
import { currentCredential } from './credentialReader';
import { RENEW_HEADER, SessionError, SessionExpired, SessionReady } from './renewSignal';
import { applySignature, outgoingRequest, type RequestOptions } from './requestOptions';
import { rememberRejection } from './tokenMemory';

/** Credentials as n8n decrypted them for one request, renewed while it had not been sent. */
export const sessionsRenewed = new WeakSet<CredentialData>();

/** What the next signature covers besides the request. */
export const signingContext = (runtime: Runtime, baseUrl: string): SigningContext => ({
	now: runtime.now() + clockOffset(runtime, baseUrl),
	nonce: runtime.nonce(),
});

/** The value, or the failure thrown: n8n's credential methods have no other way to fail. */
export function valueOf<T>(outcome: Outcome<T>): T {
	if (outcome.ok) return outcome.value;
	throw new SessionError(outcome.failure);
}

/**
 * n8n's `authenticate`: signs any request to the credential's own address, also of the HTTP Request
 * node; a repeated request gets a new signature in place of the old one. Throws a SessionError for
 * a request to any other host. A request with `RENEW_HEADER` is not signed but ends here.
 */
export function authenticate(
	rules: CredentialRules,
	credentials: ICredentialDataDecryptedObject,
	options: IHttpRequestOptions,
	runtime: Runtime,
): IHttpRequestOptions {
	const current = valueOf(currentCredential(rules, credentials, runtime));
	const { signing } = current;
	const rejected = options.headers?.[RENEW_HEADER];
	if (typeof rejected === 'string') {
		const isCurrent = rejected !== '' && rejected === signing.accessToken;
		if (!isCurrent || sessionsRenewed.has(credentials)) throw new SessionReady();
		rememberRejection(runtime, rejected);
		throw new SessionExpired();
	}
	const request = outgoingRequest(options as RequestOptions);
	const { host, origin } = new URL(signing.baseUrl);
	if (request.url.origin !== origin) {
		throw new SessionError({
			kind: 'request_blocked',
			message: `The URL is not on ${host}, the address of this ${rules.displayName} credential`,
			hint: 'Signed requests are only sent to the credential’s own address. Change the field URL, or the address in the credential.',
		});
	}
	const signature = rules.signRequest(request, signing, signingContext(runtime, signing.baseUrl));
	return applySignature(options as RequestOptions, request.url, signature);
}
