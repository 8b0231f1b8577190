import { hasEnded } from '../order/statuses';
import { DAY } from '../order/time';
import type { OrderState } from './state';
import { ENDED, type Candidate, type Watched } from './watchList';

const MINUTE = 60_000;
/** The longest wait before another try at an order that keeps failing. */
const LONGEST_WAIT = 30 * MINUTE;

/**
 * How many polls in a row the list may differ from an order's details before the order is read less often.
 */
const PATIENCE = 10;

/** Which details of an order are needed that lists do not show. */
export interface Needs {
	readonly parcels: boolean;
	/** Refunds and canceled items. */
	readonly payments: boolean;
	readonly attention: boolean;
}

/** The order in which candidates are fetched; see `fetchInTurns`. */
export const TURNS = ['due', 'known', 'unseen', 'failed'] as const;
export type Turn = (typeof TURNS)[number];

/**
 * The turn in which this poll fetches a candidate; `null` if nothing can have changed or it is too early to
 * try again.
 *
 * @param isUnchanged true if a list of changes was read and does not contain the order
 */
export function turnOf(
	{ listed }: Candidate,
	watched: Watched | undefined,
	needs: Needs,
	now: number,
	isUnchanged = false,
): Turn | null {
	if (!watched) return 'unseen';
	const { state, row, dueAt, tries, isUnread } = watched;
	const isMoved = listed !== undefined && listed.row !== row;
	const failures = isUnread ? tries : tries - PATIENCE;
	const isTry = tries > 0 && (isMoved || isOver(watched, waitAfter(failures), now));
	if (isUnread) return isTry ? 'failed' : null;
	if (!state?.looked.details) return 'known';
	const isDue = !state.looked.attention || (dueAt > 0 && dueAt <= now);
	if (needs.attention && isDue) return 'due';
	if (isMoved || isTry) return 'known';
	return mayHaveChanged(watched, state, isUnchanged || listed !== undefined, needs, now)
		? 'known'
		: null;
}

/** True if `wait` milliseconds have passed since the last try, or the clock was set back. */
const isOver = ({ triedAt }: Watched, wait: number, now: number): boolean =>
	now < triedAt || now - triedAt >= wait;

/** Milliseconds before the next try: none before the second, then a minute, then twice as long each time. */
const waitAfter = (tries: number): number =>
	tries < 2 ? 0 : Math.min(LONGEST_WAIT, 2 ** (tries - 2) * MINUTE);

/** True for an order whose changes only show when it is fetched. */
function mayHaveChanged(
	watched: Watched,
	{ orderStatus, paymentStatus, fulfillmentStatus }: OrderState,
	isListed: boolean,
	{ parcels, payments }: Needs,
	now: number,
): boolean {
	const { changedAt, triedAt } = watched;
	if (hasEnded({ order_status: orderStatus })) {
		// A late parcel or refund is looked for less and less often.
		const isOfInterest = (!isListed || parcels || payments) && changedAt >= now - ENDED;
		const age = Math.max(0, triedAt - changedAt);
		return isOfInterest && isOver(watched, Math.min(DAY, age), now);
	}
	const isSent = fulfillmentStatus !== 'unfulfilled';
	const isPaid = paymentStatus !== 'unpaid' && paymentStatus !== 'pending';
	return !isListed || (parcels && isSent) || (payments && isPaid);
}
