import { negative, signOf, sum } from '../../order/money';
import { NO_TOTALS, type Money, type Order } from '../../order/order';
import { shorten } from '../../order/text';
import type { FieldPath, Warn } from '../payload/read';
import type { AmazonOrder, Proceeds } from './payload';

type Part = 'goods' | 'shipping' | 'services' | 'discount' | 'tax' | 'tip';

/** `breakdowns[].type` of the model. A tip belongs to the order alone and is part of its grand total. */
const PARTS: Readonly<Record<string, Part | undefined>> = {
	ITEM: 'goods',
	SHIPPING: 'shipping',
	GIFT_WRAP: 'services',
	COD_FEE: 'services',
	OTHER: 'services',
	DISCOUNT: 'discount',
	TAX: 'tax',
	DELIVERY_TIP: 'tip',
};
const partOf = (type: string): Part | undefined => PARTS[type.toUpperCase()];

/** The parts of proceeds, each `null` if it is not stated, or not readable. */
function parts({ breakdowns }: Proceeds, { owner, warn }: FieldPath) {
	for (const { type } of breakdowns.filter((each) => partOf(each.type) === undefined)) {
		warn(`${owner}: the part "${shorten(type)}" in "breakdowns" is not known; left out.`);
	}
	const amountOf = (part: Part): Money | null => {
		const stated = breakdowns.filter(({ type }) => partOf(type) === part);
		const readable = stated.flatMap(({ subtotal }) => subtotal ?? []);
		return readable.length < stated.length ? null : sum(readable);
	};
	const discount = amountOf('discount');
	return {
		goods: amountOf('goods'),
		shipping: amountOf('shipping'),
		services: amountOf('services'),
		// The sign of a discount is not documented.
		discount: discount && signOf(discount) < 0 ? negative(discount) : discount,
		tax: amountOf('tax'),
	};
}

/** A line's amounts: its total is what the proceeds say without tax, else the sum of its parts. */
export function lineAmounts(proceeds: Proceeds, place: FieldPath) {
	const { goods, ...rest } = parts(proceeds, place);
	const isWhole = proceeds.breakdowns.every(({ type, subtotal }) => partOf(type) && subtotal);
	const { shipping, services, discount, tax } = rest;
	const hasTax = proceeds.breakdowns.some(({ type }) => partOf(type) === 'tax');
	const total = (): Money | null => {
		const { proceedsTotal: stated } = proceeds;
		if (stated) return hasTax ? tax && sum([stated, negative(tax)]) : stated;
		// An unreadable amount is not replaced, and services alone do not make a total.
		if (stated === null || goods === null || !isWhole) return null;
		const charged = [goods, shipping, services, discount && negative(discount)];
		return sum(charged.filter((amount) => amount !== null));
	};
	const tax_included = hasTax ? false : null;
	return { ...rest, goods_total: goods, line_total: total(), tax_included };
}

/** The order's amounts as Amazon states them; nothing is added up from lines. */
export function totals({ proceeds }: AmazonOrder, warn: Warn): Order['totals'] {
	const amounts = parts(proceeds, { owner: 'The order', warn });
	return { ...NO_TOTALS, ...amounts, total: proceeds.grandTotal ?? null };
}
