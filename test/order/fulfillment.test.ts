import fc from 'fast-check';

import type { ParcelItem } from '../../order/allocate';
import {
	fulfill,
	moreAdvanced,
	type FulfillmentFacts,
	type Parcel,
	type UnfulfilledLine,
} from '../../order/fulfillment';
import {
	EMPTY_LINE,
	EMPTY_SHIPMENT,
	FULFILLMENT_STATUSES,
	type FulfillmentStatus,
	type Shipment,
} from '../../order/order';
import { countOperations } from '../support/countOperations';
import { property } from '../support/property';
import { BOTH, item, readProducts } from './parcels.support';

const line = (name: string, quantity: number | null, changes: Partial<UnfulfilledLine> = {}) => ({
	...EMPTY_LINE,
	product_id: `P-${name}`,
	sku: `S-${name}`,
	product_name: name,
	quantity,
	line_total: { amount: '1.00', currency: 'USD' },
	...changes,
});
const parcelOf = (shipment: Partial<Shipment>, ...items: readonly ParcelItem[]): Parcel => ({
	shipment: { ...EMPTY_SHIPMENT, ...shipment },
	items,
});
const parcel = (id: string, ...items: readonly ParcelItem[]): Parcel =>
	parcelOf(
		{ id, status: 'shipped', carrier: `Carrier ${id}`, tracking_number: `T-${id}` },
		...items,
	);
const canceled = { cancel_reason: 'buyer' };
const waiting = parcelOf({ id: 'waiting', status: 'pending' }, item('A', 1));

const linesOf = (text: string) =>
	readProducts(text).map(({ name, quantity, isCanceled }) =>
		line(name, quantity, isCanceled ? canceled : {}),
	);
/** Parcels by `|`, `-` for one that does not say what it contains. */
const parcelsOf = (text: string) =>
	(text === '' ? [] : text.split('|')).map((items, index) =>
		parcel(String(index + 1), ...readProducts(items).map((it) => item(it.name, it.quantity))),
	);

/** An order whose provider lists every parcel, unless said otherwise. */
function fulfilled(
	fromStatus: FulfillmentStatus,
	lines: string | readonly UnfulfilledLine[],
	parcels: string | readonly Parcel[] = '',
	changes: Partial<FulfillmentFacts> = {},
	by = fulfill,
) {
	const warnings: string[] = [];
	const ordered = typeof lines === 'string' ? linesOf(lines) : lines;
	const result = by(
		{
			provider: 'shop',
			orderId: '1',
			lines: ordered.map((each, index) => ({ ...each, line_number: index + 1 })),
			parcels: typeof parcels === 'string' ? parcelsOf(parcels) : parcels,
			matching: [BOTH],
			fromStatus,
			listsEveryParcel: true,
			...changes,
		},
		(sentence) => warnings.push(sentence),
	);
	const states = result.lines.map(
		(each) => `${each.quantity_shipped ?? '?'} ${each.fulfillment_status}`,
	);
	return { ...result, warnings, states: states.join(', ') };
}
const PARTLY = { listsEveryParcel: false };

/** The order's own status, its lines, its parcels: pieces shipped and status of each line, and of the order. */
type Row = [FulfillmentStatus, string, string, string, FulfillmentStatus?];
const isAsStated =
	(changes: Partial<FulfillmentFacts>) =>
	(...row: Row) => {
		const [stated, lines, parcels, states, status] = row;
		const order = fulfilled(stated, lines, parcels, changes);
		expect(order.states).toBe(states);
		if (status) expect(order.fulfillment_status).toBe(status);
		if (parcels === '') expect(order).toMatchObject({ shipments: [], warnings: [] });
	};

