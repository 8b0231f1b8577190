import { eventsOf, EVENTS } from '../../../nodes/OrderTrigger/events';
import { changeOf } from '../../../order/change';
import type { Snapshot } from '../../../order/snapshot';

const PAID: Snapshot = {
	order_status: 'processing',
	payment_status: 'paid',
	fulfillment_status: 'unfulfilled',
	tracking_numbers: '',
};

const events = (
	before: Snapshot | undefined,
	after: Partial<Snapshot>,
	chosen: ReadonlyArray<(typeof EVENTS)[number]> = EVENTS,
) => {
	const change = changeOf(before, { ...(before ?? PAID), ...after });
	return change && eventsOf(change, chosen);
};

describe('the events of a change', () => {
	test.each([
		['orderStatus', { order_status: 'completed' }],
		['paymentStatus', { payment_status: 'refunded' }],
		['fulfillmentStatus', { fulfillment_status: 'shipped' }],
		['tracking', { tracking_numbers: '0a0a0a0a' }],
	])('%s', (event, after) => {
		expect(events(PAID, after)).toEqual([event]);
	});

	test('are all that happened at once', () => {
		const after = { fulfillment_status: 'shipped', tracking_numbers: '0a0a0a0a' };
		expect(events(PAID, after)).toEqual(['fulfillmentStatus', 'tracking']);
	});

	test('are only those that were chosen', () => {
		expect(events(PAID, { payment_status: 'refunded' }, ['orderStatus'])).toEqual([]);
	});
});

describe('a tracking number is added', () => {
	const one = { ...PAID, tracking_numbers: '0a0a0a0a' };

	test('next to another, or in its place', () => {
		expect(events(one, { tracking_numbers: '0a0a0a0a.0b0b0b0b' })).toEqual(['tracking']);
		expect(events(one, { tracking_numbers: '0b0b0b0b' })).toEqual(['tracking']);
	});

	test('not when one is taken away', () => {
		const two = { ...PAID, tracking_numbers: '0a0a0a0a.0b0b0b0b' };
		expect(events(two, { tracking_numbers: '0a0a0a0a' })).toEqual([]);
		expect(events(one, { tracking_numbers: '' })).toEqual([]);
	});
});

describe('an order that was placed since the last poll', () => {
	test('is a new order and nothing else', () => {
		expect(events(undefined, PAID)).toEqual(['newOrder']);
	});

	test('counts as changed by what has happened to it already', () => {
		const others = EVENTS.filter((event) => event !== 'newOrder');
		expect(events(undefined, PAID, others)).toEqual(['orderStatus', 'paymentStatus']);
		const placed = { order_status: 'pending', payment_status: 'unpaid' };
		expect(events(undefined, placed, others)).toEqual([]);
	});
});
