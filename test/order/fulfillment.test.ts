import fc from 'fast-check';

import type { MatchingRule, ParcelItem } from '../../order/allocate';
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
} from '../../order/order';
import { countOperations } from '../support/countOperations';
import { property } from '../support/property';

const BOTH: MatchingRule = {
	key: ({ product_id, sku }) => (product_id || sku ? `${product_id}/${sku}` : ''),
};

const line = (
	name: string,
	quantity: number | null,
	changes: Partial<UnfulfilledLine> = {},
): UnfulfilledLine => ({
	...EMPTY_LINE,
	product_id: `P-${name}`,
	sku: `S-${name}`,
	product_name: name,
	quantity,
	line_total: { amount: '1.00', currency: 'USD' },
	...changes,
});
const canceled = { cancel_reason: 'buyer' };

const item = (name: string, quantity: number | null): ParcelItem => ({
	product_id: `P-${name}`,
	sku: `S-${name}`,
	quantity,
});
const parcel = (id: string, ...items: readonly ParcelItem[]): Parcel => ({
	shipment: {
		...EMPTY_SHIPMENT,
		id,
		status: 'shipped',
		carrier: `Carrier ${id}`,
		tracking_number: `T-${id}`,
	},
	items,
});

const waiting: Parcel = {
	shipment: { ...EMPTY_SHIPMENT, id: 'waiting', status: 'pending' },
	items: [item('A', 1)],
};

/** An order whose provider lists every parcel, unless said otherwise. */
function fulfilled(
	stated: FulfillmentStatus,
	lines: readonly UnfulfilledLine[],
	parcels: readonly Parcel[],
	changes: Partial<FulfillmentFacts> = {},
	by = fulfill,
) {
	const warnings: string[] = [];
	const result = by(
		{
			provider: 'shop',
			orderId: '1',
			lines: lines.map((each, index) => ({ ...each, line_number: index + 1 })),
			parcels,
			matching: [BOTH],
			fromStatus: stated,
			listsEveryParcel: true,
			...changes,
		},
		(sentence) => warnings.push(sentence),
	);
	return {
		...result,
		warnings,
		states: result.lines.map((each) => [each.quantity_shipped, each.fulfillment_status]),
	};
}
const PARTLY = { listsEveryParcel: false };

describe('without parcels the order’s own status holds for every line', () => {
	test.each<[FulfillmentStatus, number | null]>([
		['unfulfilled', 0],
		['partially_shipped', null],
		['shipped', 2],
		['delivered', 2],
		['canceled', 0],
		['unknown', null],
	])('%s: %j of 2 pieces shipped', (stated, shipped) => {
		for (const changes of [{}, PARTLY]) {
			const order = fulfilled(stated, [line('A', 2)], [], changes);
			expect(order.states).toEqual([[shipped, stated]]);
			expect(order.fulfillment_status).toBe(stated);
			expect(order.shipments).toEqual([]);
			expect(order.warnings).toEqual([]);
		}
	});

	test('a line keeps the order’s tracking number and carrier', () => {
		const own = { tracking_numbers: ['LP1'], carriers: ['Post'] };
		expect(fulfilled('shipped', [line('A', 1, own)], []).lines[0]).toMatchObject({
			...own,
			shipment_ids: [],
		});
	});

	test('a line without a quantity has no shipped quantity', () => {
		expect(fulfilled('shipped', [line('A', null)], []).states).toEqual([[null, 'shipped']]);
	});
});

