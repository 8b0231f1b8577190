import type { HttpClient } from '../http/client';
import { parseJson } from '../json/parse';
import type { Pace } from './rateLimiter';
import { decide, MAX_ELAPSED, type Decision } from '../http/retry';
import type { World } from '../http/runtime';
import { clockOffset, learnClock } from '../providers/clockSkew';
import { fail } from '../providers/failure';
import type {
	Account,
	OrderQuery,
	Outcome,
	Provider,
	Reply,
	SignedRequest,
	Stamp,
} from '../providers/contract';
import { redactAnswer } from '../providers/redact';
import { transportFailure } from '../providers/transportFailure';
import type { Session } from '../n8n/sessionStore';

/** A provider's call as two pure steps: a signed request, and what its answer means. */
export interface Call {
	readonly request: (query: OrderQuery, account: Account, stamp: Stamp) => SignedRequest;
	readonly response: (reply: Reply, query: OrderQuery, account: Account) => Outcome<unknown>;
}

/** What a call goes through on its way. */
export interface Way {
	readonly provider: Provider;
	readonly session: Session;
	readonly client: HttpClient;
	readonly pace: Pace;
	readonly world: World;
	readonly signal: AbortSignal | undefined;
}

export interface Limits {
	/** Milliseconds for one attempt. */
	readonly timeout: number;
	readonly maxRetries: number;
}

/** The kinds that a repetition can help. */
const REPEATABLE: ReadonlySet<string> = new Set(['throttled', 'transient']);

/**
 * Makes one call come through, or says why it did not. Every attempt is signed anew. A rejected
 * session is renewed once, a clock fault corrected once; throttled and transient answers are
 * repeated within the limits.
 */
export async function makeCall(
	call: Call,
	query: OrderQuery,
	way: Way,
	limits: Limits,
): Promise<Outcome<unknown>> {
	const { provider, session, pace, world, signal } = way;
	const begun = world.now();
	let renewed = false;
	let corrected = false;
	for (let repeated = 0; ; ) {
		const { outcome, account } = await attempt(call, query, way, limits.timeout);
		if (outcome.ok) return outcome;
		let { failure } = outcome;
		if (account && !renewed && provider.wantsFreshSession(failure, account, world.now())) {
			const fresh = await session.renewed(account.accessToken);
			if (fresh.ok) {
				renewed = true;
				continue;
			}
			({ failure } = fresh);
		} else if (account && !corrected && failure.serverTime !== null) {
			corrected = true;
			learnClock(account.baseUrl, failure.serverTime, world.now());
			continue;
		}
		const decision = decide({
			repeatable: REPEATABLE.has(failure.kind) && !signal?.aborted,
			repeated,
			allowed: limits.maxRetries,
			elapsed: world.now() - begun,
			asked: failure.wait,
			random: world.random(),
		});
		if (failure.kind === 'throttled') pace.throttled(pause(decision, failure.wait));
		if (!decision.repeat) return fail(failure);
		await world.sleep(decision.wait, signal);
		repeated++;
	}
}

/**
 * How long a throttled answer holds up the run: other orders keep the wait that was asked for, also
 * when this one is given up, unless it is longer than any of them would wait.
 */
function pause(decision: Decision, asked: number | null): number {
	if (decision.repeat) return decision.wait;
	return asked === null || asked > MAX_ELAPSED ? 0 : asked;
}

interface Attempted {
	readonly outcome: Outcome<unknown>;
	/** What the attempt was signed with, if it came that far. */
	readonly account: Account | null;
}

async function attempt(
	call: Call,
	query: OrderQuery,
	way: Way,
	timeout: number,
): Promise<Attempted> {
	const { provider, session, client, pace, world, signal } = way;
	await pace.enter();
	try {
		if (signal?.aborted) return canceled(provider);
		const current = await session.current();
		if (!current.ok) return { outcome: current, account: null };
		const account = current.value;
		const stamp = { now: world.now() + clockOffset(account.baseUrl), nonce: world.nonce() };
		const result = await client.send(call.request(query, account, stamp), timeout, signal);
		if (!result.ok) {
			return {
				outcome: fail(transportFailure(result.fault, provider.displayName, account.baseUrl)),
				account,
			};
		}
		const { status, retryAfter } = result;
		const body = parseJson(redactAnswer(result.text, account.secrets));
		const outcome = call.response({ status, retryAfter, body }, query, account);
		if (outcome.ok) pace.succeeded();
		return { outcome, account };
	} finally {
		pace.leave();
	}
}

const canceled = ({ displayName }: Provider): Attempted => ({
	outcome: fail(transportFailure('canceled', displayName)),
	account: null,
});
