import { randomUUID } from 'node:crypto';
import { setTimeout as timer } from 'node:timers/promises';

/** Time and chance as the code sees them: passed in, so that a test can pass its own. */
export interface Runtime {
	/** Epoch milliseconds by the host's clock, which may be set back or forth. */
	readonly now: () => number;
	/** Milliseconds of a clock that is never set back, for pauses and deadlines. */
	readonly monotonic: () => number;
	/** From 0 up to, not including, 1. */
	readonly random: () => number;
	readonly nonce: () => string;
	/** Resolves after so many milliseconds, or at once when the signal is aborted. */
	readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
	/** A signal that is aborted after so many milliseconds. */
	readonly deadline: (milliseconds: number) => AbortSignal;
}

export const systemRuntime: Runtime = {
	now: () => Date.now(),
	monotonic: () => performance.now(),
	random: () => Math.random(),
	nonce: () => randomUUID(),
	sleep: async (milliseconds, signal) => {
		await timer(milliseconds, undefined, { signal }).catch(() => undefined);
	},
	deadline: (milliseconds) => AbortSignal.timeout(milliseconds),
};
