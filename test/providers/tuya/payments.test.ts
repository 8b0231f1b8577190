import { cny, normalize } from './order.support';

type Amounts = [trade: unknown, paid: unknown, rest: unknown, refund: unknown];
describe('the payment status', () => {
	test.each<[string, ...Amounts, string]>([
		// order status, trade, paid, rest, refund → payment: from the amounts first,
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
		['created', '9007199254740993.01', '9007199254740993.00', '0.01', '0', 'partially_paid'],
		['closed', '10', '10', '0', '10', 'refunded'],
		['closed', '10', '10', '0', '0', 'paid'],
		// and from the order status where they do not decide.
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
	])('%s: trade %j, paid %j, rest %j, refund %j → %s', (order_status, ...row) => {
		const [amount_trade, amount_paid, amount_rest, amount_refund, wanted] = row;
		const totals = { amount_trade, amount_paid, amount_rest, amount_refund };
		expect(normalize({ order_status, currency: 'CNY', ...totals }).payment_status).toBe(wanted);
	});

	test('an amount in another currency is not compared', () => {
		const payment_detail = { currency: 'USD', paid_amount: '0' };
		const order = { order_status: 'paid', currency: 'CNY', amount_trade: '10', payment_detail };
		expect(normalize(order).payment_status).toBe('paid');
	});
});

describe('payments and the time of payment', () => {
	const pay = (trade_status: string, gmt_create: unknown) => ({ trade_status, gmt_create });
	const step = (order_status: string, gmt_create: unknown) => ({ order_status, gmt_create });
	const payment_list = [
		...[pay('TRADE_CLOSED', 1600000000000), pay('TRADE_SUCCESS', 1600000003000)],
		...[pay('TRADE_FINISHED', '1600000002000'), pay('TRADE_SUCCESS', 0)],
	];
	const order_flow_list = [
		...[step('paid', 1600000009000), step('finished', 1600000010000)],
		...[step('paid', 1600000008000), step('paid', 0)],
	];
	const unpaid = { payment_list: [pay('WAIT_BUYER_PAY', 1)] };
	const never = [step('created', 1600000008000), step('paid', 0)];

	test.each([
		['gmt_order_pay', { gmt_order_pay: 1600000001000, payment_list, order_flow_list }, '41'],
		['the earliest success', { gmt_order_pay: 0, payment_list, order_flow_list }, '42'],
		['the first `paid` of the flow', { ...unpaid, order_flow_list }, '48'],
		['none', { gmt_order_pay: -1, order_flow_list: never }, null],
	])('the order was paid at %s', (_, payload, second) => {
		const { paid_at } = normalize(payload);
		expect(paid_at).toBe(second && `2020-09-13T12:26:${second}.000Z`);
	});

	test('each payment has its own currency, else the order’s', () => {
		const paid = { paid_type: 'card', paid_provider: 'bank', transaction_no: 9007199254740991 };
		const { payments } = normalize({
			currency: 'CNY',
			payment_list: [
				{ trade_amount: '1.04', ...paid },
				{ trade_amount: { Value: '2' }, currency: 'USD' },
			],
		});
		const unknown = { status: 'unknown', provider_status: '', created_at: null };
		const named = { method: 'card', provider: 'bank', transaction_id: '9007199254740991' };
		const nameless = { method: '', provider: '', transaction_id: '' };
		expect(payments).toEqual([
			{ ...unknown, amount: cny('1.04'), ...named },
			{ ...unknown, amount: { amount: '2', currency: 'USD' }, ...nameless },
		]);
	});
});
