import { EMPTY_LINE, type UnfulfilledLine } from '../../order/order';
import type { Warn } from '../payload/read';
import { times } from '../../order/money';
import { shorten } from '../../order/text';
import { inCurrency, priceParts } from './amounts';
import type { TuyaOrder } from './payload';

/**
 * The line of the element at `index`. `unit_price_trade` includes installation and freight, so that it
 * makes the total.
 */
export function line(
	commodity: TuyaOrder['commodity_list'][number],
	index: number,
	orderCurrency: string,
	warn: Warn,
): UnfulfilledLine {
	const owner = `Line ${index + 1}`;
	const { quantity, unit_price_trade, unit_price_origin, attach_json } = commodity;
	const stated = commodity.currency || orderCurrency;
	const charged = inCurrency(unit_price_trade, stated) ?? null;
	const unit_price = inCurrency(unit_price_origin, stated) ?? null;
	const currency = (charged ?? unit_price)?.currency ?? stated;
	if (currency === '' && (charged ?? unit_price)) warn(`${owner} has amounts without a currency.`);
	if (orderCurrency && currency !== orderCurrency) {
		warn(`${owner} is in ${shorten(currency)}, the order in ${shorten(orderCurrency)}.`);
	}
	const parts = priceParts(attach_json.price_detail, stated, 'price_detail', { owner, warn });
	return {
		...EMPTY_LINE,
		line_number: index + 1,
		product_id: commodity.commodity_code,
		sku: commodity.specification_code,
		product_name: commodity.commodity_name,
		variant: attach_json.sku_value_list.join(' / '),
		variant_values: attach_json.sku_value_list,
		image: commodity.icon_url,
		unit: commodity.unit_name,
		quantity,
		currency,
		unit_price,
		unit_price_charged: charged,
		line_total: charged && quantity !== null ? times(charged, quantity) : null,
		goods_total: parts.goods ?? null,
		shipping: parts.shipping ?? null,
		services: parts.services ?? null,
		discount: parts.discount ?? null,
	};
}
