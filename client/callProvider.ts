import type { HttpClient } from '../http/client';
import { decide } from '../http/retry';
import type { Runtime } from '../http/runtime';
import type { ProviderClocks } from '../providers/clockSkew';
import type { Answer, OrderQuery, Pace, ProviderCall, SigningCredentials } from '../providers/call';
import type { Provider } from '../providers/contract';
import { err, type Failure } from '../providers/failure';
import { parseRedacted, redactFailure } from '../providers/redact';
import { transportFailure } from '../providers/transportFailure';
import { admit, longestWait, MOST_RENEWALS } from './admit';
import type { CircuitBreaker } from './circuitBreaker';
import type { RateLimiter } from './rateLimiter';
import type { Session } from './session';

/** What is asked for, and how persistently. */
export interface ProviderRequest<Query> {
	readonly provider: Provider;
	readonly query: Query;
	/** Milliseconds for one attempt. */
	readonly timeout: number;
	readonly maxRetries: number;
}

/** What one order is asked for with. */
export type OrderRequest = ProviderRequest<OrderQuery>;

/** What the calls of one account have in common. */
export interface CallContext {
	readonly session: Session;
	/** Calls of the same pace share a rate limiter. */
	readonly rateLimiterOf: (pace?: Pace) => RateLimiter;
	readonly breaker: CircuitBreaker;
	readonly clocks: ProviderClocks;
	readonly http: HttpClient;
	readonly runtime: Runtime;
	readonly signal: AbortSignal | undefined;
}

/** Makes one call, see `callUntilSettled`; no failure shows a secret of the account. */
export async function callProvider<Payload, Query>(
	call: ProviderCall<Payload, Query>,
	request: ProviderRequest<Query>,
	context: CallContext,
): Promise<Answer<Payload>> {
	const rateLimiter = context.rateLimiterOf(call.pace);
	const outcome = await callUntilSettled({ ...context, call, request, rateLimiter });
	return outcome.ok ? outcome : err(redactFailure(outcome.failure, context.session.secrets()));
}

/**
 * Makes one call until it succeeds or cannot. Each attempt is signed anew. A rejected token is renewed
 * (again if it ends meanwhile) and a wrong clock corrected once; throttled and transient failures are
 * retried within the request's limits. A refusal that another call of the account had caused costs no
 * retry.
 */
async function callUntilSettled<Payload, Query>(
	caller: Caller<Payload, Query>,
): Promise<Answer<Payload>> {
	const { request, session, clocks, runtime, rateLimiter, signal } = caller;
	const { mayBeExpired } = request.provider.credential.session;
	const startedAt = runtime.monotonic();
	const renewed = new Set<string>();
	let isCorrected = false;
	let retries = 0;
	/** Why it was tried again, which explains more than that the run ended. */
	let reason: Failure | undefined;
	for (let goesFirst = false; ; ) {
		const attempted: Attempted<Payload> = await attempt(caller, goesFirst);
		const { outcome, credentials, isOwn } = attempted;
		if (outcome.ok) return outcome;
		let { failure } = outcome;
		if (failure.kind === 'canceled') return err(reason ?? failure);
		const token = credentials?.accessToken ?? '';
		const canRenew = !renewed.has(token) && renewed.size < MOST_RENEWALS;
		if (credentials && canRenew && mayBeExpired(failure, credentials, runtime.now())) {
			renewed.add(token);
			const renewal = await session.renew(token);
			if (renewal.ok) continue;
			({ failure } = renewal);
		} else if (credentials && !isCorrected && failure.kind === 'clock_skew' && failure.serverTime) {
			isCorrected = true;
			clocks.learn(credentials.baseUrl, failure.serverTime);
			continue;
		}
		const wait = decide({
			isRetryable: isRetryable(failure) && !signal?.aborted,
			retries: isOwn ? retries++ : 0,
			maxRetries: isOwn ? request.maxRetries : Infinity,
			elapsed: runtime.monotonic() - startedAt,
			longest: longestWait(rateLimiter),
			retryAfter: retryAfterOf(failure),
			random: runtime.random(),
		});
		if (wait === null) return err(failure);
		reason = failure;
		// A throttled call waits in the rate limiter, where it goes before those that were never sent.
		goesFirst = failure.kind === 'throttled' && failure === outcome.failure && credentials !== null;
		if (!goesFirst) await runtime.sleep(wait, signal);
	}
}

const isRetryable = ({ kind }: Failure): boolean => kind === 'throttled' || kind === 'transient';

/** Milliseconds that the provider asked to wait, `null` for no such request. */
const retryAfterOf = (failure: Failure): number | null =>
	'retryAfter' in failure ? (failure.retryAfter ?? null) : null;

interface Caller<Payload, Query> extends CallContext {
	readonly call: ProviderCall<Payload, Query>;
	readonly request: ProviderRequest<Query>;
	readonly rateLimiter: RateLimiter;
}

interface Attempted<Payload> {
	readonly outcome: Answer<Payload>;
	/** What the request was signed with, `null` if none was made. */
	readonly credentials: SigningCredentials | null;
	/** False for a refusal that another call of the account had caused. */
	readonly isOwn: boolean;
}

async function attempt<Payload, Query>(
	caller: Caller<Payload, Query>,
	goesFirst: boolean,
): Promise<Attempted<Payload>> {
	const admitted = await admit(caller, goesFirst);
	if (!admitted.ok) return { outcome: admitted, credentials: null, isOwn: true };
	const { permit, credentials } = admitted.value;
	try {
		const outcome = await send(caller, credentials);
		const isThrottled = !outcome.ok && outcome.failure.kind === 'throttled';
		const isOwn = isThrottled ? permit.refused(retryAfterOf(outcome.failure)).isOwn : true;
		const isAnswered = outcome.ok || outcome.failure.httpStatus !== undefined;
		if (isAnswered && !isThrottled) permit.succeeded();
		return { outcome, credentials, isOwn };
	} finally {
		permit.release();
	}
}

async function send<Payload, Query>(
	{ call, request, session, clocks, http, signal, rateLimiter }: Caller<Payload, Query>,
	credentials: SigningCredentials,
): Promise<Answer<Payload>> {
	const { provider, query, timeout } = request;
	const { baseUrl } = credentials;
	const signed = call.request(query, credentials, clocks.signingContext(baseUrl));
	const result = await http.send(signed, timeout, signal);
	if (!result.ok) {
		return err(transportFailure(result.fault, provider.displayName, baseUrl, result.cause));
	}
	const { status, retryAfter, headers } = result;
	const body = parseRedacted(result.text, session.secrets());
	const reply = { status, retryAfter, headers, body };
	const rate = call.rateIn?.(reply) ?? 0;
	if (rate > 0 && rate < Infinity) rateLimiter.grant(rate);
	return call.response(reply, query, credentials);
}
