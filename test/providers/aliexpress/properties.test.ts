import assert from 'node:assert/strict';

import fc from 'fast-check';

import { itemKeys } from '../../../order/keys';
import type { Order } from '../../../order/order';
import { ok } from '../../../providers/failure';
import { normalizeOrder } from '../../../providers/aliexpress/normalize';
import { readOrder, readTracking } from '../../../providers/aliexpress/payload';
import { orderResponse, trackingResponse } from '../../../providers/aliexpress/response';
import { session } from '../../../providers/aliexpress/session';
import { mergeTracking } from '../../../providers/aliexpress/tracking';
import { anyValue, check, flaw, freeze, mutate, mutationsWith } from '../properties.support';
import { fixture, normalized, QUERY, reply, sampleResult, sent } from './order.support';

/** An answer with every field that is read; its times name their offset, as reading zones is slow. */
const FULL = {
	...sampleResult(),
	gmt_create: '2024-09-09 21:00:03-07:00',
	order_paidtime_string: '2024-09-09 21:01:03-07:00',
	pay_timeout_second: '86400',
	order_amount: sent('60.00', 'CNY'),
	child_order_list: {
		aeop_child_order_info: ['12000037020000371', '12000037020000372'].map((sku_id) => ({
			sku_id,
			product_id: '1005005511268056',
			product_name: 'Sunshade',
			product_count: 3,
			product_price: sent('4.00'),
			sale_fee: sent('12.00'),
			sale_discount_fee: sent('2.00'),
			shipping_fee: sent('1.00'),
			shipping_discount_fee: sent('0.10'),
			actual_shipping_fee: sent('0.90'),
			actual_tax_fee: sent('1.20'),
			already_include_tax: 'false',
			end_reason: 'buyer_accept_goods',
		})),
	},
};
const TRACKED = fixture('tracking.in-transit') as {
	aliexpress_ds_order_tracking_get_response: { result: { data: unknown } };
};
const TRACKING = TRACKED.aliexpress_ds_order_tracking_get_response.result.data;
const ORDER_ANSWER = fixture('order.finished');
const REFUSAL = fixture('error.insufficient-permission');

const mutations = mutationsWith(anyValue);
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const keysOf = ({ order_id, lines }: Order) => itemKeys('aliexpress', order_id, lines);
const areDistinct = (values: readonly unknown[]) => new Set(values).size === values.length;

function ensureOrder(order: Order): void {
	assert.equal(flaw(order), null);
	assert.ok(areDistinct(keysOf(order)));
	const ids = order.shipments.map(({ id }) => id);
	assert.ok(areDistinct(ids));
	for (const time of [order.created_at, order.paid_at, ...order.shipments.map(({ eta }) => eta)]) {
		if (time !== null) assert.match(time, TIME);
	}
	for (const { quantity, quantity_shipped, shipment_ids } of order.lines) {
		assert.ok(quantity === null || quantity_shipped === null || quantity_shipped <= quantity);
		assert.ok(shipment_ids.every((id) => ids.includes(id)));
	}
}

test('the whole sample passes the checks of this file', () => {
	const order = normalized(FULL);
	expect(order.warnings).toEqual([]);
	expect(order.lines).toHaveLength(2);
	ensureOrder(mergeTracking(order, ok(readTracking(TRACKING))));
});

test('what is not plain data is noticed', () => {
	expect(flaw({ a: [{ b: Number.NaN }] })).toBe('.a.0.b is NaN');
	expect(flaw({ a: undefined })).toBe('.a is of the type undefined');
	expect(flaw({ a: 1n })).toBe('.a is of the type bigint');
	expect(flaw({ a: new Date() })).toBe('.a is no plain object');
	expect(flaw({ a: { amount: '1e5', currency: '' } })).toBe('.a is no decimal');
});

test('any payload is an order', () => {
	check(anyValue, (payload) => {
		const order = normalizeOrder(readOrder(payload), QUERY);
		ensureOrder(order);
		assert.equal(order.order_id, QUERY.orderId);
	});
});

test('any values in the known fields are an order', () => {
	const [child = {}] = FULL.child_order_list.aeop_child_order_info;
	const fields = (source: object) =>
		fc.dictionary(fc.constantFrom(...Object.keys(source)), anyValue, { maxKeys: 5 });
	check(fc.tuple(fields(FULL), fields(child)), ([head, line]) => {
		ensureOrder(normalized(head));
		const order = normalized({ ...head, child_order_list: [line] });
		ensureOrder(order);
		assert.equal(order.lines.length, 1);
	});
});

test('a spoiled sample is an order, and reading it changes nothing in it', () => {
	check(mutations, (list) => {
		ensureOrder(normalized(freeze(mutate(FULL, list))));
	});
});

/** What a list holds once it is flat, counted apart from the code under test. */
const flatLength = (list: unknown): number =>
	Array.isArray(list) ? list.reduce<number>((sum, each) => sum + flatLength(each), 0) : 1;

test('there are as many lines as elements, whatever they are and however they are wrapped', () => {
	const wraps: readonly ((list: unknown) => unknown)[] = [
		(list) => list,
		(list) => ({ aeop_child_order_info: list }),
		(list) => ({ ae_child_order_info: list }),
		(list) => ({ something_else: list }),
		(list) => [list],
		(list) => [{ aeop_child_order_info: list }],
	];
	const element = fc.oneof(
		fc.jsonValue({ maxDepth: 2 }),
		fc.record({ sku_id: fc.oneof(fc.string(), fc.integer()), product_count: fc.nat() }),
		fc.constant({ sku_id: 'same' }),
	);
	const lists = fc.array(element, { maxLength: 5 });
	check(fc.tuple(lists, fc.constantFrom(...wraps)), ([list, wrap]) => {
		const order = normalized({ child_order_list: wrap(list) });
		assert.equal(order.lines.length, flatLength(list));
		assert.ok(order.lines.every((line, index) => line.line_number === index + 1));
		ensureOrder(order);
	});
});

