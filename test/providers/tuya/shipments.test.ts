import { countOperations } from '../../support/countOperations';
import { normalize, parcel, piece, product } from './order.support';

const read = (lines: unknown, parcels: unknown, order_status = 'paid') => {
	const order = normalize({ order_status, commodity_list: lines, delivery_list: parcels });
	const states = order.lines.map((line) => [line.quantity_shipped, line.fulfillment_status]);
	return { ...order, states };
};
const A = product('A', 1);

describe('a shipment', () => {
	test.each([
		[{ logistics_no: '1' }, 'shipped', null],
		[{ gmt_out_stock: 1600000000000 }, 'shipped', '2020-09-13T12:26:40.000Z'],
		[{ gmt_out_stock: 0, logistics_no: '' }, 'pending', null],
		[{ delivery_status: 2, delivery_id: 'D' }, 'pending', null],
	])('%j is %s', (delivery, status, shipped_at) => {
		expect(normalize({ delivery_list: [delivery] }).shipments[0]).toMatchObject({
			status,
			shipped_at,
		});
	});

	test('without number and time it has left only if the order says that something was sent', () => {
		const status = (order_status: string) => read([], [{}], order_status).shipments[0]?.status;
		const waiting = ['created', 'paid', 'closed', 'odd'].map(status);
		const sent = ['part_delivered', 'delivered', 'finished'].map(status);
		expect(new Set(waiting)).toEqual(new Set(['pending']));
		expect(new Set(sent)).toEqual(new Set(['unknown']));
	});

	test('the carrier is the name, else the code', () => {
		const sent = (id: string, changes: object) => ({ ...parcel(id, piece('A', 1)), ...changes });
		const order = read(product('A', 2), [
			sent('1', { logistics_company: 'fast' }),
			sent('2', { logistics_company: 'slow', logistics_company_name: '' }),
		]);
		expect(order.shipments).toMatchObject([
			{ carrier_code: 'fast', carrier: 'Carrier 1' },
			{ carrier_code: 'slow', carrier: 'slow' },
		]);
		expect(order.lines[0]?.carriers).toEqual(['Carrier 1', 'slow']);
	});
});

test('a shipment’s id is its delivery_id, else its tracking number, else its number', () => {
	const [D, T] = [{ delivery_id: 'D' }, { logistics_no: 'T' }];
	const { shipments } = read([], [{ ...D, ...T }, T, { delivery_id: '', ...T }, {}, D]);
	expect(shipments.map(({ id }) => id)).toEqual(['D', 'T', 'T#2', 'shipment4', 'D#2']);
});

test('the order keeps each of its deliveries’ statuses once', () => {
	const delivery_list = [2, 3, 2].map((delivery_status) => ({ delivery_status }));
	expect(normalize({ delivery_list }).provider_statuses.fulfillment).toBe('2, 3');
});

/** How a line and an order follow from parcels is proved with the fulfillment of any order. */
test.each<[string, number, number, string]>([
	['paid', 1, 1, 'partially_shipped'],
	['delivered', 0, 0, 'unfulfilled'],
	['finished', 2, 2, 'delivered'],
	['closed', 1, 1, 'partially_shipped'],
	['odd', 2, 2, 'shipped'],
])('%s, %i of 2 in deliveries: all are listed', (status, delivered, shipped, expected) => {
	const order = read(product('A', '2'), parcel('1', piece('A', String(delivered))), status);
	expect(order.states).toEqual([[shipped, expected]]);
	expect(order.fulfillment_status).toBe(expected);
});

test.each<[string, number | null, string]>([
	['created', 0, 'unfulfilled'],
	['part_delivered', null, 'partially_shipped'],
	['closed', 0, 'canceled'],
])('%s without deliveries: as the order status says', (status, shipped, line) => {
	expect(read([product('A', 2)], [], status).states).toEqual([[shipped, line]]);
});

test('commodity and SKU must both match', () => {
	const other = { ...piece('A', 1), sku_code: 'SK-X' };
	const order = read(A, [
		parcel('1', other),
		parcel('2', { ...piece('A', 1), commodity_code: 'X' }),
	]);
	expect(order.states).toEqual([[null, 'unknown']]);
	expect(order.warnings).toEqual([
		'Parcel 1 contains product CM-A, SKU SK-X, which matches no line of the order.',
		'Parcel 2 contains product X, SKU SK-A, which matches no line of the order.',
	]);
});

test('a delivery that is nothing but its details is read', () => {
	const details = { delivery_detail_list: [piece('A', 1), piece('B', 1)] };
	const order = read([A, product('B', 1)], details, 'part_delivered');
	expect(order.shipments).toHaveLength(1);
	expect(order.fulfillment_status).toBe('shipped');
});

describe('what the deliveries do not say', () => {
	test.each([
		[{ delivery_quantity: 1 }, 'an item without an id'],
		[{ ...piece('A', 1), sku_code: '' }, 'product CM-A'],
	])('%j names no line', (detail, named) => {
		const order = read([A, { quantity: 1 }], parcel('1', detail));
		expect(order.lines.map((line) => line.fulfillment_status)).toEqual(['unknown', 'unknown']);
		expect(order.lines.map((line) => line.tracking_numbers)).toEqual([['T-1'], ['T-1']]);
		const warning = `Parcel 1 contains ${named}, which matches no line of the order.`;
		expect(order.warnings).toEqual([warning]);
	});

	test('an unreadable quantity is none', () => {
		const order = read(product('A', 2), parcel('1', piece('A', 'all')));
		expect(order.states).toEqual([[null, 'unknown']]);
	});

	test('a product without SKU on both sides matches', () => {
		const line = { commodity_code: 'CM-A', quantity: 1 };
		const detail = { commodity_code: 'CM-A', delivery_quantity: 1 };
		expect(read(line, parcel('1', detail)).states).toEqual([[1, 'shipped']]);
	});
});

test('1,000 lines with 1,000 deliveries take ten times the work of 100 with 100', () => {
	const work = (count: number) => {
		const names = Array.from({ length: count }, (_, index) => String(index));
		const commodity_list = names.map((name) => product(name, 1));
		const delivery_list = names.map((name) => parcel(name, piece(name, 1)));
		return countOperations(
			'providers/',
			() => jest.requireActual<typeof import('./order.support')>('./order.support'),
			(fresh) => fresh.normalize({ commodity_list, delivery_list }),
		);
	};
	expect(work(1000)).toBeLessThan(work(100) * 12);
});
