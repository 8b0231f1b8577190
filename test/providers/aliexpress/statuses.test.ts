import { lineOf, normalized, orderOf } from './order.support';

const PAID = { order_paidtime_string: '2024-09-09 21:05:00' };

const axes = (result: unknown) => {
	const { order_status, payment_status, fulfillment_status } = normalized(result);
	return [order_status, payment_status, fulfillment_status];
};

describe('order_status alone', () => {
	test.each([
		['PLACE_ORDER_SUCCESS', 'pending', 'unpaid', 'unpaid', 'unfulfilled'],
		['WAIT_BUYER_PAY', 'pending', 'unpaid', 'unpaid', 'unfulfilled'],
		['CANCELLED', 'canceled', 'unknown', 'voided', 'canceled'],
		['TRADE_CLOSED', 'canceled', 'unknown', 'voided', 'canceled'],
		['Cancelled by seller', 'canceled', 'unknown', 'voided', 'canceled'],
		['closedByBuyer', 'canceled', 'unknown', 'voided', 'canceled'],
		['PAYMENT_PROCESSING', 'pending', 'pending', 'pending', 'unfulfilled'],
		['WAIT_SELLER_EXAMINE_MONEY', 'on_hold', 'pending', 'pending', 'unfulfilled'],
		['RISK_CONTROL', 'on_hold', 'paid', 'paid', 'unfulfilled'],
		['RISK_CONTROL_HOLD', 'on_hold', 'paid', 'pending', 'unfulfilled'],
		['WAIT_GROUP', 'on_hold', 'paid', 'unknown', 'unfulfilled'],
		['WAIT_GROUP_SUCCESS', 'on_hold', 'paid', 'unknown', 'unfulfilled'],
		['IN_PRESELL_PROMOTION', 'on_hold', 'paid', 'unknown', 'unfulfilled'],
		['IN_BOOK_SALE', 'on_hold', 'paid', 'unknown', 'unfulfilled'],
		['WAIT_COMPLETE_ADDRESS', 'on_hold', 'paid', 'unknown', 'unfulfilled'],
		['WAIT_SELLER_SEND_GOODS', 'processing', 'paid', 'paid', 'unfulfilled'],
		['SELLER_PART_SEND_GOODS', 'processing', 'paid', 'paid', 'partially_shipped'],
		['SELLER_SEND_PART_GOODS', 'processing', 'paid', 'paid', 'partially_shipped'],
		['WAIT_BUYER_ACCEPT_GOODS', 'processing', 'paid', 'paid', 'shipped'],
		['IN_CANCEL', 'cancel_pending', 'paid', 'unknown', 'unknown'],
		['IN_ISSUE', 'on_hold', 'paid', 'paid', 'unknown'],
		['IN_FROZEN', 'on_hold', 'paid', 'paid', 'unknown'],
		['FINISH', 'completed', 'unknown', 'unknown', 'unknown'],
		['FUND_PROCESSING', 'completed', 'unknown', 'unknown', 'unknown'],
		['ARCHIVE', 'completed', 'unknown', 'unknown', 'unknown'],
	])(
		'%s is %s, with a paid time %s, without %s, and %s',
		(status, order, paid, unpaid, fulfillment) => {
			expect(axes({ order_status: status, ...PAID })).toEqual([order, paid, fulfillment]);
			expect(axes({ order_status: status })).toEqual([order, unpaid, fulfillment]);
			expect(normalized({ order_status: status }).warnings).toEqual([]);
			expect(normalized({ order_status: status }).provider_status).toBe(status);
		},
	);

	test('is read in any case; absent it is unknown without a warning', () => {
		expect(axes({ order_status: ' in_cancel ' })).toEqual(['cancel_pending', 'unknown', 'unknown']);
		expect(axes({})).toEqual(['unknown', 'unknown', 'unknown']);
		expect(normalized({}).warnings).toEqual([]);
	});

	test.each([
		...['SOMETHING_NEW', 'CANCEL_REQUESTED', 'REFUND_CLOSED', 'constructor', '__proto__'],
		'x'.repeat(5000),
	])('an unknown value (%#) stays visible, with a short warning', (order_status) => {
		const { warnings, ...order } = normalized({ order_status, ...PAID });
		const unknown = { order_status: 'unknown', payment_status: 'unknown' };
		expect(order).toMatchObject({ ...unknown, provider_status: order_status });
		expect(order.fulfillment_status).toBe('unknown');
		expect(warnings).toEqual([expect.stringContaining('"order_status"')]);
		expect(warnings[0]).toContain(order_status.slice(0, 40));
		expect(warnings[0]?.length).toBeLessThan(200);
	});
});

