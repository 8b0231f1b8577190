import { compareOrder, type Change, type ChangeName } from '../../changes/compare';
import type { OrderState } from '../../changes/state';
import type { Needs } from '../../changes/turns';

/** What a workflow can be started by. */
export interface TriggerEvent {
	readonly name: string;
	readonly description: string;
	/** The change that causes the event; `null` for a new order. */
	readonly change: ChangeName | null;
	/** The details to fetch to notice the event, because lists do not show them. */
	readonly needs?: keyof Needs;
}

export const EVENTS = {
	orderStatus: {
		name: 'Order Status Changed',
		description: 'For example from processing to completed or canceled',
		change: 'order_status',
	},
	paymentStatus: {
		name: 'Payment Status Changed',
		description: 'For example from unpaid to paid, or to refunded',
		change: 'payment_status',
		needs: 'payments',
	},
	fulfillmentStatus: {
		name: 'Fulfillment Status Changed',
		description: 'For example from unfulfilled to shipped or delivered',
		change: 'fulfillment_status',
		needs: 'parcels',
	},
	tracking: {
		name: 'Tracking Number Added',
		description: 'A parcel has a number that was not there before',
		change: 'tracking_numbers',
		needs: 'parcels',
	},
	items: {
		name: 'Item Canceled or Refunded',
		description: 'A line of the order ended with a reason',
		change: 'items',
		needs: 'payments',
	},
	attention: {
		name: 'Order Needs Attention',
		description: 'It is late, on hold, or waits for payment: see the option Attention',
		change: 'attention',
		needs: 'attention',
	},
	newOrder: { name: 'New Order', description: 'An order was placed', change: null },
} as const satisfies Readonly<Record<string, TriggerEvent>>;
export type EventName = keyof typeof EVENTS;
export const EVENT_NAMES = Object.keys(EVENTS) as EventName[];

const eventOf = (name: EventName): TriggerEvent => EVENTS[name];

/** Which details of orders have to be fetched for these events. */
export const needsOf = (events: readonly EventName[]): Needs => {
	const has = (need: keyof Needs) => events.some((name) => eventOf(name).needs === need);
	return { parcels: has('parcels'), payments: has('payments'), attention: has('attention') };
};

/** The state in which every order begins. */
const placed = ({ orderKey, looked }: OrderState): OrderState => ({
	orderKey,
	orderStatus: 'pending',
	paymentStatus: 'unpaid',
	fulfillmentStatus: 'unfulfilled',
	items: '',
	trackingNumbers: [],
	attention: [],
	looked,
});

/**
 * The selected events that a change causes. Without New Order, an order that was placed and moved on between
 * two polls counts as changed.
 */
export function eventsOf(change: Change, chosen: readonly EventName[]): readonly EventName[] {
	if (!change.before && chosen.includes('newOrder')) return ['newOrder'];
	const { present } = change;
	const before = change.before ?? placed(present);
	const { changed } = change.before ? change : (compareOrder(before, present).change ?? change);
	const isAdded = present.trackingNumbers.some((print) => !before.trackingNumbers.includes(print));
	return chosen.filter((name) => {
		const of = eventOf(name).change;
		return of !== null && changed.includes(of) && (name !== 'tracking' || isAdded);
	});
}
