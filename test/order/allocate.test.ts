import fc from 'fast-check';

import {
	allocate,
	type AllocationLine,
	type MatchingRule,
	type ParcelItem,
} from '../../order/allocate';
import { property } from '../support/property';
import { BOTH, item, readProducts } from './parcels.support';

/** The SKU, else the product where it has one SKU only, as another provider matches. */
const EITHER: readonly MatchingRule[] = [
	{ key: ({ sku }) => sku },
	{ key: ({ product_id }) => product_id, needsOneSku: true },
];

/** A line of the made-up product `name`. */
const line = (name: string, quantity: number | null, isCanceled = false, sku?: string) => ({
	...item(name, quantity, sku),
	isCanceled,
});
/** Parcels by `|`. */
const readParcels = (text: string) =>
	text.split('|').map((items) => readProducts(items).map((it) => item(it.name, it.quantity)));
const readLines = (text: string) =>
	readProducts(text).map(({ name, quantity, isCanceled }) => line(name, quantity, isCanceled));

type Line = Omit<AllocationLine, 'line_number'>;

/** Allocates parcels that are named A, B, … to lines that have the keys 1, 2, …. */
function allocated(
	lines: string | readonly Line[],
	parcels: string | ReadonlyArray<readonly ParcelItem[]>,
	rules: readonly MatchingRule[] = [BOTH],
) {
	const warnings: string[] = [];
	const ordered = typeof lines === 'string' ? readLines(lines) : lines;
	const sent = typeof parcels === 'string' ? readParcels(parcels) : parcels;
	const result = allocate(
		sent.map((items, index) => ({ id: String.fromCharCode(65 + index), items })),
		ordered.map((each, index) => ({ ...each, line_number: index + 1 })),
		ordered.map((_, index) => String(index + 1)),
		rules,
		(sentence) => warnings.push(sentence),
	);
	return {
		result,
		lines: result.lines,
		isComplete: result.isComplete,
		warnings,
		pieces: result.lines.map((each) => each.pieces),
		open: result.lines.flatMap(({ isOpen }, index) => (isOpen ? [index + 1] : [])),
		/** The parcels of each line: those that contain it, else those that could. */
		parcels: result.lines.map(({ own, parcels: all }) => (own.length > 0 ? own : all).join()),
		/** `key×quantity` of the items of each parcel. */
		contents: result.contents
			.map((items) => items.map(({ item_key, quantity }) => `${item_key}×${quantity}`).join(' '))
			.join(' | '),
	};
}

describe('pieces are dealt to the matching lines', () => {
	test.each<[string, string, string, number[], string]>([
		['in line order', 'A2 B1 A3', 'A1|A2|B1', [2, 1, 1], '1×1 | 1×1 3×1 | 2×1'],
		['to live lines first', 'A2! A1 A1', 'A1', [0, 1, 0], '2×1'],
		['to canceled lines at last', 'A2! A1 A1', 'A3', [1, 1, 1], '2×1 3×1 1×1'],
		['none to a line of no pieces', 'A0 A1 A0 A1', 'A2', [0, 1, 0, 1], '2×1 4×1'],
		['all to a line without a quantity', 'A? A5', 'A7', [7, 0], '1×7'],
		['a quantity of 0 names its line', 'A1', 'A0', [0], '1×0'],
	])('%s', (_, lines, parcels, pieces, contents) => {
		const allocation = allocated(lines, parcels);
		const whole = { warnings: [], open: [], isComplete: true };
		expect(allocation).toMatchObject({ pieces, contents, ...whole });
	});

	test('each line knows the parcels that contain it', () => {
		expect(allocated('A2 B1 C1', 'A1|B1 A1').lines).toMatchObject([
			{ own: [0, 1], parcels: [0, 1] },
			{ own: [1], parcels: [1] },
			{ own: [], parcels: [] },
		]);
	});

	test('the variant is the first that a parcel names', () => {
		const variant = (name: string) => ({ ...item('A', 1), variant: name });
		const sent = [[item('A', 1)], [variant('Red'), variant('Blue')]];
		expect(allocated('A3', sent).lines[0]?.variant).toBe('Red');
	});
});

