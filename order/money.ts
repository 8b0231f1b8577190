import Big from 'big.js';

import type { Money } from './order';

/** As it is returned: no sign but a minus, no leading zeros, digits after a point. */
const CANONICAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;
const SCIENTIFIC = /^[+-]?(?:\d+\.?\d*|\.\d+)e[+-]?\d{1,2}$/i;
/** No currency needs more digits; longer texts are not amounts. */
const LONGEST = 64;

/**
 * The exact decimal in a provider's value as plain text, `null` when it is not one number: `8.5` →
 * `"8.5"`, `{"Value":"1.00"}` → `"1.00"`. Digits are kept as sent; thousands separators and currency signs
 * are not guessed at.
 */
export function decimalText(value: unknown): string | null {
	const text = scalarText(value, 0);
	if (text === null || text.length > LONGEST) return null;
	if (CANONICAL.test(text)) return text;
	if (PLAIN.test(text)) return plain(text);
	if (SCIENTIFIC.test(text)) return new Big(text.replace('+', '')).toFixed();
	return null;
}

function plain(text: string): string {
	const sign = text.startsWith('-') ? '-' : '';
	const [whole = '', fraction = ''] = text.replace(/^[+-]/, '').split('.');
	const digits = whole.replace(/^0+(?=\d)/, '') || '0';
	return sign + (fraction ? `${digits}.${fraction}` : digits);
}

function scalarText(value: unknown, depth: number): string | null {
	if (typeof value === 'string') return value.trim();
	if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null;
	if (depth > 2 || typeof value !== 'object' || value === null) return null;
	if (Array.isArray(value)) return value.length === 1 ? scalarText(value[0], depth + 1) : null;
	for (const key of ['Value', 'value', 'amount']) {
		if (Object.hasOwn(value, key)) {
			return scalarText((value as Record<string, unknown>)[key], depth + 1);
		}
	}
	return null;
}

/**
 * `cent ÷ factor`, exact: `333100` by `100` → `"3331.00"`; `null` unless both are whole and the factor a
 * power of ten.
 */
export function fromCents(cent: unknown, factor: number | null): string | null {
	const cents = decimalText(cent);
	const decimals = String(factor).length - 1;
	if (cents === null || cents.includes('.') || factor === null) return null;
	if (factor !== 10 ** decimals) return null;
	return new Big(cents).div(factor).toFixed(decimals);
}

function decimalsOf(amount: string): number {
	const point = amount.indexOf('.');
	return point < 0 ? 0 : amount.length - point - 1;
}

/** `amount × quantity`, exact and with the decimals of the amount: "1.50" × 2 is "3.00". */
export const times = ({ amount, currency }: Money, quantity: number): Money => ({
	amount: new Big(amount).times(quantity).toFixed(decimalsOf(amount)),
	currency,
});

/** The exact sum of amounts in one currency; `null` for none, or when currencies differ. */
export function sum(amounts: readonly Money[]): Money | null {
	const [first] = amounts;
	if (!first || amounts.some(({ currency }) => currency !== first.currency)) return null;
	const total = amounts.reduce((so_far, { amount }) => so_far.plus(amount), new Big(0));
	const decimals = amounts.reduce((most, { amount }) => Math.max(most, decimalsOf(amount)), 0);
	return { amount: total.toFixed(decimals), currency: first.currency };
}

/** `amount` with its sign turned; zero has none. */
export const negative = ({ amount, currency }: Money): Money => ({
	amount: signOf({ amount, currency }) > 0 ? `-${amount}` : amount.replace('-', ''),
	currency,
});

/** As `a` is below, equal to or above `b`; currencies are the caller's concern. */
export const compare = (a: Money, b: Money): -1 | 0 | 1 => new Big(a.amount).cmp(b.amount);

/** `-1`, `0` or `1`, as the amount is below zero, zero or above. */
export function signOf({ amount }: Money): -1 | 0 | 1 {
	if (!/[1-9]/.test(amount)) return 0;
	return amount.startsWith('-') ? -1 : 1;
}

/** The amount as a JSON number for a row; the exact text stays in the order view. */
export function toNumber(amount: Money | null): number | null {
	if (amount === null) return null;
	const number = Number(amount.amount);
	return Number.isFinite(number) ? number + 0 : null;
}
