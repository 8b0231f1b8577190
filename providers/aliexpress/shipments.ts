import type { MatchingRule } from '../../order/allocate';
import type { Parcel } from '../../order/fulfillment';
import { withIds } from '../../order/keys';
import {
	EMPTY_SHIPMENT,
	type FulfillmentStatus,
	type Shipment,
	type ShipmentStatus,
} from '../../order/order';
import { shipmentState, shipmentStatus } from '../../order/shipmentStatus';
import { byTime } from '../../order/time';
import type { OrderPayload, TrackingPayload } from './payload';

/** An item is the line of its SKU, else the line of its product if that has one SKU only. */
export const MATCHING: readonly MatchingRule[] = [
	{ key: ({ sku }) => sku },
	{ key: ({ product_id }) => product_id, needsOneSku: true },
];

/** What an order's own status says about each of its parcels; a part may mean any of them. */
const OF_EACH_PARCEL: Partial<Readonly<Record<FulfillmentStatus, ShipmentStatus>>> = {
	unfulfilled: 'pending',
	shipped: 'shipped',
	delivered: 'delivered',
	canceled: 'canceled',
};

/** `logistics_info_list` as shipments, each without lines: the provider does not say which are in it. */
export function listedShipments(
	entries: OrderPayload['logistics_info_list'],
	stated: FulfillmentStatus,
): readonly Shipment[] {
	const status = OF_EACH_PARCEL[stated] ?? 'unknown';
	return withIds(
		entries.map(({ logistics_no: tracking_number, logistics_service: carrier }) => ({
			...EMPTY_SHIPMENT,
			status,
			carrier,
			tracking_number,
		})),
	);
}

/**
 * The parcels of the tracking, each at least shipped. A missing carrier is taken from the order's own entry
 * with the same number, and a missing number from the only entry that is not another parcel.
 */
export function trackedParcels(
	parcels: TrackingPayload['tracking_detail_line_list'],
	isDelivered: boolean,
	listed: readonly Shipment[],
): readonly Parcel[] {
	const numbers = parcels.map(({ mail_no }) => mail_no);
	const others = listed.filter(({ tracking_number }) => !numbers.includes(tracking_number));
	const isOnly = others.length === 1 && numbers.filter((number) => number === '').length === 1;
	const carriers = new Map(listed.map((entry) => [entry.tracking_number, entry.carrier]));
	carriers.delete('');
	return parcels.map((parcel) => {
		const events = parcel.detail_node_list
			.map((node) => ({
				at: node.time_stamp,
				status: node.tracking_name,
				detail: node.tracking_detail_desc,
			}))
			.sort(byTime);
		const tracking_number = parcel.mail_no || (isOnly ? (others[0]?.tracking_number ?? '') : '');
		const shipped_at = events[0]?.at ?? null;
		const last = events.findLast(({ at }) => at !== null) ?? events.at(-1);
		const words = last ? [last.status, last.detail].filter(Boolean) : [];
		const isUnknown = !isDelivered && words.every((each) => !shipmentState(each));
		const said = shipmentStatus(words, { tracking_number, shipped_at });
		const status = isDelivered ? 'delivered' : NOT_LEFT.has(said) ? 'shipped' : said;
		return {
			shipment: {
				...EMPTY_SHIPMENT,
				status,
				provider_status: last?.status ?? '',
				unknown_state: isUnknown ? words.join(': ') : '',
				carrier: parcel.cp_name || parcel.carrier_name || (carriers.get(tracking_number) ?? ''),
				carrier_url: parcel.cp_website_url,
				tracking_number,
				shipped_at,
				delivered_at: said === 'delivered' ? (last?.at ?? null) : null,
				eta: parcel.eta_time_stamps,
				events,
			},
			items: parcel.package_item_list.map(({ sku_id, item_id, quantity, sku_desc }) => ({
				sku: sku_id,
				product_id: item_id,
				quantity,
				variant: sku_desc,
			})),
		};
	});
}

const NOT_LEFT: ReadonlySet<ShipmentStatus> = new Set(['pending', 'canceled', 'unknown']);

/**
 * The parcels of the tracking, then any other parcels in the order's own list. If the list shares no number
 * with the tracking, its numbers are internal ids of the same parcels.
 */
export function mergeShipments(
	parcels: readonly Shipment[],
	listed: readonly Shipment[],
): readonly Shipment[] {
	const numbers = new Set(parcels.map((parcel) => parcel.tracking_number));
	numbers.delete('');
	const isComparable = listed.some((entry) => numbers.has(entry.tracking_number));
	const others = isComparable ? listed.filter((entry) => !numbers.has(entry.tracking_number)) : [];
	return withIds([...parcels, ...others].map((shipment) => ({ ...shipment, id: '' })));
}
