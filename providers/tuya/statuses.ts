import { unrecognized, type Warn } from '../payload/read';
import { saysCanceled } from '../payload/words';
import { NO_MEANING, type Meaning, type PaymentStatus } from '../../order/statuses';

/**
 * Tuya, "Get Order Details"; the values are not published in full. `delivered` means dispatched: the
 * documented flow goes part_delivered, delivered, finished. Amounts and deliveries outrank what it says of
 * payment and fulfillment.
 */
export const ORDER_STATUSES: ReadonlyMap<string, Meaning> = new Map([
	['created', { order: 'pending', payment: 'unpaid', fulfillment: 'unfulfilled' }],
	['paid', { order: 'processing', payment: 'paid', fulfillment: 'unfulfilled' }],
	['pending_audit_paid', { order: 'on_hold', payment: 'pending', fulfillment: 'unfulfilled' }],
	['part_delivered', { order: 'processing', payment: 'paid', fulfillment: 'partially_shipped' }],
	['delivered', { order: 'processing', payment: 'paid', fulfillment: 'shipped' }],
	['finished', { order: 'completed', payment: 'paid', fulfillment: 'delivered' }],
]);

/** Not documented; whether money moved is left open. */
const ENDED: Meaning = { order: 'canceled', payment: 'unknown', fulfillment: 'canceled' };

export const TRADE_STATUSES: ReadonlyMap<string, PaymentStatus> = new Map([
	['TRADE_SUCCESS', 'paid'],
	['TRADE_FINISHED', 'paid'],
	['WAIT_BUYER_PAY', 'pending'],
	['TRADE_CLOSED', 'voided'],
]);

/** The meaning of an `order_status` in any case; one that is not known is `unknown`, with a warning. */
export function orderMeaning(status: string, owner: string, warn: Warn): Meaning {
	const name = status.toLowerCase();
	const found = ORDER_STATUSES.get(name) ?? (saysCanceled(status) ? ENDED : undefined);
	return found ?? unknown(NO_MEANING, 'order_status', status, owner, warn);
}

/** The payment status of a `trade_status` in any case; one that is not known is `unknown`. */
export const tradeMeaning = (status: string, owner: string, warn: Warn): PaymentStatus =>
	TRADE_STATUSES.get(status.toUpperCase()) ??
	unknown('unknown', 'trade_status', status, owner, warn);

function unknown<T>(meaning: T, name: string, status: string, owner: string, warn: Warn): T {
	if (status !== '') unrecognized(status, name, { owner, warn });
	return meaning;
}
