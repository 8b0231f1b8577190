import { itemKeys, orderKey } from './keys';
import { newestOf } from './lastEvent';
import { EMPTY_SHIPMENT, type Order, type OrderLine } from './order';
import { COLUMNS, orderFacts, type Cell, type CellType, type OrderFacts } from './rows';
import { shipmentView, type ShipmentView } from './shipments';
import { itemsSummary, orderSummary } from './summary';
import { distinct, shorten } from './text';

/** One key of the output "Order": its place in a table is its place in the item. */
export interface OrderKey {
	readonly name: string;
	/** `null` for a part with a structure of its own. */
	readonly type: CellType | null;
	readonly about: string;
	readonly value: (order: ViewFacts) => unknown;
}

interface ViewFacts extends OrderFacts {
	readonly shipments: readonly ShipmentView[];
	readonly newest: Pick<ShipmentView, 'tracking_url' | 'last_event' | 'last_event_at' | 'eta'>;
	readonly attention: readonly string[];
}

type Value = OrderKey['value'];
const key = (name: string, type: CellType, about: string, value: Value): OrderKey => ({
	...{ name, type, about, value },
});
const part = (name: string & keyof Order, about: string, value?: Value): OrderKey => ({
	...{ name, about, type: null, value: value ?? (({ order }: ViewFacts) => order[name]) },
});
function column(name: string, about?: string): OrderKey {
	const found = COLUMNS.find((each) => each.name === name);
	if (!found) throw new Error(`There is no column "${name}".`);
	return { ...found, about: about ?? found.about, value: (facts) => found.cell(facts, null, '') };
}

/** What comes first; the keys of a change and of attention follow. */
export const STATUS_KEYS: readonly OrderKey[] = [
	column('order_id'),
	key('summary', 'text', 'The order in one line, for a message', ({ order, attention }) =>
		orderSummary(order, attention),
	),
	column('order_status'),
	column('fulfillment_status', 'Shipping status of the order'),
	column('payment_status'),
];

/** The other keys that are one value each; the input’s own fields follow. */
export const FLAT_KEYS: readonly OrderKey[] = [
	key('items_summary', 'text', 'All items on one line', ({ order }) => itemsSummary(order.lines)),
	key('item_count', 'number', 'Number of lines', ({ order }) => order.lines.length),
	column('order_total', 'Total of the order'),
	column('order_currency'),
	column('tracking_numbers', 'Tracking numbers of all parcels, separated by commas'),
	column('carriers', 'Carriers of all parcels, separated by commas'),
	key('tracking_url', 'text', 'Page of the newest parcel', ({ newest }) => newest.tracking_url),
	key('last_event', 'text', 'What a carrier said last', ({ newest }) => newest.last_event),
	key('last_event_at', 'time', 'When the carrier said it', ({ newest }) => newest.last_event_at),
	column('shipped_at', 'When the first parcel was sent'),
	key('delivered_at', 'time', 'When the last parcel was delivered, once all are', deliveredAt),
	key('eta', 'time', 'When the newest parcel is expected', ({ newest }) => newest.eta),
	key('ship_by', 'time', 'By when the provider promises to ship', ({ order }) => order.ship_by),
	key('deliver_by', 'time', 'By when it promises to deliver', ({ order }) => order.deliver_by),
	column('created_at'),
	column('paid_at'),
	key('updated_at', 'time', 'When the order last changed', ({ order }) => order.updated_at),
	column('store_name'),
	column('ship_to_country'),
	key('order_url', 'text', 'The provider’s own page of the order', ({ order }) => order.order_url),
	column('provider'),
	column('provider_status'),
	key('order_key', 'text', 'Unique key of the order: provider and order id', ({ order }) =>
		orderKey(order.provider, order.order_id),
	),
];

