import { EMPTY_SHIPMENT, type Order } from '../../../order/order';
import { readTracking } from '../../../providers/aliexpress/payload';
import { trackingResponse } from '../../../providers/aliexpress/response';
import { mergeTracking } from '../../../providers/aliexpress/tracking';
import { err, ok } from '../../../providers/failure';
import expected from '../../fixtures/aliexpress/tracking.in-transit.normalized.json';
import { reply, valueOf } from '../calls.support';
import { fixture, orderOf, QUERY } from './order.support';

const SENT = { order_status: 'WAIT_BUYER_ACCEPT_GOODS' };
const WAITING = { order_status: 'WAIT_SELLER_SEND_GOODS' };
const PARTLY = { order_status: 'SELLER_PART_SEND_GOODS' };
const RECEIVED = { order_status: 'FINISH', logistics_status: 'BUYER_ACCEPT_GOODS' };

const line = (sku_id: string, product_count: unknown = 1, product_id = '') => ({
	sku_id,
	product_id,
	product_count,
});
const item = (sku_id: string, quantity: unknown = 1, more: object = {}) => ({
	sku_id,
	quantity,
	...more,
});
const parcel = (mail_no: string, package_item: unknown, more: object = {}) => ({
	mail_no,
	carrier_name: `Carrier of ${mail_no}`,
	package_item_list: { package_item },
	...more,
});

const tracked = (order: Order, tracking_detail: unknown): Order =>
	mergeTracking(order, ok(readTracking({ tracking_detail_line_list: { tracking_detail } })));

const shipped = ({ lines }: Order) =>
	lines.map(({ quantity_shipped, fulfillment_status }) => [quantity_shipped, fulfillment_status]);

test('the recorded answer', () => {
	const { payload } = valueOf(trackingResponse(reply(fixture('tracking.in-transit')), QUERY));
	const order = mergeTracking(
		orderOf([line('12000037020000371')], {
			...SENT,
			logistics_info_list: [{ logistics_no: 'LP1', logistics_service: 'STD' }],
		}),
		ok(payload),
	);
	const shipments = expected.shipments.map((shipment) => ({ ...EMPTY_SHIPMENT, ...shipment }));
	expect(order.shipments).toEqual(shipments);
	expect(order).toMatchObject({ lines: expected.lines, warnings: [] });
});

describe('the order stays as it is', () => {
	const order = orderOf([line('a')], { ...PARTLY, end_reason: 'x' });

	test('with tracking data that is plain text', () => {
		expect(mergeTracking(order, ok(readTracking('text')))).toEqual(order);
	});

	test.each(['AliExpress rate limit reached', 'It ended.'])(
		'after a failure, with its message as a warning: %s',
		(message) => {
			const outcome = err({ kind: 'throttled', message, description: 'Later.' });
			const warning = `Tracking was not added: ${message.replace('ended.', 'ended')}.`;
			const warnings = [...order.warnings, warning];
			expect(mergeTracking(order, outcome)).toEqual({ ...order, warnings });
		},
	);
});

/** How a line and an order follow from parcels is proved with the fulfillment of any order. */
test.each([
	['unfulfilled by status, some in a parcel', WAITING, 3, 2, [2, 'partially_shipped']],
	['shipped by status: parcels may be missing', SENT, 3, 2, [2, 'shipped']],
	['delivered by status', RECEIVED, 2, 2, [2, 'delivered']],
	['an order that was sent in part', PARTLY, 2, 1, [1, 'partially_shipped']],
	['a parcel that does not count', WAITING, 2, null, [null, 'unknown']],
])('%s', (_name, head, ordered, packed, expected) => {
	const order = tracked(orderOf([line('a', ordered)], head), [parcel('1', [item('a', packed)])]);
	expect(shipped(order)).toEqual([expected]);
	expect(order.warnings).toEqual([]);
});

describe('an item belongs to the line', () => {
	const key = (order: Order) => order.shipments[0]?.items.map(({ item_key }) => item_key);
	const of = (id: string) => `aliexpress:8190439416163295:${id}`;
	const A = [line('a', 1, 'p')];

	test.each([
		['of its sku', [line('a', 1, 'p'), line('b', 1, 'p')], item('b', 1, { item_id: 'p' }), 'b'],
		['of its sku though the product differs', A, item('a', 1, { item_id: 'q' }), 'a'],
		['of its product', [line('', 1, 'p')], item('b', 1, { item_id: 'p' }), 'p'],
		['of its product, its one sku being another', A, item('z', 1, { item_id: 'p' }), 'a'],
	])('%s', (_name, lines, packed, id) => {
		const order = tracked(orderOf(lines, WAITING), [parcel('1', [packed])]);
		expect(key(order)).toEqual([of(id)]);
		expect(order.warnings).toEqual([]);
	});

	test.each([
		['another product', A, item('z', 1, { item_id: 'q' }), 'product q, SKU z'],
		['two skus', [...A, line('b', 1, 'p')], { item_id: 'p', quantity: 1 }, 'product p'],
		['no ids', [line('', 1, '')], { quantity: 1 }, 'an item without an id'],
		['no data', [line('', 1, '')], null, 'an item without an id'],
	])('or to none, with a warning: %s', (_name, lines, packed, named) => {
		const order = tracked(orderOf(lines, WAITING), [parcel('1', [packed])]);
		expect(key(order)).toEqual(['']);
		expect(order.warnings).toContain(
			`Parcel 1 contains ${named}, which matches no line of the order.`,
		);
		expect(shipped(order)).toEqual(lines.map(() => [null, 'unknown']));
	});
});

