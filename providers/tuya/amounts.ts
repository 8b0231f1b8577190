import { money, signOf, sum } from '../../order/money';
import { NO_TOTALS, type Money, type Totals } from '../../order/order';
import { currencyCode, field, object, text, type Json } from '../../json/read';
import { entries, isBlank, shown, type Warn } from './lists';

/** The parts of a price by Tuya's keys, and the sum of their coupons. */
export type PriceParts = Pick<Totals, 'goods' | 'shipping' | 'services' | 'discount'>;

/** `price_trade_list[].Key` of "Get Order Details"; the documented sample spells it `key`. */
const PARTS: ReadonlyMap<string, 'goods' | 'shipping' | 'services'> = new Map([
	['COMMODITY', 'goods'],
	['POSTAGE', 'shipping'],
	['INSTALL', 'services'],
]);

/**
 * An amount in units of its currency, however Tuya sent it: `{"Value":"1.04"}`, text, number, or one
 * of these in an array. `null` when it is absent, and with a warning when it is not a number.
 */
export function amount(value: unknown, currency: string, place: string, warn: Warn): Money | null {
	const read = money(value, currency);
	if (read === null) {
		if (!isBlank(value)) warn(`${place} is not a number and was not used.`);
	} else if (signOf(read) < 0) {
		warn(`${place} is negative (${read.amount}); it was taken as it is.`);
	}
	return read;
}

/**
 * The parts in a list of Tuya's price details. A part that is listed twice is ambiguous and stays
 * `null` with a warning; the discount is the sum of all coupons, `null` when one is unreadable.
 */
export function priceParts(
	details: readonly Json[],
	currency: string,
	place: string,
	warn: Warn,
): PriceParts {
	const parts: { -readonly [Part in keyof PriceParts]: Money | null } = {
		goods: null,
		shipping: null,
		services: null,
		discount: null,
	};
	const seen = new Set<string>();
	for (const detail of details) {
		const key = text(field(detail, 'key', 'Key')).toUpperCase();
		const part = PARTS.get(key);
		if (part === undefined) {
			warn(`${place} has a part "${shown(key)}" that is not known and not shown.`);
		} else if (seen.has(part)) {
			parts[part] = null;
			warn(`${place} has the part ${key} more than once, so it was not used.`);
		} else {
			parts[part] = amount(field(detail, 'amount'), currency, `${place}, ${key},`, warn);
		}
		if (part !== undefined) seen.add(part);
	}
	parts.discount = coupons(details, currency, place, warn);
	return parts;
}

function coupons(
	details: readonly Json[],
	currency: string,
	place: string,
	warn: Warn,
): Money | null {
	const told = details.map((detail) => field(detail, 'amount_coupon')).filter((it) => !isBlank(it));
	const read = told.map((it) => amount(it, currency, `amount_coupon in ${place}`, warn));
	const readable = read.filter((it) => it !== null);
	return readable.length === read.length ? sum(readable) : null;
}

/** The currency of the order's amounts, `''` when it is not told. */
export const orderCurrency = (order: Json): string =>
	currencyCode(field(order, 'currency')) ||
	currencyCode(field(object(field(order, 'payment_detail')), 'currency'));

/**
 * The order's amounts as Tuya states them; where the order itself has none, `payment_detail` is
 * asked. Nothing is added up from lines: in the documented sample they do not make the total.
 */
export function totals(order: Json, currency: string, warn: Warn): Totals {
	const detail = object(field(order, 'payment_detail'));
	const detailCurrency = currencyCode(field(detail, 'currency')) || currency;
	const own = (name: string) => amount(field(order, name), currency, `${name} of the order`, warn);
	const fallback = (name: string) =>
		amount(field(detail, name), detailCurrency, `payment_detail.${name} of the order`, warn);
	const priceList = entries(order, 'price_trade_list', 'the order', warn);
	const parts = priceParts(priceList, currency, 'price_trade_list of the order', warn);
	return {
		...NO_TOTALS,
		original: own('amount_origin'),
		total: own('amount_trade') ?? fallback('trade_amount'),
		paid: own('amount_paid') ?? fallback('paid_amount'),
		due: own('amount_rest'),
		refunded: own('amount_refund') ?? fallback('refund_amount'),
		goods: parts.goods ?? fallback('commodity_origin_amount'),
		shipping: parts.shipping ?? fallback('shipping_amount'),
		services: parts.services ?? fallback('install_amount'),
		discount: parts.discount ?? fallback('discount_amount'),
	};
}
