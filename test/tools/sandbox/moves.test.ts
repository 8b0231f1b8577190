import type { AliExpressScenario, Sandbox, TuyaScenario } from '../../../tools/sandbox';
import { beginningOf as aliExpressBeginning } from '../../../tools/sandbox/aliexpress/generate';
import { SCENARIO_NAMES as ALIEXPRESS_SCENARIOS } from '../../../tools/sandbox/aliexpress/scenarios';
import { beginningOf as tuyaBeginning } from '../../../tools/sandbox/tuya/generate';
import { SCENARIO_NAMES as TUYA_SCENARIOS } from '../../../tools/sandbox/tuya/scenarios';
import { aliExpress, orderQuery, sandboxes, tuya, tuyaOrderTarget } from './calls';

const START = 1_760_000_000_000;
const start = sandboxes();
let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await start({ now: () => START });
});

type Json = Readonly<Record<string, unknown>>;

const NUMBERS = Array.from({ length: 400 }, (_, at) => String(at).padStart(14, '0'));

/** An id whose order begins with the scenario and has this many lines, or more than one. */
const aliExpressId = (scenario: AliExpressScenario, lines?: number): string =>
	found(
		NUMBERS.map((n) => `81${n}`),
		aliExpressBeginning,
		scenario,
		lines,
	);
const tuyaId = (scenario: TuyaScenario, lines?: number): string =>
	found(
		NUMBERS.map((n) => `SO${n}`),
		tuyaBeginning,
		scenario,
		lines,
	);

function found<Name>(
	ids: readonly string[],
	beginningOf: (id: string) => { readonly scenario: Name; readonly size: number },
	scenario: Name,
	lines?: number,
): string {
	const id = ids.find((each) => {
		const beginning = beginningOf(each);
		const fits = lines === undefined ? beginning.size > 1 : beginning.size === lines;
		return beginning.scenario === scenario && fits;
	});
	if (id === undefined) throw new Error('no such order');
	return id;
}

describe('AliExpress', () => {
	const order = async (id: string) => {
		const { body } = await aliExpress(sandbox, orderQuery(id), { now: START });
		const { result } = body.aliexpress_trade_ds_order_get_response as { readonly result: Json };
		return result;
	};
	const tracked = async (id: string) => {
		const { text } = await aliExpress(
			sandbox,
			{ method: 'aliexpress.ds.order.tracking.get', ae_order_id: id, language: 'en_US' },
			{ now: START },
		);
		return {
			numbers: [...text.matchAll(/"mail_no":"(\w+)"/g)].map(([, number]) => number),
			skus: [...text.matchAll(/"sku_id":(\d+)/g)].length,
			isDelivered: text.includes('"tracking_name":"Delivered"'),
		};
	};
	const numbersOf = ({ logistics_info_list: list }: Json) =>
		[...JSON.stringify(list).matchAll(/"logistics_no":"(\w+)"/g)].map(([, number]) => number);
	/** What no move may change. */
	const constant = ({ child_order_list, user_order_amount, gmt_create, store_info }: Json) => ({
		child_order_list,
		user_order_amount,
		gmt_create,
		store_info,
	});

	test('an order goes from placed to received, step by step, and stays there', async () => {
		const id = aliExpressId('PLACE_ORDER_SUCCESS');
		const first = await order(id);
		expect(first).toMatchObject({ order_status: 'PLACE_ORDER_SUCCESS' });
		const steps = [1, 2, 3, 4, 5].map(() => sandbox.move(id));
		expect(steps).toEqual([
			'WAIT_SELLER_SEND_GOODS',
			'SELLER_PART_SEND_GOODS',
			'WAIT_BUYER_ACCEPT_GOODS',
			'FINISH',
			'FINISH',
		]);
		expect(await order(id)).toMatchObject({
			order_status: 'FINISH',
			logistics_status: 'BUYER_ACCEPT_GOODS',
		});
	});

	test('payment, parcels and tracking follow the status; lines and amounts stay', async () => {
		const id = aliExpressId('PLACE_ORDER_SUCCESS', 3);
		const before = await order(id);
		expect(before).not.toHaveProperty('order_paidtime_string');
		expect(await tracked(id)).toEqual({ numbers: [], skus: 0, isDelivered: false });

		sandbox.move(id, 'WAIT_SELLER_SEND_GOODS');
		expect(await order(id)).toHaveProperty('order_paidtime_string');

		sandbox.move(id, 'SELLER_PART_SEND_GOODS');
		const [part, partTracked] = [await order(id), await tracked(id)];
		expect(numbersOf(part)).toHaveLength(1);
		expect(partTracked).toMatchObject({ skus: 2, isDelivered: false });

		sandbox.move(id, 'WAIT_BUYER_ACCEPT_GOODS');
		const [all, allTracked] = [await order(id), await tracked(id)];
		expect(numbersOf(all)).toEqual([...numbersOf(part), expect.any(String)]);
		expect(allTracked.numbers).toEqual([...partTracked.numbers, expect.any(String)]);
		expect(allTracked).toMatchObject({ skus: 3, isDelivered: false });

		sandbox.move(id);
		expect(await tracked(id)).toEqual({ ...allTracked, isDelivered: true });
		expect([part, all, await order(id)].map(constant)).toEqual(Array(3).fill(constant(before)));
	});

	test('an order of one line is never sent in part', () => {
		const id = aliExpressId('WAIT_SELLER_SEND_GOODS', 1);
		expect(() => sandbox.move(id, 'SELLER_PART_SEND_GOODS')).toThrow('has one line');
		expect(sandbox.move(id)).toBe('WAIT_BUYER_ACCEPT_GOODS');
	});

	test.each([
		['RISK_CONTROL', 'WAIT_SELLER_SEND_GOODS'],
		['IN_CANCEL', 'CANCELED'],
		['CANCELED', 'CANCELED'],
	] as const)('after %s comes %s', (from, to) => {
		expect(sandbox.move(aliExpressId(from))).toBe(to);
	});

	test('a canceled order was paid if it was paid before', async () => {
		const id = aliExpressId('PLACE_ORDER_SUCCESS');
		sandbox.move(id, 'CANCELED');
		expect(await order(id)).not.toHaveProperty('order_paidtime_string');
		sandbox.move(id, 'WAIT_SELLER_SEND_GOODS');
		sandbox.move(id, 'CANCELED');
		const canceled = await order(id);
		expect(canceled).toHaveProperty('order_paidtime_string');
		expect(JSON.stringify(canceled)).toContain('"end_reason":"CANCELED"');
	});

	test('there and back again is the same order', async () => {
		const id = aliExpressId('WAIT_BUYER_ACCEPT_GOODS');
		const [before, beforeTracked] = [await order(id), await tracked(id)];
		for (const scenario of ALIEXPRESS_SCENARIOS) sandbox.move(id, scenario);
		sandbox.move(id, 'WAIT_BUYER_ACCEPT_GOODS');
		expect(await order(id)).toEqual(before);
		expect(await tracked(id)).toEqual(beforeTracked);
	});
});

