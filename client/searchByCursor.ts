import { err, ok, type Failure, type Result } from '../providers/failure';
import type { CallContext } from './callProvider';
import { ListReading } from './listReading';
import { MOST_PAGES, readPage, type CursorReading, type FoundOrders, type Search } from './search';

const WHOLE: CursorReading = { cursor: '', mostPages: MOST_PAGES, mayWait: true };
/** After this many pages in a row without a new order, the list counts as repeating itself. */
const MOST_IDLE = 2;

/**
 * Searches a list whose pages name the next one, until `limit` orders are found or no next page is named. An
 * empty page can still name one. If the provider no longer accepts a cursor, the list is read once more from
 * the start, without returning any order twice.
 */
export async function searchByCursor<Kept>(
	request: Search<Kept>,
	context: CallContext,
): Promise<Result<FoundOrders<Kept>>> {
	const { limit, reading = WHOLE } = request;
	const limiter = context.rateLimiterOf(request.provider.search.pace);
	const list = new ListReading();
	const orders: Kept[] = [];
	let next: string | null = reading.cursor;
	let seen = new Set<string>();
	let failure: Failure | null = null;
	let completeTo: number | null = null;
	let [pages, idle, waited] = [0, 0, 0];
	let [hasBegunAgain, isRepeating] = [false, false];
	list.begin();
	while (next !== null && !isRepeating && orders.length < limit && pages < reading.mostPages) {
		const { wait } = limiter;
		if (wait > 0 && !reading.mayWait) break;
		waited += wait;
		const cursor: string = next;
		const page = await readPage(request, list, { page: pages + 1, cursor }, context);
		if (!page.ok) {
			({ failure } = page);
			if (failure.kind !== 'invalid_parameter' || cursor === '' || hasBegunAgain) break;
			[failure, hasBegunAgain, next, idle] = [null, true, '', 0];
			seen = new Set();
			list.begin();
			continue;
		}
		orders.push(...page.value.orders);
		pages++;
		if (cursor === '') ({ completeTo } = page.value);
		idle = page.value.isNews ? 0 : idle + 1;
		({ next } = page.value);
		isRepeating = next !== null && (seen.has(next) || idle === MOST_IDLE);
		seen.add(next ?? '');
	}
	if (failure && pages === 0) return err(failure);
	return ok({
		orders: orders.slice(0, limit),
		unreadable: list.unreadable,
		missing: 0,
		isComplete: pages < MOST_PAGES || next === null,
		failure,
		list: { pages, next: isRepeating ? '' : next, completeTo, waited, isRepeating },
	});
}
