import { setTimeout as timer } from 'node:timers/promises';

import type { World } from '../../http/runtime';
import type { Stage } from '../../test/engine/stage';
import { chanceFrom } from '../sandbox/chance';

/** A second of the run's own time takes this many milliseconds to wait for. */
const MILLISECONDS_A_SECOND = 1;
/** What a renewal may take before it counts as lost; milliseconds of real time. */
export const RENEWAL_DEADLINE = 1_500;

/**
 * Gives the compiled package a clock that runs ahead while it waits: waits that overlap pass
 * together, as they do in real time, and chance comes from the seed.
 */
export function runAhead(world: World, stage: Stage, seed: number): void {
	world.random = chanceFrom(seed);
	world.deadline = () => AbortSignal.timeout(RENEWAL_DEADLINE);
	world.sleep = async (milliseconds, signal) => {
		const due = stage.now() + milliseconds;
		const real = (milliseconds / 1000) * MILLISECONDS_A_SECOND;
		await timer(real, undefined, { signal }).catch(() => undefined);
		const left = due - stage.now();
		if (left > 0) stage.advance(left);
	};
}