describe('Tuya', () => {
	interface Order extends Json {
		readonly order_status: string;
		readonly gmt_order_pay: number;
		readonly gmt_order_create: number;
		readonly payment_list: ReadonlyArray<{ readonly gmt_create: number }>;
		readonly delivery_list: ReadonlyArray<{
			readonly logistics_no: string;
			readonly delivery_detail_list: readonly unknown[];
		}>;
		readonly order_flow_list: ReadonlyArray<{
			readonly order_status: string;
			readonly order_flow_id: string;
			readonly gmt_create: number;
		}>;
	}
	const order = async (id: string) =>
		(await tuya(sandbox, tuyaOrderTarget(sandbox, id), { t: START })).body.result as Order;
	const flow = (each: Order) => each.order_flow_list.map((step) => step.order_status);
	const numbers = (each: Order) => each.delivery_list.map((parcel) => parcel.logistics_no);
	const constant = ({
		commodity_list,
		amount_trade,
		gmt_order_create,
		price_trade_list,
	}: Order) => ({
		commodity_list,
		amount_trade,
		gmt_order_create,
		price_trade_list,
	});

	test('an order goes from created to finished, step by step, and stays there', async () => {
		const id = tuyaId('created');
		expect([1, 2, 3, 4, 5].map(() => sandbox.move(id))).toEqual([
			'paid',
			'part_delivered',
			'delivered',
			'finished',
			'finished',
		]);
		expect(flow(await order(id))).toEqual([
			'created',
			'paid',
			'part_delivered',
			'delivered',
			'finished',
		]);
	});

	test('payment and deliveries follow the status; lines and amounts stay', async () => {
		const id = tuyaId('created', 3);
		const before = await order(id);
		expect(before).toMatchObject({ gmt_order_pay: 0, payment_list: [], delivery_list: [] });

		sandbox.move(id);
		const paid = await order(id);
		expect(paid).toMatchObject({ amount_paid: before.amount_trade, amount_rest: '0.00' });
		expect(paid.gmt_order_pay).toBe(paid.order_flow_list[1]?.gmt_create);
		expect(paid.payment_list[0]?.gmt_create).toBe(paid.gmt_order_pay);

		sandbox.move(id);
		const part = await order(id);
		expect(part.delivery_list).toHaveLength(1);
		expect(part.delivery_list[0]?.delivery_detail_list).toHaveLength(2);
		expect(part.delivery_list[0]).toHaveProperty(
			'gmt_out_stock',
			part.order_flow_list[2]?.gmt_create,
		);

		sandbox.move(id);
		const all = await order(id);
		expect(numbers(all)).toEqual([...numbers(part), expect.any(String)]);
		expect(all.delivery_list[1]).toHaveProperty(
			'gmt_out_stock',
			all.order_flow_list[3]?.gmt_create,
		);
		expect(all.payment_list).toEqual(paid.payment_list);
		expect([paid, part, all].map(constant)).toEqual(Array(3).fill(constant(before)));
	});

	test('what an order skips on its way is in its history', async () => {
		const id = tuyaId('created');
		sandbox.move(id, 'finished');
		expect(flow(await order(id))).toEqual(['created', 'paid', 'delivered', 'finished']);
	});

	test('there and back again: the history shows it, everything else is as before', async () => {
		const id = tuyaId('delivered');
		const before = await order(id);
		sandbox.move(id, 'paid');
		expect(await order(id)).toMatchObject({ order_status: 'paid', delivery_list: [] });
		sandbox.move(id, 'delivered');
		const { order_flow_list: history, ...after } = await order(id);
		const { order_flow_list: earlier, ...expected } = before;
		expect(after).toEqual(expected);
		expect(history.slice(0, 3)).toEqual(earlier);
		expect(history.slice(3).map((step) => step.order_status)).toEqual(['paid', 'delivered']);
		expect(new Set(history.map((step) => step.order_flow_id)).size).toBe(5);
	});

	test('every scenario can be set, and sends what its status says', async () => {
		const id = tuyaId('created', 4);
		const sent = { part_delivered: 3, delivered: 4, finished: 4, partially_refunded: 4 } as const;
		for (const scenario of TUYA_SCENARIOS) {
			expect(sandbox.move(id, scenario)).toBe(scenario);
			const { delivery_list: parcels, order_status: status } = await order(id);
			expect(parcels.flatMap((parcel) => parcel.delivery_detail_list)).toHaveLength(
				scenario in sent ? sent[scenario as keyof typeof sent] : 0,
			);
			expect(status).toBe(scenario === 'partially_refunded' ? 'finished' : scenario);
		}
	});

	test.each([
		['pending_audit_paid', 'paid'],
		['partially_refunded', 'partially_refunded'],
		['closed', 'closed'],
	] as const)('after %s comes %s', (from, to) => {
		expect(sandbox.move(tuyaId(from))).toBe(to);
	});

	test('an order of one line is never sent in part', () => {
		const id = tuyaId('paid', 1);
		expect(() => sandbox.move(id, 'part_delivered')).toThrow('has one line');
		expect(sandbox.move(id)).toBe('delivered');
	});
});

