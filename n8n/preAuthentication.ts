import type { IHttpRequestHelper } from 'n8n-workflow';

import { perRuntime, type Runtime } from '../http/runtime';
import { learnClock } from '../providers/clockSkew';
import type {
	CredentialData,
	CredentialRules,
	SessionUpdate,
	SigningCredentials,
} from '../providers/contract';
import { reject, type Outcome } from '../providers/failure';
import { redactFailure } from '../providers/redact';
import { signingContext, valueOf } from './authenticate';
import { isUsedUp } from './renewSignal';
import { sendRenewal } from './sendRenewal';

/** What a credential's method has to work with. */
interface Renewal {
	readonly rules: CredentialRules;
	readonly helpers: IHttpRequestHelper['helpers'];
	readonly runtime: Runtime;
}

/**
 * n8n's `preAuthentication`: the renewed session, which n8n stores, or `{}` (nothing is stored) while
 * the present one is good. Throws a SessionError.
 */
export async function preAuthentication(
	rules: CredentialRules,
	helpers: IHttpRequestHelper['helpers'],
	credentials: CredentialData,
	runtime: Runtime,
): Promise<SessionUpdate | Record<string, never>> {
	const signing = valueOf(rules.read(credentials));
	if (!rules.session.isExpired(credentials, runtime.now())) return {};
	const outcome = await renewOnce({ rules, helpers, runtime }, credentials, signing);
	const rest = rules.session.oneTimeGrant?.without(credentials) ?? null;
	return rest !== null && !outcome.ok && isUsedUp(outcome.failure)
		? await preAuthentication(rules, helpers, rest, runtime)
		: { ...valueOf(outcome) };
}

interface KnownRenewal {
	readonly at: number;
	readonly outcome: Promise<Outcome<SessionUpdate>>;
}

/**
 * Renewals of this process, under way and lately done: a one-time grant is used once. A form that is
 * saved again with its used code, or a read that was slower than a renewal, gets the same session.
 */
const renewalsOf = perRuntime(() => new Map<string, KnownRenewal>());
const REMEMBERED = 10 * 60_000;

async function renewOnce(
	renewal: Renewal,
	credentials: CredentialData,
	signing: SigningCredentials,
): Promise<Outcome<SessionUpdate>> {
	const { rules, runtime } = renewal;
	const { oneTimeGrant } = rules.session;
	const grant = oneTimeGrant?.of(credentials) ?? '';
	const renewals = renewalsOf(runtime);
	const now = runtime.monotonic();
	for (const [old, { at }] of renewals) if (now - at > REMEMBERED) renewals.delete(old);
	const id = [rules.displayName, signing.baseUrl, signing.key, signing.secret, grant].join('\n');
	const known = renewals.get(id);
	if (known) return await known.outcome;
	const outcome = renew(renewal, credentials, signing);
	renewals.set(id, { at: now, outcome });
	let keep = false;
	try {
		const renewed = await outcome;
		// What was not used up can be used again; a refusal is kept where something remains without it.
		keep = renewed.ok
			? grant !== '' && !Object.values(renewed.value).includes(grant)
			: isUsedUp(renewed.failure) && (oneTimeGrant?.without(credentials) ?? null) !== null;
		return renewed;
	} finally {
		if (!keep) renewals.delete(id);
	}
}

/** One renewal; a request that failed by the clock is signed again with the provider's time. */
async function renew(
	{ rules, helpers, runtime }: Renewal,
	credentials: CredentialData,
	{ baseUrl, secrets }: SigningCredentials,
): Promise<Outcome<SessionUpdate>> {
	for (let isCorrected = false; ; isCorrected = true) {
		const request = rules.session.request(credentials, signingContext(runtime, baseUrl));
		if (!request.ok) return request;
		const reply = await sendRenewal(rules.displayName, helpers, request.value, runtime);
		const outcome = reply.ok
			? rules.session.update(reply.value, credentials, runtime.now())
			: reply;
		if (outcome.ok) return outcome;
		const { failure } = outcome;
		const serverTime = failure.kind === 'clock_skew' ? failure.serverTime : undefined;
		if (serverTime === undefined || isCorrected) return reject(redactFailure(failure, secrets));
		learnClock(runtime, baseUrl, serverTime);
	}
}
