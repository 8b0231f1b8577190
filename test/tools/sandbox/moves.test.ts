import type { AliExpressScenario, AmazonScenario, TuyaScenario } from '../../../tools/sandbox';
import { beginningOf as aliExpressBeginning } from '../../../tools/sandbox/aliexpress/generate';
import { SCENARIO_NAMES as ALIEXPRESS_SCENARIOS } from '../../../tools/sandbox/aliexpress/scenarios';
import { beginningOf as amazonBeginning } from '../../../tools/sandbox/amazon/generate';
import { amazonOrder } from '../../../tools/sandbox/amazon/orders';
import { SCENARIO_NAMES as AMAZON_SCENARIOS } from '../../../tools/sandbox/amazon/scenarios';
import { moveInTurn } from '../../../tools/sandbox/inTurn';
import { beginningOf as tuyaBeginning } from '../../../tools/sandbox/tuya/generate';
import getOrders from '../../../examples/get-orders.json';
import {
	aliExpress,
	orderQuery,
	sandboxes,
	stage,
	tuya,
	tuyaOrderTarget,
	type AmazonOrder,
} from './calls.support';

type Json = Readonly<Record<string, unknown>>;
interface TuyaOrder extends Json {
	readonly gmt_order_pay: number;
	readonly delivery_list: ReadonlyArray<{ readonly logistics_no: string }>;
	readonly order_flow_list: ReadonlyArray<{
		readonly order_status: string;
		readonly gmt_create: number;
	}>;
}

const on = stage(sandboxes());

const amazonAfter = (orderId: string, ...moves: AmazonScenario[]) =>
	amazonOrder(orderId, { moves }) as unknown as AmazonOrder;

/** An id whose order begins with the scenario and has this many lines, by default more than one. */
const idFrom =
	<Name>(named: (digits: string) => string, beginningOf: (id: string) => Beginning<Name>) =>
	(scenario: Name, lines?: number): string => {
		for (let at = 0; at < 400; at++) {
			const id = named(String(at).padStart(14, '0'));
			const { size, ...begun } = beginningOf(id);
			const isSize = lines === undefined ? size > 1 : size === lines;
			if (begun.scenario === scenario && isSize) return id;
		}
		throw new Error('no such order');
	};
interface Beginning<Name> {
	readonly scenario: Name;
	readonly size: number;
}
const aliExpressId = idFrom<AliExpressScenario>((digits) => `81${digits}`, aliExpressBeginning);
const tuyaId = idFrom<TuyaScenario>((digits) => `SO${digits}`, tuyaBeginning);
/** Of the seller: what Amazon ships has no parcels. */
const amazonId = idFrom<AmazonScenario>(
	(digits) => `701-0000000-${digits.slice(-7)}`,
	(id) => {
		const { scenario, size } = amazonBeginning(id);
		const { fulfilledBy } = amazonAfter(id).fulfillment;
		return { scenario, size: fulfilledBy === 'AMAZON' ? 0 : size };
	},
);

const aliExpressOrder = async (id: string): Promise<Json> => {
	const { body } = await aliExpress(on.sandbox, orderQuery(id), { now: on.clock });
	return (body.aliexpress_trade_ds_order_get_response as { readonly result: Json }).result;
};
const tuyaOrder = async (id: string): Promise<TuyaOrder> =>
	(await tuya(on.sandbox, tuyaOrderTarget(on.sandbox, id), { t: on.clock })).body
		.result as TuyaOrder;
const pickFrom = (order: Json, ...names: readonly string[]) => names.map((name) => order[name]);

test.each([
	[
		'AliExpress',
		aliExpressId('PLACE_ORDER_SUCCESS'),
		['WAIT_SELLER_SEND_GOODS', 'SELLER_PART_SEND_GOODS', 'WAIT_BUYER_ACCEPT_GOODS', 'FINISH'],
	],
	['AliExpress', aliExpressId('RISK_CONTROL'), ['WAIT_SELLER_SEND_GOODS']],
	['AliExpress', aliExpressId('IN_CANCEL'), ['CANCELED', 'CANCELED']],
	['Tuya', tuyaId('created'), ['paid', 'part_delivered', 'delivered', 'finished', 'finished']],
	['Tuya', tuyaId('pending_audit_paid'), ['paid']],
	['Tuya', tuyaId('partially_refunded'), ['partially_refunded']],
	[
		'Amazon',
		amazonId('PENDING_AVAILABILITY'),
		['PENDING', 'UNSHIPPED', 'PARTIALLY_SHIPPED', 'SHIPPED', 'DELIVERED', 'DELIVERED'],
	],
	['Amazon', amazonId('CANCEL_REQUESTED'), ['CANCELLED']],
])('%s: the order %s goes through %j, and stays at its end', (_name, id, path) => {
	expect(path.map(() => on.sandbox.move(id))).toEqual(path);
});

