import fc from 'fast-check';

import {
	allocate,
	type AllocationLine,
	type MatchingRule,
	type ParcelItem,
} from '../../order/allocate';
import { countOperations } from '../support/countOperations';
import { property } from '../support/property';

/** Product and SKU both, as one provider matches. */
const BOTH: MatchingRule = {
	key: ({ product_id, sku }) => (product_id || sku ? `${product_id}/${sku}` : ''),
};
/** The SKU, else the product where it has one SKU only, as another provider matches. */
const EITHER: readonly MatchingRule[] = [
	{ key: ({ sku }) => sku },
	{ key: ({ product_id }) => product_id, needsOneSku: true },
];

interface LineOptions {
	readonly isCanceled?: boolean;
	readonly sku?: string;
}
/** A line of the made-up product `name`. */
const line = (name: string, quantity: number | null, options: LineOptions = {}) => ({
	product_id: name && `P-${name}`,
	sku: options.sku ?? (name && `S-${name}`),
	quantity,
	isCanceled: options.isCanceled ?? false,
});
const item = (name: string, quantity: number | null): ParcelItem => ({
	product_id: name && `P-${name}`,
	sku: name && `S-${name}`,
	quantity,
});

/** Allocates parcels that are named A, B, … to lines that have the keys 1, 2, …. */
function allocated(
	lines: ReadonlyArray<Omit<AllocationLine, 'line_number'>>,
	parcels: ReadonlyArray<readonly ParcelItem[]>,
	rules: readonly MatchingRule[] = [BOTH],
	by = allocate,
) {
	const warnings: string[] = [];
	const result = by(
		parcels.map((items, index) => ({ id: String.fromCharCode(65 + index), items })),
		lines.map((each, index) => ({ ...each, line_number: index + 1 })),
		lines.map((_, index) => String(index + 1)),
		rules,
		(sentence) => warnings.push(sentence),
	);
	return {
		...result,
		warnings,
		pieces: result.lines.map((each) => each.pieces),
		/** `key×quantity` of the items of each parcel. */
		contents: result.contents.map((items) =>
			items.map(({ item_key, quantity }) => `${item_key}×${quantity}`),
		),
	};
}

describe('pieces are dealt to the matching lines', () => {
	test('in line order, never above the quantity of a line', () => {
		const { pieces, contents, warnings } = allocated(
			[line('A', 2), line('B', 1), line('A', 3)],
			[[item('A', 1)], [item('A', 2)], [item('B', 1)]],
		);
		expect(pieces).toEqual([2, 1, 1]);
		expect(contents).toEqual([['1×1'], ['1×1', '3×1'], ['2×1']]);
		expect(warnings).toEqual([]);
	});

	test('to live lines before canceled ones', () => {
		const lines = [line('A', 2, { isCanceled: true }), line('A', 1), line('A', 1)];
		expect(allocated(lines, [[item('A', 1)]]).pieces).toEqual([0, 1, 0]);
		expect(allocated(lines, [[item('A', 3)]]).pieces).toEqual([1, 1, 1]);
		expect(allocated(lines, [[item('A', 3)]]).contents).toEqual([['2×1', '3×1', '1×1']]);
	});

	test('a line of no pieces takes none', () => {
		const lines = [line('A', 0), line('A', 1), line('A', 0), line('A', 1)];
		expect(allocated(lines, [[item('A', 2)]]).pieces).toEqual([0, 1, 0, 1]);
	});

	test('a line without a quantity takes all', () => {
		const { pieces, warnings } = allocated([line('A', null), line('A', 5)], [[item('A', 7)]]);
		expect(pieces).toEqual([7, 0]);
		expect(warnings).toEqual([]);
	});

	test('each line knows the parcels that contain it', () => {
		const { lines } = allocated(
			[line('A', 2), line('B', 1), line('C', 1)],
			[[item('A', 1)], [item('B', 1), item('A', 1)]],
		);
		expect(lines.map(({ own, parcels }) => [own, parcels])).toEqual([
			[
				[0, 1],
				[0, 1],
			],
			[[1], [1]],
			[[], []],
		]);
	});

	test('the variant is the first that a parcel names', () => {
		const { lines } = allocated(
			[line('A', 3)],
			[
				[item('A', 1)],
				[
					{ ...item('A', 1), variant: 'Red' },
					{ ...item('A', 1), variant: 'Blue' },
				],
			],
		);
		expect(lines[0]?.variant).toBe('Red');
	});
});

