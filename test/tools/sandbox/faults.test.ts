import type { Fault } from '../../../tools/sandbox';
import { FaultPlan } from '../../../tools/sandbox/faults';
import { aliExpress, orderQuery, sandboxes, stage, tuya, tuyaOrderTarget } from './calls.support';

/** What each fault looks like is proved by what the node makes of it. */

const ORDER = '8100000000000001';
const OTHER = '8100000000000002';
const on = stage(sandboxes());

const fail: Fault = { kind: 'status', status: 503, body: {} };
const status = async (orderId: string) =>
	(await aliExpress(on.sandbox, orderQuery(orderId), { now: on.clock })).status;

test('faults of the next requests meet only the given order, call and provider', async () => {
	on.sandbox.faults.next({ orderId: OTHER }, fail);
	on.sandbox.faults.next({ orderId: OTHER }, { ...fail, status: 500 }, 2);
	on.sandbox.faults.next({ call: 'tracking' }, fail);
	on.sandbox.faults.next({ provider: 'tuya' }, fail);
	const met = [];
	for (const id of [ORDER, OTHER, OTHER, OTHER, OTHER]) met.push(await status(id));
	expect(met).toEqual([200, 503, 500, 500, 200]);
	expect((await tuya(on.sandbox, tuyaOrderTarget(on.sandbox, 'SO1'), { t: on.clock })).status).toBe(
		503,
	);
});

test('a permanent fault lasts until the plan is cleared; faults of the next requests come first', async () => {
	on.sandbox.faults.always({ call: 'order' }, fail);
	on.sandbox.faults.next({}, { ...fail, status: 500 });
	expect([await status(ORDER), await status(ORDER), await status(OTHER)]).toEqual([500, 503, 503]);
	on.sandbox.faults.clear();
	expect(await status(ORDER)).toBe(200);
});

test('random faults meet a share of the requests, the same for the same seed', () => {
	const target = { provider: 'tuya', call: 'order', orderId: 'SO1' } as const;
	const run = (seed: number) => {
		const plan = new FaultPlan(seed);
		plan.random(0.3, [fail, { kind: 'reset' }], { call: 'order' });
		return Array.from({ length: 1000 }, () => plan.take(target)?.kind ?? '');
	};
	const met = run(1);
	const number = met.filter((kind) => kind !== '').length;
	expect(number).toBeGreaterThan(250);
	expect(number).toBeLessThan(350);
	expect(new Set(met)).toEqual(new Set(['', 'status', 'reset']));
	expect(run(1)).toEqual(met);
	expect(run(2)).not.toEqual(met);
});

test('a request whose answer is replaced is not processed; if it is only damaged, the code is used up', async () => {
	const code = on.sandbox.issueCode();
	const create = () =>
		aliExpress(on.sandbox, { code }, { path: '/auth/token/create', now: on.clock });
	on.sandbox.faults.next({ call: 'token' }, fail);
	expect((await create()).status).toBe(503);
	on.sandbox.faults.next({ call: 'token' }, { kind: 'truncate' });
	await expect(create()).rejects.toThrow();
	expect((await create()).body.code).toBe('InvalidCode');
});