describe('a canceled line', () => {
	test.each<[FulfillmentStatus, number | null]>([
		['unfulfilled', 0],
		['canceled', 0],
		['partially_shipped', null],
		['shipped', null],
		['delivered', null],
		['unknown', null],
	])('without parcels, in an order that is %s: %j shipped', (stated, shipped) => {
		expect(fulfilled(stated, [line('A', 2, canceled)], []).states).toEqual([[shipped, 'canceled']]);
	});

	test.each([[{}], [PARTLY]])('has what the parcels contain of it (%j)', (changes) => {
		const lines = [line('A', 2, canceled), line('B', 2, canceled)];
		const order = fulfilled('shipped', lines, [parcel('1', item('A', 1))], changes);
		expect(order.states).toEqual([
			[1, 'canceled'],
			[0, 'canceled'],
		]);
		expect(order.fulfillment_status).toBe('canceled');
	});

	test('of which a parcel may contain more has no shipped quantity', () => {
		const order = fulfilled('shipped', [line('A', 2, canceled)], [parcel('1')]);
		expect(order.states).toEqual([[null, 'canceled']]);
	});

	test('gets only what live lines of its product leave', () => {
		const lines = [line('A', 1, canceled), line('A', 1)];
		const one = fulfilled('shipped', lines, [parcel('1', item('A', 1))]);
		expect(one.states).toEqual([
			[0, 'canceled'],
			[1, 'shipped'],
		]);
		expect(one.lines.map(({ tracking_numbers }) => tracking_numbers)).toEqual([[], ['T-1']]);
		const two = fulfilled('shipped', lines, [parcel('1', item('A', 2))]);
		expect(two.states).toEqual([
			[1, 'canceled'],
			[1, 'shipped'],
		]);
	});

	test('a reason that is "unknown" cancels no line', () => {
		const order = fulfilled('shipped', [line('A', 2, { cancel_reason: 'unknown' })], []);
		expect(order.states).toEqual([[2, 'shipped']]);
	});
});

describe('a canceled order', () => {
	test('without parcels is canceled, nothing was shipped', () => {
		const order = fulfilled('canceled', [line('A', 2), line('B', 1)], []);
		expect(order.states).toEqual([
			[0, 'canceled'],
			[0, 'canceled'],
		]);
		expect(order.fulfillment_status).toBe('canceled');
	});

	test('with parcels was shipped as far as they contain it', () => {
		const order = fulfilled('canceled', [line('A', 2), line('B', 1)], [parcel('1', item('A', 2))]);
		expect(order.states).toEqual([
			[2, 'shipped'],
			[0, 'canceled'],
		]);
		expect(order.fulfillment_status).toBe('shipped');
	});
});

describe('a line by its parcels, where the provider lists every parcel', () => {
	test.each<[FulfillmentStatus, number, number, FulfillmentStatus]>([
		['unfulfilled', 2, 0, 'unfulfilled'],
		['unfulfilled', 2, 1, 'partially_shipped'],
		['unfulfilled', 2, 2, 'shipped'],
		['shipped', 2, 0, 'unfulfilled'],
		['shipped', 2, 2, 'shipped'],
		['delivered', 2, 1, 'partially_shipped'],
		['delivered', 2, 2, 'delivered'],
		['canceled', 2, 0, 'canceled'],
		['canceled', 2, 1, 'partially_shipped'],
		['unknown', 2, 2, 'shipped'],
		['unfulfilled', 0, 0, 'unfulfilled'],
	])('%s, %i ordered, %i in parcels: %s', (stated, ordered, sent, status) => {
		const order = fulfilled(stated, [line('A', ordered)], [parcel('1', item('A', sent))]);
		expect(order.states).toEqual([[sent, status]]);
		expect(order.fulfillment_status).toBe(status);
	});

	test('a surplus does not count', () => {
		const order = fulfilled('unfulfilled', [line('A', 2)], [parcel('1', item('A', 5))]);
		expect(order.states).toEqual([[2, 'shipped']]);
		expect(order.shipments[0]?.items).toEqual([
			{ item_key: 'shop:1:S-A', sku: 'S-A', product_id: 'P-A', quantity: 5 },
		]);
		expect(order.warnings).toEqual([
			'The parcels contain 3 more of product P-A, SKU S-A than the order.',
		]);
	});

	test.each<[FulfillmentStatus, FulfillmentStatus, number | null]>([
		['unfulfilled', 'unknown', null],
		['canceled', 'unknown', null],
		['partially_shipped', 'partially_shipped', null],
		['shipped', 'shipped', 2],
		['delivered', 'delivered', 2],
	])('%s, a parcel leaves it open what it contains: %s', (stated, status, shipped) => {
		for (const open of [parcel('2'), parcel('2', item('X', 1)), parcel('2', item('B', null))]) {
			const lines = [line('A', 2), line('B', 2)];
			const order = fulfilled(stated, lines, [parcel('1', item('A', 2)), open]);
			expect(order.states).toEqual([
				[2, stated === 'delivered' ? 'delivered' : 'shipped'],
				[shipped, status],
			]);
		}
	});

	test('of a line without a quantity the pieces are known, not whether these are all', () => {
		const parcels = [parcel('1', item('A', 3))];
		expect(fulfilled('unfulfilled', [line('A', null)], parcels).states).toEqual([[3, 'unknown']]);
		expect(fulfilled('delivered', [line('A', null)], parcels).states).toEqual([[3, 'delivered']]);
	});
});

