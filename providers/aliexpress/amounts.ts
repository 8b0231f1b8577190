import { money, negative, signOf, sum } from '../../order/money';
import type { Money, OrderLine } from '../../order/order';
import { currencyCode, field, flag, isObject } from '../../json/read';
import { elements, isBlank } from './lists';

/** Takes a sentence for the user about something that could not be told with certainty. */
export type Warn = (sentence: string) => void;

const AMOUNT_FIELDS = ['amount', 'currency_code'];

/** What stands for the amount in `source[name]`: one value, none, or several. */
function stated(source: unknown, name: string) {
	const found = elements(field(source, name), AMOUNT_FIELDS).map((entry) =>
		isObject(entry)
			? { value: field(entry, 'amount'), currency: currencyCode(field(entry, 'currency_code')) }
			: { value: entry, currency: '' },
	);
	return found.length > 1 ? found : found.filter(({ value }) => !isBlank(value));
}

/**
 * The amount in `source[name]` with its exact decimal text: `{amount, currency_code}`, an array of
 * one, text or number (both without a currency). Absent gives `null`; so does anything that is not
 * one number, with a warning that names the field.
 *
 * @param where what the field belongs to, e.g. `Line 2`
 */
export function amount(source: unknown, name: string, where: string, warn: Warn): Money | null {
	const [only, ...others] = stated(source, name);
	if (!only) return null;
	const read = others.length === 0 ? money(only.value, only.currency) : null;
	if (read === null) {
		warn(`${where}: "${name}" is not one readable amount and was left empty.`);
		return null;
	}
	if (signOf(read) < 0) {
		warn(`${where}: "${name}" is negative (${read.amount}).`);
	}
	if (read.currency !== '' && !/^[A-Z]{3}$/.test(read.currency)) {
		warn(`${where}: the currency of "${name}" is not a three-letter code.`);
	}
	return read;
}

export type LineAmounts = Pick<
	OrderLine,
	| 'currency'
	| 'unit_price'
	| 'unit_price_charged'
	| 'line_total'
	| 'goods_total'
	| 'shipping'
	| 'services'
	| 'discount'
	| 'tax'
	| 'tax_included'
>;

/**
 * The amounts of one element of `child_order_list`, by its formulas: actual shipping = shipping −
 * shipping discount, actual fee = sale fee − sale discount + actual shipping. They stand in only
 * where the provider leaves the result out, and give `null` when a part is missing or in another
 * currency; an absent shipping discount counts as none, an unreadable one makes shipping `null`.
 *
 * Source: `aliexpress.trade.ds.order.get`, "Response Struct".
 */
export function lineAmounts(child: unknown, where: string, warn: Warn): LineAmounts {
	const read = (name: string): Money | null => amount(child, name, where, warn);
	const unit_price = read('product_price');
	const goods_total = read('sale_fee');
	const discount = read('sale_discount_fee');
	const fee = read('shipping_fee');
	const shippingDiscount = read('shipping_discount_fee');
	const discountIsTold = stated(child, 'shipping_discount_fee').length > 0;
	const shipping =
		read('actual_shipping_fee') ?? (discountIsTold ? difference(fee, shippingDiscount) : fee);
	const line_total =
		read('actual_fee') ?? (shipping && total([difference(goods_total, discount), shipping]));
	const tax = read('actual_tax_fee');
	const currencies = distinctCurrencies([
		line_total,
		unit_price,
		goods_total,
		discount,
		fee,
		shippingDiscount,
		shipping,
		tax,
	]);
	if (currencies.length > 1) {
		warn(`${where} has amounts in several currencies: ${currencies.join(', ')}.`);
	}
	return {
		currency: line_total ? line_total.currency : (currencies[0] ?? ''),
		unit_price,
		unit_price_charged: null,
		line_total,
		goods_total,
		shipping,
		services: null,
		discount,
		tax,
		tax_included:
			flag(field(child, 'already_include_tax')) ?? flag(field(child, 'price_include_tax')),
	};
}

const total = (parts: readonly (Money | null)[]): Money | null => {
	const present = parts.filter((part) => part !== null);
	return present.length === parts.length ? sum(present) : null;
};

const difference = (whole: Money | null, part: Money | null): Money | null =>
	total([whole, part && negative(part)]);

/** The currencies told in `amounts`, each once. */
export const distinctCurrencies = (amounts: readonly (Money | null)[]): readonly string[] => [
	...new Set(amounts.map((each) => each?.currency ?? '').filter((currency) => currency !== '')),
];
