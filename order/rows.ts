import { itemKeys, orderKey } from './keys';
import { toNumber } from './money';
import {
	FULFILLMENT_STATUSES,
	ORDER_STATUSES,
	PAYMENT_STATUSES,
	type Money,
	type Order,
	type OrderLine,
} from './order';
import { distinct } from './text';

export type Cell = string | number | null;
export type Row = Record<string, Cell>;

/** One column of the output "Order Items": its place in `COLUMNS` is its place in a row. */
export interface Column {
	readonly name: string;
	readonly type: 'text' | 'number' | 'time' | readonly string[];
	/** For the documentation and the output schema. */
	readonly about: string;
	/** True for a column that is the same on every line of an order. */
	readonly ofOrder: boolean;
	readonly cell: (order: OrderFacts, line: OrderLine | null, key: string) => Cell;
}

/** An order with what several columns need, computed once. */
export interface OrderFacts {
	readonly order: Order;
	readonly total: Money | null;
	readonly trackingNumbers: string;
	readonly carriers: string;
}

export const orderFacts = (order: Order): OrderFacts => ({
	order,
	total: order.order_total ?? order.totals.total,
	trackingNumbers: listed([
		...order.shipments.map((shipment) => shipment.tracking_number),
		...order.lines.flatMap((line) => line.tracking_numbers),
	]),
	carriers: listed([
		...order.shipments.map((shipment) => shipment.carrier || shipment.carrier_code),
		...order.lines.flatMap((line) => line.carriers),
	]),
});

const listed = (texts: readonly string[]): string => distinct(texts).join(', ');

/** A row names one currency: a price in another one would be read as if it were in that. */
function ownPrice({ currency, unit_price: price }: OrderLine): Money | null {
	const isForeign = price !== null && price.currency !== '' && currency !== '';
	return isForeign && price.currency !== currency ? null : price;
}

const ofOrder = (
	name: string,
	type: Column['type'],
	about: string,
	cell: (facts: OrderFacts) => Cell,
): Column => ({ name, type, about, ofOrder: true, cell });

const ofLine = (
	name: string,
	type: Column['type'],
	about: string,
	cell: (line: OrderLine) => Cell,
): Column => ({
	name,
	type,
	about,
	ofOrder: false,
	cell: (_order, line) => (line ? cell(line) : type === 'text' ? '' : null),
});

/** The 25 columns: a public contract, to which later versions only append. */
export const COLUMNS: readonly Column[] = [
	{
		name: 'item_key',
		type: 'text',
		about: 'Unique key of the line, the same on every run: match on it to update a sheet',
		ofOrder: false,
		cell: (_order, _line, key) => key,
	},
	ofOrder('provider', 'text', 'Where the order was placed', ({ order }) => order.provider),
	ofOrder('order_id', 'text', 'The provider’s order id', ({ order }) => order.order_id),
	ofOrder('order_status', ORDER_STATUSES, 'Status of the order', ({ order }) => order.order_status),
	ofOrder(
		'payment_status',
		PAYMENT_STATUSES,
		'Status of the payment',
		({ order }) => order.payment_status,
	),
	{
		name: 'fulfillment_status',
		type: FULFILLMENT_STATUSES,
		about: 'Shipping status of the line, or of the order if it is not known by line',
		ofOrder: true,
		cell: ({ order }, line) => (line ?? order).fulfillment_status,
	},
	ofOrder(
		'provider_status',
		'text',
		'The provider’s own order status',
		({ order }) => order.provider_status,
	),
	ofOrder('created_at', 'time', 'When the order was placed', ({ order }) => order.created_at),
	ofOrder('paid_at', 'time', 'When the order was paid', ({ order }) => order.paid_at),
	{
		name: 'line_number',
		type: 'number',
		about: 'Position of the line in the order, from 1; 0 for an order without lines',
		ofOrder: false,
		cell: (_order, line) => line?.line_number ?? 0,
	},
	ofLine('product_id', 'text', 'The provider’s product id', (line) => line.product_id),
	ofLine('sku', 'text', 'The provider’s id of the variant', (line) => line.sku),
	ofLine('product_name', 'text', 'Name of the product', (line) => line.product_name),
	ofLine('variant', 'text', 'Chosen variant, e.g. “White / S”', (line) => line.variant),
	ofLine('quantity', 'number', 'Quantity ordered', (line) => line.quantity),
	ofLine(
		'quantity_shipped',
		'number',
		'Quantity shipped so far; empty if unknown',
		(line) => line.quantity_shipped,
	),
	ofLine('currency', 'text', 'Currency of this line’s amounts', (line) => line.currency),
	ofLine('unit_price', 'number', 'Price of one piece', (line) => toNumber(ownPrice(line))),
	ofLine(
		'line_total',
		'number',
		'Charged for this line after discounts, with shipping and services, without tax',
		(line) => toNumber(line.line_total),
	),
	ofOrder(
		'order_currency',
		'text',
		'Currency of the order’s total',
		({ order, total }) => total?.currency || order.currency,
	),
	ofOrder(
		'order_total',
		'number',
		'Total of the whole order, repeated on each row: do not add up',
		({ total }) => toNumber(total),
	),
	{
		name: 'tracking_numbers',
		type: 'text',
		about: 'Tracking numbers of this line’s parcels, separated by commas',
		ofOrder: true,
		cell: ({ trackingNumbers }, line) => (line ? listed(line.tracking_numbers) : trackingNumbers),
	},
	{
		name: 'carriers',
		type: 'text',
		about: 'Carriers of this line’s parcels, separated by commas',
		ofOrder: true,
		cell: ({ carriers }, line) => (line ? listed(line.carriers) : carriers),
	},
	ofOrder(
		'ship_to_country',
		'text',
		'Country of the delivery address (two letters)',
		({ order }) => order.ship_to.country_code,
	),
	ofOrder('store_name', 'text', 'Name of the store', ({ order }) => order.store.name),
];

/**
 * The rows of an order: one for each line, in the order of the lines, with every column in its
 * place. An order without lines gives one row, so that no order vanishes from a sheet.
 */
export function rows(order: Order): readonly Row[] {
	const facts = orderFacts(order);
	if (order.lines.length === 0) {
		return [row(facts, null, `${orderKey(order.provider, order.order_id)}:order`)];
	}
	const keys = itemKeys(order.provider, order.order_id, order.lines);
	return order.lines.map((line, index) => row(facts, line, keys[index] ?? ''));
}

function row(facts: OrderFacts, line: OrderLine | null, key: string): Row {
	const cells: Row = {};
	for (const column of COLUMNS) cells[column.name] = column.cell(facts, line, key);
	return cells;
}
