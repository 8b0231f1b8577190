import { count, currencyCode, fieldOf, isBlank, isObject } from '../../json/value';
import { decimalText, fromCents, signOf } from '../../order/money';
import type { Money } from '../../order/order';
import { elements } from './elements';
import { unreadable, type Reader } from './read';

const VALUE = ['amount', 'Value', 'value'];
const CURRENCY = ['currency_code', 'currencyCode', 'currency'];
const FIELDS = new Set([...VALUE, ...CURRENCY, 'cent', 'cent_factor']);

/** An amount as read: `undefined` when it is absent, `null` when it is there but not one number. */
export type Stated = Money | null | undefined;

/**
 * An amount of any sign with its exact decimal text: text, a number, `{amount, currency_code}`, `{"Value":
 * …}`, `{cent, cent_factor}`, or a list of one of these. `null` comes with a warning; `currency` is `''`
 * where none is next to it.
 */
export const signedAmount: Reader<Stated> = (value, name, place) => {
	// Looking for a list in what is plainly one amount would cost more than reading it.
	const isOne =
		typeof value === 'string' ||
		(isObject(value) && Object.keys(value).some((key) => FIELDS.has(key)));
	const entries = isOne ? [value] : elements(value, { fields: FIELDS });
	const [entry] = entries;
	const isEmpty = isObject(entry) ? Object.keys(entry).length === 0 : isBlank(entry);
	// An empty object states an amount that is missing: no other amount may take its place.
	if (entries.length <= 1 && isEmpty && !isObject(value)) return undefined;
	const digits = entries.length === 1 ? digitsOf(entry) : null;
	if (digits === null) {
		unreadable('an amount', name, place);
		return null;
	}
	const read = { amount: digits, currency: currencyOf(entry) };
	const { owner, warn } = place;
	if (read.currency !== '' && !/^[A-Z]{3}$/.test(read.currency)) {
		warn(`${owner}: the currency of "${name}" is not a three-letter code.`);
	}
	return read;
};

/** An amount: a negative one is kept with a warning. */
export const amount: Reader<Stated> = (value, name, place) => {
	const read = signedAmount(value, name, place);
	const isNegative = read && signOf(read) < 0;
	if (isNegative) place.warn(`${place.owner}: "${name}" is negative (${read.amount}).`);
	return read;
};

const withCurrency =
	(reader: Reader<Stated>): Reader<Stated> =>
	(value, name, place) => {
		const read = reader(value, name, place);
		if (read?.currency === '') place.warn(`${place.owner}: "${name}" has no currency.`);
		return read;
	};

/** An amount where the provider names the currency of each: one without is warned about. */
export const amountWithCurrency = withCurrency(amount);
export const signedWithCurrency = withCurrency(signedAmount);

/** The amount's own digits; its cents where it has none, or says 0 next to cents that are not 0. */
function digitsOf(entry: unknown): string | null {
	if (!isObject(entry)) return decimalText(entry);
	const stated = fieldOf(entry, VALUE);
	const own = isBlank(stated) ? null : decimalText(stated);
	if (own === null ? !isBlank(stated) : /[1-9]/.test(own)) return own;
	const cents = fromCents(fieldOf(entry, ['cent']), count(fieldOf(entry, ['cent_factor'])));
	return own === null || /[1-9]/.test(cents ?? '') ? cents : own;
}

/** Its code, which sister APIs also wrap in an object. */
function currencyOf(entry: unknown): string {
	const stated = fieldOf(entry, CURRENCY);
	return currencyCode(isObject(stated) ? fieldOf(stated, CURRENCY) : stated);
}

/** The first amount that is there: one that could not be read is not replaced by a later one. */
export const firstStated = (...amounts: readonly Stated[]): Money | null =>
	amounts.find((each) => each !== undefined) ?? null;
