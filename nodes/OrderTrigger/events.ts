import type { Change, Tracked } from '../../order/change';
import type { Snapshot } from '../../order/snapshot';

/** What a workflow can be started by. */
export const EVENTS = [
	'orderStatus',
	'paymentStatus',
	'fulfillmentStatus',
	'tracking',
	'newOrder',
] as const;
export type EventName = (typeof EVENTS)[number];

/** The status that each event is about. */
const STATUSES: Partial<Readonly<Record<EventName, Tracked>>> = {
	orderStatus: 'order_status',
	paymentStatus: 'payment_status',
	fulfillmentStatus: 'fulfillment_status',
};

/** How every order begins. */
const PLACED: Snapshot = {
	order_status: 'pending',
	payment_status: 'unpaid',
	fulfillment_status: 'unfulfilled',
	tracking_numbers: '',
};

const hasNewNumber = (previous: Snapshot, present: Snapshot): boolean => {
	const known = new Set(previous.tracking_numbers.split('.'));
	return present.tracking_numbers.split('.').some((number) => number !== '' && !known.has(number));
};

/**
 * The events of a change that the user has chosen. An order that was placed since the last poll and
 * has gone on already counts as changed where new orders as such were not chosen.
 */
export function eventsOf(
	{ previous, present }: Change,
	chosen: readonly EventName[],
): readonly EventName[] {
	if (!previous && chosen.includes('newOrder')) return ['newOrder'];
	const before = previous ?? PLACED;
	return chosen.filter((event) => {
		const status = STATUSES[event];
		if (status) return before[status] !== present[status];
		return event === 'tracking' && hasNewNumber(before, present);
	});
}
