import fc from 'fast-check';

import { itemKeys } from '../../order/keys';
import { NO_SHIP_TO, NO_TOTALS } from '../../order/order';
import { COLUMNS, rows } from '../../order/rows';
import { anyOrder, NO_LINE, NO_ORDER, NO_SHIPMENT, usd } from './order.sample';

const numRuns = Number(process.env.PROPERTY_RUNS ?? 500);

/** The public contract, by hand: later versions only append. */
const NAMES = [
	'item_key',
	'provider',
	'order_id',
	'order_status',
	'payment_status',
	'fulfillment_status',
	'provider_status',
	'created_at',
	'paid_at',
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
	'order_currency',
	'order_total',
	'tracking_numbers',
	'carriers',
	'ship_to_country',
	'store_name',
];
const TIMES = ['created_at', 'paid_at'];
const NUMBERS = [
	'line_number',
	'quantity',
	'quantity_shipped',
	'unit_price',
	'line_total',
	'order_total',
];

const BOTTLE = {
	...NO_LINE,
	line_number: 1,
	product_id: '1005',
	sku: '1200003702000037',
	product_name: 'Bottle',
	variant: 'White / S',
	quantity: 2,
	quantity_shipped: 1,
	fulfillment_status: 'partially_shipped',
	currency: 'EUR',
	unit_price: { amount: '1.50', currency: 'EUR' },
	line_total: { amount: '3.10', currency: 'EUR' },
	tracking_numbers: ['T1', 'T2', 'T1'],
	carriers: ['DHL', ''],
} as const;

const ORDER = {
	...NO_ORDER,
	provider: 'aliexpress',
	order_id: '8146123456781234',
	order_status: 'processing',
	payment_status: 'paid',
	fulfillment_status: 'shipped',
	provider_status: 'WAIT_BUYER_ACCEPT_GOODS',
	created_at: '2024-09-10T04:00:03.000Z',
	paid_at: '2024-09-10T04:05:00.000Z',
	currency: 'EUR',
	totals: { ...NO_TOTALS, total: usd('8.34'), settlement: usd('7.00') },
	lines: [BOTTLE],
	shipments: [
		{ ...NO_SHIPMENT, tracking_number: 'T9', carrier_code: 'cainiao' },
		{ ...NO_SHIPMENT, tracking_number: 'T1', carrier_code: 'dhl', carrier: 'DHL' },
	],
	ship_to: { ...NO_SHIP_TO, name: 'A person', country_code: 'ES' },
	store: { id: '1', name: 'Kedi', url: '' },
} as const;

test('a line fills its row, column by column', () => {
	expect(rows(ORDER)).toEqual([
		{
			item_key: 'aliexpress:8146123456781234:1200003702000037',
			provider: 'aliexpress',
			order_id: '8146123456781234',
			order_status: 'processing',
			payment_status: 'paid',
			fulfillment_status: 'partially_shipped',
			provider_status: 'WAIT_BUYER_ACCEPT_GOODS',
			created_at: '2024-09-10T04:00:03.000Z',
			paid_at: '2024-09-10T04:05:00.000Z',
			line_number: 1,
			product_id: '1005',
			sku: '1200003702000037',
			product_name: 'Bottle',
			variant: 'White / S',
			quantity: 2,
			quantity_shipped: 1,
			currency: 'EUR',
			unit_price: 1.5,
			line_total: 3.1,
			order_currency: 'USD',
			order_total: 8.34,
			tracking_numbers: 'T1, T2',
			carriers: 'DHL',
			ship_to_country: 'ES',
			store_name: 'Kedi',
		},
	]);
});

test('an order without lines gives one row with what the order knows', () => {
	expect(rows({ ...ORDER, lines: [] })).toEqual([
		{
			item_key: 'aliexpress:8146123456781234:order',
			provider: 'aliexpress',
			order_id: '8146123456781234',
			order_status: 'processing',
			payment_status: 'paid',
			fulfillment_status: 'shipped',
			provider_status: 'WAIT_BUYER_ACCEPT_GOODS',
			created_at: '2024-09-10T04:00:03.000Z',
			paid_at: '2024-09-10T04:05:00.000Z',
			line_number: 0,
			product_id: '',
			sku: '',
			product_name: '',
			variant: '',
			quantity: null,
			quantity_shipped: null,
			currency: '',
			unit_price: null,
			line_total: null,
			order_currency: 'USD',
			order_total: 8.34,
			tracking_numbers: 'T9, T1',
			carriers: 'cainiao, DHL',
			ship_to_country: 'ES',
			store_name: 'Kedi',
		},
	]);
});

test.each([
	['the total', usd('8.34'), undefined, 'USD', 8.34],
	['the amount that the provider chose where there is no total', null, usd('7.00'), 'USD', 7],
	['nothing, in the order’s currency', null, null, 'EUR', null],
	[
		'a total without a currency, in the order’s',
		{ amount: '5', currency: '' },
		undefined,
		'EUR',
		5,
	],
])('order_total is %s', (_name, total, order_total, currency, number) => {
	const totals = { ...NO_TOTALS, total, settlement: usd('9.00') };
	expect(rows({ ...ORDER, totals, order_total })[0]).toMatchObject({
		order_currency: currency,
		order_total: number,
	});
});

describe('any order', () => {
	test('has a row for each line, in its order, with every column in its place', () => {
		fc.assert(
			fc.property(anyOrder, (order) => {
				const table = rows(order);
				const { provider, order_id, lines } = order;
				expect(table.map((row) => row['item_key'])).toEqual(
					lines.length === 0
						? [`${provider}:${order_id}:order`]
						: itemKeys(provider, order_id, lines),
				);
				expect(table.map((row) => Object.keys(row))).toEqual(table.map(() => NAMES));
				const ill = table.flatMap((row) =>
					Object.entries(row).filter(([name, cell]) =>
						NUMBERS.includes(name)
							? cell !== null && !Number.isFinite(cell)
							: typeof cell !== 'string' && !(cell === null && TIMES.includes(name)),
					),
				);
				expect(ill).toEqual([]);
			}),
			{ numRuns },
		);
	});

	test('says the same in every row where a column is of the order', () => {
		const byLine = ['fulfillment_status', 'tracking_numbers', 'carriers'];
		const ofOrder = COLUMNS.filter(({ name, ofOrder }) => ofOrder && !byLine.includes(name));
		fc.assert(
			fc.property(anyOrder, (order) => {
				const cells = rows(order).map((row) => ofOrder.map(({ name }) => row[name]));
				expect(cells).toEqual(cells.map(() => cells[0]));
			}),
			{ numRuns },
		);
	});

	test('keeps personal data out of its rows', () => {
		const order = {
			...ORDER,
			buyer: { id: 'B-id', name: 'B-name', email: 'b@x.test', phone: '111', masked: false },
			ship_to: {
				...Object.fromEntries(Object.keys(NO_SHIP_TO).map((key) => [key, `S-${key}`])),
				country_code: 'ES',
				masked: false,
			} as typeof NO_SHIP_TO,
			notes: { buyer: 'N-buyer', seller: 'N-seller' },
		};
		expect(JSON.stringify(rows(order))).not.toMatch(/B-|b@x|111|S-|N-/);
	});
});

test('a price in another currency than the line’s has no place in its row', () => {
	const priced = (currency: string) =>
		rows({
			...NO_ORDER,
			lines: [{ ...NO_LINE, currency, line_total: usd('8'), unit_price: usd('58') }],
		})[0]?.unit_price;
	expect(priced('USD')).toBe(58);
	expect(priced('')).toBe(58);
	expect(priced('EUR')).toBeNull();
});
