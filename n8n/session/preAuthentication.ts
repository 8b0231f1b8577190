import type { IDataObject, IHttpRequestHelper } from 'n8n-workflow';

import type { Runtime } from '../../http/runtime';
import type { CredentialData } from '../../providers/call';
import type { CredentialRules } from '../../providers/contract';
import { err, ok, type Failure, type Result } from '../../providers/failure';
import { redactFailure } from '../../providers/redact';
import { processStateOf } from '../processState';
import { currentCredential, needsRenewal, type ReadCredential } from './credential';
import { FailureError, valueOf } from '../errors';
import { askedByNode, isUsedUp } from './renewSignal';
import { sendRenewal } from './sendRenewal';

/**
 * n8n's `preAuthentication`: renews the session where that is due, and returns what n8n has to store.
 * Throws a FailureError.
 */
export async function preAuthentication(
	rules: CredentialRules,
	helpers: IHttpRequestHelper['helpers'],
	credentials: CredentialData,
	runtime: Runtime,
): Promise<IDataObject> {
	const isAsked = askedByNode.has(credentials);
	const owner = askedByNode.get(credentials) ?? '';
	const refusals = new Map<string, Failure>();
	for (let isRenewed = false; ; ) {
		const current = valueOf(currentCredential(rules, credentials, runtime, owner));
		const isExpired = needsRenewal(rules, current, runtime);
		const isDue = isExpired || (!isAsked && isOfUnknownEnd(rules, current, runtime));
		if (isRenewed || !isDue) return current.toStore ?? {};

		const grant = rules.session.oneTimeGrant?.of(current.data) ?? '';
		const refusal = refusals.get(grant);
		const renewed = refusal ? err(refusal) : await renewOnce(rules, helpers, runtime, current);
		if (renewed.ok) {
			// Other accounts may have been stored meanwhile, so the node reads them before having this one stored.
			if (isAsked) return {};
			isRenewed = true;
		} else if (isUsedUp(renewed.failure) && !refusal) {
			// After a refused code, any tokens are used; after a refused token, another worker's may be stored.
			processStateOf(runtime).tokens.forget(current.id);
			processStateOf(runtime).tokens.refused.add(grant);
			refusals.set(grant, renewed.failure);
		} else if (!isExpired) return current.toStore ?? {};
		else throw new FailureError(renewed.failure);
	}
}

/** True for tokens that a person pasted: they may have expired, and can be renewed. */
function isOfUnknownEnd(
	{ session }: CredentialRules,
	{ next, data, signing }: ReadCredential,
	runtime: Runtime,
): boolean {
	const grant = session.oneTimeGrant?.of(data) ?? '';
	const isTyped = next.version === 1 && signing.expiresAt === 0;
	return isTyped && grant !== '' && !processStateOf(runtime).tokens.refused.has(grant);
}

/** Renews a session and remembers its record; however many ask at once, one request is sent. */
async function renewOnce(...renewal: Parameters<typeof renew>): Promise<Result<null>> {
	const [, , runtime, current] = renewal;
	const { renewals } = processStateOf(runtime).tokens;
	// With the secret in the key, a credential with a wrong one does not fail the others of its account.
	const key = JSON.stringify([current.id, current.signing.secret, current.next.version]);
	const result = renewals.get(key) ?? renew(...renewal).finally(() => renewals.delete(key));
	renewals.set(key, result);
	return await result;
}

/** Renews once; a request refused because of the clock is signed again with the provider's time. */
async function renew(
	rules: CredentialRules,
	helpers: IHttpRequestHelper['helpers'],
	runtime: Runtime,
	{ id, owner, next, data, signing }: ReadCredential,
): Promise<Result<null>> {
	const { session, displayName } = rules;
	const { baseUrl } = signing;
	const { clocks, tokens: known } = processStateOf(runtime);
	for (let isCorrected = false; ; isCorrected = true) {
		const request = session.request(data, clocks.signingContext(baseUrl));
		if (!request.ok) return request;
		const reply = await sendRenewal(displayName, helpers, request.value, runtime);
		const update = reply.ok ? session.update(reply.value, data, runtime.now()) : reply;
		if (update.ok) {
			const { session: _, ...tokens } = update.value;
			known.keep(id, { ...next, tokens }, owner);
			// A provider may return a token that it once rejected; it is valid again.
			known.rejected.delete(String(tokens.accessToken));
			return ok(null);
		}
		const { failure } = update;
		const serverTime = failure.kind === 'clock_skew' ? failure.serverTime : undefined;
		if (serverTime === undefined || isCorrected) {
			const named = reply.ok ? tokensIn(reply.value.body) : [];
			return err(redactFailure(failure, [...signing.secrets, ...named]));
		}
		clocks.learn(baseUrl, serverTime);
	}
}

/** Long words inside a sentence, which may be tokens. An id on its own is not. */
const TOKEN_IN_TEXT = /[\w-]{24,}/g;

/** Tokens in a response, even in a refusal: they are secrets as well. */
function tokensIn(body: unknown): readonly string[] {
	if (typeof body !== 'object' || body === null) return [];
	return Object.entries(body).flatMap(([name, value]) => {
		if (typeof value !== 'string') return tokensIn(value);
		if (/token/i.test(name)) return [value];
		return /\s/.test(value.trim()) ? (value.match(TOKEN_IN_TEXT) ?? []) : [];
	});
}
