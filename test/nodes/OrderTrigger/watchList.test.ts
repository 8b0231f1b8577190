import {
	isOld,
	planFetches,
	provisional,
	rowOf,
	sight,
	withUnlisted,
	type Candidate,
} from '../../../nodes/OrderTrigger/watchList';
import type { Watched, WatchState } from '../../../nodes/OrderTrigger/watchState';
import type { Order } from '../../../order/order';
import type { Snapshot } from '../../../order/snapshot';
import { NO_ORDER } from '../../order/order.sample';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 26);
const TODAY = '20261126';

const snapshot = (order_status: string, more: Partial<Snapshot> = {}): Snapshot => ({
	order_status,
	payment_status: 'paid',
	fulfillment_status: 'unfulfilled',
	tracking_numbers: '',
	...more,
});
const watched = (order_status: string, more: Partial<Watched> = {}): Watched => ({
	snapshot: snapshot(order_status),
	day: TODAY,
	row: 'aa',
	isDeep: true,
	...more,
});
const state = (orders: Readonly<Record<string, Watched>>): WatchState => ({
	since: NOW - 100 * DAY,
	lookBackDays: 30,
	orders: new Map(Object.entries(orders)),
});
const listed = (orderId: string, row: string, order: Partial<Order> = {}): Candidate => ({
	orderId,
	listed: { row, order: { ...NO_ORDER, ...order } },
});
const ids = (candidates: readonly Candidate[]) => candidates.map(({ orderId }) => orderId);

describe('what is fetched in a poll', () => {
	const plan = (candidates: readonly Candidate[], before: WatchState | null, isDeep = true) => {
		const { urgent, due } = planFetches(candidates, before, isDeep, NOW);
		return { urgent: ids(urgent), due: ids(due) };
	};
	const shipped = { order_status: 'processing', fulfillment_status: 'shipped' } as const;
	const paid = { order_status: 'processing', fulfillment_status: 'unfulfilled' } as const;
	const finished = { order_status: 'completed', fulfillment_status: 'delivered' } as const;

	test('first all, then new orders and those that the list shows a change of', () => {
		const candidates = [
			listed('same', 'aa', paid),
			listed('moved', 'bb', paid),
			listed('new', 'aa'),
		];
		const before = state({ same: watched('processing'), moved: watched('processing') });
		expect(plan(candidates, null).urgent).toEqual(['same', 'moved', 'new']);
		expect(plan(candidates, before)).toEqual({ urgent: ['moved', 'new'], due: [] });
	});

	test('where parcels are of interest, each order that may have some', () => {
		const candidates = [
			listed('paid', 'aa', paid),
			listed('shipped', 'aa', shipped),
			listed('finished', 'aa', finished),
		];
		const before = state({
			paid: watched('processing'),
			shipped: watched('processing'),
			finished: watched('completed'),
		});
		expect(plan(candidates, before)).toEqual({ urgent: [], due: ['shipped'] });
		expect(plan(candidates, before, false)).toEqual({ urgent: [], due: [] });
	});

	test('all again when parcels begin to be of interest', () => {
		const before = state({ A: watched('processing', { isDeep: false }) });
		expect(plan([listed('A', 'aa', paid)], before).urgent).toEqual(['A']);
		expect(plan([listed('A', 'aa', paid)], before, false).urgent).toEqual([]);
	});

	test('orders without a list until they have been ended for 30 days', () => {
		const before = state({
			open: watched('processing', { row: '', day: '20260101' }),
			ended: watched('completed', { row: '', day: TODAY }),
			longEnded: watched('canceled', { row: '', day: '20261001' }),
		});
		const candidates = ['open', 'ended', 'longEnded', 'new'].map((orderId) => ({ orderId }));
		expect(plan(candidates, before)).toEqual({ urgent: ['new'], due: ['open', 'ended'] });
	});
});

