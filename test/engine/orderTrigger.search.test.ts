import { errorOf, idsOf, reported, useOrderTrigger } from './orderTrigger.support';
import type { Poller } from './pollStage.support';

const trigger = useOrderTrigger();

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
