import { getEventListeners } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { IExecuteFunctions, INode } from 'n8n-workflow';
import {
	ali,
	ALI_SAMPLE,
	BOTH,
	idsIn,
	many,
	openStage,
	tuya,
	TUYA_SAMPLE,
	useStage,
	GOES_ON,
} from './stage.support';
import { testNodes } from './nodes.support';
import { getOrderWorkflow } from './engine.support';
import { closedPort } from '../support/closedPort';
import { useVirtualTime } from './virtualTime.support';
import { checkRenewals, checkRows, since } from '../e2e/queue/checks';
import { countsOf, linesOf } from '../e2e/queue/counts';
import {
	batchesOf,
	EXECUTIONS_PER_WORKER,
	expiriesIn,
	ordersOf,
	type QueueOrder,
} from '../e2e/queue/plan';

const stage = useStage();

test('no more orders are under way than Concurrency allows, on as many sockets, which the next run shares', async () => {
	const before = stage.sandbox.sockets;
	stage.sandbox.faults.always({ call: 'order' }, { kind: 'delay', ms: 20 });
	const finished = await stage.get(many(40), { options: { concurrency: 4 } });
	expect(idsIn(finished.jsons('Get Order'))).toHaveLength(40);
	expect(stage.sandbox.sockets - before).toBeLessThanOrEqual(4);
	const after = stage.sandbox.sockets;
	await stage.get(many(3), { options: { concurrency: 1 } });
	expect(stage.sandbox.sockets).toBe(after);
});

test('stopping the execution stops the requests under way', async () => {
	const { sandbox, engine } = stage;
	sandbox.faults.always({ call: 'order' }, { kind: 'stall-headers' });
	const parameters = { ...BOTH, mallCode: 'x', siteCode: 'x', options: { concurrency: 2 } };
	const { finished, cancel } = await engine.start(getOrderWorkflow(many(20), parameters));
	while (sandbox.count('order') < 2) await nextTurn();
	cancel();
	expect((await finished).run.status).toBe('canceled');
	while (sandbox.openSockets > 0) await nextTurn();
	expect(sandbox.count('order')).toBe(2);
});

test('a throttled answer slows the whole run, and it recovers', async () => {
	const msg = 'Api access frequency exceeds the limit. this ban will last 3 seconds';
	const body = { error_response: { type: 'ISV', code: 'ApiCallLimit', msg, request_id: 'r' } };
	stage.sandbox.faults.next({ call: 'order' }, { kind: 'body', body }, 2);
	const finished = await stage.get(many(60), { options: { concurrency: 4 } });
	expect(finished.error).toBeUndefined();
	expect(idsIn(finished.jsons('Get Order'))).toHaveLength(60);
	expect(stage.waits[0]).toBeGreaterThanOrEqual(3000);
	// The calls that follow are spaced by what was learned.
	expect(Math.max(...stage.waits.slice(1))).toBeLessThan(3100);
	expect(stage.sandbox.count('order')).toBe(62);
});

test('Tuya: a clock that is off is corrected once for the run', async () => {
	const skewed = await openStage({ tuya: { clockOffset: 3_600_000 } });
	const orders = [tuya(TUYA_SAMPLE), tuya('SO2605310000000042'), tuya('SO2605310000000043')];
	const finished = await skewed.get(orders, { options: { concurrency: 1 } });
	expect(finished.error).toBeUndefined();
	expect(skewed.sandbox.requests.filter(({ outcome }) => outcome === '1013')).toHaveLength(1);
	expect(skewed.sandbox.requests.filter(({ outcome }) => outcome === 'ok')).toHaveLength(4);
	await skewed.close();
});

test('AliExpress: the end of the authorization is announced days before', async () => {
	const inDays = (days: number) =>
		stage.storeTokens('ali', {
			...stage.sandbox.currentTokens().aliexpress,
			refreshExpiresAt: stage.now() + days * 86_400_000,
		});
	inDays(30);
	expect((await stage.get([ali(ALI_SAMPLE)])).hints('Get Order')).toEqual([]);
	inDays(3);
	const [hint] = (await stage.get([ali(ALI_SAMPLE)])).hints('Get Order');
	expect(hint).toMatch(/in 3 days.*Authorization Code/);
});

test('a run leaves nothing listening to the signal of its execution, which a loop keeps', async () => {
	const listening: number[] = [];
	const count = jest
		.spyOn(testNodes['test.pass'] as { execute: () => Promise<unknown> }, 'execute')
		.mockImplementation(async function (this: IExecuteFunctions) {
			const signal = this.getExecutionCancelSignal();
			if (signal) listening.push(getEventListeners(signal, 'abort').length);
			return [this.getInputData()];
		} as never);
	const { nodes } = getOrderWorkflow([ali(ALI_SAMPLE)], { ...BOTH, mallCode: 'x' });
	const [orders, getOrder] = nodes as [INode, INode];
	const pass = (name: string): INode => ({ ...orders, id: name, name, type: 'test.pass' });
	const to = (name: string) => ({ main: [[{ node: name, type: 'main' as const, index: 0 }]] });
	const finished = await stage.engine.run({
		nodes: [orders, pass('Before'), getOrder, pass('After')],
		connections: { Orders: to('Before'), Before: to('Get Order'), 'Get Order': to('After') },
	});
	count.mockRestore();
	expect(finished.error).toBeUndefined();
	expect(listening).toHaveLength(2);
	expect(listening[1]).toBe(listening[0]);
});