describe('a line by its parcels, where the provider may list some of them only', () => {
	test.each<[FulfillmentStatus, number, FulfillmentStatus, number | null]>([
		['unfulfilled', 2, 'shipped', 2],
		['unfulfilled', 1, 'partially_shipped', 1],
		['shipped', 1, 'shipped', 1],
		['delivered', 2, 'delivered', 2],
	])('%s, %i of 2 in parcels: %s', (stated, sent, status, shipped) => {
		const parcels = [parcel('1', item('A', sent))];
		expect(fulfilled(stated, [line('A', 2)], parcels, PARTLY).states).toEqual([[shipped, status]]);
	});

	test.each<[FulfillmentStatus, number | null]>([
		['unfulfilled', 0],
		['shipped', 2],
		['delivered', 2],
		['unknown', null],
	])('a line in no parcel is as the order says: %s', (stated, shipped) => {
		const lines = [line('A', 1), line('B', 2)];
		const order = fulfilled(stated, lines, [parcel('1', item('A', 1))], PARTLY);
		expect(order.states[1]).toEqual([shipped, stated]);
	});

	test('in a partially shipped order, complete parcels say what was not shipped', () => {
		const lines = [line('A', 1), line('B', 2)];
		const stated = 'partially_shipped';
		const complete = fulfilled(stated, lines, [parcel('1', item('A', 1))], PARTLY);
		expect(complete.states).toEqual([
			[1, 'shipped'],
			[0, 'unfulfilled'],
		]);
		const open = [parcel('1', item('A', 1), item('X', 1))];
		expect(fulfilled(stated, lines, open, PARTLY).states[1]).toEqual([null, stated]);
	});
});