describe('an item with quantity 0 or none names the first matching line', () => {
	test.each([[0], [null]])('%j', (quantity) => {
		const lines = [line('B', 1), line('A', 1, { isCanceled: true }), line('A', 1), line('A', 1)];
		const { contents, lines: found } = allocated(lines, [[item('A', 2)], [item('A', quantity)]]);
		expect(contents[1]).toEqual([`3×${quantity}`]);
		expect(found.map(({ own }) => own)).toEqual([[], [], [0, 1], [0]]);
	});

	test('without a quantity, any line of the product may have been shipped', () => {
		const { lines, isComplete } = allocated(
			[line('A', 1), line('B', 1), line('A', 1)],
			[[item('A', null)], [item('A', null)]],
		);
		expect(lines.map(({ isOpen }) => isOpen)).toEqual([true, false, true]);
		expect(isComplete).toBe(false);
	});

	test('a quantity of 0 leaves nothing open', () => {
		const { lines, isComplete } = allocated([line('A', 1)], [[item('A', 0)]]);
		expect(lines[0]).toMatchObject({ pieces: 0, isOpen: false, own: [0] });
		expect(isComplete).toBe(true);
	});
});

describe('a surplus keeps the key of the line and does not count as shipped', () => {
	test('one warning per product, however many parcels', () => {
		const { pieces, contents, warnings, isComplete } = allocated(
			[line('B', 1), line('A', 2)],
			[[item('A', 3)], [item('A', 4), item('B', 2)]],
		);
		expect(pieces).toEqual([1, 2]);
		expect(contents).toEqual([['2×3'], ['2×4', '1×2']]);
		expect(warnings).toEqual([
			'The parcels contain 5 more of product P-A, SKU S-A than the order.',
			'The parcels contain 1 more of product P-B, SKU S-B than the order.',
		]);
		expect(isComplete).toBe(true);
	});

	test('of several lines it stays with the last', () => {
		const { contents, lines } = allocated(
			[line('A', 1), line('A', 1)],
			[[item('A', 3)], [item('A', 1)]],
		);
		expect(contents).toEqual([['1×1', '2×2'], ['2×1']]);
		expect(lines.map(({ own }) => own)).toEqual([[0], [0, 1]]);
	});

	test('a long id is shortened in the warning', () => {
		const long = { product_id: 'p'.repeat(100), sku: '' };
		const { warnings } = allocated(
			[{ ...long, quantity: 1, isCanceled: false }],
			[[{ ...long, quantity: 2 }]],
		);
		expect(warnings).toEqual([
			`The parcels contain 1 more of product ${'p'.repeat(40)}… than the order.`,
		]);
	});
});

describe('an item that matches no line keeps an empty key', () => {
	test('with a warning', () => {
		const { contents, lines, warnings, isComplete } = allocated(
			[line('A', 1), line('B', 1)],
			[[item('A', 1), item('X', 2)]],
		);
		expect(contents).toEqual([['1×1', '×2']]);
		expect(lines.map(({ isOpen, parcels }) => [isOpen, parcels])).toEqual([
			[false, [0]],
			[false, []],
		]);
		expect(warnings).toEqual([
			'Parcel A contains product P-X, SKU S-X, which matches no line of the order.',
		]);
		expect(isComplete).toBe(false);
	});

	test('one without any id may be of any line', () => {
		const { lines, warnings } = allocated(
			[line('A', 1), line('B', 1)],
			[[item('A', 1), item('', 1)]],
		);
		expect(lines.map(({ isOpen }) => isOpen)).toEqual([true, true]);
		expect(warnings).toEqual([
			'Parcel A contains an item without an id, which matches no line of the order.',
		]);
	});

	test('a line without any id matches nothing', () => {
		expect(allocated([line('', 1)], [[item('', 1)]]).contents).toEqual([['×1']]);
	});
});

