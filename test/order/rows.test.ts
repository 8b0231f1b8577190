import { itemKeys } from '../../order/keys';
import { NO_SHIP_TO, NO_TOTALS } from '../../order/order';
import { COLUMNS, rows } from '../../order/rows';
import { anyOrder, NO_LINE, NO_ORDER, NO_SHIPMENT, usd } from './order.support';
import { forAll, property } from '../support/property';

/** The public contract, by hand: later versions only append. */
const NAMES = [
	...['order_id', 'order_status', 'fulfillment_status', 'product_name', 'variant', 'quantity'],
	...['quantity_shipped', 'tracking_numbers', 'carriers', 'shipped_at', 'line_total', 'currency'],
	...['unit_price', 'order_total', 'order_currency', 'payment_status', 'created_at', 'paid_at'],
	...['product_id', 'sku', 'line_number', 'ship_to_country', 'store_name', 'provider'],
	...['provider_status', 'item_key'],
];
const TYPES = new Map(COLUMNS.map(({ name, type }) => [name, type]));

test('the columns begin with those that sheets already have', () => {
	expect(COLUMNS.slice(0, NAMES.length).map(({ name }) => name)).toEqual(NAMES);
});

/** What a row says as the line does. */
const OF_BOTTLE = {
	line_number: 1,
	product_id: '1005',
	sku: '1200003702000037',
	product_name: 'Bottle',
	variant: 'White / S',
	quantity: 2,
	quantity_shipped: 1,
	fulfillment_status: 'partially_shipped',
	currency: 'EUR',
	shipped_at: '2024-09-12T00:00:00.000Z',
} as const;
const BOTTLE = {
	...NO_LINE,
	...OF_BOTTLE,
	unit_price: { amount: '1.50', currency: 'EUR' },
	line_total: { amount: '3.10', currency: 'EUR' },
	tracking_numbers: ['T1', 'T2', 'T1'],
	carriers: ['DHL', ''],
} as const;

const SENT = { shipped_at: '2024-09-11T00:00:00.000Z' };
/** What a row says as the order does. */
const STATED = {
	provider: 'aliexpress',
	order_id: '8146123456781234',
	order_status: 'processing',
	payment_status: 'paid',
	provider_status: 'WAIT_BUYER_ACCEPT_GOODS',
	created_at: '2024-09-10T04:00:03.000Z',
	paid_at: '2024-09-10T04:05:00.000Z',
} as const;
const ORDER = {
	...NO_ORDER,
	...STATED,
	fulfillment_status: 'shipped',
	currency: 'EUR',
	totals: { ...NO_TOTALS, total: usd('8.34'), settlement: usd('7.00') },
	lines: [BOTTLE],
	shipments: [
		{ ...NO_SHIPMENT, ...SENT, tracking_number: 'T9', carrier_code: 'cainiao' },
		{ ...NO_SHIPMENT, tracking_number: 'T1', carrier_code: 'dhl', carrier: 'DHL' },
	],
	ship_to: { ...NO_SHIP_TO, name: 'A person', country_code: 'ES' },
	store: { id: '1', name: 'Kedi', url: '' },
} as const;

const OF_ORDER = {
	...STATED,
	order_currency: 'USD',
	order_total: 8.34,
	ship_to_country: 'ES',
	store_name: 'Kedi',
};

test('a line fills its row, column by column', () => {
	expect(rows(ORDER)).toMatchObject([
		{
			...OF_ORDER,
			...OF_BOTTLE,
			item_key: 'aliexpress:8146123456781234:1200003702000037',
			unit_price: 1.5,
			line_total: 3.1,
			tracking_numbers: 'T1, T2',
			carriers: 'DHL',
		},
	]);
});

test('an order without lines gives one row with what the order knows', () => {
	const [row] = rows({ ...ORDER, lines: [] });
	expect(row).toEqual({
		...Object.fromEntries(COLUMNS.map(({ name, type }) => [name, type === 'text' ? '' : null])),
		...OF_ORDER,
		item_key: 'aliexpress:8146123456781234:order',
		fulfillment_status: 'shipped',
		line_number: 0,
		tracking_numbers: 'T9, T1',
		carriers: 'cainiao, DHL',
		...SENT,
	});
});

test('a parcel that waits to be sent is no parcel of the order yet', () => {
	const shipments = (['pending', 'canceled'] as const).map((status) => ({
		...{ ...NO_SHIPMENT, status, tracking_number: 'T1', carrier: 'DHL' },
	}));
	const [row] = rows({ ...NO_ORDER, shipments });
	expect(row).toMatchObject({ tracking_numbers: '', carriers: '' });
});

const bare = { amount: '5', currency: '' };
test.each([
	['the total', usd('8.34'), undefined, 'USD', 8.34],
	['the amount that the provider chose where there is no total', null, usd('7.00'), 'USD', 7],
	['nothing, in the order’s currency', null, null, 'EUR', null],
	['a total without a currency, in the order’s', bare, undefined, 'EUR', 5],
])('order_total is %s', (_name, total, order_total, currency, number) => {
	const totals = { ...NO_TOTALS, total, settlement: usd('9.00') };
	expect(rows({ ...ORDER, totals, order_total })[0]).toMatchObject({
		order_currency: currency,
		order_total: number,
	});
});

describe('any order', () => {
	property(
		'has a row for each line, in its order, with every column in its place',
		anyOrder,
		(order) => {
			const table = rows(order);
			const { provider, order_id, lines } = order;
			expect(table.map((row) => row['item_key'])).toEqual(
				lines.length === 0
					? [`${provider}:${order_id}:order`]
					: itemKeys(provider, order_id, lines),
			);
			expect(table.map((row) => Object.keys(row))).toEqual(table.map(() => [...TYPES.keys()]));
			const ill = table.flatMap((row) =>
				Object.entries(row).filter(([name, cell]) =>
					TYPES.get(name) === 'number'
						? cell !== null && !Number.isFinite(cell)
						: typeof cell !== 'string' && !(cell === null && TYPES.get(name) === 'time'),
				),
			);
			expect(ill).toEqual([]);
		},
	);

	test('says the same in every row where a column is of the order', () => {
		const ofOrder = COLUMNS.filter(({ ofLine }) => !ofLine);
		forAll(anyOrder, (order) => {
			const cells = rows(order).map((row) => ofOrder.map(({ name }) => row[name]));
			expect(cells).toEqual(cells.map(() => cells[0]));
		});
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