describe('tracking numbers, carriers and shipments of a line', () => {
	const listed = { tracking_numbers: ['LP1'], carriers: ['Post'] };

	test('are those of its parcels, each once; parcels of one number have ids of their own', () => {
		const lines = [line('A', 3, listed), line('B', 1, listed)];
		const again = { ...parcel('1', item('A', 1)) };
		const order = fulfilled('shipped', lines, [
			parcel('1', item('A', 1)),
			parcel('2', item('A', 1), item('B', 1)),
			again,
		]);
		expect(order.lines[0]).toMatchObject({
			tracking_numbers: ['T-1', 'T-2'],
			carriers: ['Carrier 1', 'Carrier 2'],
			shipment_ids: ['1', '2', '1#2'],
		});
		expect(order.shipments.map(({ id }) => id)).toEqual(['1', '2', '1#2']);
		expect(order.lines[1]).toMatchObject({ tracking_numbers: ['T-2'], shipment_ids: ['2'] });
	});

	test.each([
		['names nothing', parcel('1')],
		['matches nothing', parcel('1', item('X', 1))],
	])('a parcel that %s replaces the order’s internal number', (_, open) => {
		const order = fulfilled('shipped', [line('A', 1, listed), line('B', 1, listed)], [open]);
		for (const each of order.lines) {
			expect(each).toMatchObject({
				tracking_numbers: ['T-1'],
				carriers: ['Carrier 1'],
				shipment_ids: ['1'],
			});
		}
	});

	test('a line with a parcel of its own is not in such a parcel', () => {
		const lines = [line('A', 1, listed), line('B', 1, listed)];
		const order = fulfilled('shipped', lines, [parcel('1', item('A', 1)), parcel('2')]);
		expect(order.lines.map((each) => each.shipment_ids)).toEqual([['1'], ['2']]);
	});

	test('a parcel without a number leaves the order’s', () => {
		const { shipment } = parcel('1');
		const unnumbered = {
			shipment: { ...shipment, tracking_number: '', carrier: '' },
			items: [item('A', 1)],
		};
		expect(fulfilled('shipped', [line('A', 1, listed)], [unnumbered]).lines[0]).toMatchObject({
			...listed,
			shipment_ids: ['1'],
		});
	});

	test('a line in no parcel keeps those of the order’s numbers that are no parcel’s', () => {
		const both = { ...listed, tracking_numbers: ['LP1', 'T-1'] };
		const lines = [line('A', 1, both), line('B', 1, both)];
		const order = fulfilled('shipped', lines, [parcel('1', item('A', 1))], PARTLY);
		expect(order.lines[1]).toMatchObject({ ...listed, shipment_ids: [] });
	});

	test.each<[string, FulfillmentStatus, readonly Parcel[], Partial<UnfulfilledLine>]>([
		['an unfulfilled order', 'unfulfilled', [], {}],
		['a canceled order', 'canceled', [], {}],
		['no parcel, where all are listed', 'shipped', [parcel('1', item('B', 1))], {}],
		['no parcel, canceled', 'shipped', [parcel('1', item('B', 1))], canceled],
		['a parcel that waits', 'partially_shipped', [parcel('1', item('B', 1)), waiting], {}],
	])('a line of which nothing was sent has none: in %s', (_title, stated, parcels, changes) => {
		const order = fulfilled(
			stated,
			[line('A', 1, { ...listed, ...changes }), line('B', 1)],
			parcels,
		);
		expect(order.lines[0]).toMatchObject({
			quantity_shipped: 0,
			tracking_numbers: [],
			carriers: [],
			shipment_ids: [],
			shipped_at: null,
		});
	});

	test('a line whose parcels have no number has the order’s if that is the only one', () => {
		const unnumbered = parcel('1', item('A', 1));
		const parcels = [{ ...unnumbered, shipment: { ...unnumbered.shipment, tracking_number: '' } }];
		const numbers = (...tracking_numbers: readonly string[]) =>
			fulfilled('shipped', [line('A', 1, { tracking_numbers })], parcels).lines[0]
				?.tracking_numbers;
		expect(numbers('LP1')).toEqual(['LP1']);
		expect(numbers('LP1', 'LP2')).toEqual([]);
	});

	test('a line is sent with the first of its parcels', () => {
		const sentAt = (id: string, day: number) => {
			const { shipment, items } = parcel(id, item('A', 1));
			return { items, shipment: { ...shipment, shipped_at: `2026-05-0${day}T00:00:00.000Z` } };
		};
		const order = fulfilled(
			'shipped',
			[line('A', 3)],
			[sentAt('1', 4), sentAt('2', 3), parcel('3')],
		);
		expect(order.lines[0]?.shipped_at).toBe('2026-05-03T00:00:00.000Z');
	});

	test('a parcel with an item of another order says nothing about other lines', () => {
		const lines = [line('A', 1, listed), line('B', 1, listed)];
		const order = fulfilled('shipped', lines, [parcel('1', item('A', 1), item('X', 1))], PARTLY);
		expect(order.lines.map((each) => each.tracking_numbers)).toEqual([['T-1'], ['LP1']]);
	});
});

describe('a parcel that waits to be sent', () => {
	test('alone leaves the order’s own status, and names its lines', () => {
		const order = fulfilled('unfulfilled', [line('A', 2)], [waiting]);
		expect(order.states).toEqual([[0, 'unfulfilled']]);
		expect(order.fulfillment_status).toBe('unfulfilled');
		expect(order.shipments[0]?.items).toEqual([
			{ item_key: 'shop:1:S-A', sku: 'S-A', product_id: 'P-A', quantity: 1 },
		]);
		expect(order.warnings).toEqual([]);
	});

	test('takes nothing from one that was sent', () => {
		const order = fulfilled(
			'partially_shipped',
			[line('A', 2)],
			[waiting, parcel('2', item('A', 1))],
		);
		expect(order.states).toEqual([[1, 'partially_shipped']]);
		expect(order.lines[0]?.tracking_numbers).toEqual(['T-2']);
		expect(order.fulfillment_status).toBe('partially_shipped');
	});
});

