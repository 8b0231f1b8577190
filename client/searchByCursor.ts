import { ok, type Failure, type Result } from '../providers/failure';
import type { Received } from '../providers/call';
import type { ListedOrder, ListedPage, OrderSearch, PageQuery } from '../providers/search';
import { callProvider, type CallContext } from './callProvider';
import { ListReading } from './listReading';
import {
	isWanted,
	MOST_PAGES,
	PAGE_SIZE,
	type CursorReading,
	type FoundOrders,
	type SearchRequest,
} from './search';

const WHOLE: CursorReading = { cursor: '', mostPages: MOST_PAGES, mayWait: true };
/** Pages in a row without an order that was not seen before, after which a list goes nowhere. */
const MOST_IDLE = 2;

/**
 * Searches a list whose pages name the next one. A page may be empty and still name one. A cursor that the
 * provider no longer takes begins the list once more.
 */
export async function searchByCursor<Kept>(
	search: OrderSearch<unknown>,
	request: SearchRequest,
	limit: number,
	keep: (order: ListedOrder<unknown>) => Kept,
	context: CallContext,
): Promise<Result<FoundOrders<Kept>>> {
	const { mostPages, mayWait, ...from } = request.reading ?? WHOLE;
	const { pageSize = PAGE_SIZE } = search;
	const limiter = context.rateLimiterOf(search.pace);
	const list = new ListReading<unknown>();
	const wanted: Kept[] = [];
	let next: string | null = from.cursor;
	let seen = new Set<string>();
	let failure: Failure | null = null;
	let completeTo: number | null = null;
	let [pages, idle, waited] = [0, 0, 0];
	let [hasBegunAgain, isRepeating] = [false, false];
	list.begin();
	while (next !== null && !isRepeating && wanted.length < limit && pages < mostPages) {
		const { wait } = limiter;
		if (wait > 0 && !mayWait) break;
		waited += wait;
		const query: PageQuery = { ...request.query, page: pages + 1, pageSize, cursor: next };
		const outcome: Result<Received<ListedPage<unknown>>> = await callProvider(
			search,
			{ ...request, query },
			context,
		);
		if (!outcome.ok) {
			({ failure } = outcome);
			if (outcome.failure.kind !== 'invalid_parameter' || next === '' || hasBegunAgain) break;
			[failure, hasBegunAgain, next, idle] = [null, true, '', 0];
			seen = new Set();
			list.begin();
			continue;
		}
		const { payload } = outcome.value;
		const { fresh, isNews } = list.take(payload);
		wanted.push(...fresh.filter((order) => isWanted(search, request, order)).map(keep));
		pages++;
		if (query.cursor === '') completeTo = payload.completeTo ?? null;
		idle = isNews ? 0 : idle + 1;
		next = payload.cursor ?? null;
		isRepeating = next !== null && (seen.has(next) || idle === MOST_IDLE);
		seen.add(next ?? '');
	}
	if (failure && pages === 0) return { ok: false, failure };
	return ok({
		orders: wanted.slice(0, limit),
		unreadable: list.unreadable,
		missing: 0,
		isComplete: pages < MOST_PAGES || next === null,
		failure,
		list: { pages, next: isRepeating ? '' : next, completeTo, waited, isRepeating },
	});
}