describe('logistics_status', () => {
	test.each([
		['WAIT_SELLER_SEND_GOODS', 'unfulfilled'],
		['SELLER_SEND_PART_GOODS', 'partially_shipped'],
		['SELLER_SEND_GOODS', 'shipped'],
		['BUYER_ACCEPT_GOODS', 'delivered'],
		['DEFAULT', 'unknown'],
		['NO_LOGISTICS', 'unknown'],
		['', 'unknown'],
	])('%s says %s where order_status says nothing', (logistics_status, fulfillment) => {
		for (const order_status of ['IN_CANCEL', 'IN_ISSUE', 'IN_FROZEN', 'NEW_ONE', '']) {
			expect(axes({ order_status, logistics_status })[2]).toBe(fulfillment);
		}
		const order = normalized({ logistics_status });
		expect(order.warnings).toEqual([]);
		expect(order.provider_statuses.fulfillment).toBe(logistics_status);
	});

	test.each([
		['WAIT_SELLER_SEND_GOODS', 'SELLER_SEND_GOODS', 'shipped'],
		['WAIT_SELLER_SEND_GOODS', 'SELLER_SEND_PART_GOODS', 'partially_shipped'],
		['SELLER_PART_SEND_GOODS', 'WAIT_SELLER_SEND_GOODS', 'partially_shipped'],
		['WAIT_BUYER_ACCEPT_GOODS', 'SELLER_SEND_PART_GOODS', 'shipped'],
		['WAIT_BUYER_ACCEPT_GOODS', 'BUYER_ACCEPT_GOODS', 'delivered'],
		['WAIT_BUYER_ACCEPT_GOODS', 'DEFAULT', 'shipped'],
		['PLACE_ORDER_SUCCESS', 'NO_LOGISTICS', 'unfulfilled'],
	])('of %s and %s the more advanced wins: %s', (order_status, logistics_status, fulfillment) => {
		expect(axes({ order_status, logistics_status })[2]).toBe(fulfillment);
	});

	test('an unknown value leaves what order_status says, with a warning', () => {
		const status = { order_status: 'WAIT_BUYER_ACCEPT_GOODS', logistics_status: 'BY_BALLOON' };
		expect(normalized(status)).toMatchObject({
			fulfillment_status: 'shipped',
			provider_statuses: { fulfillment: 'BY_BALLOON' },
			warnings: [expect.stringContaining('"BY_BALLOON" in "logistics_status"')],
		});
	});
});

describe.each(['FINISH', 'FUND_PROCESSING', 'ARCHIVE'])('%s means ended', (order_status) => {
	const live = {};
	const stop = { end_reason: 'CANCELED' };
	const refund = { end_reason: 'seller_accept_issue_no_goods_return' };
	const done = { end_reason: 'buyer_accept_goods' };
	const ended = [stop, { end_reason: 'pay_timeout' }];
	const [RECEIVED, SENT, PARTLY] = [
		...['BUYER_ACCEPT_GOODS', 'SELLER_SEND_GOODS', 'SELLER_SEND_PART_GOODS'],
	];

	test.each([
		['received', RECEIVED, [live], 'completed', 'paid', 'paid', 'delivered'],
		['received, canceled', RECEIVED, ended, 'completed', 'unknown', 'unknown', 'delivered'],
		['all canceled', 'DEFAULT', ended, 'canceled', 'unknown', 'voided', 'canceled'],
		['all canceled, sent', SENT, ended, 'canceled', 'unknown', 'voided', 'canceled'],
		['all refunded, sent', SENT, [refund], 'canceled', 'unknown', 'voided', 'shipped'],
		['a refund', RECEIVED, [refund, live], 'completed', 'unknown', 'unknown', 'delivered'],
		['accepted', 'DEFAULT', [done], 'completed', 'paid', 'paid', 'delivered'],
		['accepted in part', 'DEFAULT', [done, live], 'completed', 'unknown', 'unknown', 'unknown'],
		['half accepted', 'DEFAULT', [stop, done], 'completed', 'paid', 'paid', 'delivered'],
		['sent', SENT, [live], 'completed', 'paid', 'paid', 'shipped'],
		['sent, half canceled', SENT, [stop, live], 'completed', 'paid', 'paid', 'shipped'],
		['partly sent', PARTLY, [live], 'completed', 'unknown', 'unknown', 'unknown'],
		['never sent', 'WAIT_SELLER_SEND_GOODS', [live], 'completed', 'unknown', 'unknown', 'unknown'],
		['no logistics', 'NO_LOGISTICS', [live], 'completed', 'unknown', 'unknown', 'unknown'],
		['no lines', '', [], 'completed', 'unknown', 'unknown', 'unknown'],
	])('%s (%s)', (_name, logistics_status, lines, order, paid, unpaid, fulfillment) => {
		const result = { order_status, logistics_status, child_order_list: lines };
		expect(axes({ ...result, ...PAID })).toEqual([order, paid, fulfillment]);
		expect(axes(result)).toEqual([order, unpaid, fulfillment]);
	});
});

