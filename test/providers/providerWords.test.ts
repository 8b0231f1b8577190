import fc from 'fast-check';

import { providerWords } from '../../providers/providerWords';
import { expectLinear } from '../support/growth';
import { forAll } from '../support/property';

test('a provider’s words are kept as they came', () => {
	const codes = { code: '15', subCode: 'isv.order-not-found', requestId: '2101e9d817120000' };
	const words = { ...codes, providerMessage: 'The order does not exist' };
	expect(providerWords(words)).toEqual(words);
});

test.each([
	[{}],
	[{ code: '', subCode: undefined, providerMessage: ' ', requestId: '\n' }],
	[{ providerMessage: '<br/><hr>' }],
])('words that are empty are left out: %j', (words) => {
	expect(Object.keys(providerWords(words))).toEqual([]);
});

test.each([
	[' The  order\n\tdoes not\r\nexist ', 'The order does not exist'],
	['a\u0000b\u001fc', 'a b c'],
	['<html><body><h1>502 Bad Gateway</h1></body></html>', '502 Bad Gateway'],
	['Use <b>another</b> id', 'Use another id'],
	['1 < 2 and 3 > 2', '1 2'],
	['密碼 ñ 😀', '密碼 ñ 😀'],
])('%j is shown as one line without markup', (message, shown) => {
	expect(providerWords({ providerMessage: message })).toEqual({ providerMessage: shown });
});

describe('long words are cut off', () => {
	test.each([
		['code', 100],
		['subCode', 100],
		['providerMessage', 300],
		['requestId', 100],
	])('%s after %i characters', (name, longest) => {
		const most = { [name]: 'x'.repeat(longest) };
		expect(providerWords(most)).toEqual(most);
		expect(providerWords({ [name]: 'x'.repeat(longest + 1) })).toEqual(most);
	});

	test('never within a character', () => {
		const { code } = providerWords({ code: '😀'.repeat(60) });
		expect(code).toBe('😀'.repeat(50));
		expect(providerWords({ code: `x${'😀'.repeat(60)}` })).toEqual({ code: `x${'😀'.repeat(49)}` });
	});

	test.each(['<', '<a', ' ', '\u0000', '<>', '> <'])('in time, for any number of %j', (piece) => {
		expectLinear((number) => providerWords({ providerMessage: piece.repeat(number) }), 2_000_000);
	});
});

test('any words become short single lines that stay the same when shown again', () => {
	const text = fc.oneof(
		fc.string({ unit: 'binary', maxLength: 400 }),
		fc.string({ unit: fc.constantFrom('<', '>', ' ', '\n', 'a', '😀', '\u0000'), maxLength: 400 }),
	);
	forAll(text, text, (code, providerMessage) => {
		const shown = providerWords({ code, providerMessage });
		for (const each of Object.values(shown)) {
			expect(each).toMatch(/^\S(?:.*\S)?$/su);
			expect([...each].every((character) => character >= ' ')).toBe(true);
			expect(each.length).toBeLessThanOrEqual(300);
			expect(each.isWellFormed() || !(code + providerMessage).isWellFormed()).toBe(true);
		}
	});
});
