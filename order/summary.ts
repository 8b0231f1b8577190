import { lastEvent, newestOf } from './lastEvent';
import type { Order, OrderLine } from './order';
import { distinct, shorten } from './text';

/** More products than these are counted, not named, in a message. */
const MOST_ITEMS = 5;

export const itemText = (quantity: number | null, name: string): string =>
	quantity === null ? name : `${quantity} × ${name}`;

export const lineName = ({ product_name, sku, product_id, line_number }: OrderLine): string =>
	product_name || sku || product_id || `line ${line_number}`;

/** All items of an order on one line: `2 × Bottle, 1 × Cap`. */
export const itemsSummary = (lines: readonly OrderLine[]): string =>
	lines.map((line) => itemText(line.quantity, lineName(line))).join(', ');

/**
 * The order in one line for a message, with why it needs someone. No product name can mention a channel or
 * forge a link.
 */
export function orderSummary(order: Order, attention: readonly string[] = []): string {
	const { lines, shipments } = order;
	const shown = lines.slice(0, MOST_ITEMS);
	const named = shown.map((line) => itemText(line.quantity, shorten(lineName(line))));
	const others = lines.length - named.length;
	const items = [...named, ...(others > 0 ? [`${others} more`] : [])].join(', ');
	const tracking = distinct([
		...shipments.map(({ tracking_number }) => tracking_number),
		...lines.flatMap((line) => line.tracking_numbers),
	]).slice(0, MOST_ITEMS);
	const statuses = [order.order_status, order.payment_status, order.fulfillment_status];
	const newest = newestOf(shipments.map((each) => ({ ...each, ...lastEvent(each) })));
	return [
		`Order ${order.order_id}`,
		distinct(statuses)
			.map((status) => status.replaceAll('_', ' '))
			.join(', '),
		items,
		tracking.length > 0 ? `tracking ${tracking.join(', ')}` : '',
		shorten(newest?.last_event ?? ''),
		...attention,
	]
		.filter((part) => part !== '')
		.join(' · ')
		.replace(/\s+/g, ' ')
		.replaceAll('<', '‹')
		.replaceAll('>', '›');
}
