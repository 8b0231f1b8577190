import { parseJson } from '../../json/parse';
import {
	at,
	currency,
	displayName,
	eachNumber,
	fields,
	id,
	list,
	quantity,
	record,
	string,
	strings,
	time,
	word,
	type ReadBy,
	type Reader,
} from '../payload/read';
import { amount } from '../payload/amount';
import { orderReader } from '../payload/order';
import { isBlank, isObject, single } from '../../json/value';

/*
 * Tuya, "Get Order Details", `result`: field by field under Tuya's own names. What is not declared
 * here is in the output "Raw" only.
 */

const CURRENCY = at(['currency', 'currency_code', 'currencyCode'], currency);

const KEY = { key: at(['key', 'Key'], string) };
const priceDetail = record({ ...KEY, ...fields(amount, 'amount', 'amount_coupon') });

const displayNames: Reader<readonly string[]> = (value, name, place) =>
	strings(value, name, place).map((each) => displayName(each, name, place));

const attachment = record({
	...fields(displayNames, 'sku_value_list'),
	...fields(list(priceDetail), 'price_detail'),
});

/** An object, also as JSON text. */
const parsedAttachment: Reader<ReadBy<typeof attachment>> = (value, name, place) => {
	const parsed = typeof value === 'string' ? parseJson(value) : value;
	if (!isBlank(value) && !isObject(single(parsed))) {
		place.warn(`${place.owner}: "${name}" could not be read; left out.`);
	}
	return attachment(parsed, name, place);
};

const commodity = record({
	...fields(id, 'commodity_code', 'specification_code'),
	...fields(displayName, 'commodity_name'),
	...fields(string, 'unit_name'),
	// The list of a search spells it in its own way.
	icon_url: at(['icon_url', 'iconUrl'], string),
	...fields(quantity, 'quantity'),
	...fields(amount, 'unit_price_origin', 'unit_price_trade'),
	...fields(parsedAttachment, 'attach_json'),
	currency: CURRENCY,
});

const deliveryDetail = record({
	...fields(id, 'commodity_code', 'sku_code'),
	...fields(quantity, 'delivery_quantity'),
});

const delivery = record({
	...fields(id, 'delivery_id', 'logistics_no'),
	...fields(string, 'delivery_status', 'logistics_company', 'logistics_company_name'),
	...fields(time, 'gmt_out_stock'),
	...fields(list(deliveryDetail), 'delivery_detail_list'),
});

const payment = record({
	...fields(string, 'paid_type', 'paid_provider'),
	...fields(id, 'transaction_no'),
	...fields(word, 'trade_status'),
	...fields(amount, 'trade_amount'),
	...fields(time, 'gmt_create'),
	currency: CURRENCY,
});

const flow = record({
	...fields(word, 'order_status'),
	...fields(string, 'creator_id'),
	...fields(time, 'gmt_create', 'gmt_modified'),
});

const paymentDetail = record({
	...fields(amount, 'commodity_origin_amount', 'shipping_amount', 'install_amount'),
	...fields(amount, 'discount_amount', 'trade_amount', 'paid_amount', 'refund_amount'),
	currency: CURRENCY,
});

const customer = record(fields(string, 'uid', 'name', 'email', 'mobile'));

const address = record({
	...fields(string, 'address_id', 'name', 'phone', 'country', 'country_code', 'site', 'province'),
	...fields(string, 'city', 'district', 'address_detail', 'address', 'post_code'),
});

const order = record({
	...fields(id, 'order_id'),
	...fields(word, 'order_status'),
	...fields(string, 'order_type_code', 'refund_status', 'remark', 'buyer_remark'),
	...fields(amount, 'amount_origin', 'amount_trade', 'amount_paid', 'amount_rest', 'amount_refund'),
	...fields(time, 'gmt_order_create', 'gmt_order_pay'),
	...fields(list(commodity, { each: 'Line', keepUnreadable: true }), 'commodity_list'),
	...fields(list(delivery, { each: 'Delivery' }), 'delivery_list'),
	...fields(list(payment, { each: 'Payment' }), 'payment_list'),
	...fields(list(flow, { each: 'History entry' }), 'order_flow_list'),
	...fields(list(priceDetail), 'price_trade_list'),
	...fields(paymentDetail, 'payment_detail'),
	...fields(customer, 'customer'),
	...fields(address, 'address'),
	currency: CURRENCY,
});

export type PriceDetail = ReadBy<typeof priceDetail>;
export type TuyaOrder = ReturnType<typeof readOrder>;

const readWhole = orderReader(order, 'result', 'gmt_order_create', 'gmt_order_pay');

/** Reads `result` of "Get Order Details"; a delivery with several numbers is several. */
export function readOrder(value: unknown) {
	const read = readWhole(value);
	const delivery_list = read.delivery_list.flatMap((each) =>
		eachNumber(
			each,
			each.logistics_no,
			({ delivery_detail_list: details, ...rest }, number, isFirst) => ({
				...rest,
				logistics_no: number,
				delivery_detail_list: isFirst
					? details
					: details.map((detail) => ({ ...detail, delivery_quantity: 0 })),
			}),
		),
	);
	return { ...read, delivery_list };
}
