import fc from 'fast-check';

import { itemsSummary, orderSummary } from '../../order/summary';
import { anyOrder, NO_LINE, NO_ORDER, NO_SHIPMENT } from './order.support';

const line = (product_name: string, quantity: number | null = 1) => ({
	...NO_LINE,
	product_name,
	quantity,
});

describe('the summary of an order', () => {
	const order = {
		...NO_ORDER,
		order_id: '8190439416163295',
		order_status: 'processing',
		payment_status: 'paid',
		fulfillment_status: 'partially_shipped',
		lines: [line('Bottle', 2), line('Cap')],
		shipments: [
			{
				...NO_SHIPMENT,
				tracking_number: 'LB1CN',
				events: [{ at: '2026-05-01T00:00:00.000Z', status: 'DEPART', detail: 'Left the hub' }],
			},
		],
	} as const;

	test('is one line with ids, statuses, items, tracking and the last event', () => {
		expect(orderSummary(order)).toBe(
			'Order 8190439416163295 · processing, paid, partially shipped · 2 × Bottle, 1 × Cap · tracking LB1CN · Left the hub',
		);
	});

	test('ends with what needs someone', () => {
		expect(orderSummary(order, ['no movement for 8 days', 'on hold'])).toMatch(
			/ · Left the hub · no movement for 8 days · on hold$/,
		);
	});

	test('leaves out what is not known', () => {
		expect(orderSummary({ ...NO_ORDER, order_id: '1' })).toBe('Order 1 · unknown');
	});

	test('counts items beyond five', () => {
		const lines = Array.from({ length: 8 }, (_, index) => line(`P${index}`));
		expect(orderSummary({ ...order, lines })).toContain('1 × P4, 3 more ·');
	});

	test.each([
		['<!channel> sale', '‹!channel› sale'],
		['<https://a.example|Click>', '‹https://a.example|Click›'],
		['two\nlines\u2028three', 'two lines three'],
	])('makes %j harmless in a message', (name, shown) => {
		expect(orderSummary({ ...order, lines: [line(name)] })).toContain(`1 × ${shown} ·`);
	});

	test('is bounded and has neither a line break nor an angle bracket, whatever the order', () => {
		fc.assert(
			fc.property(anyOrder, (any) => {
				expect(orderSummary(any)).not.toMatch(/[<>\r\n\u2028\u2029]/);
			}),
			{ numRuns: 100 },
		);
	});
});

const BOTTLE = { product_name: 'Bottle', quantity: 2 };
test.each([
	['all lines', [BOTTLE, { ...BOTTLE, product_name: 'Cap' }], '2 × Bottle, 2 × Cap'],
	['no quantity where none is known', [{ product_name: 'Bottle' }], 'Bottle'],
	['a quantity of zero', [{ product_name: 'Bottle', quantity: 0 }], '0 × Bottle'],
	['the sku of a nameless line', [{ sku: 'S1', product_id: 'P1', quantity: 1 }], '1 × S1'],
	['else the product', [{ product_id: 'P1', quantity: 1 }], '1 × P1'],
	['else the place', [{ line_number: 3, quantity: 1 }], '1 × line 3'],
	['nothing without lines', [], ''],
])('the items on one line have %s', (_name, lines, summary) => {
	expect(itemsSummary(lines.map((line) => ({ ...NO_LINE, ...line })))).toBe(summary);
});
