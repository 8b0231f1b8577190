import { rows } from '../../../order/rows';
import first from '../../fixtures/amazon/order.1.json';
import second from '../../fixtures/amazon/order.2.json';
import third from '../../fixtures/amazon/order.3.json';
import whole from '../../fixtures/amazon/order.example.json';
import wholeExpected from '../../fixtures/amazon/order.example.normalized.json';
import expected from '../../fixtures/amazon/samples.rows.json';
import japan from '../../fixtures/amazon/search.1.json';
import britain from '../../fixtures/amazon/search.2.json';
import brazil from '../../fixtures/amazon/search.3.json';
import list from '../../fixtures/amazon/search.example.json';
import { normalize, PERSONAL, usd } from './order.support';

/** Amazon's own sample answers; the rows are written down from the model by hand. */

const SAMPLES = {
	'order.1': first.order,
	'order.2': second.order,
	'order.3': third.order,
	'search.1': japan.orders[0],
	'search.2': britain.orders[0],
	'search.3': brazil.orders[0],
	'order.example': whole.order,
	'search.example': list.orders[0],
} as const;

const CASES = Object.entries(expected).map(([name, each]) => ({ name, ...each }));
test.each(CASES)('$name: $is', ({ name, rows: cells }) => {
	const order = normalize(SAMPLES[name as keyof typeof SAMPLES], PERSONAL);
	expect(rows(order)).toEqual(cells);
	expect(order.warnings).toEqual([]);
});

test('what only the output Order has', () => {
	expect(normalize(whole.order)).toMatchObject(wholeExpected);
});

test('a tip is in the total only; a replacement shows in the type; reasons are kept', () => {
	const order = normalize(list.orders[0]);
	expect(order.totals).toMatchObject({
		total: usd('154.99'),
		goods: usd('149.97'),
		tax: usd('0.02'),
		services: null,
	});
	expect(order.order_type).toBe('MERCHANT, PRIME, AMAZON_BUSINESS, REPLACEMENT_ORIGINAL_ID');
	expect(order.provider_statuses.end_reasons).toEqual([
		'Changed mind about purchase',
		'Buyer requested cancellation',
	]);
});

test('a payment by card, and a district that only the extended address names', () => {
	const order = normalize(brazil.orders[0]);
	expect(order.payments).toEqual([
		{
			amount: { amount: '1599.90', currency: 'BRL' },
			method: 'CreditCard',
			provider: 'Visa',
			transaction_id: '123456',
			status: 'paid',
			provider_status: '',
			created_at: null,
		},
	]);
	expect(order.ship_to.district).toBe('Bela Vista');
});

test('an order without promises, and one of a marketplace of the Far East', () => {
	expect(normalize(third.order)).toMatchObject({ ship_by: null, deliver_by: null });
	expect(normalize(japan.orders[0])).toMatchObject({
		ship_by: '2024-12-25T23:59:59.000Z',
		deliver_by: null,
		order_url: 'https://sellercentral.amazon.co.jp/orders-v3/order/250-1234567-8901234',
		order_type: 'AMAZON, PRIME',
		shipments: [],
	});
});
