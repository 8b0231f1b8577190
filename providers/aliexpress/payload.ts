import {
	at,
	displayName,
	eachNumber,
	boolean,
	currency,
	fields,
	first,
	id,
	list,
	quantity,
	record,
	string,
	time,
	word,
	collectWarnings,
	type FieldPath,
	type ReadBy,
	type Warn,
} from '../payload/read';
import { amountWithCurrency } from '../payload/amount';

const WRAPPER = /^(?:aeop_|ae_|tracking_detail$|package_item$|detail_node$)/;

/** Documented under `user_order_amount`, sent under `result`: both places are read. */
const HEAD = {
	...fields(quantity, 'pay_timeout_second'),
	...fields(word, 'order_paidtime_string', 'gmt_create', 'order_status', 'logistics_status'),
};

const line = record({
	...fields(id, 'product_id', 'sku_id'),
	...fields(displayName, 'product_name'),
	...fields(string, 'end_reason', 'end_reason_desc'),
	...fields(quantity, 'product_count'),
	...fields(amountWithCurrency, 'product_price', 'sale_fee', 'sale_discount_fee', 'actual_fee'),
	...fields(amountWithCurrency, 'shipping_fee', 'shipping_discount_fee', 'actual_shipping_fee'),
	...fields(amountWithCurrency, 'actual_tax_fee'),
	...fields(boolean, 'already_include_tax', 'price_include_tax'),
});
export type PayloadLine = ReadBy<typeof line>;

const userAmount = record({
	...HEAD,
	currency: at(['currency_code', 'currencyCode', 'currency'], currency),
});
const shipment = record({ ...fields(id, 'logistics_no'), ...fields(string, 'logistics_service') });
const store = record({
	...fields(id, 'store_id'),
	...fields(displayName, 'store_name'),
	...fields(string, 'store_url'),
});
const lists = { keepUnreadable: true, wrapper: WRAPPER };

const order = record({
	...HEAD,
	...fields(amountWithCurrency, 'user_order_amount', 'order_amount'),
	...fields(list(line, { ...lists, each: 'Line' }), 'child_order_list'),
	...fields(list(shipment, { ...lists, each: 'Shipment' }), 'logistics_info_list'),
	...fields(first(store, WRAPPER), 'store_info'),
	userAmount: at('user_order_amount', first(userAmount, WRAPPER)),
});

/** What AliExpress sent for an order. An amount is `undefined` if absent, `null` if unreadable. */
export interface OrderPayload extends Omit<ReadBy<typeof order>, 'userAmount'> {
	/** Of `user_order_amount`, also where its amount is unreadable. */
	readonly currency: string;
	readonly warnings: readonly string[];
}

/**
 * The `result` of `aliexpress.trade.ds.order.get` ("Response Struct"). Total: what cannot be read is
 * empty, with a warning.
 */
export const readOrder = (result: unknown): OrderPayload =>
	collectWarnings((warn) => {
		const { userAmount: inner, ...outer } = order(result, 'result', { owner: 'The order', warn });
		return {
			...outer,
			logistics_info_list: outer.logistics_info_list.flatMap((entry) =>
				eachNumber(entry, entry.logistics_no, (each, logistics_no) => ({ ...each, logistics_no })),
			),
			pay_timeout_second: outer.pay_timeout_second ?? inner.pay_timeout_second,
			order_paidtime_string: outer.order_paidtime_string || inner.order_paidtime_string,
			gmt_create: outer.gmt_create || inner.gmt_create,
			order_status: outer.order_status || inner.order_status,
			logistics_status: outer.logistics_status || inner.logistics_status,
			currency: inner.currency,
		};
	});

const parcelItem = record({
	...fields(id, 'item_id', 'sku_id'),
	...fields(displayName, 'sku_desc'),
	...fields(quantity, 'quantity'),
});
const event = record({
	...fields(time, 'time_stamp'),
	...fields(string, 'tracking_name', 'tracking_detail_desc'),
});
const parcel = record({
	...fields(id, 'mail_no'),
	...fields(string, 'carrier_name', 'cp_name', 'cp_website_url'),
	...fields(time, 'eta_time_stamps'),
	...fields(list(parcelItem, { ...lists, each: 'Parcel item' }), 'package_item_list'),
	...fields(list(event, { wrapper: WRAPPER }), 'detail_node_list'),
});
const tracking = record({
	...fields(list(parcel, { each: 'Parcel', wrapper: WRAPPER }), 'tracking_detail_line_list'),
});

export interface TrackingPayload extends ReadBy<typeof tracking> {
	readonly warnings: readonly string[];
}

/** The `data` of `aliexpress.ds.order.tracking.get`; total, as `readOrder` is. */
export const readTracking = (data: unknown, zone = ''): TrackingPayload =>
	collectWarnings((warn) => {
		const { tracking_detail_line_list: parcels } = tracking(data, 'data', place(warn, zone));
		return {
			tracking_detail_line_list: parcels.flatMap((parcel) =>
				eachNumber(parcel, parcel.mail_no, ({ package_item_list, ...each }, mail_no, isFirst) => ({
					...each,
					mail_no,
					package_item_list: isFirst ? package_item_list : package_item_list.map(noPieces),
				})),
			),
		};
	});

const place = (warn: Warn, zone: string): FieldPath => ({ owner: 'Tracking', warn, zone });
const noPieces = (item: ReadBy<typeof parcelItem>) => ({ ...item, quantity: 0 });
