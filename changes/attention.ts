import type { Order, Shipment } from '../order/order';
import { hasEnded } from '../order/statuses';
import { DAY } from '../order/time';

export type AttentionReason = 'not_shipped' | 'no_movement' | 'overdue' | 'payment_due' | 'on_hold';

/** When an order needs someone. Numbers are days, 0 for never. */
export interface AttentionLimits {
	readonly notShippedAfter: number;
	readonly noMovementAfter: number;
	readonly overdueAfter: number;
	readonly paymentDue: boolean;
	readonly onHold: boolean;
}

export interface Attention {
	readonly reason: AttentionReason;
	/** Epoch milliseconds from which the reason holds; `null` when the provider does not say. */
	readonly since: number | null;
	/** For a message, e.g. `not shipped for 6 days`. */
	readonly words: string;
}

type Rule = (order: Order, limits: AttentionLimits, now: number) => Attention | null;

/**
 * Returns why an order needs attention at `now` (epoch milliseconds), and when the next reason can start to
 * apply if nothing else changes (`null` for never). A missing time never gives a reason.
 */
export function attentionOf(
	order: Order,
	now: number,
	limits: AttentionLimits,
): { readonly reasons: readonly Attention[]; readonly dueAt: number | null } {
	const possible = RULES.flatMap((rule) => rule(order, limits, now) ?? []);
	const isLater = ({ since }: Attention): boolean => since !== null && since > now;
	return {
		reasons: possible.filter((each) => !isLater(each)),
		dueAt: earliest(possible.filter(isLater).map(({ since }) => since)),
	};
}

/** In the order in which the reasons are named. Each rule says from when its reason applies. */
const RULES: readonly Rule[] = [
	(order, { notShippedAfter }, now) => {
		if (!isOn(notShippedAfter) || !isUnshipped(order)) return null;
		const ordered = epoch(order.paid_at) ?? epoch(order.created_at);
		const since = epoch(order.ship_by) ?? after(ordered, notShippedAfter);
		if (since === null) return null;
		const state = order.fulfillment_status === 'unfulfilled' ? 'not shipped' : 'not fully shipped';
		return { reason: 'not_shipped', since, words: `${state} for ${days(ordered ?? since, now)}` };
	},
	(order, { noMovementAfter }, now) => {
		const moved = earliest(underWay(order).map(lastMovement));
		const since = after(moved, noMovementAfter);
		if (!isOn(noMovementAfter) || moved === null || since === null) return null;
		return { reason: 'no_movement', since, words: `no movement for ${days(moved, now)}` };
	},
	(order, { overdueAfter }, now) => {
		const parcels = underWay(order);
		if (!isOn(overdueAfter) || (parcels.length === 0 && !isUnshipped(order))) return null;
		const expected = ({ eta, shipped_at }: Shipment) =>
			epoch(eta) ?? after(epoch(shipped_at), overdueAfter);
		const since = epoch(order.deliver_by) ?? earliest(parcels.map(expected));
		if (since === null) return null;
		return { reason: 'overdue', since, words: `overdue for ${days(since, now)}` };
	},
	({ order_status, payment_status, created_at, pay_timeout_seconds }, { paymentDue }, now) => {
		const created = epoch(created_at);
		const isOpen = order_status === 'pending' && payment_status === 'unpaid';
		if (!paymentDue || !isOpen || created === null || !isOn(pay_timeout_seconds)) return null;
		const end = created + pay_timeout_seconds * 1000;
		const words = now < end ? 'payment due within a day' : 'payment overdue';
		return { reason: 'payment_due', since: Math.max(created, end - DAY), words };
	},
	({ order_status, history, updated_at }, { onHold }, now) => {
		if (!onHold || order_status !== 'on_hold') return null;
		const last = history.at(-1);
		const began = epoch(last?.status === 'on_hold' ? last.at : updated_at);
		// It holds now, whatever the provider's clock says.
		return { reason: 'on_hold', since: began && Math.min(began, now), words: 'on hold' };
	},
];

const isOn = (limit: number | null): limit is number => limit !== null && limit > 0;

/** Paid and being prepared, with something that was not sent yet. */
function isUnshipped(order: Order): boolean {
	const isPaid = order.payment_status === 'paid' || order.payment_status === 'partially_refunded';
	const isAllSent = ['shipped', 'delivered'].includes(order.fulfillment_status);
	if (!isPaid || isAllSent || order.order_status !== 'processing') return false;
	const parts = order.lines.length > 0 ? order.lines : [order];
	return parts.some(({ fulfillment_status: status }) => UNSHIPPED.has(status));
}

const UNSHIPPED: ReadonlySet<string> = new Set(['unfulfilled', 'partially_shipped']);

/** Parcels that have left but not arrived; none once the order has ended or was delivered. */
function underWay({ order_status, fulfillment_status, shipments }: Order): readonly Shipment[] {
	if (hasEnded({ order_status }) || fulfillment_status === 'delivered') return [];
	return shipments.filter(({ status }) => status === 'shipped' || status === 'in_transit');
}

/** The newest event of a parcel, else when it was sent. */
function lastMovement({ events, shipped_at }: Shipment): number | null {
	const times = events.map(({ at }) => epoch(at)).filter((time) => time !== null);
	return times.length > 0 ? Math.max(...times) : epoch(shipped_at);
}

function epoch(time: string | null): number | null {
	const value = time === null ? NaN : Date.parse(time);
	return Number.isNaN(value) ? null : value;
}

/** The last moment that JavaScript can write as a time. */
const LAST_MOMENT = 8.64e15;

/** The moment `limit` days after `time`; `null` without a time or beyond `LAST_MOMENT`. */
function after(time: number | null, limit: number): number | null {
	const moment = time === null ? NaN : Math.round(time + limit * DAY);
	return moment <= LAST_MOMENT ? moment : null;
}

function earliest(times: ReadonlyArray<number | null>): number | null {
	const known = times.filter((time) => time !== null);
	return known.length > 0 ? Math.min(...known) : null;
}

function days(from: number, now: number): string {
	const count = Math.floor((now - from) / DAY);
	if (count < 1) return 'less than a day';
	return count === 1 ? '1 day' : `${count} days`;
}
