import type { IDataObject, IHttpRequestHelper } from 'n8n-workflow';

import type { Runtime } from '../http/runtime';
import type { CredentialData, CredentialRules } from '../providers/contract';
import { err, ok, type Result } from '../providers/failure';
import { redactFailure } from '../providers/redact';
import { sessionsRenewed, valueOf } from './authenticate';
import { currentCredential, isExpired, type ReadCredential } from './credentialReader';
import { processStateOf } from './processState';
import { askedByNode, isUsedUp, SessionError } from './renewSignal';
import { sendRenewal } from './sendRenewal';
import { latestRecord, rememberRecord, rememberRefusal } from './tokenMemory';
import { oauthTokenDataOf, recordsIn, renewedRecord, type TokenRecord } from './tokenRecord';

/** What a credential's method has to work with. */
interface Renewal {
	readonly rules: CredentialRules;
	readonly helpers: IHttpRequestHelper['helpers'];
	readonly runtime: Runtime;
}

/** What n8n stores: the credential's own fields, and the copy that outlives a form saved again. */
const stored = (record: TokenRecord, credentials: CredentialData): IDataObject => ({
	...record.tokens,
	session: '',
	oauthTokenData: oauthTokenDataOf(record, recordsIn(credentials)),
});

/**
 * n8n's `preAuthentication`: the renewed session, which n8n stores, or `{}` (nothing is stored) while
 * the present one is good. A session that n8n has lost is handed over again. Throws a SessionError.
 */
export async function preAuthentication(
	rules: CredentialRules,
	helpers: IHttpRequestHelper['helpers'],
	credentials: CredentialData,
	runtime: Runtime,
): Promise<IDataObject> {
	const { oneTimeGrant } = rules.session;
	for (;;) {
		const current = valueOf(currentCredential(rules, credentials, runtime));
		const { account, data } = current;
		const isDue =
			isExpired(rules, current, runtime) ||
			(!askedByNode.has(credentials) && isOfUnknownEnd(rules, current, runtime));
		if (!isDue) {
			const lost = lostRecord(runtime, account, credentials);
			return lost ? stored(lost, credentials) : {};
		}
		const outcome = await renewOnce({ rules, helpers, runtime }, current);
		if (outcome.ok) {
			sessionsRenewed.add(credentials);
			return stored(outcome.value, credentials);
		}
		const rest = oneTimeGrant?.without(data) ?? null;
		if (rest === null || !isUsedUp(outcome.failure)) throw new SessionError(outcome.failure);
		// A refused code next to tokens: they count, and the code is not sent again.
		for (const [name, value] of Object.entries(data)) {
			if (value !== rest[name]) rememberRefusal(runtime, String(value));
		}
	}
}

/** True for tokens that a person pasted: they may have expired, and can be renewed. */
function isOfUnknownEnd(
	{ session }: CredentialRules,
	{ account, data, form, signing }: ReadCredential,
	runtime: Runtime,
): boolean {
	const isOwn = latestRecord(runtime, account, form)?.tokens.accessToken === signing.accessToken;
	return signing.expiresAt === 0 && !isOwn && (session.oneTimeGrant?.of(data) ?? '') !== '';
}

/** The record of this process if it directly follows what n8n has stored. */
function lostRecord(
	runtime: Runtime,
	account: string,
	credentials: CredentialData,
): TokenRecord | undefined {
	const own = recordsIn(credentials).find((record) => record.account === account);
	const latest = latestRecord(runtime, account, credentials);
	return latest?.tokens.accessToken === own?.tokens.accessToken ? undefined : latest;
}

async function renewOnce(renewal: Renewal, current: ReadCredential): Promise<Result<TokenRecord>> {
	const { renewals } = processStateOf(renewal.runtime);
	const { account, signing, data } = current;
	const grant = renewal.rules.session.oneTimeGrant?.of(data) ?? '';
	const id = JSON.stringify([account, signing.secret, grant]);
	const outcome = renewals.get(id) ?? renew(renewal, current);
	renewals.set(id, outcome);
	try {
		return await outcome;
	} finally {
		renewals.delete(id);
	}
}

/** One renewal; a request that failed by the clock is signed again with the provider's time. */
async function renew(
	{ rules, helpers, runtime }: Renewal,
	{ account, data, form, signing }: ReadCredential,
): Promise<Result<TokenRecord>> {
	const { baseUrl } = signing;
	const { clocks } = processStateOf(runtime);
	for (let isCorrected = false; ; isCorrected = true) {
		const request = rules.session.request(data, clocks.signingContext(baseUrl));
		if (!request.ok) return request;
		const reply = await sendRenewal(rules.displayName, helpers, request.value, runtime);
		const outcome = reply.ok ? rules.session.update(reply.value, data, runtime.now()) : reply;
		if (outcome.ok) {
			const before = latestRecord(runtime, account, form);
			const record = renewedRecord(account, outcome.value, before, form, data);
			rememberRecord(runtime, record);
			return ok(record);
		}
		const { failure } = outcome;
		const serverTime = failure.kind === 'clock_skew' ? failure.serverTime : undefined;
		if (serverTime === undefined || isCorrected) {
			const named = reply.ok ? tokensIn(reply.value.body) : [];
			return err(redactFailure(failure, [...signing.secrets, ...named]));
		}
		clocks.learn(baseUrl, serverTime);
	}
}

/** Tokens that a response names, also one that refuses: they are secrets as well. */
function tokensIn(body: unknown): readonly string[] {
	if (typeof body !== 'object' || body === null) return [];
	return Object.entries(body).flatMap(([name, value]) =>
		typeof value === 'string' ? (/token/i.test(name) ? [value] : []) : tokensIn(value),
	);
}