test('ids that have lost digits and a quantity in words do not count: the item matches nothing', () => {
	const lost = 2 ** 53;
	const packed = { sku_id: lost, item_id: lost, quantity: 'some' };
	const order = tracked(orderOf([line(String(lost))], WAITING), [
		{ mail_no: lost, package_item_list: [packed] },
	]);
	const items = [{ item_key: '', sku: '', product_id: '', quantity: null }];
	expect(order.shipments).toMatchObject([{ tracking_number: '', items }]);
	expect(order.warnings.filter((each) => /^Parcel (?:item )?1: "/.test(each))).toHaveLength(4);
});

test('parcels, items and events come as plain arrays, too', () => {
	const event = { time_stamp: 1783942091000, tracking_name: 'In transit' };
	const detail = { mail_no: '1', package_item_list: [item('a')], detail_node_list: [event] };
	const merged = mergeTracking(
		orderOf([line('a')], WAITING),
		ok(readTracking({ tracking_detail_line_list: [detail] })),
	);
	expect(shipped(merged)).toEqual([[1, 'shipped']]);
	const events = [{ at: '2026-07-13T11:28:11.000Z', status: 'In transit', detail: '' }];
	expect(merged).toMatchObject({ shipments: [{ events }], warnings: [] });
});

test.each<[string, object, Readonly<Record<string, unknown>>, string]>([
	['en camino', {}, WAITING, 'en camino'],
	['', { tracking_detail_desc: 'Пакет у курьера' }, WAITING, 'Пакет у курьера'],
	['en camino', { tracking_detail_desc: 'Parcel in transit' }, WAITING, ''],
	['', {}, WAITING, ''],
	['en camino', {}, RECEIVED, ''],
])(
	'a parcel state in other words, "%s" %j, counts as shipped',
	(tracking_name, more, head, unknown_state) => {
		const detail_node_list = [{ time_stamp: 1783942091000, tracking_name, ...more }];
		const order = tracked(orderOf([line('a')], head), [
			parcel('1', [item('a')], { detail_node_list }),
		]);
		expect(order.shipments[0]?.status).not.toBe('unknown');
		expect(order).toMatchObject({ shipments: [{ unknown_state }], warnings: [] });
	},
);

test('a parcel that is no object is left out with a warning', () => {
	const order = tracked(orderOf([line('a')], WAITING), [null, parcel('1', [item('a')])]);
	expect(order.shipments.map(({ id }) => id)).toEqual(['1']);
	expect(order.warnings).toHaveLength(1);
});

test('events are in their order, those without a time at the end', () => {
	const node = (time_stamp: unknown, tracking_name: string) => ({ time_stamp, tracking_name });
	const detail_node_list = [
		...[node(3000, 'third'), node(0, 'untimed'), node(1000, 'first'), node(3000, 'third too')],
		...[node('2000', 'second'), node('soon', 'untimed too')],
	];
	const order = tracked(orderOf([], {}), [parcel('1', [], { detail_node_list })]);
	expect(order.shipments[0]?.events.map(({ status }) => status)).toEqual([
		...['first', 'second', 'third', 'third too', 'untimed', 'untimed too'],
	]);
});

describe('numbers, carriers and shipments next to logistics_info_list', () => {
	const listed = (...numbers: string[]) => ({
		...SENT,
		logistics_info_list: numbers.map((logistics_no) => ({
			logistics_no,
			logistics_service: `Service of ${logistics_no}`,
		})),
	});
	const ids = (order: Order) => order.shipments.map(({ id }) => id);

	test('internal ids of the same parcels give way to the parcels', () => {
		const order = tracked(orderOf([line('a')], listed('LP1', 'LP2')), [parcel('1', [item('a')])]);
		expect(ids(order)).toEqual(['1']);
	});

	test('where numbers agree, entries that no parcel names stay', () => {
		const nameless = parcel('1', [item('a')], { carrier_name: '' });
		const order = tracked(orderOf([line('a')], listed('1', '2')), [nameless]);
		expect(ids(order)).toEqual(['1', '2']);
		expect(order.shipments.map(({ carrier }) => carrier)).toEqual(['Service of 1', 'Service of 2']);
	});

	test('a true tracking number replaces the internal one, though its items match no line', () => {
		const order = tracked(orderOf([line('a')], listed('LP1')), [parcel('1Z9', [item('x')])]);
		expect(order.lines[0]?.tracking_numbers).toEqual(['1Z9']);
		expect(ids(order)).toEqual(['1Z9']);
	});

	test('a parcel without number and carrier leaves those of the order', () => {
		const nameless = { package_item_list: [item('a')] };
		const order = tracked(orderOf([line('a')], listed('LP1', '')), [nameless, nameless]);
		expect(order.shipments.map(({ carrier }) => carrier)).toEqual(['', '']);
		expect(ids(order)).toEqual(['shipment1', 'shipment2']);
		expect(order.lines[0]).toMatchObject({
			tracking_numbers: ['LP1'],
			carriers: ['Service of LP1', 'Service of'],
			shipment_ids: ['shipment1', 'shipment2'],
		});
	});

	test.each([
		[SENT, 'shipped'],
		[WAITING, 'shipped'],
		[RECEIVED, 'delivered'],
	])('a parcel in %j is %s', (head, status) => {
		const order = tracked(orderOf([line('a')], { ...head }), [parcel('1', [item('a')])]);
		expect(order.shipments).toMatchObject([{ status }]);
	});
});
