import {
	DAY,
	ENGINES,
	errorOf,
	IDS,
	openOrderTrigger,
	reported,
	SHIPPED,
} from './orderTrigger.support';
import type { Polled, Poller } from './pollStage.support';

let trigger: Awaited<ReturnType<typeof openOrderTrigger>>;
beforeAll(async () => {
	trigger = await openOrderTrigger();
});
beforeEach(() => trigger.reset());
afterAll(async () => await trigger.stage.close());

const ids = (polled: Polled): unknown[] => (reported(polled) ?? []).map(([id]) => id);
const activated = async (...open: Parameters<typeof trigger.open>): Promise<Poller> => {
	const poller = trigger.open(...open);
	expect(await poller.activate()).toBeNull();
	return poller;
};
/** The list shows these orders like this, whatever their details are. */
const list = (changed: Readonly<Record<string, Readonly<Record<string, unknown>>>>): void => {
	trigger.sandbox.tuya.onSearch = ({ found }, result) => ({
		...result,
		data_list: found.map((row) => ({ ...row, ...changed[String(row.order_id)] })),
	});
};
const unlist = (id: string): void => {
	trigger.sandbox.tuya.onSearch = ({ found }, result) => {
		const data_list = found.filter((row) => row.order_id !== id);
		return { ...result, total: data_list.length, data_list };
	};
};

describe('a start of n8n never throws', () => {
	const secret = (value: string): void => {
		const { store } = trigger.stage.engine;
		store.put('tuya', { ...store.get('tuya'), accessSecret: value });
	};
	test.each<[string, () => void]>([
		['a credential that has ended', () => secret('another-secret-of-nobody-0001')],
		[
			'a page of a firewall',
			() => trigger.sandbox.faults.always({}, { kind: 'status', status: 403 }),
		],
		['an outage', () => trigger.sandbox.faults.always({}, { kind: 'status', status: 503 })],
		['a list that is none', () => (trigger.sandbox.tuya.onSearch = () => 'none')],
	])('%s', async (_, spoil) => {
		const good = String(trigger.stage.engine.store.get('tuya').accessSecret);
		const poller = await activated('tuya');
		trigger.put('tuya', 'SO1', 'shipped');
		spoil();
		trigger.sandbox.expireAccessTokens('tuya');
		for (const activation of ['init', 'leadershipChange'] as const) {
			trigger.stage.restart();
			expect(await poller.activate(activation)).toBeNull();
		}
		expect(poller.warnings()).not.toEqual([]);
		expect((await errorOf(poller.poll())).failure).toBeDefined();
		trigger.sandbox.faults.clear();
		trigger.sandbox.tuya.onSearch = null;
		secret(good);
		expect(reported(await poller.poll())).toEqual([['SO1', ...SHIPPED]]);
	});
});

describe('a list and the details of its orders differ', () => {
	test('the list is ahead', async () => {
		const poller = await activated('tuya', { events: ['orderStatus'] });
		list({ SO1: { order_status: 'finished' } });
		for (let polls = 0; polls < 3; polls++) expect(await poller.poll()).toBeNull();
		trigger.put('tuya', 'SO1', 'delivered');
		expect(ids(await poller.poll())).toEqual(['SO1']);
		expect(await poller.poll()).toBeNull();
	});

	test('the list is behind, of a payment that is taken back', async () => {
		trigger.put('tuya', 'SO1', 'unpaid');
		const poller = await activated('tuya', { events: ['orderStatus'] });
		list({ SO1: { order_status: 'paid' } });
		expect(await poller.poll()).toBeNull();
		list({ SO1: { order_status: 'created' } });
		expect(await poller.poll()).toBeNull();
		trigger.put('tuya', 'SO1', 'paid');
		list({ SO1: { order_status: 'paid' } });
		expect(ids(await poller.poll())).toEqual(['SO1']);
	});
});

test('an order that leaves the list, is canceled, and is back as before is read again', async () => {
	const poller = await activated('tuya', { events: ['orderStatus'] });
	unlist('SO1');
	trigger.put('tuya', 'SO1', 'canceled');
	expect(ids(await poller.poll())).toEqual(['SO1']);
	trigger.put('tuya', 'SO1', 'paid');
	trigger.sandbox.tuya.onSearch = null;
	expect(ids(await poller.poll())).toEqual(['SO1']);
});

