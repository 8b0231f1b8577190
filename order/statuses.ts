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

const ENDED: ReadonlySet<string> = new Set<OrderStatus>(['completed', 'canceled']);

/** True for an order of which no further status is expected. */
export const hasEnded = ({ order_status }: { readonly order_status: string }): boolean =>
	ENDED.has(order_status);

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

export const SHIPMENT_STATUSES = [
	'pending',
	'shipped',
	'in_transit',
	'delivered',
	'undeliverable',
	'canceled',
	'unknown',
] as const;
export type ShipmentStatus = (typeof SHIPMENT_STATUSES)[number];

/** A parcel that waits to be handed over, or never will be, says nothing about what was sent. */
export const hasLeft = ({ status }: { readonly status: ShipmentStatus }): boolean =>
	status !== 'pending' && status !== 'canceled';

/** From no statement to final, in the order of the list. */
const progress = (status: FulfillmentStatus): number =>
	status === 'unknown' ? -1 : FULFILLMENT_STATUSES.indexOf(status);

/** The more advanced of two statuses that each tell only part of the story. */
export const moreAdvanced = (a: FulfillmentStatus, b: FulfillmentStatus): FulfillmentStatus =>
	progress(b) > progress(a) ? b : a;

export const isSent = (status: FulfillmentStatus): boolean =>
	status === 'partially_shipped' || status === 'shipped' || status === 'delivered';

/** What a provider's own status says of an order. */
export interface Meaning {
	readonly order: OrderStatus;
	readonly payment: PaymentStatus;
	readonly fulfillment: FulfillmentStatus;
}

export const NO_MEANING: Meaning = { order: 'unknown', payment: 'unknown', fulfillment: 'unknown' };