export const PART_KEYS: readonly OrderKey[] = [
	{
		name: 'items',
		type: null,
		about: 'The lines: the columns of each line, and these keys',
		value: (facts) => linesView(facts),
	},
	part('shipments', 'The parcels', ({ shipments }) => shipments),
	part('totals', 'The amounts of the order as the provider states them'),
	part('payments', 'The payments'),
	part('history', 'The status changes'),
	part('buyer', 'The buyer; `masked` is true if the provider hid parts of it with asterisks'),
	part('ship_to', 'The recipient and the address; `masked` as for the buyer'),
	part('store', 'The store'),
	part('notes', 'The remarks of the buyer and the seller'),
	part('account', 'The provider’s own identifiers of the account'),
	part('order_type', 'The provider’s type of order'),
	part('pay_timeout_seconds', 'How many seconds the buyer has to pay'),
	part('provider_statuses', 'The provider’s own statuses'),
	part('timestamps_raw', 'The times as the provider sent them, by the name of the field'),
	part('warnings', 'Sentences about anything that is uncertain or was left empty', ({ order }) => [
		...order.warnings,
		...unknownStates(order),
	]),
];

export const ORDER_KEYS: readonly OrderKey[] = [...STATUS_KEYS, ...FLAT_KEYS, ...PART_KEYS];

export interface ViewExtras {
	readonly added?: Readonly<Record<string, Cell>>;
	readonly attention?: readonly string[];
	/** The input item; its fields never replace one of the order. */
	readonly input?: Readonly<Record<string, unknown>>;
}

/** The output "Order": one plain object per order, a deep copy, since later nodes may change what they get. */
export function orderView(order: Order, extras: ViewExtras = {}): Record<string, unknown> {
	const { added = {}, attention = [], input = {} } = extras;
	const shipments = order.shipments.map(shipmentView);
	const newest = newestOf(shipments) ?? NO_PARCEL;
	const facts: ViewFacts = { ...orderFacts(order), shipments, newest, attention };
	const values = (keys: readonly OrderKey[]) =>
		Object.fromEntries(keys.map(({ name, value }) => [name, value(facts)]));
	const flat = { ...values(STATUS_KEYS), ...added, ...values(FLAT_KEYS) };
	return structuredClone({ ...flat, ...input, ...flat, ...values(PART_KEYS) });
}

const NO_PARCEL = shipmentView(EMPTY_SHIPMENT);

function deliveredAt({ order }: ViewFacts): string | null {
	const sent = order.shipments.filter(({ status }) => status !== 'canceled');
	const times = sent.map(({ delivered_at }) => delivered_at).filter((time) => time !== null);
	return times.length === sent.length ? (times.sort().at(-1) ?? null) : null;
}

const unknownStates = ({ shipments }: Order): readonly string[] =>
	distinct(shipments.map(({ unknown_state }) => unknown_state)).map(
		(words) => `The parcel state "${shorten(words)}" is unknown; the parcel counts as shipped.`,
	);

const LINE_COLUMNS = COLUMNS.filter((each) => each.ofLine);
const LINE_DETAILS = [
	...(['variant_values', 'image', 'unit', 'cancel_reason'] as const),
	...(['unit_price_charged', 'goods_total', 'shipping', 'services', 'discount'] as const),
	...(['tax', 'tax_included', 'shipment_ids'] as const),
];

function linesView(facts: OrderFacts): ReadonlyArray<Record<string, unknown>> {
	const { provider, order_id, lines } = facts.order;
	const keys = itemKeys(provider, order_id, lines);
	return lines.map((line, index) => lineView(facts, line, keys[index] ?? ''));
}

function lineView(facts: OrderFacts, line: OrderLine, key: string): Record<string, unknown> {
	const view: Record<string, unknown> = {};
	for (const { name, cell } of LINE_COLUMNS) view[name] = cell(facts, line, key);
	for (const name of LINE_DETAILS) view[name] = line[name];
	return { ...view, unit_price_exact: line.unit_price, line_total_exact: line.line_total };
}
