import { checkRenewals, checkRows, since } from '../e2e/queue/checks';
import { countsOf, linesOf } from '../e2e/queue/counts';
import {
	batchesOf,
	EXECUTIONS_PER_WORKER,
	expiriesIn,
	ordersOf,
	type QueueOrder,
} from '../e2e/queue/plan';
import { openStage, type Stage } from './stage.support';

/** The short form of `npm run queue` in the documentation, with one process as its worker. */
const PLAN = { orders: 500, callsPerToken: 100 };
const PROVIDERS = ['aliexpress', 'tuya'] as const;

let stage: Stage;
beforeAll(async () => {
	stage = await openStage({ callsPerToken: PLAN.callsPerToken });
});
afterAll(async () => await stage.close());

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

test.each([0, 1])(
	'round %d: tokens expire between 500 orders, each is fetched once',
	async (round) => {
		const batches = batchesOf(ordersOf(stage.sandbox, PLAN.orders, round * PLAN.orders));
		const before = counts();
		const answers = await runAll(batches);
		checkRows({ batches, answers, lines: batches.flat().map(linesOf) });
		counts().forEach((after, at) => {
			const expiries = expiriesIn(PLAN, round);
			expect(expiries).toBe(2 + round);
			const start = before[at];
			if (start) checkRenewals(since(start, after), { orders: PLAN.orders / 2, expiries });
		});
		expect(before).toHaveLength(PROVIDERS.length);
	},
);
