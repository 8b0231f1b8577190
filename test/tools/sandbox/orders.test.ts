import { parse } from 'lossless-json';

import { aliExpressOrder, aliExpressTracking } from '../../../tools/sandbox/aliexpress/orders';
import { tuyaOrder } from '../../../tools/sandbox/tuya/orders';

const IDS = Array.from({ length: 300 }, (_, at) => String(at).padStart(14, '0'));
const aliExpressIds = IDS.map((id) => `81${id}`);
const tuyaIds = IDS.map((id) => `SO${id}`);

interface Child {
	readonly sku_id: string | number;
	readonly product_count: number;
}
interface AliExpressResult {
	readonly order_status: string;
	readonly child_order_list:
		| { readonly aeop_child_order_info: readonly Child[] }
		| readonly Child[];
	readonly logistics_info_list:
		| { readonly aeop_order_logistics_info: unknown }
		| readonly unknown[];
}
interface TuyaResult {
	readonly order_status: string;
	readonly amount_trade: { readonly Value: string };
	readonly commodity_list: readonly { readonly quantity: number }[];
	readonly delivery_list: readonly {
		readonly delivery_detail_list: readonly { readonly delivery_quantity: number }[];
	}[];
}

const aliExpress = aliExpressIds.map((id) => JSON.parse(aliExpressOrder(id)) as AliExpressResult);
const tuya = tuyaIds.map((id) => JSON.parse(tuyaOrder(id)) as TuyaResult);
const childrenOf = ({ child_order_list: list }: AliExpressResult) =>
	'aeop_child_order_info' in list ? list.aeop_child_order_info : list;

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
	test('are the same for the same id and differ between ids', () => {
		expect(aliExpressOrder('8100000000000001')).toBe(aliExpressOrder('8100000000000001'));
		expect(tuyaOrder('SO1')).toBe(tuyaOrder('SO1'));
		expect(new Set(aliExpressIds.map((id) => aliExpressOrder(id))).size).toBe(aliExpressIds.length);
		expect(new Set(tuyaIds.map((id) => tuyaOrder(id))).size).toBe(tuyaIds.length);
	});

	test('have one to four lines', () => {
		const sizes = (lists: readonly { readonly length: number }[]) =>
			[...new Set(lists.map(({ length }) => length))].sort();
		expect(sizes(aliExpress.map(childrenOf))).toEqual([1, 2, 3, 4]);
		expect(sizes(tuya.map((order) => order.commodity_list))).toEqual([1, 2, 3, 4]);
	});

	test('carry an id of 19 digits as a number that a JavaScript number would change', () => {
		for (const json of [
			...aliExpressIds.map((id) => aliExpressOrder(id)),
			...tuyaIds.map((id) => tuyaOrder(id)),
		]) {
			expect(lossy(json)).toContainEqual(expect.stringMatching(/^\d{19}$/));
		}
	});

	test('cover all statuses and shapes', () => {
		expect(new Set(aliExpress.map((order) => order.order_status)).size).toBe(7);
		expect(new Set(tuya.map((order) => order.order_status)).size).toBe(7);
		const shapes = aliExpress.map((order) => Array.isArray(order.child_order_list));
		expect(new Set(shapes)).toEqual(new Set([true, false]));
		const skus = aliExpress.flatMap(childrenOf).map(({ sku_id }) => typeof sku_id);
		expect(new Set(skus)).toEqual(new Set(['string', 'number']));
	});

	test('AliExpress: parcels hold all of what is shipped, and only lines of the order', () => {
		const sent = { SELLER_PART_SEND_GOODS: -1, WAIT_BUYER_ACCEPT_GOODS: 0 } as const;
		let seen = 0;
		aliExpressIds.forEach((id, at) => {
			const order = aliExpress[at];
			const tracking = aliExpressTracking(id);
			const status = order?.order_status ?? '';
			if (!order || !(status in sent)) return;
			seen++;
			const skus = [...(tracking ?? '').matchAll(/"sku_id":(\d+)/g)].map(([, sku]) => sku);
			const raw = [...aliExpressOrder(id).matchAll(/"sku_id":"?(\d+)/g)].map(([, sku]) => sku);
			expect(skus).toEqual(status === 'SELLER_PART_SEND_GOODS' ? raw.slice(0, -1) : raw);
		});
		expect(seen).toBeGreaterThan(30);
	});

	test('AliExpress: nothing is tracked before shipment', () => {
		aliExpress.forEach((order, at) => {
			const early = ['PLACE_ORDER_SUCCESS', 'WAIT_SELLER_SEND_GOODS'].includes(order.order_status);
			if (early) expect(aliExpressTracking(aliExpressIds[at] ?? '')).toBeNull();
		});
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
