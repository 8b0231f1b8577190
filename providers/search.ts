import type { INodeProperties } from 'n8n-workflow';

import type { Order, OrderStatus } from '../order/order';
import type { OrderQuery, ProviderCall, ProviderQuery, Received } from './call';
import type { Result } from './failure';

export interface SearchQuery extends ProviderQuery {
	/** None for all. */
	readonly orderStatuses: readonly OrderStatus[];
	/** The provider's own status to ask for, `''` for any. */
	readonly orderStatus: string;
	/** Bounds of when the order was placed in epoch milliseconds, both included, `null` for none. */
	readonly placedAfter: number | null;
	readonly placedBefore: number | null;
	/** Bound of the last change in epoch milliseconds, included; `null` unless `canFilterUpdated`. */
	readonly updatedAfter: number | null;
}

export interface PageQuery extends SearchQuery {
	readonly page: number;
	readonly pageSize: number;
	/** The cursor that the last page named; `''` for the first page. */
	readonly cursor: string;
}

export interface ListedOrder<Payload> extends Received<Payload> {
	readonly orderId: string;
}

/** The entries of a list that are orders; the others are counted. */
export function listedOrders<Payload>(
	list: unknown,
	read: (entry: unknown) => ListedOrder<Payload>,
): Pick<ListedPage<Payload>, 'orders' | 'unreadable'> {
	const entries = Array.isArray(list) ? (list as readonly unknown[]) : [];
	const orders = entries.map(read).filter(({ orderId }) => orderId !== '');
	return { orders, unreadable: entries.length - orders.length };
}

export interface ListedPage<Payload> {
	/** How many orders the provider says there are, `null` if it does not say. */
	readonly total: number | null;
	readonly orders: ReadonlyArray<ListedOrder<Payload>>;
	readonly unreadable: number;
	/** The cursor of the next page, `null` on the last one. */
	readonly cursor?: string | null;
	/** The list has every change up to this time (epoch milliseconds), `null` if it does not say. */
	readonly completeTo?: number | null;
}

/** The search for orders, for providers that have one. */
export interface OrderSearch<Payload> extends ProviderCall<ListedPage<Payload>, PageQuery> {
	/** Orders on a page, by default 50. */
	readonly pageSize?: number;
	/** True where pages name the next one by a cursor instead of being counted. */
	readonly hasCursor?: boolean;
	/** True if the list has everything that an order's details have; details are then never fetched. */
	readonly listsWholeOrders?: boolean;
	readonly canFilterUpdated?: boolean;
	/** Filters that only this provider has; their values travel in `fields` as text, a list with commas. */
	readonly filters?: readonly INodeProperties[];
	/** The provider's own statuses that find these, one for each search; `''` for any. */
	statusesOf(statuses: readonly OrderStatus[]): readonly string[];
	/**
	 * Refuses what must not be sent; returns the query as it is sent for all pages. It may leave out or add
	 * filters, because found orders are checked against what was asked for.
	 *
	 * @param now epoch milliseconds
	 */
	validate(query: SearchQuery, now: number): Result<SearchQuery>;
	/** The order as far as the list shows it. */
	normalize(payload: Payload, query: OrderQuery): Order;
}
