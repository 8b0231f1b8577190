import type { INodeParameters } from 'n8n-workflow';

import { CHANGE_KEYS } from '../support/changeKeys';
import type { OrderState, State } from './orderStates.support';
import {
	DAY,
	ENGINES,
	IDS,
	idsOf,
	PROVIDERS,
	reported,
	SHIPPED,
	useOrderTrigger,
} from './orderTrigger.support';
import type { Poller } from './pollStage.support';

/**
 * Order Trigger in n8n's engine. What counts as a change, which orders are fetched, and that each change
 * is reported once however polls end, is proved in test/changes and test/nodes/OrderTrigger.
 */
const trigger = useOrderTrigger();
const { activated } = trigger;

/** Otherwise those that were found last are fetched first. */
const fetchInAnyOrder = (): void => {
	let chance = 0;
	trigger.stage.runtime.random = () => (chance = (chance + 0.618) % 1);
};

/** What is started from now on, by a restart and by two polls after it. */
const afterRestart = async (poller: Poller): Promise<unknown[]> => {
	const all = [...(reported(await poller.restart()) ?? [])];
	for (const _ of [1, 2]) all.push(...(reported(await poller.poll()) ?? []));
	return all;
};

describe.each(PROVIDERS)('orders of %s', (provider) => {
	const [first, second] = IDS[provider];
	const put = (id: string, state: State | OrderState): void => trigger.put(provider, id, state);

	test('are recorded at the activation; each change starts the workflow once', async () => {
		put(first, 'unpaid');
		const poller = await activated(provider);
		const saved = poller.saved();
		for (const id of IDS[provider]) expect(JSON.stringify(saved)).toContain(id);
		expect(await poller.poll()).toBeNull();
		expect([poller.saved(), poller.warnings()]).toEqual([saved, []]);
		const tracking = [`TN-${first}`, 'TN-2'];
		for (const [to, event, change] of [
			['paid', 'orderStatus, paymentStatus', 'order_status, payment_status'],
			['shipped', ...SHIPPED],
			[{ state: 'shipped', tracking }, 'tracking', 'tracking_numbers'],
			[
				{ state: 'delivered', tracking },
				'orderStatus, fulfillmentStatus',
				'order_status, fulfillment_status',
			],
		] as const) {
			put(first, to);
			expect(reported(await poller.poll())).toEqual([[first, event, change]]);
			expect(await poller.poll()).toBeNull();
		}
	});

	test.each(['items', 'order'])('are those of Get Order as %s, with the change', async (output) => {
		const poller = await activated(provider, { output });
		put(first, 'shipped');
		const [item] = (await poller.poll()) ?? [];
		const got = await trigger.stage.get([{ provider, order_id: first }], { output });
		const [row = {}] = got.jsons('Get Order');
		expect(item).toMatchObject({ json: row, pairedItem: { item: 0 } });
		const keys = Object.keys(item?.json ?? {});
		expect(keys.filter((key) => !(key in row))).toEqual([...CHANGE_KEYS, 'event']);
		expect(item?.json).toMatchObject({ previous_fulfillment_status: 'unfulfilled' });
	});

	test('are shown in a manual run: the newest one, as if it had just been placed', async () => {
		put(second, { state: 'paid', createdAt: trigger.stage.now() - 3_600_000 });
		const poller = await activated(provider);
		const saved = poller.saved();
		put(first, 'shipped');
		const finished = await poller.pollManually();
		expect(finished.jsons('Order Trigger')).toMatchObject([{ order_id: second, change: 'new' }]);
		expect(poller.saved()).toEqual(saved);
		expect(reported(await poller.poll())).toEqual([[first, ...SHIPPED]]);
	});
});

