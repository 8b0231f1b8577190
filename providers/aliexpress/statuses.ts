import { unrecognized, type Warn } from '../payload/read';
import { moreAdvanced } from '../../order/fulfillment';
import type { FulfillmentStatus, OrderStatus, PaymentStatus } from '../../order/order';

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
export function orderState(
	facts: {
		readonly orderStatus: string;
		readonly logisticsStatus: string;
		readonly hasPaidTime: boolean;
		/** True when the order has lines and each has a cancel-like `end_reason`. */
		readonly allLinesCanceled: boolean;
	},
	warn: Warn,
) {
	const lookUp = <T>(table: Readonly<Record<string, T>>, value: string, name: string) => {
		const key = value.toUpperCase();
		// Keys of the prototype are no statuses.
		if (Object.hasOwn(table, key)) return table[key];
		if (value) unrecognized(value, name, { owner: 'The order', warn });
		return undefined;
	};
	const { orderStatus, logisticsStatus, allLinesCanceled } = facts;
	const isEnded = ENDED.includes(orderStatus.toUpperCase());
	const own = isEnded ? undefined : lookUp(ORDER, orderStatus, 'order_status');
	const logistics = lookUp(LOGISTICS, logisticsStatus, 'logistics_status') ?? 'unknown';
	const { order, payment, fulfillment } = isEnded
		? endedRow(logistics, allLinesCanceled)
		: (own ?? UNKNOWN);
	return {
		order,
		payment: payment[facts.hasPaidTime ? 0 : 1],
		fulfillment: isEnded ? fulfillment : moreAdvanced(fulfillment, logistics),
	};
}

function endedRow(logistics: FulfillmentStatus, allLinesCanceled: boolean): OrderMeaning {
	if (logistics === 'delivered') return RECEIVED;
	if (allLinesCanceled) return CANCELED;
	return logistics === 'shipped' ? SENT : CLOSED;
}
