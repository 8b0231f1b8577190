import type { Cost, Run } from './types';

/** Milliseconds between two looks at the memory. */
const LOOK = 20;

/** `node --expose-gc`: what is left on the heap is what something still holds. */
const collect = (): number => {
	globalThis.gc?.();
	return process.memoryUsage().heapUsed;
};

/** Makes one run; throws when an order is missing from its result. */
export async function measure(run: Run, orders: number, heap: boolean): Promise<Cost> {
	const before = heap ? collect() : 0;
	let peakMemory = process.memoryUsage.rss();
	const look = () => {
		peakMemory = Math.max(peakMemory, process.memoryUsage.rss());
	};
	const looking = setInterval(look, LOOK);
	const used = process.cpuUsage();
	const begun = performance.now();
	const result = await run.go();
	const seconds = (performance.now() - begun) / 1000;
	const { user, system } = process.cpuUsage(used);
	clearInterval(looking);
	look();
	const after = heap ? collect() : 0;
	const arrived = run.count(result);
	if (arrived.orders !== orders) {
		throw new Error(`${arrived.orders} of ${orders} orders arrived`);
	}
	return {
		seconds,
		cpu: (user + system) / 1000,
		peakMemory,
		heapPerRow: heap ? (after - before) / arrived.rows : null,
	};
}