describe.each(
	ENGINES.flatMap((engine) => PROVIDERS.map((provider) => [engine, provider] as const)),
)('with state kept as in n8n (%s), orders of %s', (engine, provider) => {
	const [first, second] = IDS[provider];
	let poller: Poller;
	beforeEach(async () => {
		poller = await activated(provider, {}, { engine });
		await poller.poll();
	});

	test('start the workflow once for each change, even one while n8n is down, and never without one', async () => {
		expect(await afterRestart(poller)).toEqual([]);
		trigger.put(provider, first, 'shipped');
		expect(reported(await poller.poll())).toEqual([[first, ...SHIPPED]]);
		expect(await afterRestart(poller)).toEqual([]);
		trigger.put(provider, second, 'shipped');
		expect(await afterRestart(poller)).toEqual([[second, ...SHIPPED]]);
		expect(await afterRestart(poller)).toEqual([]);
	});

	test('start it again if their poll was killed or abandoned', async () => {
		trigger.put(provider, first, 'shipped');
		if (engine !== 'memory') {
			await poller.pollAbandoned();
			expect(reported(await poller.poll())).toEqual([[first, ...SHIPPED]]);
			trigger.put(provider, second, 'shipped');
			await poller.pollAbandoned();
			expect(await afterRestart(poller)).toEqual([[second, ...SHIPPED]]);
			return;
		}
		const { faults } = trigger.sandbox;
		faults.always({ call: 'order' }, { kind: 'stall-headers' });
		const calls = trigger.sandbox.count('order');
		let isOver = false;
		trigger.endPolls(() => isOver);
		const killed = poller.poll();
		await trigger.until(() => trigger.sandbox.count('order') > calls);
		faults.clear();
		expect(await afterRestart(poller)).toEqual([[first, ...SHIPPED]]);
		isOver = true;
		expect(await killed).toBeNull();
	});

	test('are fetched by one poll at a time, and shown in a manual run meanwhile', async () => {
		trigger.put(provider, first, 'shipped');
		const polls = await Promise.all([poller.poll(), poller.poll()]);
		expect(polls.map(reported)).toEqual([[[first, ...SHIPPED]], null]);
		const [polled, byHand] = await Promise.all([poller.poll(), poller.pollManually()]);
		expect(polled).toBeNull();
		expect(byHand.jsons('Order Trigger')).toHaveLength(1);
	});
});

describe('it begins afresh', () => {
	const another = { tuyaApi: { id: 'tuya-2', name: 'Another account' } };
	test.each<[string, (poller: Poller) => Promise<unknown>]>([
		[
			'after something else was stored in its place',
			async (poller) => {
				poller.save({ ...poller.saved(), v: 99 });
				return await poller.restart();
			},
		],
		['with another credential', async (poller) => await poller.change({ credentials: another })],
		['with another name', async (poller) => await poller.change({ name: 'Mall' })],
	])('%s, and says so', async (_, change) => {
		const { store } = trigger.stage.engine;
		store.put('tuya-2', store.get('tuya'));
		const poller = await activated('tuya');
		trigger.put('tuya', 'SO1', 'shipped');
		const logs = poller.logs.length;
		expect(await change(poller)).toBeNull();
		expect(await poller.poll()).toBeNull();
		expect(JSON.stringify(poller.logs.slice(logs))).toMatch(/Orders are recorded from now on/);
		trigger.put('tuya', 'SO2', 'shipped');
		expect(reported(await poller.poll())).toEqual([['SO2', ...SHIPPED]]);
	});
});

test('with other events it goes on: what has changed meanwhile is reported', async () => {
	const poller = await activated('tuya');
	await poller.changeParameters({ events: ['orderStatus'] });
	trigger.put('tuya', 'SO1', 'delivered');
	const [item] = (await poller.poll()) ?? [];
	expect(item?.json).toMatchObject({ order_id: 'SO1', event: 'orderStatus' });
});

test('with another list of order ids it keeps what is known of the others, and records a new one first', async () => {
	const [first, second, third] = IDS.aliexpress;
	const poller = await activated('aliexpress', { orderIds: `${first}, ${second}` });
	trigger.put('aliexpress', second, 'shipped');
	expect(reported(await poller.changeParameters({ orderIds: `${second}\n${third}` }))).toEqual([
		[second, ...SHIPPED],
	]);
	trigger.put('aliexpress', third, 'shipped');
	expect(reported(await poller.poll())).toEqual([[third, ...SHIPPED]]);
	expect(JSON.stringify(poller.saved())).not.toContain(first);
});

