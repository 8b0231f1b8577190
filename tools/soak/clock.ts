import { setTimeout as timer } from 'node:timers/promises';

import type { Stage } from '../../test/engine/stage';
import { chanceFrom } from '../sandbox/chance';

/** Real milliseconds per second of simulated time. */
const MILLISECONDS_A_SECOND = 1;
/** Time limit of a session renewal, in real milliseconds. */
export const RENEWAL_DEADLINE = 1_500;

/**
 * Gives the compiled package a simulated clock that advances while it waits, so that concurrent waits
 * overlap as in real time, and random numbers that depend only on the seed.
 */
export function runAhead(stage: Stage, seed: number): void {
	const { runtime } = stage;
	runtime.random = chanceFrom(seed);
	runtime.deadline = () => AbortSignal.timeout(RENEWAL_DEADLINE);
	runtime.sleep = async (milliseconds, signal) => {
		const due = stage.now() + milliseconds;
		const real = (milliseconds / 1000) * MILLISECONDS_A_SECOND;
		await timer(real, undefined, { signal }).catch(() => undefined);
		const left = due - stage.now();
		if (left > 0) stage.advance(left);
	};
}
