import { parseJson } from '../../json/parse';
import { times } from '../../order/money';
import type { OrderLine } from '../../order/order';
import { currencyCode, field, object, text, type Json } from '../../json/read';
import { amount, priceParts } from './amounts';
import { elements, entries, entry, isBlank, list, quantity, shown, type Warn } from './lists';

/** A line as the order lists it; what was shipped of it comes from the deliveries. */
export type Goods = Omit<
	OrderLine,
	'quantity_shipped' | 'fulfillment_status' | 'tracking_numbers' | 'carriers' | 'shipment_ids'
>;

/**
 * `commodity_list`, one line for each element in Tuya's order; an element that cannot be read is
 * still a line, an empty one, with a warning.
 */
export function goods(order: Json, currency: string, warn: Warn): readonly Goods[] {
	return elements(order, 'commodity_list', 'the order', warn).map((element, index) => {
		const commodity = entry(element);
		if (!commodity) {
			warn(`Line ${index + 1} in commodity_list is not readable; it is shown without details.`);
		}
		return line(commodity ?? {}, index + 1, currency, warn);
	});
}

/** `unit_price_trade` includes installation and freight, so it makes the line's total as it is. */
function line(commodity: Json, number: number, orderCurrency: string, warn: Warn): Goods {
	const owner = `line ${number}`;
	const get = (name: string) => text(field(commodity, name));
	const currency = currencyCode(field(commodity, 'currency')) || orderCurrency;
	if (orderCurrency && currency !== orderCurrency) {
		warn(`Line ${number} is in ${shown(currency)}, the order in ${shown(orderCurrency)}.`);
	}
	const price = (name: string) =>
		amount(field(commodity, name), currency, `${name} of ${owner}`, warn);
	const pieces = quantity(field(commodity, 'quantity'), `quantity of ${owner}`, warn);
	const charged = price('unit_price_trade');
	const extra = attachment(commodity, owner, warn);
	const values = variantValues(extra);
	const details = entries(extra, 'price_detail', owner, warn);
	const { goods: goodsTotal, ...parts } = priceParts(
		details,
		currency,
		`price_detail of ${owner}`,
		warn,
	);
	return {
		line_number: number,
		product_id: get('commodity_code'),
		sku: get('specification_code'),
		product_name: get('commodity_name'),
		variant: values.join(' / '),
		variant_values: values,
		image: get('icon_url'),
		unit: get('unit_name'),
		quantity: pieces,
		currency,
		unit_price: price('unit_price_origin'),
		unit_price_charged: charged,
		line_total: charged && pieces !== null ? times(charged, pieces) : null,
		goods_total: goodsTotal,
		...parts,
		tax: null,
		tax_included: null,
		cancel_reason: '',
	};
}

/** `attach_json`, which comes as an object or as JSON text. */
function attachment(commodity: Json, owner: string, warn: Warn): Json {
	const value = field(commodity, 'attach_json');
	const parsed = typeof value === 'string' ? parseJson(value) : value;
	if (!isBlank(value) && !entry(parsed)) warn(`attach_json of ${owner} is not readable.`);
	return object(parsed);
}

function variantValues(extra: Json): readonly string[] {
	const value = field(extra, 'sku_value_list');
	const values = typeof value === 'string' ? [value] : list(value);
	return values.map(text).filter((it) => it !== '');
}
