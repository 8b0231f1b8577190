import { normalize } from './order.support';

/** Written out by hand from the model, so that each entry of the code's tables is held by a row. */
describe('order_status, without amounts and deliveries', () => {
	test.each<readonly [string, string, string, string]>([
		['created', 'pending', 'unpaid', 'unfulfilled'],
		['paid', 'processing', 'paid', 'unfulfilled'],
		['pending_audit_paid', 'on_hold', 'pending', 'unfulfilled'],
		['part_delivered', 'processing', 'paid', 'partially_shipped'],
		['delivered', 'processing', 'paid', 'shipped'],
		['finished', 'completed', 'paid', 'delivered'],
		['Finished', 'completed', 'paid', 'delivered'],
		...['cancel', 'canceled', 'cancelled', 'CANCELED', 'order_cancelled', 'close', 'closed'].map(
			(status) => [status, 'canceled', 'unknown', 'canceled'] as const,
		),
		['TRADE_CLOSED', 'canceled', 'unknown', 'canceled'],
	])('%s is %s, %s, %s', (order_status, order, payment, fulfillment) => {
		const read = normalize({ order_status });
		const { payment_status, fulfillment_status, provider_status, provider_statuses } = read;
		const found = [read.order_status, payment_status, fulfillment_status];
		expect(found).toEqual([order, payment, fulfillment]);
		expect([provider_status, provider_statuses.order]).toEqual([order_status, order_status]);
		expect(read.warnings).toEqual([]);
	});

	test.each([
		...['shipped_maybe', 'cancel_pending', 'canceling', 'refund_closed', 'disclosed'],
		...['constructor', '__proto__', 7, { status: 'paid' }],
	])('%j is unknown and says so', (order_status) => {
		const unknown = { order_status: 'unknown', payment_status: 'unknown' };
		const { fulfillment_status, warnings, ...read } = normalize({ order_status });
		expect(read).toMatchObject(unknown);
		expect(fulfillment_status).toBe('unknown');
		expect(warnings).toEqual([expect.stringContaining('order_status')]);
	});

	test.each([undefined, null, '', '  '])('%j is absent: unknown, no warning', (order_status) => {
		expect(normalize({ order_status })).toMatchObject({ order_status: 'unknown', warnings: [] });
	});
});

describe('trade_status of a payment', () => {
	test.each([
		['TRADE_SUCCESS', 'paid'],
		['TRADE_FINISHED', 'paid'],
		['WAIT_BUYER_PAY', 'pending'],
		['TRADE_CLOSED', 'voided'],
	])('%s is %s', (trade_status, expected) => {
		const read = normalize({ payment_list: [{ trade_status }] });
		expect(read.payments[0]?.status).toBe(expected);
		expect(read.payments[0]?.provider_status).toBe(trade_status);
		expect(read.warnings).toEqual([]);
	});

	test('an unknown one is unknown and names the payment', () => {
		const read = normalize({ payment_list: [{}, { trade_status: 'TRADE_ODD' }] });
		expect(read.payments.map(({ status }) => status)).toEqual(['unknown', 'unknown']);
		expect(read.warnings).toEqual([
			'Payment 2 has the unrecognized value "TRADE_ODD" in "trade_status".',
		]);
	});
});

describe('refund_status and delivery_status', () => {
	test.each([[-2], [2], ['refunded'], [99]])('%j is kept and decides nothing', (value) => {
		const read = normalize({
			order_status: 'paid',
			refund_status: value,
			delivery_list: [{ delivery_status: value }],
		});
		expect(read.payment_status).toBe('paid');
		expect(read.shipments[0]?.status).toBe('pending');
		expect(read.shipments[0]?.provider_status).toBe(String(value));
		expect(read.provider_statuses.refund).toBe(String(value));
		expect(read.provider_statuses.fulfillment).toBe(String(value));
	});
});
