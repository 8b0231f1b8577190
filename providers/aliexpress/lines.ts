import type { FulfillmentStatus, OrderLine } from '../../order/order';
import { count, field, isObject, text } from '../../json/read';
import { lineAmounts, type Warn } from './amounts';
import { cancelReason, isCanceled } from './cancelReason';
import { identifier } from './ids';
import { elements, isBlank } from './lists';
import { unknownValue } from './statuses';

/** The fields of an element of `child_order_list`, and two that are seen beside them on the wire. */
const LINE_FIELDS: readonly string[] = [
	'actual_tax_fee',
	'actual_shipping_fee',
	'already_include_tax',
	'shipping_fee',
	'sale_discount_fee',
	'sale_fee',
	'actual_fee',
	'shipping_discount_fee',
	'end_reason',
	'end_reason_desc',
	'sku_id',
	'product_id',
	'product_price',
	'product_name',
	'product_count',
	'price_include_tax',
];

/** The elements of an order's `child_order_list`, one for each line. */
export const lineElements = (order: unknown): readonly unknown[] =>
	elements(field(order, 'child_order_list'), LINE_FIELDS);

/** The provider's words on why a line ended. */
export const endReasons = (child: unknown): readonly string[] =>
	['end_reason', 'end_reason_desc'].map((name) => text(field(child, name)));

/** What a line takes over from its order. */
export interface OrderFacts {
	readonly fulfillment: FulfillmentStatus;
	readonly trackingNumbers: readonly string[];
	readonly carriers: readonly string[];
}

/**
 * One element of `child_order_list` as a line; one that is no object becomes an empty line with a
 * warning. The order's fulfillment holds for the line unless its end reason says canceled.
 */
export function readLine(child: unknown, number: number, order: OrderFacts, warn: Warn): OrderLine {
	const where = `Line ${number}`;
	if (!isObject(child)) warn(`${where} has no readable data; it was kept as an empty line.`);
	const reasons = endReasons(child);
	const cancel_reason = cancelReason(...reasons);
	if (cancel_reason === 'unknown') {
		warn(`${where}: ${unknownValue('end_reason', reasons.find((reason) => reason !== '') ?? '')}`);
	}
	const fulfillment_status = isCanceled(cancel_reason) ? 'canceled' : order.fulfillment;
	const quantity = count(field(child, 'product_count'));
	if (quantity === null && !isBlank(field(child, 'product_count'))) {
		warn(`${where}: "product_count" is not a whole number and was left empty.`);
	}
	return {
		line_number: number,
		product_id: identifier(child, 'product_id', where, warn),
		sku: identifier(child, 'sku_id', where, warn),
		product_name: text(field(child, 'product_name')),
		variant: '',
		variant_values: [],
		image: '',
		unit: '',
		quantity,
		quantity_shipped: shippedQuantity(fulfillment_status, quantity),
		fulfillment_status,
		...lineAmounts(child, where, warn),
		cancel_reason,
		tracking_numbers: order.trackingNumbers,
		carriers: order.carriers,
		shipment_ids: [],
	};
}

/**
 * How many pieces left, from the status alone: all or none where it says so, else `null`. A canceled
 * line is `null` too, since it may have been canceled before its parcel left or after.
 */
export function shippedQuantity(status: FulfillmentStatus, quantity: number | null): number | null {
	if (status === 'shipped' || status === 'delivered') return quantity;
	return status === 'unfulfilled' ? 0 : null;
}
