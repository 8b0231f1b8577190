import { judge } from '../../../tools/bench/aims';
import type { ContenderName } from '../../../tools/bench/contenders';
import { resultOf, type Result, type Sample } from '../../../tools/bench/results';
import type { Path, ProviderName } from '../../../tools/bench/types';

const cell = (path: Path, orders: number, provider: ProviderName = 'aliexpress') =>
	({ path, provider, orders, concurrency: 20, repeats: 1, contenders: [] }) as const;

const took = (seconds: number, cpu = 0): Sample => ({
	seconds,
	cpu,
	peakMemory: 0,
	heap: null,
	sockets: 0,
});

interface Where {
	path?: Path;
	orders?: number;
	cpu?: number;
	provider?: ProviderName;
}

const result = (
	contender: ContenderName,
	seconds: number,
	{ path = 'direct', orders = 1000, cpu = 0, provider }: Where = {},
): Result => resultOf(cell(path, orders, provider), contender, [took(seconds, cpu)]);

const aims = (...results: readonly Result[]) =>
	judge({ results, heapResults: [], heapAfterRuns: [] });

const MEGABYTE = 1_048_576;

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
	it.each([
		['helper', 'aliexpress', 5],
		['aeSdk', 'aliexpress', 1.1],
		['tuyaConnector', 'tuya', 0.75],
	] as const)('want a multiple of the throughput of %s on loopback', (other, provider, times) => {
		const ours = result('getOrder', 1, { provider });
		expect(aims(ours, result(other, times + 0.01, { provider }))).toMatchObject([
			{ cells: 1, met: 1 },
		]);
		expect(aims(ours, result(other, times - 0.1, { provider }))).toMatchObject([
			{ cells: 1, met: 0, worst: { missedBy: '0.10 ×' } },
		]);
	});

	it('want 2.8 times the throughput of the helper far away', () => {
		const far = { path: 'far' } as const;
		expect(aims(result('getOrder', 1, far), result('helper', 2.9, far))).toMatchObject([
			{ cells: 1, met: 1 },
		]);
		expect(aims(result('getOrder', 1, far), result('helper', 2.7, far))).toMatchObject([
			{ cells: 1, met: 0 },
		]);
	});

	it('report their worst cell', () => {
		const [aim] = aims(
			result('getOrder', 1),
			result('helper', 2),
			result('getOrder', 1, { orders: 10_000 }),
			result('helper', 9, { orders: 10_000 }),
		);
		expect(aim).toMatchObject({
			cells: 2,
			met: 1,
			worst: { measured: '2.00 ×', missedBy: '3.00 ×' },
		});
	});

	it('compare nothing across paths or numbers of orders', () => {
		expect(aims(result('getOrder', 1), result('helper', 8, { path: 'far' }))).toEqual([]);
		expect(aims(result('getOrder', 1), result('helper', 8, { orders: 10_000 }))).toEqual([]);
	});

	it('leave out small runs, in which starting costs most', () => {
		const few = { orders: 100 };
		expect(aims(result('getOrder', 1, few), result('helper', 8, few))).toEqual([]);
	});

	it('want a wall time within a twentieth of the floor far away', () => {
		const far = { path: 'far' } as const;
		expect(aims(result('getOrder', 1.05, far), result('floor', 1, far))).toMatchObject([
			{ cells: 1, met: 1 },
		]);
		expect(aims(result('getOrder', 1.5, far), result('floor', 1, far))).toMatchObject([
			{ met: 0, worst: { missedBy: '0.45 ×' } },
		]);
	});

	it('want at most seven tenths of the processor time of 0.1.0', () => {
		const previous = result('previous', 1, { cpu: 1000 });
		expect(aims(result('getOrder', 1, { cpu: 700 }), previous)).toMatchObject([
			{ cells: 1, met: 1 },
		]);
		expect(aims(result('getOrder', 1, { cpu: 800 }), previous)).toMatchObject([
			{ met: 0, worst: { missedBy: '0.10 ×' } },
		]);
	});

	it('want ten thousand orders to cost each as much as a thousand do', () => {
		const few = result('getOrder', 1, { cpu: 1000 });
		const many = (cpu: number) => result('getOrder', 1, { orders: 10_000, cpu });
		expect(aims(few, many(10_400))).toMatchObject([{ cells: 1, met: 1 }]);
		expect(aims(few, many(12_000))).toMatchObject([{ met: 0, worst: { missedBy: '0.15 ×' } }]);
	});

	it('want a large run to need no more than its rows and 60 MB above a small one', () => {
		const heapResults = (peak: number) => [
			{ orders: 10_000, peakHeap: peak * MEGABYTE, rowsHeap: 40 * MEGABYTE },
			{ orders: 100, peakHeap: 50 * MEGABYTE, rowsHeap: MEGABYTE },
		];
		const judged = (peak: number) =>
			judge({ results: [], heapResults: heapResults(peak), heapAfterRuns: [] });
		expect(judged(149)).toMatchObject([{ cells: 1, met: 1 }]);
		expect(judged(170)).toMatchObject([{ met: 0, worst: { missedBy: '20 MB' } }]);
	});

	it('want many runs to leave the heap as it was, the first of them apart', () => {
		const judged = (growth: number) =>
			judge({
				results: [],
				heapResults: [],
				heapAfterRuns: Array.from({ length: 200 }, (_, run) =>
					run < 20 ? run * MEGABYTE : (30 + (growth * (run - 20)) / 179) * MEGABYTE,
				),
			});
		expect(judged(0.5)).toMatchObject([{ cells: 1, met: 1 }]);
		expect(judged(3)).toMatchObject([{ met: 0, worst: { missedBy: '2.00 MB' } }]);
	});
});
