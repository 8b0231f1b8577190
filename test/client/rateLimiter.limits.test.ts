import fc from 'fast-check';

import {
	ACCIDENT_ORDERS,
	ACCIDENTS,
	longestOf,
	simulateAccidents,
} from '../../tools/bench/limits/accidents';
import { GRID, MODELS, ORDERS, type Cell, type Model } from '../../tools/bench/limits/grid';
import { simulate, type RunResult, type Scenario } from '../../tools/bench/limits/simulate';
import { CallLimit, fixedWindow, minimumGap, slidingWindow } from '../../tools/sandbox/callLimit';

const numRuns = Math.ceil(Number(process.env.PROPERTY_RUNS ?? 500) / 5);
const title = '$perSecond calls/s, $latency ms, Concurrency $concurrency';

const runsOf = (model: Model, { perSecond, latency, concurrency }: Cell) =>
	simulate({
		limit: new CallLimit(MODELS[model](perSecond)),
		latency,
		concurrency,
		orders: ORDERS,
		runs: 3,
		start: 350,
	});

/** The run in which the limit was met first, and the runs after it. */
function fromFirstRefusal(runs: readonly RunResult[]): readonly RunResult[] {
	const met = runs.findIndex(({ refused }) => refused > 0);
	return met < 0 ? [] : runs.slice(met);
}

const whole = (runs: readonly RunResult[]): readonly number[] => runs.map((run) => run.whole);
const slowest = (runs: readonly RunResult[]): number => Math.max(...runs.map(({ time }) => time));

/** How much longer than ideal all runs may take, and how many calls may be refused at first. */
const MODEL_LIMITS = [
	['sliding-window', 1.2, 2000, 1],
	['fixed-window', 1.5, 3000, 3],
	// A rate far above one a second takes some seconds to find.
	['minimum-gap', 1.5, 5000, Infinity],
] as const;

describe.each(MODEL_LIMITS)('%s, a ban of one second', (model, factor, more, refusals) => {
	test.each(GRID)(`${title}: all orders, in time, few refused`, async (cell) => {
		const runs = await runsOf(model, cell);
		expect(whole(runs)).toEqual([ORDERS, ORDERS, ORDERS]);
		const isSlow = model === 'minimum-gap' && cell.perSecond <= 5;
		expect(slowest(runs)).toBeLessThanOrEqual(factor * cell.ideal + (isSlow ? 3000 : more));
		expect(runs[2]?.time).toBeLessThanOrEqual(factor * cell.ideal + 3000);
		const [first, ...later] = fromFirstRefusal(runs);
		expect(first?.refused ?? 0).toBeLessThanOrEqual(cell.concurrency + refusals);
		if (model !== 'sliding-window') return;
		for (const { refused } of later) expect(refused).toBeLessThanOrEqual(ORDERS * 0.2);
	});
});

describe('without a limit', () => {
	test.each([
		{ latency: 150, concurrency: 5, orders: 20, time: 600 },
		{ latency: 0, concurrency: 20, orders: 1000, time: 0 },
	])(
		'$orders orders of $latency ms at Concurrency $concurrency take $time ms',
		async ({ time, ...scenario }) => {
			const run = { whole: scenario.orders, refused: 0, time };
			expect(await simulate({ limit: null, ...scenario })).toEqual([run, run]);
		},
	);
});

describe('refusals by chance, without a limit', () => {
	test.each(ACCIDENTS)(
		'$share of the calls, a wait is stated: $isStated, Concurrency $concurrency: all orders, in time',
		async (accidents) => {
			for (const run of await simulateAccidents(accidents)) {
				expect(run.whole).toBe(ACCIDENT_ORDERS);
				expect(run.time).toBeLessThanOrEqual(longestOf(accidents, run));
			}
		},
	);
});

describe('other bans', () => {
	const byGuess = { stated: () => null };
	test.each<[string, CallLimit, Pick<Scenario, 'stated'>]>([
		['six seconds, stated', new CallLimit(slidingWindow(1), 6000), {}],
		['one second, not stated', new CallLimit(slidingWindow(1)), byGuess],
		['six seconds, not stated', new CallLimit(slidingWindow(2), 6000), byGuess],
		['stated as none', new CallLimit(slidingWindow(2), 3000), { stated: () => 0 }],
		['none, only a call too many is refused', new CallLimit(slidingWindow(2), 0), byGuess],
		['a gap of five seconds is demanded', new CallLimit(minimumGap(5000)), {}],
		['until the minute ends', new CallLimit(slidingWindow(10, 60_000), 60_000), {}],
	])('%s: all orders', async (_, limit, stated) => {
		const runs = await simulate({ limit, latency: 150, concurrency: 5, ...stated });
		expect(whole(runs)).toEqual([20, 20]);
	});

	test('without any retry of their own most orders come: shared bans are not charged', async () => {
		const limit = new CallLimit(slidingWindow(1));
		const [first] = await simulate({ limit, latency: 150, concurrency: 20, maxRetries: 0 });
		expect(first?.whole).toBe(18);
	});
});

