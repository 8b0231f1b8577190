import fc from 'fast-check';

import { elements } from '../../../providers/payload/elements';
import { forAll } from '../../support/property';

const rules = { fields: new Set(['sku', 'price']), wrapper: /^ae_/ };
const a = { sku: 'a' };
const b = { sku: 'b' };

test.each([
	['an array', [a, b], [a, b]],
	['a bare element', a, [a]],
	['a wrapper of any name', { lines: [a, b] }, [a, b]],
	['a wrapper with a count next to the list', { lines: [a, b], total: 2 }, [a, b]],
	['a list under the name of a count', { page: [a, b] }, [a, b]],
	['a wrapper around a bare element', { line: a }, [a]],
	['a wrapper in a wrapper', { list: { line: [a, b] } }, [a, b]],
	['a known wrapper', { ae_line: [a, b], code: 'x' }, [a, b]],
	['two known wrappers', { ae_line: a, ae_more: [b] }, [a, b]],
	['known wrappers in an array', [{ ae_line: [a] }, { ae_line: b }], [a, b]],
	['nested arrays', [[a], [[b]]], [a, b]],
	['the same element twice', [a, a], [a, a]],
	['an element whose only field is null', { sku: null }, [{ sku: null }]],
	['an element with a nested field only', { price: { amount: '1' } }, [{ price: { amount: '1' } }]],
	['an element of unknown fields', { x: 1, y: [1] }, [{ x: 1, y: [1] }]],
	['unknown elements in an array', [{ x: [1, 2] }, { y: 1 }], [{ x: [1, 2] }, { y: 1 }]],
	['blanks inside an array', [a, null, '', {}], [a, null, '', {}]],
	['one blank inside an array', [{}], [{}]],
	['null alone inside an array', [null], [null]],
	['one blank inside a wrapped array', { lines: [''] }, ['']],
	['a text in place of the list', 'text', ['text']],
	['nothing', undefined, []],
	['null', null, []],
	['an empty text', ' ', []],
	['an empty array', [], []],
	['an empty object', {}, []],
	['a wrapper around an empty array', { lines: [] }, []],
	['a wrapper around null', { lines: null }, []],
	['a known wrapper around nothing', { ae_line: {} }, []],
	['a wrapper around nothing, with a count', { lines: null, total: 0 }, []],
	['a count alone', { total: 0 }, []],
])('%s', (_name, list, expected) => {
	expect(elements(list, rules)).toEqual(expected);
});

test('a list nested deeper than calls can be', () => {
	let nested: unknown = [a];
	for (let depth = 0; depth < 100_000; depth++) nested = [nested];
	expect(elements(nested, rules)).toEqual([a]);
});

test('no element of an array is lost, in whatever wrapper it comes', () => {
	const element = fc.record({ sku: fc.string() });
	const wrap = fc.constantFrom<(list: unknown) => unknown>(
		(list) => list,
		(list) => ({ ae_lines: list }),
		(list) => ({ lines: { ae_line: list } }),
		(list) => ({ ae_lines: list, total: 3 }),
		(list) => [list],
	);
	forAll(fc.array(element, { minLength: 1 }), wrap, (lines, wrapped) => {
		expect(elements(wrapped(lines), rules)).toEqual(lines);
	});
});