describe('an order that could not be read at the baseline', () => {
	const [first] = IDS.aliexpress;
	test('is reported when it is read at last, where no list shows how it was', async () => {
		trigger.sandbox.faults.always(
			{ call: 'order', orderId: first },
			{ kind: 'status', status: 404 },
		);
		const poller = await activated('aliexpress');
		trigger.sandbox.faults.clear();
		expect(ids(await poller.poll())).toEqual([first]);
		expect(await poller.poll()).toBeNull();
	});

	test('is reported when it differs from what the list showed then', async () => {
		trigger.sandbox.faults.always({ call: 'order' }, { kind: 'status', status: 404 });
		const poller = await activated('tuya', { events: ['orderStatus'] });
		trigger.put('tuya', 'SO1', 'delivered');
		trigger.sandbox.faults.clear();
		expect(reported(await poller.poll())).toEqual([['SO1', 'orderStatus', 'order_status']]);
	});
});

describe('changes that no list shows', () => {
	const payloadOf = (id: string, changed: Readonly<Record<string, unknown>>): void => {
		trigger.sandbox.setOrder('tuya', id, {
			success: true,
			t: 1,
			result: {
				order_id: id,
				order_status: 'paid',
				currency: 'EUR',
				amount_trade: '12.50',
				amount_paid: '12.50',
				gmt_order_create: trigger.stage.now() - 2 * DAY,
				commodity_list: [{ commodity_code: 'CM1', specification_code: 'SK1', quantity: 1 }],
				...changed,
			},
		});
	};
	test.each([['paymentStatus'], ['items']])('a refund, with the event %s', async (event) => {
		payloadOf('SO1', {});
		const poller = await activated('tuya', { events: [event, 'paymentStatus'] });
		payloadOf('SO1', { amount_refund: '5.00' });
		list({});
		expect(reported(await poller.poll())).toEqual([['SO1', 'paymentStatus', 'payment_status']]);
		expect(await poller.poll()).toBeNull();
	});

	test('a canceled item of AliExpress', async () => {
		const [first] = IDS.aliexpress;
		const item = (end_reason?: string) => ({
			sku_id: String(end_reason),
			product_count: 1,
			end_reason,
		});
		const put = (...reasons: Array<string | undefined>): void =>
			trigger.sandbox.setOrder('aliexpress', first, {
				aliexpress_trade_ds_order_get_response: {
					result: {
						order_status: 'WAIT_SELLER_SEND_GOODS',
						logistics_status: 'WAIT_SELLER_SEND_GOODS',
						child_order_list: { aeop_child_order_info: [item(), ...reasons.map(item)] },
					},
				},
			});
		put(undefined);
		const poller = await activated('aliexpress', { events: ['items'] });
		put('buyer_cancel_order');
		expect(reported(await poller.poll())?.at(-1)).toEqual([first, 'items', 'items']);
	});

	test('a tracking number that is added after the order was completed', async () => {
		trigger.put('tuya', 'SO1', { state: 'delivered', tracking: [] });
		const poller = await activated('tuya', { events: ['tracking'] });
		trigger.put('tuya', 'SO1', { state: 'delivered', tracking: ['LATE-1'] });
		expect(ids(await poller.poll())).toEqual(['SO1']);
	});
});

