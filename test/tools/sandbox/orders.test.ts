import Ajv from 'ajv';

import model from '../../fixtures/amazon/model.json';
import { aliExpressOrder, aliExpressTracking } from '../../../tools/sandbox/aliexpress/orders';
import { amazonOrder } from '../../../tools/sandbox/amazon/orders';
import { tuyaOrder } from '../../../tools/sandbox/tuya/orders';
import type { AmazonOrder } from './calls.support';

interface AliExpressResult {
	readonly order_status: string;
	readonly child_order_list:
		| { readonly aeop_child_order_info: readonly unknown[] }
		| readonly unknown[];
}
interface TuyaResult {
	readonly order_status: string;
	readonly commodity_list: readonly { readonly quantity: number }[];
	readonly delivery_list: readonly {
		readonly delivery_detail_list: readonly { readonly delivery_quantity: number }[];
	}[];
}

const NUMBERS = Array.from({ length: 300 }, (_, at) => String(at).padStart(14, '0'));
const aliExpress = NUMBERS.map((id) => aliExpressOrder(`81${id}`));
const tuya = NUMBERS.map((id) => tuyaOrder(`SO${id}`));
const AMAZON_IDS = NUMBERS.map((id) => `701-0000000-${id.slice(-7)}`);
const amazon = AMAZON_IDS.map((id) => amazonOrder(id, { moves: [] }) as unknown as AmazonOrder);
const aliExpressOrders = aliExpress.map((json) => JSON.parse(json) as AliExpressResult);
const tuyaOrders = tuya.map((json) => JSON.parse(json) as TuyaResult);
const childrenOf = ({ child_order_list: list }: AliExpressResult) =>
	'aeop_child_order_info' in list ? list.aeop_child_order_info : list;

const distinct = (values: readonly unknown[]) => [...new Set(values)].sort();
const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

test.each([
	['AliExpress', aliExpress, () => aliExpressOrder(`81${NUMBERS[7]}`)],
	['Tuya', tuya, () => tuyaOrder(`SO${NUMBERS[7]}`)],
	[
		'Amazon',
		amazon.map((order) => JSON.stringify(order)),
		() => JSON.stringify(amazonOrder(AMAZON_IDS[7] ?? '', { moves: [] })),
	],
])('%s: an order is the same for the same id, and differs between ids', (_name, all, again) => {
	expect(again()).toBe(all[7]);
	expect(new Set(all).size).toBe(all.length);
});

test('AliExpress and Tuya send numbers of 19 digits, which JavaScript cannot hold', () => {
	for (const json of [...aliExpress, ...tuya]) expect(json).toMatch(/[:[]\s*\d{19}\s*[,\]}]/);
});

test('the orders have all statuses, and one to four lines', () => {
	const amazonStatuses = amazon.map(({ fulfillment }) => fulfillment.fulfillmentStatus);
	expect(distinct(aliExpressOrders.map((order) => order.order_status))).toHaveLength(7);
	expect(distinct(tuyaOrders.map((order) => order.order_status))).toHaveLength(7);
	expect(distinct(amazonStatuses)).toEqual(distinct(model.definitions.FulfillmentStatus.enum));
	for (const sizes of [
		aliExpressOrders.map((order) => childrenOf(order).length),
		tuyaOrders.map((order) => order.commodity_list.length),
		amazon.map((order) => order.orderItems.length),
	]) {
		expect(distinct(sizes)).toEqual([1, 2, 3, 4]);
	}
	expect(distinct(aliExpressOrders.map((it) => Array.isArray(it.child_order_list)))).toHaveLength(
		2,
	);
});

test('AliExpress: parcels hold what is shipped, nothing before that, and only lines of the order', () => {
	const skusIn = (json: string) => [...json.matchAll(/"sku_id":"?(\d+)/g)].map(([, sku]) => sku);
	aliExpressOrders.forEach(({ order_status: status }, at) => {
		const tracking = aliExpressTracking(`81${NUMBERS[at]}`);
		const skus = skusIn(aliExpress[at] ?? '');
		if (['PLACE_ORDER_SUCCESS', 'WAIT_SELLER_SEND_GOODS'].includes(status)) {
			expect(tracking).toBeNull();
		} else if (status === 'SELLER_PART_SEND_GOODS') {
			expect(skusIn(tracking ?? '')).toEqual(skus.slice(0, -1));
		} else if (status === 'WAIT_BUYER_ACCEPT_GOODS') {
			expect(skusIn(tracking ?? '')).toEqual(skus);
		}
	});
});

test('Tuya: deliveries hold all of what is dispatched', () => {
	for (const { order_status: status, commodity_list, delivery_list } of tuyaOrders) {
		const ordered = sum(commodity_list.map((line) => line.quantity));
		const details = delivery_list.flatMap((parcel) => parcel.delivery_detail_list);
		const sent = sum(details.map((line) => line.delivery_quantity));
		if (status === 'part_delivered') {
			expect(sent).toBeGreaterThan(0);
			expect(sent).toBeLessThan(ordered);
		} else expect(sent).toBe(['delivered', 'finished'].includes(status) ? ordered : 0);
	}
});

describe('Amazon', () => {
	/** The model as JSON Schema, in which nothing is allowed that it does not name. */
	const definitions: unknown = JSON.parse(
		JSON.stringify(model.definitions, (key, value: unknown) => {
			if (key === '$ref') return `#/definitions/${String(value)}`;
			const isObject = typeof value === 'object' && value !== null && 'properties' in value;
			return isObject ? { ...value, additionalProperties: false } : value;
		}),
	);
	const ajv = new Ajv({ strict: false, validateFormats: false });
	const isOrder = ajv.compile({ definitions, $ref: '#/definitions/Order' });

	test('orders are as the model says', () => {
		expect(isOrder({ ...amazon[0], x: 1 })).toBe(false);
		const found = amazon.flatMap((order) => (isOrder(order) ? [] : [isOrder.errors]));
		expect(found).toEqual([]);
	});

	test('amounts add up, some with tax and discount, and there are none before the payment', () => {
		const cents = (money: { readonly amount: string } | undefined) =>
			Math.round(Number(money?.amount) * 100);
		const types = new Set<string>();
		for (const { orderItems, proceeds, fulfillment } of amazon) {
			const isPending = fulfillment.fulfillmentStatus.startsWith('PENDING');
			if (isPending) expect(proceeds).toBeUndefined();
			if (!proceeds) continue;
			for (const item of orderItems) {
				const { breakdowns = [], proceedsTotal } = item.proceeds ?? {};
				expect(cents(proceedsTotal)).toBe(sum(breakdowns.map(({ subtotal }) => cents(subtotal))));
				for (const { type } of breakdowns) types.add(type);
			}
			const totals = orderItems.map((item) => cents(item.proceeds?.proceedsTotal));
			expect(cents(proceeds.grandTotal)).toBe(sum(totals));
		}
		expect(types).toEqual(new Set(['ITEM', 'SHIPPING', 'DISCOUNT', 'TAX']));
	});

	test('there are parcels for exactly what the seller sent, and none from Amazon', () => {
		for (const { orderItems, packages = [], fulfillment } of amazon) {
			const sent = orderItems
				.map((item) => ({
					orderItemId: item.orderItemId,
					quantity: item.fulfillment.quantityFulfilled,
				}))
				.filter(({ quantity }) => quantity > 0);
			const packed = packages.flatMap(({ packageItems }) => packageItems);
			expect(packed).toEqual(fulfillment.fulfilledBy === 'AMAZON' ? [] : sent);
		}
	});
});
