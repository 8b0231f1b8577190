import type { ContenderName } from './contenders';
import type { Cell } from './plan';
import type { Cost, Path, ProviderName } from './types';

/** A run's cost and the sockets it opened. */
export interface Sample extends Cost {
	/** Sockets that the run opened. */
	readonly sockets: number;
}

/** The medians of one contender's runs in one cell. */
export interface Result {
	readonly path: Path;
	readonly provider: ProviderName;
	readonly orders: number;
	readonly concurrency: number;
	readonly contender: ContenderName;
	readonly repeats: number;
	readonly seconds: number;
	readonly ordersPerSecond: number;
	/** Milliseconds of processor time. */
	readonly cpuPerOrder: number;
	/** Bytes, the maximum of the runs. */
	readonly peakMemory: number;
	readonly sockets: number;
}

/** Heap use of one run, in bytes. */
export interface HeapResult {
	readonly orders: number;
	/** The most during the run. */
	readonly peakHeap: number;
	/** What the run's items take. */
	readonly rowsHeap: number;
}

export interface Results {
	readonly results: readonly Result[];
	readonly heapResults: readonly HeapResult[];
	/** Bytes that were left on the heap after each of many runs in one process. */
	readonly heapAfterRuns: readonly number[];
}

export function median(numbers: readonly number[]): number {
	const sorted = [...numbers].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	const upper = sorted[middle] ?? NaN;
	return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

export function resultOf(
	{ path, provider, orders, concurrency }: Cell,
	contender: ContenderName,
	samples: readonly Sample[],
): Result {
	const middle = (of: (sample: Sample) => number): number => median(samples.map(of));
	const seconds = middle((sample) => sample.seconds);
	return {
		path,
		provider,
		orders,
		concurrency,
		contender,
		repeats: samples.length,
		seconds,
		ordersPerSecond: orders / seconds,
		cpuPerOrder: middle((sample) => sample.cpu) / orders,
		peakMemory: Math.max(...samples.map((sample) => sample.peakMemory)),
		sockets: middle((sample) => sample.sockets),
	};
}
