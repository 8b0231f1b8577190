import { getEventListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';

import type { IExecuteFunctions, INodeType } from 'n8n-workflow';

import { BOTH, ali, ALI_SAMPLE, openStage, tuya, TUYA_SAMPLE, useStage } from './stage.support';
import { getOrderWorkflow } from './engine.support';
import { testNodes } from './nodes.support';

const stage = useStage();

const many = (count: number) =>
	Array.from({ length: count }, (_, n) => ali(`81${String(n).padStart(14, '0')}`));

test('no more orders are under way than the option Concurrency allows, on as many sockets', async () => {
	const before = stage.sandbox.sockets;
	stage.sandbox.faults.always({ call: 'order' }, { kind: 'delay', ms: 20 });
	const finished = await stage.get(many(40), { options: { concurrency: 4 } });
	expect(new Set(finished.jsons('Get Order').map((row) => row.order_id)).size).toBe(40);
	expect(stage.sandbox.sockets - before).toBeLessThanOrEqual(4);
	expect(new Set(stage.sandbox.requests.map(({ socketId }) => socketId)).size).toBeLessThanOrEqual(
		4,
	);
});

test('runs of one process share their connections', async () => {
	await stage.get(many(3), { options: { concurrency: 1 } });
	const before = stage.sandbox.sockets;
	await stage.get(many(3), { options: { concurrency: 1 } });
	expect(stage.sandbox.sockets).toBe(before);
});

test('stopping the execution stops the requests under way within a second', async () => {
	const { sandbox, engine, close } = await openStage();
	sandbox.faults.always({ call: 'order' }, { kind: 'stall-headers' });
	const { finished, cancel } = await engine.start(
		getOrderWorkflow(many(20), {
			...BOTH,
			mallCode: 'x',
			siteCode: 'x',
			options: { concurrency: 2 },
		}),
	);
	while (sandbox.count('order') < 2) await wait(5);
	const begun = Date.now();
	cancel();
	const { run } = await finished;
	while (sandbox.openSockets > 0) await wait(5);
	expect(Date.now() - begun).toBeLessThan(1_000);
	expect(sandbox.count('order')).toBe(2);
	expect(run.status).toBe('canceled');
	await close();
	stage.reset();
});

test('a throttled answer slows the whole run, and it recovers', async () => {
	stage.sandbox.faults.next(
		{ call: 'order' },
		{
			kind: 'body',
			body: {
				error_response: {
					type: 'ISV',
					code: 'ApiCallLimit',
					msg: 'Api access frequency exceeds the limit. this ban will last 3 seconds',
					request_id: 'r',
				},
			},
		},
		2,
	);
	const finished = await stage.get(many(60), { options: { concurrency: 4 } });
	expect(finished.error).toBeUndefined();
	expect(new Set(finished.jsons('Get Order').map((row) => row.order_id)).size).toBe(60);
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
	stage.reset();
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
	const [description] = Object.values(testNodes).map((each) => each.description);
	if (!description) throw new Error('There is no test node');
	const counting: INodeType = {
		description,
		async execute(this: IExecuteFunctions) {
			const signal = this.getExecutionCancelSignal();
			if (signal) listening.push(getEventListeners(signal, 'abort').length);
			return [this.getInputData()];
		},
	};
	const watched = await openStage({}, { nodes: { 'test.counting': counting } });
	const [orders, getOrder] = getOrderWorkflow([ali(ALI_SAMPLE)], { ...BOTH, mallCode: 'x' }).nodes;
	const node = (name: string) => ({
		id: name,
		name,
		type: 'test.counting',
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters: {},
	});
	const to = (name: string) => ({ main: [[{ node: name, type: 'main' as const, index: 0 }]] });
	if (!orders || !getOrder) throw new Error('The workflow has two nodes');
	const finished = await watched.engine.run({
		nodes: [orders, node('Before'), getOrder, node('After')],
		connections: { Orders: to('Before'), Before: to('Get Order'), 'Get Order': to('After') },
	});
	await watched.close();
	expect(finished.error).toBeUndefined();
	expect(listening).toHaveLength(2);
	expect(listening[1]).toBe(listening[0]);
});
