/**
 * The normalized order: one shape for every provider. Names are a public contract. Each part is
 * written once, as what it is when the provider says nothing, so that a provider names only what it
 * has. Text that is missing is `''`; a number, an amount or a time that is missing is `null`.
 */

import type { FulfillmentStatus, OrderStatus, PaymentStatus, ShipmentStatus } from './statuses';

export * from './statuses';

/** An exact decimal as plain text (`"1.04"`) with its ISO 4217 currency (`''` when unknown). */
export interface Money {
	readonly amount: string;
	readonly currency: string;
}

const NONE = {
	amount: null as Money | null,
	number: null as number | null,
	/** ISO 8601 in UTC with milliseconds. */
	time: null as string | null,
	texts: [] as readonly string[],
	fulfillment: 'unknown' as FulfillmentStatus,
};

/** The order's amounts as the provider states them; nothing is derived by adding up. */
export type Totals = Readonly<typeof NO_TOTALS>;
export const NO_TOTALS = {
	original: NONE.amount,
	total: NONE.amount,
	paid: NONE.amount,
	due: NONE.amount,
	refunded: NONE.amount,
	goods: NONE.amount,
	shipping: NONE.amount,
	services: NONE.amount,
	discount: NONE.amount,
	tax: NONE.amount,
	settlement: NONE.amount,
};

/** A line before its parcels are known; its tracking numbers and carriers are the order's. */
export type UnfulfilledLine = Omit<
	OrderLine,
	'quantity_shipped' | 'fulfillment_status' | 'shipment_ids' | 'shipped_at'
>;
export type OrderLine = Readonly<typeof EMPTY_LINE>;
/** With every key, as V8 takes a hundred times as long to add one to a copy of an object this large. */
export const EMPTY_LINE = {
	line_number: 0,
	/** The provider's own id of the line, where it has one. */
	line_id: '',
	product_id: '',
	sku: '',
	product_name: '',
	variant: '',
	variant_values: NONE.texts,
	image: '',
	unit: '',
	quantity: NONE.number,
	currency: '',
	unit_price: NONE.amount,
	unit_price_charged: NONE.amount,
	/** Charged for the line after discounts, shipping and services included, tax apart. */
	line_total: NONE.amount,
	goods_total: NONE.amount,
	shipping: NONE.amount,
	services: NONE.amount,
	discount: NONE.amount,
	tax: NONE.amount,
	tax_included: null as boolean | null,
	cancel_reason: '',
	/** The line ended in a dispute or a refund: it is canceled, and may have been sent. */
	is_disputed: false,
	tracking_numbers: NONE.texts,
	carriers: NONE.texts,
	quantity_shipped: NONE.number,
	fulfillment_status: NONE.fulfillment,
	shipment_ids: NONE.texts,
	shipped_at: NONE.time,
};

export interface ShipmentItem {
	/** The `item_key` of the line, `''` when the parcel's item matches no line. */
	readonly item_key: string;
	readonly sku: string;
	readonly product_id: string;
	readonly quantity: number | null;
}

export interface ShipmentEvent {
	readonly at: string | null;
	readonly status: string;
	readonly detail: string;
}

export type Shipment = Readonly<typeof EMPTY_SHIPMENT>;
export const EMPTY_SHIPMENT = {
	id: '',
	status: 'unknown' as ShipmentStatus,
	provider_status: '',
	/** The words for its state where no table has them; only the output Order warns of them. */
	unknown_state: '',
	carrier_code: '',
	carrier: '',
	/** The carrier's own page, as the provider sends it; `trackingUrl` decides whether it is shown. */
	carrier_url: '',
	tracking_number: '',
	shipped_at: NONE.time,
	delivered_at: NONE.time,
	eta: NONE.time,
	items: [] as readonly ShipmentItem[],
	events: [] as readonly ShipmentEvent[],
};

export interface Payment {
	readonly amount: Money | null;
	readonly method: string;
	readonly provider: string;
	readonly transaction_id: string;
	readonly status: PaymentStatus;
	readonly provider_status: string;
	readonly created_at: string | null;
}

export interface HistoryEntry {
	readonly status: OrderStatus;
	readonly provider_status: string;
	readonly at: string | null;
	readonly actor_id: string;
}

/** `masked` is true when the provider replaced characters of personal data with asterisks. */
export type Buyer = Readonly<typeof NO_BUYER>;
export const NO_BUYER = { id: '', name: '', email: '', phone: '', masked: false };

export type ShipTo = Readonly<typeof NO_SHIP_TO>;
export const NO_SHIP_TO = {
	id: '',
	name: '',
	phone: '',
	country: '',
	country_code: '',
	dial_code: '',
	province: '',
	city: '',
	district: '',
	line1: '',
	full: '',
	postal_code: '',
	masked: false,
};

type EmptyOrder = typeof EMPTY_ORDER;
export interface Order extends Readonly<EmptyOrder> {
	/** The column `order_total`, for providers where it is not always `totals.total`. */
	readonly order_total?: Money | null;
}
export const EMPTY_ORDER = {
	provider: '',
	order_id: '',
	order_status: 'unknown' as OrderStatus,
	payment_status: 'unknown' as PaymentStatus,
	fulfillment_status: NONE.fulfillment,
	provider_status: '',
	created_at: NONE.time,
	paid_at: NONE.time,
	updated_at: NONE.time,
	ship_by: NONE.time,
	deliver_by: NONE.time,
	order_url: '',
	/** The order's currency where it is stated apart from an amount. */
	currency: '',
	totals: NO_TOTALS as Totals,
	lines: [] as readonly OrderLine[],
	shipments: [] as readonly Shipment[],
	payments: [] as readonly Payment[],
	history: [] as readonly HistoryEntry[],
	buyer: NO_BUYER as Buyer,
	ship_to: NO_SHIP_TO as ShipTo,
	store: { id: '', name: '', url: '' } as Readonly<Record<'id' | 'name' | 'url', string>>,
	notes: { buyer: '', seller: '' } as Readonly<Record<'buyer' | 'seller', string>>,
	/** What identifies the account at this provider, by the provider's own names. */
	account: {} as Readonly<Record<string, string>>,
	order_type: '',
	pay_timeout_seconds: NONE.number,
	provider_statuses: { order: '', fulfillment: '', refund: '', end_reasons: NONE.texts },
	/** The provider's own text of each time that was converted, by the provider's field name. */
	timestamps_raw: {} as Readonly<Record<string, string>>,
	/** Sentences for the user about anything that is not certain. */
	warnings: NONE.texts,
};
