import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { getOrder, type FetchedOrder } from '../../client/getOrder';
import { searchOrders } from '../../client/searchOrders';
import type { Runtime } from '../../http/runtime';
import { unexpectedFailure } from '../../n8n/errors';
import { dayOf, snapshotSince, withUnknownParcels } from '../../order/snapshot';
import { DAY } from '../../order/time';
import type { OrderQuery } from '../../providers/contract';
import { err, ok, type Failure, type Result } from '../../providers/failure';
import { runTasks, type OpenAccount } from '../shared/providerCalls';
import { searchHints } from '../shared/searchHints';
import { changedItems } from './items';
import { logFailureOnce, warnOnce } from './pollLog';
import type { WatchParameters } from './readParameters';
import {
	isOld,
	MOST_WATCHED,
	planFetches,
	provisional,
	remembered,
	rowOf,
	sight,
	withUnlisted,
	type Candidate,
} from './watchList';
import type { Watched, WatchState } from './watchState';

/** What a poll works with. */
export interface Watch {
	readonly context: IPollFunctions;
	readonly runtime: Runtime;
	readonly parameters: WatchParameters;
	readonly account: OpenAccount;
	/** Aborted when the time of the poll is over. */
	readonly signal: AbortSignal;
}

export interface Watching {
	/** Of the orders that have changed, oldest order first. */
	readonly items: readonly INodeExecutionData[];
	readonly state: WatchState;
	/** The first failure, if no order could be fetched. */
	readonly failure: Failure | null;
}

const FEWER_DAYS = 'Lower Look Back (Days), so that the list has fewer orders.';
const NO_TIME: Failure = {
	kind: 'transient',
	message: 'There was no time to read the whole list of orders',
	description: FEWER_DAYS,
};

/** The orders that there are: as listed, newest first, or as the user has named them. */
export async function findOrders(watch: Watch): Promise<Result<readonly Candidate[]>> {
	const { context, runtime, parameters, account } = watch;
	const { provider, orderIds, lookBackDays, requestOf } = parameters;
	if (!provider.search) return ok(orderIds.map((orderId) => ({ orderId })));
	const any = requestOf('1');
	if (!any.ok) return any;
	const { orderId: _any, ...rest } = any.value.query;
	const placedAfter = runtime.now() - lookBackDays * DAY;
	const query = { ...rest, orderStatus: '', placedAfter, placedBefore: null };
	const request = { ...any.value, query };
	const found = await searchOrders(provider.search, request, Infinity, account.calls);
	if (!found.ok) return found.failure.kind === 'canceled' ? err(NO_TIME) : found;
	const { search, displayName } = provider;
	for (const hint of searchHints(displayName, found.value, {
		missing: FEWER_DAYS,
		tooLong: FEWER_DAYS,
	})) {
		warnOnce(context, runtime, hint);
	}
	const candidates = found.value.orders.map(({ orderId, payload }) => {
		const asked: OrderQuery = { ...rest, orderId };
		const order = search.normalize(payload, asked);
		return { orderId, listed: { row: rowOf(order), order } };
	});
	const placed = ({ listed }: (typeof candidates)[number]): string => listed.order.created_at ?? '';
	return ok(candidates.sort((a, b) => placed(b).localeCompare(placed(a))));
}

/** Fetches one order of those that were found. */
export async function fetchOrder(
	{ parameters, account }: Watch,
	orderId: string,
): Promise<Result<FetchedOrder>> {
	const request = parameters.requestOf(orderId);
	return request.ok ? await getOrder(request.value, account.calls) : request;
}

/**
 * Fetches what may have changed and compares it with what was remembered. An order that could not be
 * fetched, or that there was no time for, stays as it was remembered.
 */
export async function watchOrders(
	watch: Watch,
	before: WatchState | null,
): Promise<Result<Watching>> {
	const { context, runtime, parameters, signal } = watch;
	const { provider, events, lookBackDays, settings } = parameters;
	const now = runtime.now();
	const found = await findOrders(watch);
	if (!found.ok) return found;
	const all = provider.search ? withUnlisted(found.value, before, now) : found.value;
	if (all.length > MOST_WATCHED) {
		warnOnce(
			context,
			runtime,
			`More than ${MOST_WATCHED} orders were found, and only the newest are watched. Lower Look Back (Days).`,
		);
	}
	const candidates = all.slice(0, MOST_WATCHED);
	const isDeep =
		!provider.search || events.includes('tracking') || events.includes('fulfillmentStatus');
	const { urgent, due } = planFetches(candidates, before, isDeep, now);
	const seen = new Map<string, Watched>();
	const changes: Array<{ readonly placed: string; readonly items: INodeExecutionData[] }> = [];
	let failure: Failure | null = null;
	const fail = (orderId: string, reason: Failure): void => {
		failure ??= reason;
		logFailureOnce(context, runtime, orderId, reason);
	};
	const check = async (candidate: Candidate): Promise<void> => {
		const { orderId } = candidate;
		const outcome = await fetchOrder(watch, orderId);
		if (!outcome.ok) {
			if (outcome.failure.kind !== 'canceled') fail(orderId, outcome.failure);
			return;
		}
		const known = before?.orders.get(orderId);
		const { order, isTrackingMissing } = outcome.value;
		const isBaseline = !before || !provider.search || isOld(order, before, now);
		const shown = snapshotSince(known?.snapshot, order, isTrackingMissing);
		const isUnknown = isTrackingMissing && isBaseline && !known;
		const present = isUnknown ? withUnknownParcels(shown) : shown;
		const { watched, change } = sight(candidate, known, present, { isDeep, isBaseline, now });
		const items = change ? changedItems(outcome.value, change, parameters) : [];
		if (items.length > 0) changes.push({ placed: order.created_at ?? '', items });
		seen.set(orderId, watched);
	};
	const queue = [...shuffled(urgent, runtime), ...shuffled(due, runtime)];
	await runTasks(queue, settings.concurrency, signal, async (candidate) => {
		await check(candidate).catch((exception: unknown) => {
			fail(candidate.orderId, unexpectedFailure(provider.displayName, exception));
		});
	});
	const hasFetched = seen.size > 0;
	for (const { orderId, listed } of candidates) {
		if (!listed || seen.has(orderId) || before?.orders.has(orderId)) continue;
		// The next poll would take it for a new one.
		if (!before || isOld(listed.order, before, now)) {
			seen.set(orderId, provisional(listed.order, now));
		}
	}
	const mayReturnFrom = dayOf(now - (lookBackDays + 1) * DAY);
	const state = {
		since: before?.since ?? now,
		lookBackDays,
		orders: remembered(
			candidates,
			before?.orders ?? new Map<string, Watched>(),
			seen,
			mayReturnFrom,
		),
	};
	const items = changes
		.sort((a, b) => a.placed.localeCompare(b.placed))
		.flatMap((each) => each.items);
	return ok({ items, state, failure: hasFetched ? null : failure });
}

/** In any order, so that polls without time for all of them reach each one sooner or later. */
function shuffled<T>(values: readonly T[], { random }: Runtime): readonly T[] {
	return values
		.map((value) => ({ value, place: random() }))
		.sort((a, b) => a.place - b.place)
		.map(({ value }) => value);
}
