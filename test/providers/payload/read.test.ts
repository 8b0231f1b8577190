import fc from 'fast-check';

import { amount, firstStated } from '../../../providers/payload/amount';
import {
	at,
	eachNumber,
	fields,
	first,
	id,
	list,
	quantity,
	record,
	string,
	strings,
	time,
	word,
	type Reader,
} from '../../../providers/payload/read';
import { property } from '../../support/property';

/** What a reader returns for a field `field` of `Line 2`, and its warnings. */
function read<T>(reader: Reader<T>, value: unknown): { value: T; warnings: string[] } {
	const warnings: string[] = [];
	const place = { owner: 'Line 2', warn: (sentence: string) => void warnings.push(sentence) };
	return { value: reader(value, 'field', place), warnings };
}
const unreadable = (what: string) => [`Line 2: "field" could not be read as ${what}; left empty.`];

test('fields keep the names of the provider', () => {
	const reader = record({ ...fields(string, 'name', 'unit'), ...fields(quantity, 'count') });
	expect([...reader.fields]).toEqual(['name', 'unit', 'count']);
	expect(read(reader, { name: 'Lamp', count: '2', other: 1 })).toEqual({
		value: { name: 'Lamp', unit: '', count: 2 },
		warnings: [],
	});
	expect(read(reader, { count: 'two' }).warnings).toEqual([
		'Line 2: "count" could not be read as a whole number; left empty.',
	]);
});

describe('amount', () => {
	const usd = (text: string) => ({ amount: text, currency: 'USD' });
	const MANY = `${'9'.repeat(20)}.123`;
	const CENTS = { cent: '1240', cent_factor: '100', currency_code: 'USD' };

	test.each([
		['text', '8.340', { amount: '8.340', currency: '' }],
		['a number', 8.5, { amount: '8.5', currency: '' }],
		['an amount with its currency', { amount: '8.34', currency_code: 'USD' }, usd('8.34')],
		['currencyCode', { amount: '8.34', currencyCode: 'USD' }, usd('8.34')],
		['currency', { amount: '8.34', currency: 'usd' }, usd('8.34')],
		['Value', { Value: '1.04' }, { amount: '1.04', currency: '' }],
		['a list of one', [{ amount: '1', currency: 'USD' }], usd('1')],
		['a wrapped currency', { amount: '1', currency: { currency_code: 'USD' } }, usd('1')],
		['cents', { cent: 333100, cent_factor: 100, currency_code: 'USD' }, usd('3331.00')],
		['cents of 0', { amount: '0', ...CENTS, cent: 0 }, usd('0')],
		['cents next to 0', { amount: '0.00', ...CENTS }, usd('12.40')],
		['cents next to an amount', { amount: '12.40', ...CENTS, cent: 1 }, usd('12.40')],
		['cents of a yen', { amount: null, ...CENTS, cent_factor: 1 }, usd('1240')],
		['a list of one in a wrapper', { money: [{ amount: '1', currency: 'USD' }] }, usd('1')],
		['many digits', { amount: MANY, currency: 'USD' }, usd(MANY)],
	])('reads %s', (_name, value, expected) => {
		expect(read(amount, value)).toEqual({ value: expected, warnings: [] });
	});

	test.each([undefined, null, '', ' ', [], [null]])('%j is absent: undefined', (value) => {
		expect(read(amount, value)).toEqual({ value: undefined, warnings: [] });
	});

	test.each([
		...['free', '1,234.56', '1,04', '1e999', true, Number.NaN, ['1', '2'], ['1', '1']],
		...[{}, { amount: { a: 1 } }, { Value: null }, { amount: '' }, { currency_code: 'USD' }],
		...[{ cent: 333100 }, { ...CENTS, cent_factor: 3 }, { ...CENTS, cent: '1.5' }],
	])('%j is there but no amount: null with a warning', (value) => {
		expect(read(amount, value)).toEqual({ value: null, warnings: unreadable('an amount') });
	});

	const NO_CODE = 'Line 2: the currency of "field" is not a three-letter code.';
	test.each([
		['-1.10', { amount: '-1.10', currency: '' }, ['Line 2: "field" is negative (-1.10).']],
		['-0.00', { amount: '-0.00', currency: '' }, []],
		[{ amount: '1', currency: 'US$' }, { amount: '1', currency: 'US$' }, [NO_CODE]],
	])('%j is kept with a warning', (value, kept, warnings) => {
		expect(read(amount, value)).toEqual({ value: kept, warnings });
	});

	test('the first amount that is there counts; an unreadable one is not replaced', () => {
		expect(firstStated(undefined, usd('1'), usd('2'))).toEqual(usd('1'));
		expect(firstStated(null, usd('1'))).toBeNull();
		expect(firstStated(undefined, null, usd('1'))).toBeNull();
		expect(firstStated(undefined)).toBeNull();
		expect(firstStated()).toBeNull();
	});
});

const SECOND = '2020-09-13T12:26:40.000Z';
const rowsOf = <T>(name: string, reader: Reader<T>, values: readonly unknown[], expected: T) =>
	values.map((value) => [name, value, reader as Reader<unknown>, expected] as const);
