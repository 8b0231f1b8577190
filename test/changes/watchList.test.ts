import fc from 'fast-check';

import { compareOrder } from '../../changes/compare';
import type { OrderState } from '../../changes/state';
import { turnOf, type Needs } from '../../changes/turns';
import {
	isOld,
	listedOnly,
	listedOrder,
	compareWatched,
	unread,
	watchedOrders,
	type Candidate,
	type Watched,
	type WatchState,
} from '../../changes/watchList';
import { readWatchState, toStored } from '../../changes/watchState';
import type { Order } from '../../order/order';
import { NO_ORDER } from '../order/order.support';

const DAY = 86_400_000;
const MINUTE = 60_000;
const NOW = Date.UTC(2026, 10, 26);

const PAID: OrderState = {
	orderKey: 'demo:A',
	orderStatus: 'processing',
	paymentStatus: 'paid',
	fulfillmentStatus: 'unfulfilled',
	items: '',
	trackingNumbers: [],
	attention: [],
	looked: { details: true, tracking: 'seen', attention: true },
};
const UNPAID: OrderState = { ...PAID, orderStatus: 'pending', paymentStatus: 'unpaid' };
const SHIPPED: OrderState = { ...PAID, fulfillmentStatus: 'shipped', trackingNumbers: ['aaaa'] };
const ENDED: OrderState = { ...SHIPPED, orderStatus: 'completed' };
/** As a list shows it. */
const inList = (state: OrderState): OrderState => ({
	...state,
	fulfillmentStatus: '',
	trackingNumbers: [],
	looked: { details: false, tracking: 'missing', attention: false },
});

const watched = (state: OrderState | null, more: Partial<Watched> = {}): Watched => ({
	state,
	row: 'aa',
	changedAt: NOW - DAY,
	dueAt: 0,
	tries: 0,
	isUnread: false,
	triedAt: 0,
	...more,
});
const listed = (row = 'aa', state = PAID): Candidate => ({
	orderId: 'A',
	listed: { row, state: inList(state), placedAt: NOW },
});
const UNLISTED: Candidate = { orderId: 'A' };
const NO_NEEDS: Needs = { parcels: false, payments: false, attention: false };
const needs = (...names: Array<keyof Needs>): Needs =>
	Object.fromEntries(
		Object.keys(NO_NEEDS).map((name) => [name, names.includes(name as keyof Needs)]),
	) as unknown as Needs;

describe('an order is fetched', () => {
	const ended = (ago: number, triedAgo: number): Watched =>
		watched(ENDED, { changedAt: NOW - ago, triedAt: NOW - triedAgo });
	const failed = (tries: number, ago: number): Watched =>
		watched(PAID, { tries, isUnread: true, triedAt: NOW - ago });
	const atNow = watched(PAID, { dueAt: NOW });
	const unasked = watched({ ...PAID, looked: { ...PAID.looked, attention: false } });
	const ahead = watched(PAID, { tries: 15, triedAt: NOW - MINUTE });
	test.each<[string, Candidate, Watched | undefined, Needs, string | null]>([
		['when it was never seen', listed(), undefined, NO_NEEDS, 'unseen'],
		['when the list shows a change of it', listed('bb'), watched(PAID), NO_NEEDS, 'known'],
		['not while the list shows none', listed(), watched(PAID), NO_NEEDS, null],
		['when only the list is known', listed(), watched(inList(PAID)), NO_NEEDS, 'known'],
		['without a list', UNLISTED, watched(UNPAID), NO_NEEDS, 'known'],
		['for its parcels, when it was sent', listed(), watched(SHIPPED), needs('parcels'), 'known'],
		['not for them before', listed(), watched(PAID), needs('parcels'), null],
		['for refunds, when it is paid', listed(), watched(PAID), needs('payments'), 'known'],
		['not for them before', listed(), watched(UNPAID), needs('payments'), null],
		['at the moment of attention', listed(), atNow, needs('attention'), 'due'],
		['not before it', listed(), watched(PAID, { dueAt: NOW + 1 }), needs('attention'), null],
		['nor for nobody', listed(), atNow, needs('parcels'), null],
		['once attention is wanted', listed(), unasked, needs('attention'), 'due'],
		['after it has ended, at first', listed(), ended(0, 0), needs('parcels'), 'known'],
		['then ever more rarely', listed(), ended(5 * DAY, DAY - 1), needs('parcels'), null],
		['at least daily', listed(), ended(5 * DAY, DAY), needs('parcels'), 'known'],
		['when the clock was set back', listed(), ended(5 * DAY, -DAY), needs('parcels'), 'known'],
		['not after 30 days', UNLISTED, ended(31 * DAY, 9 * DAY), needs('parcels'), null],
		['not for what the list shows', listed(), ended(DAY, DAY), NO_NEEDS, null],
		['behind the others, when it failed', UNLISTED, failed(1, 0), NO_NEEDS, 'failed'],
		['not so soon, when it failed again', UNLISTED, failed(4, 3 * MINUTE), NO_NEEDS, null],
		['after four minutes then', UNLISTED, failed(4, 4 * MINUTE), NO_NEEDS, 'failed'],
		['after half an hour at most', UNLISTED, failed(999, 30 * MINUTE), NO_NEEDS, 'failed'],
		['at once when its row has changed', listed('bb'), failed(9, 0), NO_NEEDS, 'failed'],
		['again, when its list was ahead', listed(), watched(PAID, { tries: 9 }), NO_NEEDS, 'known'],
		['not so soon, when it stays ahead', listed(), ahead, NO_NEEDS, null],
		['for its refunds all the same', listed(), ahead, needs('payments'), 'known'],
	])('%s', (_, candidate, before, wanted, turn) => {
		expect(turnOf(candidate, before, wanted, NOW)).toBe(turn);
	});
});