test.each([
	[aliExpressId('WAIT_SELLER_SEND_GOODS', 1), 'SELLER_PART_SEND_GOODS', 'WAIT_BUYER_ACCEPT_GOODS'],
	[tuyaId('paid', 1), 'part_delivered', 'delivered'],
	[amazonId('UNSHIPPED', 1), 'PARTIALLY_SHIPPED', 'SHIPPED'],
] as const)('the order %s of one line is never sent in part', (id, part, whole) => {
	expect(() => on.sandbox.move(id, part)).toThrow('has one line');
	expect(on.sandbox.move(id)).toBe(whole);
});

describe('AliExpress', () => {
	const tracked = async (id: string) => {
		const method = 'aliexpress.ds.order.tracking.get';
		const query = { method, ae_order_id: id, language: 'en_US' };
		const { text } = await aliExpress(on.sandbox, query, { now: on.clock });
		return {
			numbers: [...text.matchAll(/"mail_no":"(\w+)"/g)].map(([, number]) => number),
			skus: [...text.matchAll(/"sku_id":(\d+)/g)].length,
			isDelivered: text.includes('"tracking_name":"Delivered"'),
		};
	};
	/** What no move may change. */
	const constant = (order: Json) =>
		pickFrom(order, 'child_order_list', 'user_order_amount', 'gmt_create', 'store_info');

	test('payment, parcels and tracking follow the status; lines and amounts stay', async () => {
		const id = aliExpressId('PLACE_ORDER_SUCCESS', 3);
		const before = await aliExpressOrder(id);
		expect(before).not.toHaveProperty('order_paidtime_string');
		expect(await tracked(id)).toEqual({ numbers: [], skus: 0, isDelivered: false });
		const next = async () => {
			on.sandbox.move(id);
			const order = await aliExpressOrder(id);
			expect(constant(order)).toEqual(constant(before));
			expect(order).toHaveProperty('order_paidtime_string');
			return await tracked(id);
		};
		expect((await next()).numbers).toEqual([]);
		const part = await next();
		expect(part).toMatchObject({ skus: 2, isDelivered: false });
		const all = await next();
		expect(all).toMatchObject({ skus: 3, isDelivered: false });
		expect(all.numbers).toEqual([...part.numbers, expect.any(String)]);
		expect(await next()).toEqual({ ...all, isDelivered: true });
	});

	test('a canceled order was paid if it was paid before', async () => {
		const id = aliExpressId('PLACE_ORDER_SUCCESS');
		on.sandbox.move(id, 'CANCELED');
		expect(await aliExpressOrder(id)).not.toHaveProperty('order_paidtime_string');
		on.sandbox.move(id, 'WAIT_SELLER_SEND_GOODS');
		on.sandbox.move(id, 'CANCELED');
		expect(await aliExpressOrder(id)).toHaveProperty('order_paidtime_string');
	});

	test('there and back again is the same order', async () => {
		const id = aliExpressId('WAIT_BUYER_ACCEPT_GOODS');
		const before = [await aliExpressOrder(id), await tracked(id)];
		for (const scenario of ALIEXPRESS_SCENARIOS) on.sandbox.move(id, scenario);
		on.sandbox.move(id, 'WAIT_BUYER_ACCEPT_GOODS');
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
			on.sandbox.move(id);
			const order = await tuyaOrder(id);
			expect(constant(order)).toEqual(constant(before));
			return order;
		};
		const [paid, part, all] = [await next(), await next(), await next()];
		expect(paid).toMatchObject({ amount_paid: before.amount_trade, amount_rest: '0.00' });
		expect(paid.gmt_order_pay).toBe(paid.order_flow_list[1]?.gmt_create);
		expect(numbers(part)).toHaveLength(1);
		expect(numbers(all)).toEqual([...numbers(part), expect.any(String)]);
	});

	test('there and back again: the history shows it, everything else is as before', async () => {
		const id = tuyaId('delivered');
		const { order_flow_list: earlier, ...before } = await tuyaOrder(id);
		on.sandbox.move(id, 'paid');
		expect(await tuyaOrder(id)).toMatchObject({ order_status: 'paid', delivery_list: [] });
		on.sandbox.move(id, 'delivered');
		const { order_flow_list: history, ...after } = await tuyaOrder(id);
		expect(after).toEqual(before);
		expect(history.slice(0, 3)).toEqual(earlier);
		expect(history.slice(3).map((step) => step.order_status)).toEqual(['paid', 'delivered']);
	});
});

