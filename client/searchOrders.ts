import { ok, type Failure, type Result } from '../providers/failure';
import type { ListedOrder, ListedPage, OrderSearch } from '../providers/search';
import { callProvider, type CallContext } from './callProvider';
import { ListReading } from './listReading';
import { isWanted, MOST_PAGES, PAGE_SIZE, type FoundOrders, type SearchRequest } from './search';
import { searchByCursor } from './searchByCursor';

const MOST_READINGS = 3;

/**
 * Searches page by page until `limit` orders are found or there are no more. A page may be shorter than
 * asked for, a server may ignore the page's number, count wrongly, or begin at 0; orders that come and go
 * meanwhile move the others between pages, so that such a list is read again.
 *
 * @param keep what is needed of an order: the rest of a page is not held
 */
export async function searchOrders<Kept>(
	search: OrderSearch<unknown>,
	request: SearchRequest,
	limit: number,
	keep: (order: ListedOrder<unknown>) => Kept,
	context: CallContext,
): Promise<Result<FoundOrders<Kept>>> {
	if (search.hasCursor) return await searchByCursor(search, request, limit, keep, context);
	const reading = new ListReading<unknown>();
	const wanted: Kept[] = [];
	let failure: Failure | null = null;
	let pages = 0;
	/** Servers count pages from 1 or from 0; one that has no page 0 refuses it. */
	let mayHavePageZero = true;
	const isEnough = (): boolean => wanted.length >= limit || pages >= MOST_PAGES;
	const readPage = async (page: number) => {
		pages++;
		const query = { ...request.query, page, pageSize: PAGE_SIZE, cursor: '' };
		const outcome = await callProvider(search, { ...request, query }, context);
		if (!outcome.ok) return outcome;
		const { fresh, isNews } = reading.take(outcome.value.payload);
		const orders = fresh.filter((order) => isWanted(search, request, order)).map(keep);
		return ok({ orders, isNews, isFull: isFullPage(outcome.value.payload) });
	};
	for (let readings = 1; readings <= MOST_READINGS; readings++) {
		reading.begin();
		for (let page = 1; ; page++) {
			const read = await readPage(page);
			if (!read.ok && pages === 1) return read;
			if (!read.ok) failure = read.failure;
			if (!read.ok) break;
			const { orders, isNews, isFull } = read.value;
			wanted.push(...orders);
			if (!isNews || (reading.isWhole && !isFull) || isEnough()) break;
		}
		if (failure) break;
		if (reading.missing > 0 && mayHavePageZero && !isEnough()) {
			const read = await readPage(0);
			mayHavePageZero = read.ok && read.value.isNews;
			if (read.ok) wanted.unshift(...read.value.orders);
		}
		if (reading.isSettled || isEnough()) break;
	}
	const isComplete =
		failure !== null || pages < MOST_PAGES || wanted.length >= limit || reading.isWhole;
	return ok({
		orders: wanted.slice(0, limit),
		unreadable: reading.unreadable,
		missing: isEnough() || failure ? 0 : reading.missing,
		isComplete,
		failure,
	});
}

/** After a page that is full there is another, whatever the total says. */
const isFullPage = ({ orders, unreadable }: ListedPage<unknown>): boolean =>
	orders.length + unreadable >= PAGE_SIZE;
