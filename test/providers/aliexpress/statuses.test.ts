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

	test('is read in any case', () => {
		expect(axes({ order_status: ' in_cancel ' })).toEqual(['cancel_pending', 'unknown', 'unknown']);
	});

	test('absent is unknown without a warning', () => {
		expect(axes({})).toEqual(['unknown', 'unknown', 'unknown']);
		expect(normalized({}).warnings).toEqual([]);
	});

	test.each([
		...['SOMETHING_NEW', 'CANCEL_REQUESTED', 'REFUND_CLOSED', 'constructor', '__proto__'],
		'x'.repeat(5000),
	])('an unknown value (%#) stays visible, with a warning', (status) => {
		const order = normalized({ order_status: status, ...PAID });
		expect(order).toMatchObject({
			order_status: 'unknown',
			payment_status: 'unknown',
			fulfillment_status: 'unknown',
			provider_status: status,
		});
		expect(order.warnings).toHaveLength(1);
		expect(order.warnings[0]).toContain('"order_status"');
		expect(order.warnings[0]).toContain(status.slice(0, 40));
		expect(order.warnings[0]?.length).toBeLessThan(200);
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
		const order = normalized({
			order_status: 'WAIT_BUYER_ACCEPT_GOODS',
			logistics_status: 'BY_BALLOON',
		});
		expect(order.fulfillment_status).toBe('shipped');
		expect(order.provider_statuses.fulfillment).toBe('BY_BALLOON');
		expect(order.warnings).toEqual([expect.stringContaining('"BY_BALLOON" in "logistics_status"')]);
	});
});

describe.each(['FINISH', 'FUND_PROCESSING', 'ARCHIVE'])('%s means ended', (order_status) => {
	const canceled = [{ end_reason: 'CANCELED' }, { end_reason: 'pay_timeout' }];
	const refunded = [{ end_reason: 'seller_accept_issue_no_goods_return' }];
	const half = [{ end_reason: 'CANCELED' }, { end_reason: 'buyer_accept_goods' }];

	test.each([
		['received', 'BUYER_ACCEPT_GOODS', [{}], 'completed', 'paid', 'paid', 'delivered'],
		[
			'received, lines canceled',
			'BUYER_ACCEPT_GOODS',
			canceled,
			'completed',
			'unknown',
			'unknown',
			'delivered',
		],
		['all canceled', 'DEFAULT', canceled, 'canceled', 'unknown', 'voided', 'canceled'],
		[
			'all canceled, sent',
			'SELLER_SEND_GOODS',
			canceled,
			'canceled',
			'unknown',
			'voided',
			'canceled',
		],
		[
			'all refunded, sent',
			'SELLER_SEND_GOODS',
			refunded,
			'canceled',
			'unknown',
			'voided',
			'shipped',
		],
		[
			'a refund',
			'BUYER_ACCEPT_GOODS',
			[...refunded, {}],
			...['completed', 'unknown', 'unknown', 'delivered'],
		],
		[
			'accepted',
			'DEFAULT',
			[{ end_reason: 'buyer_accept_goods' }],
			...['completed', 'paid', 'paid', 'delivered'],
		],
		[
			'accepted in part',
			'DEFAULT',
			[half[1], {}],
			...['completed', 'unknown', 'unknown', 'unknown'],
		],
		['half canceled, half accepted', 'DEFAULT', half, 'completed', 'paid', 'paid', 'delivered'],
		['sent', 'SELLER_SEND_GOODS', [{}], 'completed', 'paid', 'paid', 'shipped'],
		[
			'sent, half canceled',
			'SELLER_SEND_GOODS',
			[canceled[0], {}],
			...['completed', 'paid', 'paid', 'shipped'],
		],
		['partly sent', 'SELLER_SEND_PART_GOODS', [{}], 'completed', 'unknown', 'unknown', 'unknown'],
		['never sent', 'WAIT_SELLER_SEND_GOODS', [{}], 'completed', 'unknown', 'unknown', 'unknown'],
		['no logistics', 'NO_LOGISTICS', [{}], 'completed', 'unknown', 'unknown', 'unknown'],
		['no lines', '', [], 'completed', 'unknown', 'unknown', 'unknown'],
	])('%s (%s)', (_name, logistics_status, lines, order, paid, unpaid, fulfillment) => {
		const result = { order_status, logistics_status, child_order_list: lines };
		expect(axes({ ...result, ...PAID })).toEqual([order, paid, fulfillment]);
		expect(axes(result)).toEqual([order, unpaid, fulfillment]);
	});
});

