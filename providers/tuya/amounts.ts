import { sum } from '../../order/money';
import { NO_TOTALS, type Money, type Order } from '../../order/order';
import { shorten } from '../../order/text';
import { firstStated, type Stated } from '../payload/amount';
import type { FieldPath, Warn } from '../payload/read';
import type { PriceDetail, TuyaOrder } from './payload';

/** `price_trade_list[].Key` of "Get Order Details"; the documented sample spells it `key`. */
const PARTS = { COMMODITY: 'goods', POSTAGE: 'shipping', INSTALL: 'services' } as const;

type PriceParts = Partial<Record<(typeof PARTS)[keyof typeof PARTS] | 'discount', Stated>>;

/** The amount in `currency` unless it names its own. */
export const inCurrency = (amount: Stated, currency: string): Stated =>
	amount && amount.currency === '' ? { ...amount, currency } : amount;

/**
 * The parts of a list of price details. One that is listed twice is ambiguous and `null`, with a warning;
 * the discount is the sum of all coupons, `null` when one is unreadable.
 */
export function priceParts(
	details: readonly PriceDetail[],
	currency: string,
	name: string,
	{ owner, warn }: FieldPath,
): Readonly<PriceParts> {
	const parts: PriceParts = {};
	for (const detail of details) {
		const key = detail.key.toUpperCase();
		const part = isPart(key) ? PARTS[key] : undefined;
		if (part === undefined) {
			warn(`${owner}: the part "${shorten(key)}" in "${name}" is not known; left out.`);
		} else if (part in parts) {
			parts[part] = null;
			warn(`${owner}: the part ${key} is in "${name}" more than once; left empty.`);
		} else {
			parts[part] = inCurrency(detail.amount, currency);
		}
	}
	const coupons = details.flatMap(({ amount_coupon: coupon }) =>
		coupon === undefined ? [] : [inCurrency(coupon, currency) ?? null],
	);
	const readable = coupons.filter((coupon) => coupon !== null);
	if (coupons.length > 0) parts.discount = readable.length < coupons.length ? null : sum(readable);
	return parts;
}

const isPart = (key: string): key is keyof typeof PARTS => Object.hasOwn(PARTS, key);

/** The order's currency, `''` when Tuya does not say it, and its amounts. */
export type Amounts = Pick<Order, 'currency' | 'totals'>;

/**
 * The order's amounts as Tuya states them, in `payment_detail` where the order itself has none. Nothing is
 * added up from lines: in the documented sample they do not add up to the total.
 */
export function amounts(order: TuyaOrder, warn: Warn): Amounts {
	const detail = order.payment_detail;
	// The order's own currency applies to all of its amounts; the currency next to one amount does not.
	const { currency } = order;
	const place = { owner: 'The order', warn };
	const parts = priceParts(order.price_trade_list, currency, 'price_trade_list', place);
	const stated = (own: Stated, fallback?: Stated): Money | null =>
		firstStated(inCurrency(own, currency), inCurrency(fallback, detail.currency || currency));
	const totals = {
		...NO_TOTALS,
		original: stated(order.amount_origin),
		total: stated(order.amount_trade, detail.trade_amount),
		paid: stated(order.amount_paid, detail.paid_amount),
		due: stated(order.amount_rest),
		refunded: stated(order.amount_refund, detail.refund_amount),
		goods: stated(parts.goods, detail.commodity_origin_amount),
		shipping: stated(parts.shipping, detail.shipping_amount),
		services: stated(parts.services, detail.install_amount),
		discount: stated(parts.discount, detail.discount_amount),
	};
	const isUnnamed = Object.values(totals).some((amount) => amount?.currency === '');
	if (isUnnamed) warn('The order has amounts without a currency.');
	return { currency: currency || (totals.total ?? detail).currency, totals };
}
