import fc from 'fast-check';

import { attentionOf, type AttentionLimits } from '../../changes/attention';
import { DAY } from '../../order/time';
import type { HistoryEntry, Order, OrderLine, Shipment } from '../../order/order';
import { anyOrder, NO_LINE, NO_ORDER, NO_SHIPMENT } from '../order/order.support';

const NOW = Date.parse('2026-03-20T12:00:00.000Z');
const ago = (days: number): string => new Date(NOW - days * DAY).toISOString();
const LIMITS: AttentionLimits = {
	notShippedAfter: 5,
	noMovementAfter: 7,
	overdueAfter: 30,
	paymentDue: true,
	onHold: true,
};

const line = (fulfillment_status: OrderLine['fulfillment_status']): OrderLine => ({
	...NO_LINE,
	fulfillment_status,
});
const event = (days: number) => ({ at: ago(days), status: 'x', detail: '' });
const parcel = (facts: Partial<Shipment>): Shipment => ({
	...NO_SHIPMENT,
	status: 'shipped',
	...facts,
});

const UNSHIPPED: Partial<Order> = {
	order_status: 'processing',
	payment_status: 'paid',
	fulfillment_status: 'unfulfilled',
	created_at: ago(7),
	paid_at: ago(6),
	lines: [line('unfulfilled')],
};
const sent = (...shipments: readonly Shipment[]): Partial<Order> => ({
	...UNSHIPPED,
	fulfillment_status: 'shipped',
	lines: [line('shipped')],
	shipments,
});
const PARTLY: Partial<Order> = { ...sent(), fulfillment_status: 'partially_shipped' };
const MOVING = parcel({ shipped_at: ago(20), events: [event(20), event(8)] });
const UNPAID: Partial<Order> = {
	order_status: 'pending',
	payment_status: 'unpaid',
	created_at: ago(2.5),
	pay_timeout_seconds: (3 * DAY) / 1000,
};
const held = (status: HistoryEntry['status']): HistoryEntry => ({
	status,
	provider_status: '',
	at: ago(3),
	actor_id: '',
});

/** Each reason that holds, with the days since it began and its words; the days until the next. */
const found = (order: Partial<Order>, limits: Partial<AttentionLimits> = {}) => {
	const { reasons, dueAt } = attentionOf({ ...NO_ORDER, ...order }, NOW, { ...LIMITS, ...limits });
	const daysTo = (at: number | null) => at && Math.abs(Number(((NOW - at) / DAY).toFixed(6)));
	const named = reasons.map(({ reason, since, words }) => `${reason} ${daysTo(since)}: ${words}`);
	return { reasons: named.join(', '), dueIn: daysTo(dueAt) };
};

const LATE = 'not_shipped 1: not shipped for 6 days';
const [DUE, LESS] = ['not_shipped 0.5: not shipped for', 'less than a day'];
const PARTLY_LATE = 'not_shipped 1: not fully shipped for 6 days';
const STUCK = 'no_movement 1: no movement for 8 days';
const OVERDUE = 'overdue 1: overdue for 1 day';
const NO_TIME = { paid_at: null, created_at: null };
const HELD: Partial<Order> = { order_status: 'on_hold' };
const moved = (facts: Partial<Shipment>) => sent(parcel({ events: [event(1)], ...facts }));
const lines = (...statuses: ReadonlyArray<OrderLine['fulfillment_status']>) => ({
	lines: statuses.map(line),
});
const SHORT = { ...UNPAID, created_at: ago(0.1), pay_timeout_seconds: 3600 * 12 };
type Limits = Partial<AttentionLimits>;
type Case = [title: string, Partial<Order>, reasons: string, dueIn?: number | null, Limits?];

