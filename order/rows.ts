import { itemKeys, orderKey } from './keys';
import { toNumber } from './money';
import {
	FULFILLMENT_STATUSES,
	hasLeft,
	ORDER_STATUSES,
	PAYMENT_STATUSES,
	type Money,
	type Order,
	type OrderLine,
} from './order';
import { distinct } from './text';
import { earliest } from './time';

export type Cell = string | number | null;
export type Row = Record<string, Cell>;

export type CellType = 'text' | 'number' | 'time' | readonly string[];

/** One column of the output "Order Items": its place in `COLUMNS` is its place in a row. */
export interface Column {
	readonly name: string;
	readonly type: CellType;
	readonly about: string;
	/** True for a column that says something about the line itself, not only about its order. */
	readonly ofLine: boolean;
	/** The value for the order as a whole if `line` is `null`. */
	readonly cell: (order: OrderFacts, line: OrderLine | null, key: string) => Cell;
}

export interface OrderFacts {
	readonly order: Order;
	readonly total: Money | null;
	readonly trackingNumbers: string;
	readonly carriers: string;
	readonly shippedAt: string | null;
}

export const orderFacts = (order: Order): OrderFacts => ({
	order,
	total: order.order_total ?? order.totals.total,
	trackingNumbers: listed([
		...sent(order).map((shipment) => shipment.tracking_number),
		...order.lines.flatMap((line) => line.tracking_numbers),
	]),
	carriers: listed([
		...sent(order).map((shipment) => shipment.carrier || shipment.carrier_code),
		...order.lines.flatMap((line) => line.carriers),
	]),
	shippedAt: earliest(order.shipments.map((shipment) => shipment.shipped_at)),
});

/** Leaves out parcels that wait to be sent, because they are not in transit. */
const sent = ({ shipments }: Order) => shipments.filter(hasLeft);

const listed = (texts: readonly string[]): string => distinct(texts).join(', ');

/** A row names one currency: a price in another one would be read as if it were in that. */
function ownPrice({ currency, unit_price: price }: OrderLine): Money | null {
	const isForeign = price !== null && price.currency !== '' && currency !== '';
	return isForeign && price.currency !== currency ? null : price;
}

type CellName<T> = string & { [Name in keyof T]: T[Name] extends Cell ? Name : never }[keyof T];
type Describe = readonly [type: CellType, about: string];

const column =
	(ofLine: boolean) =>
	(name: string, [type, about]: Describe, cell: Column['cell']): Column => ({
		...{ name, type, about, ofLine, cell },
	});
const ofOrder = column(false);
const ofBoth = column(true);
const ofLine = (
	name: string,
	describe: Describe,
	cell: (line: OrderLine) => Cell,
	none: Cell = describe[0] === 'text' ? '' : null,
): Column => ofBoth(name, describe, (_order, line) => (line ? cell(line) : none));

/** Columns that are a field of the order, or of the line, as it is. */
const orderField = (name: CellName<Order>, ...describe: Describe): Column =>
	ofOrder(name, describe, ({ order }) => order[name]);
const lineField = (name: CellName<OrderLine>, ...describe: Describe): Column =>
	ofLine(name, describe, (line) => line[name]);

/** The columns, what a person looks for first: a public contract, to which later versions append. */
export const COLUMNS: readonly Column[] = [
	orderField('order_id', 'text', 'The provider’s order id'),
	orderField('order_status', ORDER_STATUSES, 'Status of the order'),
	ofBoth(
		'fulfillment_status',
		[
			FULFILLMENT_STATUSES,
			'Shipping status of the line, or of the order if it is not known by line',
		],
		({ order }, line) => (line ?? order).fulfillment_status,
	),
	lineField('product_name', 'text', 'Name of the product'),
	lineField('variant', 'text', 'Chosen variant, e.g. “White / S”'),
	lineField('quantity', 'number', 'Quantity ordered'),
	lineField('quantity_shipped', 'number', 'Quantity shipped so far; empty if unknown'),
	ofBoth(
		'tracking_numbers',
		['text', 'Tracking numbers of this line’s parcels, separated by commas'],
		({ trackingNumbers }, line) => (line ? listed(line.tracking_numbers) : trackingNumbers),
	),
	ofBoth(
		'carriers',
		['text', 'Carriers of this line’s parcels, separated by commas'],
		({ carriers }, line) => (line ? listed(line.carriers) : carriers),
	),
	ofBoth(
		'shipped_at',
		['time', 'When the first parcel of this line was sent'],
		({ shippedAt }, line) => (line ? line.shipped_at : shippedAt),
	),
	ofLine(
		'line_total',
		['number', 'Charged for this line after discounts, with shipping and services, without tax'],
		(line) => toNumber(line.line_total),
	),
	lineField('currency', 'text', 'Currency of this line’s amounts'),
	ofLine('unit_price', ['number', 'Price of one piece'], (line) => toNumber(ownPrice(line))),
	ofOrder(
		'order_total',
		['number', 'Total of the whole order, repeated on each row: do not add up'],
		({ total }) => toNumber(total),
	),
	ofOrder(
		'order_currency',
		['text', 'Currency of the order’s total'],
		({ order, total }) => total?.currency || order.currency,
	),
	orderField('payment_status', PAYMENT_STATUSES, 'Status of the payment'),
	orderField('created_at', 'time', 'When the order was placed'),
	orderField('paid_at', 'time', 'When the order was paid'),
	lineField('product_id', 'text', 'The provider’s product id'),
	lineField('sku', 'text', 'The provider’s id of the variant'),
	ofLine(
		'line_number',
		['number', 'Position of the line in the order, from 1; 0 for an order without lines'],
		(line) => line.line_number,
		0,
	),
	ofOrder(
		'ship_to_country',
		['text', 'Country of the delivery address (two letters)'],
		({ order }) => order.ship_to.country_code,
	),
	ofOrder('store_name', ['text', 'Name of the store'], ({ order }) => order.store.name),
	orderField('provider', 'text', 'Where the order was placed'),
	orderField('provider_status', 'text', 'The provider’s own order status'),
	ofBoth(
		'item_key',
		['text', 'Unique key of the line, the same on every run: match on it to update a sheet'],
		(_order, _line, key) => key,
	),
];

/**
 * V8 makes a hash table of an object that gets this many keys one by one, with twice the memory; what
 * JSON.parse makes and copies of it have none.
 */
const EMPTY_ROW = JSON.parse(
	JSON.stringify(Object.fromEntries(COLUMNS.map(({ name }) => [name, null]))),
) as Readonly<Row>;

/**
 * One row for each line, in their order; an order without lines gives one, so that none vanishes from a
 * sheet.
 */
export function rows(order: Order): readonly Row[] {
	const facts = orderFacts(order);
	const row = (line: OrderLine | null, key: string): Row => {
		const cells: Row = { ...EMPTY_ROW };
		for (const { name, cell } of COLUMNS) cells[name] = cell(facts, line, key);
		return cells;
	};
	const { provider, order_id, lines } = order;
	if (lines.length === 0) return [row(null, `${orderKey(provider, order_id)}:order`)];
	const keys = itemKeys(provider, order_id, lines);
	return lines.map((line, index) => row(line, keys[index] ?? ''));
}
