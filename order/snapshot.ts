import { fingerprint } from './fingerprint';
import type { Order } from './order';
import { orderFacts } from './rows';

/** What a change of an order is noticed by. */
export interface Snapshot {
	readonly order_status: string;
	readonly payment_status: string;
	readonly fulfillment_status: string;
	/** A fingerprint of the tracking numbers, in any order; `''` for none. */
	readonly tracking_numbers: string;
}

/** More tracking numbers than these have one fingerprint together. */
const MOST_NUMBERS = 20;

export function snapshotOf(order: Order): Snapshot {
	const { order_status, payment_status, fulfillment_status } = order;
	const numbers = orderFacts(order).trackingNumbers.split(', ').filter(Boolean).sort();
	const prints = numbers.length > MOST_NUMBERS ? [numbers.join()] : numbers;
	const tracking_numbers = prints.map((print) => fingerprint(print)).join('.');
	return { order_status, payment_status, fulfillment_status, tracking_numbers };
}

/** In place of the tracking numbers of an order whose parcels were never known. */
const UNKNOWN = '.';

/** The same, of an order whose parcels could not be asked for: later they are no change. */
export const withUnknownParcels = (snapshot: Snapshot): Snapshot => ({
	...snapshot,
	tracking_numbers: UNKNOWN,
});

/** What was known before, with what was not as it is now. */
export const knownBefore = (before: Snapshot, { tracking_numbers }: Snapshot): Snapshot =>
	before.tracking_numbers === UNKNOWN ? { ...before, tracking_numbers } : before;

/**
 * The snapshot of an order that was just fetched.
 *
 * @param isTrackingMissing what could not be asked for counts as unchanged
 */
export function snapshotSince(
	before: Snapshot | undefined,
	order: Order,
	isTrackingMissing: boolean,
): Snapshot {
	const present = snapshotOf(order);
	if (!isTrackingMissing || !before) return present;
	if (before.tracking_numbers === UNKNOWN) return withUnknownParcels(present);
	const { order_status, payment_status } = present;
	return { ...before, order_status, payment_status };
}

/** A snapshot as it is stored, and the day (`yyyymmdd`) on which the order was last seen. */
export interface StoredSnapshot {
	readonly snapshot: Snapshot;
	readonly day: string;
}

const STORED = /^([a-z_]*)\|([a-z_]*)\|([a-z_]*)\|([\da-f.]*)\|(\d{8})$/;

/** `order|payment|fulfillment|tracking numbers|day`. */
export const storedText = ({ snapshot, day }: StoredSnapshot): string =>
	[
		snapshot.order_status,
		snapshot.payment_status,
		snapshot.fulfillment_status,
		snapshot.tracking_numbers,
		day,
	].join('|');

/** Reads what `storedText` wrote; anything else is `undefined`. */
export function readStoredText(value: unknown): StoredSnapshot | undefined {
	const found = typeof value === 'string' ? STORED.exec(value) : null;
	if (!found) return undefined;
	const [, order_status = '', payment_status = '', fulfillment_status = ''] = found;
	const [, , , , tracking_numbers = '', day = ''] = found;
	const snapshot = { order_status, payment_status, fulfillment_status, tracking_numbers };
	return { snapshot, day };
}

/** The day of an instant in UTC, as it is stored. */
export const dayOf = (epoch: number): string =>
	new Date(epoch).toISOString().slice(0, 10).replaceAll('-', '');