test.each([
	...rowsOf('quantity', quantity, [3, '3', '3.0', [3]], 3),
	...rowsOf('quantity', quantity, [0], 0),
	...rowsOf('quantity', quantity, [null, '', {}], null),
	...rowsOf('time', time, [1600000000000, '1600000000000', 1600000000], SECOND),
	...rowsOf('time', time, [0, '000', -62135596800000, null, ''], null),
	...rowsOf('id', id, [1005005511268056], '1005005511268056'),
	...rowsOf('id', id, ['000123'], '000123'),
	...rowsOf('id', id, [null, {}], ''),
	...rowsOf('word', word, ['FINISH'], 'FINISH'),
	...rowsOf('word', word, [null], ''),
])('the %s in %j', (_name, value, reader, expected) => {
	expect(read(reader, value)).toEqual({ value: expected, warnings: [] });
});

const LOST = ['Line 2: "field" has lost digits; left empty.'];
test.each([
	...rowsOf('a whole number', quantity, [-1, 1.5, 'many', { a: 1 }, true, 1e300, [1, 2]], null),
	...rowsOf('a time', time, ['soon', 1.5, true, '9'.repeat(16)], null),
	...rowsOf('an id', id, [2 ** 53, 1.5, 1e22], ''),
	...rowsOf('text', word, [['FINISH']], ''),
])('not %s: %j, with a warning', (what, value, reader, empty) => {
	const warnings = what === 'an id' ? LOST : unreadable(what);
	expect(read(reader, value)).toEqual({ value: empty, warnings });
});

test('texts come as a list or as one text', () => {
	expect(read(strings, ['Red', '', ' L ', 42]).value).toEqual(['Red', 'L', '42']);
	expect(read(strings, 'Blue').value).toEqual(['Blue']);
	expect(read(strings, null).value).toEqual([]);
});

describe('record and list', () => {
	const line = record({
		sku: at(['sku_id', 'sku'], id),
		pieces: at('pieces', quantity),
		name: at('name', string),
	});
	const empty = { sku: '', pieces: null, name: '' };

	test('each field is read under the first of its names that is there', () => {
		expect(read(line, { sku: 'b', sku_id: 'a', pieces: '2' }).value).toEqual({
			...empty,
			sku: 'a',
			pieces: 2,
		});
		expect(read(line, { sku_id: null, sku: 'b' }).value.sku).toBe('b');
	});

	test.each([null, 'text', 7, [], [{}, {}]])('%j reads as a record without fields', (value) => {
		expect(read(line, value).value).toEqual(empty);
	});

	test('keys of the prototype mean nothing', () => {
		const proto = JSON.parse('{"__proto__":{"sku":"x"}}') as unknown;
		expect(read(line, proto).value).toEqual(empty);
	});

	test('warnings name the element and its field', () => {
		const lines = list(line, { each: 'Line' });
		const { value, warnings } = read(lines, [{ pieces: 1 }, { pieces: 'x' }]);
		expect(value.map(({ pieces }) => pieces)).toEqual([1, null]);
		expect(warnings).toEqual(['Line 2: "pieces" could not be read as a whole number; left empty.']);
	});

	test('what is no object is left out with one warning', () => {
		const { value, warnings } = read(list(line), [{ sku: 'a' }, null, 'b', 4]);
		expect(value.map(({ sku }) => sku)).toEqual(['a']);
		expect(warnings).toEqual(['Line 2: 3 of the entries in "field" could not be read; left out.']);
	});

	test('or kept without details where a missing one would not be noticed', () => {
		const lines = list(line, { each: 'Line', keepUnreadable: true });
		const { value, warnings } = read(lines, [{ sku: 'a' }, null, 'b']);
		expect(value.map(({ sku }) => sku)).toEqual(['a', '', '']);
		expect(warnings).toEqual([
			'Line 2 could not be read; kept without details.',
			'Line 3 could not be read; kept without details.',
		]);
	});

	test('the first of what may come as a list', () => {
		expect(read(first(line), [{ sku: 'a' }, { sku: 'b' }]).value.sku).toBe('a');
		expect(read(first(line), { sku: 'a' }).value.sku).toBe('a');
		expect(read(first(line), 'text').value).toEqual(empty);
	});

	property(
		'whatever comes, a record and a list come out',
		fc.anything({ withBigInt: true, withDate: true }),
		(value) => {
			expect(Object.keys(read(line, value).value)).toEqual(['sku', 'pieces', 'name']);
			const lines = read(list(line, { keepUnreadable: true }), value).value;
			for (const each of lines) expect(typeof each.sku).toBe('string');
		},
	);
});

describe('tracking numbers in one text', () => {
	const numbersOf = (text: string) =>
		eachNumber({ number: text, isFirst: true }, text, (_parcel, number, isFirst) => ({
			number,
			isFirst,
		}));

	test.each([
		['', ['']],
		['A', ['A']],
		[' A, A ', ['A']],
		['A, B;C\nD', ['A', 'B', 'C', 'D']],
		['A；B、A，C|B', ['A', 'B', 'C']],
	])('%j', (text, numbers) => {
		expect(numbersOf(text)).toEqual(numbers.map((number, at) => ({ number, isFirst: at === 0 })));
	});
});
