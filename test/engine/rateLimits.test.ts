import { setTimeout as timer } from 'node:timers/promises';

import { ali, openStage } from './stage.support';

const orders = Array.from({ length: 20 }, (_, n) => ali(`81${String(n).padStart(14, '0')}`));

/** Simulated time, so many times as fast: concurrent waits overlap as they do in real time. */
const SPEED = 5;
const startedAt = performance.now();
const now = (): number => Math.round(1_800_000_000_000 + (performance.now() - startedAt) * SPEED);
const sleep = async (milliseconds: number, signal?: AbortSignal): Promise<void> => {
	await timer(milliseconds / SPEED, undefined, { signal }).catch(() => undefined);
};

/** The simulator of the rate limiter tries every combination exactly; these go over real sockets. */
test.each([
	[2, 5],
	[5, 20],
])(
	'%i calls a second, Concurrency %i: all orders of two runs come, with few refusals',
	async (callsPerSecond, concurrency) => {
		const stage = await openStage({ callsPerSecond, now });
		Object.assign(stage.runtime, { now, monotonic: now, sleep });
		stage.restart();
		try {
			// The machine’s own delays count five times, so that a few more are refused than in the simulator.
			for (const most of [concurrency + 5, 6]) {
				const before = stage.sandbox.requests.length;
				const finished = await stage.get(orders, { options: { concurrency } });
				expect(finished.error).toBeUndefined();
				const ids = finished.jsons('Get Order').map(({ order_id }) => order_id);
				expect(new Set(ids).size).toBe(20);
				const requests = stage.sandbox.requests.slice(before);
				expect(requests.filter(({ outcome }) => outcome !== 'ok').length).toBeLessThanOrEqual(most);
			}
		} finally {
			await stage.close();
		}
	},
);
