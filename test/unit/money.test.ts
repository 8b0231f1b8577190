import { compare, decimalText, money, negative, sum, times, toNumber } from '../../order/money';

describe('decimalText', () => {
	test.each([
		['1.04', '1.04'],
		[' 8.10 ', '8.10'],
		['+3', '3'],
		['-0.50', '-0.50'],
		['.5', '0.5'],
		['007.0', '7.0'],
		[8.5, '8.5'],
		[0, '0'],
		[1e21, '1000000000000000000000'],
		[1e-7, '0.0000001'],
		['12345678901234567890.12', '12345678901234567890.12'],
		[{ Value: '1.04' }, '1.04'],
		[{ amount: 3 }, '3'],
		[[{ Value: '1.00' }], '1.00'],
	])('%j is the decimal %s', (value, expected) => {
		expect(decimalText(value)).toBe(expected);
	});

	test.each([
		[''],
		['abc'],
		['1,234.56'],
		['$5'],
		['1e999'],
		['--1'],
		['1.2.3'],
		[null],
		[undefined],
		[NaN],
		[Infinity],
		[true],
		[[]],
		[['1', '2']],
		[{}],
		['9'.repeat(65)],
	])('%j is no amount', (value) => {
		expect(decimalText(value)).toBeNull();
	});
});

test('sums are exact and refuse to mix currencies', () => {
	const usd = (amount: string) => ({ amount, currency: 'USD' });
	expect(sum([usd('0.10'), usd('0.2')])).toEqual(usd('0.30'));
	expect(sum([usd('1'), { amount: '1', currency: 'EUR' }])).toBeNull();
	expect(sum([])).toBeNull();
	expect(times(usd('0.35'), 3)).toEqual(usd('1.05'));
	expect(negative(usd('0.35'))).toEqual(usd('-0.35'));
	expect(compare(usd('1.0'), usd('1.00'))).toBe(0);
	expect(toNumber(money('-0', 'USD'))).toBe(0);
	expect(toNumber(null)).toBeNull();
});
