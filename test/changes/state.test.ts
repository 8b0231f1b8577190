import fc from 'fast-check';

import { readState, stateKey, stateOf, stateText, type Concern } from '../../changes/state';
import { anyOrder, NO_LINE, NO_ORDER, NO_SHIPMENT } from '../order/order.support';
import { anyLook } from './state.support';

const concerns: fc.Arbitrary<readonly Concern[]> = fc.uniqueArray(
	fc.record({
		reason: fc.constantFrom<Concern['reason'][]>(
			...(['not_shipped', 'no_movement', 'overdue', 'payment_due', 'on_hold'] as const),
		),
		since: fc.oneof(fc.integer({ min: 0 }), fc.double(), fc.date().map(Number)),
	}),
	{ selector: ({ reason }) => reason },
);
const ids = fc.oneof(fc.stringMatching(/^[\w.-]{1,40}$/), fc.string({ maxLength: 5000 }));
const numbers = fc.array(fc.oneof(fc.string(), fc.stringMatching(/^[A-Z]{2}\d{9}$/)), {
	maxLength: 30,
});

const SEEN = { details: true, tracking: 'seen', attention: true } as const;
const order = {
	...NO_ORDER,
	provider: 'tuya',
	order_id: 'SO1',
	order_status: 'processing',
	payment_status: 'paid',
	fulfillment_status: 'shipped',
	shipments: [{ ...NO_SHIPMENT, tracking_number: 'LX123456789CN' }],
	buyer: { ...NO_ORDER.buyer, name: 'Ada', email: 'ada@example.com' },
} as const;
const since = Date.UTC(2026, 10, 29, 23);
const TEXT = stateText(stateOf(order, SEEN, [{ reason: 'no_movement', since }]));

test('a state is readable, and names its order', () => {
	expect(TEXT).toMatch(/^v1\|tuya:SO1\|processing\|paid\|shipped\|\|[\w-]{4}\|nm261129\|dta\|$/);
});

test('comes back from its text, which is under 200 characters whatever the order holds', () => {
	fc.assert(
		fc.property(anyOrder, ids, numbers, anyLook, concerns, (any, id, all, looked, found) => {
			const shipments = all.map((tracking_number) => ({ ...NO_SHIPMENT, tracking_number }));
			const lines = any.lines.map((line) => ({ ...line, tracking_numbers: all }));
			const state = stateOf({ ...any, order_id: id, shipments, lines }, looked, found);
			const text = stateText(state);
			expect(text.length).toBeLessThan(200);
			expect(readState(text)).toEqual(state);
			expect(readState(text, stateKey(any.provider, id))).toEqual(state);
		}),
	);
});

test('has no personal data, no tracking number and no name of a product', () => {
	for (const each of ['Ada', 'example', 'LX123456789CN']) expect(TEXT).not.toContain(each);
});

test.each<[string, unknown]>([
	['nothing', ''],
	['no text', null],
	['a number', 5],
	['another version', TEXT.replace('v1', 'v2')],
	['foreign words', TEXT.replace('processing', 'WAIT_SELLER_SEND_GOODS')],
	['a foreign reason', TEXT.replace('nm', 'xx')],
	['megabytes', TEXT.repeat(30_000)],
	['megabytes of spaces', ' '.repeat(5_000_000)],
	['two states', `${TEXT}${TEXT}`],
	['line breaks', TEXT.replaceAll('|', '\n')],
])('%s is no state', (_, value) => {
	expect(readState(value)).toBeNull();
});

test('part of a state is not a state', () => {
	for (let length = 0; length < TEXT.length; length++) {
		expect(readState(TEXT.slice(0, length))).toBeNull();
		expect(readState(TEXT.slice(TEXT.length - length))).toBeNull();
	}
});

test('the state of another order is refused, also where ids are too long to be shown', () => {
	expect(readState(TEXT, stateKey('tuya', 'SO1'))).not.toBeNull();
	expect(readState(TEXT, stateKey('tuya', 'SO10'))).toBeNull();
	expect(readState(TEXT, stateKey('aliexpress', 'SO1'))).toBeNull();
	const long = 'x'.repeat(500);
	expect(stateKey('tuya', `${long}1`)).not.toBe(stateKey('tuya', `${long}2`));
	expect(stateKey('tuya', 'a|b')).not.toBe(stateKey('tuya', 'ab'));
});

test('reading any value as a state never throws', () => {
	fc.assert(fc.property(fc.anything(), (any) => void readState(any)));
	fc.assert(fc.property(fc.string(), (text) => void readState(`v1|${text}`)));
});

test('tracking numbers in another order, or twice, are one state; each number counts', () => {
	const textOf = (...all: string[]) => {
		const shipments = all.map((tracking_number) => ({ ...NO_SHIPMENT, tracking_number }));
		return stateText(stateOf({ ...order, shipments }, SEEN));
	};
	expect(textOf('A1', 'B2')).toBe(textOf('B2', 'A1', 'B2'));
	const many = Array.from({ length: 100 }, (_, at) => `N${at}`);
	expect(textOf(...many)).toBe(textOf(...[...many].reverse()));
	expect(textOf(...many)).not.toBe(textOf(...many, 'one more'));
});

test('canceled lines and their reasons count in any order of the lines, shipped ones do not', () => {
	const line = { ...NO_LINE, sku: 'A', fulfillment_status: 'unfulfilled' } as const;
	const itemsOf = (...lines: Array<typeof NO_LINE>) => stateOf({ ...order, lines }, SEEN).items;
	const canceled = { ...line, fulfillment_status: 'canceled', cancel_reason: 'buyer' } as const;
	const other = { ...line, sku: 'B' };
	expect(itemsOf(line, other)).toBe('');
	expect(itemsOf(line, { ...other, fulfillment_status: 'shipped' })).toBe('');
	expect(itemsOf(canceled, other)).toBe(itemsOf(other, canceled));
	const states = [
		itemsOf(canceled, other),
		itemsOf(canceled, { ...canceled, sku: 'B' }),
		itemsOf({ ...canceled, cancel_reason: 'seller' }, other),
		itemsOf({ ...canceled, cancel_reason: '' }, other),
		itemsOf({ ...line, cancel_reason: 'unknown' }, other),
	];
	expect(new Set(['', ...states]).size).toBe(states.length + 1);
});