describe.each([
	['every parcel', {}],
	['some parcels only', PARTLY],
])('where the provider lists %s', (_, changes) => {
	test.each<Row>([
		// Without parcels the order’s own status holds for every line,
		['unfulfilled', 'A2', '', '0 unfulfilled', 'unfulfilled'],
		['partially_shipped', 'A2', '', '? partially_shipped', 'partially_shipped'],
		['shipped', 'A2', '', '2 shipped', 'shipped'],
		['delivered', 'A2', '', '2 delivered', 'delivered'],
		['unknown', 'A2', '', '? unknown', 'unknown'],
		['shipped', 'A?', '', '? shipped', 'shipped'],
		['canceled', 'A2 B1', '', '0 canceled, 0 canceled', 'canceled'],
		// except for a canceled one, which may have been sent before,
		['unfulfilled', 'A2!', '', '0 canceled', 'canceled'],
		['partially_shipped', 'A2!', '', '? canceled', 'canceled'],
		['shipped', 'A2!', '', '? canceled', 'canceled'],
		['unknown', 'A2! B1!', '', '? canceled, ? canceled', 'canceled'],
		['canceled', 'A2!', '', '0 canceled', 'canceled'],
		// and received, if its order was.
		['delivered', 'A2!', '', '? canceled', 'delivered'],
		// Of a canceled line, only what the parcels contain counts.
		['shipped', 'A2! B2!', 'A1', '1 canceled, 0 canceled', 'canceled'],
		// Without known lines, the order’s status and its parcels decide.
		['unfulfilled', '', 'A1', '', 'unknown'],
		['canceled', '', 'A1', '', 'unknown'],
		['shipped', '', 'A1', '', 'shipped'],
		['delivered', '', 'A1', '', 'delivered'],
	])('%s, lines "%s", parcels "%s": %s', isAsStated(changes));
});

describe('by its parcels, where the provider lists every one', () => {
	test.each<Row>([
		['unfulfilled', 'A2', 'A0', '0 unfulfilled', 'unfulfilled'],
		['unfulfilled', 'A2', 'A1', '1 partially_shipped', 'partially_shipped'],
		['unfulfilled', 'A2', 'A2', '2 shipped', 'shipped'],
		['shipped', 'A2', 'A0', '0 unfulfilled', 'unfulfilled'],
		['shipped', 'A2', 'A2', '2 shipped', 'shipped'],
		['delivered', 'A2', 'A1', '1 partially_shipped', 'partially_shipped'],
		['delivered', 'A2', 'A2', '2 delivered', 'delivered'],
		['canceled', 'A2', 'A0', '0 canceled', 'canceled'],
		['canceled', 'A2', 'A1', '1 partially_shipped', 'partially_shipped'],
		['canceled', 'A2 B1', 'A2', '2 shipped, 0 canceled', 'shipped'],
		['unknown', 'A2', 'A2', '2 shipped', 'shipped'],
		['unfulfilled', 'A0', 'A0', '0 unfulfilled', 'unfulfilled'],
		// Of a line without a quantity the pieces are known, not whether these are all.
		['unfulfilled', 'A?', 'A3', '3 unknown', 'unknown'],
		['delivered', 'A?', 'A3', '3 delivered', 'delivered'],
		// A canceled line gets only what live lines of its product leave.
		['shipped', 'A2!', '-', '? canceled', 'canceled'],
		['delivered', 'A1!', 'A1', '1 canceled', 'canceled'],
		['shipped', 'A1! A1', 'A1', '0 canceled, 1 shipped', 'shipped'],
		['shipped', 'A1! A1', 'A2', '1 canceled, 1 shipped', 'shipped'],
		// The order is what its live lines are together, unknown while one could be either.
		['partially_shipped', 'A1 B1', 'A0 B1', '0 unfulfilled, 1 shipped', 'partially_shipped'],
		['partially_shipped', 'A2 B1', 'A1 B1', '1 partially_shipped, 1 shipped', 'partially_shipped'],
		['partially_shipped', 'A1 B1!', 'A1 B0', '1 shipped, 0 canceled', 'shipped'],
		['partially_shipped', 'A1 B1!', 'A0 B0', '0 unfulfilled, 0 canceled', 'unfulfilled'],
		['unfulfilled', 'A1 B1', 'A1|-', '1 shipped, ? unknown', 'unknown'],
	])('%s, lines "%s", parcels "%s": %s', isAsStated({}));

	test.each<[FulfillmentStatus, string]>([
		['unfulfilled', '2 shipped, ? unknown'],
		['canceled', '2 shipped, ? unknown'],
		['partially_shipped', '2 shipped, ? partially_shipped'],
		['shipped', '2 shipped, 2 shipped'],
		['delivered', '2 delivered, 2 delivered'],
	])('%s, and a parcel leaves open what it contains: %s', (stated, states) => {
		for (const open of ['A2|-', 'A2|X1', 'A2|B?']) {
			expect(fulfilled(stated, 'A2 B2', open).states).toBe(states);
		}
	});
});

