import { itemKeys, orderKey } from './keys';
import type { Order, OrderLine } from './order';
import { COLUMNS, orderFacts, type Cell, type OrderFacts } from './rows';
import { itemsSummary, lastEvent, orderSummary } from './summary';

/** The columns that an order as a whole has, under the same names as in its rows. */
export const ORDER_COLUMNS = COLUMNS.filter((column) => column.ofOrder);

/** The columns of a line that are not the order's; the line's own status and parcels are. */
export const LINE_COLUMNS = COLUMNS.filter(
	(column) =>
		!column.ofOrder || ['fulfillment_status', 'tracking_numbers', 'carriers'].includes(column.name),
);

/**
 * The output "Order": one object per order, plain JSON. The columns of the rows come first,
 * under the same names, then the lines, then the structure with exact decimal texts. Each call gives
 * a deep copy, since the nodes that come after may change what they get.
 */
export function orderView(order: Order): Record<string, unknown> {
	const facts = orderFacts(order);
	const keys = itemKeys(order.provider, order.order_id, order.lines);
	return structuredClone({
		order_key: orderKey(order.provider, order.order_id),
		...Object.fromEntries(ORDER_COLUMNS.map(({ name, cell }) => [name, cell(facts, null, '')])),
		item_count: order.lines.length,
		items_summary: itemsSummary(order.lines),
		totals: order.totals,
		items: order.lines.map((line, index) => lineView(facts, line, keys[index] ?? '')),
		shipments: order.shipments,
		payments: order.payments,
		history: order.history,
		buyer: order.buyer,
		ship_to: order.ship_to,
		store: order.store,
		notes: order.notes,
		account: order.account,
		order_type: order.order_type,
		updated_at: order.updated_at,
		pay_timeout_seconds: order.pay_timeout_seconds,
		provider_statuses: order.provider_statuses,
		timestamps_raw: order.timestamps_raw,
		warnings: order.warnings,
		summary: orderSummary(order),
		...lastEvent(order),
	});
}

function lineView(facts: OrderFacts, line: OrderLine, key: string): Record<string, unknown> {
	const columns: Record<string, Cell> = {};
	for (const { name, cell } of LINE_COLUMNS) columns[name] = cell(facts, line, key);
	return {
		...columns,
		variant_values: line.variant_values,
		image: line.image,
		unit: line.unit,
		cancel_reason: line.cancel_reason,
		unit_price_exact: line.unit_price,
		line_total_exact: line.line_total,
		unit_price_charged: line.unit_price_charged,
		goods_total: line.goods_total,
		shipping: line.shipping,
		services: line.services,
		discount: line.discount,
		tax: line.tax,
		tax_included: line.tax_included,
		shipment_ids: line.shipment_ids,
	};
}