describe('an order that was just read', () => {
	const see = (
		candidate: Candidate,
		before: Watched | undefined,
		present: OrderState,
		isOrderOld = false,
	) => {
		const facts = { isOld: isOrderOld, dueAt: 0, now: NOW };
		const { change, watched: after } = compareWatched(candidate, before, present, facts);
		return { reported: change && (change.before ? change.changed.join() : 'new'), after };
	};
	const REFUNDED: OrderState = { ...PAID, paymentStatus: 'partially_refunded' };
	const [known, seen, seenUnpaid] = [watched(PAID), watched(inList(PAID)), watched(inList(UNPAID))];
	const moved = 'fulfillment_status,tracking_numbers';
	const paid = 'order_status,payment_status';
	test.each<[string, Candidate, Watched | undefined, OrderState, boolean, string | null]>([
		['is new when it was placed since', listed(), undefined, PAID, false, 'new'],
		['is no news when it was there before', listed(), undefined, PAID, true, null],
		['is news when it could not be read before', listed(), watched(null), PAID, true, 'new'],
		['is compared when it is known', listed(), known, SHIPPED, true, moved],
		['is no news when it is as the list showed it first', listed(), seen, SHIPPED, true, null],
		['is news when it is not', listed('bb'), seenUnpaid, PAID, true, paid],
		['is news when a changed row shows it', listed('bb'), seen, REFUNDED, true, 'payment_status'],
		['is no news when only its details show it', listed(), seen, REFUNDED, true, null],
	])('%s', (_, candidate, before, present, old, reported) => {
		expect(see(candidate, before, present, old).reported).toBe(reported);
	});

	test('is remembered with the time of its last change', () => {
		expect(see(listed('bb'), watched(PAID), PAID).after).toEqual(watched(PAID, { row: 'bb' }));
		expect(see(listed('bb'), watched(PAID), SHIPPED).after).toEqual(
			watched(SHIPPED, { row: 'bb', changedAt: NOW }),
		);
		expect(see(listed(), watched(SHIPPED), ENDED).after).toMatchObject({ tries: 1, triedAt: NOW });
		expect(see(UNLISTED, watched(ENDED), ENDED).after).toMatchObject({ tries: 0, triedAt: NOW });
	});

	test('is read again while its list and its details differ, whichever is ahead', () => {
		const first = see(listed('bb'), watched(UNPAID), UNPAID).after;
		expect(first).toMatchObject({ tries: 1, row: 'bb' });
		expect(see(listed('bb'), first, UNPAID).after.tries).toBe(2);
		expect(see(listed('bb'), first, PAID)).toMatchObject({ reported: paid, after: { tries: 0 } });
		const isUnknown: Candidate = listed('bb', { ...PAID, paymentStatus: '' });
		expect(see(isUnknown, watched(PAID), PAID).after.tries).toBe(0);
		expect(see(listed('bb', UNPAID), watched(PAID), PAID).after.tries).toBe(1);
	});

	test('has no row if it was in no list, so that it is read when it is back in the list', () => {
		const canceled: OrderState = { ...PAID, orderStatus: 'canceled' };
		const { after } = see(UNLISTED, watched(PAID), canceled);
		expect(turnOf(listed('aa'), after, NO_NEEDS, NOW)).toBe('known');
	});
});

test('an order that could not be read keeps its state; an old one without a state gets the listed one', () => {
	const facts = { isOld: false, now: NOW };
	const again = unread(listed('bb'), watched(SHIPPED, { tries: 1, isUnread: true }), facts);
	expect(again).toEqual(watched(SHIPPED, { tries: 2, isUnread: true, triedAt: NOW }));
	expect(unread(listed(), undefined, facts).state).toBeNull();
	const old = unread(listed(), undefined, { ...facts, isOld: true });
	expect([old.state, old.row]).toEqual([inList(PAID), 'aa']);
});

