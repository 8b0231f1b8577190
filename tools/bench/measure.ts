import type { Cost, Run } from './types';

/** Milliseconds between two memory samples. */
const SAMPLE_INTERVAL = 20;

/** Bytes on the heap after garbage collection (requires `node --expose-gc`). */
const collect = (): number => {
	globalThis.gc?.();
	return process.memoryUsage().heapUsed;
};

/** Measures one run. Throws when an order is missing from its result. */
export async function measure(run: Run, orders: number, heap: boolean): Promise<Cost> {
	const before = heap ? collect() : 0;
	let peakHeap = before;
	let peakMemory = process.memoryUsage.rss();
	const sampleMemory = () => {
		peakMemory = Math.max(peakMemory, process.memoryUsage.rss());
		if (heap) peakHeap = Math.max(peakHeap, process.memoryUsage().heapUsed);
	};
	const timer = setInterval(sampleMemory, SAMPLE_INTERVAL);
	const used = process.cpuUsage();
	const started = performance.now();
	const result = await run.go();
	const seconds = (performance.now() - started) / 1000;
	const { user, system } = process.cpuUsage(used);
	clearInterval(timer);
	sampleMemory();
	const after = heap ? collect() : 0;
	const arrived = run.count(result);
	if (arrived.orders !== orders) {
		throw new Error(`${arrived.orders} of ${orders} orders were fetched`);
	}
	return {
		seconds,
		cpu: (user + system) / 1000,
		peakMemory,
		heap: heap ? { peak: peakHeap, rows: after - before, before } : null,
	};
}