describe('by its parcels, where the provider may list some of them only', () => {
	test.each<Row>([
		['unfulfilled', 'A2', 'A2', '2 shipped'],
		['unfulfilled', 'A2', 'A1', '1 partially_shipped'],
		['shipped', 'A2', 'A1', '1 shipped'],
		['delivered', 'A2', 'A2', '2 delivered'],
		// A line in no parcel is as the order says, and of status and lines the more advanced counts.
		['unfulfilled', 'A1 B2', 'A1', '1 shipped, 0 unfulfilled', 'partially_shipped'],
		['shipped', 'A1 B2', 'A1', '1 shipped, 2 shipped', 'shipped'],
		['delivered', 'A1 B2', 'A1', '1 delivered, 2 delivered', 'delivered'],
		['unknown', 'A1 B2', 'A1', '1 shipped, ? unknown'],
		// In an order that was sent in part, complete parcels say what was not shipped.
		['partially_shipped', 'A1 B2', 'A1', '1 shipped, 0 unfulfilled', 'partially_shipped'],
		['partially_shipped', 'A1 B2', 'A1 X1', '1 shipped, ? partially_shipped'],
	])('%s, lines "%s", parcels "%s": %s', isAsStated(PARTLY));
});

test('a reason that is "unknown" cancels no line', () => {
	const lines = [line('A', 2, { cancel_reason: 'unknown' })];
	expect(fulfilled('shipped', lines).states).toBe('2 shipped');
});

describe('tracking numbers, carriers and shipments of a line', () => {
	const listed = { tracking_numbers: ['LP1'], carriers: ['Post'] };
	const both = [line('A', 1, listed), line('B', 1, listed)];
	const unnumbered = parcelOf({ id: '1', status: 'shipped' }, item('A', 1));

	test.each([
		['has no parcel', [], []],
		['has parcels without a number', [unnumbered], ['1']],
	])('are those of the order if the line %s', (_, parcels, shipment_ids) => {
		const order = fulfilled('shipped', [line('A', 1, listed)], parcels);
		expect(order.lines[0]).toMatchObject({ ...listed, shipment_ids });
	});

	test('are those of its parcels, each once; parcels of one number have ids of their own', () => {
		const again = parcel('1', item('A', 1));
		const lines = [line('A', 3, listed), line('B', 1, listed)];
		const order = fulfilled('shipped', lines, [again, ...parcelsOf('-|A1 B1').slice(1), again]);
		const carriers = ['Carrier 1', 'Carrier 2'];
		expect(order.lines).toMatchObject([
			{ tracking_numbers: ['T-1', 'T-2'], carriers, shipment_ids: ['1', '2', '1#2'] },
			{ tracking_numbers: ['T-2'], carriers: ['Carrier 2'], shipment_ids: ['2'] },
		]);
		expect(order.shipments.map(({ id }) => id)).toEqual(['1', '2', '1#2']);
	});

	test.each(['-', 'X1'])('a parcel that matches nothing ("%s") replaces the order’s', (open) => {
		const own = { tracking_numbers: ['T-1'], carriers: ['Carrier 1'], shipment_ids: ['1'] };
		expect(fulfilled('shipped', both, open).lines).toMatchObject([own, own]);
	});

	test.each<[string, string, Partial<FulfillmentFacts>, string[][], string[][]]>([
		['a parcel of its own', 'A1|-', {}, [['1'], ['2']], [['T-1'], ['T-2']]],
		['an item of another order', 'A1 X1', PARTLY, [['1'], []], [['T-1'], ['LP1']]],
	])('%s says nothing about other lines', (_, parcels, changes, ids, numbers) => {
		const { lines } = fulfilled('shipped', both, parcels, changes);
		expect(lines.map(({ shipment_ids }) => shipment_ids)).toEqual(ids);
		expect(lines.map(({ tracking_numbers }) => tracking_numbers)).toEqual(numbers);
	});

	test('a line in no parcel keeps the order’s numbers that no parcel has', () => {
		const more = { ...listed, tracking_numbers: ['LP1', 'T-1'] };
		const order = fulfilled('shipped', [line('A', 1, more), line('B', 1, more)], 'A1', PARTLY);
		expect(order.lines[1]).toMatchObject({ ...listed, shipment_ids: [] });
	});

	test.each<[string, FulfillmentStatus, readonly Parcel[], Partial<UnfulfilledLine>]>([
		['an unfulfilled order', 'unfulfilled', [], {}],
		['a canceled order', 'canceled', [], {}],
		['no parcel, where all are listed', 'shipped', parcelsOf('B1'), {}],
		['no parcel, canceled', 'shipped', parcelsOf('B1'), canceled],
		['a parcel that waits', 'partially_shipped', [...parcelsOf('B1'), waiting], {}],
	])('a line without a shipped piece has none: in %s', (_title, stated, parcels, changes) => {
		const lines = [line('A', 1, { ...listed, ...changes }), line('B', 1)];
		const nothing = { tracking_numbers: [], carriers: [], shipment_ids: [], shipped_at: null };
		const order = fulfilled(stated, lines, parcels);
		expect(order.lines[0]).toMatchObject({ quantity_shipped: 0, ...nothing });
	});

	test('a line whose parcels have no number gets the order’s only if there is just one', () => {
		const two = line('A', 1, { tracking_numbers: ['LP1', 'LP2'] });
		expect(fulfilled('shipped', [two], [unnumbered]).lines[0]?.tracking_numbers).toEqual([]);
	});

	test('a line was shipped when its first parcel was', () => {
		const sentOn = (day: number) =>
			parcelOf({ status: 'shipped', shipped_at: `2026-05-0${day}T00:00:00.000Z` }, item('A', 1));
		const order = fulfilled('shipped', 'A3', [sentOn(4), sentOn(3), parcel('3')]);
		expect(order.lines[0]?.shipped_at).toBe('2026-05-03T00:00:00.000Z');
	});
});

