import fc from 'fast-check';

import type { Money } from '../../order/order';
import { compare, decimalText, negative, signOf, sum, times, toNumber } from '../../order/money';
import { forAll, property } from '../support/property';

const usd = (amount: string) => ({ amount, currency: 'USD' });

const PLACES = 12;
const places = fc.nat({ max: PLACES });

/** `units × 10^-decimals` as plain text. */
function decimalOf(units: bigint, decimals: number): string {
	const digits = String(units < 0n ? -units : units).padStart(decimals + 1, '0');
	const whole = digits.slice(0, digits.length - decimals);
	const fraction = digits.slice(digits.length - decimals);
	return (units < 0n ? '-' : '') + whole + (fraction ? `.${fraction}` : '');
}

/** The decimal in units of 10^-PLACES. */
function unitsOf(decimal: string): bigint {
	const [whole = '', fraction = ''] = decimal.replace('-', '').split('.');
	const units = BigInt(whole + fraction.padEnd(PLACES, '0'));
	return decimal.startsWith('-') ? -units : units;
}

describe('decimalText', () => {
	test.each([
		['1.04', '1.04'],
		[' 8.10 ', '8.10'],
		['+3', '3'],
		['-0.50', '-0.50'],
		['.5', '0.5'],
		['5.', '5'],
		['007.0', '7.0'],
		['-007.50', '-7.50'],
		['000', '0'],
		[8.5, '8.5'],
		[0, '0'],
		[-0, '0'],
		[1e21, '1000000000000000000000'],
		[1e-7, '0.0000001'],
		['1.5E+3', '1500'],
		['-2.50e-2', '-0.025'],
		['12345678901234567890.12', '12345678901234567890.12'],
		['9'.repeat(64), '9'.repeat(64)],
		[{ Value: '1.04' }, '1.04'],
		[{ value: '1.04' }, '1.04'],
		[{ amount: 3 }, '3'],
		[[{ Value: '1.00' }], '1.00'],
	])('%j is the decimal %s', (value, expected) => {
		expect(decimalText(value)).toBe(expected);
	});

	test.each([
		...['', ' ', '.', 'abc', '1,234.56', '$5', '0x10', '1_000', '١٢', '1e999', 'e5', '--1'],
		...['1.2.3', '1 2', null, undefined, NaN, Infinity, 1e300, true, [], ['1', '2'], {}],
		...[{ Value: null }, { cent: 104 }, [[[['1']]]], '9'.repeat(65)],
	])('%j is no amount', (value) => {
		expect(decimalText(value)).toBeNull();
	});

	test('a key that the value only inherits says nothing', () => {
		expect(decimalText(JSON.parse('{"__proto__":{"amount":"5"}}'))).toBeNull();
		expect(decimalText(Object.create({ amount: '5' }))).toBeNull();
	});

	test('any JSON value gives a plain decimal or nothing, and never throws', () => {
		const text = fc.stringMatching(/^[+-]?\d{0,30}\.?\d{0,12}(?:[eE][+-]?\d{0,3})?$/);
		const value = fc.oneof(fc.jsonValue(), fc.anything(), text, fc.record({ amount: text }));
		forAll(value, (any) => {
			const decimal = decimalText(any);
			if (decimal !== null) expect(decimal).toMatch(/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/);
		});
	});

	property(
		'the decimal is the number that was sent, to the last digit',
		fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
		places,
		(units, decimals) => {
			const sent = decimalOf(units, decimals);
			expect(decimalText(sent)).toBe(sent);
			expect(unitsOf(decimalText(`${units}e-${decimals}`) ?? '')).toBe(unitsOf(sent));
		},
	);

	property(
		'a JSON number gives back that number',
		fc.double({ noNaN: true, min: -1e60, max: 1e60 }),
		(number) => {
			const decimal = decimalText(number);
			if (decimal !== null) expect(Number(decimal)).toBe(number + 0);
			else expect(Math.abs(number)).toBeLessThan(1e-40);
		},
	);
});

describe('arithmetic is that of whole numbers', () => {
	const amount = fc
		.tuple(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), places)
		.map(([units, decimals]) => decimalOf(units, decimals));
	const signOfUnits = (units: bigint) => (units < 0n ? -1 : units > 0n ? 1 : 0);
	/** A decimal of that many units, of which zero has no sign. */
	const isAmountOf = (found: Money | null, units: bigint) => {
		expect(unitsOf(found?.amount ?? '')).toBe(units);
		expect(found?.amount).toMatch(/^(?!-0(?:\.0*)?$)-?\d+(?:\.\d+)?$/);
		expect(found?.currency).toBe('USD');
	};

	property('sum', fc.array(amount, { minLength: 1, maxLength: 20 }), (amounts) => {
		const expected = amounts.reduce((soFar, each) => soFar + unitsOf(each), 0n);
		isAmountOf(sum(amounts.map(usd)), expected);
	});
	property('times', amount, fc.nat({ max: 1_000_000 }), (price, quantity) => {
		isAmountOf(times(usd(price), quantity), unitsOf(price) * BigInt(quantity));
	});
	property('negative', amount, (each) => isAmountOf(negative(usd(each)), -unitsOf(each)));
	property('signOf', amount, (each) => {
		expect(signOf(usd(each))).toBe(signOfUnits(unitsOf(each)));
	});
	property('compare', amount, amount, (a, b) => {
		expect(compare(usd(a), usd(b))).toBe(signOfUnits(unitsOf(a) - unitsOf(b)));
	});
});

test('sums keep the decimals and refuse to mix currencies', () => {
	expect(sum([usd('0.10'), usd('0.2')])).toEqual(usd('0.30'));
	expect(sum([usd('1'), { amount: '1', currency: 'EUR' }])).toBeNull();
	expect(sum([])).toBeNull();
	expect(sum(Array.from({ length: 200_000 }, () => usd('0.01')))).toEqual(usd('2000.00'));
});

test.each([
	['0', '0'],
	['0.00', '0.00'],
	['-0.00', '0.00'],
	['0.35', '-0.35'],
	['-0.35', '0.35'],
])('%s with its sign turned is %s', (amount, turned) => {
	expect(negative(usd(amount))).toEqual(usd(turned));
});

test('nothing is left of amounts of zero but zero', () => {
	expect(sum([usd('-0'), usd('-0.00')])).toEqual(usd('0.00'));
	expect(times(usd('-0.35'), 0)).toEqual(usd('0.00'));
});

describe('toNumber', () => {
	test.each([
		['1.04', 1.04],
		['8.10', 8.1],
		['-0', 0],
		['-0.00', 0],
		['12345678901234567890.12', 12345678901234567000],
	])('%s is the number %d', (amount, number) => {
		expect(toNumber(usd(amount))).toBe(number);
	});

	test('no amount is no number', () => {
		expect(toNumber(null)).toBeNull();
	});

	property(
		'whatever JSON holds, it is a number that JSON can hold',
		fc.oneof(fc.jsonValue(), fc.double(), fc.bigInt().map(String)),
		(value) => {
			const amount = decimalText(value);
			const number = toNumber(amount === null ? null : { amount, currency: 'USD' });
			expect(number === null || (Number.isFinite(number) && !Object.is(number, -0))).toBe(true);
		},
	);
});