test.each<Case>([
	['nothing is known', {}, ''],
	['paid 6 days ago', UNSHIPPED, LATE],
	['paid 4 days ago', { ...UNSHIPPED, paid_at: ago(4) }, '', 1],
	['created 7 days ago', { ...UNSHIPPED, paid_at: null }, 'not_shipped 2: not shipped for 7 days'],
	['a promise that is over', { ...UNSHIPPED, paid_at: ago(1), ship_by: ago(0.5) }, `${DUE} 1 day`],
	['a promise that is not over, too', { ...UNSHIPPED, ship_by: ago(-2) }, '', 2],
	['it without any other time', { ...UNSHIPPED, ...NO_TIME, ship_by: ago(0.5) }, `${DUE} ${LESS}`],
	['unshipped without any time', { ...UNSHIPPED, ...NO_TIME }, ''],
	['one of two lines', { ...PARTLY, ...lines('shipped', 'unfulfilled') }, PARTLY_LATE],
	['a part of a line', { ...PARTLY, ...lines('partially_shipped') }, PARTLY_LATE],
	['an order without lines', { ...UNSHIPPED, lines: [] }, LATE],
	['a canceled line', { ...PARTLY, ...lines('shipped', 'canceled') }, ''],
	['a gift that is left', { ...sent(), ...lines('shipped', 'unfulfilled') }, ''],
	['not paid', { ...UNSHIPPED, payment_status: 'unpaid' }, ''],
	...(['cancel_pending', 'canceled', 'completed', 'pending'] as const).map(
		(order_status): Case => [`unshipped and ${order_status}`, { ...UNSHIPPED, order_status }, ''],
	),
	['turned off', UNSHIPPED, '', null, { notShippedAfter: 0 }],
	['off with a promise', { ...UNSHIPPED, ship_by: ago(1) }, '', null, { notShippedAfter: 0 }],

	['last seen 8 days ago', sent(MOVING), STUCK, 10],
	['last seen 6 days ago', sent(parcel({ events: [event(6)] })), '', 1],
	['never seen', sent(parcel({ shipped_at: ago(9) })), 'no_movement 2: no movement for 9 days', 21],
	['without any time', sent(parcel({})), ''],
	['one of two', sent(MOVING, parcel({ status: 'in_transit', events: [event(1)] })), STUCK, 10],
	...(['delivered', 'pending', 'undeliverable', 'canceled', 'unknown'] as const).map(
		(status): Case => [`a parcel that is ${status}`, sent(parcel({ ...MOVING, status })), ''],
	),
	['a delivered order', { ...sent(MOVING), fulfillment_status: 'delivered' }, ''],
	['a completed order', { ...sent(MOVING), order_status: 'completed' }, ''],

	['after the expected day', moved({ eta: ago(3) }), 'overdue 3: overdue for 3 days', 6],
	['a promise before that', { ...moved({ eta: ago(-9) }), deliver_by: ago(1) }, OVERDUE, 6],
	['sent 31 days ago', moved({ shipped_at: ago(31) }), OVERDUE, 6],
	['not even sent', { ...UNSHIPPED, paid_at: ago(0), deliver_by: ago(1) }, OVERDUE, 5],
	['overdue turned off', moved({ eta: ago(3) }), '', 6, { overdueAfter: 0 }],

	['half a day left to pay', UNPAID, 'payment_due 0.5: payment due within a day'],
	['the time is over', { ...UNPAID, created_at: ago(4) }, 'payment_due 2: payment overdue'],
	['two days left to pay', { ...UNPAID, created_at: ago(1) }, '', 1],
	['half a day to pay from the start', SHORT, 'payment_due 0.1: payment due within a day'],
	['paid in time', { ...UNPAID, payment_status: 'paid' }, ''],
	['payment due turned off', UNPAID, '', null, { paymentDue: false }],

	['held since an event', { ...HELD, history: [held('on_hold')] }, 'on_hold 3: on hold'],
	['held since the last update', { ...HELD, updated_at: ago(2) }, 'on_hold 2: on hold'],
	['held in a time to come', { ...HELD, updated_at: ago(-2) }, 'on_hold 0: on hold'],
	['held for an unknown time', HELD, 'on_hold null: on hold'],
	['on hold turned off', HELD, '', null, { onHold: false }],
])('%s', (...[, order, reasons, dueIn = null, limits]: Case) => {
	expect(found(order, limits)).toEqual({ reasons, dueIn });
});

test('several reasons are named in one order, and the next moment is that of the first to come', () => {
	const order = { ...UNSHIPPED, shipments: [parcel({ shipped_at: ago(10), eta: ago(1) })] };
	expect(found(order).reasons).toMatch(/^not_shipped .*, no_movement .*, overdue /);
});

const anyLimit = fc.oneof(fc.nat(40), fc.double());
const anyTime = fc.option(
	fc.oneof(
		fc.constantFrom('', 'x', '+275760-09-13T00:00:00.000Z'),
		fc.integer({ min: 0, max: 60 }).map(ago),
	),
);

const anyEvent = anyTime.map((at) => ({ at, status: '', detail: '' }));

test('for any order, time and limits, a reason holds from its moment on, and nothing changes before the next', () => {
	fc.assert(
		fc.property(
			anyOrder,
			fc.record({
				created_at: anyTime,
				paid_at: anyTime,
				ship_by: anyTime,
				deliver_by: anyTime,
				updated_at: anyTime,
			}),
			fc.array(
				fc.record({
					status: fc.constantFrom('shipped' as const, 'in_transit' as const, 'unknown' as const),
					shipped_at: anyTime,
					eta: anyTime,
					events: fc.array(anyEvent, { maxLength: 2 }),
				}),
				{ maxLength: 2 },
			),
			fc.record({
				notShippedAfter: anyLimit,
				noMovementAfter: anyLimit,
				overdueAfter: anyLimit,
				paymentDue: fc.boolean(),
				onHold: fc.boolean(),
			}),
			fc.integer({ min: -60, max: 60 }),
			(any, times, parcels, limits, days) => {
				const order = {
					...any,
					...times,
					pay_timeout_seconds: 86_400,
					shipments: parcels.map(parcel),
				};
				const now = NOW + days * DAY;
				const { reasons, dueAt } = attentionOf(order, now, limits);
				for (const { since } of reasons) expect(since ?? now).toBeLessThanOrEqual(now);
				if (dueAt === null) return;
				expect(dueAt).toBeGreaterThan(now);
				const names = (at: number) =>
					attentionOf(order, at, limits).reasons.map(({ reason }) => reason);
				expect(names(dueAt - 1)).toEqual(reasons.map(({ reason }) => reason));
				expect(names(dueAt).length).toBeGreaterThan(reasons.length);
			},
		),
	);
});
