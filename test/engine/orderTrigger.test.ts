import {
	DAY,
	IDS,
	idsOf,
	PROVIDERS,
	reported,
	SHIPPED,
	useOrderTrigger,
	errorOf,
} from './orderTrigger.support';
import type { OrderState, State } from './orderStates.support';
import type { Poller } from './pollStage.support';
import { CHANGE_KEYS } from '../support/changeKeys';

const trigger = useOrderTrigger();
const ADDED_KEYS = [...CHANGE_KEYS, 'event'];
let poller: Poller;
const open = async (events: string[]): Promise<void> => {
	poller = await trigger.activated('tuya', { events });
};

describe.each(PROVIDERS)('orders of %s', (provider) => {
	const [first, second] = IDS[provider];
	const put = (id: string, state: State | OrderState): void => trigger.put(provider, id, state);
	beforeEach(() => {
		poller = trigger.open(provider);
	});

	test('are recorded and saved once, at the activation, which starts nothing', async () => {
		expect(await poller.activate()).toBeNull();
		const saved = poller.saved();
		for (const id of IDS[provider]) expect(JSON.stringify(saved)).toContain(id);
		for (let polls = 0; polls < 3; polls++) expect(await poller.poll()).toBeNull();
		expect(poller.saved()).toEqual(saved);
		expect(poller.warnings()).toEqual([]);
	});

	test('that change in any way start the workflow once for each change', async () => {
		put(first, 'unpaid');
		await poller.activate();
		const added = [`TN-${first}`, 'TN-2'];
		for (const [to, event, change] of [
			['paid', 'orderStatus, paymentStatus', 'order_status, payment_status'],
			['shipped', ...SHIPPED],
			[{ state: 'shipped', tracking: added }, 'tracking', 'tracking_numbers'],
			[
				{ state: 'delivered', tracking: added },
				'orderStatus, fulfillmentStatus',
				'order_status, fulfillment_status',
			],
		] as const) {
			put(first, to);
			expect(reported(await poller.poll())).toEqual([[first, event, change]]);
			expect(await poller.poll()).toBeNull();
		}
	});

	test('that change at once start it once; one that changes back starts it again', async () => {
		await poller.activate();
		put(first, 'shipped');
		put(second, 'delivered');
		expect(idsOf(await poller.poll()).sort()).toEqual([first, second]);
		expect(await poller.poll()).toBeNull();
		put(first, 'paid');
		expect(reported(await poller.poll())).toEqual([
			[first, 'fulfillmentStatus', 'fulfillment_status, tracking_numbers'],
		]);
	});

	test('that lose a tracking number, or change what was not chosen, start nothing', async () => {
		poller = trigger.open(provider, { events: ['tracking'] });
		put(first, { state: 'shipped', tracking: ['TN-1', 'TN-2'] });
		put(second, 'unpaid');
		await poller.activate();
		put(first, { state: 'shipped', tracking: ['TN-1'] });
		put(second, 'paid');
		expect(await poller.poll()).toBeNull();
		put(first, { state: 'shipped', tracking: ['TN-1', 'TN-3'] });
		expect(reported(await poller.poll())).toEqual([[first, 'tracking', 'tracking_numbers']]);
	});

	test('have the columns of Get Order, the keys of a change, and the event', async () => {
		await poller.activate();
		put(first, 'shipped');
		const [item] = (await poller.poll()) ?? [];
		const got = await trigger.stage.get([{ provider, order_id: first }]);
		const [row = {}] = got.jsons('Get Order');
		expect(item?.json).toMatchObject(row);
		expect(item?.pairedItem).toEqual({ item: 0 });
		expect(Object.keys(item?.json ?? {}).slice(Object.keys(row).length)).toEqual(ADDED_KEYS);
		expect(item?.json).toMatchObject({ previous_fulfillment_status: 'unfulfilled' });
	});

	test('are whole in the Order output, the change after the statuses', async () => {
		poller = trigger.open(provider, { output: 'order' });
		await poller.activate();
		put(first, 'shipped');
		const [item] = (await poller.poll()) ?? [];
		expect(item?.json).toMatchObject({ order_id: first, shipments: [{}], event: SHIPPED[0] });
		const keys = Object.keys(item?.json ?? {});
		const from = keys.indexOf('payment_status') + 1;
		expect(keys.slice(from, from + ADDED_KEYS.length)).toEqual(ADDED_KEYS);
	});

	test('of which one fails do not wait for it, and what it missed is reported later', async () => {
		await poller.activate();
		put(first, 'shipped');
		put(second, 'shipped');
		const { faults } = trigger.sandbox;
		faults.always({ call: 'order', orderId: first }, { kind: 'status', status: 500 });
		expect(reported(await poller.poll())).toEqual([[second, ...SHIPPED]]);
		expect(JSON.stringify(poller.logs)).toContain(first);
		faults.clear();
		expect(reported(await poller.poll())).toEqual([[first, ...SHIPPED]]);
	});

	test('are shown in a manual run: the newest one, as if it had just been placed', async () => {
		put(second, { state: 'paid', createdAt: trigger.stage.now() - 3_600_000 });
		await poller.activate();
		const saved = poller.saved();
		put(first, 'shipped');
		const finished = await poller.pollManually();
		expect(finished.error).toBeUndefined();
		expect(finished.jsons('Order Trigger')).toMatchObject([{ order_id: second, change: 'new' }]);
		expect(poller.saved()).toEqual(saved);
		expect(reported(await poller.poll())).toEqual([[first, ...SHIPPED]]);
	});
});

