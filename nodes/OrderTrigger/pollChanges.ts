import { setImmediate as nextTurn } from 'node:timers/promises';

import type { INodeExecutionData } from 'n8n-workflow';

import {
	isOld,
	listedOnly,
	MOST_WATCHED,
	compareWatched,
	unread,
	watchedOrders,
	type Candidate,
	type Watched,
	type WatchState,
} from '../../changes/watchList';
import { turnOf, type Turn } from '../../changes/turns';
import type { FetchedOrder } from '../../client/getOrder';
import { unexpectedFailure } from '../../n8n/errors';
import { err, ok, type Failure, type Result } from '../../providers/failure';
import { eventsOf, needsOf } from './events';
import { fetchInTurns } from './fetchInTurns';
import { itemsOf, readStateOf } from './items';
import { findOrders } from './findOrders';
import { isOfAll, mayBeOfOne, type Watch } from './watch';

/** What a poll found. */
export interface Polled {
	/** Of the orders that have changed, oldest order first. */
	readonly items: readonly INodeExecutionData[];
	/** `null` if it is too early for a first poll. */
	readonly state: WatchState | null;
	/** For n8n's log. */
	readonly sentences: readonly string[];
	/** Ids of orders that could not be fetched. */
	readonly failed: readonly string[];
	/** Ids of orders whose fetch was under way when time ran out. */
	readonly late: ReadonlySet<string>;
}

/**
 * Fetches what may have changed and compares it with what was remembered. An order that could not be
 * fetched, or that there was no time for, stays as it was remembered.
 *
 * @param before `null` in the first poll, which reports nothing
 * @param today epoch milliseconds, against which the age of an order is measured
 * @param wasLate the `late` ids of the last poll
 */
export async function pollChanges(
	watch: Watch,
	before: WatchState | null,
	today: number,
	wasLate: ReadonlySet<string>,
): Promise<Result<Polled>> {
	const { runtime, parameters, account } = watch;
	const { provider, events, lookBackDays } = parameters;
	const now = runtime.now();
	const found = await findOrders(watch, before);
	if (!found.ok) return found;
	// Sorting a long list has just kept the process busy.
	await nextTurn();
	const { candidates: listed, hints, whole, position } = found.value;
	const candidates = watchedOrders(listed, provider.search ? before : null, today);
	const rememberedOf = ({ orderId }: Candidate) => before?.orders.get(orderId);
	/** Without a list, it is unknown when an order was placed. */
	const wasThere = (placedAt: number | null): boolean =>
		!provider.search || isOld(placedAt, before, today);

	const seen = new Map<string, Watched>();
	const changes: Array<{ readonly placed: string; readonly items: INodeExecutionData[] }> = [];
	const failures: Array<{ readonly orderId: string; readonly failure: Failure }> = [];
	const late = new Set<string>();
	let fetched = 0;

	const read = (candidate: Candidate, order: FetchedOrder): void => {
		const placed = order.order.created_at ?? '';
		const { state, dueAt } = readStateOf(order, parameters, now);
		const isThere = wasThere(placed === '' ? null : Date.parse(placed));
		const facts = { isOld: isThere, dueAt, now };
		const { watched, change } = compareWatched(candidate, rememberedOf(candidate), state, facts);
		const happened = change ? eventsOf(change, events) : [];
		if (change && happened.length > 0) {
			changes.push({ placed, items: itemsOf(order, change, parameters, happened.join(', '), now) });
		}
		seen.set(candidate.orderId, watched);
		fetched++;
	};
	const fail = (candidate: Candidate, failure: Failure): void => {
		const { orderId } = candidate;
		if (failure.kind === 'canceled') return void late.add(orderId);
		failures.push({ orderId, failure });
		if (!mayBeOfOne(failure) || account.calls.breaker.failure) return;
		const isThere = wasThere(candidate.listed?.placedAt ?? null);
		seen.set(orderId, unread(candidate, rememberedOf(candidate), { isOld: isThere, now }));
	};

	const take = (candidate: Candidate, outcome: Result<FetchedOrder>): void => {
		if (!outcome.ok) return fail(candidate, outcome.failure);
		try {
			read(candidate, outcome.value);
		} catch (exception) {
			fail(candidate, unexpectedFailure(provider.displayName, exception));
		}
	};

	const turns: Record<Turn, Candidate[]> = { due: [], known: [], unseen: [], failed: [] };
	const all = needsOf(events);
	// An order whose details are in the list needs no fetch.
	const needs = whole ? { ...all, parcels: false, payments: false } : all;
	for (const candidate of candidates) {
		const listedWhole = whole?.get(candidate.orderId);
		if (listedWhole) take(candidate, ok(listedWhole));
		const turn = listedWhole
			? null
			: turnOf(candidate, rememberedOf(candidate), needs, now, whole !== undefined);
		// Orders that used up the time of the last poll go last in this one.
		if (turn) turns[wasLate.has(candidate.orderId) ? 'failed' : turn].push(candidate);
	}
	await fetchInTurns(watch, turns, take);

	const [first] = failures;
	if (first && fetched === 0 && isOfAll(first.failure, watch, before)) return err(first.failure);
	const orders = new Map<string, Watched>();
	for (const candidate of candidates) {
		const { orderId, listed: row } = candidate;
		const isUnseen = row && wasThere(row.placedAt);
		const watched =
			seen.get(orderId) ?? rememberedOf(candidate) ?? (isUnseen ? listedOnly(row, now) : undefined);
		if (watched) orders.set(orderId, watched);
	}
	const since = before?.since ?? position?.bound ?? now;
	const list = position ? { list: position } : {};
	const sentences = [
		...(first ? [failureSentence(failures.length, candidates.length, first.failure)] : []),
		...(listed.length > MOST_WATCHED ? [TOO_MANY] : []),
		...hints,
	];
	return ok({
		items: changes.sort((a, b) => a.placed.localeCompare(b.placed)).flatMap(({ items }) => items),
		state: position === null ? null : { since, lookBackDays, orders, ...list },
		sentences,
		failed: failures.map(({ orderId }) => orderId),
		late,
	});
}

const TOO_MANY = `More than ${MOST_WATCHED} orders were found, and only the newest are watched. Lower Look Back (Days).`;

const failureSentence = (failed: number, of: number, { message }: Failure): string =>
	`${failed} of ${of} ${of === 1 ? 'order' : 'orders'} could not be fetched: ${message.replace(/\.$/, '')}.`;