test.each(['durable', 'durableWithoutCursors'] as const)(
	'what a poll recorded of which n8n stored nothing is kept when it gives up the next one (%s)',
	async (engine) => {
		trigger.sandbox.faults.always({}, { kind: 'status', status: 503 });
		const poller = await activated('tuya', {}, { engine });
		trigger.sandbox.faults.clear();
		expect(await poller.poll()).toBeNull();
		for (const id of IDS.tuya) trigger.put('tuya', id, 'shipped');
		await poller.pollAbandoned();
		expect(idsOf(await poller.poll()).sort()).toEqual([...IDS.tuya]);
	},
);

test('static data that is null counts as missing; the process still knows its state', async () => {
	const poller = await activated('tuya');
	poller.save(null as never);
	await poller.restart();
	trigger.put('tuya', 'SO1', 'shipped');
	expect(idsOf(await poller.poll())).toEqual(['SO1']);
	expect(await poller.poll()).toBeNull();
});

describe('orders of a mall', () => {
	test('come in the order in which they were placed; a clock that is ahead for one poll makes none new', async () => {
		fetchInAnyOrder();
		const poller = await activated('tuya', { events: ['newOrder', 'orderStatus'] });
		for (const id of ['SO9', 'SO5', 'SO7']) {
			trigger.place(id, 'delivered');
			trigger.stage.advance(1000);
		}
		expect(idsOf(await poller.poll())).toEqual(['SO9', 'SO5', 'SO7']);
		const { runtime } = trigger.stage;
		const { now } = runtime;
		runtime.now = () => now() + 40 * DAY;
		expect(await poller.poll()).toBeNull();
		runtime.now = now;
		expect(await poller.poll()).toBeNull();
	});

	test('cost no call while the list shows no change; those from before the look-back are not watched', async () => {
		const placeDaysAgo = (id: string, days: number): void =>
			trigger.put('tuya', id, { state: 'paid', createdAt: trigger.stage.now() - days * DAY });
		placeDaysAgo('SO8', 40);
		placeDaysAgo('SO9', 29);
		const poller = await activated('tuya', { events: ['orderStatus'] });
		const before = trigger.sandbox.count('order');
		// It has left the list, but not ended.
		trigger.stage.advance(3 * DAY);
		for (const id of ['SO8', 'SO9', 'SO1']) trigger.put('tuya', id, 'delivered');
		expect(idsOf(await poller.poll())).toEqual(['SO9', 'SO1']);
		expect(trigger.sandbox.count('order')).toBe(before + 2);
		expect(JSON.stringify(poller.saved())).not.toContain('SO8');
	});

	test('are watched up to 5,000, the newest, and a warning says so', async () => {
		const from = trigger.stage.now() - 20 * DAY;
		const rows = Array.from({ length: 5100 }, (_, n) => ({
			order_id: `SO-${n}`,
			order_status: 'paid',
			gmt_order_create: from + n * 1000,
		}));
		trigger.sandbox.tuya.onSearch = ({ page, pageSize }, result) => ({
			...result,
			total: rows.length,
			data_list: rows.slice((page - 1) * pageSize, page * pageSize),
		});
		trigger.endPolls(() => trigger.sandbox.count('order') > 0);
		const poller = await activated('tuya', { events: ['orderStatus'] });
		const ids = Object.keys(poller.saved().orders as object);
		expect([ids.length, ids.includes('SO-5099'), ids.includes('SO-99')]).toEqual([
			5000,
			true,
			false,
		]);
		expect(poller.warnings().join()).toMatch(/More than 5000 orders/);
	});
});

