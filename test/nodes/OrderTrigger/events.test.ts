import { compareOrder } from '../../../changes/compare';
import type { OrderState } from '../../../changes/state';
import { EVENT_NAMES, eventsOf, needsOf, type EventName } from '../../../nodes/OrderTrigger/events';

const PAID: OrderState = {
	orderKey: 'tuya:SO1',
	orderStatus: 'processing',
	paymentStatus: 'paid',
	fulfillmentStatus: 'unfulfilled',
	items: '',
	trackingNumbers: ['aaaa'],
	attention: [],
	looked: { details: true, tracking: 'seen', attention: true },
};
const CHANGES = EVENT_NAMES.filter((name) => name !== 'newOrder');

const events = (
	before: OrderState | null,
	after: Partial<OrderState>,
	chosen: readonly EventName[] = EVENT_NAMES,
) => {
	const { change } = compareOrder(before, { ...PAID, ...after });
	return change && eventsOf(change, chosen);
};

test.each<[string, Partial<OrderState>, readonly EventName[]]>([
	['an order status', { orderStatus: 'completed' }, ['orderStatus']],
	['a payment status', { paymentStatus: 'refunded' }, ['paymentStatus']],
	['a fulfillment status', { fulfillmentStatus: 'shipped' }, ['fulfillmentStatus']],
	['another tracking number', { trackingNumbers: ['aaaa', 'bbbb'] }, ['tracking']],
	['a tracking number in place of another', { trackingNumbers: ['bbbb'] }, ['tracking']],
	['a tracking number less', { trackingNumbers: [] }, []],
	['a canceled item', { items: 'cccccccc' }, ['items']],
	['a reason for attention', { attention: ['nm261129'] }, ['attention']],
	[
		'several at once',
		{ fulfillmentStatus: 'shipped', trackingNumbers: ['bbbb'] },
		['fulfillmentStatus', 'tracking'],
	],
])('%s', (_, after, happened) => {
	expect(events(PAID, after)).toEqual(happened);
	expect(events(PAID, after, ['newOrder'])).toEqual([]);
});

test('an order that was placed is a new order and nothing else, if that was chosen', () => {
	expect(events(null, {})).toEqual(['newOrder']);
	expect(events(null, {}, CHANGES)).toEqual(['orderStatus', 'paymentStatus', 'tracking']);
	const placed = { orderStatus: 'pending', paymentStatus: 'unpaid', trackingNumbers: [] } as const;
	expect(events(null, placed, CHANGES)).toEqual([]);
});

test('what no list shows is fetched for the events that are about it', () => {
	const needing = (need: keyof ReturnType<typeof needsOf>) =>
		EVENT_NAMES.filter((name) => needsOf([name])[need]);
	expect(needing('parcels')).toEqual(['fulfillmentStatus', 'tracking']);
	expect(needing('payments')).toEqual(['paymentStatus', 'items']);
	expect(needing('attention')).toEqual(['attention']);
});
