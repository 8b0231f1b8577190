import type { FulfillmentStatus, OrderStatus, PaymentStatus } from '../../order/order';

/** What an order status of Tuya says on each of the three axes. */
export interface Meaning {
	readonly order: OrderStatus;
	/** Where the amounts do not tell it. */
	readonly payment: PaymentStatus;
	/** Where there are no deliveries to tell it. */
	readonly fulfillment: FulfillmentStatus;
}

export const UNKNOWN: Meaning = { order: 'unknown', payment: 'unknown', fulfillment: 'unknown' };

/**
 * Tuya, "Get Order Details", `order_status`; the value set is not published in full. `delivered`
 * means dispatched: the documented flow goes part_delivered, delivered, finished.
 */
const ORDER_STATUSES: ReadonlyMap<string, Meaning> = new Map([
	['created', { order: 'pending', payment: 'unpaid', fulfillment: 'unfulfilled' }],
	['paid', { order: 'processing', payment: 'paid', fulfillment: 'unfulfilled' }],
	['pending_audit_paid', { order: 'on_hold', payment: 'pending', fulfillment: 'unfulfilled' }],
	['part_delivered', { order: 'processing', payment: 'paid', fulfillment: 'partially_shipped' }],
	['delivered', { order: 'processing', payment: 'paid', fulfillment: 'shipped' }],
	['finished', { order: 'completed', payment: 'paid', fulfillment: 'delivered' }],
]);

/** Not documented, so every spelling of the two words is taken; whether money moved stays open. */
const CANCELED = /^(?:(?:order|trade)[ _-]?)?(?:cancel(?:l?ed)?|closed?)$/;
const CANCELED_MEANING: Meaning = {
	order: 'canceled',
	payment: 'unknown',
	fulfillment: 'canceled',
};

const TRADE_STATUSES: ReadonlyMap<string, PaymentStatus> = new Map([
	['TRADE_SUCCESS', 'paid'],
	['TRADE_FINISHED', 'paid'],
	['WAIT_BUYER_PAY', 'pending'],
	['TRADE_CLOSED', 'voided'],
]);

/** The meaning of an `order_status` in any case; `undefined` when it is not known. */
export function orderMeaning(status: string): Meaning | undefined {
	const word = status.toLowerCase();
	return ORDER_STATUSES.get(word) ?? (CANCELED.test(word) ? CANCELED_MEANING : undefined);
}

/** The payment status for a `trade_status` in any case; `undefined` when it is not known. */
export const tradeStatus = (status: string): PaymentStatus | undefined =>
	TRADE_STATUSES.get(status.toUpperCase());
