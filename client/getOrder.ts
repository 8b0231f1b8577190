import type { Order } from '../order/order';
import { fail, succeed } from '../providers/failure';
import type { Outcome } from '../providers/contract';
import { redactFailure } from '../providers/redact';
import { makeCall, type Way } from './callProvider';
import type { Wish } from '../nodes/GetOrder/readParameters';

/** What was fetched for one query: the provider's payload, and the order made of it. */
export interface Fetched {
	readonly payload: unknown;
	/** The payload of the call beside it, if one was wanted and answered. */
	readonly followUp: unknown;
	readonly order: Order;
}

/** Gets one order: its own call, then the one beside it if wanted, whose failure leaves it whole. */
export async function fetchOrder(
	{ provider, query, ...limits }: Wish,
	way: Way,
): Promise<Outcome<Fetched>> {
	const redacted = <T>(outcome: Outcome<T>): Outcome<T> =>
		outcome.ok ? outcome : fail(redactFailure(outcome.failure, way.session.secrets()));
	const payload = redacted(await makeCall(provider, query, way, limits));
	if (!payload.ok) return payload;
	const order = provider.normalize(payload.value, query);
	const { followUp } = provider;
	if (!followUp?.wanted(query))
		return succeed({ payload: payload.value, followUp: undefined, order });
	const extra = redacted(await makeCall(followUp, query, way, limits));
	return succeed({
		payload: payload.value,
		followUp: extra.ok ? extra.value : undefined,
		order: followUp.merge(order, extra),
	});
}
