import type { Order, OrderStatus } from '../order/order';
import type { OrderQuery, ProviderCall, ProviderQuery, Received } from './call';
import type { Result } from './failure';

/** What orders are searched for. */
export interface SearchQuery extends ProviderQuery {
	/** The statuses that are wanted, none for all. */
	readonly orderStatuses: readonly OrderStatus[];
	/** The provider's own status to ask for, `''` for any. */
	readonly orderStatus: string;
	/** Bounds of when the order was placed in epoch milliseconds, both included, `null` for none. */
	readonly placedAfter: number | null;
	readonly placedBefore: number | null;
}

/** One page of a search. */
export interface PageQuery extends SearchQuery {
	readonly page: number;
	readonly pageSize: number;
}

/** An order in the list that a search gives. */
export interface ListedOrder<Payload> extends Received<Payload> {
	readonly orderId: string;
}

export interface ListedPage<Payload> {
	/** How many orders the provider says there are, `null` if it does not say. */
	readonly total: number | null;
	readonly orders: ReadonlyArray<ListedOrder<Payload>>;
	/** Entries that are no orders. */
	readonly unreadable: number;
}

/** The search for orders, for providers that have one. */
export interface OrderSearch<Payload> extends ProviderCall<ListedPage<Payload>, PageQuery> {
	/** The provider's own values of an order status, one search each; one without any is searched among all orders. */
	readonly statuses: Readonly<Partial<Record<OrderStatus, readonly string[]>>>;
	/** Refuses what must not be sent; returns the query as it will be sent. */
	validate(query: SearchQuery): Result<SearchQuery>;
	/** The order as far as the list shows it. */
	normalize(payload: Payload, query: OrderQuery): Order;
}