describe('both', () => {
	const bodies = async () =>
		await Promise.all([
			aliExpress(sandbox, orderQuery('8100000000000001'), { now: START }).then(
				({ body }) => body.aliexpress_trade_ds_order_get_response as Json,
			),
			tuya(sandbox, tuyaOrderTarget(sandbox, 'SO1'), { t: START }).then(({ body }) => body),
		]).then((replies) => replies.map(({ result }) => result));

	test('the same moves give the same orders', async () => {
		const move = () => [sandbox.move('8100000000000001', 'FINISH'), sandbox.move('SO1', 'closed')];
		move();
		const once = await bodies();
		sandbox = await start({ now: () => START });
		move();
		expect(await bodies()).toEqual(once);
	});

	test('reset puts all orders back', async () => {
		const before = await bodies();
		sandbox.move('8100000000000001', 'IN_CANCEL');
		sandbox.move('SO1', 'closed');
		expect(await bodies()).not.toEqual(before);
		sandbox.reset();
		expect(await bodies()).toEqual(before);
	});

	test.each(['8190439416163295', 'SO2110258K167O5C', '4040000000000001', 'NO1', ''])(
		'%s is not generated and stays where it is',
		(id) => {
			expect(() => sandbox.move(id)).toThrow('is not generated');
		},
	);

	test('an order whose reply was set stays as it is', () => {
		sandbox.setOrder('aliexpress', '8100000000000001', {});
		sandbox.setOrder('tuya', 'SO1', {});
		expect(() => sandbox.move('8100000000000001')).toThrow('is not generated');
		expect(() => sandbox.move('SO1')).toThrow('is not generated');
	});

	test('a scenario of the other provider is unknown', () => {
		expect(() => sandbox.move('SO1', 'FINISH')).toThrow(
			'"FINISH" is none of the scenarios created,',
		);
		expect(() => sandbox.move('8100000000000001', 'paid')).toThrow('none of the scenarios');
	});
});
