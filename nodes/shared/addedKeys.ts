import { attentionOf, type AttentionLimits } from '../../changes/attention';
import { changeKeys, compareOrder } from '../../changes/compare';
import { stateOf, type OrderState } from '../../changes/state';
import type { FetchedOrder } from '../../client/getOrder';
import type { Order } from '../../order/order';
import type { Cell } from '../../order/rows';

type Keys = Readonly<Record<string, Cell>>;

/** Why an order needs someone: the reasons, the keys that say so, and words; none without `limits`. */
export function attentionTo(order: Order, limits: AttentionLimits | null, now: number) {
	const reasons = limits ? attentionOf(order, now, limits).reasons : [];
	const times = reasons.flatMap(({ since }) => since ?? []);
	const keys: Keys = limits
		? {
				attention: reasons.map(({ reason }) => reason).join(', '),
				attention_since: times.length > 0 ? new Date(Math.min(...times)).toISOString() : null,
			}
		: {};
	return { reasons, keys, words: reasons.map(({ words }) => words) };
}

interface Added {
	readonly keys: Keys;
	readonly attention: readonly string[];
}

/**
 * What is added to an order's items; `null` if the order has not changed, so it is left out.
 *
 * @param limits `null` without the option Attention
 * @param since the state to compare with, `null` for an order that is new; `undefined` to compare nothing
 * @param now epoch milliseconds
 */
export function addedKeys(
	{ order, tracking, hasTrackingFailed }: FetchedOrder,
	limits: AttentionLimits | null,
	since: OrderState | null | undefined,
	now: number,
): Added | null {
	const { reasons, keys, words: attention } = attentionTo(order, limits, now);
	if (since === undefined) return { keys, attention };
	const looked = {
		details: true,
		// A state that is not returned is not stored, so parcels that a failed call hid are reported once they
		// are seen.
		tracking: hasTrackingFailed ? 'nothing' : tracking,
		attention: limits !== null,
	} as const;
	const before = limits ? withAttention(since) : since;
	const { change } = compareOrder(before, stateOf(order, looked, reasons));
	return change && { keys: { ...changeKeys(change, order), ...keys }, attention };
}

/** For the same reason, turning Attention on reports the orders that already need someone. */
const withAttention = (state: OrderState | null): OrderState | null =>
	state && { ...state, looked: { ...state.looked, attention: true } };
