import type { FulfillmentStatus, Shipment } from '../../order/order';
import { field, isObject, text } from '../../json/read';
import type { Warn } from './amounts';
import { identifier, shipmentIds } from './ids';
import { elements } from './lists';

/** What an order's own status says about each of its parcels; a part may mean any of them. */
const TOLD: readonly FulfillmentStatus[] = ['unfulfilled', 'shipped', 'delivered'];

/**
 * `logistics_info_list` as shipments without lines, one for each entry: the provider does not say
 * which lines are in it, and announces that the list goes away.
 */
export function listedShipments(
	order: unknown,
	fulfillment: FulfillmentStatus,
	warn: Warn,
): readonly Shipment[] {
	const entries = elements(field(order, 'logistics_info_list'), [
		'logistics_no',
		'logistics_service',
	]);
	const numbers = entries.map((entry, index) =>
		identifier(entry, 'logistics_no', `Shipment ${index + 1}`, warn),
	);
	const ids = shipmentIds(numbers);
	return entries.map((entry, index) => {
		if (!isObject(entry)) warn(`Entry ${index + 1} of "logistics_info_list" has no readable data.`);
		return {
			id: ids[index] ?? '',
			status: TOLD.includes(fulfillment) ? fulfillment : 'unknown',
			provider_status: '',
			carrier_code: '',
			carrier: text(field(entry, 'logistics_service')),
			tracking_number: numbers[index] ?? '',
			shipped_at: '',
			eta: '',
			items: [],
			events: [],
		};
	});
}
