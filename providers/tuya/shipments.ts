import { EMPTY_SHIPMENT, isSent, type FulfillmentStatus } from '../../order/order';
import type { MatchingRule } from '../../order/allocate';
import type { Parcel } from '../../order/fulfillment';
import type { TuyaOrder } from './payload';

/** An item of a delivery is of the line with the same commodity and the same SKU. */
export const MATCHING: readonly MatchingRule[] = [
	{ key: ({ product_id, sku }) => (product_id || sku ? JSON.stringify([product_id, sku]) : '') },
];

/**
 * A parcel is shipped with a tracking number or a dispatch time; without one it waits until the order's
 * own status says that something was sent. The values of `delivery_status` are not documented and decide
 * nothing.
 */
export function parcels(
	deliveries: TuyaOrder['delivery_list'],
	fromStatus: FulfillmentStatus,
): readonly Parcel[] {
	const without = isSent(fromStatus) ? 'unknown' : 'pending';
	return deliveries.map((delivery) => ({
		shipment: {
			...EMPTY_SHIPMENT,
			id: delivery.delivery_id,
			status: delivery.logistics_no || delivery.gmt_out_stock ? 'shipped' : without,
			provider_status: delivery.delivery_status,
			carrier_code: delivery.logistics_company,
			carrier: delivery.logistics_company_name || delivery.logistics_company,
			tracking_number: delivery.logistics_no,
			shipped_at: delivery.gmt_out_stock,
		},
		items: delivery.delivery_detail_list.map((detail) => ({
			sku: detail.sku_code,
			product_id: detail.commodity_code,
			quantity: detail.delivery_quantity,
		})),
	}));
}
