import { unrecognized, type Warn } from '../payload/read';
import { saysCanceled, statusReader } from '../payload/words';
import { isCanceled, moreAdvanced } from '../../order/fulfillment';
import type { FulfillmentStatus, OrderStatus, PaymentStatus } from '../../order/order';
import type { LineEnd } from './lineEnd';

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

/** `order_status` of `aliexpress.trade.ds.order.get`, of the platform's messages and of sister APIs. */
export const ORDER: Readonly<Record<string, OrderMeaning>> = {
	PLACE_ORDER_SUCCESS: row('pending', 'unpaid', 'unpaid', 'unfulfilled'),
	WAIT_BUYER_PAY: row('pending', 'unpaid', 'unpaid', 'unfulfilled'),
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

/** "Confirm receipt / close order": the rest of the order tells which of the two happened. */
export const ENDED: readonly string[] = ['FINISH', 'FUND_PROCESSING', 'ARCHIVE'];
const RECEIVED = row('completed', 'paid', 'paid', 'delivered');
const CANCELED = row('canceled', 'unknown', 'voided', 'canceled');
const SHIPPED = row('completed', 'paid', 'paid', 'shipped');
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

export interface StateFacts {
	readonly orderStatus: string;
	readonly logisticsStatus: string;
	readonly hasPaidTime: boolean;
	readonly ends: readonly LineEnd[];
}

const orders = new Map(Object.entries(ORDER));
const logistics = new Map(Object.entries(LOGISTICS));
const logisticsMeaning = statusReader(logistics, 'logistics_status', 'unknown');

const SENT: readonly FulfillmentStatus[] = ['partially_shipped', 'shipped', 'delivered'];

/**
 * The normalized state of an order. Values that no table knows become `unknown` with a warning. An order
 * that a dispute canceled after its parcels left keeps their fulfillment; one that ended without a word
 * about them is `unknown`; any other takes the more advanced of its two statuses.
 */
export function orderState(facts: StateFacts, warn: Warn) {
	const { orderStatus, logisticsStatus, hasPaidTime } = facts;
	const owner = 'The order';
	const stated = orders.get(orderStatus.toUpperCase())?.fulfillment ?? 'unknown';
	const sent = moreAdvanced(stated, logisticsMeaning(logisticsStatus, owner, warn));
	const meaning = meaningOf(facts, sent);
	if (!meaning && orderStatus) unrecognized(orderStatus, 'order_status', { owner, warn });
	const { order, payment, fulfillment } = meaning ?? UNKNOWN;
	const isOver = order === 'canceled' || order === 'completed';
	const isReturned = order === 'canceled' && facts.ends.some(({ isRefund }) => isRefund);
	const own = isReturned && SENT.includes(sent) ? sent : fulfillment;
	const paid = isRefundLikely(facts, order, warn) ? 'unknown' : payment[hasPaidTime ? 0 : 1];
	return { order, payment: paid, fulfillment: isOver ? own : moreAdvanced(fulfillment, sent) };
}

/**
 * The lines outrank the order's own status, since what happens to an order shows there first: canceled
 * lines cancel it, received ones complete it unless it is on hold. `null` for a status that is not known.
 */
function meaningOf({ orderStatus, ends }: StateFacts, sent: FulfillmentStatus) {
	const status = orderStatus.toUpperCase();
	const isEnded = ENDED.includes(status);
	const own = orders.get(status) ?? (saysCanceled(orderStatus) ? CANCELED : null);
	const live = ends.filter((end) => !isCanceled(end));
	const allCanceled = ends.length > 0 && live.length === 0;
	const allReceived = live.length > 0 && live.every(({ isReceived }) => isReceived);
	if (sent === 'delivered' && (isEnded || allCanceled)) return RECEIVED;
	if (allCanceled) return CANCELED;
	if (allReceived && (isEnded || own?.order === 'processing' || own === null)) return RECEIVED;
	if (!isEnded) return own;
	return sent === 'shipped' ? SHIPPED : CLOSED;
}

/** If a line ended although the goods were received, AliExpress does not say what was refunded. */
function isRefundLikely({ ends }: StateFacts, order: OrderStatus, warn: Warn): boolean {
	const isOver = ends.length > 0 && ends.every(isCanceled);
	const isLikely = order === 'completed' && (isOver || ends.some(({ isRefund }) => isRefund));
	if (isLikely) warn('A refund is likely, but its amount is not known.');
	return isLikely;
}