test('the first failure stops the run at once, and the requests of other orders with it', async () => {
	const slow = many(3);
	for (const { order_id } of slow)
		stage.sandbox.faults.always({ orderId: String(order_id) }, { kind: 'stall-headers' });
	const finished = await stage.get([...slow, ali('4048190439416163')]);
	expect(finished.error?.message).toMatch(/found no order 4048190439416163 .*\(item 4\)$/);
});

describe('a run that cannot succeed ends', () => {
	test('when the host cannot be reached: a hundred orders wait no longer than a few', async () => {
		const baseUrl = await closedPort();
		stage.engine.store.put('ali', { ...stage.engine.store.get('ali'), baseUrl });
		const finished = await stage.get(many(100), { options: { concurrency: 1 } }, GOES_ON);
		const items = finished.jsons('Get Order');
		expect(items).toHaveLength(100);
		expect(new Set(items.map(({ error }) => error)).size).toBe(1);
		// Four waits for each of five orders.
		expect(stage.waits).toHaveLength(20);
	});

	test('when the account stays throttled, and the other account goes on', async () => {
		stage.sandbox.faults.always(
			{ provider: 'aliexpress', call: 'order' },
			{ kind: 'status', status: 429 },
		);
		const others = ['SO1', 'SO2', 'SO3'].map(tuya);
		const finished = await stage.get(
			[...many(100), ...others],
			{ options: { concurrency: 1, maxRetries: 1 } },
			GOES_ON,
		);
		const items = finished.jsons('Get Order');
		const throttled = items.filter(({ details }) => details !== undefined);
		expect(throttled).toHaveLength(100);
		expect(throttled.map(({ details }) => details)).toMatchObject(
			Array(100).fill({ reason: 'throttled' }),
		);
		expect(stage.sandbox.requests.length).toBeLessThan(20);
		expect(new Set(items.slice(100).map(({ order_id }) => order_id))).toEqual(
			new Set(['SO1', 'SO2', 'SO3']),
		);
	});
});

test('tokens that end while a call is under way are renewed again, and nothing is lost', async () => {
	let rejections = 0;
	const take = stage.sandbox.faults.take.bind(stage.sandbox.faults);
	stage.sandbox.faults.take = (target) => {
		if (target.call === 'order' && ++rejections <= 2)
			stage.sandbox.expireAccessTokens('aliexpress');
		return take(target);
	};
	const finished = await stage.get([ali(ALI_SAMPLE)]);
	stage.sandbox.faults.take = take;
	expect(finished.error).toBeUndefined();
	expect(stage.sandbox.count('refresh')).toBe(2);
});

test('a renewal that is refused for any reason is asked for once in a run', async () => {
	stage.sandbox.expireAccessTokens('aliexpress');
	stage.sandbox.faults.always(
		{ call: 'refresh' },
		{ kind: 'body', body: { code: 'BrandNew', type: 'ISV', message: 'words', request_id: '1' } },
	);
	const finished = await stage.get(many(6), { options: { concurrency: 2 } }, GOES_ON);
	expect(finished.jsons('Get Order').map(({ details }) => details)).toMatchObject(
		Array(6).fill({ reason: 'unknown', code: 'BrandNew' }),
	);
	expect(stage.sandbox.count('refresh')).toBe(1);
});

describe('rate limits', () => {
	/** The simulator of the rate limiter tries every combination exactly; these go over real sockets. */
	test.each([
		[2, 5],
		[5, 20],
	])(
		'%i calls a second, Concurrency %i: all orders of two runs come, with few refusals',
		async (callsPerSecond, concurrency) => {
			const stage = await openStage({ callsPerSecond });
			useVirtualTime(stage);
			try {
				for (const most of [concurrency + 1, 2]) {
					const before = stage.sandbox.requests.length;
					const finished = await stage.get(many(20), { options: { concurrency } });
					expect(finished.error).toBeUndefined();
					expect(idsIn(finished.jsons('Get Order'))).toHaveLength(20);
					const requests = stage.sandbox.requests.slice(before);
					expect(requests.filter(({ outcome }) => outcome !== 'ok').length).toBeLessThanOrEqual(
						most,
					);
				}
			} finally {
				await stage.close();
			}
		},
	);
});

describe('tokens that expire', () => {
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
});
