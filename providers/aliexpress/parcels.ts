import type { Shipment } from '../../order/order';
import { count, field, isObject, text } from '../../json/read';
import { fromEpoch } from '../../order/time';
import type { Warn } from './amounts';
import { identifier, shipmentIds } from './ids';
import { elements } from './lists';

const PARCEL_FIELDS = [
	'mail_no',
	'carrier_name',
	'eta_time_stamps',
	'package_item_list',
	'detail_node_list',
];
const ITEM_FIELDS = ['item_id', 'item_title', 'sku_id', 'sku_desc', 'quantity'];
const EVENT_FIELDS = ['time_stamp', 'tracking_name', 'tracking_detail_desc'];

/** A parcel's item as sent; `quantity` is `null` when it is not told. */
export interface ParcelItem {
	readonly sku: string;
	readonly product_id: string;
	readonly quantity: number | null;
	readonly variant: string;
}

/** A parcel of `tracking_detail_line_list`, its items not yet matched with lines. */
export interface Parcel {
	readonly shipment: Shipment;
	readonly items: readonly ParcelItem[];
}

/**
 * The parcels in the data of `aliexpress.ds.order.tracking.get`. The call answers for what has left
 * only, so that a parcel is shipped. Times are epoch milliseconds; events are put in their order.
 */
export function readParcels(data: unknown, warn: Warn): readonly Parcel[] {
	const listed = elements(field(data, 'tracking_detail_line_list'), PARCEL_FIELDS);
	const entries = listed.filter(isObject);
	if (entries.length < listed.length) {
		warn('The tracking has parcels without readable data; they were left out.');
	}
	const numbers = entries.map((entry, index) =>
		identifier(entry, 'mail_no', `Parcel ${index + 1}`, warn),
	);
	const ids = shipmentIds(numbers);
	return entries.map((entry, index) => {
		const id = ids[index] ?? '';
		return {
			shipment: {
				id,
				status: 'shipped',
				provider_status: '',
				carrier_code: '',
				carrier: text(field(entry, 'carrier_name')),
				tracking_number: numbers[index] ?? '',
				shipped_at: '',
				eta: fromEpoch(field(entry, 'eta_time_stamps')),
				items: [],
				events: readEvents(entry),
			},
			items: elements(field(entry, 'package_item_list'), ITEM_FIELDS).map((item) => ({
				sku: identifier(item, 'sku_id', `Parcel ${id}`, warn),
				product_id: identifier(item, 'item_id', `Parcel ${id}`, warn),
				quantity: count(field(item, 'quantity')),
				variant: text(field(item, 'sku_desc')),
			})),
		};
	});
}

/** From the first to the last; events without a time stand at the end. */
function readEvents(parcel: unknown): Shipment['events'] {
	const events = elements(field(parcel, 'detail_node_list'), EVENT_FIELDS).map((node) => ({
		at: fromEpoch(field(node, 'time_stamp')),
		status: text(field(node, 'tracking_name')),
		detail: text(field(node, 'tracking_detail_desc')),
	}));
	const rank = (at: string): string => at || 'z';
	return events.sort((a, b) => (rank(a.at) < rank(b.at) ? -1 : rank(a.at) > rank(b.at) ? 1 : 0));
}
