/** The values of the three statuses of an order, each with `unknown` for what no table knows. */

export const ORDER_STATUSES = [
	'pending',
	'on_hold',
	'processing',
	'cancel_pending',
	'completed',
	'canceled',
	'unknown',
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

export const PAYMENT_STATUSES = [
	'unpaid',
	'pending',
	'paid',
	'partially_paid',
	'partially_refunded',
	'refunded',
	'voided',
	'unknown',
] as const;
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

export const FULFILLMENT_STATUSES = [
	'unfulfilled',
	'partially_shipped',
	'shipped',
	'delivered',
	'canceled',
	'unknown',
] as const;
export type FulfillmentStatus = (typeof FULFILLMENT_STATUSES)[number];
