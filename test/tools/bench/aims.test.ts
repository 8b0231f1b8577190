import { judge } from '../../../tools/bench/aims';
import type { ContenderName } from '../../../tools/bench/contenders';
import { resultOf, type Result, type Sample } from '../../../tools/bench/results';
import type { Path } from '../../../tools/bench/types';

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

const aims = (...results: readonly Result[]) => judge({ results, heapResults: [] });

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
		expect(aims(result('getOrder', 1), result('helper', 8))).toMatchObject([{ cells: 1, met: 1 }]);
		expect(aims(result('getOrder', 1), result('aeSdk', 7.5))).toMatchObject([
			{ met: 0, worst: { missedBy: '0.5 ×' } },
		]);
	});

	it('want two and a half times the throughput of others far away', () => {
		const far = { path: 'far' } as const;
		expect(aims(result('getOrder', 1, far), result('helper', 2.5, far))).toMatchObject([
			{ cells: 1, met: 1 },
		]);
		expect(aims(result('getOrder', 1, far), result('helper', 2.4, far))).toMatchObject([
			{ cells: 1, met: 0 },
		]);
	});

	it('report their worst cell', () => {
		const [aim] = aims(
			result('getOrder', 1),
			result('helper', 2),
			result('getOrder', 1, { orders: 100 }),
			result('helper', 9, { orders: 100 }),
		);
		expect(aim).toMatchObject({
			cells: 2,
			met: 1,
			worst: { measured: '2.0 ×', missedBy: '6.0 ×' },
		});
	});

	it('compare nothing across paths or numbers of orders', () => {
		expect(aims(result('getOrder', 1), result('helper', 8, { path: 'far' }))).toEqual([]);
		expect(aims(result('getOrder', 1), result('helper', 8, { orders: 100 }))).toEqual([]);
	});

	it('want a wall time within a tenth and less than a millisecond of processor above the floor', () => {
		expect(
			aims(result('getOrder', 1.1, { cpu: 1400 }), result('floor', 1, { cpu: 500 })),
		).toMatchObject([
			{ cells: 1, met: 1 },
			{ cells: 1, met: 1 },
		]);
		expect(
			aims(result('getOrder', 1.5, { cpu: 1700 }), result('floor', 1, { cpu: 500 })),
		).toMatchObject([
			{ met: 0, worst: { missedBy: '40 points' } },
			{ met: 0, worst: { missedBy: '0.20 ms' } },
		]);
	});

	it('want ten thousand orders to cost each as much as a hundred do', () => {
		const few = result('getOrder', 1, { orders: 100, cpu: 100 });
		const many = (cpu: number) => result('getOrder', 1, { orders: 10_000, cpu });
		expect(aims(few, many(10_900))).toMatchObject([{ cells: 1, met: 1 }]);
		expect(aims(few, many(12_000))).toMatchObject([{ met: 0, worst: { missedBy: '10 points' } }]);
	});

	it('want memory to grow with the rows alone', () => {
		const heapResults = (heapPerRow: number) => [
			{ orders: 10_000, heapPerRow },
			{ orders: 1000, heapPerRow: 2000 },
		];
		expect(judge({ results: [], heapResults: heapResults(2100) })).toMatchObject([
			{ cells: 1, met: 1 },
		]);
		expect(judge({ results: [], heapResults: heapResults(4000) })).toMatchObject([
			{ met: 0, worst: { missedBy: '90 points' } },
		]);
	});
});
