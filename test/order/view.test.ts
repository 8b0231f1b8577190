import fc from 'fast-check';

import { NO_BUYER, NO_TOTALS } from '../../order/order';
import { rows } from '../../order/rows';
import { orderView } from '../../order/view';
import { anyOrder, NO_LINE, NO_ORDER, NO_SHIPMENT, usd } from './order.sample';

/** An order is costly to make up and to compare. */
const numRuns = Math.ceil(Number(process.env.PROPERTY_RUNS ?? 500) / 5);

/** The public contract, by hand: later versions only append. */
const ORDER_NAMES = [
	'order_key',
	'provider',
	'order_id',
	'order_status',
	'payment_status',
	'fulfillment_status',
	'provider_status',
	'created_at',
	'paid_at',
	'order_currency',
	'order_total',
	'tracking_numbers',
	'carriers',
	'ship_to_country',
	'store_name',
];
const STRUCTURE = [
	'item_count',
	'items_summary',
	'totals',
	'items',
	'shipments',
	'payments',
	'history',
	'buyer',
	'ship_to',
	'store',
	'notes',
	'account',
	'order_type',
	'updated_at',
	'pay_timeout_seconds',
	'provider_statuses',
	'timestamps_raw',
	'warnings',
	'summary',
	'last_event',
	'last_event_at',
	'eta',
];
const TOTALS = [
	'original',
	'total',
	'paid',
	'due',
	'refunded',
	'goods',
	'shipping',
	'services',
	'discount',
	'tax',
	'settlement',
];
const LINE_NAMES = [
	'item_key',
	'fulfillment_status',
	'line_number',
	'product_id',
	'sku',
	'product_name',
	'variant',
	'quantity',
	'quantity_shipped',
	'currency',
	'unit_price',
	'line_total',
	'tracking_numbers',
	'carriers',
];
const LINE_STRUCTURE = [
	'variant_values',
	'image',
	'unit',
	'cancel_reason',
	'unit_price_exact',
	'line_total_exact',
	'unit_price_charged',
	'goods_total',
	'shipping',
	'services',
	'discount',
	'tax',
	'tax_included',
	'shipment_ids',
];
const PARTS = {
	buyer: ['id', 'name', 'email', 'phone', 'masked'],
	ship_to: [
		'id',
		'name',
		'phone',
		'country',
		'country_code',
		'dial_code',
		'province',
		'city',
		'district',
		'line1',
		'full',
		'postal_code',
		'masked',
	],
	store: ['id', 'name', 'url'],
	notes: ['buyer', 'seller'],
	provider_statuses: ['order', 'fulfillment', 'refund', 'end_reasons'],
	totals: TOTALS,
};

type View = Record<string, unknown> & { items: Array<Record<string, unknown>> };
const viewOf = (order: Parameters<typeof orderView>[0]) => orderView(order) as View;

test('an order has the documented names, in their order', () => {
	const view = viewOf({ ...NO_ORDER, lines: [NO_LINE] });
	expect(Object.keys(view)).toEqual([...ORDER_NAMES, ...STRUCTURE]);
	expect(Object.keys(view.items[0] ?? {})).toEqual([...LINE_NAMES, ...LINE_STRUCTURE]);
	for (const [name, keys] of Object.entries(PARTS)) {
		expect([name, Object.keys(view[name] as object)]).toEqual([name, keys]);
	}
});

test('amounts stand there with their exact text', () => {
	const view = viewOf({
		...NO_ORDER,
		totals: { ...NO_TOTALS, total: usd('12345678901234567890.10') },
		lines: [{ ...NO_LINE, unit_price: usd('1.50'), line_total: usd('3.00'), tax: usd('0.10') }],
	});
	expect(view['totals']).toEqual({ ...NO_TOTALS, total: usd('12345678901234567890.10') });
	expect(view.items[0]).toMatchObject({
		unit_price: 1.5,
		unit_price_exact: usd('1.50'),
		line_total: 3,
		line_total_exact: usd('3.00'),
		tax: usd('0.10'),
	});
});

