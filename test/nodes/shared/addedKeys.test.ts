import fc from 'fast-check';

import type { FetchedOrder } from '../../../client/getOrder';
import { readState } from '../../../changes/state';
import { addedKeys } from '../../../nodes/shared/addedKeys';
import { moreAdvanced } from '../../../order/fulfillment';
import type { Order } from '../../../order/order';
import { DAY } from '../../../order/time';
import { NO_LINE, NO_ORDER, NO_SHIPMENT } from '../../order/order.support';

const numRuns = Math.max(1_000, Number(process.env.PROPERTY_RUNS ?? 0));
const LIMITS = {
	notShippedAfter: 3,
	noMovementAfter: 4,
	overdueAfter: 9,
	paymentDue: true,
	onHold: true,
};
const START = Date.UTC(2026, 10, 1);

/** What may happen to an order between two runs, and in the run that follows. */
const round = fc.record({
	order_status: fc.constantFrom('pending', 'processing', 'on_hold', 'completed'),
	payment_status: fc.constantFrom('unpaid', 'paid', 'partially_refunded'),
	fulfillment_status: fc.constantFrom('unfulfilled', 'shipped', 'delivered'),
	numbers: fc.subarray(['T1', 'T2', 'T3']),
	reason: fc.constantFrom('', 'buyer'),
	days: fc.integer({ min: 0, max: 6 }),
	/** What fails: the order, its tracking, the write of what was reported; a second worker reports it too. */
	fault: fc.constantFrom('none', 'none', 'order', 'tracking', 'write', 'workers'),
	isSame: fc.boolean(),
});
type Round =
	typeof round extends fc.Arbitrary<infer T>
		? Omit<T, 'fulfillment_status'> & { readonly fulfillment_status: string }
		: never;

const orderOf = (now: Round, isTrackingMissing: boolean): Order => ({
	...NO_ORDER,
	order_status: now.order_status as Order['order_status'],
	payment_status: now.payment_status as Order['payment_status'],
	fulfillment_status: now.fulfillment_status as Order['fulfillment_status'],
	created_at: new Date(START).toISOString(),
	paid_at: new Date(START).toISOString(),
	lines: [
		{
			...NO_LINE,
			fulfillment_status: now.fulfillment_status as Order['fulfillment_status'],
			cancel_reason: now.reason,
		},
	],
	shipments: isTrackingMissing
		? []
		: now.numbers.map((tracking_number) => ({ ...NO_SHIPMENT, tracking_number })),
});

const fetched = (now: Round, isTrackingMissing = false): FetchedOrder => ({
	raw: {},
	rawTracking: undefined,
	hasTrackingFailed: isTrackingMissing,
	tracking: isTrackingMissing ? 'missing' : 'seen',
	order: orderOf(now, isTrackingMissing),
});

const notBehind = (now: Round, before = 'unknown'): Round => ({
	...now,
	fulfillment_status: moreAdvanced(
		before as Order['fulfillment_status'],
		now.fulfillment_status as Order['fulfillment_status'],
	),
});

/** What a user knows of an order that was returned now; a failed tracking call takes no number back. */
const factsOf = ({ order, hasTrackingFailed }: FetchedOrder, before: readonly string[] = []) => [
	order.order_status,
	order.payment_status,
	hasTrackingFailed
		? moreAdvanced(
				(before[2] ?? 'unknown') as Order['fulfillment_status'],
				order.fulfillment_status,
			)
		: order.fulfillment_status,
	order.lines.map((line) => line.cancel_reason).join(),
	hasTrackingFailed
		? (before[4] ?? '')
		: order.shipments.map((shipment) => shipment.tracking_number).join(),
];

test('a table that stores the state gets each change and each reason for attention, and none twice', () => {
	fc.assert(
		fc.property(fc.array(round, { minLength: 1, maxLength: 12 }), (rounds) => {
			let cell = '';
			let known: readonly string[] = [];
			const reasons = new Set<string>();
			let time = START;
			let present = rounds[0] as Round;
			/** One run of a workflow: gives the new content of the cell, `null` when nothing was reported. */
			const run = (order: FetchedOrder, state: string): string | null => {
				const since = state === '' ? null : readState(state, 'demo:1');
				if (state !== '' && since === null) throw new Error(`${state} is no state`);
				const added = addedKeys(order, LIMITS, since, time);
				if (!added) return null;
				const { keys } = added;
				known = factsOf(order, known);
				for (const reason of String(keys.attention).split(', ')) reasons.add(reason);
				return String(keys.state);
			};
			for (const next of rounds) {
				if (!next.isSame) present = next;
				time += next.days * DAY;
				if (next.fault === 'order') continue;
				const isTrackingMissing = next.fault === 'tracking';
				// Without its parcels an order still does not fall behind what it was.
				const shown = isTrackingMissing ? notBehind(present, known[2]) : present;
				const order = fetched(shown, isTrackingMissing);
				const knownBefore = known;
				const reported = run(order, cell);
				if (next.fault === 'workers') run(order, cell);
				if (reported === null) continue;
				if (next.fault === 'write') known = knownBefore;
				else {
					cell = reported;
					expect(run(order, cell)).toBeNull();
				}
			}
			cell = run(fetched(present), cell) ?? cell;
			expect(known).toEqual(factsOf(fetched(present)));
			expect(run(fetched(present), cell)).toBeNull();
			const now = addedKeys(fetched(present), LIMITS, undefined, time);
			expect([...reasons]).toEqual(
				expect.arrayContaining(String(now?.keys.attention).split(', ').filter(Boolean)),
			);
		}),
		{ numRuns },
	);
});

test('an order has the same state again without the option Attention, however it came to it', () => {
	const at = (fulfillment_status: string): FetchedOrder =>
		fetched({
			order_status: 'processing',
			payment_status: 'paid',
			fulfillment_status,
			numbers: [],
			reason: '',
			days: 0,
			fault: 'none',
			isSame: true,
		});
	const stateAt = (status: string, since: string | null): unknown =>
		addedKeys(at(status), null, readState(since), START)?.keys.state;
	const paid = stateAt('unfulfilled', null);
	expect(stateAt('shipped', String(paid))).toBe(stateAt('shipped', null));
});