describe('a parcel that matches nothing counts for every line without a parcel of its own', () => {
	test.each([
		['names nothing', [], 'Parcel B does not say what it contains.'],
		[
			'contains another product',
			[item('X', 1)],
			'Parcel B contains product P-X, SKU S-X, which matches no line of the order.',
		],
	])('it %s', (_, items, warning) => {
		const { lines, warnings, isComplete } = allocated(
			[line('A', 1), line('B', 1), line('C', 1)],
			[[item('A', 1)], items],
		);
		expect(lines.map(({ own, parcels }) => [own, parcels])).toEqual([
			[[0], [0]],
			[[], [1]],
			[[], [1]],
		]);
		expect(lines.every(({ isOpen }) => isOpen)).toBe(true);
		expect(warnings).toEqual([warning]);
		expect(isComplete).toBe(false);
	});

	test('all of several such parcels do', () => {
		const { lines } = allocated([line('A', 1), line('B', 1)], [[], [item('X', 1)]]);
		expect(lines.map(({ parcels }) => parcels)).toEqual([
			[0, 1],
			[0, 1],
		]);
	});
});

describe('the rules are tried in their order', () => {
	test('the first one that finds lines decides', () => {
		const lines = [line('A', 1), line('B', 1, { sku: 'S-X' })];
		const byProduct = { product_id: 'P-B', sku: 'S-Y', quantity: 1 };
		expect(allocated(lines, [[byProduct]], EITHER).contents).toEqual([['2×1']]);
		expect(allocated(lines, [[byProduct]]).contents).toEqual([['×1']]);
		const bySku = { product_id: 'P-B', sku: 'S-A', quantity: 1 };
		expect(allocated(lines, [[bySku]], EITHER).contents).toEqual([['1×1']]);
	});

	test('a product of several SKUs leaves it open which one is meant', () => {
		const lines = [line('A', 1, { sku: 'S-1' }), line('A', 1, { sku: 'S-2' })];
		const byProduct = { product_id: 'P-A', sku: '', quantity: 1 };
		expect(allocated(lines, [[byProduct]], EITHER).contents).toEqual([['×1']]);
		const same = [line('A', 1, { sku: 'S-1' }), line('A', 1, { sku: 'S-1' })];
		expect(allocated(same, [[byProduct]], EITHER).contents).toEqual([['1×1']]);
	});

	test('lines of one product are told apart by their own ids', () => {
		const lines = ['7', '8'].map((line_id) => ({ ...line('A', 1), line_id }));
		const items = ['8', '9'].map((line_id) => ({ line_id, sku: '', product_id: '', quantity: 1 }));
		const byId: MatchingRule = { key: ({ line_id = '' }) => line_id };
		const { contents, warnings, lines: found } = allocated(lines, [items], [byId]);
		expect(contents).toEqual([['2×1', '×1']]);
		expect(warnings).toEqual(['Parcel A contains line id 9, which matches no line of the order.']);
		expect(found.map(({ isOpen }) => isOpen)).toEqual([false, false]);
	});

	test('lines filled by one rule are full for the next', () => {
		const { pieces } = allocated(
			[line('A', 2), line('A', 2)],
			[
				[
					{ product_id: '', sku: 'S-A', quantity: 3 },
					{ product_id: 'P-A', sku: '', quantity: 1 },
				],
			],
			EITHER,
		);
		expect(pieces).toEqual([2, 2]);
	});
});

const name = fc.constantFrom('A', 'B', 'C', '');
const quantity = fc.option(fc.nat({ max: 5 }));
const someLine = fc
	.tuple(name, quantity, fc.boolean())
	.map(([of, pieces, isCanceled]) => line(of, pieces, { isCanceled }));
