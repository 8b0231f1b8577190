import fc from 'fast-check';
import { isSafeNumber, parse } from 'lossless-json';

import { parseJson } from '../../json/parse';
import { expectLinear } from '../support/growth';
import { forAll, property } from '../support/property';

describe('a number keeps its digits', () => {
	test.each([
		['9007199254740991', 9007199254740991],
		['9007199254740992', '9007199254740992'],
		['9007199254740993', '9007199254740993'],
		['8188104281234567', 8188104281234567],
		['8999999999999999', 8999999999999999],
		['9000000000000001', 9000000000000001],
		['9999999999999999', '9999999999999999'],
		['10000000000000001', '10000000000000001'],
		['123456789012345.6', 123456789012345.6],
		['1234567890.1234567', 1234567890.1234567],
		['1234567890.12345678', '1234567890.12345678'],
		['8188104281234567e1', '8188104281234567e1'],
		['1.10', 1.1],
		['1.2345678901234567891', '1.2345678901234567891'],
		['1e3', 1000],
		['1.5E-7', 1.5e-7],
		['1e400', '1e400'],
		['1e-400', '1e-400'],
		['0', 0],
		['-0', -0],
	])('%s', (digits, value) => {
		expect(parseJson(digits)).toBe(value);
		expect(parseJson(`{"a":[ ${digits} ],"b":"1234567890123456789"}`)).toEqual({
			a: [value],
			b: '1234567890123456789',
		});
		expect(parseJson(`{"a":${digits},"b":${digits}}`)).toEqual({ a: value, b: value });
	});

	test('digits inside a text stay as they are', () => {
		const value = {
			a: '12345678901234567890',
			b: 'x: 12345678901234567890, 1e400',
			c: '\\":1e400',
			d: ':12345678901234567890,',
			e: 'a":12345678901234567890,',
			':12345678901234567890,"': 1,
		};
		expect(parseJson(JSON.stringify(value))).toEqual(value);
	});

	test.each([
		['next to the key', '{"id":12345678901234567890}'],
		['after white space', '{"id" : 12345678901234567890}'],
		['of a key that ends with an escaped quote', '{"id\\"":12345678901234567890}'],
		['of a key that ends with an escaped character', '{"i\\u0064":12345678901234567890}'],
		['of an empty key', '{"":12345678901234567890}'],
	])('a number %s is exact', (_where, text) => {
		expect(Object.values(parseJson(text) as object)).toEqual(['12345678901234567890']);
	});

	property('of an integer of any length', fc.bigInt(), (id) => {
		const read = parseJson(`{"id":${id}}`) as { id: string | number };
		expect(String(read.id)).toBe(String(id));
		expect(typeof read.id).toBe(Number.isSafeInteger(Number(id)) ? 'number' : 'string');
	});
});

test('what JSON.stringify wrote comes back', () => {
	const safe = fc.anything({
		key: fc.string({ maxLength: 6 }),
		values: [fc.string(), fc.boolean(), fc.maxSafeInteger(), fc.constantFrom(null, 0.5, 1e-6)],
		maxDepth: 4,
	});
	forAll(safe, (value) => {
		expect(parseJson(JSON.stringify(value))).toEqual(value);
		expect(parseJson(JSON.stringify(value, null, '\t'))).toEqual(value);
	});
});

test.each([
	['{"a":1,"a":2}', { a: 2 }],
	['{"a":1,"b":0,"a":null}', { a: null, b: 0 }],
	['{"a":{"x":1},"a":{"y":12345678901234567890}}', { a: { y: '12345678901234567890' } }],
	['{"a":1,"\\u0061":2}', { a: 2 }],
])('the last value of a repeated key counts: %s', (text, value) => {
	expect(parseJson(text)).toEqual(value);
});

