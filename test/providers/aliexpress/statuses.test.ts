import { lineOf, normalized, orderOf } from './support';

const PAID = { order_paidtime_string: '2024-09-09 21:05:00' };

const axes = (result: unknown) => {
	const { order_status, payment_status, fulfillment_status } = normalized(result);
	return [order_status, payment_status, fulfillment_status];
};

describe('order_status alone', () => {
	test.each([
		['PLACE_ORDER_SUCCESS', 'pending', 'unpaid', 'unpaid', 'unfulfilled'],
		['PAYMENT_PROCESSING', 'pending', 'pending', 'pending', 'unfulfilled'],
		['WAIT_SELLER_EXAMINE_MONEY', 'on_hold', 'pending', 'pending', 'unfulfilled'],
		['RISK_CONTROL', 'on_hold', 'paid', 'paid', 'unfulfilled'],
		['RISK_CONTROL_HOLD', 'on_hold', 'paid', 'pending', 'unfulfilled'],
		['WAIT_GROUP', 'on_hold', 'paid', 'unknown', 'unfulfilled'],
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

	test.each(['SOMETHING_NEW', 'constructor', '__proto__', 'x'.repeat(5000)])(
		'an unknown value (%#) stays visible and is told',
		(status) => {
			const order = normalized({ order_status: status, ...PAID });
			expect(order).toMatchObject({
				order_status: 'unknown',
				payment_status: 'unknown',
				fulfillment_status: 'unknown',
				provider_status: status,
			});
			expect(order.warnings).toHaveLength(1);
			expect(order.warnings[0]).toContain('"order_status"');
			expect(order.warnings[0]).toContain(status.slice(0, 60));
			expect(order.warnings[0]?.length).toBeLessThan(200);
		},
	);
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

	test('an unknown value leaves what order_status says, and is told', () => {
		const order = normalized({
			order_status: 'WAIT_BUYER_ACCEPT_GOODS',
			logistics_status: 'BY_BALLOON',
		});
		expect(order.fulfillment_status).toBe('shipped');
		expect(order.provider_statuses.fulfillment).toBe('BY_BALLOON');
		expect(order.warnings).toEqual([expect.stringContaining('"BY_BALLOON" in "logistics_status"')]);
	});
});

describe.each(['FINISH', 'FUND_PROCESSING'])('%s means ended', (order_status) => {
	const canceled = [{ end_reason: 'CANCELED' }, { end_reason: 'pay_timeout' }];
	const half = [{ end_reason: 'CANCELED' }, { end_reason: 'buyer_accept_goods' }];

	test.each([
		['received', 'BUYER_ACCEPT_GOODS', [{}], 'completed', 'paid', 'paid', 'delivered'],
		[
			'received, lines canceled',
			'BUYER_ACCEPT_GOODS',
			canceled,
			'completed',
			'paid',
			'paid',
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
		['half canceled', 'DEFAULT', half, 'completed', 'unknown', 'unknown', 'unknown'],
		['sent', 'SELLER_SEND_GOODS', [{}], 'completed', 'paid', 'paid', 'shipped'],
		['sent, half canceled', 'SELLER_SEND_GOODS', half, 'completed', 'paid', 'paid', 'shipped'],
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
	])('%s is the cancel reason "%s"', (end_reason, reason) => {
		const line = lineOf({ end_reason }, { order_status: 'WAIT_BUYER_ACCEPT_GOODS' });
		expect(line.cancel_reason).toBe(reason);
		expect(line.fulfillment_status).toBe(reason === '' ? 'shipped' : 'canceled');
		expect(line.warnings).toEqual([]);
		expect(orderOf([{ end_reason }]).provider_statuses.end_reasons).toEqual([end_reason]);
	});

	test('of unknown words leaves the line as the order says, and is told', () => {
		const line = lineOf({ end_reason: 'gone' }, { order_status: 'WAIT_BUYER_ACCEPT_GOODS' });
		expect(line.cancel_reason).toBe('unknown');
		expect(line.fulfillment_status).toBe('shipped');
		expect(line.warnings).toEqual([expect.stringContaining('Line 1')]);
		expect(line.warnings[0]).toContain('"gone" in "end_reason"');
	});

	test('unknown words of end_reason_desc are told when they stand alone', () => {
		expect(lineOf({ end_reason_desc: 'gone' }).warnings).toEqual([
			expect.stringContaining('"gone"'),
		]);
	});

	test('end_reason_desc speaks where end_reason tells nothing', () => {
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
	['WAIT_BUYER_ACCEPT_GOODS', 3],
	['WAIT_SELLER_SEND_GOODS', 0],
	['SELLER_PART_SEND_GOODS', null],
	['IN_CANCEL', null],
])('without tracking, of 3 pieces in %s %s are shipped', (order_status, shipped) => {
	expect(lineOf({ product_count: 3 }, { order_status }).quantity_shipped).toBe(shipped);
	expect(
		lineOf({ product_count: 3, end_reason: 'CANCELED' }, { order_status }).quantity_shipped,
	).toBeNull();
});

test('without tracking, all pieces of a delivered line are shipped', () => {
	expect(
		lineOf({ product_count: 3 }, { logistics_status: 'BUYER_ACCEPT_GOODS' }).quantity_shipped,
	).toBe(3);
});
