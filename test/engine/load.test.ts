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
} from './stage.support';
import { testNodes } from './nodes.support';
import { getOrderWorkflow } from './engine.support';

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
