import { listedOrder, type Candidate, type WatchState } from '../../changes/watchList';
import { getOrder, type FetchedOrder } from '../../client/getOrder';
import { searchOrders } from '../../client/searchOrders';
import type { Runtime } from '../../http/runtime';
import { unexpectedFailure } from '../../n8n/errors';
import { DAY } from '../../order/time';
import { err, ok, type Failure, type FailureKind, type Result } from '../../providers/failure';
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
	const { provider, orderIds, lookBackDays, anyRequest } = parameters;
	if (!provider.search) {
		return ok({ candidates: orderIds.map((orderId) => ({ orderId })), hints: [] });
	}
	const { orderId: _any, ...rest } = anyRequest.query;
	const placedAfter = runtime.now() - lookBackDays * DAY;
	const query = {
		...rest,
		orderStatuses: [],
		orderStatus: '',
		placedAfter,
		placedBefore: null,
		updatedAfter: null,
	};
	const request = { ...anyRequest, query };
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

/** What may be wrong with one order alone, so that the others are watched on. */
const OF_ONE: ReadonlySet<FailureKind> = new Set([
	'not_found',
	'invalid_parameter',
	'invalid_response',
	'unknown',
]);
/** What is, once another order could be read. */
const MAYBE_OF_ONE: ReadonlySet<FailureKind> = new Set(['permission_denied', 'transient']);

/** True for a failure after which the other orders are watched on. */
export const mayBeOfOne = ({ kind }: Failure): boolean =>
	OF_ONE.has(kind) || MAYBE_OF_ONE.has(kind);

/** True for what is wrong with the account or the provider, so that the poll as a whole has failed. */
export function isOfAll(
	{ kind }: Failure,
	{ parameters }: Watch,
	before: WatchState | null,
): boolean {
	if (OF_ONE.has(kind)) return false;
	// Where the list was just read, the provider can be reached: an outage is one of some orders.
	if (kind === 'transient') return !parameters.provider.search;
	const isRead = [...(before?.orders.values() ?? [])].some(({ state }) => state !== null);
	return kind !== 'permission_denied' || !isRead;
}