const someLines = fc.array(someLine, { maxLength: 6 });
const someParcels = fc.array(
	fc.array(
		fc.tuple(name, quantity).map(([of, pieces]) => item(of, pieces)),
		{ maxLength: 4 },
	),
	{ maxLength: 5 },
);
const someRules = fc.constantFrom([BOTH], EITHER, []);
const sum = (counts: ReadonlyArray<number | null>): number =>
	counts.reduce<number>((all, count) => all + (count ?? 0), 0);

describe('whatever the lines and parcels are', () => {
	property(
		'the pieces of a line never exceed its quantity',
		someLines,
		someParcels,
		someRules,
		(lines, parcels, rules) => {
			allocated(lines, parcels, rules).pieces.forEach((pieces, index) => {
				expect(pieces).toBeLessThanOrEqual(lines[index]?.quantity ?? Infinity);
			});
		},
	);

	property(
		'nothing is lost: a parcel contains as many pieces of each product as were sent',
		someLines,
		someParcels,
		someRules,
		(lines, parcels, rules) => {
			const { contents } = allocate(
				parcels.map((items, index) => ({ id: String(index), items })),
				lines.map((each, index) => ({ ...each, line_number: index + 1 })),
				lines.map((_, index) => String(index + 1)),
				rules,
				() => undefined,
			);
			expect(contents).toHaveLength(parcels.length);
			contents.forEach((content, index) => {
				for (const sku of ['S-A', 'S-B', 'S-C', '']) {
					const of = (items: readonly ParcelItem[]) => items.filter((each) => each.sku === sku);
					const sent = of(parcels[index] ?? []);
					expect(sum(of(content).map((each) => each.quantity))).toBe(
						sum(sent.map((each) => each.quantity)),
					);
					expect(of(content).length).toBeGreaterThanOrEqual(sent.length);
				}
			});
		},
	);

	property(
		'pieces that count are in a parcel of the line',
		someLines,
		someParcels,
		someRules,
		(lines, parcels, rules) => {
			const { lines: found, contents } = allocated(lines, parcels, rules);
			found.forEach(({ own, pieces, parcels: all }, index) => {
				const key = `${index + 1}×`;
				const holding = contents.flatMap((items, parcel) =>
					items.some((each) => each.startsWith(key)) ? [parcel] : [],
				);
				expect([...own]).toEqual(holding);
				if (pieces > 0) expect(own.length).toBeGreaterThan(0);
				if (own.length > 0) expect(all).toEqual(own);
			});
		},
	);

	property(
		'the same input gives the same result, and is left as it was',
		someLines,
		someParcels,
		someRules,
		(lines, parcels, rules) => {
			const before = JSON.stringify([lines, parcels]);
			const once = JSON.stringify(allocated(lines, parcels, rules));
			expect(JSON.stringify(allocated(lines, parcels, rules))).toBe(once);
			expect(JSON.stringify([lines, parcels])).toBe(before);
		},
	);
});

describe('1,000 lines with 1,000 parcels take ten times the work of 100 with 100', () => {
	const ITSELF = String;
	const SAME = () => 'A';
	test.each<[string, (index: number) => string, (name: string) => ParcelItem]>([
		['of as many products', ITSELF, (name) => item(name, 1)],
		['of one product', SAME, (name) => item(name, 1)],
		['of one product, with a surplus', SAME, (name) => item(name, 3)],
		['of one product, without quantities', SAME, (name) => item(name, null)],
		['of products that no line has', ITSELF, (name) => item(`X${name}`, 1)],
	])('%s', (_, nameOf, itemOf) => {
		const work = (count: number) => {
			const names = Array.from({ length: count }, (__, index) => nameOf(index));
			const lines = names.map((name) => line(name, 1));
			const parcels = names.map((name) => [itemOf(name)]);
			return countOperations(
				'order/',
				() => jest.requireActual<typeof import('../../order/allocate')>('../../order/allocate'),
				(fresh) => allocated(lines, parcels, [BOTH], fresh.allocate),
			);
		};
		const one = work(100);
		expect(one).toBeGreaterThan(100);
		expect(work(1000)).toBeLessThan(one * 12);
	});
});
