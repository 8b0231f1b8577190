import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseJson } from '../../../json/parse';
import type { Order } from '../../../order/order';
import { rows } from '../../../order/rows';
import { orderView } from '../../../order/view';
import { aliexpress } from '../../../providers/aliexpress';
import { CREDENTIALS, fixture, QUERY, reply } from './order.support';

/** The bodies of public reports, from the response's text to the rows. */
function orderOf(body: unknown, tracking?: unknown): Order {
	const outcome = aliexpress.order.response(reply(body), QUERY, CREDENTIALS);
	if (!outcome.ok) throw new Error(outcome.failure.message);
	const order = aliexpress.normalize(outcome.value.payload, QUERY);
	if (tracking === undefined || !aliexpress.tracking) return order;
	const tracked = aliexpress.tracking.response(reply(tracking), QUERY, CREDENTIALS);
	if (!tracked.ok) throw new Error(tracked.failure.message);
	return aliexpress.tracking.merge(order, { ok: true, value: tracked.value.payload });
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

test('an order that waits', () => {
	expect(rows(orderOf(fixture('reports/order.waiting')))).toEqual([
		expect.objectContaining({
			order_status: 'processing',
			payment_status: 'paid',
			fulfillment_status: 'unfulfilled',
			quantity_shipped: 0,
			order_total: 12.4,
		}),
	]);
});

test.each([
	['a tab', '\t', 'Desk lamp'],
	['a line break', '\n', 'Desk lamp'],
	['two of them', '\r\n', 'Desk  lamp'],
])('%s as it is inside a name does not cost the order', (_name, character, name) => {
	const file = join(__dirname, '../../fixtures/aliexpress/reports/order.control-character.txt');
	const text = readFileSync(file, 'utf8').replace('Desk\tlamp', `Desk${character}lamp`);
	expect(text).toContain(`Desk${character}lamp`);
	expect(rows(orderOf(parseJson(text)))[0]).toMatchObject({
		order_status: 'processing',
		product_name: name,
		sku: '12000030000000001',
	});
});

test('a tracking in seconds, without items: its number and carrier replace those of the order', () => {
	const order = orderOf(fixture('reports/order.sent'), fixture('reports/tracking.seconds'));
	expect(order.shipments).toEqual([
		expect.objectContaining({
			tracking_number: 'LP00999',
			eta: '2026-07-20T15:03:15.000Z',
			events: [{ at: '2026-07-13T11:28:11.000Z', status: 'x', detail: '' }],
		}),
	]);
	expect(rows(order)[0]).toMatchObject({
		tracking_numbers: 'LP00999',
		carriers: 'Cainiao',
		quantity_shipped: 1,
		fulfillment_status: 'shipped',
	});
});

describe('amounts in other shapes', () => {
	test('the currency next to an amount may be called currency', () => {
		expect(rows(orderOf(fixture('reports/order.currency-field')))[0]).toMatchObject({
			order_total: 9.08,
			order_currency: 'EUR',
			unit_price: 9.08,
			line_total: 9.08,
			currency: 'EUR',
		});
	});

	test.each([
		['with a thousands separator', orderOf(fixture('reports/order.thousands-separator'))],
		['of words', orderOf(waiting({ user_order_amount: { amount: 'free', currency_code: 'USD' } }))],
		['in pieces', orderOf(waiting({ user_order_amount: [{ amount: '1' }, { amount: '2' }] }))],
	])('an order total %s is empty: no other amount takes its place', (_name, order) => {
		expect(rows(order)[0]?.order_total).toBeNull();
		expect(orderView(order)).toMatchObject({
			order_total: null,
			totals: { total: null, settlement: { amount: '12.40', currency: 'USD' } },
		});
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
