import { openContender } from './contenders';
import { measure } from './measure';
import { serve } from './program';
import type { Access, Cost, ProviderName, Question } from './types';

/** Order ids that exist in the sandbox, the same in every run. */
const idOf: Readonly<Record<ProviderName, (at: number) => string>> = {
	aliexpress: (at) => `81${String(at).padStart(14, '0')}`,
	tuya: (at) => `SO${String(at).padStart(10, '0')}`,
};

/** Runs one contender as a process: `client.ts <contender>`, with `BENCH_ACCESS` as JSON. */
async function main(): Promise<void> {
	const name = process.argv[2] ?? '';
	const contender = await openContender(
		name,
		JSON.parse(process.env.BENCH_ACCESS ?? '{}') as Access,
	);
	serve(null, async ({ orders, heap, ...task }: Question): Promise<Cost> => {
		const orderIds = Array.from({ length: orders }, (_, at) => idOf[task.provider](at));
		return await measure(await contender.prepare({ ...task, orderIds }), orders, heap);
	});
}

void main();