test.each<[FulfillmentStatus, number | null]>([
	['shipped', 2],
	['delivered', 2],
	['partially_shipped', null],
])(
	'a line that ended in a dispute, in an order that is %s, was sent as well',
	(stated, shipped) => {
		const disputed = line('A', 2, { ...canceled, is_disputed: true, tracking_numbers: ['LP1'] });
		const order = fulfilled(stated, [disputed], []);
		expect(order.states).toEqual([[shipped, stated]]);
		expect(order.lines[0]?.tracking_numbers).toEqual(['LP1']);
		expect(order.fulfillment_status).toBe(stated);
		expect(fulfilled('unfulfilled', [disputed], []).states).toEqual([[0, 'canceled']]);
	},
);

test.each<[string, FulfillmentStatus, UnfulfilledLine['line_total'], FulfillmentStatus]>([
	['without an amount', 'delivered', null, 'delivered'],
	['of no worth', 'shipped', { amount: '0.00', currency: 'USD' }, 'shipped'],
	['that was paid for', 'shipped', { amount: '0.01', currency: 'USD' }, 'partially_shipped'],
	['in an order sent in part', 'partially_shipped', null, 'partially_shipped'],
])('a gift %s in no parcel: an order that is %s', (_title, stated, line_total, expected) => {
	const lines = [line('A', 1), line('B', 1, { line_total })];
	const order = fulfilled(stated, lines, [parcel('1', item('A', 1))]);
	expect(order.fulfillment_status).toBe(expected);
	expect(order.states[1]).toEqual([0, 'unfulfilled']);
});

test('an order whose lines are all canceled is canceled, unless it was received', () => {
	for (const stated of FULFILLMENT_STATUSES.filter((each) => each !== 'delivered')) {
		const order = fulfilled(stated, [line('A', 1, canceled), line('B', 1, canceled)], []);
		expect(order.fulfillment_status).toBe('canceled');
	}
	expect(fulfilled('delivered', [line('A', 1, canceled)], []).fulfillment_status).toBe('delivered');
});

test('a line without a variant gets the one that a parcel names', () => {
	const named = parcel('1', { ...item('A', 1), variant: 'Red' }, { ...item('B', 1), variant: 'S' });
	const own = { variant: 'Blue', variant_values: ['Blue'] };
	const order = fulfilled('shipped', [line('A', 1), line('B', 1, own)], [named]);
	expect(order.lines[0]).toMatchObject({ variant: 'Red', variant_values: ['Red'] });
	expect(order.lines[1]).toMatchObject(own);
});

describe('pieces that the provider counts itself', () => {
	test.each<[string, FulfillmentStatus, number, number, FulfillmentStatus]>([
		['none', 'unfulfilled', 2, 0, 'unfulfilled'],
		['none in an order that was partly sent', 'partially_shipped', 2, 0, 'unfulfilled'],
		['none of a canceled order', 'canceled', 2, 0, 'canceled'],
		['some', 'partially_shipped', 2, 1, 'partially_shipped'],
		['all', 'partially_shipped', 2, 2, 'shipped'],
		['all of an order that was received', 'delivered', 2, 2, 'delivered'],
		['more than were ordered', 'shipped', 2, 3, 'shipped'],
	])('%s', (_, stated, quantity, pieces, status) => {
		const order = fulfilled(stated, [line('A', quantity)], [], { shippedPieces: [pieces] });
		expect(order.states).toEqual([[pieces, status]]);
		expect(order.fulfillment_status).toBe(stated);
	});

	test('outrank what is in parcels, which give number and carrier', () => {
		const lines = [line('A', 3), line('B', 1)];
		const parcels = [parcel('1', item('A', 1))];
		const order = fulfilled('partially_shipped', lines, parcels, {
			...PARTLY,
			shippedPieces: [2, null],
		});
		expect(order.states).toEqual([
			[2, 'partially_shipped'],
			[0, 'unfulfilled'],
		]);
		expect(order.lines[0]).toMatchObject({ tracking_numbers: ['T-1'], carriers: ['Carrier 1'] });
	});

	test('of a canceled line are those that left before', () => {
		const lines = [line('A', 2, canceled)];
		expect(fulfilled('shipped', lines, [], { shippedPieces: [1] }).states).toEqual([
			[1, 'canceled'],
		]);
	});
});