describe('end_reason', () => {
	test.each([
		['buyer_accept_goods', ''],
		['BUYER_CONFIRM_RECEIPT', ''],
		['finished', ''],
		['trade_success', ''],
		['PAY_TIMEOUT', 'payment_timeout'],
		['buyer_payment_time_out', 'payment_timeout'],
		['unpaid', 'payment_timeout'],
		['buyer_cancel', 'buyer'],
		['SELLER_CLOSE', 'seller'],
		['supplier_refused', 'seller'],
		['risk_control', 'risk'],
		['security_close', 'risk'],
		['FRAUD', 'risk'],
		['no_stock_cancel', 'out_of_stock'],
		['CANCELED', 'other'],
		['closed_by_system', 'other'],
		['buyer_accept_goods_timeout', ''],
		['buyer_confirm_goods', ''],
		['buyer_confirm_goods_timeout', ''],
		['finish', ''],
		['Trade completed', ''],
		['confirm_payamount_timeout', 'payment_timeout'],
		['not_pay_timeout', 'payment_timeout'],
		['notpay', 'payment_timeout'],
		['payment_unsuccessful', 'payment_timeout'],
		['payment-reject', 'payment_timeout'],
		['pay_not_finished', 'payment_timeout'],
		['suspicious_order', 'risk'],
		['buyer_security_close', 'risk'],
		['seller_out_of_stock', 'out_of_stock'],
		['buyer_not_accept_goods', 'buyer'],
		['buyer_reject_goods', 'buyer'],
		['buyer_cancel_success', 'buyer'],
		['seller_not_accept_order', 'seller'],
		['seller_accept_issue_no_goods_return', 'seller'],
		['send_goods_timeout', 'seller'],
		['seller_send_goods_timeout', 'seller'],
		['sellerSendGoodsTimeout', 'seller'],
		['trade_close', 'other'],
		['issue_finish', 'other'],
		['refund_success_close', 'other'],
		['out_of_stock_finish', 'out_of_stock'],
		['paytimeout', 'payment_timeout'],
		['no_payment_received_from_the_buyer', 'payment_timeout'],
		['buyer did not make the payment', 'payment_timeout'],
		['payment expired', 'payment_timeout'],
		['dispute_finish', 'other'],
		['refund_success', 'other'],
		['payment_time_out_finish', 'payment_timeout'],
	])('%s is the cancel reason "%s"', (end_reason, reason) => {
		const head = { order_status: 'WAIT_SELLER_SEND_GOODS' };
		const { lines, warnings } = orderOf([{ end_reason }, {}], head);
		expect(lines[0]?.cancel_reason).toBe(reason);
		expect(lines[0]?.fulfillment_status).toBe(reason === '' ? 'unfulfilled' : 'canceled');
		expect(warnings).toEqual([]);
		expect(orderOf([{ end_reason }]).provider_statuses.end_reasons).toEqual([end_reason]);
	});

	test.each([['gone'], ['unsuccessful'], ['not_finished'], ['acceptance'], ['stopwatch']])(
		'of unknown words (%s) leaves the line as the order says, with a warning',
		(end_reason) => {
			const line = lineOf({ end_reason }, { order_status: 'WAIT_BUYER_ACCEPT_GOODS' });
			expect(line.cancel_reason).toBe('unknown');
			expect(line.fulfillment_status).toBe('shipped');
			expect(line.warnings).toEqual([expect.stringContaining('Line 1')]);
			expect(line.warnings[0]).toContain(`"${end_reason}" in "end_reason"`);
		},
	);

	test.each(['gone', 'not_finished'])(
		'of unknown words (%s) claims no cancellation',
		(end_reason) => {
			const result = { order_status: 'FINISH', child_order_list: [{ end_reason }] };
			expect(axes(result)).toEqual(['completed', 'unknown', 'unknown']);
		},
	);

	test('unknown words of end_reason_desc give a warning when they are all there is', () => {
		expect(lineOf({ end_reason_desc: 'gone' }).warnings).toEqual([
			expect.stringContaining('"gone"'),
		]);
	});

	test('end_reason_desc counts where end_reason says nothing known', () => {
		const result = { end_reason: 'code 17', end_reason_desc: 'Seller closed the order' };
		expect(lineOf(result)).toMatchObject({ cancel_reason: 'seller', warnings: [] });
		expect(lineOf({ end_reason_desc: 'Out of stock' }).cancel_reason).toBe('out_of_stock');
		expect(orderOf([result, result]).provider_statuses.end_reasons).toEqual([
			'code 17',
			'Seller closed the order',
		]);
	});

	test('a canceled line is canceled whatever its order says, the others follow the order', () => {
		const order = orderOf([{ end_reason: 'CANCELED' }, {}], {
			order_status: 'FINISH',
			logistics_status: 'BUYER_ACCEPT_GOODS',
		});
		expect(order.lines.map((line) => line.fulfillment_status)).toEqual(['canceled', 'delivered']);
	});

	test('of a megabyte is read within the time of a test', () => {
		expect(lineOf({ end_reason: 'pay'.repeat(300_000) }).cancel_reason).toBe('unknown');
	});
});

test.each([
	['WAIT_BUYER_ACCEPT_GOODS', 3, null],
	['WAIT_SELLER_SEND_GOODS', 0, 0],
	['SELLER_PART_SEND_GOODS', null, null],
	['IN_CANCEL', null, null],
])(
	'without tracking, of 3 pieces in %s %s are shipped, of a canceled line %s',
	(order_status, shipped, ofCanceled) => {
		const shippedOf = (line: object) =>
			orderOf([{ product_count: 3, ...line }, {}], { order_status }).lines[0]?.quantity_shipped;
		expect(shippedOf({})).toBe(shipped);
		expect(shippedOf({ end_reason: 'CANCELED' })).toBe(ofCanceled);
	},
);

test('without tracking, all pieces of a delivered line are shipped', () => {
	expect(
		lineOf({ product_count: 3 }, { logistics_status: 'BUYER_ACCEPT_GOODS' }).quantity_shipped,
	).toBe(3);
});
