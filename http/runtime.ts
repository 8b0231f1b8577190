import { randomUUID } from 'node:crypto';
import { setTimeout as timer } from 'node:timers/promises';

/** Time and chance, gathered in one place so that a test can put its own in their stead. */
export interface World {
	/** Epoch milliseconds. */
	now: () => number;
	/** From 0 up to, not including, 1. */
	random: () => number;
	nonce: () => string;
	/** Ends after so many milliseconds, or at once when the signal is aborted. */
	sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
	/** A signal that is aborted after so many milliseconds. */
	deadline: (milliseconds: number) => AbortSignal;
}

export const world: World = {
	now: () => Date.now(),
	random: () => Math.random(),
	nonce: () => randomUUID(),
	sleep: async (milliseconds, signal) => {
		await timer(milliseconds, undefined, { signal }).catch(() => undefined);
	},
	deadline: (milliseconds) => AbortSignal.timeout(milliseconds),
};
