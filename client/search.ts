import { ok, type Failure } from '../providers/failure';
import type { SearchProvider } from '../providers';
import type { ListedOrder, ListedPage, PageQuery, SearchQuery } from '../providers/search';
import { callProvider, type CallContext, type ProviderRequest } from './callProvider';
import type { ListReading } from './listReading';

const PAGE_SIZE = 50;
/** Pages after which a search ends, whatever its list says. */
export const MOST_PAGES = 1000;

/** How far a list with cursors is read in one go. */
export interface CursorReading {
	/** The cursor to start from, `''` for the beginning. */
	readonly cursor: string;
	readonly mostPages: number;
	/** False to stop as soon as a page would have to wait for the account's pace. */
	readonly mayWait: boolean;
}

/** A search. `asked` is what the user asked for, if the query that is sent cannot express all of it. */
export interface SearchRequest extends ProviderRequest<SearchQuery> {
	readonly provider: SearchProvider;
	readonly asked?: SearchQuery;
}

/** A search for at most `limit` orders. */
export interface Search<Kept> extends SearchRequest {
	readonly limit: number;
	/** Extracts what is needed of an order, so that the rest of a page is not kept in memory. */
	readonly keep: (order: ListedOrder<unknown>) => Kept;
	/** How far to read a list with cursors; by default to its end. */
	readonly reading?: CursorReading;
}

/** What is known about a list with cursors after reading it. */
export interface CursorList extends Pick<ListedPage<unknown>, 'completeTo'> {
	readonly pages: number;
	/** The cursor to continue from, `''` to start over, `null` at the end. */
	readonly next: string | null;
	/** Milliseconds spent waiting for the account's pace. */
	readonly waited: number;
	/** True if the provider gave the same pages again. */
	readonly isRepeating: boolean;
}

/** The orders that a search found, each once, in the provider's order. */
export interface FoundOrders<Kept> {
	readonly orders: readonly Kept[];
	/** How many entries of the list are not orders. */
	readonly unreadable: number;
	/** How many orders the provider counts but does not list. */
	readonly missing: number;
	/** False when the search was ended before its last page. */
	readonly isComplete: boolean;
	/** Why a later page could not be read; `orders` has what was found before it. */
	readonly failure: Failure | null;
	readonly list?: CursorList;
}

/** Reads one page: its new, wanted orders and where the list continues. */
export async function readPage<Kept>(
	request: Search<Kept>,
	list: ListReading,
	at: Pick<PageQuery, 'page' | 'cursor'>,
	context: CallContext,
) {
	const { search } = request.provider;
	const { pageSize = PAGE_SIZE } = search;
	const query = { ...request.query, ...at, pageSize };
	const outcome = await callProvider(search, { ...request, query }, context);
	if (!outcome.ok) return outcome;
	const { payload } = outcome.value;
	const { fresh, isNews } = list.take(payload);
	const orders = fresh.filter((order) => isWanted(request, order)).map(request.keep);
	// Expect another page after a full one, whatever the total says.
	const isFull = payload.orders.length + payload.unreadable >= pageSize;
	const { cursor: next = null, completeTo = null } = payload;
	return ok({ orders, isNews, isFull, next, completeTo });
}

/** Drops orders that are known not to match, because a server may ignore a filter. */
function isWanted(
	{ provider, query, asked = query }: SearchRequest,
	{ payload, orderId }: ListedOrder<unknown>,
): boolean {
	const { orderStatuses, placedAfter, placedBefore, updatedAfter } = asked;
	const bounds = [placedAfter, placedBefore, updatedAfter];
	if (orderStatuses.length === 0 && bounds.every((bound) => bound === null)) return true;
	const order = provider.search.normalize(payload, { ...query, orderId });
	const { created_at, updated_at, order_status } = order;
	if (orderStatuses.length > 0 && !orderStatuses.includes(order_status)) return false;
	return isWithin(created_at, placedAfter, placedBefore) && isWithin(updated_at, updatedAfter);
}

function isWithin(time: string | null, after: number | null, before?: number | null): boolean {
	const epoch = time === null ? null : Date.parse(time);
	return epoch === null || (epoch >= (after ?? 0) && epoch <= (before ?? Infinity));
}