test('parcels are at the top whether they come with the order or with its lines', () => {
	const view = viewOf({
		...NO_ORDER,
		shipments: [{ ...NO_SHIPMENT, tracking_number: 'T1', carrier: 'DHL', carrier_code: 'dhl' }],
		lines: [
			{ ...NO_LINE, tracking_numbers: ['T1', 'T2'], carriers: ['DHL'] },
			{ ...NO_LINE, tracking_numbers: ['T3'], carriers: ['UPS'] },
		],
	});
	expect(view).toMatchObject({ tracking_numbers: 'T1, T2, T3', carriers: 'DHL, UPS' });
	expect(view.items[1]).toMatchObject({ tracking_numbers: 'T3', carriers: 'UPS' });
});

test.each([
	['quantity and name', [{ product_name: 'Bottle', quantity: 2 }], '2 × Bottle'],
	[
		'all lines',
		[
			{ product_name: 'Bottle', quantity: 2 },
			{ product_name: 'Cap', quantity: 1 },
		],
		'2 × Bottle, 1 × Cap',
	],
	['no quantity where none is known', [{ product_name: 'Bottle' }], 'Bottle'],
	['a quantity of zero', [{ product_name: 'Bottle', quantity: 0 }], '0 × Bottle'],
	['the sku of a nameless line', [{ sku: 'S1', product_id: 'P1', quantity: 1 }], '1 × S1'],
	['else the product', [{ product_id: 'P1', quantity: 1 }], '1 × P1'],
	['else the place', [{ line_number: 3, quantity: 1 }], '1 × line 3'],
	['nothing without lines', [], ''],
])('items_summary has %s', (_name, lines, summary) => {
	const view = viewOf({ ...NO_ORDER, lines: lines.map((line) => ({ ...NO_LINE, ...line })) });
	expect(view['items_summary']).toBe(summary);
	expect(view['item_count']).toBe(lines.length);
});

const picked = (source: Readonly<Record<string, unknown>>, names: readonly string[]) =>
	Object.fromEntries(names.map((name) => [name, source[name]]));

describe('any order', () => {
	test('says of itself and its lines what its rows say', () => {
		fc.assert(
			fc.property(anyOrder, (order) => {
				const view = viewOf(order);
				const table = rows(order);
				const ofOrder = ORDER_NAMES.filter((name) => !['order_key', ...LINE_NAMES].includes(name));
				expect(picked(view, ofOrder)).toEqual(picked(table[0] ?? {}, ofOrder));
				expect(view['order_key']).toBe(`${order.provider}:${order.order_id}`);
				expect(view['fulfillment_status']).toBe(order.fulfillment_status);
				expect(view.items.map((item) => picked(item, LINE_NAMES))).toEqual(
					order.lines.map((_, index) => picked(table[index] ?? {}, LINE_NAMES)),
				);
			}),
			{ numRuns },
		);
	});

	test('is plain JSON: nothing changes on the way through text', () => {
		fc.assert(
			fc.property(anyOrder, (order) => {
				const view = orderView(order);
				expect(JSON.parse(JSON.stringify(view))).toStrictEqual(view);
			}),
			{ numRuns },
		);
	});
});

/** Changes every value that a later node could change in an item. */
function spoil(value: unknown): void {
	if (typeof value !== 'object' || value === null) return;
	for (const key of Object.keys(value)) {
		const holder = value as Record<string, unknown>;
		spoil(holder[key]);
		holder[key] = 'spoilt';
	}
}

test('an item that a later node changes changes no other item of the same order', () => {
	const order = {
		...NO_ORDER,
		buyer: NO_BUYER,
		lines: [{ ...NO_LINE, unit_price: usd('1.50'), variant_values: ['S'] }],
		shipments: [{ ...NO_SHIPMENT, events: [{ at: null, status: 'sent', detail: '' }] }],
		warnings: ['A warning.'],
	};
	const before = JSON.stringify(orderView(order));
	spoil(orderView(order));
	expect(JSON.stringify(orderView(order))).toBe(before);
	expect(NO_BUYER.name).toBe('');
});
