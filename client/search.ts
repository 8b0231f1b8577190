import type { Failure } from '../providers/failure';
import type { ListedOrder, ListedPage, OrderSearch, SearchQuery } from '../providers/search';
import type { ProviderRequest } from './callProvider';

export const PAGE_SIZE = 50;
/** Pages after which a search ends, whatever its list says. */
export const MOST_PAGES = 1000;

export interface CursorReading {
	/** Where it goes on, `''` for its beginning. */
	readonly cursor: string;
	readonly mostPages: number;
	/** False to end where the pace of the account does not allow a page at once. */
	readonly mayWait: boolean;
}

export interface SearchRequest extends ProviderRequest<SearchQuery> {
	/** What was asked for, where the query that is sent cannot say it all. */
	readonly asked?: SearchQuery;
	/** Of a list with cursors; by default all of it. */
	readonly reading?: CursorReading;
}

export interface CursorList extends Pick<ListedPage<unknown>, 'completeTo'> {
	readonly pages: number;
	/** Where it goes on, `''` to begin again, `null` after its end. */
	readonly next: string | null;
	readonly waited: number;
	readonly isRepeating: boolean;
}

export interface FoundOrders<Kept> {
	readonly orders: readonly Kept[];
	readonly unreadable: number;
	readonly missing: number;
	/** False when the search was ended before its last page. */
	readonly isComplete: boolean;
	/** Why a later page could not be read; what was found before is there. */
	readonly failure: Failure | null;
	readonly list?: CursorList;
}

/** A server may ignore a filter: what is known not to match it was not asked for. */
export function isWanted(
	{ normalize }: OrderSearch<unknown>,
	{ query, asked = query }: SearchRequest,
	{ payload, orderId }: ListedOrder<unknown>,
): boolean {
	const { orderStatuses, placedAfter, placedBefore, updatedAfter } = asked;
	const bounds = [placedAfter, placedBefore, updatedAfter];
	if (orderStatuses.length === 0 && bounds.every((bound) => bound === null)) return true;
	const { created_at, updated_at, order_status } = normalize(payload, { ...query, orderId });
	if (orderStatuses.length > 0 && !orderStatuses.includes(order_status)) return false;
	return (
		isWithin(created_at, placedAfter, placedBefore) && isWithin(updated_at, updatedAfter, null)
	);
}

function isWithin(time: string | null, after: number | null, before: number | null): boolean {
	const epoch = time === null ? null : Date.parse(time);
	return epoch === null || (epoch >= (after ?? 0) && epoch <= (before ?? Infinity));
}
