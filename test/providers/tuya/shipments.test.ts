import { normalize, parcel, piece, product } from './order.support';

interface Case {
	readonly lines: readonly object[];
	readonly parcels: unknown;
	readonly status?: string;
}
const read = ({ lines, parcels, status = 'paid' }: Case) =>
	normalize({ order_status: status, commodity_list: lines, delivery_list: parcels });
const states = (it: Case) =>
	read(it).lines.map((line) => [line.quantity_shipped, line.fulfillment_status]);

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
		const status = (order_status: string) =>
			read({ status: order_status, lines: [], parcels: [{}] }).shipments[0]?.status;
		expect(['created', 'paid', 'closed', 'odd'].map(status)).toEqual(Array(4).fill('pending'));
		expect(['part_delivered', 'delivered', 'finished'].map(status)).toEqual(
			Array(3).fill('unknown'),
		);
	});

	test('the carrier is the name, else the code', () => {
		const order = normalize({
			commodity_list: [product('A', 2)],
			delivery_list: [
				{ ...parcel('1', piece('A', 1)), logistics_company: 'fast' },
				{
					...parcel('2', piece('A', 1)),
					logistics_company: 'slow',
					logistics_company_name: '',
				},
			],
		});
		expect(order.shipments.map((it) => [it.carrier_code, it.carrier])).toEqual([
			['fast', 'Carrier 1'],
			['slow', 'slow'],
		]);
		expect(order.lines[0]?.carriers).toEqual(['Carrier 1', 'slow']);
	});
});

test('a shipment’s id is its delivery_id, else its tracking number, else its number; each is unique', () => {
	const order = normalize({
		order_status: 'delivered',
		commodity_list: [product('A', 1)],
		delivery_list: [
			{ delivery_id: 'D', logistics_no: 'T' },
			{ logistics_no: 'T' },
			{ delivery_id: '', logistics_no: 'T' },
			{},
			{ delivery_id: 'D' },
		],
	});
	const ids = ['D', 'T', 'T#2', 'shipment4', 'D#2'];
	expect(order.shipments.map((shipment) => shipment.id)).toEqual(ids);
	expect(order.lines[0]?.shipment_ids).toEqual(ids);
});

test('the order keeps each of its deliveries’ statuses once', () => {
	const order = normalize({
		delivery_list: [{ delivery_status: 2 }, { delivery_status: 3 }, { delivery_status: 2 }],
	});
	expect(order.provider_statuses.fulfillment).toBe('2, 3');
});

describe('a line’s fulfillment from its deliveries', () => {
	test.each<[string, string, number, number, number | null, string, string]>([
		['paid', 'some shipped', 2, 1, 1, 'partially_shipped', 'partially_shipped'],
		['delivered', 'nothing shipped', 2, 0, 0, 'unfulfilled', 'unfulfilled'],
		['finished', 'some shipped', 2, 1, 1, 'partially_shipped', 'partially_shipped'],
		['finished', 'all shipped', 2, 2, 2, 'delivered', 'delivered'],
		['closed', 'some shipped', 2, 1, 1, 'partially_shipped', 'partially_shipped'],
		['odd', 'all shipped', 2, 2, 2, 'shipped', 'shipped'],
	])('%s, %s', (status, _, ordered, delivered, shipped, line, order) => {
		const it = {
			status,
			lines: [product('A', ordered)],
			parcels: [parcel('1', piece('A', delivered))],
		};
		expect(states(it)).toEqual([[shipped, line]]);
		expect(read(it).fulfillment_status).toBe(order);
	});

	test.each<[string, number | null, string]>([
		['created', 0, 'unfulfilled'],
		['part_delivered', null, 'partially_shipped'],
		['delivered', 2, 'shipped'],
		['finished', 2, 'delivered'],
		['closed', 0, 'canceled'],
		['odd', null, 'unknown'],
	])('%s without deliveries: as the order status says', (status, shipped, line) => {
		expect(states({ status, lines: [product('A', 2)], parcels: [] })).toEqual([[shipped, line]]);
	});
});

