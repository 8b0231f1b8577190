import { judge } from './aims';
import type { ContenderName } from './contenders';
import { resultOf, type Result, type Sample } from './results';
import type { Path } from './types';

const cell = (path: Path, orders: number) =>
	({
		path,
		provider: 'aliexpress',
		orders,
		concurrency: 5,
		repeats: 1,
		contenders: [],
	}) as const;

const took = (seconds: number, cpu = 0): Sample => ({
	seconds,
	cpu,
	peakMemory: 0,
	heapPerRow: null,
	sockets: 0,
});

const result = (
	contender: ContenderName,
	seconds: number,
	{ path = 'direct', orders = 1000, cpu = 0 }: { path?: Path; orders?: number; cpu?: number } = {},
): Result => resultOf(cell(path, orders), contender, [took(seconds, cpu)]);

const verdicts = (...results: readonly Result[]) =>
	judge({ results, weights: [] }).map(({ aim, met, missedBy }) => ({ aim, met, missedBy }));

describe('a result of the benchmark', () => {
	it('is the median of its runs', () => {
		const runs = [took(9, 90), took(1, 10), took(2, 20)];
		expect(resultOf(cell('direct', 10), 'getOrder', runs)).toMatchObject({
			seconds: 2,
			ordersPerSecond: 5,
			cpuPerOrder: 2,
		});
		expect(resultOf(cell('direct', 10), 'getOrder', [took(1), took(2)]).seconds).toBe(1.5);
	});
});

describe('the aims of the benchmark', () => {
	it('want eight times the throughput of others on loopback', () => {
		expect(verdicts(result('getOrder', 1), result('helper', 8))).toMatchObject([{ met: true }]);
		expect(verdicts(result('getOrder', 1), result('aeSdk', 7.5))).toMatchObject([
			{ met: false, missedBy: '0.5 ×' },
		]);
	});

	it('want two and a half times the throughput of others far away', () => {
		const far = { path: 'far' } as const;
		expect(verdicts(result('getOrder', 1, far), result('helper', 2.5, far))).toMatchObject([
			{ met: true },
		]);
		expect(verdicts(result('getOrder', 1, far), result('helper', 2.4, far))).toMatchObject([
			{ met: false },
		]);
	});

	it('compare nothing across paths or numbers of orders', () => {
		expect(verdicts(result('getOrder', 1), result('helper', 8, { path: 'far' }))).toEqual([]);
		expect(verdicts(result('getOrder', 1), result('helper', 8, { orders: 100 }))).toEqual([]);
	});

	it('want a wall time within a tenth and less than a millisecond of processor above the floor', () => {
		expect(
			verdicts(result('getOrder', 1.1, { cpu: 1400 }), result('floor', 1, { cpu: 500 })),
		).toMatchObject([{ met: true }, { met: true }]);
		expect(
			verdicts(result('getOrder', 1.5, { cpu: 1700 }), result('floor', 1, { cpu: 500 })),
		).toMatchObject([
			{ met: false, missedBy: '40 points' },
			{ met: false, missedBy: '0.20 ms' },
		]);
	});

	it('want ten thousand orders to cost each as much as a hundred do', () => {
		const few = result('getOrder', 1, { orders: 100, cpu: 100 });
		const many = (cpu: number) => result('getOrder', 1, { orders: 10_000, cpu });
		expect(verdicts(few, many(10_900))).toMatchObject([{ met: true }]);
		expect(verdicts(few, many(12_000))).toMatchObject([{ met: false, missedBy: '10 points' }]);
	});

	it('want memory to grow with the rows alone', () => {
		const weights = (heapPerRow: number) => [
			{ orders: 10_000, heapPerRow },
			{ orders: 1000, heapPerRow: 2000 },
		];
		expect(judge({ results: [], weights: weights(2100) })).toMatchObject([{ met: true }]);
		expect(judge({ results: [], weights: weights(4000) })).toMatchObject([
			{ met: false, missedBy: '90 points' },
		]);
	});
});