test('a parcel that waits to be sent names its lines, but its pieces do not count as shipped', () => {
	const alone = fulfilled('unfulfilled', 'A2', [waiting]);
	expect(alone).toMatchObject({ states: '0 unfulfilled', fulfillment_status: 'unfulfilled' });
	expect(alone.shipments[0]?.items).toEqual([{ item_key: 'shop:1:S-A', ...item('A', 1) }]);
	const both = fulfilled('partially_shipped', 'A2', [waiting, parcel('2', item('A', 1))]);
	expect(both.states).toBe('1 partially_shipped');
	expect(both.lines[0]?.tracking_numbers).toEqual(['T-2']);
});

test.each<[FulfillmentStatus, string, readonly string[]]>([
	['shipped', '2 shipped', ['LP1']],
	['delivered', '2 delivered', ['LP1']],
	['partially_shipped', '? partially_shipped', ['LP1']],
	['unfulfilled', '0 canceled', []],
])('a line that ended in a dispute, in an order that is %s: %s', (stated, states, numbers) => {
	const disputed = line('A', 2, { ...canceled, is_disputed: true, tracking_numbers: ['LP1'] });
	const order = fulfilled(stated, [disputed]);
	expect(order.states).toBe(states);
	expect(order.lines[0]?.tracking_numbers).toEqual(numbers);
	if (numbers.length > 0) expect(order.fulfillment_status).toBe(stated);
});

test.each<[string, FulfillmentStatus, string | null, FulfillmentStatus]>([
	['without an amount', 'delivered', null, 'delivered'],
	['of no worth', 'shipped', '0.00', 'shipped'],
	['that was paid for', 'shipped', '0.01', 'partially_shipped'],
	['in an order sent in part', 'partially_shipped', null, 'partially_shipped'],
])('a gift %s in no parcel: an order that is %s', (_title, stated, amount, expected) => {
	const line_total = amount === null ? null : { amount, currency: 'USD' };
	const order = fulfilled(stated, [line('A', 1), line('B', 1, { line_total })], 'A1');
	expect(order.fulfillment_status).toBe(expected);
	expect(order.states).toMatch(/, 0 unfulfilled$/);
});

test('a line without a variant gets the one that a parcel names', () => {
	const named = parcel('1', { ...item('A', 1), variant: 'Red' }, { ...item('B', 1), variant: 'S' });
	const own = { variant: 'Blue', variant_values: ['Blue'] };
	const order = fulfilled('shipped', [line('A', 1), line('B', 1, own)], [named]);
	expect(order.lines).toMatchObject([{ variant: 'Red', variant_values: ['Red'] }, own]);
});