describe('orders that are placed in the mall', () => {
	const PAID = 'order_status, payment_status';

	test('start the workflow as new orders, if that is chosen', async () => {
		await open(['newOrder', 'orderStatus']);
		trigger.place('SO9');
		expect(reported(await poller.poll())).toEqual([['SO9', 'newOrder', 'new']]);
		trigger.put('tuya', 'SO9', 'paid');
		expect(reported(await poller.poll())).toEqual([['SO9', 'orderStatus', PAID]]);
	});

	test('start nothing otherwise, until they change', async () => {
		await open(['paymentStatus']);
		trigger.place('SO9');
		expect(await poller.poll()).toBeNull();
		trigger.put('tuya', 'SO9', 'paid');
		expect(reported(await poller.poll())).toEqual([['SO9', 'paymentStatus', PAID]]);
	});

	test('and have gone on before the next poll tell that too', async () => {
		await open(['paymentStatus', 'tracking']);
		trigger.place('SO9', 'shipped');
		expect(reported(await poller.poll())).toEqual([['SO9', 'paymentStatus, tracking', 'new']]);
	});

	test('come in the order in which they were placed', async () => {
		await open(['newOrder']);
		for (const id of ['SO9', 'SO5', 'SO7']) {
			trigger.place(id);
			trigger.stage.advance(1000);
		}
		expect(idsOf(await poller.poll())).toEqual(['SO9', 'SO5', 'SO7']);
	});

	test('before the time that is looked back on are not watched; those of the list until they end', async () => {
		const placeDaysAgo = (id: string, days: number): void =>
			trigger.put('tuya', id, { state: 'paid', createdAt: trigger.stage.now() - days * DAY });
		placeDaysAgo('SO8', 40);
		placeDaysAgo('SO9', 29);
		await open(['orderStatus', 'tracking']);
		trigger.stage.advance(3 * DAY);
		expect(await poller.poll()).toBeNull();
		trigger.put('tuya', 'SO8', 'shipped');
		trigger.put('tuya', 'SO9', 'shipped');
		expect(reported(await poller.poll())).toEqual([['SO9', 'tracking', SHIPPED[1]]]);
		expect(JSON.stringify(poller.saved())).not.toContain('SO8');
	});

	test('cost no call of their own while the list shows no change of them', async () => {
		await open(['orderStatus']);
		const before = trigger.sandbox.count('order');
		trigger.put('tuya', 'SO1', 'delivered');
		expect(await poller.poll()).toHaveLength(1);
		await poller.poll();
		expect(trigger.sandbox.count('order')).toBe(before + 1);
	});

	test('and were shipped are asked for their parcels, which no list shows', async () => {
		trigger.put('tuya', 'SO1', 'shipped');
		await open(['tracking']);
		const before = trigger.sandbox.count('order');
		trigger.put('tuya', 'SO1', { state: 'shipped', tracking: ['TN-SO1', 'TN-2'] });
		expect(reported(await poller.poll())).toEqual([['SO1', 'tracking', 'tracking_numbers']]);
		await poller.poll();
		expect(trigger.sandbox.count('order')).toBe(before + 2);
	});

	test('may be none: a manual run says so', async () => {
		trigger.sandbox.tuya.clear();
		await open(['newOrder']);
		const { error } = await poller.pollManually();
		expect(error?.message).toMatch(/No order was placed/);
		expect(error?.description).toMatch(/Look Back \(Days\)/);
		trigger.place('SO9');
		expect(reported(await poller.poll())).toEqual([['SO9', 'newOrder', 'new']]);
	});
});

// How lists are read, whatever they do meanwhile, is proved in test/client/searchOrders.