describe('processes that share a limit and do not know of each other', () => {
	test.each([
		{ perSecond: 2, processes: 2 },
		{ perSecond: 5, processes: 2 },
		{ perSecond: 5, processes: 3 },
		{ perSecond: 20, processes: 3 },
	])('$processes at $perSecond calls a second: all orders', async ({ perSecond, processes }) => {
		const limit = new CallLimit(slidingWindow(perSecond));
		const runs = await simulate({ limit, latency: 150, concurrency: 5, processes });
		expect(whole(runs)).toEqual(runs.map(() => 20));
		expect(slowest(runs)).toBeLessThanOrEqual(3 * ((20 * processes) / perSecond) * 1000);
	});
});

describe('a limit that changes', () => {
	/** The limit of each run; a run longer than planned meets the next one early. */
	const changing = (limits: readonly number[], every: number): Pick<CallLimit, 'refuse'> => {
		const all = limits.map((limit) => new CallLimit(slidingWindow(limit)));
		return {
			refuse: (at) => all[Math.min(all.length - 1, Math.floor(at / every))]?.refuse(at) ?? null,
		};
	};

	test.each([
		{ from: 20, to: 1 },
		{ from: 10, to: 3 },
		{ from: 5, to: 2 },
	])('lowered from $from to $to calls a second: all orders', async ({ from, to }) => {
		const limit = changing([from, to], 60_000);
		const runs = await simulate({ limit, latency: 150, concurrency: 20, orders: 100, runs: 8 });
		expect(whole(runs)).toEqual(runs.map(() => 100));
		expect(runs.at(-1)?.refused).toBeLessThanOrEqual(2);
	});

	test('lifted: after a long success the rate rises, faster and faster', async () => {
		const limit = changing([2, 1000], 60_000);
		const runs = await simulate({ limit, latency: 150, concurrency: 20, orders: 500, runs: 6 });
		expect(whole(runs)).toEqual(runs.map(() => 500));
		expect(runs.at(-1)?.time).toBeLessThan(20_000);
	});

	test('lifted from one call in five seconds: the rate rises sooner', async () => {
		const slow = new CallLimit(minimumGap(5000));
		const limit = { refuse: (at: number) => (at < 300_000 ? slow.refuse(at) : null) };
		const runs = await simulate({ limit, latency: 150, concurrency: 5, orders: 60, runs: 8 });
		expect(whole(runs)).toEqual(runs.map(() => 60));
		expect(runs.at(-1)?.time).toBeLessThan(45_000);
	});

	test('not lifted: raising it costs little, and ever less', async () => {
		const limit = new CallLimit(slidingWindow(2));
		const runs = await simulate({ limit, latency: 150, concurrency: 5, orders: 1000, runs: 4 });
		expect(whole(runs)).toEqual([1000, 1000, 1000, 1000]);
		for (const { time } of runs) expect(time).toBeLessThanOrEqual(1.2 * 500_000);
		const refused = runs.slice(1).reduce((sum, run) => sum + run.refused, 0);
		expect(refused).toBeLessThanOrEqual(8);
	});
});

test('whatever the limit, the latency and the concurrency: all orders', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.record({
				perSecond: fc.integer({ min: 1, max: 30 }),
				model: fc.constantFrom(...(Object.keys(MODELS) as Model[])),
				ban: fc.integer({ min: 0, max: 5000 }),
				isStated: fc.boolean(),
				latency: fc.integer({ min: 0, max: 2000 }),
				jitter: fc.double({ min: 0, max: 0.2, noNaN: true }),
				concurrency: fc.integer({ min: 1, max: 30 }),
				start: fc.integer({ min: 0, max: 999 }),
				orders: fc.integer({ min: 1, max: 40 }),
			}),
			async ({ perSecond, model, ban, isStated, orders, ...scenario }) => {
				// A longer ban that is not stated can use up the retries of one order in a thousand runs.
				const limit = new CallLimit(MODELS[model](perSecond), isStated ? ban : ban / 4);
				const stated = isStated ? {} : { stated: () => null };
				const runs = await simulate({ ...scenario, ...stated, limit, orders });
				expect(whole(runs)).toEqual([orders, orders]);
			},
		),
		{ numRuns },
	);
});

test('a window of the clock that begins at any time: all orders, in time', async () => {
	for (let start = 0; start < 1000; start += 50) {
		for (const perSecond of [1, 2, 3, 5, 10]) {
			const limit = new CallLimit(fixedWindow(perSecond));
			const runs = await simulate({ limit, latency: 100, concurrency: 5, start });
			expect(whole(runs)).toEqual([20, 20]);
			expect(slowest(runs)).toBeLessThanOrEqual(1.5 * (19_000 / perSecond) + 4000);
		}
	}
});
