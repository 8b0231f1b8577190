import type { Order } from '../order/order';
import { err, ok, type Result } from '../providers/failure';
import { callProvider, type CallContext, type OrderRequest } from './callProvider';

/** An order as fetched: the provider's payloads, and the order made of them. */
export interface FetchedOrder {
	readonly raw: unknown;
	/** The payload of the tracking call, `undefined` if none was made or it failed. */
	readonly rawTracking: unknown;
	/** True when tracking was asked for and could not be fetched: parcels may be missing. */
	readonly isTrackingMissing: boolean;
	readonly order: Order;
}

/** Fetches one order, with its tracking where the query asks for it; a failed tracking call leaves the order whole. */
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
	if (!tracking || query.includeTracking !== true) {
		return ok({ raw, rawTracking: undefined, isTrackingMissing: false, order });
	}
	const tracked = await callProvider(tracking, request, context);
	return ok({
		raw,
		rawTracking: tracked.ok ? tracked.value.raw : undefined,
		isTrackingMissing: !tracked.ok,
		order: tracking.merge(order, tracked.ok ? ok(tracked.value.payload) : tracked),
	});
}
