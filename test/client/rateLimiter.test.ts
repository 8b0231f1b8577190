import fc from 'fast-check';

import { Pace } from '../../client/rateLimiter';

const numRuns = Number(process.env.PROPERTY_RUNS ?? 500);

/** A clock that stands still until it is moved; sleepers wake when it passes their time. */
class Clock {
	time = 1_000_000;
	private sleepers: Array<{ readonly at: number; readonly wake: () => void }> = [];

	readonly now = (): number => this.time;

	readonly sleep = async (milliseconds: number, signal?: AbortSignal): Promise<void> =>
		await new Promise<void>((resolve) => {
			if (signal?.aborted) return resolve();
			this.sleepers.push({ at: this.time + milliseconds, wake: resolve });
			signal?.addEventListener('abort', () => resolve(), { once: true });
		});

	get timers(): number {
		return this.sleepers.length;
	}

	async pass(milliseconds: number): Promise<void> {
		this.time += milliseconds;
		const due = this.sleepers.filter(({ at }) => at <= this.time);
		this.sleepers = this.sleepers.filter(({ at }) => at > this.time);
		for (const { wake } of due) wake();
		await settled();
	}
}

/** All that can go on without time passing has gone on. */
const settled = async (): Promise<void> => {
	for (let at = 0; at < 20; at++) await Promise.resolve();
};

/** A pace with a record of who was let in. */
function run(limit: number, signal?: AbortSignal) {
	const clock = new Clock();
	const pace = new Pace(limit, clock, signal);
	const entered: number[] = [];
	let asked = 0;
	return {
		clock,
		pace,
		entered,
		ask: async (count: number): Promise<void> => {
			for (let left = count; left > 0; left--) {
				const number = asked++;
				void pace.enter().then(() => entered.push(number));
			}
			await settled();
		},
		leave: async (count = 1): Promise<void> => {
			for (let left = count; left > 0; left--) pace.leave();
			await settled();
		},
	};
}

test('at most so many are under way, the others come in as they asked', async () => {
	const { ask, leave, entered } = run(3);
	await ask(7);
	expect(entered).toEqual([0, 1, 2]);
	await leave();
	expect(entered).toEqual([0, 1, 2, 3]);
	await leave(3);
	expect(entered).toEqual([0, 1, 2, 3, 4, 5, 6]);
});

test('each throttled answer halves the width, down to one', () => {
	const { pace } = run(20);
	const widths = Array.from({ length: 6 }, () => {
		pace.throttled(0);
		return pace.width;
	});
	expect(widths).toEqual([10, 5, 2, 1, 1, 1]);
});

test('those under way beyond a smaller width are waited for', async () => {
	const { ask, leave, entered, pace } = run(4);
	await ask(8);
	pace.throttled(0);
	await leave(2);
	expect(entered).toHaveLength(4);
	await leave();
	expect(entered).toHaveLength(5);
});

test('nobody enters before the time that was asked for', async () => {
	const { ask, clock, entered, pace } = run(4);
	pace.throttled(1000);
	await ask(3);
	await clock.pass(999);
	expect(entered).toEqual([]);
	await clock.pass(1);
	expect(entered).toEqual([0, 1]);
});

test('not even when a place becomes free meanwhile', async () => {
	const { ask, leave, clock, entered, pace } = run(2);
	await ask(4);
	pace.throttled(1000);
	await leave(2);
	expect(entered).toEqual([0, 1]);
	await clock.pass(1000);
	expect(entered).toEqual([0, 1, 2]);
});

test('the longest wait counts, whichever was told first', async () => {
	for (const waits of [
		[500, 2000],
		[2000, 500],
	]) {
		const { ask, clock, entered, pace } = run(1);
		pace.throttled(waits[0] ?? 0);
		await ask(1);
		pace.throttled(waits[1] ?? 0);
		await clock.pass(500);
		await ask(1);
		await clock.pass(1499);
		expect(entered).toEqual([]);
		await clock.pass(1);
		expect(entered).toEqual([0]);
	}
});

test('one timer is enough for all who wait', async () => {
	const { ask, clock, pace } = run(5);
	pace.throttled(1000);
	await ask(50);
	expect(clock.timers).toBe(1);
});

