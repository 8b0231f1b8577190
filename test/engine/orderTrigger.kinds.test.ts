import type { IDataObject } from 'n8n-workflow';

import { payloadOf, trackingOf } from './orderStates.support';
import {
	DAY,
	errorOf,
	idsOf,
	IDS,
	reported,
	SHIPPED,
	useOrderTrigger,
} from './orderTrigger.support';

const trigger = useOrderTrigger();
const { activated } = trigger;
const STATUS = { events: ['orderStatus'] };
const [first] = IDS.aliexpress;
/** The list shows these orders like this, whatever their details are. */
const show = (changed: Readonly<Record<string, IDataObject>>): void =>
	trigger.list((found) => found.map((row) => ({ ...row, ...changed[String(row.order_id)] })));

test.each<[string, (break_: (value: string) => void) => void]>([
	['a credential that has ended', (setSecret) => setSecret('another-secret-of-nobody-0001')],
	[
		'a page of a firewall',
		() => trigger.sandbox.faults.always({}, { kind: 'status', status: 403 }),
	],
	['an outage', () => trigger.sandbox.faults.always({}, { kind: 'status', status: 503 })],
	['a list that is none', () => (trigger.sandbox.tuya.onSearch = () => 'none')],
])('a start of n8n never throws: %s', async (_, spoil) => {
	const { store } = trigger.stage.engine;
	const setSecret = (accessSecret: string): void =>
		store.put('tuya', { ...store.get('tuya'), accessSecret });
	const good = String(store.get('tuya').accessSecret);
	const poller = await activated('tuya');
	trigger.put('tuya', 'SO1', 'shipped');
	spoil(setSecret);
	trigger.sandbox.expireAccessTokens('tuya');
	for (const activation of ['init', 'leadershipChange'] as const) {
		trigger.stage.restart();
		expect(await poller.activate(activation)).toBeNull();
	}
	expect(poller.warnings()).not.toEqual([]);
	expect((await errorOf(poller.poll())).failure).toBeDefined();
	trigger.sandbox.faults.clear();
	trigger.sandbox.tuya.onSearch = null;
	setSecret(good);
	expect(reported(await poller.poll())).toEqual([['SO1', ...SHIPPED]]);
});

describe('a list and the details of its orders differ', () => {
	test('the list is ahead', async () => {
		const poller = await activated('tuya', STATUS);
		show({ SO1: { order_status: 'finished' } });
		for (let polls = 0; polls < 3; polls++) expect(await poller.poll()).toBeNull();
		trigger.put('tuya', 'SO1', 'delivered');
		expect(idsOf(await poller.poll())).toEqual(['SO1']);
		expect(await poller.poll()).toBeNull();
	});

	test('the list is behind, of a payment that is taken back', async () => {
		trigger.put('tuya', 'SO1', 'unpaid');
		const poller = await activated('tuya', STATUS);
		for (const order_status of ['paid', 'created']) {
			show({ SO1: { order_status } });
			expect(await poller.poll()).toBeNull();
		}
		trigger.put('tuya', 'SO1', 'paid');
		show({ SO1: { order_status: 'paid' } });
		expect(idsOf(await poller.poll())).toEqual(['SO1']);
	});

	test('an order that leaves the list, is canceled, and is back as before is read again', async () => {
		const poller = await activated('tuya', STATUS);
		trigger.list((found) => found.filter(({ order_id }) => order_id !== 'SO1'));
		trigger.put('tuya', 'SO1', 'canceled');
		expect(idsOf(await poller.poll())).toEqual(['SO1']);
		trigger.put('tuya', 'SO1', 'paid');
		trigger.sandbox.tuya.onSearch = null;
		expect(idsOf(await poller.poll())).toEqual(['SO1']);
	});
});

describe('an order that could not be read at the baseline is reported', () => {
	const isGone = () =>
		trigger.sandbox.faults.always({ call: 'order' }, { kind: 'status', status: 404 });

	test('when it is read at last, where no list shows how it was', async () => {
		isGone();
		const poller = await activated('aliexpress', { orderIds: first });
		trigger.sandbox.faults.clear();
		expect(idsOf(await poller.poll())).toEqual([first]);
		expect(await poller.poll()).toBeNull();
	});

	test('when it differs from what the list showed then', async () => {
		isGone();
		const poller = await activated('tuya', STATUS);
		trigger.put('tuya', 'SO1', 'delivered');
		trigger.sandbox.faults.clear();
		expect(reported(await poller.poll())).toEqual([['SO1', 'orderStatus', 'order_status']]);
	});
});

