import { field, text } from '../../json/value';
import type { OrderStatus } from '../../order/order';
import { distinct } from '../../order/text';
import { DAY, readTime } from '../../order/time';
import { err, invalidParameter, ok, type Result } from '../failure';
import { listedOrders, type OrderSearch, type SearchQuery } from '../search';
import { filters } from './description';
import { ROWS } from './failures';
import { normalizeOrder } from './normalize';
import { readOrder, type AmazonOrder } from './payload';
import { searchRequest } from './request';
import { failedRow, failure, rateIn } from './response';

/** A search must end at least two minutes ago by Amazon's clock, from which ours may differ. */
const TOO_RECENT = 3 * 60_000;
/** The period of a search without a beginning, because Amazon requires one. */
const DEFAULT_SPAN = 30 * DAY;

/** Amazon's statuses for each of ours that can be searched for. */
const SEARCHED: Readonly<Partial<Record<OrderStatus, readonly string[]>>> = {
	pending: ['PENDING_AVAILABILITY', 'PENDING'],
	processing: ['UNSHIPPED', 'PARTIALLY_SHIPPED'],
	cancel_pending: ['UNSHIPPED', 'PARTIALLY_SHIPPED'],
	completed: ['SHIPPED'],
	canceled: ['CANCELLED', 'UNFULFILLABLE'],
};

/** The search with a beginning, which stays the same on all pages, and without an end that is too recent. */
function validate(query: SearchQuery, now: number): Result<SearchQuery> {
	const { orderStatuses, placedAfter, placedBefore, updatedAfter } = query;
	const unasked = orderStatuses.find((status) => !SEARCHED[status]);
	if (unasked !== undefined) {
		return invalidParameter(
			`Amazon orders cannot be searched by the status "${unasked}"`,
			'Remove this value from Order Status in Filters.',
		);
	}
	const latest = Math.max(placedAfter ?? 0, updatedAfter ?? 0);
	if (latest > now) {
		return invalidParameter(
			`The search begins in the future (${new Date(latest).toISOString()})`,
			'Choose an earlier time for Placed After or Updated After in Filters.',
		);
	}
	const end = placedBefore !== null && placedBefore <= now - TOO_RECENT ? placedBefore : null;
	const isOpen = placedAfter === null && updatedAfter === null;
	const begin = isOpen ? (end ?? now) - DEFAULT_SPAN : placedAfter;
	return ok({ ...query, placedAfter: begin, placedBefore: end });
}

/** The page in the reply to `searchOrders`, with whole orders. An entry without an id is counted only. */
const response: OrderSearch<AmazonOrder>['response'] = (reply, query, credentials) => {
	const list = field(reply.body, 'orders');
	const row = failedRow(reply, 'search') ?? (Array.isArray(list) ? null : ROWS.noResult);
	if (row) return err(failure(row, reply, credentials, 'search', query));
	const entries = listedOrders(list, (raw) => {
		const payload = readOrder(raw);
		return { orderId: payload.orderId, raw, payload };
	});
	const { iso: completeTo } = readTime(field(reply.body, 'lastUpdatedBefore', 'createdBefore'));
	const payload = {
		total: null,
		...entries,
		cursor: text(field(field(reply.body, 'pagination'), 'nextToken')) || null,
		completeTo: completeTo === null ? null : Date.parse(completeTo),
	};
	return ok({ raw: reply.body, payload });
};

export const search: OrderSearch<AmazonOrder> = {
	pageSize: 100,
	hasCursor: true,
	listsWholeOrders: true,
	canFilterUpdated: true,
	filters,
	pace: { name: 'searchOrders', perSecond: 0.0056, burst: 20 },
	rateIn,
	statusesOf: (statuses) => [distinct(statuses.flatMap((each) => SEARCHED[each] ?? [])).join(',')],
	validate,
	request: searchRequest,
	response,
	normalize: normalizeOrder,
};
