import type { Order } from '../order/order';
import { hasEnded } from '../order/statuses';
import { DAY } from '../order/time';
import { compareOrder, type Change } from './compare';
import { shortPrint, stateOf, type OrderState } from './state';

/** The most orders that one trigger watches. */
export const MOST_WATCHED = 5000;
/** How long an order that has ended is still watched after its last change, in milliseconds. */
export const ENDED = 30 * DAY;
/** The same for an order that left the list before it ended. */
const UNLISTED = 180 * DAY;
/** What is remembered of one watched order. */
export interface Watched {
	/** `null` for one that could not be read yet. */
	readonly state: OrderState | null;
	/** A fingerprint of the order as the list shows it; `''` if it was not listed. */
	readonly row: string;
	/** Epoch milliseconds of its last change. */
	readonly changedAt: number;
	/** When it can next need attention, in epoch milliseconds; 0 for never. */
	readonly dueAt: number;
	/** How many times in a row it could not be read, or its status in the list differed from its details. */
	readonly tries: number;
	/** True when it could not be read the last time. */
	readonly isUnread: boolean;
	/**
	 * When the last of these tries was, or when an ended order was last checked, in epoch milliseconds; else 0.
	 */
	readonly triedAt: number;
}

/** What a trigger remembers from poll to poll. */
export interface WatchState {
	/** Epoch milliseconds of the first poll. */
	readonly since: number;
	readonly lookBackDays: number;
	/** By order id. */
	readonly orders: ReadonlyMap<string, Watched>;
	/** How far the list of changes was read, if the provider has one. */
	readonly list?: ListPosition;
}

/** How far a list of changes was read: every change before `bound` (epoch milliseconds) was seen. */
export interface ListPosition {
	readonly bound: number;
	/** Where the next poll continues if the list was not read to its end, otherwise `''`. */
	readonly cursor: string;
	/** The new `bound` once the list has been read to its end. */
	readonly next: number;
}

/** How a list shows an order. */
export interface Listed {
	readonly row: string;
	readonly state: OrderState;
	/** Epoch milliseconds, `null` when the provider does not say. */
	readonly placedAt: number | null;
}

/** An order that may be fetched, with how the list shows it, if it is listed. */
export interface Candidate {
	readonly orderId: string;
	readonly listed?: Listed;
}

const placedAt = ({ created_at }: Order): number | null =>
	created_at === null ? null : Date.parse(created_at);

/** Summarizes a listed order; `row` covers everything that its statuses depend on. */
export function listedOrder(order: Order): Listed {
	const { provider_status, provider_statuses, totals, payments } = order;
	return {
		row: shortPrint(JSON.stringify([provider_status, provider_statuses, totals, payments]), 6),
		state: stateOf(order, { details: false, tracking: 'missing', attention: false }),
		placedAt: placedAt(order),
	};
}

const isExpired = ({ state, changedAt }: Watched, lookBackDays: number, now: number): boolean => {
	const isEnded = state !== null && hasEnded({ order_status: state.orderStatus });
	// An order that the list may show again must be remembered.
	const longest = isEnded ? Math.max(ENDED, (lookBackDays + 1) * DAY) : UNLISTED;
	return changedAt < now - longest;
};

/**
 * The orders to watch, at most `MOST_WATCHED`: first those that were found, then remembered ones that have
 * left the list.
 */
export function watchedOrders(
	found: readonly Candidate[],
	before: WatchState | null,
	now: number,
): readonly Candidate[] {
	if (found.length >= MOST_WATCHED) return found.slice(0, MOST_WATCHED);
	const ids = new Set(found.map(({ orderId }) => orderId));
	const unlisted = [...(before?.orders ?? [])]
		.filter(([id, watched]) => !ids.has(id) && !isExpired(watched, before?.lookBackDays ?? 0, now))
		.map(([orderId]) => ({ orderId }));
	return [...found, ...unlisted].slice(0, MOST_WATCHED);
}

/** True if an order, although not remembered, already existed before and so is not new. */
export function isOld(placed: number | null, before: WatchState | null, now: number): boolean {
	if (!before) return true;
	const { since, lookBackDays, list, orders } = before;
	// Allow a day for wrong clocks and orders that are listed late. A list of changes goes by the provider's
	// own clock.
	const began = list ? since : Math.min(since, now) - DAY;
	// An order that was dropped because there were too many is not new when it changes.
	const isFull = list && orders.size >= MOST_WATCHED;
	const kept = isFull ? Math.min(...[...orders.values()].map(({ changedAt }) => changedAt)) : began;
	return placed !== null && placed < Math.max(began, now - lookBackDays * DAY, kept);
}

/** A fetched order, compared with what was remembered of it. */
export interface Compared {
	readonly watched: Watched;
	/** The change to report, `null` for none. */
	readonly change: Change | null;
}

/**
 * @param present the order as it was just read
 * @param facts `isOld`: true if the order existed before, even if no poll has seen it; `dueAt`: when it can
 * next need someone, 0 for never
 */
export function compareWatched(
	{ listed }: Candidate,
	watched: Watched | undefined,
	present: OrderState,
	facts: { readonly isOld: boolean; readonly dueAt: number; readonly now: number },
): Compared {
	const { now, dueAt } = facts;
	const known = watched?.state ?? null;
	// The list shows the order as it did before, so the payment status that it gave has not changed.
	const isSameRow = known?.looked.details === false && listed?.row === watched?.row;
	const before = isSameRow && known ? { ...known, paymentStatus: '' } : known;
	const { change, state } = compareOrder(before, present);
	const isEnded = hasEnded({ order_status: state.orderStatus });
	const tries = listed && isOther(listed.state, present) ? (watched?.tries ?? 0) + 1 : 0;
	return {
		watched: {
			state,
			row: listed?.row ?? '',
			changedAt: change || !watched ? now : watched.changedAt,
			dueAt,
			tries,
			isUnread: false,
			triedAt: isEnded || tries > 0 ? now : 0,
		},
		change: !watched && facts.isOld ? null : change,
	};
}

/** A list can be ahead of the details, or behind: then the order is fetched again. */
const isOther = (list: OrderState, details: OrderState): boolean =>
	list.orderStatus !== details.orderStatus ||
	(list.paymentStatus !== '' && list.paymentStatus !== details.paymentStatus);

const UNTRIED = { dueAt: 0, tries: 0, isUnread: false, triedAt: 0 };

/** What to remember of an order that there was no time to read: only what the list shows. */
export const listedOnly = ({ state, row }: Listed, now: number): Watched => ({
	state,
	row,
	changedAt: now,
	...UNTRIED,
});

/** What is remembered of an order that could not be read. */
export function unread(
	{ listed }: Candidate,
	watched: Watched | undefined,
	{ isOld: isOldOrder, now }: { readonly isOld: boolean; readonly now: number },
): Watched {
	const none = { state: null, row: '', changedAt: now, ...UNTRIED };
	const known = watched ?? (listed && isOldOrder ? listedOnly(listed, now) : none);
	return { ...known, tries: known.tries + 1, isUnread: true, triedAt: now };
}