test.each(['0', '?'])('an item with the quantity %s names the first matching line', (quantity) => {
	const { contents, parcels } = allocated('B1 A1! A1 A1', `A2|A${quantity}`);
	expect(contents).toBe(`3×1 4×1 | 3×${quantity === '?' ? null : 0}`);
	expect(parcels.slice(2)).toEqual(['0,1', '0']);
});

test('without a quantity, any line of the product may have been shipped', () => {
	expect(allocated('A1 B1 A1', 'A?|A?')).toMatchObject({ open: [1, 3], isComplete: false });
});

describe('a surplus keeps the key of the line and does not count as shipped', () => {
	test('one warning per product, however many parcels', () => {
		expect(allocated('B1 A2', 'A3|A4 B2')).toMatchObject({
			pieces: [1, 2],
			contents: '2×3 | 2×4 1×2',
			warnings: [
				'The parcels contain 5 more of product P-A, SKU S-A than the order.',
				'The parcels contain 1 more of product P-B, SKU S-B than the order.',
			],
			isComplete: true,
		});
	});

	test('of several lines it stays with the last', () => {
		expect(allocated('A1 A1', 'A3|A1')).toMatchObject({
			contents: '1×1 2×2 | 2×1',
			parcels: ['0', '0,1'],
		});
	});

	test('a long id is shortened in the warning', () => {
		const long = { product_id: 'p'.repeat(100), sku: '' };
		const lines = [{ ...long, quantity: 1, isCanceled: false }];
		expect(allocated(lines, [[{ ...long, quantity: 2 }]]).warnings).toEqual([
			`The parcels contain 1 more of product ${'p'.repeat(40)}… than the order.`,
		]);
	});
});

describe('an item that matches no line keeps an empty key, with a warning', () => {
	const other = 'contains product P-X, SKU S-X, which matches no line of the order.';
	const noId = 'contains an item without an id, which matches no line of the order.';
	const nothing = 'does not say what it contains.';
	test.each<[string, string, string, string, number[], string[], string[]]>([
		['of another product', 'A1 B1', 'A1 X2', '1×1 ×2', [], ['0', ''], [`A ${other}`]],
		['that may be of any line', 'A1 B1', 'A1 01', '1×1 ×1', [1, 2], ['0', ''], [`A ${noId}`]],
		// A parcel that matches nothing counts for every line without a parcel of its own.
		['alone', 'A1 B1 C1', 'A1|X1', '1×1 | ×1', [1, 2, 3], ['0', '1', '1'], [`B ${other}`]],
		['not named', 'A1 B1 C1', 'A1|', '1×1 | ', [1, 2, 3], ['0', '1', '1'], [`B ${nothing}`]],
		['both', 'A1 B1', '|X1', ' | ×1', [1, 2], ['0,1', '0,1'], [`A ${nothing}`, `B ${other}`]],
	])('%s', (_, lines, sent, contents, open, parcels, words) => {
		const warnings = words.map((each) => `Parcel ${each}`);
		const allocation = allocated(lines, sent);
		expect(allocation).toMatchObject({ contents, open, parcels, warnings, isComplete: false });
	});

	test('a line without any id matches nothing', () => {
		expect(allocated('01', '01').contents).toBe('×1');
	});
});

