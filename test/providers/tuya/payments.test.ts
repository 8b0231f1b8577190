import { cny, normalize } from './order.support';

const status = (
	order_status: string,
	trade: unknown,
	paid: unknown,
	rest: unknown,
	refund: unknown,
	more: object = {},
) =>
	normalize({
		order_status,
		currency: 'CNY',
		amount_trade: trade,
		amount_paid: paid,
		amount_rest: rest,
		amount_refund: refund,
		...more,
	}).payment_status;

describe('the payment status comes from the amounts first', () => {
	test.each([
		// order status, trade, paid, rest, refund → payment
		['finished', '10', '10', '0', '10', 'refunded'],
		['finished', '10', '10', '0', '12', 'refunded'],
		['finished', '10.0', '10.00', '0', '10.000', 'refunded'],
		['finished', '10', '0', '10', '1', 'refunded'],
		['finished', '10', '10', '0', '9.99', 'partially_refunded'],
		['finished', '10', null, '0', '1', 'partially_refunded'],
		['pending_audit_paid', '10', '10', '0', '10', 'refunded'],
		['pending_audit_paid', '10', '10', '0', '0', 'pending'],
		['pending_audit_paid', '10', '0', '10', '0', 'pending'],
		['created', '10', '10', '0', '0', 'paid'],
		['created', '10', '10.01', '0', null, 'paid'],
		['unheard_of', '10', '10', '0.00', '0', 'paid'],
		['paid', '10', '9.99', '0.01', '0', 'partially_paid'],
		['paid', '10', '9.99', null, null, 'partially_paid'],
		['finished', '10', '0', '10', '0', 'unpaid'],
		['finished', '10', '0.00', null, null, 'unpaid'],
		['closed', '10', '0', '10', '0', 'unpaid'],
		['closed', '10', '10', '0', '10', 'refunded'],
		['closed', '10', '10', '0', '0', 'paid'],
	])(
		'%s: trade %j, paid %j, rest %j, refund %j → %s',
		(order, trade, paid, rest, refund, wanted) => {
			expect(status(order, trade, paid, rest, refund)).toBe(wanted);
		},
	);

	test('digits beyond those of a JavaScript number count', () => {
		expect(status('created', '9007199254740993.01', '9007199254740993.00', '0.01', '0')).toBe(
			'partially_paid',
		);
	});
});

describe('the order status decides where the amounts do not', () => {
	test.each([
		['created', null, null, null, null, 'unpaid'],
		// Nothing to pay: a fully discounted order is not unpaid.
		['paid', '0', '0', '0', '0', 'paid'],
		['delivered', '0.00', '0.00', '0.00', null, 'paid'],
		['created', '0', '0', '0', '0', 'unpaid'],
		['finished', null, '0', '0', '0', 'paid'],
		['finished', null, null, null, null, 'paid'],
		['closed', null, null, null, null, 'unknown'],
		['paid', '10', null, '0', '0', 'paid'],
		['created', '10', '10', null, null, 'unpaid'],
		['created', '10', '10', '1', '0', 'unpaid'],
		['created', null, '10', '0', '0', 'unpaid'],
		['created', '0', '5', '0', '0', 'unpaid'],
		['created', '10', '-5', '15', '0', 'unpaid'],
		['paid', '10', 'ten', '0', '0', 'paid'],
		['paid', '10', '10', '0', '-1', 'paid'],
	])(
		'%s: trade %j, paid %j, rest %j, refund %j → %s',
		(order, trade, paid, rest, refund, wanted) => {
			expect(status(order, trade, paid, rest, refund)).toBe(wanted);
		},
	);

	test('an amount in another currency is not compared', () => {
		const payment_detail = { currency: 'USD', paid_amount: '0' };
		expect(status('paid', '10', null, '0', '0', { payment_detail })).toBe('paid');
	});
});

describe('payments and the time of payment', () => {
	const pay = (trade_status: string, gmt_create: unknown) => ({ trade_status, gmt_create });
	const step = (order_status: string, gmt_create: unknown) => ({ order_status, gmt_create });
	const payment_list = [
		pay('TRADE_CLOSED', 1600000000000),
		pay('TRADE_SUCCESS', 1600000003000),
		pay('TRADE_FINISHED', '1600000002000'),
		pay('TRADE_SUCCESS', 0),
	];
	const order_flow_list = [
		step('paid', 1600000009000),
		step('finished', 1600000010000),
		step('paid', 1600000008000),
		step('paid', 0),
	];

	test('gmt_order_pay comes first', () => {
		const read = normalize({ gmt_order_pay: 1600000001000, payment_list, order_flow_list });
		expect(read.paid_at).toBe('2020-09-13T12:26:41.000Z');
	});

	test('then the earliest successful payment', () => {
		const read = normalize({ gmt_order_pay: 0, payment_list, order_flow_list });
		expect(read.paid_at).toBe('2020-09-13T12:26:42.000Z');
	});

	test('then the first `paid` of the flow', () => {
		const read = normalize({ payment_list: [pay('WAIT_BUYER_PAY', 1)], order_flow_list });
		expect(read.paid_at).toBe('2020-09-13T12:26:48.000Z');
	});

	test('else there is none', () => {
		const flow = [step('created', 1600000008000), step('paid', 0)];
		expect(normalize({ order_flow_list: flow }).paid_at).toBeNull();
		expect(normalize({ gmt_order_pay: -1 }).paid_at).toBeNull();
	});

	test('each payment has its own currency, else the order’s', () => {
		const read = normalize({
			currency: 'CNY',
			payment_list: [
				{
					trade_amount: '1.04',
					paid_type: 'card',
					paid_provider: 'bank',
					transaction_no: 9007199254740991,
				},
				{ trade_amount: { Value: '2' }, currency: 'USD' },
			],
		});
		expect(read.payments).toEqual([
			{
				amount: cny('1.04'),
				method: 'card',
				provider: 'bank',
				transaction_id: '9007199254740991',
				status: 'unknown',
				provider_status: '',
				created_at: null,
			},
			{
				amount: { amount: '2', currency: 'USD' },
				method: '',
				provider: '',
				transaction_id: '',
				status: 'unknown',
				provider_status: '',
				created_at: null,
			},
		]);
	});
});
