import {
	listedOrder,
	type Candidate,
	type ListPosition,
	type WatchState,
} from '../../changes/watchList';
import { bannedFailure } from '../../client/admit';
import type { FetchedOrder } from '../../client/getOrder';
import type { CursorReading, FoundOrders } from '../../client/search';
import { searchOrders } from '../../client/searchOrders';
import type { Order } from '../../order/order';
import { DAY } from '../../order/time';
import { hasSearch, type SearchProvider } from '../../providers';
import { err, ok, type Failure, type Result } from '../../providers/failure';
import type { SearchQuery } from '../../providers/search';
import { searchHints } from '../shared/searchHints';
import { newestFirst } from './items';
import type { Watch } from './watch';

/** The orders that were found, and sentences about those that were not. */
export interface Found {
	readonly candidates: readonly Candidate[];
	readonly hints: readonly string[];
	/** The orders that the list contains in full, by id. */
	readonly whole?: ReadonlyMap<string, FetchedOrder>;
	/** How far a list of changes was read; `null` if it is too early to read its first page. */
	readonly position?: ListPosition | null;
}

const MINUTE = 60_000;
/** The most pages of a list of changes that one poll reads; the next poll continues. */
const MOST_PAGES = 10;
/** Milliseconds by which each poll overlaps the previous one, because a changed order can be listed late. */
const OVERLAP = 10 * MINUTE;
/** Assumed delay of a list that does not say how far it reaches, in milliseconds. */
const LAG = 2 * MINUTE;

const FEWER_DAYS = 'Lower Look Back (Days), so that the list has fewer orders.';
const NO_TIME: Failure = {
	kind: 'transient',
	message: 'There was no time to read the whole list of orders',
	description: FEWER_DAYS,
};

/**
 * Finds the orders to check: those listed, newest first, or those that the user named. From a list of
 * changes, those that have changed since the last poll, reading only the pages that the account's pace
 * allows without waiting.
 *
 * @param isOneEnough true if only the newest order is needed
 */
export async function findOrders(
	watch: Watch,
	before: WatchState | null,
	isOneEnough = false,
): Promise<Result<Found>> {
	const { provider, orderIds, lookBackDays } = watch.parameters;
	if (!hasSearch(provider))
		return ok({ candidates: orderIds.map((orderId) => ({ orderId })), hints: [] });
	const { canFilterUpdated, listsWholeOrders } = provider.search;
	if (canFilterUpdated && listsWholeOrders) {
		return before
			? await findChanges(watch, provider, before)
			: await findRecent(watch, provider, isOneEnough);
	}
	const times = { placedAfter: watch.runtime.now() - lookBackDays * DAY };
	const found = await searchList(watch, provider, times, (order): Required<Candidate> => {
		return { orderId: order.order_id, listed: listedOrder(order) };
	});
	if (!found.ok) return found;
	const { failure, orders, hints } = found.value;
	if (failure) return err(failure);
	const placed = ({ listed }: Required<Candidate>): number => listed.placedAt ?? 0;
	return ok({ candidates: [...orders].sort((a, b) => placed(b) - placed(a)), hints });
}

/**
 * Finds what has changed since the list was last read to its end, or continues where the last poll had to
 * stop.
 */
async function findChanges(
	watch: Watch,
	provider: SearchProvider,
	{ since, list = positionAt(since) }: WatchState,
): Promise<Result<Found>> {
	const now = watch.runtime.now();
	const reading = { ...AT_ONCE, cursor: list.cursor };
	const times = { updatedAfter: list.bound - OVERLAP };
	const found = await searchList(watch, provider, times, wholeOrder, reading);
	if (!found.ok) return found;
	const { orders, failure, list: read, hints } = found.value;
	if (!read?.pages) return ok({ ...foundOf([]), position: list });
	const next = read.completeTo ?? (list.cursor ? list.next : now - LAG);
	return ok({
		...foundOf(orders),
		position: read.next === null ? positionAt(next) : { ...list, cursor: read.next, next },
		hints: failure ? [...hints, `${failure.message}.`] : hints,
	});
}

