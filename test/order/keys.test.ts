import fc from 'fast-check';

import { itemKeys, orderKey } from '../../order/keys';
import { expectLinear } from '../support/growth';
import { property } from '../support/property';

const line = (line_number: number, sku = '', product_id = '') => ({ line_number, sku, product_id });

test('an order’s key names provider and order', () => {
	expect(orderKey('tuya', 'SO1')).toBe('tuya:SO1');
});

test('a line’s own id comes before all', () => {
	const lines = ['7', '8'].map((line_id, at) => ({ ...line(at + 1, 's', 'p'), line_id }));
	expect(itemKeys('shop', '1', lines)).toEqual(['shop:1:7', 'shop:1:8']);
});

test('a line’s key names its sku, else its product, else its place', () => {
	expect(itemKeys('tuya', 'SO1', [line(1, 's', 'p'), line(2, '', 'p'), line(3)])).toEqual([
		'tuya:SO1:s',
		'tuya:SO1:p',
		'tuya:SO1:line3',
	]);
});

test.each([
	['a repeated sku is counted', ['a', 'b', 'a', 'a'], ['a', 'b', 'a#2', 'a#3']],
	['a sku that looks like a counted one', ['a', 'a#2', 'a', 'a#2'], ['a', 'a#2', 'a#3', 'a#2#2']],
	['in the other order', ['a#2', 'a', 'a'], ['a#2', 'a', 'a#3']],
	['a sku that looks like a place', ['line2', ''], ['line2', 'line2#2']],
	[
		'names that every object has',
		['constructor', '__proto__', 'constructor'],
		['constructor', '__proto__', 'constructor#2'],
	],
	['no lines', [], []],
])('%s', (_name, skus, expected) => {
	const keys = itemKeys(
		'p',
		'1',
		skus.map((sku, index) => line(index + 1, sku)),
	);
	expect(keys).toEqual(expected.map((end) => `p:1:${end}`));
});

const id = fc.oneof(fc.constantFrom('', 'a', 'b', 'a#2', 'a#3', 'line1', 'line2'), fc.string());
const lines = fc
	.array(fc.record({ sku: id, product_id: id }), { maxLength: 30 })
	.map((all) => all.map((ids, index) => ({ ...ids, line_number: index + 1 })));

property(
	'any lines have as many keys, all different, each beginning with its own id',
	lines,
	(all) => {
		const keys = itemKeys('p', '1', all);
		expect(new Set(keys).size).toBe(all.length);
		keys.forEach((key, index) => {
			const { sku, product_id, line_number } = all[index] ?? line(0);
			expect(key.startsWith(`p:1:${sku || product_id || `line${line_number}`}`)).toBe(true);
		});
	},
);

property('a key stays what it was when lines are added after it', lines, fc.nat(), (all, cut) => {
	const some = all.slice(0, cut % (all.length + 1));
	expect(itemKeys('p', '1', all).slice(0, some.length)).toEqual(itemKeys('p', '1', some));
});

test('many lines of one sku are keyed in order, and without delay', () => {
	expectLinear((number) => {
		const lines = Array.from({ length: number }, (_, index) => line(index + 1, 'a'));
		expect(itemKeys('p', '1', lines).at(-1)).toBe(`p:1:a#${number}`);
	}, 20_000);
});
