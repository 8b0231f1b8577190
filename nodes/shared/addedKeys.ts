import { attentionOf, type Attention, type AttentionLimits } from '../../changes/attention';
import { changeKeys, compareOrder } from '../../changes/compare';
import { stateOf, type OrderState } from '../../changes/state';
import type { FetchedOrder } from '../../client/getOrder';
import type { Cell } from '../../order/rows';

type Keys = Readonly<Record<string, Cell>>;

/** The reasons that hold now, and the time from which the oldest does. */
export const attentionKeys = (reasons: readonly Attention[]): Keys => {
	const times = reasons.flatMap(({ since }) => since ?? []);
	return {
		attention: reasons.map(({ reason }) => reason).join(', '),
		attention_since: times.length > 0 ? new Date(Math.min(...times)).toISOString() : null,
	};
};

interface Added {
	readonly keys: Keys;
	readonly attention: readonly string[];
}

/**
 * What is added to an order's items, `null` when it has not changed and is not to be returned.
 *
 * @param since the state to compare with, `null` for an order that is new; `undefined` to compare nothing
 */
export function addedKeys(
	{ order, tracking, hasTrackingFailed }: FetchedOrder,
	limits: AttentionLimits | null,
	since: OrderState | null | undefined,
	now: number,
): Added | null {
	const reasons = limits ? attentionOf(order, now, limits).reasons : [];
	const attention = reasons.map(({ words }) => words);
	const own = limits ? attentionKeys(reasons) : {};
	if (since === undefined) return { keys: own, attention };
	const looked = {
		details: true,
		// No one keeps a state that is not returned: what a failed call hid is news when it is seen.
		tracking: hasTrackingFailed ? 'nothing' : tracking,
		attention: limits !== null,
	} as const;
	const before = limits ? withAttention(since) : since;
	const { change } = compareOrder(before, stateOf(order, looked, reasons));
	return change && { keys: { ...changeKeys(change, order), ...own }, attention };
}

/** When Attention is turned on, the orders that need someone by then are news, for the same reason. */
const withAttention = (state: OrderState | null): OrderState | null =>
	state && { ...state, looked: { ...state.looked, attention: true } };