describe('the orders to watch', () => {
	const before = (all: Readonly<Record<string, Watched>>, since = NOW - 100 * DAY): WatchState => ({
		...{ since, lookBackDays: 40, orders: new Map(Object.entries(all)) },
	});
	test('are those that were found, and those that have left the list and may come back', () => {
		const at = (days: number) => ({ changedAt: NOW - days * DAY });
		const remembered = before({
			A: watched(PAID),
			open: watched(PAID, at(179)),
			forgotten: watched(PAID, at(181)),
			ended: watched(ENDED, at(40)),
			longEnded: watched(ENDED, at(42)),
			unread: watched(null),
		});
		const ids = watchedOrders([listed()], remembered, NOW).map(({ orderId }) => orderId);
		expect(ids).toEqual(['A', 'open', 'ended', 'unread']);
	});

	test('count as old if they were placed before the first poll, or before the look-back of the last one', () => {
		const young = before({}, NOW - 5 * DAY);
		const old = (days: number, state: WatchState | null) => isOld(NOW - days * DAY, state, NOW);
		expect([3, 5.5, 7].map((days) => old(days, young))).toEqual([false, false, true]);
		expect([39, 41].map((days) => old(days, before({})))).toEqual([false, true]);
		expect(isOld(null, young, NOW)).toBe(false);
		expect(isOld(NOW, null, NOW)).toBe(true);
		expect(isOld(NOW - 2 * DAY, before({}, NOW + 1000 * DAY), NOW)).toBe(true);
		expect(isOld(NOW, before({}, NOW + 1000 * DAY), NOW)).toBe(false);
	});
});

test('the row of a list differs when its status, amounts or payments do, and only then', () => {
	const order: Order = { ...NO_ORDER, provider_status: 'paid', order_type: 'x' };
	const row = (changed: Partial<Order>): string => listedOrder({ ...order, ...changed }).row;
	expect(row({ order_type: 'y', warnings: ['w'] })).toBe(row({}));
	const others = [
		row({ provider_status: 'delivered' }),
		row({ provider_statuses: { ...order.provider_statuses, refund: '3' } }),
		row({ totals: { ...order.totals, paid: { amount: '1.00', currency: 'EUR' } } }),
	];
	expect(new Set([row({}), ...others]).size).toBe(4);
});

describe('what is stored', () => {
	const time = fc.integer({ min: 0, max: 4e9 }).map((seconds) => seconds * 1000);
	const ids = fc.stringMatching(/^[\w.-]{1,60}$/);
	const anyWatched = fc.record({
		state: fc.constantFrom(null, PAID, SHIPPED, inList(UNPAID), ENDED),
		row: fc.constantFrom('', 'aB-_9x'),
		changedAt: time,
		dueAt: time,
		triedAt: time,
		tries: fc.nat({ max: 999 }),
		isUnread: fc.boolean(),
	});
	test('is read back only for what is being watched', () => {
		fc.assert(
			fc.property(fc.nat(), fc.dictionary(ids, anyWatched), (since, entries) => {
				const orders = new Map(
					Object.entries(entries).map(([id, each]) => {
						const named = compareOrder(null, { ...PAID, ...each.state }).state;
						const orderKey = listedOrder({ ...NO_ORDER, order_id: id }).state.orderKey;
						return [id, { ...each, state: each.state && { ...named, orderKey } }];
					}),
				);
				const state: WatchState = { since, lookBackDays: 30, orders };
				const stored: unknown = JSON.parse(JSON.stringify(toStored('w', state)));
				expect(readWatchState(stored, 'w', 'demo')).toEqual(state);
				expect(readWatchState(stored, 'other', 'demo')).toBeNull();
				if (orders.size > 0 && [...orders.values()].every(({ state: each }) => each)) {
					expect(readWatchState(stored, 'w', 'tuya')?.orders.size).toBe(0);
				}
			}),
		);
	});

	test('may be anything, and reading it never throws', () => {
		fc.assert(
			fc.property(fc.jsonValue(), fc.jsonValue(), fc.string(), (value, orders, text) => {
				const rest = { v: 1, watching: 'w', since: 1, lookBackDays: 1 };
				readWatchState(value, 'w', 'demo');
				readWatchState({ ...rest, orders }, 'w', 'demo');
				readWatchState({ ...rest, orders: { A: text } }, 'w', 'demo');
			}),
		);
	});

	const rest = { v: 1, watching: 'w', since: 1, lookBackDays: 30, orders: {} };
	const broken = [{ v: 2 }, { since: 'x' }, { lookBackDays: undefined }, { orders: null }];
	test.each([undefined, null, {}, ...broken.map((each) => ({ ...rest, ...each }))])(
		'is nothing when it cannot be read: %j',
		(stored) => {
			expect(readWatchState(stored, 'w', 'demo')).toBeNull();
		},
	);

	test('leaves out an order that was edited by hand', () => {
		const orders = new Map([['A', watched(PAID)]]);
		const stored = toStored('w', { since: 1, lookBackDays: 30, orders });
		const edited = { ...stored.orders, B: stored.orders.A, C: 'nonsense', D: 7 };
		const read = readWatchState({ ...stored, orders: edited }, 'w', 'demo');
		expect([...(read?.orders.keys() ?? [])]).toEqual(['A']);
	});
});

test('an order for which there is no time is remembered as it is listed', () => {
	const { listed: row } = listed();
	expect(row && listedOnly(row, NOW)).toEqual(watched(inList(PAID), { changedAt: NOW }));
});