describe('the order from its lines', () => {
	/** Lines of these statuses, in an order that has parcels. */
	const SETUPS: Readonly<Record<string, readonly [UnfulfilledLine, number]>> = {
		unfulfilled: [line('U', 1), 0],
		partially_shipped: [line('P', 2), 1],
		shipped: [line('S', 1), 1],
		canceled: [line('C', 1, canceled), 0],
	};
	test.each<[readonly string[], FulfillmentStatus]>([
		[['unfulfilled'], 'unfulfilled'],
		[['shipped'], 'shipped'],
		[['unfulfilled', 'shipped'], 'partially_shipped'],
		[['partially_shipped', 'shipped'], 'partially_shipped'],
		[['shipped', 'canceled'], 'shipped'],
		[['unfulfilled', 'canceled'], 'unfulfilled'],
		[['canceled'], 'canceled'],
	])('%j: %s', (names, expected) => {
		const setups = names.flatMap((each) => (SETUPS[each] ? [SETUPS[each]] : []));
		const items = setups.map(([{ product_name }, sent]) => item(product_name, sent));
		const lines = setups.map(([each]) => each);
		const order = fulfilled('partially_shipped', lines, [parcel('1', ...items)]);
		expect(order.lines.map((each) => each.fulfillment_status)).toEqual(names);
		expect(order.fulfillment_status).toBe(expected);
	});

	test('is unknown while one line could be shipped or not', () => {
		const order = fulfilled(
			'unfulfilled',
			[line('A', 1), line('B', 1)],
			[parcel('1', item('A', 1)), parcel('2')],
		);
		expect(order.fulfillment_status).toBe('unknown');
	});

	test.each<[FulfillmentStatus, FulfillmentStatus]>([
		['unfulfilled', 'unknown'],
		['canceled', 'unknown'],
		['shipped', 'shipped'],
		['delivered', 'delivered'],
	])('with a parcel and no lines, %s is %s', (stated, expected) => {
		for (const changes of [{}, PARTLY]) {
			expect(fulfilled(stated, [], [parcel('1', item('A', 1))], changes).fulfillment_status).toBe(
				expected,
			);
		}
	});

	test('where parcels may be missing, the more advanced of status and lines counts', () => {
		const lines = [line('A', 1), line('B', 1)];
		const parcels = [parcel('1', item('A', 1))];
		const status = (stated: FulfillmentStatus) =>
			fulfilled(stated, lines, parcels, PARTLY).fulfillment_status;
		expect(status('unfulfilled')).toBe('partially_shipped');
		expect(status('partially_shipped')).toBe('partially_shipped');
		expect(status('delivered')).toBe('delivered');
	});

	test('statuses advance from unknown to canceled', () => {
		const order = [
			'unknown',
			'unfulfilled',
			'partially_shipped',
			'shipped',
			'delivered',
			'canceled',
		];
		order.forEach((later, at) => {
			for (const earlier of order.slice(0, at + 1)) {
				expect(moreAdvanced(earlier as FulfillmentStatus, later as FulfillmentStatus)).toBe(later);
				expect(moreAdvanced(later as FulfillmentStatus, earlier as FulfillmentStatus)).toBe(later);
			}
		});
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
	const ITSELF = String;
	const SAME = () => 'A';
	test.each<[string, (index: number) => string, (name: string) => readonly ParcelItem[]]>([
		['each of its own product', ITSELF, (name) => [item(name, 1)]],
		['of one product', SAME, (name) => [item(name, 1)]],
		['that do not say what they contain', ITSELF, () => []],
		['that match no line', ITSELF, (name) => [item(`X${name}`, 1)]],
	])('%s', (_, nameOf, itemsOf) => {
		const work = (count: number) => {
			const names = Array.from({ length: count }, (__, index) => nameOf(index));
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
