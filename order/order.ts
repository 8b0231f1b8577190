/**
 * The normalized order: one shape for every provider.
 *
 * Names are a public contract. Providers fill it, `rows.ts` and `view.ts` lay it out; nothing here
 * knows a provider or n8n. Text that is missing is `''`; a number, an amount or a
 * time that is missing is `null`.
 */

import type { FulfillmentStatus, OrderStatus, PaymentStatus } from './statuses';

export * from './empty';
export * from './statuses';

/** An exact decimal as plain text (`"1.04"`) with its ISO 4217 currency (`''` when unknown). */
export interface Money {
	readonly amount: string;
	readonly currency: string;
}

/** The order's amounts as the provider states them; nothing is derived by adding up. */
export interface Totals {
	readonly original: Money | null;
	readonly total: Money | null;
	readonly paid: Money | null;
	readonly due: Money | null;
	readonly refunded: Money | null;
	readonly goods: Money | null;
	readonly shipping: Money | null;
	readonly services: Money | null;
	readonly discount: Money | null;
	readonly tax: Money | null;
	readonly settlement: Money | null;
}

export interface OrderLine {
	/** Position in the provider's list, from 1. */
	readonly line_number: number;
	readonly product_id: string;
	readonly sku: string;
	readonly product_name: string;
	readonly variant: string;
	readonly variant_values: readonly string[];
	readonly image: string;
	readonly unit: string;
	readonly quantity: number | null;
	readonly quantity_shipped: number | null;
	readonly fulfillment_status: FulfillmentStatus;
	readonly currency: string;
	/** The list price of one piece. */
	readonly unit_price: Money | null;
	/** What one piece was charged at, where the provider says so. */
	readonly unit_price_charged: Money | null;
	/** Charged for the line after discounts, shipping and services included, tax apart. */
	readonly line_total: Money | null;
	readonly goods_total: Money | null;
	readonly shipping: Money | null;
	readonly services: Money | null;
	readonly discount: Money | null;
	readonly tax: Money | null;
	readonly tax_included: boolean | null;
	readonly cancel_reason: string;
	readonly tracking_numbers: readonly string[];
	readonly carriers: readonly string[];
	readonly shipment_ids: readonly string[];
}

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

export interface Shipment {
	readonly id: string;
	readonly status: FulfillmentStatus;
	readonly provider_status: string;
	readonly carrier_code: string;
	readonly carrier: string;
	readonly tracking_number: string;
	readonly shipped_at: string | null;
	readonly eta: string | null;
	readonly items: readonly ShipmentItem[];
	readonly events: readonly ShipmentEvent[];
}

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

export interface Buyer {
	readonly id: string;
	readonly name: string;
	readonly email: string;
	readonly phone: string;
	/** True when the provider replaced characters of personal data with asterisks. */
	readonly masked: boolean;
}

export interface ShipTo {
	readonly id: string;
	readonly name: string;
	readonly phone: string;
	readonly country: string;
	/** ISO 3166 alpha-2, `''` when unknown. */
	readonly country_code: string;
	readonly dial_code: string;
	readonly province: string;
	readonly city: string;
	readonly district: string;
	readonly line1: string;
	readonly full: string;
	readonly postal_code: string;
	readonly masked: boolean;
}

export interface Order {
	readonly provider: string;
	readonly order_id: string;
	readonly order_status: OrderStatus;
	readonly payment_status: PaymentStatus;
	readonly fulfillment_status: FulfillmentStatus;
	readonly provider_status: string;
	/** Times are ISO 8601 in UTC with milliseconds. */
	readonly created_at: string | null;
	readonly paid_at: string | null;
	readonly updated_at: string | null;
	/** The order's currency where it is stated apart from an amount. */
	readonly currency: string;
	readonly totals: Totals;
	/** The column `order_total`, for providers where it is not always `totals.total`. */
	readonly order_total?: Money | null;
	readonly lines: readonly OrderLine[];
	readonly shipments: readonly Shipment[];
	readonly payments: readonly Payment[];
	readonly history: readonly HistoryEntry[];
	readonly buyer: Buyer;
	readonly ship_to: ShipTo;
	readonly store: { readonly id: string; readonly name: string; readonly url: string };
	readonly notes: { readonly buyer: string; readonly seller: string };
	/** What identifies the account at this provider, by the provider's own names. */
	readonly account: Readonly<Record<string, string>>;
	readonly order_type: string;
	readonly pay_timeout_seconds: number | null;
	readonly provider_statuses: {
		readonly order: string;
		readonly fulfillment: string;
		readonly refund: string;
		readonly end_reasons: readonly string[];
	};
	/** The provider's own text of each time that was converted, by the provider's field name. */
	readonly timestamps_raw: Readonly<Record<string, string>>;
	/** Sentences for the user about anything that is not certain. */
	readonly warnings: readonly string[];
}
