import { statusReader } from '../payload/words';
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

export const orderMeaning = statusReader(ORDER_STATUSES, 'order_status', NO_MEANING, ENDED);
export const tradeMeaning = statusReader(TRADE_STATUSES, 'trade_status', 'unknown');
