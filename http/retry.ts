export interface Attempt {
	readonly isRetryable: boolean;
	readonly retries: number;
	readonly maxRetries: number;
	/** Milliseconds since the first attempt began. */
	readonly elapsed: number;
	/** The same after which an order is given up, default `MAX_ELAPSED`. */
	readonly longest?: number;
	/** Milliseconds that the server asked to wait, or `null`. */
	readonly retryAfter: number | null;
	/** From 0 up to, not including, 1. */
	readonly random: number;
}

const FIRST_BACKOFF = 500;
const LONGEST_BACKOFF = 20_000;
/** Milliseconds after which an order is given up, waiting included. */
export const MAX_ELAPSED = 180_000;

/**
 * After how many milliseconds to retry, `null` for not at all. Full jitter is added to what the server
 * asked for, so that clients that were given the same time do not come back together.
 */
export function decide(attempt: Attempt): number | null {
	const { isRetryable, retries, maxRetries, elapsed, retryAfter, random } = attempt;
	const { longest = MAX_ELAPSED } = attempt;
	if (!isRetryable || retries >= maxRetries) return null;
	const jitter = random * Math.min(LONGEST_BACKOFF, FIRST_BACKOFF * 2 ** retries);
	const wait = Math.round((retryAfter ?? 0) + jitter);
	return elapsed + wait > longest ? null : wait;
}
