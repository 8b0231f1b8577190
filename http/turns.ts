import { setImmediate as nextTurn } from 'node:timers/promises';

/** Milliseconds that a loop may keep everything else in the process waiting. */
const LONGEST_TURN = 15;

/** Pauses of a long loop, in which the rest of n8n goes on: `await turns.pause()` in each round. */
export class Turns {
	private since = performance.now();

	async pause(): Promise<void> {
		if (performance.now() - this.since < LONGEST_TURN) return;
		await nextTurn();
		this.since = performance.now();
	}
}
