import { checkRenewals, checkRows, since } from '../e2e/queue/checks';
import { countsOf, linesOf } from '../e2e/queue/counts';
import {
	batchesOf,
	EXECUTIONS_PER_WORKER,
	expiriesIn,
	ordersOf,
	type QueueOrder,
} from '../e2e/queue/plan';
import { useStage } from './stage.support';

/** The smallest plan of `npm run queue`, with one process as its worker. */
const PLAN = { orders: 204, callsPerToken: 100 };
const PROVIDERS = ['aliexpress', 'tuya'] as const;

const stage = useStage({ callsPerToken: PLAN.callsPerToken });

type Rows = Parameters<typeof checkRows>[0]['answers'][number];

/** Runs the executions, as many at the same time as a worker does. */
async function runAll(batches: ReadonlyArray<readonly QueueOrder[]>): Promise<readonly Rows[]> {
	const answers: Rows[] = [];
	const left = batches.entries();
	const execute = async (): Promise<void> => {
		for (const [at, orders] of left) {
			const finished = await stage.get(orders.map((order) => ({ ...order })));
			expect(finished.error).toBeUndefined();
			answers[at] = finished.jsons('Get Order') as unknown as Rows;
		}
	};
	await Promise.all(Array.from({ length: EXECUTIONS_PER_WORKER }, execute));
	return answers;
}

const counts = () => PROVIDERS.map((provider) => countsOf(stage.sandbox.requests, provider));

test('in two rounds tokens expire between the orders, each of which is fetched once', async () => {
	for (const round of [0, 1]) {
		const batches = batchesOf(ordersOf(stage.sandbox, PLAN.orders, round * PLAN.orders));
		const before = counts();
		const answers = await runAll(batches);
		checkRows({ batches, answers, lines: batches.flat().map(linesOf) });
		const expiries = expiriesIn(PLAN, round);
		expect(expiries).toBeGreaterThan(0);
		for (const [at, after] of counts().entries()) {
			const start = before[at] as typeof after;
			checkRenewals(since(start, after), { orders: PLAN.orders / 2, expiries });
		}
	}
});