describe('a search that', () => {
	let poller: Poller;
	/** 120 orders, three pages. */
	const fill = (): void => {
		for (let n = 0; n < 117; n++) {
			const createdAt = trigger.stage.now() - n * 60_000 - 9e6;
			trigger.put('tuya', `SOX${n}`, { state: 'paid', createdAt });
		}
	};
	const begin = async (): Promise<void> => {
		poller = await trigger.activated('tuya', { events: ['newOrder', 'orderStatus', 'tracking'] });
	};
	const expectNewOrder = async (): Promise<void> => {
		trigger.place('SO9');
		expect(reported(await poller.poll())).toEqual([['SO9', 'newOrder', 'new']]);
	};

	test('has several pages finds each order once, also while it shrinks and shifts', async () => {
		fill();
		await begin();
		expect(Object.keys(poller.saved().orders as object)).toHaveLength(120);
		trigger.place('SO9');
		trigger.put('tuya', 'SOX116', 'delivered');
		expect(idsOf(await poller.poll())).toEqual(['SOX116', 'SO9']);
		let searches = 0;
		trigger.sandbox.tuya.onSearch = ({ found, page, pageSize }, result) => {
			// An order that was on the first page is gone when the second one is read.
			const rows = ++searches > 1 ? found.slice(1) : found;
			const data_list = rows.slice((page - 1) * pageSize, page * pageSize);
			return { ...result, total: rows.length, data_list };
		};
		expect(await poller.poll()).toBeNull();
		trigger.sandbox.tuya.onSearch = null;
		expect(await poller.poll()).toBeNull();
		trigger.put('tuya', 'SOX50', 'delivered');
		expect(idsOf(await poller.poll())).toEqual(['SOX50']);
	});

	test('never ends, or takes too long, is ended with the field that makes it shorter', async () => {
		let made = 0;
		trigger.sandbox.tuya.onSearch = (_, result) => ({
			...result,
			total: 1e9,
			data_list: Array.from({ length: 50 }, () => ({
				order_id: `SO-ENDLESS-${made++}`,
				order_status: 'paid',
				gmt_order_create: trigger.stage.now(),
			})),
		});
		const endAfter = (searches: number): void => {
			const before = trigger.sandbox.count('search');
			trigger.endPolls(() => trigger.sandbox.count('search') >= before + searches);
		};
		endAfter(19);
		await begin();
		expect(poller.warnings().join()).toMatch(/no time/);
		endAfter(19);
		const finished = await poller.pollManually();
		expect(finished.error?.message).toMatch(/no time/);
		expect(finished.error?.description).toMatch(/Look Back \(Days\)/);
		trigger.sandbox.tuya.onSearch = null;
		trigger.endPolls(() => false);
		expect(await poller.poll()).toBeNull();
		trigger.put('tuya', 'SO1', 'delivered');
		expect(await poller.poll()).toHaveLength(1);
		trigger.sandbox.faults.always({ call: 'search' }, { kind: 'stall-headers' });
		endAfter(1);
		const error = await errorOf(poller.poll());
		expect(error.message).toMatch(/no time/);
		expect(error.failure).toEqual({ cause: 'temporarily-unavailable' });
	});

	test.each(['paid', 'delivered', 'canceled'] as const)(
		'misses a new order for a while (%s) does not make it new again',
		async (state) => {
			await begin();
			await expectNewOrder();
			trigger.put('tuya', 'SO9', state);
			await poller.poll();
			trigger.list((found) => found.filter(({ order_id }) => order_id !== 'SO9'));
			for (let polls = 0; polls < 3; polls++) expect(await poller.poll()).toBeNull();
			trigger.sandbox.tuya.onSearch = null;
			expect(await poller.poll()).toBeNull();
		},
	);

	test('has rubbish among its rows finds the others', async () => {
		const rubbish = [null, 7, 'SO1', {}, { order_id: '' }, { order_id: 5 }, []];
		trigger.sandbox.tuya.onSearch = ({ found }, result) => ({
			...result,
			total: 'many',
			data_list: [...rubbish, ...found],
		});
		await begin();
		expect(poller.warnings().join()).toMatch(/entries of the list have no order id/);
		await expectNewOrder();
	});

	test.each(['none', null, []])('has %j as its result fails the poll only', async (result) => {
		trigger.sandbox.tuya.onSearch = () => result;
		await begin();
		expect(poller.warnings()).not.toEqual([]);
		expect((await errorOf(poller.poll())).message).not.toBe('');
		trigger.sandbox.tuya.onSearch = null;
		expect(await poller.poll()).toBeNull();
		await expectNewOrder();
	});
});
