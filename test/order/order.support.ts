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

const anyLine: fc.Arbitrary<OrderLine> = fc.record({
	line_number: fc.constant(0),
	line_id: text,
	product_id: text,
	sku: text,
	product_name: text,
	variant: text,
	variant_values: texts,
	image: text,
	unit: text,
	quantity: count,
	quantity_shipped: count,
	fulfillment_status: fc.constantFrom(...FULFILLMENT_STATUSES),
	currency: text,
	unit_price: amount,
	unit_price_charged: amount,
	line_total: amount,
	goods_total: amount,
	shipping: amount,
	services: amount,
	discount: amount,
	tax: amount,
	tax_included: fc.option(fc.boolean()),
	cancel_reason: text,
	is_disputed: fc.boolean(),
	tracking_numbers: texts,
	carriers: texts,
	shipment_ids: texts,
	shipped_at: time,
});

const anyShipment: fc.Arbitrary<Shipment> = fc
	.record({
		id: text,
		status: fc.constantFrom(...SHIPMENT_STATUSES),
		tracking_number: text,
		carrier: text,
		carrier_code: text,
		carrier_url: fc.constantFrom('', 'https://carrier.example/track', 'javascript:alert(1)'),
		shipped_at: time,
		delivered_at: time,
		items: fc.array(fc.record({ item_key: text, sku: text, product_id: text, quantity: count }), {
			maxLength: 2,
		}),
		events: fc.array(fc.record({ at: time, status: text, detail: text }), { maxLength: 2 }),
	})
	.map((facts) => ({ ...NO_SHIPMENT, ...facts }));

/** Any order that the types allow, its lines numbered. */
export const anyOrder: fc.Arbitrary<Order> = fc
	.record({
		order_id: text,
		order_status: fc.constantFrom(...ORDER_STATUSES),
		payment_status: fc.constantFrom(...PAYMENT_STATUSES),
		fulfillment_status: fc.constantFrom(...FULFILLMENT_STATUSES),
		provider_status: text,
		created_at: fc.option(fc.constantFrom('2024-09-10T04:00:03.000Z')),
		paid_at: fc.option(fc.constantFrom('2024-09-10T04:05:00.000Z')),
		currency: text,
		total: amount,
		settlement: amount,
		lines: fc.array(anyLine, { maxLength: 4 }),
		shipments: fc.array(anyShipment, { maxLength: 3 }),
		country_code: text,
		store: text,
	})
	.map(({ total, settlement, lines, country_code, store, ...facts }) => ({
		...NO_ORDER,
		...facts,
		totals: { ...NO_TOTALS, total, settlement },
		lines: lines.map((line, index) => ({ ...line, line_number: index + 1 })),
		ship_to: { ...NO_SHIP_TO, country_code },
		store: { ...NO_ORDER.store, name: store },
	}));
