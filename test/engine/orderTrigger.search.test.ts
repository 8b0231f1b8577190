import { errorOf, openOrderTrigger, reported } from './orderTrigger.support';
import type { Poller } from './pollStage.support';

let trigger: Awaited<ReturnType<typeof openOrderTrigger>>;
beforeAll(async () => {
	trigger = await openOrderTrigger();
});
beforeEach(() => trigger.reset());
afterAll(async () => await trigger.stage.close());

describe('a search that', () => {
	const NEW = ['newOrder', 'orderStatus', 'tracking'];
	let poller: Poller;
	/** 120 orders, three pages. */
	const fill = (): void => {
		for (let n = 0; n < 117; n++) {
			trigger.put('tuya', `SOX${n}`, {
				state: 'paid',
				createdAt: trigger.stage.now() - n * 60_000 - 9e6,
			});
		}
	};
	const begin = async (): Promise<void> => {
		poller = trigger.open('tuya', { events: NEW });
		await poller.activate();
	};
	test('has several pages finds each order once', async () => {
		fill();
		await begin();
		expect(Object.keys(poller.saved().orders as object)).toHaveLength(120);
		trigger.place('SO9');
		trigger.put('tuya', 'SOX116', 'delivered');
		expect((reported(await poller.poll()) ?? []).map(([id]) => id)).toEqual(['SOX116', 'SO9']);
		expect(await poller.poll()).toBeNull();
	});

	test('repeats its first page ends, and finds what that page has', async () => {
		fill();
		trigger.sandbox.tuya.onSearch = ({ found, pageSize }, result) => ({
			...result,
			data_list: found.slice(0, pageSize),
		});
		await begin();
		expect(trigger.sandbox.count('search')).toBeLessThan(20);
		trigger.place('SO9');
		expect(reported(await poller.poll())).toEqual([['SO9', 'newOrder', 'new']]);
	});

	test('says that there is nothing in all, with rows all the same, is believed its rows', async () => {
		trigger.sandbox.tuya.onSearch = (_, result) => ({ ...result, total: 0 });
		await begin();
		trigger.place('SO9');
		expect(reported(await poller.poll())).toEqual([['SO9', 'newOrder', 'new']]);
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

	test('shrinks and shifts while it is read loses and doubles nothing', async () => {
		fill();
		await begin();
		let searches = 0;
		trigger.sandbox.tuya.onSearch = ({ found, page, pageSize }, result) => {
			// An order that was on the first page is gone when the second one is read.
			const rows = ++searches > 1 ? found.slice(1) : found;
			return {
				...result,
				total: rows.length,
				data_list: rows.slice((page - 1) * pageSize, page * pageSize),
			};
		};
		expect(await poller.poll()).toBeNull();
		trigger.sandbox.tuya.onSearch = null;
		expect(await poller.poll()).toBeNull();
		trigger.put('tuya', 'SOX50', 'delivered');
		expect(reported(await poller.poll())?.map(([id]) => id)).toEqual(['SOX50']);
	});

	test.each(['paid', 'delivered', 'canceled'] as const)(
		'misses a new order for a while (%s) does not make it new again',
		async (state) => {
			await begin();
			trigger.place('SO9');
			expect(await poller.poll()).toHaveLength(1);
			trigger.put('tuya', 'SO9', state);
			await poller.poll();
			trigger.sandbox.tuya.onSearch = ({ found }, result) => ({
				...result,
				total: found.length - 1,
				data_list: found.filter(({ order_id }) => order_id !== 'SO9'),
			});
			for (let polls = 0; polls < 3; polls++) expect(await poller.poll()).toBeNull();
			trigger.sandbox.tuya.onSearch = null;
			expect(await poller.poll()).toBeNull();
		},
	);

	test('has rubbish among its rows finds the others', async () => {
		trigger.sandbox.tuya.onSearch = ({ found }, result) => ({
			...result,
			total: 'many',
			data_list: [null, 7, 'SO1', {}, { order_id: '' }, { order_id: 5 }, [], ...found],
		});
		await begin();
		expect(poller.warnings().join()).toMatch(/entries of the list have no order id/);
		trigger.place('SO9');
		expect(reported(await poller.poll())).toEqual([['SO9', 'newOrder', 'new']]);
	});

	test.each([
		['text', 'none'],
		['null', null],
		['a list', []],
	])('has %s as its result fails the poll, not the activation', async (_, result) => {
		trigger.sandbox.tuya.onSearch = () => result;
		await begin();
		expect(poller.warnings()).not.toEqual([]);
		expect((await errorOf(poller.poll())).message).not.toBe('');
		trigger.sandbox.tuya.onSearch = null;
		expect(await poller.poll()).toBeNull();
		trigger.place('SO9');
		expect(reported(await poller.poll())).toEqual([['SO9', 'newOrder', 'new']]);
	});
});
