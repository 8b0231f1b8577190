import fc from 'fast-check';

import { readState, toStored, type WatchState } from '../../../nodes/OrderTrigger/watchState';

const hex = fc.stringMatching(/^[\da-f]{8}$/);
const status = fc.constantFrom('', 'pending', 'cancel_pending', 'unknown');
const watched = fc.record({
	snapshot: fc.record({
		order_status: status,
		payment_status: status,
		fulfillment_status: status,
		tracking_numbers: fc.array(hex, { maxLength: 3 }).map((prints) => prints.join('.')),
	}),
	day: fc.stringMatching(/^\d{8}$/),
	row: fc.oneof(fc.constant(''), hex),
	isDeep: fc.boolean(),
});
const states: fc.Arbitrary<WatchState> = fc.record({
	since: fc.nat(),
	lookBackDays: fc.integer({ min: 1, max: 365 }),
	orders: fc
		.dictionary(fc.stringMatching(/^[\w.-]{1,20}$/), watched)
		.map((orders) => new Map(Object.entries(orders))),
});

test('what was stored comes back', () => {
	fc.assert(
		fc.property(states, (state) => {
			const stored: unknown = JSON.parse(JSON.stringify(toStored('w', state)));
			expect(readState(stored, 'w')).toEqual(state);
		}),
	);
});

test('is nothing for another thing that is watched', () => {
	const stored = toStored('w', { since: 1, lookBackDays: 30, orders: new Map() });
	expect(readState(stored, 'other')).toBeNull();
});

test.each([
	undefined,
	null,
	{},
	{ v: 2, watching: 'w', since: 1, lookBackDays: 30, orders: {} },
	{ v: 1, watching: 'w', since: 'x', lookBackDays: 30, orders: {} },
	{ v: 1, watching: 'w', since: 1, orders: {} },
	{ v: 1, watching: 'w', since: 1, lookBackDays: 30, orders: null },
])('is nothing for what cannot be read: %j', (stored) => {
	expect(readState(stored, 'w')).toBeNull();
});

test('leaves out an order that was edited by hand', () => {
	const orders = { SO1: 'nonsense', SO2: 7, SO3: 'pending|unpaid|unfulfilled||20261126|0a0a0a0a+' };
	const state = readState({ v: 1, watching: 'w', since: 1, lookBackDays: 30, orders }, 'w');
	expect([...(state?.orders.keys() ?? [])]).toEqual(['SO3']);
});

test('never throws, whatever was stored', () => {
	fc.assert(
		fc.property(fc.jsonValue(), fc.jsonValue(), (value, orders) => {
			readState(value, 'w');
			readState({ v: 1, watching: 'w', since: 1, lookBackDays: 1, orders }, 'w');
		}),
	);
});
