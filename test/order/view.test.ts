import fc from 'fast-check';

import { NO_BUYER, NO_TOTALS, type Shipment } from '../../order/order';
import { COLUMNS, rows, type Column } from '../../order/rows';
import { orderView } from '../../order/view';
import { anyOrder, NO_LINE, NO_ORDER, NO_SHIPMENT, usd } from './order.support';

/** An order is costly to make up and to compare. */
const numRuns = Math.ceil(Number(process.env.PROPERTY_RUNS ?? 500) / 5);

type View = Record<string, unknown> & { items: Array<Record<string, unknown>> };
const viewOf = (order: Parameters<typeof orderView>[0]) => orderView(order) as View;

test('an order begins with what an editor shows of it first', () => {
	expect(Object.keys(viewOf(NO_ORDER)).slice(0, 12)).toEqual([
		...['order_id', 'summary', 'order_status', 'fulfillment_status', 'payment_status'],
		...['items_summary', 'item_count', 'order_total', 'order_currency', 'tracking_numbers'],
		...['carriers', 'tracking_url'],
	]);
});

test('what is added has its places: after the statuses, and before the lists', () => {
	const added = { change: 'new', attention: 'on_hold' };
	const input = { row_number: 7, order_id: 'not this one', items: 'nor this' };
	const view = orderView(NO_ORDER, { added, attention: ['on hold'], input });
	const names = Object.keys(view);
	const next = (name: string) => names[names.indexOf(name) + 1];
	expect([next('payment_status'), next('change'), next('attention')]).toEqual([
		...['change', 'attention', 'items_summary'],
	]);
	expect(next('order_key')).toBe('row_number');
	expect(view).toMatchObject({ ...added, row_number: 7, order_id: '1', items: [] });
	expect(view['summary']).toMatch(/ · on hold$/);
});

test('amounts have their exact text next to them', () => {
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
	const parcels = { tracking_numbers: 'T1, T2, T3', carriers: 'DHL, UPS' };
	expect(view).toMatchObject({ ...parcels, item_count: 2, items_summary: 'line 1, line 1' });
	expect(view.items[1]).toMatchObject({ tracking_numbers: 'T3', carriers: 'UPS' });
});

describe('the parcels of an order', () => {
	const at = (day: number) => `2026-05-0${day}T00:00:00.000Z`;
	const event = (day: number, detail: string, status = 'S') => ({ at: at(day), status, detail });
	const parcel = (facts: Partial<Shipment>): Shipment => ({ ...NO_SHIPMENT, ...facts });
	const hub = parcel({ tracking_number: 'T1', eta: at(8), events: [event(3, 'At the hub')] });
	const events = [event(5, ''), event(2, 'Sent')];
	const later = parcel({ tracking_number: 'T2', eta: at(9), events });
	const newest = { last_event: 'S', last_event_at: at(5), eta: at(9) };
	const canceled = parcel({ status: 'canceled' });
	const delivered = (day: number) => parcel({ delivered_at: at(day) });
	const untimed = { at: null, status: '', detail: 'Somewhen' };

	test.each<[string, readonly Shipment[], object]>([
		['none', [], { last_event: '', last_event_at: null, eta: null, tracking_url: '' }],
		['the newest event', [hub, later], { ...newest, tracking_url: expect.stringMatching(/T2$/) }],
		['before one without a time', [parcel({ events: [untimed, ...events] })], { last_event: 'S' }],
		['an event without a time', [parcel({ events: [untimed] })], { last_event: 'Somewhen' }],
		[
			'without events, the parcel that was sent last',
			[parcel({ shipped_at: at(2), eta: at(8) }), parcel({ shipped_at: at(1), eta: at(9) })],
			{ eta: at(8), shipped_at: at(1) },
		],
		['delivered in part', [delivered(4), hub], { delivered_at: null }],
		['delivered', [delivered(4), delivered(2), canceled], { delivered_at: at(4) }],
	])('%s', (_title, shipments, expected) => {
		expect(viewOf({ ...NO_ORDER, shipments })).toMatchObject(expected);
	});
});

const picked = (source: Readonly<Record<string, unknown>>, columns: readonly Column[]) =>
	Object.fromEntries(columns.map(({ name }) => [name, source[name]]));

describe('any order', () => {
	test('says of itself and its lines what its rows say', () => {
		const ofOrder = COLUMNS.filter(({ ofLine }) => !ofLine);
		const ofLine = COLUMNS.filter((column) => column.ofLine);
		fc.assert(
			fc.property(anyOrder, (order) => {
				const view = viewOf(order);
				const table = rows(order);
				expect(picked(view, ofOrder)).toEqual(picked(table[0] ?? {}, ofOrder));
				expect(view['order_key']).toBe(`${order.provider}:${order.order_id}`);
				expect(view['fulfillment_status']).toBe(order.fulfillment_status);
				expect(view.items.map((item) => picked(item, ofLine))).toEqual(
					order.lines.map((_, index) => picked(table[index] ?? {}, ofLine)),
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

test('a parcel state in words that no table knows is a warning here alone, once', () => {
	const parcel = { ...NO_SHIPMENT, unknown_state: 'en camino' };
	const order = { ...NO_ORDER, shipments: [parcel, parcel, NO_SHIPMENT], warnings: ['A warning.'] };
	expect(orderView(order).warnings).toEqual([
		'A warning.',
		'The parcel state "en camino" is unknown; the parcel counts as shipped.',
	]);
});