test('good answers widen it by one after each round, up to the limit', () => {
	const { pace } = run(4);
	pace.throttled(0);
	pace.throttled(0);
	expect(pace.width).toBe(1);
	const widths = Array.from({ length: 40 }, () => {
		pace.succeeded();
		return pace.width;
	});
	expect(widths.filter((width) => width === 1)).toHaveLength(3);
	expect(widths.filter((width) => width === 2)).toHaveLength(8);
	expect(widths.filter((width) => width === 3)).toHaveLength(12);
	expect(widths.slice(23)).toEqual(widths.slice(23).map(() => 4));
});

test('a wider pace lets the next one in at once', async () => {
	const { ask, entered, pace } = run(2);
	pace.throttled(0);
	await ask(3);
	expect(entered).toEqual([0]);
	for (let at = 0; at < 4; at++) pace.succeeded();
	await settled();
	expect(entered).toEqual([0, 1]);
});

test('a throttled answer begins the count of good ones anew', () => {
	const { pace } = run(4);
	pace.throttled(0);
	for (let at = 0; at < 7; at++) pace.succeeded();
	pace.throttled(0);
	expect(pace.width).toBe(1);
	for (let at = 0; at < 3; at++) pace.succeeded();
	expect(pace.width).toBe(1);
});

describe('when the run is stopped', () => {
	test('those who wait for a time come in at once, to be told', async () => {
		const stop = new AbortController();
		const { ask, entered, pace } = run(2, stop.signal);
		pace.throttled(60_000);
		await ask(2);
		expect(entered).toEqual([]);
		stop.abort();
		await settled();
		expect(entered).toEqual([0]);
	});

	test('nobody waits for a time any more', async () => {
		const stop = new AbortController();
		const { ask, leave, entered, pace } = run(2, stop.signal);
		stop.abort();
		pace.throttled(60_000);
		await ask(3);
		await leave(1);
		await leave(1);
		expect(entered).toEqual([0, 1, 2]);
	});
});

test('whatever happens, the width holds, no one comes early, and everyone comes in turn', async () => {
	const step = fc.oneof(
		{ arbitrary: fc.constant('ask' as const), weight: 4 },
		{ arbitrary: fc.constant('leave' as const), weight: 3 },
		{ arbitrary: fc.constant('succeed' as const), weight: 3 },
		{ arbitrary: fc.nat({ max: 500 }).map((wait) => ({ throttled: wait })), weight: 1 },
		{ arbitrary: fc.nat({ max: 500 }).map((time) => ({ pass: time })), weight: 2 },
	);
	await fc.assert(
		fc.asyncProperty(
			fc.integer({ min: 1, max: 6 }),
			fc.array(step, { maxLength: 40 }),
			async (limit, steps) => {
				const { ask, leave, clock, entered, pace } = run(limit);
				let asked = 0;
				let left = 0;
				let resumeAt = 0;
				for (const each of steps) {
					const before = entered.length;
					if (each === 'ask') {
						asked++;
						await ask(1);
					} else if (each === 'leave') {
						if (entered.length === left) continue;
						left++;
						await leave();
					} else if (each === 'succeed') {
						pace.succeeded();
						await settled();
					} else if ('throttled' in each) {
						pace.throttled(each.throttled);
						resumeAt = Math.max(resumeAt, clock.now() + each.throttled);
					} else {
						await clock.pass(each.pass);
					}
					expect(pace.width).toBeGreaterThanOrEqual(1);
					expect(pace.width).toBeLessThanOrEqual(limit);
					if (entered.length > before) {
						expect(entered.length - left).toBeLessThanOrEqual(pace.width);
						expect(clock.now()).toBeGreaterThanOrEqual(resumeAt);
					}
				}
				for (let turn = 0; entered.length < asked && turn < 200; turn++) {
					await clock.pass(1000);
					if (entered.length > left) {
						left++;
						await leave();
					}
				}
				expect(entered).toEqual(Array.from({ length: asked }, (_, number) => number));
			},
		),
		{ numRuns: Math.ceil(numRuns / 5) },
	);
});
