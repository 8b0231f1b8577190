/** What is known when an attempt has ended without an answer to use. */
export interface Attempt {
	/** True for the classes that a repetition can help: throttled and transient. */
	readonly repeatable: boolean;
	/** Repetitions made so far. */
	readonly repeated: number;
	/** Repetitions allowed. */
	readonly allowed: number;
	/** Milliseconds since the first attempt began. */
	readonly elapsed: number;
	/** Milliseconds that the server asked to wait, or null. */
	readonly asked: number | null;
	/** Chance, from 0 up to 1. */
	readonly random: number;
}

export type Decision =
	| { readonly repeat: true; readonly wait: number }
	| { readonly repeat: false; readonly reason: 'final' | 'count' | 'time' };

const BASE = 500;
const LONGEST_BACKOFF = 20_000;
/** The time after which an order is given up, waiting included. */
export const MAX_ELAPSED = 180_000;

/**
 * Whether to repeat, and after how many milliseconds. Full jitter: anything from nothing to a bound
 * that doubles with each repetition. What the server asks for comes first, the jitter on top of it,
 * so that those who were told the same time do not come back together.
 */
export function decide({
	repeatable,
	repeated,
	allowed,
	elapsed,
	asked,
	random,
}: Attempt): Decision {
	if (!repeatable) return { repeat: false, reason: 'final' };
	if (repeated >= allowed) return { repeat: false, reason: 'count' };
	const jitter = random * Math.min(LONGEST_BACKOFF, BASE * 2 ** repeated);
	const wait = Math.round((asked ?? 0) + jitter);
	return elapsed + wait > MAX_ELAPSED ? { repeat: false, reason: 'time' } : { repeat: true, wait };
}
