import { ok, type Failure, type Result } from '../providers/failure';
import type { ListedOrder } from '../providers/search';
import type { CallContext } from './callProvider';
import type { FoundOrders, Search } from './search';
import { searchOrders } from './searchOrders';

/**
 * Searches once for each provider status that the query's statuses stand for; returns the newest orders,
 * each once.
 */
export async function searchByStatus<Kept>(
	request: Search<Kept>,
	context: CallContext,
): Promise<Result<FoundOrders<Kept>>> {
	const { query, limit } = request;
	const { search } = request.provider;
	const searchFor = async <K>(orderStatus: string, keep: Search<K>['keep']) =>
		await searchOrders({ ...request, keep, query: { ...query, orderStatus } }, context);
	const [value = '', ...others] = search.statusesOf(query.orderStatuses);
	if (others.length === 0) return await searchFor(value, request.keep);
	const keepByAge = (order: ListedOrder<unknown>) => {
		const { orderId, payload } = order;
		const { created_at } = search.normalize(payload, { ...query, orderId });
		const placed = created_at === null ? 0 : Date.parse(created_at);
		return { orderId, placed, kept: request.keep(order) };
	};
	const orders = new Map<string, ReturnType<typeof keepByAge>>();
	const sums = { unreadable: 0, missing: 0, isComplete: true };
	let failure: Failure | null = null;
	for (const orderStatus of [value, ...others]) {
		const found = await searchFor(orderStatus, keepByAge);
		if (!found.ok && orders.size === 0) return found;
		if (!found.ok) ({ failure } = found);
		if (!found.ok) break;
		for (const order of found.value.orders) orders.set(order.orderId, order);
		sums.unreadable += found.value.unreadable;
		sums.missing += found.value.missing;
		sums.isComplete &&= found.value.isComplete;
		({ failure } = found.value);
		if (failure) break;
	}
	const newest = [...orders.values()].sort((a, b) => b.placed - a.placed);
	return ok({ ...sums, failure, orders: newest.slice(0, limit).map(({ kept }) => kept) });
}
