import type { AliExpressScenario, Sandbox, TuyaScenario } from '../../../tools/sandbox';
import { beginningOf as aliExpressBeginning } from '../../../tools/sandbox/aliexpress/generate';
import { SCENARIO_NAMES as ALIEXPRESS_SCENARIOS } from '../../../tools/sandbox/aliexpress/scenarios';
import { beginningOf as tuyaBeginning } from '../../../tools/sandbox/tuya/generate';
import { SCENARIO_NAMES as TUYA_SCENARIOS } from '../../../tools/sandbox/tuya/scenarios';
import { aliExpress, orderQuery, sandboxes, tuya, tuyaOrderTarget } from './calls.support';

const START = 1_760_000_000_000;
const start = sandboxes();
let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await start({ now: () => START });
});

type Json = Readonly<Record<string, unknown>>;
interface TuyaOrder extends Json {
	readonly gmt_order_pay: number;
	readonly payment_list: ReadonlyArray<{ readonly gmt_create: number }>;
	readonly delivery_list: ReadonlyArray<{
		readonly logistics_no: string;
		readonly gmt_out_stock: number;
		readonly delivery_detail_list: readonly unknown[];
	}>;
	readonly order_flow_list: ReadonlyArray<{
		readonly order_status: string;
		readonly order_flow_id: string;
		readonly gmt_create: number;
	}>;
}

/** An id whose order begins with the scenario and has this many lines, by default more than one. */
const idFrom =
	<Name>(prefix: string, beginningOf: (id: string) => { scenario: Name; size: number }) =>
	(scenario: Name, lines?: number): string => {
		for (let at = 0; at < 400; at++) {
			const id = prefix + String(at).padStart(14, '0');
			const { size, ...begun } = beginningOf(id);
			if (begun.scenario === scenario && (lines === undefined ? size > 1 : size === lines))
				return id;
		}
		throw new Error('no such order');
	};
const aliExpressId = idFrom<AliExpressScenario>('81', aliExpressBeginning);
const tuyaId = idFrom<TuyaScenario>('SO', tuyaBeginning);

const aliExpressOrder = async (id: string): Promise<Json> => {
	const { body } = await aliExpress(sandbox, orderQuery(id), { now: START });
	return (body.aliexpress_trade_ds_order_get_response as { readonly result: Json }).result;
};
const tuyaOrder = async (id: string): Promise<TuyaOrder> =>
	(await tuya(sandbox, tuyaOrderTarget(sandbox, id), { t: START })).body.result as TuyaOrder;
const flowOf = ({ order_flow_list: flow }: TuyaOrder) => flow.map((step) => step.order_status);
const pickFrom = (order: Json, ...names: readonly string[]) => names.map((name) => order[name]);

test('an order goes from its beginning to its end, step by step, and stays there', async () => {
	const [a, t] = [aliExpressId('PLACE_ORDER_SUCCESS'), tuyaId('created')];
	const A_PATH = ['WAIT_SELLER_SEND_GOODS', 'SELLER_PART_SEND_GOODS', 'WAIT_BUYER_ACCEPT_GOODS'];
	const T_PATH = ['paid', 'part_delivered', 'delivered', 'finished'];
	expect([1, 2, 3, 4, 5].map(() => sandbox.move(a))).toEqual([...A_PATH, 'FINISH', 'FINISH']);
	expect([1, 2, 3, 4, 5].map(() => sandbox.move(t))).toEqual([...T_PATH, 'finished']);
	expect(await aliExpressOrder(a)).toMatchObject({
		order_status: 'FINISH',
		logistics_status: 'BUYER_ACCEPT_GOODS',
	});
	expect(flowOf(await tuyaOrder(t))).toEqual(['created', ...T_PATH]);
});

test('some statuses have another next one, or none', () => {
	const aliExpressMoves = (['RISK_CONTROL', 'IN_CANCEL', 'CANCELED'] as const).map((from) =>
		sandbox.move(aliExpressId(from)),
	);
	expect(aliExpressMoves).toEqual(['WAIT_SELLER_SEND_GOODS', 'CANCELED', 'CANCELED']);
	const tuyaMoves = (['pending_audit_paid', 'partially_refunded', 'closed'] as const).map((from) =>
		sandbox.move(tuyaId(from)),
	);
	expect(tuyaMoves).toEqual(['paid', 'partially_refunded', 'closed']);
});

