import { getEventListeners } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';

import type { IExecuteFunctions, INode } from 'n8n-workflow';

import { closedPort } from '../support/closedPort';
import { getOrderWorkflow } from './engine.support';
import { testNodes } from './nodes.support';
import {
	ali,
	ALI_SAMPLE,
	BOTH,
	GOES_ON,
	idsIn,
	many,
	openStage,
	tuya,
	useStage,
} from './stage.support';

/** Runs of many orders. Retries and rate limits are proved in test/http and test/client. */
const stage = useStage();

// The first one: sockets that other runs have left open are closed much later.
test('no more orders are under way than Concurrency allows; stopping the execution stops them', async () => {
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

test('many orders share a few sockets, with those of the next run, too', async () => {
	const before = stage.sandbox.sockets;
	for (const count of [40, 3]) {
		const finished = await stage.get(many(count), { options: { concurrency: 4 } });
		expect(idsIn(finished.jsons('Get Order'))).toHaveLength(count);
	}
	// Four at a time would do; a busy host opens one more before another is free again.
	expect(stage.sandbox.sockets - before).toBeLessThan(20);
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

test('retries end within three minutes, however many are allowed', async () => {
	stage.runtime.random = () => 0.999_999;
	stage.sandbox.faults.always({ call: 'order' }, { kind: 'status', status: 503 });
	await stage.get([ali(ALI_SAMPLE)], { options: { maxRetries: 20 } });
	const total = stage.waits.reduce((sum, wait) => sum + wait, 0);
	expect(total).toBeGreaterThan(160_000);
	expect(total).toBeLessThanOrEqual(180_000);
	expect(stage.sandbox.count('order')).toBe(stage.waits.length + 1);
});

describe('a run that cannot succeed ends', () => {
	test('when the host cannot be reached: a hundred orders wait no longer than a few', async () => {
		const baseUrl = await closedPort();
		stage.engine.store.put('ali', { ...stage.engine.store.get('ali'), baseUrl });
		const finished = await stage.get(many(100), { options: { concurrency: 1 } }, GOES_ON);
		const error = `Could not reach AliExpress: ${new URL(baseUrl).host} refused the connection`;
		expect(finished.jsons('Get Order')).toMatchObject(Array(100).fill({ error }));
		// Four waits for each of five orders.
		expect(stage.waits).toHaveLength(20);
	});

	test('when a ban outlasts it or the account stays throttled, and the other account goes on', async () => {
		for (const retryAfter of [86_400, undefined]) {
			stage.reset();
			stage.sandbox.faults.always(
				{ provider: 'aliexpress', call: 'order' },
				{ kind: 'status', status: 429, ...(retryAfter ? { retryAfter } : {}) },
			);
			const orders = [...many(100), ...many(3, tuya)];
			const options = { concurrency: 1, maxRetries: 1 };
			const items = (await stage.get(orders, { options }, GOES_ON)).jsons('Get Order');
			expect(items.slice(0, 100)).toMatchObject(
				Array(100).fill({ details: { reason: 'throttled' } }),
			);
			expect(idsIn(items.slice(100))).toEqual(idsIn(many(3, tuya)));
			const asked = stage.sandbox.requests.filter(({ provider }) => provider === 'aliexpress');
			expect(asked.length).toBeLessThan(retryAfter ? 2 : 15);
		}
	});
});

test('Tuya: a clock that is off is corrected once for a run, by the call for a token or for an order', async () => {
	const skewed = await openStage({ tuya: { clockOffset: 3_600_000 } });
	for (const calls of [4, 3]) {
		const before = skewed.sandbox.requests.length;
		const finished = await skewed.get(many(3, tuya), { options: { concurrency: 1 } });
		expect(finished.error).toBeUndefined();
		const outcomes = skewed.sandbox.requests.slice(before).map(({ outcome }) => outcome);
		expect(outcomes).toEqual(['1013', ...Array<string>(calls).fill('ok')]);
		skewed.restart();
	}
	await skewed.close();
});