describe('no order starves another', () => {
	const many = Array.from({ length: 60 }, (_, at) => `9${at + 100}`);
	const [first] = IDS.aliexpress;
	const open = async (bad: readonly string[]): Promise<Poller> =>
		await activated('aliexpress', { orderIds: [...bad, ...IDS.aliexpress].join() });

	test('ids that are not found are asked for less and less often', async () => {
		const poller = await open(many);
		const before = trigger.sandbox.count('order');
		const polls = 20;
		for (let poll = 0; poll < polls; poll++) expect(await poller.poll()).toBeNull();
		const asked = trigger.sandbox.count('order') - before - polls * IDS.aliexpress.length;
		expect(asked).toBeLessThanOrEqual((polls / 2) * many.length);
		trigger.put('aliexpress', first, 'shipped');
		expect(ids(await poller.poll())).toEqual([first]);
		const lines = poller.warnings().filter((line) => line.includes('could not be fetched'));
		expect(lines[0]).toMatch(/60 of 63 orders could not be fetched/);
		trigger.stage.advance(DAY);
		const dayAfter = trigger.sandbox.count('order');
		await poller.poll();
		expect(trigger.sandbox.count('order') - dayAfter).toBeGreaterThan(60);
	});

	test('orders that hang go behind the others', async () => {
		const hanging = many.slice(0, 5);
		for (const id of hanging) {
			trigger.sandbox.faults.always({ call: 'order', orderId: id }, { kind: 'stall-headers' });
		}
		const isStuck = () => {
			const calls = trigger.sandbox.count('order');
			return () => trigger.sandbox.count('order') >= calls + 5;
		};
		trigger.endPolls(isStuck());
		const poller = trigger.open('aliexpress', {
			orderIds: [...IDS.aliexpress, ...hanging].join(),
		});
		await poller.activate();
		trigger.endPolls(() => false);
		for (const id of IDS.aliexpress) trigger.put('aliexpress', id, 'paid');
		const told: unknown[] = [];
		for (let polls = 0; polls < 3; polls++) {
			const calls = trigger.sandbox.count('order');
			trigger.endPolls(() => trigger.sandbox.count('order') >= calls + 8);
			told.push(...ids(await poller.poll()));
			trigger.put('aliexpress', first, 'shipped');
		}
		expect(told).toEqual([first]);
	});
});

test.each(ENGINES.filter((engine) => engine !== 'memory'))(
	'what was recorded in a poll of which n8n stored nothing is kept when it gives up the next one (%s)',
	async (engine) => {
		const { faults } = trigger.sandbox;
		faults.always({}, { kind: 'status', status: 503 });
		const poller = await activated('tuya', {}, { engine });
		faults.clear();
		expect(await poller.poll()).toBeNull();
		for (const id of IDS.tuya) trigger.put('tuya', id, 'shipped');
		await poller.pollAbandoned();
		expect(ids(await poller.poll()).sort()).toEqual([...IDS.tuya]);
		expect(await poller.poll()).toBeNull();
	},
);

describe('a poll ends in time', () => {
	test.each([
		['a fraction', 36_000.5, 36_000],
		['none', Number.NaN, 50_000],
		['the past', -5, 1],
	])('with a budget of %s', async (_, budget, given) => {
		const poller = trigger.open('tuya');
		const times = trigger.endPolls(() => false);
		poller.withBudget(budget);
		await poller.activate();
		expect(times).toEqual([given]);
	});
});

test('static data that is null is as none; what is known to the process counts', async () => {
	const poller = await activated('tuya');
	poller.save(null as never);
	await poller.restart();
	trigger.put('tuya', 'SO1', 'shipped');
	expect(ids(await poller.poll())).toEqual(['SO1']);
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
	const [first] = IDS.aliexpress;
	const reply = (result: unknown) => ({ aliexpress_ds_order_tracking_get_response: { result } });
	const parcel = { mail_no: 'CNX0000000001', carrier_name: 'Carrier' };
	const found = reply({
		ret: true,
		data: { tracking_detail_line_list: { tracking_detail: [parcel] } },
	});
	trigger.put('aliexpress', first, 'shipped');
	trigger.sandbox.setTracking(first, found);
	const poller = await activated('aliexpress');
	trigger.sandbox.setTracking(
		first,
		reply({ ret: false, code: '1001', msg: 'TRACKING DATA NOT FOUND' }),
	);
	expect(await poller.poll()).toBeNull();
	trigger.sandbox.setTracking(first, found);
	expect(await poller.poll()).toBeNull();
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
		expect(ids(await poller.poll()).sort()).toEqual([...IDS.tuya]);
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
		expect(ids(await poller.poll())).toHaveLength(3);
		for (const days of [-4, 4, -20, 20]) {
			trigger.stage.advance(days * DAY);
			expect(await poller.poll()).toBeNull();
		}
		trigger.put('tuya', 'SO1', 'shipped');
		expect(await poller.poll()).toBeNull();
	});
});

test('another name of the node begins afresh, and the log says so', async () => {
	const poller = await activated('tuya', {}, { engine: 'durable' });
	await poller.poll();
	trigger.put('tuya', 'SO1', 'shipped');
	const logs = poller.logs.length;
	await poller.change({ name: 'Mall' });
	expect(await poller.poll()).toBeNull();
	const infos = poller.logs.slice(logs).filter(({ level }) => level === 'info');
	expect(JSON.stringify(infos)).toMatch(/Orders are recorded from now on/);
});