describe('changes that no list shows', () => {
	test.each([['paymentStatus'], ['items']])('a refund, with the event %s', async (event) => {
		const poller = await activated('tuya', { events: [event, 'paymentStatus'] });
		const createdAt = trigger.stage.now() - 2 * DAY;
		const result = payloadOf('tuya', 'SO1', { state: 'paid', createdAt });
		const refunded = { ...result, amount_refund: '5.00' };
		trigger.sandbox.setOrder('tuya', 'SO1', { success: true, t: 1, result: refunded });
		show({});
		expect(reported(await poller.poll())).toEqual([['SO1', 'paymentStatus', 'payment_status']]);
		expect(await poller.poll()).toBeNull();
	});

	test('a canceled item of AliExpress', async () => {
		const put = (end_reason?: string): void => {
			const items = [undefined, end_reason].map((reason, at) => ({
				sku_id: String(at),
				product_count: 1,
				end_reason: reason,
			}));
			const result = {
				...payloadOf('aliexpress', first, { state: 'paid' }),
				child_order_list: { aeop_child_order_info: items },
			};
			const body = { aliexpress_trade_ds_order_get_response: { result } };
			trigger.sandbox.setOrder('aliexpress', first, body);
		};
		put();
		const poller = await activated('aliexpress', { events: ['items'] });
		put('buyer_cancel_order');
		expect(reported(await poller.poll())?.at(-1)).toEqual([first, 'items', 'items']);
	});

	test('a tracking number that is added after the order was completed', async () => {
		trigger.put('tuya', 'SO1', { state: 'delivered', tracking: [] });
		const poller = await activated('tuya', { events: ['tracking'] });
		trigger.put('tuya', 'SO1', { state: 'delivered', tracking: ['LATE-1'] });
		expect(idsOf(await poller.poll())).toEqual(['SO1']);
	});
});

describe('no order starves another', () => {
	test('ids that are not found are asked for less and less often', async () => {
		const bad = Array.from({ length: 60 }, (_, at) => `9${at + 100}`);
		const orderIds = [...bad, ...IDS.aliexpress].join();
		const poller = await activated('aliexpress', { orderIds });
		const before = trigger.sandbox.count('order');
		const polls = 20;
		for (let poll = 0; poll < polls; poll++) expect(await poller.poll()).toBeNull();
		const asked = trigger.sandbox.count('order') - before - polls * IDS.aliexpress.length;
		expect(asked).toBeLessThanOrEqual((polls / 2) * bad.length);
		trigger.put('aliexpress', first, 'shipped');
		expect(idsOf(await poller.poll())).toEqual([first]);
		const lines = poller.warnings().filter((line) => line.includes('could not be fetched'));
		expect(lines[0]).toMatch(/60 of 63 orders could not be fetched/);
		trigger.stage.advance(DAY);
		const dayAfter = trigger.sandbox.count('order');
		await poller.poll();
		expect(trigger.sandbox.count('order') - dayAfter).toBeGreaterThan(60);
	});

	test('orders that hang go behind the others', async () => {
		const hanging = ['9100', '9101', '9102', '9103', '9104'];
		for (const orderId of hanging)
			trigger.sandbox.faults.always({ call: 'order', orderId }, { kind: 'stall-headers' });
		const endAfter = (calls: number): void => {
			const before = trigger.sandbox.count('order');
			trigger.endPolls(() => trigger.sandbox.count('order') >= before + calls);
		};
		endAfter(5);
		const orderIds = [...IDS.aliexpress, ...hanging].join();
		const poller = await activated('aliexpress', { orderIds });
		const told: unknown[] = [];
		for (let polls = 0; polls < 3; polls++) {
			endAfter(8);
			told.push(...idsOf(await poller.poll()));
			trigger.put('aliexpress', first, 'shipped');
		}
		expect(told).toEqual([first]);
	});
});

test.each(['durable', 'durableWithoutCursors'] as const)(
	'what was recorded in a poll of which n8n stored nothing is kept when it gives up the next one (%s)',
	async (engine) => {
		trigger.sandbox.faults.always({}, { kind: 'status', status: 503 });
		const poller = await activated('tuya', {}, { engine });
		trigger.sandbox.faults.clear();
		expect(await poller.poll()).toBeNull();
		for (const id of IDS.tuya) trigger.put('tuya', id, 'shipped');
		await poller.pollAbandoned();
		expect(idsOf(await poller.poll()).sort()).toEqual([...IDS.tuya]);
		expect(await poller.poll()).toBeNull();
	},
);

test('static data that is null is as none; what is known to the process counts', async () => {
	const poller = await activated('tuya');
	poller.save(null as never);
	await poller.restart();
	trigger.put('tuya', 'SO1', 'shipped');
	expect(idsOf(await poller.poll())).toEqual(['SO1']);
	expect(await poller.poll()).toBeNull();
});

