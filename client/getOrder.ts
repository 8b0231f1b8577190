import type { TrackingLook } from '../changes/state';
import type { Order } from '../order/order';
import { err, ok, type Result } from '../providers/failure';
import { callProvider, type CallContext, type OrderRequest } from './callProvider';

export interface FetchedOrder {
	readonly raw: unknown;
	/** The payload of the tracking call, `undefined` if none was made or it failed. */
	readonly rawTracking: unknown;
	readonly tracking: TrackingLook;
	readonly hasTrackingFailed: boolean;
	readonly order: Order;
}

/** Fetches one order, and its tracking where it may exist; a failed tracking call leaves the order whole. */
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
	const untracked = { raw, rawTracking: undefined, hasTrackingFailed: false, order };
	if (!tracking) return ok({ ...untracked, tracking: 'seen' });
	if (!tracking.isWanted(query)) return ok({ ...untracked, tracking: 'missing' });
	if (!tracking.mayHaveParcels(order)) return ok({ ...untracked, tracking: 'seen' });
	const tracked = await callProvider(tracking, request, context);
	if (!tracked.ok) {
		const whole = tracking.merge(order, tracked);
		return ok({ ...untracked, hasTrackingFailed: true, tracking: 'missing', order: whole });
	}
	const { raw: rawTracking, payload: parcels } = tracked.value;
	const merged = tracking.merge(order, ok(parcels));
	const look = merged.shipments === order.shipments ? 'nothing' : 'seen';
	return ok({ ...untracked, rawTracking, tracking: look, order: merged });
}
