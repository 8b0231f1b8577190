import { itemKeys, orderKey } from './keys';
import { lastEvent } from './lastEvent';
import { SHIPMENT_STATUSES, type Order, type Shipment, type ShipmentItem } from './order';
import type { Cell, CellType, Row } from './rows';
import { itemText, lineName } from './summary';
import { distinct } from './text';
import { trackingUrl } from './trackingUrl';

/** One key of the output "Shipments": its place in `SHIPMENT_KEYS` is its place in an item. */
export interface ShipmentKey {
	readonly name: string;
	readonly type: CellType;
	readonly about: string;
	readonly cell: (shipment: ShipmentView, contents: Contents, order: Order) => Cell;
}

interface Contents {
	readonly summary: string;
	readonly keys: string;
	readonly quantity: number | null;
}

export type ShipmentView = ReturnType<typeof shipmentView>;

export const shipmentView = (shipment: Shipment) => ({
	id: shipment.id,
	status: shipment.status,
	provider_status: shipment.provider_status,
	carrier_code: shipment.carrier_code,
	carrier: shipment.carrier,
	tracking_number: shipment.tracking_number,
	tracking_url: trackingUrl(shipment),
	shipped_at: shipment.shipped_at,
	delivered_at: shipment.delivered_at,
	...lastEvent(shipment),
	items: shipment.items,
	events: shipment.events,
});

const key = (
	name: string,
	type: CellType,
	about: string,
	cell: ShipmentKey['cell'],
): ShipmentKey => ({ name, type, about, cell });

/** The keys of a parcel: a public contract, to which later versions append. */
export const SHIPMENT_KEYS: readonly ShipmentKey[] = [
	key('order_id', 'text', 'The provider’s order id', (_, __, order) => order.order_id),
	key('tracking_number', 'text', 'Tracking number of the parcel', (it) => it.tracking_number),
	key('carrier', 'text', 'Name of the carrier', (it) => it.carrier || it.carrier_code),
	key('tracking_url', 'text', 'Page on which the parcel can be followed', (it) => it.tracking_url),
	key('shipment_status', SHIPMENT_STATUSES, 'Status of the parcel', (it) => it.status),
	key('last_event', 'text', 'What the carrier said last', (it) => it.last_event),
	key('last_event_at', 'time', 'When the carrier said it', (it) => it.last_event_at),
	key('shipped_at', 'time', 'When the parcel was sent', (it) => it.shipped_at),
	key('delivered_at', 'time', 'When the parcel was delivered', (it) => it.delivered_at),
	key('eta', 'time', 'When the parcel is expected', (it) => it.eta),
	key('items_summary', 'text', 'What is in the parcel, on one line', (_, { summary }) => summary),
	key('quantity', 'number', 'Pieces in the parcel; empty if unknown', (_, it) => it.quantity),
	key('order_status', 'text', 'Status of the order', (_, __, order) => order.order_status),
	key(
		'ship_to_country',
		'text',
		'Country of the delivery address (two letters)',
		(_, __, { ship_to }) => ship_to.country_code,
	),
	key('store_name', 'text', 'Name of the store', (_, __, { store }) => store.name),
	key('carrier_code', 'text', 'The provider’s code of the carrier', (it) => it.carrier_code),
	key('provider', 'text', 'Where the order was placed', (_, __, { provider }) => provider),
	key(
		'item_keys',
		'text',
		'Keys of the lines in the parcel, separated by commas',
		(_, contents) => contents.keys,
	),
	key(
		'shipment_key',
		'text',
		'Unique key of the parcel, the same on every run',
		({ id }, _, order) => `${orderKey(order.provider, order.order_id)}:${id}`,
	),
];

/** The output "Shipments": one flat row for each parcel. */
export function shipmentRows(order: Order): readonly Row[] {
	const contentsOf = contentsBy(order);
	return order.shipments.map((shipment) => {
		const facts = [shipmentView(shipment), contentsOf(shipment), order] as const;
		return Object.fromEntries(SHIPMENT_KEYS.map(({ name, cell }) => [name, cell(...facts)]));
	});
}

/** What the provider says is in each parcel; else the lines that are in no other, without pieces. */
function contentsBy({ provider, order_id, lines, shipments }: Order) {
	const keys = itemKeys(provider, order_id, lines);
	const names = new Map(lines.map((line, index) => [keys[index] ?? '', lineName(line)]));
	const packed = new Set(shipments.flatMap(({ items }) => items.map(({ item_key }) => item_key)));
	const isLoose = (index: number): boolean =>
		!packed.has(keys[index] ?? '') && (lines[index]?.shipment_ids.length ?? 0) > 0;
	const loose = lines.filter((_, index) => isLoose(index));
	const looseIds = new Set(loose[0]?.shipment_ids);
	const rest: Contents = {
		summary: loose.map(lineName).join(', '),
		keys: keys.filter((_, index) => isLoose(index)).join(', '),
		quantity: null,
	};
	return ({ id, items }: Shipment): Contents => {
		if (looseIds.has(id)) return rest;
		const quantities = items.flatMap(({ quantity }) => quantity ?? []);
		const nameOf = ({ item_key, sku, product_id }: ShipmentItem): string =>
			names.get(item_key) ?? (sku || product_id);
		const named = items.map((item) => nameOf(item) && itemText(item.quantity, nameOf(item)));
		const isCounted = items.length > 0 && quantities.length === items.length;
		return {
			summary: distinct(named).join(', '),
			keys: distinct(items.map(({ item_key }) => item_key)).join(', '),
			quantity: isCounted ? quantities.reduce((sum, each) => sum + each) : null,
		};
	};
}