describe('orders that have left the list', () => {
	test('are watched on until they have ended, or nothing has happened for long', () => {
		const before = state({
			listed: watched('processing'),
			open: watched('processing'),
			ended: watched('completed'),
			forgotten: watched('processing', { day: '20260101' }),
		});
		expect(ids(withUnlisted([listed('listed', 'aa')], before, NOW))).toEqual(['listed', 'open']);
	});
});

describe('an order that is fetched', () => {
	const facts = { isDeep: true, isBaseline: false, now: NOW };
	const shipped = snapshot('processing', {
		fulfillment_status: 'shipped',
		tracking_numbers: '0a0a0a0a',
	});

	test('is compared with what was remembered', () => {
		const { change, watched: after } = sight(
			listed('A', 'bb'),
			watched('processing'),
			shipped,
			facts,
		);
		expect(change?.changed).toEqual(['fulfillment_status', 'tracking_numbers']);
		expect(after).toEqual({ snapshot: shipped, day: TODAY, row: 'bb', isDeep: true });
	});

	test('keeps the day of its last change', () => {
		const before = watched('processing', { day: '20261101' });
		const { change, watched: after } = sight(listed('A', 'aa'), before, before.snapshot, facts);
		expect(change).toBeNull();
		expect(after.day).toBe('20261101');
	});

	test('is news when it is new, and none when it only was not seen', () => {
		expect(sight(listed('A', 'aa'), undefined, shipped, facts).change?.previous).toBeUndefined();
		const baseline = { ...facts, isBaseline: true };
		expect(sight(listed('A', 'aa'), undefined, shipped, baseline).change).toBeNull();
	});

	test('reports no parcels as new when they were not looked for before', () => {
		const before = watched('processing', { isDeep: false });
		expect(sight(listed('A', 'aa'), before, shipped, facts).change).toBeNull();
		expect(sight(listed('A', 'bb'), before, shipped, facts).change).not.toBeNull();
		const completed = { ...shipped, order_status: 'completed' };
		expect(sight(listed('A', 'aa'), before, completed, facts).change).not.toBeNull();
	});

	test('is compared by its order status alone when only that was known', () => {
		const before = provisional({ ...NO_ORDER, order_status: 'processing' }, NOW);
		expect(sight(listed('A', 'aa'), before, shipped, facts).change).toBeNull();
		const completed = { ...shipped, order_status: 'completed' };
		expect(sight(listed('A', 'aa'), before, completed, facts).change?.changed).toEqual([
			'order_status',
		]);
	});
});

describe('an order that was never seen', () => {
	const placed = (daysAgo: number) => ({
		...NO_ORDER,
		created_at: new Date(NOW - daysAgo * DAY).toISOString(),
	});

	test('is old when it was placed before the first poll, or before what the last one looked back to', () => {
		const young = { ...state({}), since: NOW - 5 * DAY };
		expect([3, 5.5, 7].map((days) => isOld(placed(days), young, NOW))).toEqual([
			false,
			false,
			true,
		]);
		expect([29, 31].map((days) => isOld(placed(days), state({}), NOW))).toEqual([false, true]);
	});

	test('is not old when it does not say when it was placed', () => {
		expect(isOld({ ...NO_ORDER, created_at: null }, state({}), NOW)).toBe(false);
	});
});

test('the row of a list differs when its status, amounts or payments do, and only then', () => {
	const order: Order = { ...NO_ORDER, provider_status: 'paid', order_type: 'x' };
	expect(rowOf({ ...order, order_type: 'y', warnings: ['w'] })).toBe(rowOf(order));
	expect(rowOf({ ...order, provider_status: 'delivered' })).not.toBe(rowOf(order));
	const refund = { ...order.provider_statuses, refund: '3' };
	expect(rowOf({ ...order, provider_statuses: refund })).not.toBe(rowOf(order));
	const paid = { ...order.totals, paid: { amount: '1.00', currency: 'EUR' } };
	expect(rowOf({ ...order, totals: paid })).not.toBe(rowOf(order));
});
