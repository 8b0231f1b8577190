import { changeOf, type Change, type Tracked } from '../../order/change';
import { fingerprint } from '../../order/fingerprint';
import type { Order } from '../../order/order';
import { dayOf, type Snapshot } from '../../order/snapshot';
import { hasEnded } from '../../order/statuses';
import { DAY } from '../../order/time';
import type { Watched, WatchState } from './watchState';

/** Orders that one trigger watches at most. */
export const MOST_WATCHED = 5000;
/** Days after its last change that an order which has ended is still watched. */
const ENDED_DAYS = 30;
/** The same for one that has left the list before it ended. */
const UNLISTED_DAYS = 180;

/** An order that exists, as far as it is known before it is fetched. */
export interface Candidate {
	readonly orderId: string;
	/** How the list shows it, where there is one. */
	readonly listed?: { readonly row: string; readonly order: Order };
}

/** A fingerprint of all in a list's row that an order's statuses depend on. */
export const rowOf = ({ provider_status, provider_statuses, totals, payments }: Order): string =>
	fingerprint(JSON.stringify([provider_status, provider_statuses, totals, payments]));

const isLongEnded = ({ snapshot, day }: Watched, now: number): boolean =>
	hasEnded(snapshot) && day < dayOf(now - ENDED_DAYS * DAY);

/**
 * The orders to watch: those that were found, and those that have grown too old for the list until
 * they have ended.
 */
export function withUnlisted(
	found: readonly Candidate[],
	state: WatchState | null,
	now: number,
): readonly Candidate[] {
	const ids = new Set(found.map(({ orderId }) => orderId));
	const oldest = dayOf(now - UNLISTED_DAYS * DAY);
	const unlisted = [...(state?.orders ?? [])].filter(
		([id, { snapshot, day }]) => !ids.has(id) && !hasEnded(snapshot) && day >= oldest,
	);
	return [...found, ...unlisted.map(([orderId]) => ({ orderId }))];
}

/** Which orders have to be fetched in this poll. */
export interface FetchPlan {
	/** New ones, and those that the list shows a change of. */
	readonly urgent: readonly Candidate[];
	/** Those whose changes only show when they are fetched. */
	readonly due: readonly Candidate[];
}

/**
 * @param isDeep true when parcels are of interest, which no list shows: then orders that may have
 *   some are fetched in each poll
 */
export function planFetches(
	candidates: readonly Candidate[],
	state: WatchState | null,
	isDeep: boolean,
	now: number,
): FetchPlan {
	const urgent: Candidate[] = [];
	const due: Candidate[] = [];
	for (const candidate of candidates) {
		const { listed, orderId } = candidate;
		const before = state?.orders.get(orderId);
		if (!before) urgent.push(candidate);
		else if (!listed) {
			if (!isLongEnded(before, now)) due.push(candidate);
		} else if (listed.row !== before.row || (isDeep && !before.isDeep)) urgent.push(candidate);
		else if (isDeep && mayShip(listed.order)) due.push(candidate);
	}
	return { urgent, due };
}

const mayShip = (order: Order): boolean =>
	!hasEnded(order) && order.fulfillment_status !== 'unfulfilled';

/** What a fetched order shows. */
export interface Sighting {
	readonly watched: Watched;
	/** `null` when nothing has changed, or nothing can be said of what was before. */
	readonly change: Change | null;
}

/** What only the details of an order show. */
const PARCELS: ReadonlySet<string> = new Set<Tracked>(['fulfillment_status', 'tracking_numbers']);

/**
 * Compares a fetched order with what was remembered.
 *
 * @param isBaseline true when an order that was never seen was there before: it is no news
 */
export function sight(
	{ listed }: Candidate,
	before: Watched | undefined,
	present: Snapshot,
	{ isDeep, isBaseline, now }: { isDeep: boolean; isBaseline: boolean; now: number },
): Sighting {
	const row = listed?.row ?? before?.row ?? '';
	const isProvisional = before?.snapshot.fulfillment_status === '';
	const known = isProvisional
		? { ...present, order_status: before.snapshot.order_status }
		: before?.snapshot;
	const change = changeOf(known, present);
	// Parcels were not looked for until now: when they came is not known.
	const isFirstLook = before !== undefined && isDeep && !before.isDeep && before.row === row;
	const isOnlyParcels = change?.changed.every((name) => PARCELS.has(name)) === true;
	const isSilent = before === undefined ? isBaseline : isFirstLook && isOnlyParcels;
	const day = change || !before ? dayOf(now) : before.day;
	return { watched: { snapshot: present, day, row, isDeep }, change: isSilent ? null : change };
}

/** A listed order that there was no time to fetch: its order status is known, the rest is not. */
export const provisional = (order: Order, now: number): Watched => ({
	snapshot: {
		order_status: order.order_status,
		payment_status: '',
		fulfillment_status: '',
		tracking_numbers: '',
	},
	day: dayOf(now),
	row: '',
	isDeep: false,
});

/** True for an order that was there before the last poll, which just did not see it. */
export function isOld(order: Order, state: WatchState, now: number): boolean {
	const { since, lookBackDays } = state;
	// Not after now, should the clock have been wrong. A day for clocks that differ, and for orders that appear in the list late.
	const from = Math.max(Math.min(since, now) - DAY, now - lookBackDays * DAY);
	return order.created_at !== null && Date.parse(order.created_at) < from;
}

/**
 * The orders to remember: what is still there, with what was seen now in place of what was before. An
 * order that has ended and left the list stays known for as long as the list may show it again.
 *
 * @param mayReturnFrom the day (`yyyymmdd`) before which that is no longer so
 */
export function remembered(
	candidates: readonly Candidate[],
	before: WatchState['orders'],
	seen: ReadonlyMap<string, Watched>,
	mayReturnFrom: string,
): ReadonlyMap<string, Watched> {
	const orders = new Map(
		candidates.flatMap(({ orderId }) => {
			const watched = seen.get(orderId) ?? before.get(orderId);
			return watched ? [[orderId, watched] as const] : [];
		}),
	);
	for (const [orderId, watched] of before) {
		if (orders.size >= MOST_WATCHED) break;
		const mayReturn = hasEnded(watched.snapshot) && watched.day >= mayReturnFrom;
		if (mayReturn && !orders.has(orderId)) orders.set(orderId, watched);
	}
	return orders;
}
