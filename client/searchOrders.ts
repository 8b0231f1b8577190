import { ok, type Failure, type Result } from '../providers/failure';
import type { CallContext } from './callProvider';
import { ListReading } from './listReading';
import { MOST_PAGES, readPage, type FoundOrders, type Search } from './search';
import { searchByCursor } from './searchByCursor';

const MOST_READINGS = 3;

/**
 * Searches page by page until `limit` orders are found or there are no more. Servers may send short pages,
 * ignore the page number, count wrongly, or start at page 0. Orders that come and go move the others between
 * pages, so such a list is read again.
 */
export async function searchOrders<Kept>(
	request: Search<Kept>,
	context: CallContext,
): Promise<Result<FoundOrders<Kept>>> {
	if (request.provider.search.hasCursor) return await searchByCursor(request, context);
	const { limit } = request;
	const reading = new ListReading();
	const wanted: Kept[] = [];
	let failure: Failure | null = null;
	let pages = 0;
	/** Servers count pages from 1 or from 0; one that has no page 0 refuses it. */
	let mayHavePageZero = true;
	const isEnough = (): boolean => wanted.length >= limit || pages >= MOST_PAGES;
	const read = async (page: number) => {
		pages++;
		return await readPage(request, reading, { page, cursor: '' }, context);
	};
	for (let readings = 1; readings <= MOST_READINGS; readings++) {
		reading.begin();
		for (let page = 1; ; page++) {
			const found = await read(page);
			if (!found.ok && pages === 1) return found;
			if (!found.ok) ({ failure } = found);
			if (!found.ok) break;
			const { orders, isNews, isFull } = found.value;
			wanted.push(...orders);
			if (!isNews || (reading.isWhole && !isFull) || isEnough()) break;
		}
		if (failure) break;
		if (reading.missing > 0 && mayHavePageZero && !isEnough()) {
			const found = await read(0);
			mayHavePageZero = found.ok && found.value.isNews;
			if (found.ok) wanted.unshift(...found.value.orders);
		}
		if (reading.isSettled || isEnough()) break;
	}
	return ok({
		orders: wanted.slice(0, limit),
		unreadable: reading.unreadable,
		missing: isEnough() || failure ? 0 : reading.missing,
		isComplete: !!failure || pages < MOST_PAGES || wanted.length >= limit || reading.isWhole,
		failure,
	});
}
