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

/** Bytes of responses that are read in one turn: some ten orders, or one page of a list. */
const BYTES_PER_TURN = 128 * 1024;

/** Spreads responses that arrive together over turns of the event loop. */
export class ResponseTurns {
	private readonly waiting: Array<{ readonly bytes: number; readonly go: () => void }> = [];

	async next(bytes: number): Promise<void> {
		await new Promise<void>((go) => {
			if (this.waiting.push({ bytes, go }) === 1) setImmediate(this.release);
		});
	}

	private readonly release = (): void => {
		let bytes = 0;
		let count = 0;
		for (const { bytes: more, go } of this.waiting) {
			if (count > 0 && bytes + more > BYTES_PER_TURN) break;
			bytes += more;
			count++;
			go();
		}
		this.waiting.splice(0, count);
		if (this.waiting.length > 0) setImmediate(this.release);
	};
}
