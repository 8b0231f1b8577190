import type { FulfillmentStatus, Shipment, ShipmentItem } from '../../order/order';
import { field, text, type Json } from '../../json/read';
import { entries, quantity, type Warn } from './lists';
import { time } from './times';

/** What a parcel holds of one product; `quantity` is null when it is not told. */
export type Content = Omit<ShipmentItem, 'item_key'>;

export interface Parcel {
	readonly shipment: Omit<Shipment, 'items'>;
	readonly contents: readonly Content[];
}

/**
 * `delivery_list`. A parcel is shipped with a tracking number or a dispatch time; the values of
 * `delivery_status` are not documented and decide nothing.
 */
export function parcels(order: Json, warn: Warn): readonly Parcel[] {
	return entries(order, 'delivery_list', 'the order', warn).map((delivery, index) => {
		const owner = `delivery ${index + 1}`;
		const get = (name: string) => text(field(delivery, name));
		const trackingNumber = get('logistics_no');
		const shippedAt = time(field(delivery, 'gmt_out_stock'), `gmt_out_stock of ${owner}`, warn);
		const status: FulfillmentStatus = trackingNumber || shippedAt ? 'shipped' : 'unknown';
		return {
			shipment: {
				id: get('delivery_id'),
				status,
				provider_status: get('delivery_status'),
				carrier_code: get('logistics_company'),
				carrier: get('logistics_company_name') || get('logistics_company'),
				tracking_number: trackingNumber,
				shipped_at: shippedAt,
				eta: '',
				events: [],
			},
			contents: entries(delivery, 'delivery_detail_list', owner, warn).map((detail) => ({
				sku: text(field(detail, 'sku_code')),
				product_id: text(field(detail, 'commodity_code')),
				quantity: quantity(
					field(detail, 'delivery_quantity'),
					`delivery_quantity of ${owner}`,
					warn,
				),
			})),
		};
	});
}