describe('Amazon', () => {
	test('amounts come with the payment; parcels follow the status; lines stay', () => {
		const orderId = amazonId('PENDING', 3);
		const linesOf = ({ orderItems }: AmazonOrder) =>
			orderItems.map((item) => [item.orderItemId, item.quantityOrdered]);
		const numbers = ({ packages = [] }: AmazonOrder) =>
			packages.map(({ trackingNumber }) => trackingNumber);
		const unshipped = amazonAfter(orderId, 'UNSHIPPED');
		expect(amazonAfter(orderId).proceeds).toBeUndefined();
		const part = amazonAfter(orderId, 'UNSHIPPED', 'PARTIALLY_SHIPPED');
		const all = amazonAfter(orderId, 'UNSHIPPED', 'PARTIALLY_SHIPPED', 'SHIPPED');
		expect(numbers(part)).toHaveLength(1);
		expect(numbers(all)).toEqual([...numbers(part), expect.any(String)]);
		for (const order of [unshipped, part, all]) {
			expect(linesOf(order)).toEqual(linesOf(amazonAfter(orderId)));
			expect(order.proceeds).toBeDefined();
			expect(order.proceeds).toEqual(unshipped.proceeds);
		}
	});

	test.each([
		['SHIPPED', 'IN_TRANSIT'],
		['DELIVERED', 'DELIVERED'],
		['UNDELIVERABLE', 'UNDELIVERABLE'],
	] as const)('%s: parcels are %s', (scenario, status) => {
		const { fulfillment, packages = [] } = amazonAfter(amazonId('UNSHIPPED', 2), scenario);
		expect(fulfillment.fulfillmentStatus).toBe('SHIPPED');
		expect(packages.map(({ packageStatus }) => packageStatus.status)).toContain(status);
	});

	test('there and back again is the same order', () => {
		const orderId = amazonId('SHIPPED', 4);
		for (const scenario of AMAZON_SCENARIOS) {
			expect(amazonAfter(orderId, scenario, 'SHIPPED')).toEqual(amazonAfter(orderId));
		}
	});
});

test('reset puts moved orders back; one that is not generated, or was set, cannot be moved', async () => {
	const [A, T, Z] = ['8100000000000001', 'SO1', on.sandbox.amazon.orderId(2)];
	const orders = async () => [
		...[await aliExpressOrder(A), await tuyaOrder(T), on.sandbox.amazon.order(Z)],
	];
	const before = await orders();
	on.sandbox.move(A, 'FINISH');
	on.sandbox.move(T, 'closed');
	on.sandbox.move(Z, 'CANCELLED');
	expect(await orders()).not.toEqual(before);
	on.sandbox.reset();
	expect(await orders()).toEqual(before);
	expect(() => on.sandbox.move(T, 'FINISH')).toThrow('"FINISH" is none of the scenarios created,');
	on.sandbox.setOrder('aliexpress', A, {});
	on.sandbox.setOrder('tuya', T, {});
	on.sandbox.setOrder('amazon', Z, {});
	const samples = ['8190439416163295', 'SO2110258K167O5C', '171-9876543-2109876'];
	for (const id of [...samples, '4040000000000001', 'NO1', '', A, T, Z]) {
		expect(() => on.sandbox.move(id)).toThrow('is not generated');
	}
});

test('moved in turn, orders of each provider change, those of the first example among them', () => {
	const ids = Object.values(getOrders.pinData).flatMap((all) =>
		all.map(({ json }) => json.order_id),
	);
	const move = moveInTurn(on.sandbox);
	const lines = Array.from({ length: 60 }, move);
	const names = ['AliExpress', 'Tuya', 'Amazon'];
	lines.forEach((line, at) => {
		const [, name, id = ''] =
			/^(\w+) order ([\w-]+) (?:is now "\w+"|was placed)\.$/.exec(line) ?? [];
		expect(name).toBe(names[at % names.length]);
		if (name === 'AliExpress') expect(ids).toContain(id);
	});
	expect(lines.filter((line, at) => line === lines[at - names.length])).toEqual([]);
});
