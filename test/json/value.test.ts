import fc from 'fast-check';

import {
	count,
	field,
	flag,
	isBlank,
	isMasked,
	isObject,
	object,
	single,
	text,
} from '../../json/value';
import { distinct } from '../../order/text';
import { property } from '../support/property';

const PROTO = JSON.parse('{"__proto__":{"id":"own"}}') as unknown;

describe('field', () => {
	test.each([
		['the value', { a: 1 }, ['a'], 1],
		['the first that is there', { b: 2, a: 1 }, ['x', 'a', 'b'], 1],
		['the first that is not null', { a: null, b: 2 }, ['a', 'b'], 2],
		['a value that is false', { a: false, b: 2 }, ['a', 'b'], false],
		['a value that is empty', { a: '', b: 2 }, ['a', 'b'], ''],
		['none', { a: 1 }, ['b'], undefined],
		['none for null', { a: null }, ['a'], undefined],
		['none of an array', [1], ['0', 'length'], undefined],
		['none of a text', 'abc', ['length'], undefined],
		['none of null', null, ['a'], undefined],
		['none that is inherited', {}, ['constructor', 'toString', '__proto__'], undefined],
		['none of a prototype', Object.create({ a: 1 }), ['a'], undefined],
	])('gives %s', (_name, source, keys, value) => {
		expect(field(source, ...keys)).toBe(value);
	});

	test('a key __proto__ in a payload is a key like any other', () => {
		expect(field(PROTO, 'id')).toBeUndefined();
		expect(field(PROTO, '__proto__')).toEqual({ id: 'own' });
	});
});

type Reading = (value: unknown) => unknown;
const readings = (name: string, reading: Reading, values: readonly unknown[], expected: unknown) =>
	values.map((value) => [name, value, reading, expected] as const);
const NOTHING = [NaN, null, undefined, {}];
const NO_COUNTS = [-1, 1.5, '1.5', '3.', '', '3 pieces', '1,000', '1e3', 1e21, '9'.repeat(17)];

test.each([
	...readings('object', object, [{ a: 1 }, [{ a: 1 }]], { a: 1 }),
	...readings('object', object, [[{ a: 1 }, { b: 1 }], [[{ a: 1 }]], [], null, '{"a":1}', 1], {}),
	...readings('single value', single, [[1], 1], 1),
	...readings('single value', single, [[[1]]], [1]),
	...readings('single value', single, [[1, 2].map(String)], ['1', '2']),
	...readings('single value', single, [[]], []),
	...readings('nothing', isBlank, [undefined, null, '', ' \n', {}, [], [null]], true),
	...readings('nothing', isBlank, [{ Value: null }, [{ Value: '' }]], true),
	...readings('nothing', isBlank, [0, false, '0', [0], { Value: 0 }, { a: null }], false),
	...readings('nothing', isBlank, [[null, null]], false),
	...readings('text', text, [' a b '], 'a b'),
	...readings('text', text, ['\u00a0\ufeffid\n'], 'id'),
	...readings('text', text, [0, -0], '0'),
	...readings('text', text, [1.5], '1.5'),
	...readings('text', text, [9007199254740991], '9007199254740991'),
	...readings('text', text, [123n], '123'),
	...readings('text', text, [true], 'true'),
	...readings('text', text, [...NOTHING, -Infinity, ['a'], Symbol('a')], ''),
	...readings('count', count, [0], 0),
	...readings('count', count, [' 03 ', '3.000'], 3),
	...readings('count', count, [9007199254740991], 9007199254740991),
	...readings('count', count, [...NO_COUNTS, ...NOTHING, '9007199254740992', true, [3]], null),
	...readings('flag', flag, [true, 'true', ' TRUE ', 'Y', 'yes', 1, '1'], true),
	...readings('flag', flag, [false, 'False', 'n', 'NO', 0, '0'], false),
	...readings('flag', flag, [...NOTHING, 2, '', 'maybe', [true]], null),
])('the %s in %p', (_name, value, reading, expected) => {
	expect(reading(value)).toEqual(expected);
});

test('distinct keeps the first of each text and no blank', () => {
	expect(distinct(['b', '', 'a', 'b', 'a ', ''])).toEqual(['b', 'a', 'a ']);
});

test.each([
	...[['J** D**'], ['****'], ['13****56'], ['plain', 'J** D**']].map((it) => [it, true] as const),
	...[['J**'], ['J**', 'D**'], ['* * *'], ['', 'plain'], []].map((it) => [it, false] as const),
])('the texts %j are masked: %j', (texts, masked) => {
	expect(isMasked(...texts)).toBe(masked);
});

property(
	'whatever comes, each reader answers with its type',
	fc.anything({ withBigInt: true, withDate: true }),
	fc.string(),
	(value, key) => {
		expect(typeof text(value)).toBe('string');
		expect(isObject(object(value))).toBe(true);
		expect([true, false, null]).toContain(flag(value));
		const number = count(value);
		expect(number === null || (Number.isSafeInteger(number) && number >= 0)).toBe(true);
		expect(field(value, key)).not.toBeNull();
	},
);