describe('end_reason', () => {
	/** Written out by hand, so that each pattern of the table is held by its words. */
	test.each([
		['', 'buyer_accept_goods, BUYER_CONFIRM_RECEIPT, finished, trade_success'],
		['', 'buyer_accept_goods_timeout, buyer_confirm_goods, buyer_confirm_goods_timeout, finish'],
		['', 'Trade completed'],
		['payment_timeout', 'PAY_TIMEOUT, buyer_payment_time_out, unpaid, confirm_payamount_timeout'],
		['payment_timeout', 'not_pay_timeout, notpay, payment_unsuccessful, payment-reject'],
		['payment_timeout', 'pay_not_finished, paytimeout, no_payment_received_from_the_buyer'],
		['payment_timeout', 'buyer did not make the payment, payment expired'],
		['payment_timeout', 'payment_time_out_finish'],
		['buyer', `buyer_cancel, buyer_not_accept_goods, buyer_reject_goods, buyer_cancel_success`],
		['seller', 'SELLER_CLOSE, supplier_refused, seller_not_accept_order'],
		['seller', 'seller_accept_issue_no_goods_return, send_goods_timeout'],
		['seller', 'seller_send_goods_timeout, sellerSendGoodsTimeout'],
		['risk', `risk_control, security_close, FRAUD, suspicious_order, buyer_security_close`],
		['out_of_stock', `no_stock_cancel, seller_out_of_stock, out_of_stock_finish`],
		['other', 'CANCELED, closed_by_system, trade_close, issue_finish, refund_success_close'],
		['other', 'dispute_finish, refund_success'],
	])('"%s" is the cancel reason of %s', (reason, words) => {
		const head = { order_status: 'WAIT_SELLER_SEND_GOODS' };
		const status = reason === '' ? 'unfulfilled' : 'canceled';
		for (const end_reason of words.split(/,\s+/)) {
			const { lines, warnings, provider_statuses } = orderOf([{ end_reason }, {}], head);
			const [{ cancel_reason, fulfillment_status } = {}] = lines;
			const read = [end_reason, cancel_reason, fulfillment_status, warnings];
			expect(read).toEqual([end_reason, reason, status, []]);
			expect(provider_statuses.end_reasons).toEqual([end_reason]);
		}
	});

	test.each(['gone', 'unsuccessful', 'not_finished', 'acceptance', 'stopwatch'])(
		'unknown words (%s) leave the line as the order says, with a warning',
		(end_reason) => {
			const line = lineOf({ end_reason }, { order_status: 'WAIT_BUYER_ACCEPT_GOODS' });
			expect(line).toMatchObject({ cancel_reason: 'unknown', fulfillment_status: 'shipped' });
			expect(line.warnings).toEqual([expect.stringMatching(/^Line 1.* in "end_reason"/)]);
			expect(line.warnings[0]).toContain(`"${end_reason}"`);
			const ended = { order_status: 'FINISH', child_order_list: [{ end_reason }] };
			expect(axes(ended)).toEqual(['completed', 'unknown', 'unknown']);
		},
	);

	test('end_reason_desc counts where end_reason says nothing known', () => {
		const result = { end_reason: 'code 17', end_reason_desc: 'Seller closed the order' };
		expect(lineOf(result)).toMatchObject({ cancel_reason: 'seller', warnings: [] });
		expect(lineOf({ end_reason_desc: 'Out of stock' }).cancel_reason).toBe('out_of_stock');
		const gone = lineOf({ end_reason_desc: 'gone' });
		expect(gone.warnings).toEqual([expect.stringContaining('"gone"')]);
		const { end_reasons } = orderOf([result, result]).provider_statuses;
		expect(end_reasons).toEqual(['code 17', 'Seller closed the order']);
	});

	test('a canceled line is canceled whatever its order says, the others follow the order', () => {
		const head = { order_status: 'FINISH', logistics_status: 'BUYER_ACCEPT_GOODS' };
		const { lines } = orderOf([{ end_reason: 'CANCELED' }, {}], head);
		expect(lines.map((line) => line.fulfillment_status)).toEqual(['canceled', 'delivered']);
	});

	test('of a megabyte is read within the time of a test', () => {
		expect(lineOf({ end_reason: 'pay'.repeat(300_000) }).cancel_reason).toBe('unknown');
	});
});

/** How pieces follow from statuses is proved with the fulfillment of any order. */
test.each([
	['WAIT_BUYER_ACCEPT_GOODS', 3, null],
	['WAIT_SELLER_SEND_GOODS', 0, 0],
	['IN_CANCEL', null, null],
])('in %s, %s of 3 pieces are shipped, and %s of a canceled line', (order_status, ...expected) => {
	const line = { product_count: 3 };
	const { lines } = orderOf([line, { ...line, end_reason: 'CANCELED' }], { order_status });
	expect(lines.map(({ quantity_shipped }) => quantity_shipped)).toEqual(expected);
});