test('amounts keep the digits they were sent with', () => {
	const amount = fc
		.tuple(fc.constantFrom('', '-'), fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.nat(99999))
		.map(([sign, whole, decimals]) => `${sign}${whole}.${decimals}0`);
	check(fc.tuple(amount, fc.nat(2)), ([text, shape]) => {
		const value = [text, sent(text), [sent(text)]][shape];
		const order = normalized({
			user_order_amount: value,
			child_order_list: [{ actual_fee: value }],
		});
		assert.equal(order.totals.total?.amount, text);
		assert.equal(order.lines[0]?.line_total?.amount, text);
	});
});

test('any data is merged: no line is lost, none ships more than was ordered', () => {
	const data = fc.oneof(
		anyValue,
		anyValue.map((list) => ({ tracking_detail_line_list: list })),
		mutations.map((list) => mutate(TRACKING, list)),
	);
	check(fc.tuple(mutations, data), ([list, value]) => {
		const order = freeze(normalized(mutate(FULL, list)));
		const merged = mergeTracking(order, ok(readTracking(freeze(value))));
		ensureOrder(merged);
		assert.deepEqual(
			merged.lines.map(({ sku }) => sku),
			order.lines.map(({ sku }) => sku),
		);
		assert.deepEqual(merged.warnings.slice(0, order.warnings.length), order.warnings);
		assert.deepEqual(merged.totals, order.totals);
	});
});

test('parcels keep every piece, and lines have those of them that were ordered', () => {
	const sku = fc.constantFrom('a', 'b', 'c', '');
	const item = fc.record({ sku_id: sku, item_id: fc.constantFrom('p', 'q'), quantity: fc.nat(5) });
	const line = fc.record({ sku_id: sku, product_id: fc.constant('p'), product_count: fc.nat(5) });
	const parcels = fc.array(fc.array(item, { maxLength: 3 }), { maxLength: 3 });
	check(fc.tuple(fc.array(line, { maxLength: 4 }), parcels), ([lines, packed]) => {
		const order = mergeTracking(
			normalized({ order_status: 'WAIT_SELLER_SEND_GOODS', child_order_list: lines }),
			ok(
				readTracking({
					tracking_detail_line_list: packed.map((items, index) => ({
						mail_no: `M${index}`,
						package_item_list: items,
					})),
				}),
			),
		);
		ensureOrder(order);
		const pieces = (items: readonly { readonly quantity: number | null }[]) =>
			items.reduce((sum, { quantity }) => sum + (quantity ?? 0), 0);
		assert.deepEqual(
			order.shipments.map(({ items }) => pieces(items)),
			packed.map(pieces),
		);
		const found = order.shipments.flatMap(({ items }) => items);
		const keys = keysOf(order);
		for (const bought of new Set(lines.map(({ sku_id }) => sku_id))) {
			const same = order.lines.filter((each) => each.sku === bought);
			const allotted = found.filter(({ item_key }) =>
				same.some(({ line_number }) => keys[line_number - 1] === item_key),
			);
			const counted = same.reduce((sum, each) => sum + (each.quantity_shipped ?? 0), 0);
			const packedPieces = Math.min(pieces(allotted), pieces(same));
			if (same.every(({ quantity_shipped }) => quantity_shipped !== null)) {
				assert.equal(counted, packedPieces);
			} else {
				// A parcel that matches no line may contain what is missing.
				assert.ok(order.shipments.some(({ items }) => items.every((each) => !each.item_key)));
				assert.ok(counted <= packedPieces);
			}
		}
	});
});

test('any answer is a payload or a failure with bounded texts', () => {
	const names = ['code', 'sub_code', 'msg', 'sub_msg', 'message', 'rsp_code', 'ret', 'success'];
	const refusal = fc.dictionary(
		fc.constantFrom(...names, 'result', 'data', 'request_id'),
		fc.oneof(anyValue, fc.string({ minLength: 200, maxLength: 400 })),
		{ maxKeys: 6 },
	);
	const body = fc.oneof(
		anyValue,
		refusal,
		refusal.map((error_response) => ({ error_response })),
		refusal.map((result) => ({ x_response: { result } })),
		refusal.map((x_response) => ({ x_response })),
		fc
			.tuple(fc.constantFrom<unknown>(ORDER_ANSWER, TRACKED, REFUSAL), mutations)
			.map(([source, list]) => mutate(source, list)),
	);
	const status = fc.oneof(fc.constant(200), fc.integer({ min: 100, max: 599 }));
	check(fc.tuple(body, status, fc.option(fc.nat())), ([value, code, wait]) => {
		const answer = freeze(reply(value, code, wait));
		const outcomes = [
			orderResponse(answer, QUERY),
			trackingResponse(answer, QUERY),
			session.update(answer, {}, 0),
		];
		for (const outcome of outcomes) {
			if (outcome.ok) {
				assert.equal(typeof outcome.value, 'object');
				continue;
			}
			assert.equal(flaw(outcome.failure), null);
			const {
				providerMessage = '',
				code: said = '',
				subCode = '',
				requestId = '',
				message,
			} = outcome.failure;
			assert.ok(providerMessage.length <= 300);
			assert.ok([said, subCode, requestId].every((each) => each.length <= 100));
			assert.ok(message.length > 10 && message.split(' ').length <= 12);
		}
	});
});
