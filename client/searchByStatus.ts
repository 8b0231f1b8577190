import { ok, type Result } from '../providers/failure';
import type { ListedOrder, OrderSearch } from '../providers/search';
import type { CallContext } from './callProvider';
import { searchOrders, type FoundOrders, type SearchRequest } from './searchOrders';

/**
 * Searches for the order statuses of the query, in a search for each value that the provider has for
 * them. The orders are the newest, each once, at most `limit`.
 */
export async function searchByStatus(
	search: OrderSearch<unknown>,
	request: SearchRequest,
	limit: number,
	context: CallContext,
): Promise<Result<FoundOrders>> {
	const { query } = request;
	const translated = query.orderStatuses.map((status) => search.statuses[status]);
	const values = translated.flatMap((each) => each ?? []);
	// Without a value for one of them, all orders are listed, and the others are among them.
	if (values.length <= 1 || translated.includes(undefined)) {
		const orderStatus = translated.includes(undefined) ? '' : (values[0] ?? '');
		return await searchOrders(
			search,
			{ ...request, query: { ...query, orderStatus } },
			limit,
			context,
		);
	}
	const orders = new Map<string, ListedOrder<unknown>>();
	const sums = { unreadable: 0, missing: 0, isComplete: true };
	for (const orderStatus of values) {
		const found = await searchOrders(
			search,
			{ ...request, query: { ...query, orderStatus } },
			limit,
			context,
		);
		if (!found.ok) return found;
		for (const order of found.value.orders) orders.set(order.orderId, order);
		sums.unreadable += found.value.unreadable;
		sums.missing += found.value.missing;
		sums.isComplete &&= found.value.isComplete;
	}
	const placed = ({ payload, orderId }: ListedOrder<unknown>): string =>
		search.normalize(payload, { ...query, orderId }).created_at ?? '';
	const newest = [...orders.values()]
		.map((order) => ({ order, placed: placed(order) }))
		.sort((a, b) => b.placed.localeCompare(a.placed))
		.map(({ order }) => order);
	return ok({ ...sums, orders: newest.slice(0, limit) });
}
