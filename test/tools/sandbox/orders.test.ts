import { parse } from 'lossless-json';

import { aliExpressOrder, aliExpressTracking } from '../../../tools/sandbox/aliexpress/orders';
import { tuyaOrder } from '../../../tools/sandbox/tuya/orders';

const IDS = Array.from({ length: 300 }, (_, at) => String(at).padStart(14, '0'));

interface Child {
	readonly sku_id: string | number;
}
interface AliExpressResult {
	readonly order_status: string;
	readonly child_order_list:
		| { readonly aeop_child_order_info: readonly Child[] }
		| readonly Child[];
}
interface TuyaResult {
	readonly order_status: string;
	readonly amount_trade: { readonly Value: string };
	readonly commodity_list: readonly { readonly quantity: number }[];
	readonly delivery_list: readonly {
		readonly delivery_detail_list: readonly { readonly delivery_quantity: number }[];
	}[];
}

const aliExpress = IDS.map((id) => {
	const json = aliExpressOrder(`81${id}`);
	const order = JSON.parse(json) as AliExpressResult;
	const { child_order_list: list } = order;
	const children = 'aeop_child_order_info' in list ? list.aeop_child_order_info : list;
	return { ...order, json, children, tracking: aliExpressTracking(`81${id}`) };
});
const tuya = IDS.map((id) => {
	const json = tuyaOrder(`SO${id}`);
	return { ...(JSON.parse(json) as TuyaResult), json };
});

/** Integers in a JSON text that a JavaScript number would change. */
const lossy = (json: string): string[] => {
	const lost: string[] = [];
	parse(json, undefined, (digits) => {
		if (/^\d+$/.test(digits) && BigInt(digits) !== BigInt(Number(digits))) lost.push(digits);
		return digits;
	});
	return lost;
};

describe('generated orders', () => {
	test('are the same for the same id, differ between ids, and hold numbers of 19 digits', () => {
		expect(aliExpressOrder(`81${IDS[7]}`)).toBe(aliExpress[7]?.json);
		expect(tuyaOrder(`SO${IDS[7]}`)).toBe(tuya[7]?.json);
		for (const orders of [aliExpress, tuya]) {
			expect(new Set(orders.map(({ json }) => json)).size).toBe(IDS.length);
			for (const { json } of orders)
				expect(lossy(json)).toContainEqual(expect.stringMatching(/^\d{19}$/));
		}
	});

	test('cover all statuses and shapes, with one to four lines', () => {
		const seen = (values: readonly unknown[]) => [...new Set(values)].sort();
		expect(seen(aliExpress.map((order) => order.order_status))).toHaveLength(7);
		expect(seen(tuya.map((order) => order.order_status))).toHaveLength(7);
		expect(seen(aliExpress.map((order) => Array.isArray(order.child_order_list)))).toHaveLength(2);
		expect(
			seen(aliExpress.flatMap(({ children }) => children.map(({ sku_id }) => typeof sku_id))),
		).toEqual(['number', 'string']);
		expect(seen(aliExpress.map(({ children }) => children.length))).toEqual([1, 2, 3, 4]);
		expect(seen(tuya.map((order) => order.commodity_list.length))).toEqual([1, 2, 3, 4]);
	});

	test('AliExpress: parcels hold what is shipped, nothing before that, and only lines of the order', () => {
		const skusIn = (json: string) => [...json.matchAll(/"sku_id":"?(\d+)/g)].map(([, sku]) => sku);
		const seen = new Map<string, number>();
		for (const { order_status: status, json, tracking } of aliExpress) {
			seen.set(status, (seen.get(status) ?? 0) + 1);
			if (['PLACE_ORDER_SUCCESS', 'WAIT_SELLER_SEND_GOODS'].includes(status))
				expect(tracking).toBeNull();
			const sent = { SELLER_PART_SEND_GOODS: -1, WAIT_BUYER_ACCEPT_GOODS: undefined };
			if (status in sent)
				expect(skusIn(tracking ?? '')).toEqual(
					skusIn(json).slice(0, sent[status as keyof typeof sent]),
				);
		}
		expect(Math.min(...seen.values())).toBeGreaterThan(10);
	});

	test('Tuya: deliveries hold all of what is dispatched', () => {
		for (const order of tuya) {
			const ordered = order.commodity_list.reduce((sum, line) => sum + line.quantity, 0);
			const sent = order.delivery_list
				.flatMap((parcel) => parcel.delivery_detail_list)
				.reduce((sum, line) => sum + line.delivery_quantity, 0);
			if (['delivered', 'finished'].includes(order.order_status)) expect(sent).toBe(ordered);
			else if (order.order_status === 'part_delivered') {
				expect(sent).toBeGreaterThan(0);
				expect(sent).toBeLessThan(ordered);
			} else expect(sent).toBe(0);
			expect(order.amount_trade.Value).toMatch(/^\d+\.\d{2}$/);
		}
	});
});
