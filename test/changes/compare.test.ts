import fc from 'fast-check';

import {
	CHANGE_COLUMNS,
	changeKeys,
	compareOrder,
	CHANGES,
	type ChangeName,
} from '../../changes/compare';
import { stateOf, stateText, type Concern, type Looked } from '../../changes/state';
import type { Order } from '../../order/order';
import { NO_LINE, NO_ORDER, NO_SHIPMENT } from '../order/order.support';
import { anyLook } from './state.support';
import { CHANGE_KEYS } from '../support/changeKeys';

const SEEN: Looked = { details: true, tracking: 'seen', attention: true };
const paid: Order = {
	...NO_ORDER,
	provider: 'tuya',
	order_id: 'SO1',
	order_status: 'processing',
	payment_status: 'paid',
	fulfillment_status: 'unfulfilled',
};
const withNumbers = (order: Order, ...numbers: string[]): Order => ({
	...order,
	shipments: numbers.map((tracking_number) => ({ ...NO_SHIPMENT, tracking_number })),
});
const shipped = withNumbers({ ...paid, fulfillment_status: 'shipped' }, 'A1');
const delivered: Order = { ...shipped, fulfillment_status: 'delivered' };

const changedOf = (from: Order, to: Order): readonly ChangeName[] =>
	compareOrder(stateOf(from, SEEN), stateOf(to, SEEN)).change?.changed ?? [];
const looked = (changed: Partial<Looked>): Looked => ({ ...SEEN, ...changed });

describe('a change names', () => {
	const refunded: Order = { ...shipped, order_status: 'completed', payment_status: 'refunded' };
	const canceled = { ...NO_LINE, cancel_reason: 'buyer', fulfillment_status: 'canceled' } as const;
	test.each<[string, Order, Order, readonly string[]]>([
		['a shipped order', paid, shipped, ['fulfillment_status', 'tracking_numbers']],
		['a completed one', shipped, refunded, ['order_status', 'payment_status']],
		['another parcel', shipped, withNumbers(shipped, 'A1', 'B2'), ['tracking_numbers']],
		['a canceled item', paid, { ...paid, lines: [canceled] }, ['items']],
		['nothing else', paid, { ...paid, order_type: 'x', lines: [NO_LINE], warnings: ['w'] }, []],
	])('%s', (_, from, to, names) => {
		expect(changedOf(from, to)).toEqual(names);
	});

	test('an order that was never seen as new', () => {
		const present = stateOf(paid, SEEN);
		const change = { before: null, present, changed: [] };
		expect(compareOrder(null, present)).toEqual({ change, state: present });
	});
});

describe('parcels', () => {
	const nothing = looked({ tracking: 'nothing' });
	const missing = looked({ tracking: 'missing' });
	/** Internal, as the order lists it while it has no parcel. */
	const listed = withNumbers(shipped, 'LP1');
	const ended: Order = { ...listed, fulfillment_status: 'delivered' };
	const [FULFILLED, NUMBERS] = [['fulfillment_status'], ['tracking_numbers']];
	const BOTH = [...FULFILLED, ...NUMBERS];
	type Look = readonly [Order, Looked];
	const ENDED: Look = [delivered, SEEN];
	test.each<[string, Look, Look, readonly string[], Look]>([
		['that are not found for once', [delivered, SEEN], [listed, nothing], [], [delivered, SEEN]],
		['whose call fails for once', [delivered, SEEN], [listed, missing], [], [delivered, SEEN]],
		['whose call fails at the end', [shipped, SEEN], [ended, missing], FULFILLED, ENDED],
		['that come later', [listed, nothing], [shipped, SEEN], NUMBERS, [shipped, SEEN]],
		['that were not asked for before', [listed, missing], [delivered, SEEN], [], [delivered, SEEN]],
		// Where they are never asked for, listed numbers count.
		['never asked for', [paid, missing], [listed, missing], BOTH, [listed, missing]],
		['that fail at first', [listed, missing], [ended, missing], FULFILLED, [ended, missing]],
		['that failed and are none', [listed, missing], [listed, nothing], [], [listed, nothing]],
	])('%s', (_, from, to, changed, kept) => {
		const { change, state } = compareOrder(stateOf(...from), stateOf(...to));
		expect(change?.changed ?? []).toEqual(changed);
		expect(state).toEqual(stateOf(...kept));
	});
});