/**
 * The orders of the look-back period, newest first, from at most `MOST_PAGES` pages: first the last day,
 * then longer and longer periods.
 *
 * @param isOneEnough true to read one page of the last day and, if that is empty, one page of the rest
 */
async function findRecent(
	watch: Watch,
	provider: SearchProvider,
	isOneEnough: boolean,
): Promise<Result<Found>> {
	const now = watch.runtime.now();
	const from = now - watch.parameters.lookBackDays * DAY;
	const orders: FetchedOrder[] = [];
	let position: ListPosition | null = null;
	let placedBefore: number | null = null;
	let pages = 0;
	for (let days = 1; ; days *= isOneEnough ? Infinity : 4) {
		const placedAfter: number = Math.max(from, now - days * DAY);
		const reading = { ...AT_ONCE, mostPages: isOneEnough ? 1 : MOST_PAGES - pages };
		const times = { placedAfter, placedBefore };
		const found: Result<FoundOrders<FetchedOrder>> = await searchList(
			watch,
			provider,
			times,
			wholeOrder,
			reading,
		);
		if (!found.ok) return found;
		const { failure, list } = found.value;
		if (failure) return err(failure);
		orders.push(...found.value.orders);
		pages += list?.pages ?? 0;
		if (pages > 0) position ??= positionAt(list?.completeTo ?? now - LAG);
		if (isOneEnough && pages === 0) {
			const { wait } = watch.account.calls.rateLimiterOf(provider.search.pace);
			return err(bannedFailure(provider.displayName, wait));
		}
		const isEnough = isOneEnough ? orders.length > 0 : list?.next !== null || pages >= MOST_PAGES;
		if (isEnough || placedAfter === from) return ok({ ...foundOf(orders), position });
		placedBefore = placedAfter;
	}
}

const AT_ONCE: CursorReading = { cursor: '', mostPages: MOST_PAGES, mayWait: false };
const positionAt = (bound: number): ListPosition => ({ bound, cursor: '', next: bound });
const wholeOrder = (order: Order, raw: unknown): FetchedOrder => ({ raw, order, tracking: 'seen' });

/** Newest first, each once. */
function foundOf(orders: readonly FetchedOrder[]) {
	const whole = new Map(newestFirst(orders).map((each) => [each.order.order_id, each]));
	return { candidates: [...whole.keys()].map((orderId) => ({ orderId })), hints: [], whole };
}

/** Searches for orders of any status within these times, as the trigger's parameters say. */
async function searchList<Kept>(
	{ runtime, parameters, account }: Watch,
	provider: SearchProvider,
	times: Partial<Pick<SearchQuery, 'placedAfter' | 'placedBefore' | 'updatedAfter'>>,
	keep: (order: Order, raw: unknown) => Kept,
	reading?: CursorReading,
): Promise<Result<FoundOrders<Kept> & { readonly hints: readonly string[] }>> {
	const { search } = provider;
	const { anyRequest } = parameters;
	const { orderId: _any, ...query } = anyRequest.query;
	const bounds = { placedAfter: null, placedBefore: null, updatedAfter: null, ...times };
	const asked: SearchQuery = { ...query, orderStatuses: [], orderStatus: '', ...bounds };
	const sent = search.validate(asked, runtime.now());
	if (!sent.ok) return sent;
	const found = await searchOrders(
		{
			...anyRequest,
			provider,
			query: sent.value,
			asked,
			limit: Infinity,
			reading,
			keep: ({ orderId, payload, raw }) =>
				keep(search.normalize(payload, { ...query, orderId }), raw),
		},
		account.calls,
	);
	const timely = (failure: Failure): Failure => (failure.kind === 'canceled' ? NO_TIME : failure);
	if (!found.ok) return err(timely(found.failure));
	const { failure } = found.value;
	const advice = { missing: FEWER_DAYS, tooLong: FEWER_DAYS };
	const hints = searchHints(provider.displayName, found.value, advice);
	return ok({ ...found.value, failure: failure && timely(failure), hints });
}
