import { listedOrder, type Candidate } from '../../changes/watchList';
import { getOrder, type FetchedOrder } from '../../client/getOrder';
import { searchOrders } from '../../client/searchOrders';
import type { Runtime } from '../../http/runtime';
import { unexpectedFailure } from '../../n8n/errors';
import { DAY } from '../../order/time';
import { err, ok, type Failure, type Result } from '../../providers/failure';
import type { OpenAccount } from '../shared/providerCalls';
import { searchHints } from '../shared/searchHints';
import type { WatchParameters } from './readParameters';

/** What a poll works with. */
export interface Watch {
	readonly runtime: Runtime;
	readonly parameters: WatchParameters;
	readonly account: OpenAccount;
	/** Aborted when the time of the poll is over. */
	readonly signal: AbortSignal;
	/** Milliseconds that the poll has. */
	readonly time: number;
}

/** The orders that there are, and sentences about those that could not be found. */
export interface Found {
	readonly candidates: readonly Candidate[];
	readonly hints: readonly string[];
}

const FEWER_DAYS = 'Lower Look Back (Days), so that the list has fewer orders.';
const NO_TIME: Failure = {
	kind: 'transient',
	message: 'There was no time to read the whole list of orders',
	description: FEWER_DAYS,
};

/** The orders that there are: as listed, newest first, or as the user has named them. */
export async function findOrders({ runtime, parameters, account }: Watch): Promise<Result<Found>> {
	const { provider, orderIds, lookBackDays, requestOf } = parameters;
	if (!provider.search) {
		return ok({ candidates: orderIds.map((orderId) => ({ orderId })), hints: [] });
	}
	const any = requestOf('1');
	if (!any.ok) return any;
	const { orderId: _any, ...rest } = any.value.query;
	const placedAfter = runtime.now() - lookBackDays * DAY;
	const query = { ...rest, orderStatuses: [], orderStatus: '', placedAfter, placedBefore: null };
	const request = { ...any.value, query };
	const { search, displayName } = provider;
	const found = await searchOrders(
		search,
		request,
		Infinity,
		({ orderId, payload }): Required<Candidate> => ({
			orderId,
			listed: listedOrder(search.normalize(payload, { ...rest, orderId })),
		}),
		account.calls,
	);
	if (!found.ok) return found.failure.kind === 'canceled' ? err(NO_TIME) : found;
	const { failure, orders } = found.value;
	if (failure) return err(failure.kind === 'canceled' ? NO_TIME : failure);
	const placed = ({ listed }: Required<Candidate>): number => listed.placedAt ?? 0;
	return ok({
		candidates: [...orders].sort((a, b) => placed(b) - placed(a)),
		hints: searchHints(displayName, found.value, { missing: FEWER_DAYS, tooLong: FEWER_DAYS }),
	});
}

/** Fetches one order of those that were found. */
export async function fetchOrder(
	{ parameters, account }: Watch,
	orderId: string,
): Promise<Result<FetchedOrder>> {
	const request = parameters.requestOf(orderId);
	if (!request.ok) return request;
	return await getOrder(request.value, account.calls).catch((exception: unknown) =>
		err(unexpectedFailure(parameters.provider.displayName, exception)),
	);
}
