import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import type { Runtime } from '../http/runtime';
import type { CredentialData, CredentialRules } from '../providers/contract';
import type { Result } from '../providers/failure';
import { currentCredential } from './credentialReader';
import { RENEW_HEADER, SessionError, SessionExpired, SessionReady } from './renewSignal';
import { signableRequest, signedOptions, type RequestOptions } from './requestOptions';
import { processStateOf } from './processState';
import { rememberRejection } from './tokenMemory';

/** Credentials as n8n decrypted them for one request, renewed while it had not been sent. */
export const sessionsRenewed = new WeakSet<CredentialData>();

/** The value, or the failure thrown: n8n's credential methods have no other way to fail. */
export function valueOf<T>(outcome: Result<T>): T {
	if (outcome.ok) return outcome.value;
	throw new SessionError(outcome.failure);
}

/**
 * n8n's `authenticate`: signs any request to the credential's own address, also of the HTTP Request
 * node. `options` stays as it is, so that n8n shows no token of the request; signing the result again
 * replaces the signature. Throws a SessionError for a request that must not be signed. A request with
 * `RENEW_HEADER` is not signed but ends here.
 */
export function authenticate(
	rules: CredentialRules,
	credentials: ICredentialDataDecryptedObject,
	options: IHttpRequestOptions,
	runtime: Runtime,
): IHttpRequestOptions {
	const { signing } = valueOf(currentCredential(rules, credentials, runtime));
	const rejected = options.headers?.[RENEW_HEADER];
	if (typeof rejected === 'string') {
		const isCurrent = rejected !== '' && rejected === signing.accessToken;
		if (!isCurrent || sessionsRenewed.has(credentials)) throw new SessionReady();
		rememberRejection(runtime, rejected);
		throw new SessionExpired();
	}
	const request = valueOf(
		signableRequest(options as RequestOptions, signing.baseUrl, rules.displayName),
	);
	const context = processStateOf(runtime).clocks.signingContext(signing.baseUrl);
	return signedOptions(options, request, valueOf(rules.signRequest(request, signing, context)));
}
