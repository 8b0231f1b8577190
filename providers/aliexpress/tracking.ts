import { collectWarnings } from '../payload/read';
import { fulfill } from '../../order/fulfillment';
import type { Order } from '../../order/order';
import { distinct } from '../../order/text';
import type { Result } from '../failure';
import type { TrackingPayload } from './payload';
import { MATCHING, mergeShipments, trackedParcels } from './shipments';

/** An order that was sent, or may have been, or that lists a number. */
export const mayHaveParcels = ({ fulfillment_status, shipments }: Order): boolean =>
	(fulfillment_status !== 'unfulfilled' && fulfillment_status !== 'canceled') ||
	shipments.some(({ tracking_number }) => tracking_number !== '');

/**
 * The order with the parcels of `aliexpress.ds.order.tracking.get`. Without parcels it stays as it is;
 * after a failure too, with a warning.
 */
export function mergeTracking(order: Order, outcome: Result<TrackingPayload>): Order {
	if (!outcome.ok) {
		const warning = `Tracking was not added: ${outcome.failure.message.replace(/\.$/, '')}.`;
		return { ...order, warnings: distinct([...order.warnings, warning]) };
	}
	const { tracking_detail_line_list: list, warnings } = outcome.value;
	return collectWarnings((warn) => {
		[...order.warnings, ...warnings].forEach(warn);
		if (list.length === 0) return order;
		const isDelivered = order.fulfillment_status === 'delivered';
		const { shipments, ...fulfilled } = fulfill(
			{
				provider: order.provider,
				orderId: order.order_id,
				lines: order.lines,
				parcels: trackedParcels(list, isDelivered, order.shipments),
				matching: MATCHING,
				fromStatus: order.fulfillment_status,
			},
			warn,
		);
		return { ...order, ...fulfilled, shipments: mergeShipments(shipments, order.shipments) };
	});
}