describe('a reason for attention', () => {
	const at = (day: number): number => Date.UTC(2026, 10, day);
	const stopped = (day: number): Concern => ({ reason: 'no_movement', since: at(day) });
	const overdue: Concern = { reason: 'overdue', since: at(9) };
	test.each<[string, readonly Concern[], readonly Concern[], boolean]>([
		['that begins is a change', [], [stopped(1)], true],
		['that begins next to another one is, too', [overdue], [stopped(1), overdue], true],
		['that still holds is none', [stopped(1)], [stopped(1)], false],
		['that ended is none', [stopped(1), overdue], [overdue], false],
		['that ended and began again is one', [stopped(1)], [stopped(8)], true],
		['that began earlier by a lower limit is none', [stopped(8)], [stopped(1)], false],
	])('%s', (_, from, to, isChange) => {
		const { change, state } = compareOrder(stateOf(paid, SEEN, from), stateOf(paid, SEEN, to));
		expect(change?.changed ?? []).toEqual(isChange ? ['attention'] : []);
		expect(state).toEqual(stateOf(paid, SEEN, to));
	});
});

const orders = fc
	.record({
		order_status: fc.constantFrom('processing' as const, 'completed' as const),
		payment_status: fc.constantFrom('paid' as const, 'refunded' as const),
		fulfillment_status: fc.constantFrom('unfulfilled' as const, 'shipped' as const),
		cancel_reason: fc.constantFrom('', 'buyer'),
		numbers: fc.subarray(['A1', 'B2', 'C3']),
	})
	.map(({ numbers, cancel_reason, ...statuses }) =>
		withNumbers({ ...paid, ...statuses, lines: [{ ...NO_LINE, cancel_reason }] }, ...numbers),
	);

test('looking more or less closely at an order that stays the same is never a change', () => {
	fc.assert(
		fc.property(orders, fc.array(anyLook, { minLength: 2 }), (order, [first, ...rest]) => {
			// Without its parcels an order says less of them, see the table above.
			const seen = rest.map((each) => stateOf(order, each));
			let state = stateOf(order, first ?? SEEN);
			for (const present of seen) {
				const { change, state: next } = compareOrder(state, present);
				const isParcel = change?.changed.join() === 'tracking_numbers';
				if (!isParcel || state.looked.tracking !== 'nothing') expect(change).toBeNull();
				state = next;
			}
		}),
	);
});

test('however closely it is looked at in between, each change is reported once, at the next close look', () => {
	fc.assert(
		fc.property(orders, fc.array(fc.tuple(orders, anyLook)), (first, rest) => {
			let state = stateOf(first, SEEN);
			/** What was last reported of each part of an order, by name. */
			const reported = new Map<ChangeName, string>();
			const say = (order: Order): Readonly<Record<ChangeName, string>> => ({
				order_status: order.order_status,
				payment_status: order.payment_status,
				fulfillment_status: order.fulfillment_status,
				tracking_numbers: stateOf(order, SEEN).trackingNumbers.join(),
				items: order.lines.map((line) => line.cancel_reason).join(),
				attention: '',
			});
			for (const name of CHANGES) reported.set(name, say(first)[name]);
			for (const [order, look] of [...rest, [first, SEEN] as const]) {
				const { change, state: next } = compareOrder(state, stateOf(order, look));
				const names = change?.changed ?? [];
				const now = say(order);
				for (const name of CHANGES) {
					const isReported = names.includes(name);
					if (isReported) expect(now[name]).not.toBe(reported.get(name));
					if (isReported) reported.set(name, now[name]);
					const isClose = look.details && look.tracking === 'seen';
					if (isClose || name === 'order_status') expect(now[name]).toBe(reported.get(name));
				}
				state = next;
			}
			expect(state).toEqual({ ...stateOf(first, SEEN) });
		}),
	);
});

describe('the keys of a changed order', () => {
	const keys = (from: Order | null, to: Order) => {
		const { change } = compareOrder(from && stateOf(from, SEEN), stateOf(to, SEEN));
		return change && changeKeys(change, to);
	};

	test('are a contract', () => {
		expect(CHANGE_COLUMNS.map(({ name }) => name)).toEqual(CHANGE_KEYS);
	});

	test('say what changed, what was before, and which parcels are new', () => {
		expect(keys(shipped, withNumbers(delivered, 'A1', 'B2', 'C3'))).toEqual({
			change: 'fulfillment_status, tracking_numbers',
			previous_order_status: 'processing',
			previous_payment_status: 'paid',
			previous_fulfillment_status: 'shipped',
			new_tracking_numbers: 'B2, C3',
			state: stateText(stateOf(withNumbers(delivered, 'A1', 'B2', 'C3'), SEEN)),
		});
		expect(keys(shipped, paid)?.new_tracking_numbers).toBe('');
		const many = Array.from({ length: 20 }, (_, at) => `N${at}`);
		const all = withNumbers(shipped, ...many);
		expect(keys(all, withNumbers(shipped, ...many, 'A1'))?.new_tracking_numbers).toMatch(/A1$/);
	});

	test('have no previous statuses for a new order, and all its parcels', () => {
		expect(keys(null, shipped)).toMatchObject({
			change: 'new',
			previous_order_status: '',
			new_tracking_numbers: 'A1',
		});
	});
});
