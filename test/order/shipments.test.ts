import fc from 'fast-check';

import { SHIPMENT_STATUSES, type Shipment, type ShipmentStatus } from '../../order/order';
import { SHIPMENT_KEYS, shipmentRows } from '../../order/shipments';
import { shipmentState, shipmentStatus } from '../../order/shipmentStatus';
import { trackingUrl } from '../../order/trackingUrl';
import { anyOrder, NO_LINE, NO_ORDER, NO_SHIPMENT } from './order.support';

const parcel = (facts: Partial<Shipment>): Shipment => ({ ...NO_SHIPMENT, ...facts });
const item = (name: string, quantity: number | null, isKnown = true) => ({
	...{ item_key: isKnown ? `demo:1:${name}` : '', sku: name, product_id: '', quantity },
});
const BOTTLE = { ...NO_LINE, sku: 'A', product_name: 'Bottle', quantity: 3 };
const CAP = { ...NO_LINE, sku: 'B', product_name: 'Cap', quantity: 1 };

test('a parcel fills its row, key by key', () => {
	const order = {
		...NO_ORDER,
		order_status: 'processing' as const,
		lines: [BOTTLE, CAP],
		ship_to: { ...NO_ORDER.ship_to, country_code: 'ES' },
		store: { ...NO_ORDER.store, name: 'Kedi' },
		shipments: [
			parcel({
				id: '7',
				status: 'in_transit',
				tracking_number: 'T 1',
				carrier: 'Post',
				carrier_code: 'post',
				shipped_at: '2026-05-01T00:00:00.000Z',
				eta: '2026-05-09T00:00:00.000Z',
				events: [{ at: '2026-05-02T00:00:00.000Z', status: 'HUB', detail: 'At the hub' }],
				items: [item('A', 2), item('B', 1)],
			}),
		],
	};
	expect(Object.entries(shipmentRows(order)[0] ?? {})).toEqual([
		['order_id', '1'],
		['tracking_number', 'T 1'],
		['carrier', 'Post'],
		['tracking_url', 'https://t.17track.net/en#nums=T%201'],
		['shipment_status', 'in_transit'],
		['last_event', 'At the hub'],
		['last_event_at', '2026-05-02T00:00:00.000Z'],
		['shipped_at', '2026-05-01T00:00:00.000Z'],
		['delivered_at', null],
		['eta', '2026-05-09T00:00:00.000Z'],
		['items_summary', '2 × Bottle, 1 × Cap'],
		['quantity', 3],
		['order_status', 'processing'],
		['ship_to_country', 'ES'],
		['store_name', 'Kedi'],
		['carrier_code', 'post'],
		['provider', 'demo'],
		['item_keys', 'demo:1:A, demo:1:B'],
		['shipment_key', 'demo:1:7'],
	]);
});

const ODD = { items_summary: '1 × Bottle, 2 × X', quantity: 3, item_keys: 'demo:1:A' };
const NO_COUNT = { items_summary: '1 × Bottle, Cap', quantity: null };
const OPEN = { items_summary: 'Cap', quantity: null, item_keys: 'demo:1:B' };
test.each<[string, Partial<Shipment>, object]>([
	['an item of no line by its id, and no key', { items: [item('A', 1), item('X', 2, false)] }, ODD],
	['no quantity where one of them has none', { items: [item('A', 1), item('B', null)] }, NO_COUNT],
	['the lines that are in no other parcel where it does not say its own', { id: 'open' }, OPEN],
	['nothing where it can be no line’s', { id: 'other' }, { items_summary: '', item_keys: '' }],
	['the code where the carrier has no name', { carrier_code: 'dhl' }, { carrier: 'dhl' }],
])('a parcel has %s', (_title, facts, expected) => {
	const lines = [
		{ ...BOTTLE, shipment_ids: ['first'] },
		{ ...CAP, shipment_ids: ['open'] },
	];
	const first = parcel({ id: 'first', items: [item('A', 1)] });
	const [, row] = shipmentRows({ ...NO_ORDER, lines, shipments: [first, parcel(facts)] });
	expect(row).toMatchObject(expected);
});

