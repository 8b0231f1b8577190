import { reject, succeed, type Outcome } from '../providers/failure';
import { redactFailure } from '../providers/redact';
import type { ListedOrder, OrderSearch, SearchQuery } from '../providers/searchContract';
import { callProvider, type CallContext, type ProviderRequest } from './callProvider';

export type SearchRequest = ProviderRequest<SearchQuery>;

/** The orders that a search found, each once, in the provider's order. */
export interface FoundOrders {
	readonly orders: readonly ListedOrder<unknown>[];
	/** Entries of the list that are no orders. */
	readonly unreadable: number;
	/** False when the search was ended before its last page. */
	readonly isComplete: boolean;
}

export const PAGE_SIZE = 50;
const MOST_PAGES = 1000;
/** Times that a list is read which had fewer orders than it said. */
const MOST_PASSES = 3;

/**
 * Searches page by page until `limit` orders are found or there are no more. What the providers leave
 * open is not relied on: a page may be shorter than asked for, a server may ignore the page's number,
 * count wrongly, or begin at 0; orders that come and go meanwhile move the others between pages, so
 * that a list which ends short of its total is read again.
 *
 * @param limit how many orders are enough
 */
export async function searchOrders(
	search: OrderSearch<unknown>,
	request: SearchRequest,
	limit: number,
	context: CallContext,
): Promise<Outcome<FoundOrders>> {
	const found = new Set<string>();
	const wanted: Array<ListedOrder<unknown>> = [];
	let unreadable = 0;
	let pages = 0;
	const readPage = async (page: number) => {
		pages++;
		const query = { ...request.query, page, pageSize: PAGE_SIZE };
		const outcome = await callProvider(search, { ...request, query }, context);
		if (!outcome.ok) return reject(redactFailure(outcome.failure, context.session.secrets()));
		const { orders, total, unreadable: odd } = outcome.value.payload;
		unreadable += odd;
		const before = found.size;
		for (const order of orders) {
			if (found.has(order.orderId)) continue;
			found.add(order.orderId);
			if (isWanted(search, request.query, order)) wanted.push(order);
		}
		return succeed({ total: total ?? 0, rows: orders.length + odd, added: found.size - before });
	};
	const isEnough = (): boolean => wanted.length >= limit || pages >= MOST_PAGES;
	for (let pass = 1; pass <= MOST_PASSES && !isEnough(); pass++) {
		const before = found.size;
		let total = 0;
		let rows = 0;
		for (let page = 1; !isEnough(); page++) {
			const read = await readPage(page);
			if (!read.ok) return read;
			({ total } = read.value);
			rows += read.value.rows;
			// A list that is read again has only known orders on most of its pages.
			const isEnd = pass === 1 ? read.value.added === 0 : rows >= total;
			if (read.value.rows === 0 || isEnd || (total > 0 && found.size >= total)) break;
		}
		if (found.size >= total || (pass > 1 && found.size === before)) break;
		// Servers count pages from 1 or from 0; one that has no page 0 refuses it.
		if (pass === 1 && !isEnough()) await readPage(0);
	}
	const orders = wanted.slice(0, limit);
	return succeed({ orders, unreadable, isComplete: pages < MOST_PAGES || orders.length === limit });
}

/** A server may ignore a bound: what is known to be placed outside of it was not asked for. */
function isWanted(
	{ normalize }: OrderSearch<unknown>,
	query: SearchQuery,
	{ payload, orderId }: ListedOrder<unknown>,
): boolean {
	const { placedAfter, placedBefore } = query;
	if (placedAfter === null && placedBefore === null) return true;
	const { created_at } = normalize(payload, { ...query, orderId });
	const placed = created_at === null ? null : Date.parse(created_at);
	return placed === null || (placed >= (placedAfter ?? 0) && placed <= (placedBefore ?? Infinity));
}