describe('allocating parcels to lines', () => {
	test('commodity and SKU must both match', () => {
		const order = read({
			lines: [product('A', 1)],
			parcels: [
				parcel('1', { ...piece('A', 1), sku_code: 'SK-X' }),
				parcel('2', { ...piece('A', 1), commodity_code: 'CM-X' }),
			],
		});
		// Parcels of which nothing matches may contain any line.
		expect(order.lines[0]).toMatchObject({
			quantity_shipped: null,
			fulfillment_status: 'unknown',
			tracking_numbers: ['T-1', 'T-2'],
			carriers: ['Carrier 1', 'Carrier 2'],
			shipment_ids: ['1', '2'],
		});
		expect(order.shipments.flatMap(({ items }) => items.map((item) => item.item_key))).toEqual([
			'',
			'',
		]);
		expect(order.warnings).toEqual([
			'Parcel 1 contains product CM-A, SKU SK-X, which matches no line of the order.',
			'Parcel 2 contains product CM-X, SKU SK-A, which matches no line of the order.',
		]);
	});

	test('quantities may be text', () => {
		const it = { lines: [product('A', '2')], parcels: [parcel('1', piece('A', '2'))] };
		expect(states(it)).toEqual([[2, 'shipped']]);
	});

	test('a bare delivery with a bare detail is read', () => {
		const parcels = { ...parcel('1'), delivery_detail_list: piece('A', 1) };
		expect(states({ lines: [product('A', 1)], parcels })).toEqual([[1, 'shipped']]);
	});

	test('a delivery that is nothing but its details is one delivery', () => {
		const parcels = { delivery_detail_list: [piece('A', 1), piece('B', 1)] };
		const lines = [product('A', 1), product('B', 1)];
		const order = read({ status: 'part_delivered', lines, parcels });
		expect(order.shipments).toHaveLength(1);
		expect(order.fulfillment_status).toBe('shipped');
	});
});

describe('what the deliveries do not say', () => {
	test.each([
		[{ delivery_quantity: 1 }, 'an item without an id'],
		[{ ...piece('A', 1), sku_code: '' }, 'product CM-A'],
	])('%j names no line', (detail, named) => {
		const order = read({
			lines: [product('A', 1), product('B', 1)],
			parcels: [parcel('1', detail)],
		});
		expect(order.lines.map((line) => line.fulfillment_status)).toEqual(['unknown', 'unknown']);
		expect(order.lines.map((line) => line.tracking_numbers)).toEqual([['T-1'], ['T-1']]);
		expect(order.warnings).toEqual([
			`Parcel 1 contains ${named}, which matches no line of the order.`,
		]);
	});

	test('lines without any code match no parcel', () => {
		const order = read({
			lines: [{ quantity: 1 }],
			parcels: [parcel('1', { delivery_quantity: 1 })],
		});
		expect(order.lines[0]?.quantity_shipped).toBeNull();
		expect(order.shipments[0]?.items[0]?.item_key).toBe('');
	});

	test('a product without SKU on both sides matches', () => {
		const it = {
			lines: [{ commodity_code: 'CM-A', quantity: 1 }],
			parcels: [parcel('1', { commodity_code: 'CM-A', delivery_quantity: 3 })],
		};
		expect(states(it)).toEqual([[1, 'shipped']]);
		expect(read(it).warnings).toEqual([
			'The parcels contain 2 more of product CM-A than the order.',
		]);
	});

	test('an unreadable quantity says so', () => {
		const order = read({ lines: [product('A', 2)], parcels: [parcel('1', piece('A', 'all'))] });
		expect(order.lines[0]).toMatchObject({ quantity_shipped: null, fulfillment_status: 'unknown' });
		expect(order.warnings).toEqual([
			'Delivery 1: "delivery_quantity" could not be read as a whole number; left empty.',
		]);
	});
});

test('10,000 lines with 10,000 deliveries take no longer than their number', () => {
	const time = (count: number) => {
		const names = Array.from({ length: count }, (_, index) => String(index));
		const order = {
			order_status: 'paid',
			commodity_list: names.map((name) => product(name, 1)),
			delivery_list: names.map((name) => parcel(name, piece(name, 1))),
		};
		const start = process.cpuUsage();
		expect(normalize(order).fulfillment_status).toBe('shipped');
		return process.cpuUsage(start).user / 1000;
	};
	const one = Math.min(time(1000), time(1000));
	// Ten times the lines: about 10 times the processor's time, 100 times it if quadratic.
	expect(time(10_000)).toBeLessThan(Math.max(one, 20) * 50);
});