describe('pieces that the provider counts itself', () => {
	test.each<[FulfillmentStatus, number, FulfillmentStatus]>([
		['unfulfilled', 0, 'unfulfilled'],
		['partially_shipped', 0, 'unfulfilled'],
		['canceled', 0, 'canceled'],
		['partially_shipped', 1, 'partially_shipped'],
		['partially_shipped', 2, 'shipped'],
		['delivered', 2, 'delivered'],
		['shipped', 3, 'shipped'],
	])('of an order that is %s, %i of 2: %s', (stated, pieces, status) => {
		const order = fulfilled(stated, 'A2', '', { shippedPieces: [pieces] });
		expect(order.states).toBe(`${pieces} ${status}`);
		expect(order.fulfillment_status).toBe(stated);
	});

	test('outrank what is in parcels, which give number and carrier', () => {
		const changes = { ...PARTLY, shippedPieces: [2, null] };
		const order = fulfilled('partially_shipped', 'A3 B1', 'A1', changes);
		expect(order.states).toBe('2 partially_shipped, 0 unfulfilled');
		expect(order.lines[0]).toMatchObject({ tracking_numbers: ['T-1'], carriers: ['Carrier 1'] });
	});

	test('of a canceled line are those that left before', () => {
		expect(fulfilled('shipped', 'A2!', '', { shippedPieces: [1] }).states).toBe('1 canceled');
	});
});

test('statuses advance from unknown to canceled', () => {
	const order = ['unknown', 'unfulfilled', 'partially_shipped', 'shipped', 'delivered', 'canceled'];
	(order as FulfillmentStatus[]).forEach((later, at, all) => {
		for (const earlier of all.slice(0, at + 1)) {
			expect([moreAdvanced(earlier, later), moreAdvanced(later, earlier)]).toEqual([later, later]);
		}
	});
});

const name = fc.constantFrom('A', 'B', 'C');
const quantity = fc.option(fc.nat({ max: 5 }));
const someLines = fc.array(
	fc
		.tuple(name, quantity, fc.constantFrom('', 'buyer', 'unknown'))
		.map(([of, pieces, reason]) => line(of, pieces, { cancel_reason: reason })),
	{ maxLength: 5 },
);
const someParcels = fc
	.array(fc.array(fc.tuple(fc.constantFrom('A', 'B', 'X'), quantity), { maxLength: 3 }), {
		maxLength: 4,
	})
	.map((parcels) =>
		parcels.map((items, index) =>
			parcel(String(index), ...items.map(([of, pieces]) => item(of, pieces))),
		),
	);

property(
	'any order comes out whole: each line and parcel once, nothing above its quantity',
	fc.constantFrom(...FULFILLMENT_STATUSES),
	someLines,
	someParcels,
	fc.boolean(),
	(stated, lines, parcels, listsEveryParcel) => {
		const order = fulfilled(stated, lines, parcels, { listsEveryParcel });
		expect(order.lines.map((each) => each.product_name)).toEqual(
			lines.map((each) => each.product_name),
		);
		expect(order.shipments.map(({ id }) => id)).toEqual(parcels.map(({ shipment }) => shipment.id));
		expect(FULFILLMENT_STATUSES).toContain(order.fulfillment_status);
		const keys = new Set(order.shipments.flatMap(({ items }) => items).map((it) => it.item_key));
		expect([...keys].filter((key) => key !== '').length).toBeLessThanOrEqual(lines.length);
		for (const each of order.lines) {
			const { quantity: ordered, quantity_shipped: shipped, fulfillment_status } = each;
			expect(FULFILLMENT_STATUSES).toContain(fulfillment_status);
			expect(shipped ?? 0).toBeLessThanOrEqual(ordered ?? Infinity);
			if (fulfillment_status === 'unfulfilled') expect(shipped ?? 0).toBe(0);
		}
	},
);

describe('1,000 lines with 1,000 parcels take ten times the work of 100 with 100', () => {
	test.each<[string, (name: string) => string, (name: string) => readonly ParcelItem[]]>([
		['each of its own product', String, (name) => [item(name, 1)]],
		['of one product', () => 'A', (name) => [item(name, 1)]],
		['of one product, with a surplus', () => 'A', (name) => [item(name, 3)]],
		['of one product, without quantities', () => 'A', (name) => [item(name, null)]],
		['that do not say what they contain', String, () => []],
		['that match no line', String, (name) => [item(`X${name}`, 1)]],
	])('%s', (_, nameOf, itemsOf) => {
		const work = (count: number) => {
			const names = Array.from({ length: count }, (__, index) => nameOf(String(index)));
			const lines = names.map((name) => line(name, 1));
			const parcels = names.map((name, index) => parcel(String(index), ...itemsOf(name)));
			return countOperations(
				'order/',
				() =>
					jest.requireActual<typeof import('../../order/fulfillment')>('../../order/fulfillment'),
				(fresh) => fulfilled('shipped', lines, parcels, {}, fresh.fulfill),
			);
		};
		const one = work(100);
		expect(one).toBeGreaterThan(100);
		expect(work(1000)).toBeLessThan(one * 12);
	});
});
