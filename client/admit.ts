import { MAX_ELAPSED } from '../http/retry';
import type { SigningCredentials } from '../providers/call';
import type { Provider } from '../providers/contract';
import { err, ok, type Failure, type Result } from '../providers/failure';
import { transportFailure } from '../providers/transportFailure';
import type { Permit } from './permit';
import type { RateLimiter } from './rateLimiter';
import type { Session } from './session';

/** The right to make one call, and what to sign it with. */
export interface Admitted {
	readonly permit: Permit;
	readonly credentials: SigningCredentials;
}

/** The most renewals of the session for one call; after that the call fails. */
export const MOST_RENEWALS = 3;

/** Milliseconds that a call may wait; at least two intervals if calls are minutes apart. */
export const longestWait = ({ interval }: RateLimiter) => Math.max(MAX_ELAPSED, 2 * interval);

interface Queue {
	readonly request: { readonly provider: Pick<Provider, 'displayName'> };
	readonly session: Session;
	readonly rateLimiter: RateLimiter;
	readonly signal: AbortSignal | undefined;
}

/**
 * Gets the session, then the permit to send. In the other order, calls holding permits while they wait for a
 * session would all be sent at once. A session that expires in the queue is renewed, and the call queues
 * again.
 */
export async function admit(queue: Queue, goesFirst: boolean): Promise<Result<Admitted>> {
	const { request, session, rateLimiter, signal } = queue;
	const { displayName } = request.provider;
	for (let renewals = 0; ; renewals++) {
		const before = await session.current();
		if (!before.ok) return before;
		const permit = await rateLimiter.acquire({
			goesFirst: goesFirst || renewals > 0,
			longestWait: longestWait(rateLimiter),
			signal,
		});
		const failure = signal?.aborted
			? transportFailure('canceled', displayName)
			: permit.banLeft > 0
				? bannedFailure(displayName, permit.banLeft)
				: null;
		const current = failure ? err(failure) : await session.current();
		const isSame = current.ok && current.value.accessToken === before.value.accessToken;
		if (current.ok && (isSame || renewals >= MOST_RENEWALS)) {
			return ok({ permit, credentials: current.value });
		}
		permit.release();
		if (!current.ok) return current;
	}
}

/** The failure of a call that is not made, as the provider wants to be asked much later. */
export const bannedFailure = (provider: string, retryAfter: number): Failure => ({
	kind: 'throttled',
	message: `${provider} rate limit reached`,
	description: `${provider} accepts no requests of this account for the next ${minutesText(retryAfter)}. Run the workflow again later.`,
	retryAfter,
});

const minutesText = (milliseconds: number): string => {
	const minutes = Math.ceil(milliseconds / 60_000);
	return minutes === 1 ? 'minute' : `${minutes} minutes`;
};
