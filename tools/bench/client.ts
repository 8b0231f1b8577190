import { openContender, type Access, type ProviderName, type Run, type Task } from './contender';
import { serve } from './program';

/** Order ids that exist in the sandbox, the same in every run. */
const idOf: Readonly<Record<ProviderName, (at: number) => string>> = {
	aliexpress: (at) => `81${String(at).padStart(14, '0')}`,
	tuya: (at) => `SO${String(at).padStart(10, '0')}`,
};

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
}

/** Measures one run. Throws when an order is missing. */
async function measure(run: Run, orders: number): Promise<Cost> {
	const used = process.cpuUsage();
	const started = performance.now();
	const arrived = await run();
	const seconds = (performance.now() - started) / 1000;
	const { user, system } = process.cpuUsage(used);
	if (arrived !== orders) throw new Error(`${arrived} of ${orders} orders were fetched`);
	const peakMemory = process.resourceUsage().maxRSS * 1024;
	return { seconds, cpu: (user + system) / 1000, peakMemory };
}

/** Runs one contender as a process: `client.ts <contender>`, with `BENCH_ACCESS` as JSON. */
async function main(): Promise<void> {
	const access = JSON.parse(process.env.BENCH_ACCESS ?? '{}') as Access;
	const contender = await openContender(process.argv[2] ?? '', access);
	serve(null, async ({ orders, ...task }: Question): Promise<Cost> => {
		const orderIds = Array.from({ length: orders }, (_, at) => idOf[task.provider](at));
		return await measure(contender({ ...task, orderIds }), orders);
	});
}

void main();
