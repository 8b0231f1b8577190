import { orderKey } from './keys';
import type { Order } from './order';
import type { Cell } from './rows';
import { knownBefore, type Snapshot } from './snapshot';

/** What can change, by the names of the columns. */
export const TRACKED = [
	'order_status',
	'payment_status',
	'fulfillment_status',
	'tracking_numbers',
] as const satisfies ReadonlyArray<keyof Snapshot>;
export type Tracked = (typeof TRACKED)[number];

/** How an order differs from what was seen of it before. */
export interface Change {
	/** `undefined` for an order that was never seen. */
	readonly previous: Snapshot | undefined;
	readonly present: Snapshot;
	/** Empty for an order that was never seen. */
	readonly changed: readonly Tracked[];
}

/** The change since `before`, `null` when there is none. */
export function changeOf(before: Snapshot | undefined, present: Snapshot): Change | null {
	const previous = before && knownBefore(before, present);
	const changed = previous ? TRACKED.filter((name) => previous[name] !== present[name]) : [];
	return previous && changed.length === 0 ? null : { previous, present, changed };
}

/** A key that is appended to the columns of a changed order. */
export interface ChangeColumn {
	readonly name: string;
	/** For the documentation. */
	readonly about: string;
	readonly cell: (change: Change, order: Order) => Cell;
}

const previousColumn = (
	name: Exclude<Tracked, 'tracking_numbers'>,
	label: string,
): ChangeColumn => ({
	name: `previous_${name}`,
	about: `${label} before the change; empty for \`new\``,
	cell: ({ previous }) => previous?.[name] ?? '',
});

/** The keys that follow the columns of a changed order: a public contract, like the columns. */
export const CHANGE_COLUMNS: readonly ChangeColumn[] = [
	{
		name: 'change',
		about:
			'`new` for an order seen for the first time, otherwise what has changed: `order_status`, `payment_status`, `fulfillment_status`, `tracking_numbers`, separated by commas',
		cell: ({ previous, changed }) => (previous ? changed.join(', ') : 'new'),
	},
	previousColumn('order_status', 'Status of the order'),
	previousColumn('payment_status', 'Status of the payment'),
	previousColumn('fulfillment_status', 'Shipping status of the order'),
	{
		name: 'event_key',
		about:
			'Key of the order in its present state: match on it to record each state of an order once',
		cell: ({ present }, { provider, order_id }) =>
			[orderKey(provider, order_id), ...TRACKED.map((name) => present[name])].join(':'),
	},
];

/** The keys that are appended to a changed order, in their order. */
export const changeCells = (change: Change, order: Order): Readonly<Record<string, Cell>> =>
	Object.fromEntries(CHANGE_COLUMNS.map(({ name, cell }) => [name, cell(change, order)]));