describe('the rules are tried in their order', () => {
	const AB = [line('A', 1), line('B', 1, false, 'S-X')];
	const TWO_SKUS = [line('A', 1, false, 'S-1'), line('A', 1, false, 'S-2')];
	const ONE_SKU = [line('A', 1, false, 'S-1'), line('A', 1, false, 'S-1')];
	test.each<[string, readonly Line[], ParcelItem, readonly MatchingRule[], string]>([
		['the first that finds lines decides', AB, item('B', 1, 'S-A'), EITHER, '1×1'],
		['the next one does where it finds none', AB, item('B', 1, 'S-Y'), EITHER, '2×1'],
		['an only one does not', AB, item('B', 1, 'S-Y'), [BOTH], '×1'],
		['a product of several SKUs is none of them', TWO_SKUS, item('A', 1, ''), EITHER, '×1'],
		['one of a single SKU is that one', ONE_SKU, item('A', 1, ''), EITHER, '1×1'],
	])('%s', (_, lines, sent, rules, contents) => {
		expect(allocated(lines, [[sent]], rules).contents).toBe(contents);
	});

	test('lines of one product have keys by their own ids', () => {
		const lines = ['7', '8'].map((line_id) => ({ ...line('A', 1), line_id }));
		const items = ['8', '9'].map((line_id) => ({ line_id, sku: '', product_id: '', quantity: 1 }));
		const byId: MatchingRule = { key: ({ line_id = '' }) => line_id };
		expect(allocated(lines, [items], [byId])).toMatchObject({
			contents: '2×1 ×1',
			warnings: ['Parcel A contains line id 9, which matches no line of the order.'],
			open: [],
		});
	});

	test('lines filled by one rule are full for the next', () => {
		const sent = [[{ ...item('A', 3), product_id: '' }, item('A', 1, '')]];
		expect(allocated('A2 A2', sent, EITHER).pieces).toEqual([2, 2]);
	});
});

const name = fc.constantFrom('A', 'B', 'C', '');
const quantity = fc.option(fc.nat({ max: 5 }));
const someLines = fc.array(
	fc.tuple(name, quantity, fc.boolean()).map((facts) => line(...facts)),
	{ maxLength: 6 },
);
const someItems = fc.array(
	fc.tuple(name, quantity).map((facts) => item(...facts)),
	{ maxLength: 4 },
);
const someParcels = fc.array(someItems, { maxLength: 5 });
const someRules = fc.constantFrom([BOTH], EITHER, []);
const sum = (items: ReadonlyArray<{ readonly quantity: number | null }>): number =>
	items.reduce((all, { quantity: count }) => all + (count ?? 0), 0);

property(
	'whatever the lines and parcels are, nothing is lost, added, or changed',
	someLines,
	someParcels,
	someRules,
	(lines, parcels, rules) => {
		const before = JSON.stringify([lines, parcels]);
		const allocation = allocated(lines, parcels, rules);
		expect(JSON.stringify(allocated(lines, parcels, rules))).toBe(JSON.stringify(allocation));
		expect(JSON.stringify([lines, parcels])).toBe(before);

		const { result } = allocation;
		result.lines.forEach(({ own, pieces, parcels: all }, index) => {
			expect(pieces).toBeLessThanOrEqual(lines[index]?.quantity ?? Infinity);
			const key = String(index + 1);
			const holding = result.contents.flatMap((items, parcel) =>
				items.some(({ item_key }) => item_key === key) ? [parcel] : [],
			);
			expect(own).toEqual(holding);
			if (pieces > 0) expect(own.length).toBeGreaterThan(0);
			if (own.length > 0) expect(all).toEqual(own);
		});
		expect(result.contents).toHaveLength(parcels.length);
		result.contents.forEach((content, index) => {
			for (const sku of ['S-A', 'S-B', 'S-C', '']) {
				const of = <Item extends { sku: string }>(items: readonly Item[]) =>
					items.filter((each) => each.sku === sku);
				const sent = of(parcels[index] ?? []);
				expect(sum(of(content))).toBe(sum(sent));
				expect(of(content).length).toBeGreaterThanOrEqual(sent.length);
			}
		});
	},
);

const counted = fc.array(fc.tuple(fc.constantFrom('A', 'B'), fc.nat({ max: 5 })), { maxLength: 6 });

property(
	'of each product as many pieces are shipped as were packed, or else as were ordered',
	counted,
	fc.array(counted, { maxLength: 4 }),
	(ordered, packed) => {
		const lines = ordered.map((facts) => line(...facts));
		const { pieces } = allocated(
			lines,
			packed.map((items) => items.map((facts) => item(...facts))),
		);
		for (const product of ['A', 'B']) {
			const piecesOf = (all: typeof ordered) =>
				sum(all.filter(([of]) => of === product).map(([, quantity]) => ({ quantity })));
			const shipped = sum(
				pieces.flatMap((quantity, at) => (ordered[at]?.[0] === product ? [{ quantity }] : [])),
			);
			expect(shipped).toBe(Math.min(piecesOf(packed.flat()), piecesOf(ordered)));
		}
	},
);
