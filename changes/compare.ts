import { moreAdvanced } from '../order/fulfillment';
import type { Order } from '../order/order';
import type { Cell } from '../order/rows';
import {
	numbersOf,
	printOf,
	stateText,
	type Looked,
	type OrderState,
	type TrackingLook,
} from './state';

/** What can change, in the order in which a change names it. */
export const CHANGES = [
	'order_status',
	'payment_status',
	'fulfillment_status',
	'tracking_numbers',
	'items',
	'attention',
] as const;
export type ChangeName = (typeof CHANGES)[number];

/** How an order differs from what was known of it. */
export interface Change {
	/** `null` for an order that was never seen. */
	readonly before: OrderState | null;
	/** As known now: see `Comparison.state`. */
	readonly present: OrderState;
	/** Empty for an order that was never seen. */
	readonly changed: readonly ChangeName[];
}

export interface Comparison {
	/** `null` when nothing has changed. */
	readonly change: Change | null;
	/** The state to remember: the present one, with earlier knowledge of whatever was not checked this time. */
	readonly state: OrderState;
}

/**
 * How the values of two states are merged: `compare` them, `keep` the earlier one, `take` the present one
 * silently, or compare it only if it is `ahead`, because parcels never take an order back.
 */
type Rule = 'compare' | 'keep' | 'take' | 'ahead';
/** One rule each for the order's details, its fulfillment, and its tracking numbers. */
type Rules = Readonly<Record<'details' | 'fulfillment' | 'numbers', Rule>>;
const rules = (details: Rule, fulfillment = details, numbers = details) => {
	return { details, fulfillment, numbers };
};

/** By what was known about the parcels before, then by what is known now. */
const WITH_DETAILS: Readonly<Record<TrackingLook, Readonly<Record<TrackingLook, Rules>>>> = {
	seen: {
		seen: rules('compare'),
		nothing: rules('compare', 'ahead', 'keep'),
		missing: rules('compare', 'ahead', 'keep'),
	},
	nothing: {
		seen: rules('compare'),
		nothing: rules('compare'),
		missing: rules('compare', 'compare', 'keep'),
	},
	missing: {
		seen: rules('compare', 'take', 'take'),
		nothing: rules('compare', 'compare', 'take'),
		missing: rules('compare'),
	},
};

function rulesFor(before: Looked, present: Looked): Rules {
	if (!present.details) return rules('keep');
	return before.details ? WITH_DETAILS[before.tracking][present.tracking] : rules('take');
}

const isAhead = (before: OrderState, present: OrderState): boolean => {
	const known = before.fulfillmentStatus || 'unknown';
	return moreAdvanced(known, present.fulfillmentStatus || 'unknown') !== known;
};

/**
 * The reasons that have started to apply. One with a later day than before ended in between and started
 * again.
 */
function begun(before: OrderState, { attention }: OrderState): readonly string[] {
	const days = new Map(before.attention.map((each) => [each.slice(0, 2), each.slice(2)]));
	return attention.filter((each) => each.slice(2) > (days.get(each.slice(0, 2)) ?? ''));
}

/**
 * Compares an order with its earlier state. Anything that only one of the two states covers is not compared,
 * and what is known of it is kept: a changed setting, a failed call, or a list without details is never a
 * change.
 *
 * @param before `null` for an order that was never seen
 */
export function compareOrder(before: OrderState | null, present: OrderState): Comparison {
	if (!before) return { change: { before, present, changed: [] }, state: present };
	const looked = { before: before.looked, present: present.looked };
	const { details, fulfillment, numbers } = rulesFor(looked.before, looked.present);
	const isPaymentListed = details === 'take' && before.paymentStatus !== '';
	const payment = isPaymentListed ? 'compare' : details;
	const attentionRule = looked.before.attention ? 'compare' : 'take';
	const attention = looked.present.attention ? attentionRule : 'keep';
	const kept = (rule: Rule): OrderState =>
		rule === 'keep' || (rule === 'ahead' && !isAhead(before, present)) ? before : present;
	const state: OrderState = {
		orderKey: present.orderKey,
		orderStatus: present.orderStatus,
		paymentStatus: kept(details).paymentStatus,
		fulfillmentStatus: kept(fulfillment).fulfillmentStatus,
		items: kept(details).items,
		trackingNumbers: kept(numbers).trackingNumbers,
		attention: kept(attention).attention,
		looked: {
			details: kept(details).looked.details,
			tracking: kept(numbers).looked.tracking,
			attention: kept(attention).looked.attention,
		},
	};
	const differs = (rule: Rule, part: Status | 'trackingNumbers' | 'items'): boolean =>
		rule !== 'take' && String(state[part]) !== String(before[part]);
	const isChanged: Readonly<Record<ChangeName, boolean>> = {
		order_status: differs('compare', 'orderStatus'),
		payment_status: differs(payment, 'paymentStatus'),
		fulfillment_status: differs(fulfillment, 'fulfillmentStatus'),
		tracking_numbers: differs(numbers, 'trackingNumbers'),
		items: differs(details, 'items'),
		attention: attention === 'compare' && begun(before, state).length > 0,
	};
	const changed = CHANGES.filter((name) => isChanged[name]);
	return { change: changed.length > 0 ? { before, present: state, changed } : null, state };
}

/** The order's tracking numbers that are new; none if that could not be compared. */
function newNumbers({ before, present, changed }: Change, order: Order): readonly string[] {
	if (before && !changed.includes('tracking_numbers')) return [];
	const known = new Set(before?.trackingNumbers);
	return present.trackingNumbers.length === 0
		? []
		: numbersOf(order).filter((number) => !known.has(printOf(number)));
}

/** A key that follows the columns of a changed order. */
export interface ChangeColumn {
	readonly name: string;
	/** For the documentation. */
	readonly about: string;
	readonly cell: (change: Change, order: Order) => Cell;
}

type Status = 'orderStatus' | 'paymentStatus' | 'fulfillmentStatus';
const statusBefore = (name: string, label: string, status: Status): ChangeColumn => ({
	name: `previous_${name}`,
	about: `${label} before the change; empty for \`new\``,
	cell: ({ before }) => before?.[status] ?? '',
});

/** The keys that follow the columns of a changed order: a public contract, like the columns. */
export const CHANGE_COLUMNS: readonly ChangeColumn[] = [
	{
		name: 'change',
		about: `\`new\` for an order seen for the first time, otherwise what has changed, separated by commas: ${CHANGES.map((name) => `\`${name}\``).join(', ')}`,
		cell: ({ before, changed }) => (before ? changed.join(', ') : 'new'),
	},
	statusBefore('order_status', 'Status of the order', 'orderStatus'),
	statusBefore('payment_status', 'Status of the payment', 'paymentStatus'),
	statusBefore('fulfillment_status', 'Shipping status of the order', 'fulfillmentStatus'),
	{
		name: 'new_tracking_numbers',
		about: 'Tracking numbers that were not there before, separated by commas',
		cell: (change, order) => newNumbers(change, order).join(', '),
	},
	{
		name: 'state',
		about:
			'The order’s present state as one text: store it, and give it to Only If Changed Since in the next run',
		cell: ({ present }) => stateText(present),
	},
];

/** The keys that are appended to a changed order, in their order. */
export const changeKeys = (change: Change, order: Order): Readonly<Record<string, Cell>> =>
	Object.fromEntries(CHANGE_COLUMNS.map(({ name, cell }) => [name, cell(change, order)]));