test.each([
	['fast', '1'],
	['exact', '12345678901234567890'],
])('keys with a meaning in JavaScript are plain keys on the %s way', (_name, number) => {
	const read = parseJson(
		`{"__proto__":{"polluted":${number}},"constructor":{"prototype":{"polluted":1}},"a":${number}}`,
	) as Record<string, unknown>;
	expect(Object.getPrototypeOf(read)).toBe(Object.getPrototypeOf(JSON.parse('{}')));
	expect(read['polluted']).toBeUndefined();
	expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
	expect(Object.keys(read)).toEqual(['__proto__', 'constructor', 'a']);
});

const LIST = `[${Array(999).fill(0).join()}]`;
const objectOf = (count: number): string =>
	`{${Array.from({ length: count }, (_, at) => `"k${at}":1`).join()}}`;

describe('text that is not exactly one JSON value gives undefined', () => {
	test.each([
		...['{', '{"a":1}{"a":1}', '{"a":1} x', '{"a":1,}', '[1,]', "{'a':1}", '{a:1}'],
		...['{12345678901234567890:1}', '[12345678901234567890 1]', '[01]'],
		...['[012345678901234567890]', '[+12345678901234567890]', '[.5]', '[5.]', '[1e]'],
		...['[12345678901234567890e]', '[-]', 'NaN', 'undefined', '"a', '"a\n', '"a\\\nb"'],
		...['\u0000', '"\\x"', '\ufeff\ufeff1', '<!DOCTYPE html><html></html>', 'callback({"a":1})'],
	])('%j', (text) => {
		expect(parseJson(text)).toBeUndefined();
	});

	test.each([
		['arrays', '[', ']'],
		['objects', '{"a":', '}'],
		['arrays of long numbers', '[12345678901234567890,', ']'],
		['arrays without end', '[', ''],
	])('100,000 nested %s', (_name, open, close) => {
		expect(parseJson(`${open.repeat(100_000)}1${close.repeat(100_000)}`)).toBeUndefined();
	});

	test.each([
		['nesting', 200, (depth: number) => `${'['.repeat(depth)}1${']'.repeat(depth)}`],
		['a list', 1000, (length: number) => `{"a":[{"b":[${Array(length).fill(1).join()}]}]}`],
		['an object', 1000, (count: number) => objectOf(count)],
		['all lists', 500, (count: number) => `[${Array(count).fill(LIST).join()}]`],
		['all objects', 500, (count: number) => `[${Array(count).fill(objectOf(999)).join()}]`],
	])('%s larger than in any answer: more than %i', (_name, most, make) => {
		expect(parseJson(make(most))).not.toBeUndefined();
		expect(parseJson(make(most + 1))).toBeUndefined();
	});
});

test.each([[''], [' '], ['\r\n\t'], ['\ufeff']])('nothing but white space is null: %j', (text) => {
	expect(parseJson(text)).toBeNull();
});

const LONG = '12345678901234567890';

test.each([
	['a tab', '{"name":"Desk\tlamp"}', { name: 'Desk lamp' }],
	['a line break', '{"a":"b\nc","d":"e\r\nf"}', { a: 'b c', d: 'e  f' }],
	['a zero', '["a\u0000b"]', ['a b']],
	['any other', '["a\u0001\u000b\u001f\u0085b"]', ['a   \u0085b']],
	['in a key', '{"a\tb":1}', { 'a b': 1 }],
	['next to a long number', `{"a":"b\tc","id":${LONG}}`, { a: 'b c', id: LONG }],
	['while other white space stays', '{\n\t"a":\n"b\tc\\n"\r\n}', { a: 'b c\n' }],
])('a raw control character inside a text is a space: %s', (_name, text, value) => {
	expect(parseJson(text)).toEqual(value);
});

test('a byte order mark before the text is skipped', () => {
	expect(parseJson('\ufeff{"a":"\ufeffb"}')).toEqual({ a: '\ufeffb' });
	expect(parseJson('\ufeff 12345678901234567890')).toBe('12345678901234567890');
});

