import type { FulfillmentStatus } from '../../order/order';
import type { Share } from './allotment';
import type { Meaning } from './statuses';

/** The state of a line and how many of its pieces were shipped, null when that is not told. */
export interface Fulfillment {
	readonly status: FulfillmentStatus;
	readonly shipped: number | null;
}

/**
 * A line's fulfillment from what its deliveries hold. Where they do not tell it, the order status
 * does, unless it says that nothing was shipped while there is a parcel.
 *
 * @param hasParcels whether the order has any delivery at all
 */
export function lineFulfillment(
	quantity: number | null,
	{ pieces, open }: Share,
	hasParcels: boolean,
	meaning: Meaning,
): Fulfillment {
	const complete = quantity !== null && quantity > 0 && pieces >= quantity;
	if (complete) {
		return { status: meaning.order === 'completed' ? 'delivered' : 'shipped', shipped: pieces };
	}
	if (!hasParcels || open) {
		const status = hasParcels ? withParcels(meaning.fulfillment) : meaning.fulfillment;
		return { status, shipped: shippedBy(status, quantity) };
	}
	if (pieces > 0) {
		const status = quantity === null ? withParcels(meaning.fulfillment) : 'partially_shipped';
		return { status, shipped: pieces };
	}
	return { status: meaning.order === 'canceled' ? 'canceled' : 'unfulfilled', shipped: 0 };
}

/** The order's fulfillment from that of its lines, else from the order status. */
export function orderFulfillment(
	lines: readonly FulfillmentStatus[],
	hasParcels: boolean,
	meaning: Meaning,
): FulfillmentStatus {
	if (!hasParcels) return meaning.fulfillment;
	const [first, ...others] = new Set(lines);
	if (first === undefined) return withParcels(meaning.fulfillment);
	if (others.length === 0) return first;
	return lines.includes('unknown') ? 'unknown' : 'partially_shipped';
}

/** "Nothing was shipped" does not hold for an order that has a parcel. */
const withParcels = (stated: FulfillmentStatus): FulfillmentStatus =>
	stated === 'unfulfilled' || stated === 'canceled' ? 'unknown' : stated;

function shippedBy(status: FulfillmentStatus, quantity: number | null): number | null {
	if (status === 'shipped' || status === 'delivered') return quantity;
	return status === 'unfulfilled' || status === 'canceled' ? 0 : null;
}
