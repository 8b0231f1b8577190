import type { Stated } from '../payload/amount';
import type { Warn } from '../payload/read';
import { negative, sum } from '../../order/money';
import type { Money } from '../../order/order';
import { distinct } from '../../order/text';
import type { PayloadLine } from './payload';

/**
 * The amounts of an element of `child_order_list` ("Response Struct"): actual shipping = shipping −
 * shipping discount, actual fee = sale fee − sale discount + actual shipping. The formulas count only
 * where the provider leaves the result out, and give `null` when a part is missing, unreadable or in
 * another currency; an absent shipping discount counts as none.
 */
export function lineAmounts(line: PayloadLine, owner: string, warn: Warn) {
	const { product_price, sale_fee, sale_discount_fee, shipping_fee, shipping_discount_fee } = line;
	const { actual_fee, actual_shipping_fee, actual_tax_fee } = line;
	const discounted = (): Money | null =>
		shipping_discount_fee === undefined
			? (shipping_fee ?? null)
			: difference(shipping_fee, shipping_discount_fee);
	const shipping = actual_shipping_fee === undefined ? discounted() : actual_shipping_fee;
	const charged = () => total([difference(sale_fee, sale_discount_fee), shipping]);
	const line_total = actual_fee === undefined ? charged() : actual_fee;
	const currencies = currenciesOf([
		...[line_total, product_price, sale_fee, sale_discount_fee, shipping_fee],
		...[shipping_discount_fee, shipping, actual_tax_fee],
	]);
	if (currencies.length > 1) {
		warn(`${owner} has amounts in several currencies: ${currencies.join(', ')}.`);
	}
	return {
		currency: (line_total ?? product_price)?.currency ?? '',
		unit_price: product_price ?? null,
		line_total,
		goods_total: sale_fee ?? null,
		shipping,
		discount: sale_discount_fee ?? null,
		tax: actual_tax_fee ?? null,
		tax_included: line.already_include_tax ?? line.price_include_tax,
	};
}

/** The sum of amounts that are all there, in one currency. */
function total(parts: readonly Stated[]): Money | null {
	const present = parts.filter((part) => part !== null && part !== undefined);
	return present.length === parts.length ? sum(present) : null;
}

const difference = (whole: Stated, part: Stated) => total([whole, part && negative(part)]);

/** The currencies of `amounts`, each once. */
export const currenciesOf = (amounts: readonly Stated[]): readonly string[] =>
	distinct(amounts.map((each) => each?.currency ?? ''));
