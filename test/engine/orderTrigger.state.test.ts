import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { trackingOf, type State } from './orderStates.support';
import {
	DAY,
	ENGINES,
	IDS,
	PROVIDERS,
	reported,
	SHIPPED,
	useOrderTrigger,
} from './orderTrigger.support';
import type { Poller } from './pollStage.support';

const trigger = useOrderTrigger();
const { activated } = trigger;

/** What is started from now on, by a restart and by polls after it. */
const afterRestart = async (poller: Poller, polls = 2): Promise<unknown[]> => {
	const all = [...(reported(await poller.restart()) ?? [])];
	for (let times = 0; times < polls; times++) all.push(...(reported(await poller.poll()) ?? []));
	return all;
};
/** Expects that the order is told by the next poll, as one that was shipped. */
const expectShipped = async (poller: Poller, id: string): Promise<void> =>
	expect(reported(await poller.poll())).toEqual([[id, ...SHIPPED]]);

describe.each(ENGINES)('with state kept as in n8n (%s)', (engine) => {
	describe.each(PROVIDERS)('orders of %s', (provider) => {
		const [first, second] = IDS[provider];
		let poller: Poller;
		beforeEach(async () => {
			poller = await activated(provider, {}, { engine });
			await poller.poll();
		});

		test('that change start the workflow once, also while n8n is down, and others nothing', async () => {
			trigger.put(provider, first, 'shipped');
			await expectShipped(poller, first);
			expect(await poller.poll()).toBeNull();
			expect(await afterRestart(poller)).toEqual([]);
			trigger.put(provider, second, 'shipped');
			expect(await afterRestart(poller)).toEqual([[second, ...SHIPPED]]);
			expect(await afterRestart(poller)).toEqual([]);
		});

		test('that change after null polls and a restart start it once', async () => {
			for (let polls = 0; polls < 3; polls++) expect(await poller.poll()).toBeNull();
			expect(await afterRestart(poller)).toEqual([]);
			trigger.put(provider, first, 'shipped');
			trigger.put(provider, second, 'shipped');
			expect(await poller.poll()).toHaveLength(2);
		});

		test('whose poll was killed or given up start it again', async () => {
			trigger.put(provider, first, 'shipped');
			if (engine !== 'memory') {
				await poller.pollAbandoned();
				await expectShipped(poller, first);
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

		test('are asked for by one poll at a time, and shown in a manual run meanwhile', async () => {
			trigger.put(provider, first, 'shipped');
			const polls = await Promise.all([poller.poll(), poller.poll()]);
			expect(polls.map(reported)).toEqual([[[first, ...SHIPPED]], null]);
			const [polled, byHand] = await Promise.all([poller.poll(), poller.pollManually()]);
			expect(polled).toBeNull();
			expect(byHand.jsons('Order Trigger')).toHaveLength(1);
		});
	});

	test('orders placed while n8n is down start it as new ones, once', async () => {
		const poller = await activated('tuya', { events: ['newOrder'] }, { engine });
		await poller.poll();
		trigger.place('SO9');
		expect(await afterRestart(poller)).toEqual([['SO9', 'newOrder', 'new']]);
	});

	test('a new order that null polls saw has not become an old one by a restart', async () => {
		const poller = await activated('tuya', { events: ['paymentStatus'] }, { engine });
		await poller.poll();
		trigger.place('SO9');
		expect(await poller.poll()).toBeNull();
		expect(await afterRestart(poller)).toEqual([]);
		trigger.put('tuya', 'SO9', 'paid');
		expect(reported(await poller.poll())?.map(([id, event]) => [id, event])).toEqual([
			['SO9', 'paymentStatus'],
		]);
	});
});

/** What somebody else may have stored; how it is read does not depend on the engine. */
const RUBBISH: ReadonlyArray<[string, (valid: IDataObject) => IDataObject]> = [
	['nothing', () => ({})],
	['a later version', (valid) => ({ ...valid, v: 99 })],
	['another program’s', () => ({ lastTimeChecked: '2026-11-01', possibleDuplicates: ['1'] })],
	...['none', ['SO1'], null].map((orders): (typeof RUBBISH)[number] => [
		`orders ${JSON.stringify(orders)}`,
		(valid) => ({ ...valid, orders }),
	]),
	['a time that is text', (valid) => ({ ...valid, since: 'yesterday' })],
	...[5, [], null, {}, '', '|', '|||||||', 'a|b|c|d|e|f'].map((entry): (typeof RUBBISH)[number] => [
		`entries ${JSON.stringify(entry)}`,
		({ orders, ...rest }) => ({
			...rest,
			orders: Object.fromEntries(
				Object.keys(orders as object).map((id) => [id, entry as IDataObject]),
			),
		}),
	]),
];
test.each(RUBBISH)('it begins afresh after %s was stored by somebody else', async (_, spoil) => {
	for (const [engine, provider] of [
		['memory', 'tuya'],
		['durable', 'aliexpress'],
	] as const) {
		const [first, second] = IDS[provider];
		const poller = await activated(provider, {}, { engine });
		await poller.poll();
		poller.save(spoil(poller.saved()));
		trigger.put(provider, first, 'shipped');
		expect(await afterRestart(poller, 1)).toEqual([]);
		trigger.put(provider, second, 'shipped');
		await expectShipped(poller, second);
	}
});

describe('another', () => {
	let poller: Poller;
	beforeEach(async () => {
		poller = await activated('tuya');
	});

	test('provider begins afresh', async () => {
		const [first, second] = IDS.aliexpress;
		trigger.put('aliexpress', first, 'shipped');
		const changed = { provider: 'aliexpress', orderIds: IDS.aliexpress.join(' ') };
		expect(await poller.changeParameters(changed)).toBeNull();
		trigger.put('aliexpress', second, 'shipped');
		await expectShipped(poller, second);
	});

	test('credential begins afresh', async () => {
		const { store } = trigger.stage.engine;
		store.put('tuya-2', store.get('tuya'));
		trigger.put('tuya', 'SO1', 'shipped');
		const credentials = { tuyaApi: { id: 'tuya-2', name: 'Another account' } };
		expect(await poller.change({ credentials })).toBeNull();
		trigger.put('tuya', 'SO2', 'shipped');
		await expectShipped(poller, 'SO2');
	});

	test.each(['memory', 'durable'] as const)(
		'name of the node begins afresh, and the log says so (%s)',
		async (engine) => {
			const named = await activated('tuya', {}, { engine });
			await named.poll();
			trigger.put('tuya', 'SO1', 'shipped');
			const logs = named.logs.length;
			expect(await named.change({ name: 'Mall' })).toBeNull();
			expect(await named.poll()).toBeNull();
			const infos = named.logs.slice(logs).filter(({ level }) => level === 'info');
			expect(JSON.stringify(infos)).toMatch(/Orders are recorded from now on/);
			trigger.put('tuya', 'SO2', 'shipped');
			await expectShipped(named, 'SO2');
		},
	);

	test('choice of events does not: what changed meanwhile is reported', async () => {
		await poller.changeParameters({ events: ['orderStatus'] });
		trigger.put('tuya', 'SO1', 'delivered');
		expect(reported(await poller.poll())).toEqual([
			['SO1', 'orderStatus', 'order_status, fulfillment_status, tracking_numbers'],
		]);
	});

	test('look back finds older orders, which are not new, not even when they fail at first', async () => {
		const events = ['newOrder', 'orderStatus'];
		await poller.changeParameters({ events, lookBackDays: 1 });
		trigger.stage.advance(DAY / 2);
		for (const id of ['SO8', 'SO9']) {
			trigger.put('tuya', id, { state: 'paid', createdAt: trigger.stage.now() - 1.25 * DAY });
		}
		const call = { call: 'order', orderId: 'SO9' } as const;
		trigger.sandbox.faults.always(call, { kind: 'status', status: 404 });
		expect(await poller.changeParameters({ lookBackDays: 2 })).toBeNull();
		trigger.sandbox.faults.clear();
		expect(await poller.poll()).toBeNull();
		for (const id of ['SO8', 'SO9']) trigger.put('tuya', id, 'delivered');
		const told = reported(await poller.poll())?.map(([id, event]) => [id, event]);
		expect(told?.sort()).toEqual([
			['SO8', 'orderStatus'],
			['SO9', 'orderStatus'],
		]);
	});
});

test('a list of order ids that changes keeps what is known of the others; a new one is recorded first', async () => {
	const [first, second, third] = IDS.aliexpress;
	const poller = await activated('aliexpress', { orderIds: `${first}, ${second}` });
	trigger.put('aliexpress', second, 'shipped');
	expect(reported(await poller.changeParameters({ orderIds: `${second}\n${third}` }))).toEqual([
		[second, ...SHIPPED],
	]);
	trigger.put('aliexpress', third, 'shipped');
	await expectShipped(poller, third);
	expect(JSON.stringify(poller.saved())).not.toContain(first);
});

describe('parcels that only the tracking call returns', () => {
	const [id] = IDS.aliexpress;
	/** The order lists an internal number; its parcel has another one. */
	const show = (state: State): void => {
		trigger.put('aliexpress', id, state);
		trigger.sandbox.setTracking(id, trackingOf(['PARCEL-1']));
	};
	const open = async (parameters: INodeParameters = {}): Promise<Poller> => {
		show('shipped');
		return await activated('aliexpress', { orderIds: id, ...parameters });
	};

	test('are no news when they could not be asked for at first; the rest is', async () => {
		trigger.sandbox.faults.always({ call: 'tracking' }, { kind: 'status', status: 404 });
		const poller = await open();
		expect(await poller.poll()).toBeNull();
		show('delivered');
		expect(reported(await poller.poll())).toEqual([
			[id, 'orderStatus, fulfillmentStatus', 'order_status, fulfillment_status'],
		]);
		trigger.sandbox.faults.clear();
		expect(await poller.poll()).toBeNull();
	});

	test('are no news when Include Tracking is turned off or on', async () => {
		const poller = await open();
		const asked = trigger.sandbox.count('tracking');
		expect(asked).toBeGreaterThan(0);
		expect(await poller.changeParameters({ options: { includeTracking: false } })).toBeNull();
		expect(trigger.sandbox.count('tracking')).toBe(asked);
		expect(await poller.changeParameters({ options: {} })).toBeNull();
		expect(trigger.sandbox.count('tracking')).toBe(asked + 1);
		show('delivered');
		expect(await poller.poll()).toHaveLength(1);
	});

	test('are no news when Include Tracking was off at first', async () => {
		const poller = await open({ options: { includeTracking: false } });
		expect(await poller.changeParameters({ options: {} })).toBeNull();
		show('delivered');
		expect(await poller.poll()).toHaveLength(1);
	});
});

describe('a poll without time for all orders', () => {
	test.each([
		['n8n’s five minutes', undefined, 50_000],
		['an n8n that says nothing', null, 50_000],
		['a shorter time', 36_000.5, 36_000],
		['no number', Number.NaN, 50_000],
		['the past', -5, 1],
	])('has 50 seconds at most: %s', async (_, budget, given) => {
		const times = trigger.endPolls(() => false);
		const poller = trigger.open('tuya');
		if (budget !== undefined) poller.withBudget(budget);
		await poller.activate();
		expect(times).toEqual([given]);
	});

	/** In each poll one order is answered; the time is over while the next one is waited for. */
	const pollBriefly = async (poller: Poller): Promise<unknown[]> => {
		const { faults } = trigger.sandbox;
		const calls = trigger.sandbox.count('order');
		faults.next({ call: 'order' }, { kind: 'delay', ms: 0 });
		faults.always({ call: 'order' }, { kind: 'stall-headers' });
		trigger.endPolls(() => trigger.sandbox.count('order') > calls + 1);
		const polled = await poller.poll();
		faults.clear();
		return (reported(polled) ?? []).map(([id]) => id);
	};

	test.each([
		['memory', 'tuya'],
		['durable', 'aliexpress'],
		['durableWithoutCursors', 'tuya'],
	] as const)(
		'reports what it saw, and later ones report the rest (%s, %s)',
		async (engine, provider) => {
			let chance = 0;
			trigger.stage.runtime.random = () => (chance = (chance + 0.618) % 1);
			const poller = await activated(provider, { options: { concurrency: 1 } }, { engine });
			await poller.poll();
			for (const id of IDS[provider]) trigger.put(provider, id, 'shipped');
			const seen: unknown[] = [];
			for (let polls = 0; polls < 30 && seen.length < 3; polls++)
				seen.push(...(await pollBriefly(poller)));
			expect(seen.sort()).toEqual([...IDS[provider]]);
		},
	);

	test.each(PROVIDERS)(
		'at the activation records what it saw, and nothing is new later (%s)',
		async (provider) => {
			const { faults } = trigger.sandbox;
			faults.always({ call: 'order' }, { kind: 'stall-headers' });
			trigger.endPolls(() => trigger.sandbox.count('order') > 0);
			const events = provider === 'tuya' ? ['newOrder', 'tracking'] : ['tracking'];
			const poller = await activated(provider, { options: { concurrency: 1 }, events });
			faults.clear();
			trigger.endPolls(() => false);
			expect(await poller.poll()).toBeNull();
			trigger.put(provider, IDS[provider][1], 'shipped');
			expect(reported(await poller.poll())).toEqual([[IDS[provider][1], 'tracking', SHIPPED[1]]]);
		},
	);
});

test('a beginning in the future, by a clock that was wrong, does not make new orders old', async () => {
	const poller = await activated('tuya', { events: ['newOrder'] });
	poller.save({ ...poller.saved(), since: trigger.stage.now() + 1000 * DAY });
	await poller.restart();
	trigger.place('SO9');
	expect(reported(await poller.poll())).toEqual([['SO9', 'newOrder', 'new']]);
});

test('of more than 5,000 orders the newest are watched, and a warning says so', async () => {
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
	expect(ids).toHaveLength(5000);
	expect(ids).toContain('SO-5099');
	expect(ids).not.toContain('SO-99');
	expect(poller.warnings().join()).toMatch(/More than 5000 orders/);
});
