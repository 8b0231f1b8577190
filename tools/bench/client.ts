import { monitorEventLoopDelay } from 'node:perf_hooks';

import { openContender, orderIdOf, type Access, type Run, type Task } from './contender';
import { serve } from './program';

export interface Question extends Omit<Task, 'orderIds'> {
	readonly orders: number;
}

/** What one run used. */
export interface Cost {
	readonly seconds: number;
	/** Milliseconds of processor time, user and system, over all threads of the process. */
	readonly cpu: number;
	/** Largest resident set of the process so far, in bytes. */
	readonly peakMemory: number;
	/** Milliseconds for which everything else in the process had to wait at worst. */
	readonly longestTurn: number;
}

/** Measures one run. Throws when an order is missing. */
async function measure(run: Run, orders: number): Promise<Cost> {
	const turns = monitorEventLoopDelay({ resolution: 1 });
	turns.enable();
	const used = process.cpuUsage();
	const started = performance.now();
	const arrived = await run();
	const seconds = (performance.now() - started) / 1000;
	turns.disable();
	const { user, system } = process.cpuUsage(used);
	if (arrived !== orders) throw new Error(`${arrived} of ${orders} orders were fetched`);
	const peakMemory = process.resourceUsage().maxRSS * 1024;
	return { seconds, cpu: (user + system) / 1000, peakMemory, longestTurn: turns.max / 1e6 };
}

/** Runs one contender as a process: `client.ts <contender>`, with `BENCH_ACCESS` as JSON. */
async function main(): Promise<void> {
	const access = JSON.parse(process.env.BENCH_ACCESS ?? '{}') as Access;
	const contender = await openContender(process.argv[2] ?? '', access);
	serve(null, async ({ orders, ...task }: Question): Promise<Cost> => {
		const orderIds = Array.from({ length: orders }, (_, at) => orderIdOf[task.provider](at));
		return await measure(contender({ ...task, orderIds }), orders);
	});
}

void main();
