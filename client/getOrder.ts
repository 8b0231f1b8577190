import type { TrackingLook } from '../changes/state';
import type { Order } from '../order/order';
import { err, ok, type Result } from '../providers/failure';
import { callProvider, type CallContext, type OrderRequest } from './callProvider';

/** An order as fetched: the provider's payloads, and the order made of them. */
export interface FetchedOrder {
	readonly raw: unknown;
	/** The payload of the tracking call, `undefined` if none was made or it failed. */
	readonly rawTracking?: unknown;
	readonly tracking: TrackingLook;
	/** True when its tracking was asked for and did not come. */
	readonly hasTrackingFailed?: boolean;
	readonly order: Order;
}

/** Fetches one order, and its tracking where it is wanted and may exist; a failed tracking call leaves the order whole. */
export async function getOrder(
	request: OrderRequest,
	context: CallContext,
): Promise<Result<FetchedOrder>> {
	const { provider, query } = request;
	const { breaker } = context;
	if (breaker.failure) return err(breaker.failure);
	const received = await callProvider(provider.order, request, context);
	breaker.settled(received);
	if (!received.ok) return received;
	const { raw, payload } = received.value;
	const order = provider.normalize(payload, query);
	const { tracking } = provider;
	if (!tracking) return ok({ raw, order, tracking: 'seen' });
	if (!tracking.isWanted(query)) return ok({ raw, order, tracking: 'missing' });
	if (!tracking.mayHaveParcels(order)) return ok({ raw, order, tracking: 'seen' });
	const tracked = await callProvider(tracking, request, context);
	if (!tracked.ok) {
		const whole = tracking.merge(order, tracked);
		return ok({ raw, order: whole, tracking: 'missing', hasTrackingFailed: true });
	}
	const { raw: rawTracking, payload: parcels } = tracked.value;
	const merged = tracking.merge(order, ok(parcels));
	const look = merged.shipments === order.shipments ? 'nothing' : 'seen';
	return ok({ raw, rawTracking, order: merged, tracking: look });
}