describe('the fast way and the exact way agree', () => {
	const exact = (text: string): unknown => {
		if (text.trim() === '') return null;
		return strictly(text) ?? strictly([...text].map((each) => (each < ' ' ? ' ' : each)).join(''));
	};
	const strictly = (text: string): unknown => {
		try {
			return parse(text, undefined, {
				parseNumber: (digits) => (isSafeNumber(digits) ? Number(digits) : digits),
				onDuplicateKey: ({ newValue }) => newValue,
			});
		} catch {
			return undefined;
		}
	};
	const space = fc.constantFrom('', '', ' ', '\n', '\t', '\r\n', '  ');
	const number = fc.oneof(
		fc.stringMatching(/^-?(?:0|[1-9]\d{0,20})(?:\.\d{1,20})?(?:[eE][+-]?\d{1,3})?$/),
		fc.stringMatching(/^-?[1-9]\d{14,16}$/),
		fc.stringMatching(/^-?[1-9]\d{0,13}\.\d{1,15}$/),
		fc.bigInt(2n ** 53n - 9n, 2n ** 53n + 9n).map(String),
		fc.integer().map(String),
		fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
	);
	const word = fc.oneof(
		fc.string().map((text) => JSON.stringify(text)),
		number.map((digits) => JSON.stringify(digits)),
		fc.constantFrom('"__proto__"', '"a"', '"\\u0031e400"', '": 1e400"', '"\\\\"', '"\\""'),
	);
	const { text: json } = fc.letrec<{ text: string; value: string }>((tie) => ({
		text: fc.tuple(space, tie('value'), space).map((parts) => parts.join('')),
		value: fc.oneof(
			{ maxDepth: 4, withCrossShrink: true },
			number,
			word,
			fc.constantFrom('true', 'false', 'null'),
			fc.array(tie('text'), { maxLength: 4 }).map((all) => `[${all.join(',')}]`),
			fc
				.array(fc.tuple(space, word, space, tie('text')), { maxLength: 4 })
				.map((all) => `{${all.map(([a, key, b, value]) => `${a}${key}${b}:${value}`).join(',')}}`),
		),
	}));

	property('on any JSON text', json, (text) => {
		const value = exact(text);
		expect(value).not.toBeUndefined();
		expect(parseJson(text)).toStrictEqual(value);
	});

	test('on a JSON text that was damaged', () => {
		const damage = fc.tuple(
			json,
			fc.nat(),
			fc.nat({ max: 2 }),
			fc.constantFrom('', '"', ',', ':', '0', '1e400', '[', '}', '\\', '-', '\u0000', ' '),
		);
		forAll(damage, ([text, place, removed, added]) => {
			const at = place % (text.length + 1);
			const damaged = text.slice(0, at) + added + text.slice(at + removed);
			expect(parseJson(damaged)).toStrictEqual(exact(damaged));
		});
	});
});

const MANY = 4 * 1024 * 1024;
const SHAPES: ReadonlyArray<readonly [string, string]> = [
	['control characters in a text', '\u0001'],
	['control characters and letters', '\tb'],
	['wide letters and control characters', '水\n'],
	['escaped quotes', '\\"'],
	['escaped quotes before long numbers', '\\":12345678901234567890,'],
];

test.each(SHAPES)('the cost of reading %s grows only with their length', (_name, part) => {
	expectLinear((bytes) => {
		expect(parseJson(`["${part.repeat(bytes / Buffer.byteLength(part))}"]`)).toHaveLength(1);
	}, MANY);
});

test.each([
	['opening brackets', '['],
	['nested objects', '{"a":'],
	['objects', '{},'],
	['digits', '1'],
	['numbers with an exponent', '1e1 '],
	['long numbers', '12345678901234567890,'],
	['commas', ','],
	['dots', '.'],
	['minus signs', ' -'],
	['line breaks', '\n'],
	['backslashes', '\\'],
])('the cost of refusing %s grows only with their length', (_name, part) => {
	expectLinear((bytes) => {
		expect(parseJson(`[${part.repeat(bytes / part.length)}x`)).toBeUndefined();
	}, MANY);
});
