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

test.each<readonly [unknown, object]>([
	[{ a: 1 }, { a: 1 }],
	[[{ a: 1 }], { a: 1 }],
	...[[{ a: 1 }, { b: 1 }], [[{ a: 1 }]], [], null, undefined, '{"a":1}', 1].map(
		(none) => [none, {}] as const,
	),
])('the object in %j is %j', (value, expected) => {
	expect(object(value)).toEqual(expected);
});

test.each([
	[[1], 1],
	[[[1]], [1]],
	[
		[1, 2],
		[1, 2],
	],
	[[], []],
	[1, 1],
])('the single value of %j is %j', (value, expected) => {
	expect(single(value)).toEqual(expected);
});

test.each([
	...[undefined, null, '', ' \n', {}, [], [null], { Value: null }, [{ Value: '' }]].map(
		(value) => [value, true] as const,
	),
	...[0, false, '0', [0], { Value: 0 }, { a: null }, [null, null]].map(
		(value) => [value, false] as const,
	),
])('%j says nothing: %j', (value, blank) => {
	expect(isBlank(value)).toBe(blank);
});

test.each<readonly [unknown, string]>([
	[' a b ', 'a b'],
	['\u00a0\ufeffid\n', 'id'],
	[0, '0'],
	[-0, '0'],
	[1.5, '1.5'],
	[9007199254740991, '9007199254740991'],
	[123n, '123'],
	[true, 'true'],
	[false, 'false'],
	...[NaN, -Infinity, null, undefined, {}, ['a'], Symbol('a')].map((none) => [none, ''] as const),
])('the text of %p is %j', (value, expected) => {
	expect(text(value)).toBe(expected);
});

test.each<readonly [unknown, number | null]>([
	[0, 0],
	[' 03 ', 3],
	['3.000', 3],
	[9007199254740991, 9007199254740991],
	...[-1, 1.5, '1.5', '3.', '', '3 pieces', '1,000', '1e3', 1e21, '9'.repeat(17)].map(
		(value) => [value, null] as const,
	),
	...['9007199254740992', NaN, null, true, [3], {}].map((value) => [value, null] as const),
])('the count %j is %j', (value, expected) => {
	expect(count(value)).toBe(expected);
});

test.each([
	...[true, 'true', ' TRUE ', 'Y', 'yes', 1, '1'].map((value) => [value, true] as const),
	...[false, 'False', 'n', 'NO', 0, '0'].map((value) => [value, false] as const),
	...[2, '', 'maybe', null, undefined, [true], {}].map((value) => [value, null] as const),
])('the flag %j is %j', (value, expected) => {
	expect(flag(value)).toBe(expected);
});

test('distinct keeps the first of each text and no blank', () => {
	expect(distinct(['b', '', 'a', 'b', 'a ', ''])).toEqual(['b', 'a', 'a ']);
});

test.each([
	[['J** D**'], true],
	[['****'], true],
	[['13****56'], true],
	[['plain', 'J** D**'], true],
	[['J**'], false],
	[['J**', 'D**'], false],
	[['* * *'], false],
	[['', 'plain'], false],
	[[], false],
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