test('attention is reported once when its moment has come, costs no call before, and no jump of the clock repeats it', async () => {
	const attention = { limits: { notShippedAfter: 3 } };
	const poller = await activated('tuya', { events: ['attention'], options: { attention } });
	const before = trigger.sandbox.count('order');
	expect(await poller.poll()).toBeNull();
	expect(trigger.sandbox.count('order')).toBe(before);
	// The orders were paid two days ago.
	trigger.stage.advance(1.1 * DAY);
	const found = await poller.poll();
	expect(idsOf(found).sort()).toEqual([...IDS.tuya]);
	expect(found?.[0]?.json).toMatchObject({ event: 'attention', attention: 'not_shipped' });
	expect(trigger.sandbox.count('order')).toBe(before + 3);
	for (const days of [-4, 4, -20, 20]) {
		trigger.stage.advance(days * DAY);
		expect(await poller.poll()).toBeNull();
	}
});

describe('the time of a poll', () => {
	test.each([
		['n8n’s five minutes', undefined, 50_000],
		['an n8n that says nothing', null, 50_000],
		['a shorter time', 36_000.5, 36_000],
		['no number', Number.NaN, 50_000],
		['the past', -5, 1],
	])('is 50 seconds at most: %s', async (_, budget, given) => {
		const times = trigger.endPolls(() => false);
		const poller = trigger.open('tuya');
		if (budget !== undefined) poller.withBudget(budget);
		await poller.activate();
		expect(times).toEqual([given]);
	});

	/** One order is answered; the time is over while the next one is waited for. */
	const briefly = async <T>(run: () => Promise<T>): Promise<T> => {
		const { faults } = trigger.sandbox;
		const calls = trigger.sandbox.count('order');
		faults.next({ call: 'order' }, { kind: 'delay', ms: 0 });
		faults.always({ call: 'order' }, { kind: 'stall-headers' });
		trigger.endPolls(() => trigger.sandbox.count('order') > calls + 1);
		return await run().finally(() => faults.clear());
	};
	const ONE_BY_ONE: INodeParameters = { options: { concurrency: 1 } };

	test.each([
		['memory', 'tuya'],
		['durable', 'aliexpress'],
		['durableWithoutCursors', 'tuya'],
	] as const)(
		'that is too short: later polls report the rest (%s, %s)',
		async (engine, provider) => {
			fetchInAnyOrder();
			const poller = await activated(provider, ONE_BY_ONE, { engine });
			await poller.poll();
			for (const id of IDS[provider]) trigger.put(provider, id, 'shipped');
			const seen: unknown[] = [];
			for (let polls = 0; polls < 30 && seen.length < 3; polls++)
				seen.push(...idsOf(await briefly(poller.poll)));
			expect(seen.sort()).toEqual([...IDS[provider]]);
		},
	);

	test.each(PROVIDERS)(
		'that is too short at the activation: nothing is new later (%s)',
		async (provider) => {
			const events = provider === 'tuya' ? ['newOrder', 'tracking'] : ['tracking'];
			const poller = await briefly(
				async () => await activated(provider, { ...ONE_BY_ONE, events }),
			);
			trigger.endPolls(() => false);
			expect(await poller.poll()).toBeNull();
			trigger.put(provider, IDS[provider][1], 'shipped');
			expect(reported(await poller.poll())).toEqual([[IDS[provider][1], 'tracking', SHIPPED[1]]]);
		},
	);

	test('is not taken up by orders that hang: they go behind the others', async () => {
		const [first] = IDS.aliexpress;
		const hanging = ['9100', '9101', '9102', '9103', '9104'];
		for (const orderId of hanging)
			trigger.sandbox.faults.always({ call: 'order', orderId }, { kind: 'stall-headers' });
		const asked = (): number =>
			trigger.sandbox.requests.filter(({ orderId }) => hanging.includes(orderId)).length;
		const endWhenAllHang = (): void => {
			const before = asked();
			trigger.endPolls(() => asked() === before + hanging.length);
		};
		endWhenAllHang();
		const orderIds = [...IDS.aliexpress, ...hanging].join();
		const poller = await activated('aliexpress', { orderIds });
		const seen: unknown[] = [];
		for (let polls = 0; polls < 3; polls++) {
			endWhenAllHang();
			seen.push(...idsOf(await poller.poll()));
			trigger.put('aliexpress', first, 'shipped');
		}
		expect(seen).toEqual([first]);
	});
});
