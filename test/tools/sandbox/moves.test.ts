import type { AliExpressScenario, AmazonScenario, TuyaScenario } from '../../../tools/sandbox';
import { beginningOf as aliExpressBeginning } from '../../../tools/sandbox/aliexpress/generate';
import { SCENARIO_NAMES as ALIEXPRESS_SCENARIOS } from '../../../tools/sandbox/aliexpress/scenarios';
import { beginningOf as amazonBeginning } from '../../../tools/sandbox/amazon/generate';
import { amazonOrder } from '../../../tools/sandbox/amazon/orders';
import { SCENARIO_NAMES as AMAZON_SCENARIOS } from '../../../tools/sandbox/amazon/scenarios';
import { moveInTurn } from '../../../tools/sandbox/inTurn';
import { beginningOf as tuyaBeginning } from '../../../tools/sandbox/tuya/generate';
import { SCENARIO_NAMES as TUYA_SCENARIOS } from '../../../tools/sandbox/tuya/scenarios';
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
const on = stage(sandboxes());

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
		const { fulfillment } = amazonOrder(id, { moves: [] }) as unknown as AmazonOrder;
		return { scenario, size: fulfillment.fulfilledBy === 'AMAZON' ? 0 : size };
	},
);

const aliExpressOrder = async (id: string): Promise<Json> => {
	const { body } = await aliExpress(on.sandbox, orderQuery(id), { now: on.clock });
	return (body.aliexpress_trade_ds_order_get_response as { readonly result: Json }).result;
};
const tuyaOrder = async (id: string) =>
	(await tuya(on.sandbox, tuyaOrderTarget(on.sandbox, id), { t: on.clock })).body.result as Json;
const amazonNow = async (id: string) =>
	await Promise.resolve(on.sandbox.amazon.order(id) as unknown as Json);
const pickFrom = (order: Json, names: readonly string[]) => names.map((name) => order[name]);

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

/** What no move may change: lines, amounts, and when and where the order was placed. */
const CONSTANT = {
	AliExpress: ['child_order_list', 'user_order_amount', 'gmt_create', 'store_info'],
	Tuya: ['commodity_list', 'amount_trade', 'gmt_order_create', 'price_trade_list'],
	Amazon: ['orderId', 'createdTime', 'salesChannel', 'buyer'],
} as const;
test.each([
	['AliExpress', aliExpressId('PLACE_ORDER_SUCCESS', 3), aliExpressOrder, 'logistics_no'],
	['Tuya', tuyaId('created', 3), tuyaOrder, 'logistics_no'],
	['Amazon', amazonId('PENDING', 3), amazonNow, 'trackingNumber'],
] as const)(
	'%s: parcels come one after the other; all else stays',
	async (name, id, orderOf, number) => {
		const numbersIn = (order: Json) =>
			[...JSON.stringify(order).matchAll(new RegExp(`"${number}":"(\\w+)"`, 'g'))].map(
				([, it]) => it,
			);
		const before = await orderOf(id);
		let [known, most] = [[] as unknown[], 0];
		for (let step = 0; step < 5; step++) {
			on.sandbox.move(id);
			const order = await orderOf(id);
			expect(pickFrom(order, CONSTANT[name])).toEqual(pickFrom(before, CONSTANT[name]));
			const numbers = numbersIn(order);
			expect(numbers.slice(0, known.length)).toEqual(known);
			[known, most] = [numbers, Math.max(most, numbers.length)];
		}
		expect(most).toBe(2);
	},
);

test('AliExpress: a canceled order was paid if it was paid before', async () => {
	const id = aliExpressId('PLACE_ORDER_SUCCESS');
	on.sandbox.move(id, 'CANCELED');
	expect(await aliExpressOrder(id)).not.toHaveProperty('order_paidtime_string');
	on.sandbox.move(id, 'WAIT_SELLER_SEND_GOODS');
	on.sandbox.move(id, 'CANCELED');
	expect(await aliExpressOrder(id)).toHaveProperty('order_paidtime_string');
});

test.each([
	['AliExpress', aliExpressId('WAIT_BUYER_ACCEPT_GOODS'), ALIEXPRESS_SCENARIOS, aliExpressOrder],
	['Tuya', tuyaId('delivered'), TUYA_SCENARIOS, tuyaOrder],
	['Amazon', amazonId('SHIPPED', 4), AMAZON_SCENARIOS, amazonNow],
])('%s: there and back again is the same order, but for its history', async (...row) => {
	const [, id, scenarios, orderOf] = row;
	const HISTORY = { order_flow_list: null, lastUpdatedTime: null };
	const before = await orderOf(id);
	const [begun] = scenarios.filter((name) => name === 'delivered' || name === 'SHIPPED');
	for (const scenario of scenarios) on.sandbox.move(id, scenario);
	on.sandbox.move(id, begun ?? 'WAIT_BUYER_ACCEPT_GOODS');
	expect({ ...(await orderOf(id)), ...HISTORY }).toEqual({ ...before, ...HISTORY });
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
