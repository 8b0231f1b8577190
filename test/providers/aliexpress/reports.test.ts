import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseJson } from '../../../json/parse';
import type { Order } from '../../../order/order';
import { rows } from '../../../order/rows';
import { orderView } from '../../../order/view';
import { aliexpress } from '../../../providers/aliexpress';
import { reply, valueOf } from '../calls.support';
import { CREDENTIALS, fixture, QUERY } from './order.support';

/** The bodies of public reports, from the response's text to the rows. */
function orderOf(body: unknown, tracking?: unknown): Order {
	const { payload } = valueOf(aliexpress.order.response(reply(body), QUERY, CREDENTIALS));
	const order = aliexpress.normalize(payload, QUERY);
	const { tracking: call } = aliexpress;
	if (tracking === undefined || !call) return order;
	const tracked = valueOf(call.response(reply(tracking), QUERY, CREDENTIALS));
	return call.merge(order, { ok: true, value: tracked.payload });
}

/** The made-up order that waits for its parcel, with other fields in it and in its only line. */
function waiting(head: object, line: object = {}): unknown {
	const body = structuredClone(fixture('reports/order.waiting')) as {
		aliexpress_trade_ds_order_get_response: {
			result: { child_order_list: { aeop_child_order_info: [object] } };
		};
	};
	const { result } = body.aliexpress_trade_ds_order_get_response;
	Object.assign(result, head);
	Object.assign(result.child_order_list.aeop_child_order_info[0], line);
	return body;
}

const TRACKED = orderOf(fixture('reports/order.sent'), fixture('reports/tracking.seconds'));
const eur = { order_total: 9.08, order_currency: 'EUR', unit_price: 9.08, line_total: 9.08 };
const paid = { order_status: 'processing', payment_status: 'paid', quantity_shipped: 0 };
const parcel = { tracking_numbers: 'LP00999', carriers: 'Cainiao', quantity_shipped: 1 };
test.each<[string, Order, object]>([
	['waits', orderOf(fixture('reports/order.waiting')), { ...paid, order_total: 12.4 }],
	['names currencies otherwise', orderOf(fixture('reports/order.currency-field')), eur],
	['has parcels without items', TRACKED, { ...parcel, fulfillment_status: 'shipped' }],
])('the row of an order that %s', (_name, order, row) => {
	expect(rows(order)).toEqual([expect.objectContaining(row)]);
});

test('a tracking may have its times in seconds', () => {
	const events = [{ at: '2026-07-13T11:28:11.000Z', status: 'x', detail: '' }];
	expect(TRACKED.shipments).toMatchObject([{ eta: '2026-07-20T15:03:15.000Z', events }]);
});

test('a raw control character in a name does not cost the order', () => {
	const file = join(__dirname, '../../fixtures/aliexpress/reports/order.control-character.txt');
	const [row] = rows(orderOf(parseJson(readFileSync(file, 'utf8'))));
	expect(row).toMatchObject({ product_name: 'Desk lamp', sku: '12000030000000001' });
});

describe('amounts in other shapes', () => {
	test.each([
		['with a thousands separator', orderOf(fixture('reports/order.thousands-separator'))],
		['in pieces', orderOf(waiting({ user_order_amount: [{ amount: '1' }, { amount: '2' }] }))],
	])('an order total %s is empty: no other amount takes its place', (_name, order) => {
		expect(rows(order)[0]?.order_total).toBeNull();
		const totals = { total: null, settlement: { amount: '12.40', currency: 'USD' } };
		expect(orderView(order)).toMatchObject({ order_total: null, totals });
		expect(order.warnings).toEqual([
			'The order: "user_order_amount" could not be read as an amount; left empty.',
		]);
	});

	test.each([
		['actual_fee', 'line_total', { sale_fee: '5', sale_discount_fee: '1', shipping_fee: '2' }],
		['actual_shipping_fee', 'shipping', { shipping_fee: '2' }],
	])('an unreadable %s is not worked out from others', (name, column, others) => {
		const [line] = orderOf(waiting({}, { ...others, [name]: '1,234.56' })).lines;
		expect(line).toMatchObject({ [column]: null });
	});
});
