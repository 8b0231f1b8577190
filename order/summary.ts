import type { Order, OrderLine, ShipmentEvent } from './order';
import { distinct, shorten } from './text';

/** More products than these are counted, not named, in a message. */
const MOST_ITEMS = 5;

const itemText = (line: OrderLine, name: string): string =>
	line.quantity === null ? name : `${line.quantity} × ${name}`;

const nameOf = ({ product_name, sku, product_id, line_number }: OrderLine): string =>
	product_name || sku || product_id || `line ${line_number}`;

/** All items of an order on one line: `2 × Bottle, 1 × Cap`. */
export const itemsSummary = (lines: readonly OrderLine[]): string =>
	lines.map((line) => itemText(line, nameOf(line))).join(', ');

/** Where an order's parcels are, by the newest event of all of them. */
export interface LastEvent {
	readonly last_event: string;
	readonly last_event_at: string | null;
	/** When the parcel of that event is expected. */
	readonly eta: string | null;
}

export function lastEvent({ shipments }: Order): LastEvent {
	let newest: { readonly event: ShipmentEvent; readonly eta: string | null } | undefined;
	for (const { events, eta } of shipments) {
		for (const event of events) {
			if (!newest || (event.at ?? '') > (newest.event.at ?? '')) newest = { event, eta };
		}
	}
	return {
		last_event: newest ? newest.event.detail || newest.event.status : '',
		last_event_at: newest?.event.at ?? null,
		eta: newest?.eta ?? null,
	};
}

/**
 * The order in one line for a message in any channel. Angle brackets are replaced, so that no product
 * name can mention a channel or forge a link.
 */
export function orderSummary(order: Order): string {
	const { lines, shipments } = order;
	const named = lines.slice(0, MOST_ITEMS).map((line) => itemText(line, shorten(nameOf(line))));
	const others = lines.length - named.length;
	const items = [...named, ...(others > 0 ? [`${others} more`] : [])].join(', ');
	const tracking = distinct([
		...shipments.map(({ tracking_number }) => tracking_number),
		...lines.flatMap((line) => line.tracking_numbers),
	]).slice(0, MOST_ITEMS);
	const statuses = [order.order_status, order.payment_status, order.fulfillment_status];
	const { last_event } = lastEvent(order);
	return [
		`Order ${order.order_id}`,
		distinct(statuses)
			.map((status) => status.replaceAll('_', ' '))
			.join(', '),
		items,
		tracking.length > 0 ? `tracking ${tracking.join(', ')}` : '',
		shorten(last_event),
	]
		.filter((part) => part !== '')
		.join(' · ')
		.replace(/\s+/g, ' ')
		.replaceAll('<', '‹')
		.replaceAll('>', '›');
}