test('a clock 40 days ahead for one poll makes no order new', async () => {
	for (const id of IDS.tuya) trigger.put('tuya', id, 'delivered');
	const poller = await activated('tuya', { events: ['newOrder', 'orderStatus'] });
	for (let at = 0; at < 5; at++) trigger.place(`SOX${at}`, 'delivered');
	expect(await poller.poll()).toHaveLength(5);
	const { runtime } = trigger.stage;
	const { now } = runtime;
	runtime.now = () => now() + 40 * DAY;
	expect(await poller.poll()).toBeNull();
	runtime.now = now;
	expect(await poller.poll()).toBeNull();
});

test('parcels that are not found once are no change', async () => {
	trigger.put('aliexpress', first, 'shipped');
	trigger.sandbox.setTracking(first, trackingOf(['CNX0000000001']));
	const poller = await activated('aliexpress');
	for (const numbers of [[], ['CNX0000000001']]) {
		trigger.sandbox.setTracking(first, trackingOf(numbers));
		expect(await poller.poll()).toBeNull();
	}
});

describe('attention', () => {
	test('is reported once when its moment has come, and costs no call before', async () => {
		const poller = await activated('tuya', { events: ['attention'] });
		const before = trigger.sandbox.count('order');
		for (let days = 0; days < 2; days++) {
			expect(await poller.poll()).toBeNull();
			trigger.stage.advance(DAY);
		}
		expect(trigger.sandbox.count('order')).toBe(before);
		trigger.stage.advance(2 * DAY);
		expect(idsOf(await poller.poll()).sort()).toEqual([...IDS.tuya]);
		expect(trigger.sandbox.count('order')).toBe(before + 3);
		expect(await poller.poll()).toBeNull();
	});

	test.each([
		['a limit of its own', { notShippedAfter: 3 }, 3],
		['a limit as text', { notShippedAfter: '3' }, 3],
		['the default', { noMovementAfter: 1 }, 5],
		['a reason that is turned off', { notShippedAfter: 0 }, null],
	])('%s decides when', async (_, limits, days) => {
		const options = { attention: { limits } };
		const poller = await activated('tuya', { events: ['attention'], options });
		// The orders were paid two days and a minute ago.
		trigger.stage.advance(60_000);
		for (let day = 3; day < 8; day++) {
			trigger.stage.advance(DAY);
			const found = await poller.poll();
			if (day !== days) expect(found).toBeNull();
			else {
				expect(reported(found)?.map(([, event]) => event)).toEqual(IDS.tuya.map(() => 'attention'));
				expect(found?.[0]?.json.attention).toBe('not_shipped');
			}
		}
	});

	describe('in a mall of 1,000 orders, of which 40 are late on the next day', () => {
		/** Of 50 orders each, and one that ends the list. */
		const PAGES = 21;
		const LATE = 40;
		const mall = (): void => {
			trigger.sandbox.tuya.clear();
			for (let at = 0; at < 1_000; at++) {
				const age = at < LATE ? 4.5 : 1;
				const createdAt = trigger.stage.now() - age * DAY;
				trigger.put('tuya', `SO5${String(at).padStart(4, '0')}`, { state: 'paid', createdAt });
			}
		};
		const callsOf = async (events: readonly string[]) => {
			mall();
			const poller = await activated('tuya', { events: [...events] });
			const calls = async () => {
				const { sandbox } = trigger;
				const [searches, orders] = [sandbox.count('search'), sandbox.count('order')];
				await poller.poll();
				return [sandbox.count('search') - searches, sandbox.count('order') - orders];
			};
			const before = await calls();
			trigger.stage.advance(DAY);
			return { before, due: await calls(), after: await calls() };
		};

		test.each([
			['without', ['orderStatus'], 0],
			['with', ['orderStatus', 'attention'], LATE],
		])(
			'a check %s it costs the pages of the list, and a call for each late order once',
			async (_, events, late) => {
				expect(await callsOf(events)).toEqual({
					before: [PAGES, 0],
					due: [PAGES, late],
					after: [PAGES, 0],
				});
			},
		);
	});

	test('is not reported twice when the clock jumps back and forth', async () => {
		const poller = await activated('tuya', { events: ['attention'] });
		trigger.stage.advance(4 * DAY);
		expect(idsOf(await poller.poll())).toHaveLength(3);
		for (const days of [-4, 4, -20, 20]) {
			trigger.stage.advance(days * DAY);
			expect(await poller.poll()).toBeNull();
		}
		trigger.put('tuya', 'SO1', 'shipped');
		expect(await poller.poll()).toBeNull();
	});
});