test('an order of one line is never sent in part', () => {
	const [a, t] = [aliExpressId('WAIT_SELLER_SEND_GOODS', 1), tuyaId('paid', 1)];
	expect(() => sandbox.move(a, 'SELLER_PART_SEND_GOODS')).toThrow('has one line');
	expect(() => sandbox.move(t, 'part_delivered')).toThrow('has one line');
	expect([sandbox.move(a), sandbox.move(t)]).toEqual(['WAIT_BUYER_ACCEPT_GOODS', 'delivered']);
});

describe('AliExpress', () => {
	const tracked = async (id: string) => {
		const method = 'aliexpress.ds.order.tracking.get';
		const query = { method, ae_order_id: id, language: 'en_US' };
		const { text } = await aliExpress(sandbox, query, { now: START });
		return {
			numbers: [...text.matchAll(/"mail_no":"(\w+)"/g)].map(([, number]) => number),
			skus: [...text.matchAll(/"sku_id":(\d+)/g)].length,
			isDelivered: text.includes('"tracking_name":"Delivered"'),
		};
	};
	const numbersOf = ({ logistics_info_list: list }: Json) =>
		[...JSON.stringify(list).matchAll(/"logistics_no":"(\w+)"/g)].map(([, number]) => number);
	/** What no move may change. */
	const constant = (order: Json) =>
		pickFrom(order, 'child_order_list', 'user_order_amount', 'gmt_create', 'store_info');

	test('payment, parcels and tracking follow the status; lines and amounts stay', async () => {
		const id = aliExpressId('PLACE_ORDER_SUCCESS', 3);
		const before = await aliExpressOrder(id);
		expect(before).not.toHaveProperty('order_paidtime_string');
		expect(await tracked(id)).toEqual({ numbers: [], skus: 0, isDelivered: false });
		sandbox.move(id, 'WAIT_SELLER_SEND_GOODS');
		expect(await aliExpressOrder(id)).toHaveProperty('order_paidtime_string');
		sandbox.move(id, 'SELLER_PART_SEND_GOODS');
		const [part, partTracked] = [await aliExpressOrder(id), await tracked(id)];
		expect(numbersOf(part)).toHaveLength(1);
		expect(partTracked).toMatchObject({ skus: 2, isDelivered: false });
		sandbox.move(id, 'WAIT_BUYER_ACCEPT_GOODS');
		const [all, allTracked] = [await aliExpressOrder(id), await tracked(id)];
		expect(numbersOf(all)).toEqual([...numbersOf(part), expect.any(String)]);
		expect(allTracked.numbers).toEqual([...partTracked.numbers, expect.any(String)]);
		expect(allTracked).toMatchObject({ skus: 3, isDelivered: false });
		sandbox.move(id);
		expect(await tracked(id)).toEqual({ ...allTracked, isDelivered: true });
		for (const each of [part, all, await aliExpressOrder(id)])
			expect(constant(each)).toEqual(constant(before));
	});

	test('a canceled order was paid if it was paid before', async () => {
		const id = aliExpressId('PLACE_ORDER_SUCCESS');
		sandbox.move(id, 'CANCELED');
		expect(await aliExpressOrder(id)).not.toHaveProperty('order_paidtime_string');
		sandbox.move(id, 'WAIT_SELLER_SEND_GOODS');
		sandbox.move(id, 'CANCELED');
		const canceled = await aliExpressOrder(id);
		expect(canceled).toHaveProperty('order_paidtime_string');
		expect(JSON.stringify(canceled)).toContain('"end_reason":"CANCELED"');
	});

	test('there and back again is the same order', async () => {
		const id = aliExpressId('WAIT_BUYER_ACCEPT_GOODS');
		const before = [await aliExpressOrder(id), await tracked(id)];
		for (const scenario of ALIEXPRESS_SCENARIOS) sandbox.move(id, scenario);
		sandbox.move(id, 'WAIT_BUYER_ACCEPT_GOODS');
		expect([await aliExpressOrder(id), await tracked(id)]).toEqual(before);
	});
});

