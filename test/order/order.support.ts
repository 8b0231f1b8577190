import fc from 'fast-check';

import {
	EMPTY_LINE,
	EMPTY_ORDER,
	EMPTY_SHIPMENT,
	FULFILLMENT_STATUSES,
	NO_SHIP_TO,
	NO_TOTALS,
	ORDER_STATUSES,
	PAYMENT_STATUSES,
	SHIPMENT_STATUSES,
	type Money,
	type Order,
	type OrderLine,
	type Shipment,
} from '../../order/order';

/** Orders for the tests of what is laid out of them. */

export const NO_LINE: OrderLine = { ...EMPTY_LINE, line_number: 1 };
export const NO_SHIPMENT: Shipment = EMPTY_SHIPMENT;
export const NO_ORDER: Order = { ...EMPTY_ORDER, provider: 'demo', order_id: '1' };

export const usd = (amount: string): Money => ({ amount, currency: 'USD' });

const text = fc.constantFrom('', '', 'a', 'b', 'T1', 'T2', 'a, b', 'line1', '__proto__', '＃ñ“');
const texts = fc.array(text, { maxLength: 3 });
const count = fc.option(fc.nat());
const time = fc.option(fc.constantFrom('2024-09-10T04:00:03.000Z', '2024-09-11T00:00:00.000Z'));
const amount = fc.option(
	fc
		.tuple(
			fc.constantFrom('0', '-0', '7', '-12', '9007199254740993', '12345678901234567890'),
			fc.constantFrom('', '.5', '.00', '.1234'),
			fc.constantFrom('USD', 'EUR', ''),
		)
		.map(([whole, fraction, currency]): Money => ({ amount: `${whole}${fraction}`, currency })),
);

/** Fields of these names, each with any of such values. */
const each = <Value, Name extends string>(value: fc.Arbitrary<Value>, ...names: readonly Name[]) =>
	Object.fromEntries(names.map((name) => [name, value])) as Record<Name, fc.Arbitrary<Value>>;

const anyLine: fc.Arbitrary<OrderLine> = fc.record({
	line_number: fc.constant(0),
	...each(text, 'line_id', 'product_id', 'sku', 'product_name', 'variant', 'image', 'unit'),
	...each(text, 'currency', 'cancel_reason'),
	...each(texts, 'variant_values', 'tracking_numbers', 'carriers', 'shipment_ids'),
	...each(count, 'quantity', 'quantity_shipped'),
	...each(amount, 'unit_price', 'unit_price_charged', 'line_total', 'goods_total', 'shipping'),
	...each(amount, 'services', 'discount', 'tax'),
	fulfillment_status: fc.constantFrom(...FULFILLMENT_STATUSES),
	tax_included: fc.option(fc.boolean()),
	is_disputed: fc.boolean(),
	shipped_at: time,
});

const item = fc.record({ ...each(text, 'item_key', 'sku', 'product_id'), quantity: count });
const event = fc.record({ at: time, ...each(text, 'status', 'detail') });
const anyShipment: fc.Arbitrary<Shipment> = fc
	.record({
		...each(text, 'id', 'tracking_number', 'carrier', 'carrier_code'),
		...each(time, 'shipped_at', 'delivered_at'),
		status: fc.constantFrom(...SHIPMENT_STATUSES),
		carrier_url: fc.constantFrom('', 'https://carrier.example/track', 'javascript:alert(1)'),
		items: fc.array(item, { maxLength: 2 }),
		events: fc.array(event, { maxLength: 2 }),
	})
	.map((facts) => ({ ...NO_SHIPMENT, ...facts }));

/** Any order that the types allow, its lines numbered. */
export const anyOrder: fc.Arbitrary<Order> = fc
	.record({
		...each(text, 'order_id', 'provider_status', 'currency', 'country_code', 'store'),
		...each(amount, 'total', 'settlement'),
		order_status: fc.constantFrom(...ORDER_STATUSES),
		payment_status: fc.constantFrom(...PAYMENT_STATUSES),
		fulfillment_status: fc.constantFrom(...FULFILLMENT_STATUSES),
		created_at: fc.option(fc.constantFrom('2024-09-10T04:00:03.000Z')),
		paid_at: fc.option(fc.constantFrom('2024-09-10T04:05:00.000Z')),
		lines: fc.array(anyLine, { maxLength: 4 }),
		shipments: fc.array(anyShipment, { maxLength: 3 }),
	})
	.map(({ total, settlement, lines, country_code, store, ...facts }) => ({
		...NO_ORDER,
		...facts,
		totals: { ...NO_TOTALS, total, settlement },
		lines: lines.map((line, index) => ({ ...line, line_number: index + 1 })),
		ship_to: { ...NO_SHIP_TO, country_code },
		store: { ...NO_ORDER.store, name: store },
	}));