test('any order has a row for each parcel, with every key in its place and of its type', () => {
	fc.assert(
		fc.property(anyOrder, (order) => {
			const table = shipmentRows(order);
			expect(table).toHaveLength(order.shipments.length);
			for (const row of table) {
				expect(Object.keys(row)).toEqual(SHIPMENT_KEYS.map(({ name }) => name));
				for (const { name, type } of SHIPMENT_KEYS) {
					const cell = row[name];
					if (type === 'number') expect(cell === null || Number.isFinite(cell)).toBe(true);
					else expect(typeof cell === 'string' || (cell === null && type === 'time')).toBe(true);
				}
				expect(row['tracking_url']).toMatch(/^$|^https?:\/\/\S+$/);
			}
		}),
		{ numRuns: 100 },
	);
});

const ANY = 'https://t.17track.net/en#nums=AB1';
test.each<readonly [string, string]>([
	['', ANY],
	['https://carrier.example/track?lang=en', 'https://carrier.example/track?lang=en'],
	['http://carrier.example/AB1', 'http://carrier.example/AB1'],
	[' https://carrier.example ', 'https://carrier.example/'],
	['https://global.cainiao.com', 'https://global.cainiao.com/newDetail.htm?mailNoList=AB1'],
	['https://www.ups.com/track?tracknum=AB1', 'https://www.ups.com/track?tracknum=AB1'],
	['https://notups.com/', 'https://notups.com/'],
	...[
		...['carrier.example', 'javascript:alert(1)', 'data:text/html,x', 'ftp://carrier.example'],
		...['https://', 'https://user@carrier.example', 'https://user:password@carrier.example'],
		...['https://carrier.example\\@evil.example', 'https://carrier.example/\nx'],
		...['https://carrier.example/\u202ex', `https://carrier.example/${'x'.repeat(10_000)}`],
	].map((unsafe) => [unsafe, ANY] as const),
])('the page of %j', (carrier_url, expected) => {
	expect(trackingUrl({ carrier_url, tracking_number: 'AB1' })).toBe(expected);
	expect(trackingUrl({ carrier_url, tracking_number: '' })).toBe('');
});

test.each([
	['A/B?c#d&e', 'A%2FB%3Fc%23d%26e'],
	['<"é', '%3C%22%C3%A9'],
	['\ud800', '%EF%BF%BD'],
])('the number %j is encoded', (tracking_number, encoded) => {
	expect(trackingUrl({ carrier_url: '', tracking_number })).toBe(
		`https://t.17track.net/en#nums=${encoded}`,
	);
});

test.each<[ShipmentStatus | null, readonly string[]]>([
	['pending', ['Shipment information received', 'Awaiting collection', 'LABEL_CREATED']],
	['shipped', ['Collected by carrier', 'Package received by logistics company']],
	['in_transit', ['Shipping update', 'Departed from sorting center', 'Out for delivery']],
	['in_transit', ['Delivered to local carrier', 'Arrived at pickup point']],
	['delivered', ['Delivered', 'Package delivered.', 'Delivered to the recipient']],
	['delivered', ['Received by the customer']],
	['undeliverable', ['Delivery attempt failed', 'Could not be delivered']],
	['undeliverable', ['Returned to sender', 'Refused by recipient']],
	['canceled', ['Order canceled']],
	[null, ['已签收', '2', '']],
])('%s is what is said by %j', (status, all) => {
	expect(all.map((words) => shipmentState(words))).toEqual(all.map(() => status));
});

test('a status is what the first known words say, else what a number or a time shows', () => {
	const none = { tracking_number: '', shipped_at: null };
	expect(shipmentStatus(['2', 'Delivered', 'In transit'], none)).toBe('delivered');
	expect(shipmentStatus(['2'], none)).toBe('unknown');
	expect(shipmentStatus([], { ...none, tracking_number: 'T1' })).toBe('shipped');
	expect(shipmentStatus(['?'], { ...none, shipped_at: '2026-05-01T00:00:00.000Z' })).toBe(
		'shipped',
	);
	fc.assert(
		fc.property(fc.string(), (words) => {
			expect(SHIPMENT_STATUSES).toContain(shipmentStatus([words], none));
		}),
	);
});
