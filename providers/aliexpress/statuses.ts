import { moreAdvanced } from '../../order/fulfillment';
import type { FulfillmentStatus, OrderStatus, PaymentStatus } from '../../order/order';
import { shorten } from '../../order/text';

export interface OrderMeaning {
	readonly order: OrderStatus;
	/** Payment with a paid time, and without one. */
	readonly payment: readonly [PaymentStatus, PaymentStatus];
	/** Fulfillment unless `logistics_status` says more. */
	readonly fulfillment: FulfillmentStatus;
}

const row = (
	order: OrderStatus,
	withPaidTime: PaymentStatus,
	without: PaymentStatus,
	fulfillment: FulfillmentStatus,
): OrderMeaning => ({ order, payment: [withPaidTime, without], fulfillment });

/**
 * `order_status` of `aliexpress.trade.ds.order.get` (section "Status"), of the platform's messages and
 * of sister APIs.
 */
export const ORDER: Readonly<Record<string, OrderMeaning>> = {
	PLACE_ORDER_SUCCESS: row('pending', 'unpaid', 'unpaid', 'unfulfilled'),
	PAYMENT_PROCESSING: row('pending', 'pending', 'pending', 'unfulfilled'),
	WAIT_SELLER_EXAMINE_MONEY: row('on_hold', 'pending', 'pending', 'unfulfilled'),
	RISK_CONTROL: row('on_hold', 'paid', 'paid', 'unfulfilled'),
	RISK_CONTROL_HOLD: row('on_hold', 'paid', 'pending', 'unfulfilled'),
	WAIT_GROUP: row('on_hold', 'paid', 'unknown', 'unfulfilled'),
	WAIT_GROUP_SUCCESS: row('on_hold', 'paid', 'unknown', 'unfulfilled'),
	IN_PRESELL_PROMOTION: row('on_hold', 'paid', 'unknown', 'unfulfilled'),
	IN_BOOK_SALE: row('on_hold', 'paid', 'unknown', 'unfulfilled'),
	WAIT_COMPLETE_ADDRESS: row('on_hold', 'paid', 'unknown', 'unfulfilled'),
	WAIT_SELLER_SEND_GOODS: row('processing', 'paid', 'paid', 'unfulfilled'),
	SELLER_PART_SEND_GOODS: row('processing', 'paid', 'paid', 'partially_shipped'),
	SELLER_SEND_PART_GOODS: row('processing', 'paid', 'paid', 'partially_shipped'),
	WAIT_BUYER_ACCEPT_GOODS: row('processing', 'paid', 'paid', 'shipped'),
	IN_CANCEL: row('cancel_pending', 'paid', 'unknown', 'unknown'),
	IN_ISSUE: row('on_hold', 'paid', 'paid', 'unknown'),
	IN_FROZEN: row('on_hold', 'paid', 'paid', 'unknown'),
};

const UNKNOWN = row('unknown', 'unknown', 'unknown', 'unknown');

/** "Confirm receipt / close order": which of the two is read from the rest of the order. */
export const ENDED: readonly string[] = ['FINISH', 'FUND_PROCESSING', 'ARCHIVE'];
const RECEIVED = row('completed', 'paid', 'paid', 'delivered');
const CANCELED = row('canceled', 'unknown', 'voided', 'canceled');
const SENT = row('completed', 'paid', 'paid', 'shipped');
const CLOSED = row('completed', 'unknown', 'unknown', 'unknown');

/** `logistics_status`, section "Status"; `unknown` where it makes no statement. */
export const LOGISTICS: Readonly<Record<string, FulfillmentStatus>> = {
	WAIT_SELLER_SEND_GOODS: 'unfulfilled',
	SELLER_SEND_PART_GOODS: 'partially_shipped',
	SELLER_SEND_GOODS: 'shipped',
	BUYER_ACCEPT_GOODS: 'delivered',
	DEFAULT: 'unknown',
	NO_LOGISTICS: 'unknown',
};

/**
 * The normalized state of an order. Values that no table knows become `unknown` with a warning,
 * absent ones without. For an ended order the rule itself weighs `logistics_status`, so that a
 * closed order whose parcels never left is `unknown`, not waiting; any other order takes the more
 * advanced of what its two statuses say.
 */
export function orderState(facts: {
	readonly orderStatus: string;
	readonly logisticsStatus: string;
	readonly hasPaidTime: boolean;
	/** True when the order has lines and each has a cancel-like `end_reason`. */
	readonly allLinesCanceled: boolean;
}) {
	const orderStatus = facts.orderStatus.toUpperCase();
	const logisticsStatus = facts.logisticsStatus.toUpperCase();
	const logistics = own(LOGISTICS, logisticsStatus);
	const ended = ENDED.includes(orderStatus);
	const known = ended ? endedRow(logistics, facts.allLinesCanceled) : own(ORDER, orderStatus);
	const { order, payment, fulfillment } = known ?? UNKNOWN;
	const warnings: string[] = [];
	if (!known && orderStatus) warnings.push(unknownValue('order_status', facts.orderStatus));
	if (!logistics && logisticsStatus)
		warnings.push(unknownValue('logistics_status', facts.logisticsStatus));
	return {
		order,
		payment: payment[facts.hasPaidTime ? 0 : 1],
		fulfillment: ended ? fulfillment : moreAdvanced(fulfillment, logistics ?? 'unknown'),
		warnings,
	};
}

function endedRow(logistics: FulfillmentStatus | undefined, allLinesCanceled: boolean) {
	if (logistics === 'delivered') return RECEIVED;
	if (allLinesCanceled) return CANCELED;
	return logistics === 'shipped' ? SENT : CLOSED;
}

/** Keys of the prototype are no statuses. */
const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
	Object.hasOwn(table, key) ? table[key] : undefined;

/** The warning about a value that no table has. */
export const unknownValue = (name: string, value: string): string =>
	`AliExpress sent the unrecognized value "${shorten(value)}" in "${name}".`;