describe('Tuya', () => {
	test('payment and deliveries follow the status; lines and amounts stay', async () => {
		const numbers = (each: TuyaOrder) => each.delivery_list.map((parcel) => parcel.logistics_no);
		const constant = (order: Json) =>
			pickFrom(order, 'commodity_list', 'amount_trade', 'gmt_order_create', 'price_trade_list');
		const id = tuyaId('created', 3);
		const before = await tuyaOrder(id);
		expect(before).toMatchObject({ gmt_order_pay: 0, payment_list: [], delivery_list: [] });
		const next = async () => {
			sandbox.move(id);
			return await tuyaOrder(id);
		};
		const [paid, part, all] = [await next(), await next(), await next()];
		expect(paid).toMatchObject({ amount_paid: before.amount_trade, amount_rest: '0.00' });
		expect(paid.gmt_order_pay).toBe(paid.order_flow_list[1]?.gmt_create);
		expect(paid.payment_list[0]?.gmt_create).toBe(paid.gmt_order_pay);
		expect(part.delivery_list).toHaveLength(1);
		expect(part.delivery_list[0]?.delivery_detail_list).toHaveLength(2);
		expect(part.delivery_list[0]?.gmt_out_stock).toBe(part.order_flow_list[2]?.gmt_create);
		expect(numbers(all)).toEqual([...numbers(part), expect.any(String)]);
		expect(all.payment_list).toEqual(paid.payment_list);
		for (const each of [paid, part, all]) expect(constant(each)).toEqual(constant(before));
	});

	test('there and back again: the history shows it, everything else is as before', async () => {
		const id = tuyaId('delivered');
		const { order_flow_list: earlier, ...before } = await tuyaOrder(id);
		sandbox.move(id, 'paid');
		expect(await tuyaOrder(id)).toMatchObject({ order_status: 'paid', delivery_list: [] });
		sandbox.move(id, 'delivered');
		const { order_flow_list: history, ...after } = await tuyaOrder(id);
		expect(after).toEqual(before);
		expect(history.slice(0, 3)).toEqual(earlier);
		expect(history.slice(3).map((step) => step.order_status)).toEqual(['paid', 'delivered']);
		expect(new Set(history.map((step) => step.order_flow_id)).size).toBe(5);
	});

	test('every scenario can be set, and sends what its status says', async () => {
		const id = tuyaId('created', 4);
		sandbox.move(id, 'finished');
		expect(flowOf(await tuyaOrder(id))).toEqual(['created', 'paid', 'delivered', 'finished']);
		const sent = { delivered: 4, finished: 4, partially_refunded: 4, part_delivered: 3 };
		for (const scenario of TUYA_SCENARIOS) {
			expect(sandbox.move(id, scenario)).toBe(scenario);
			const { delivery_list: parcels, order_status: status } = await tuyaOrder(id);
			const lines = parcels.flatMap((parcel) => parcel.delivery_detail_list);
			expect(lines).toHaveLength((sent as Record<string, number>)[scenario] ?? 0);
			expect(status).toBe(scenario === 'partially_refunded' ? 'finished' : scenario);
		}
	});
});

describe('both', () => {
	const [A, T] = ['8100000000000001', 'SO1'];

	test('the same moves give the same orders, and reset puts them back', async () => {
		const orders = async () => [await aliExpressOrder(A), await tuyaOrder(T)];
		const before = await orders();
		const move = () => [sandbox.move(A, 'FINISH'), sandbox.move(T, 'closed')];
		move();
		const once = await orders();
		expect(once).not.toEqual(before);
		sandbox.reset();
		expect(await orders()).toEqual(before);
		sandbox = await start({ now: () => START });
		move();
		expect(await orders()).toEqual(once);
	});

	test('what is not generated, or was set, stays; a scenario of the other provider is unknown', () => {
		expect(() => sandbox.move(T, 'FINISH')).toThrow('"FINISH" is none of the scenarios created,');
		expect(() => sandbox.move(A, 'paid')).toThrow('none of the scenarios');
		sandbox.setOrder('aliexpress', A, {});
		sandbox.setOrder('tuya', T, {});
		for (const id of ['8190439416163295', 'SO2110258K167O5C', '4040000000000001', 'NO1', '', A, T])
			expect(() => sandbox.move(id)).toThrow('is not generated');
	});
});
