import { NO_TOTALS } from '../../../order/order';
import { rows } from '../../../order/rows';
import { orderView } from '../../../order/view';
import { validate } from '../../../providers/aliexpress/description';
import { normalizeOrder } from '../../../providers/aliexpress/normalize';
import { readOrder } from '../../../providers/aliexpress/payload';
import expected from '../../fixtures/aliexpress/order.finished.normalized.json';
import { orderWith } from '../orderWith.support';
import { lineOf, normalized, orderOf, QUERY, sampleResult, sent, usd } from './order.support';

test('the documented sample gives exactly these values', () => {
	expect(normalized(sampleResult())).toEqual(orderWith(expected));
});

describe('status and time fields', () => {
	const texts = {
		order_paidtime_string: '2024-09-09 21:05:00',
		gmt_create: '2024-09-09 21:00:03',
		order_status: 'WAIT_SELLER_SEND_GOODS',
		logistics_status: 'WAIT_SELLER_SEND_GOODS',
	};
	const fields = { ...texts, pay_timeout_second: '86400' };
	const blank = { order_status: '', gmt_create: null };
	const amount = sent('8.34');
	const nested = { ...amount, ...fields };

	test.each([
		['under result', { ...fields, user_order_amount: amount }],
		['under user_order_amount', { user_order_amount: nested }],
		['in a list under user_order_amount', { user_order_amount: [nested] }],
		['under user_order_amount next to blanks', { ...blank, user_order_amount: nested }],
	])('are read %s', (_name, result) => {
		const order = normalized(result);
		const { gmt_create, order_paidtime_string } = fields;
		expect(order).toMatchObject({
			order_status: 'processing',
			payment_status: 'paid',
			fulfillment_status: 'unfulfilled',
			provider_status: fields.order_status,
			pay_timeout_seconds: 86400,
			warnings: [],
			created_at: '2024-09-10T04:00:03.000Z',
			paid_at: '2024-09-10T04:05:00.000Z',
			provider_statuses: { fulfillment: fields.logistics_status },
			timestamps_raw: { gmt_create, order_paidtime_string },
		});
		expect(rows(order)[0]).toMatchObject({ order_total: 8.34, order_currency: 'USD' });
	});

	test('those under result count when both are there', () => {
		const order = normalized({
			...fields,
			user_order_amount: { order_status: 'FINISH', gmt_create: '2000-01-01 00:00:00' },
		});
		expect(order.provider_status).toBe('WAIT_SELLER_SEND_GOODS');
		expect(order.timestamps_raw['gmt_create']).toBe('2024-09-09 21:00:03');
	});
});

describe('times', () => {
	const created = (gmt_create: unknown, timeZone = '') =>
		normalizeOrder(readOrder({ gmt_create }), { ...QUERY, options: { timeZone } });

	test.each([
		['2024-09-09 21:00:03', '', '2024-09-10T04:00:03.000Z', []],
		['2024-09-09 21:00:03', 'Asia/Shanghai', '2024-09-09T13:00:03.000Z', []],
		['yesterday', '', null, ['The time "yesterday" could not be read.']],
		['2024-11-03 01:30:00', '', '2024-11-03T08:30:00.000Z', [expect.stringContaining('twice')]],
	])('%s in the zone "%s" is %s', (gmt_create, zone, created_at, warnings) => {
		const timestamps_raw = { gmt_create };
		expect(created(gmt_create, zone)).toMatchObject({ created_at, timestamps_raw, warnings });
	});

	test.each([
		...['UTC', 'america/los_angeles', ''].map((zone) => [zone, null] as const),
		...['Mars/Olympus', 'local', 'UTC+8'].map((zone) => [zone, 'invalid_parameter'] as const),
	])('the time zone "%s" is refused: %s', (timeZone, kind) => {
		const outcome = validate({ ...QUERY, options: { timeZone } });
		const failure = { kind, message: `The Time Zone "${timeZone}" is unknown` };
		expect(outcome).toMatchObject(kind === null ? { ok: true } : { ok: false, failure });
	});
});

describe('child_order_list', () => {
	const a = { sku_id: 'a', product_count: 1 };
	const b = { sku_id: 'b', product_count: '2' };
	const fee = { product_price: sent('1.00') };

	/** The shapes of any list have their own test. */
	test.each([
		['{aeop_child_order_info: […]}', { aeop_child_order_info: [a, b] }, ['a', 'b']],
		['an element of unknown fields', { variant: 'v', images: ['u', 'w'] }, ['']],
		['elements with one amount only', { aeop_child_order_info: [fee, fee] }, ['', '']],
		['an element with unknown fields of its own', [{ ...a, ae_extra: { x: [1, 2] } }], ['a']],
	])('%s', (_name, list, skus) => {
		const { lines, warnings } = orderOf(list);
		const numbered = skus.map((sku, index) => [index + 1, sku]);
		expect(lines.map(({ line_number, sku }) => [line_number, sku])).toEqual(numbered);
		expect(warnings).toEqual([]);
	});

	test('an entry that is not an object is still a line, and gives a warning', () => {
		const order = orderOf([a, null, 'text', 7, false, b]);
		expect(order.lines.map((line) => line.sku)).toEqual(['a', '', '', '', '', 'b']);
		expect(order.warnings).toEqual(
			[2, 3, 4, 5].map((n) => `Line ${n} could not be read; kept without details.`),
		);
		expect(orderOf('text').lines).toHaveLength(1);
	});
});

test('an id that has lost digits does not count, and a warning names its field and its owner', () => {
	const lost = 2 ** 60;
	const line = { sku_id: lost, product_id: lost, product_count: 'three' };
	const order = orderOf([{}, line], {
		logistics_info_list: [{ logistics_no: lost }],
		store_info: { store_id: lost },
	});
	expect(order.lines[1]).toMatchObject({ sku: '', product_id: '', quantity: null });
	expect(order).toMatchObject({ shipments: [{ tracking_number: '' }], store: { id: '' } });
	expect([...order.warnings].sort()).toEqual([
		'Line 2: "product_count" could not be read as a whole number; left empty.',
		'Line 2: "product_id" has lost digits; left empty.',
		'Line 2: "sku_id" has lost digits; left empty.',
		'Shipment 1: "logistics_no" has lost digits; left empty.',
		'The order: "store_id" has lost digits; left empty.',
	]);
});

describe('amounts', () => {
	test.each([
		['text', '8.340', '8.340'],
		['a number', 8.34, '8.34'],
		['an amount without a code', { amount: '1' }, '1'],
	])('%s has no currency: none is borrowed', (_name, value, amount) => {
		const order = orderOf([{ actual_fee: value, product_price: value }], {
			user_order_amount: value,
			order_amount: sent('60'),
		});
		expect(order.totals.total).toEqual({ amount, currency: '' });
		expect(rows(order)[0]).toMatchObject({
			...{ order_total: Number(amount), order_currency: '' },
			...{ line_total: Number(amount), currency: '', unit_price: Number(amount) },
		});
		expect(order.warnings).toContain('The order: "user_order_amount" has no currency.');
		expect(order.warnings).toContain('Line 1: "actual_fee" has no currency.');
	});

	test('that cannot be read are empty: no other takes their place', () => {
		const unreadable = { actual_fee: '1,234.56', actual_shipping_fee: '1,234.56' };
		const others = { sale_fee: sent('5'), sale_discount_fee: sent('1'), shipping_fee: sent('2') };
		const head = { user_order_amount: '1,234.56', order_amount: sent('12.40') };
		const order = orderOf([{ ...unreadable, ...others }], head);
		expect(rows(order)[0]?.order_total).toBeNull();
		expect(orderView(order)).toMatchObject({ order_total: null, totals: { total: null } });
		expect(order.totals.settlement).toEqual(usd('12.40'));
		expect(order.lines[0]).toMatchObject({ line_total: null, shipping: null });
	});

	test.each([
		['already_include_tax', 'true', true],
		['already_include_tax', 'N', false],
		['price_include_tax', true, true],
		['price_include_tax', 'perhaps', null],
	])('%s %j: tax included is %j', (name, value, expected) => {
		expect(lineOf({ [name]: value }).tax_included).toBe(expected);
	});

	test('already_include_tax counts before price_include_tax', () => {
		const both = { already_include_tax: 'false', price_include_tax: 'true' };
		expect(lineOf(both).tax_included).toBe(false);
	});

	const FIVE = { shipping_fee: sent('5'), shipping_discount_fee: sent('1') };
	test.each([
		['its discount', { shipping_fee: sent('5.00'), shipping_discount_fee: sent('1.5') }, '3.50'],
		['no discount', { shipping_fee: sent('5.00') }, '5.00'],
		['an absent discount', { ...FIVE, shipping_discount_fee: null }, '5'],
		['an empty discount', { ...FIVE, shipping_discount_fee: sent('') }, null],
		['the discount alone', { shipping_discount_fee: sent('1.5') }, null],
		['another currency', { ...FIVE, shipping_discount_fee: sent('1', 'EUR') }, null],
		['a discount of words', { ...FIVE, shipping_discount_fee: 'some' }, null],
		['the actual fee', { ...FIVE, actual_shipping_fee: sent('9') }, '9'],
	])('shipping with %s', (_name, fields, expected) => {
		expect(lineOf(fields).shipping).toEqual(expected === null ? null : usd(expected));
	});

	describe('the line total without actual_fee', () => {
		const parts = {
			sale_fee: sent('10.00'),
			sale_discount_fee: sent('2.5'),
			actual_shipping_fee: sent('1'),
		};
		const { actual_shipping_fee: _, ...unsent } = parts;
		const shipping = { shipping_fee: sent('3'), shipping_discount_fee: sent('1') };
		test.each([
			['sale fee − sale discount + shipping', parts, '8.50'],
			['that, whatever the tax is', { ...parts, actual_tax_fee: sent('3') }, '8.50'],
			['actual_fee where that is stated', { ...parts, actual_fee: sent('7') }, '7'],
			['with shipping as it was worked out', { ...unsent, ...shipping }, '9.50'],
		])('is %s', (_name, fields, total) => {
			expect(lineOf(fields)).toMatchObject({ line_total: usd(total), currency: 'USD' });
		});
		test.each(Object.keys(parts))('is empty without %s', (name) => {
			expect(lineOf({ ...parts, [name]: undefined }).line_total).toBeNull();
			expect(lineOf({ ...parts, [name]: 'words' }).line_total).toBeNull();
			expect(lineOf({ ...parts, [name]: sent('1', 'EUR') }).line_total).toBeNull();
		});
	});

	test('a line without amounts has no currency, even when its order has', () => {
		expect(lineOf({}, { user_order_amount: sent('9') })).toMatchObject({
			currency: '',
			line_total: null,
			warnings: [],
		});
	});

	test('several currencies are kept with a warning', () => {
		const line = lineOf({ product_price: sent('7', 'EUR'), actual_fee: sent('8') });
		expect(line).toMatchObject({ currency: 'USD', line_total: usd('8') });
		expect(line.unit_price).toEqual({ amount: '7', currency: 'EUR' });
		expect(line.warnings).toEqual(['Line 1 has amounts in several currencies: USD, EUR.']);
		const order = orderOf([{ actual_fee: sent('8', 'EUR') }], { user_order_amount: sent('9') });
		expect(order.warnings).toEqual([
			'The order total and its lines are in several currencies: USD, EUR.',
		]);
	});

	test('the settlement may be in another currency, and is the total of a row without one', () => {
		const settled = { order_amount: sent('60', 'CNY') };
		const order = orderOf([{ actual_fee: sent('8') }], {
			...settled,
			user_order_amount: sent('9'),
		});
		expect(order.totals.settlement).toEqual({ amount: '60', currency: 'CNY' });
		expect(order.warnings).toEqual([]);
		const [row] = rows(normalized({ ...settled, user_order_amount: null }));
		expect(row).toMatchObject({ order_total: 60, order_currency: 'CNY' });
		expect(normalized({ user_order_amount: { currency_code: 'usd' } }).currency).toBe('USD');
	});

	test('totals are as stated, never added up', () => {
		const order = orderOf([{ actual_fee: sent('8'), actual_tax_fee: sent('1') }]);
		expect(order.totals).toEqual(NO_TOTALS);
	});
});

describe('logistics_info_list', () => {
	const one = { logistics_no: 'LP1', logistics_service: 'STD' };
	const two = { logistics_no: 'LP2', logistics_service: 'STD' };

	test('{aeop_order_logistics_info: […]}: shipments without lines, texts on each line', () => {
		const order = orderOf([{}, {}], {
			logistics_info_list: { aeop_order_logistics_info: [one, two] },
		});
		expect(order.shipments).toMatchObject([
			{ id: 'LP1', carrier: 'STD', items: [] },
			{ id: 'LP2', carrier: 'STD', items: [] },
		]);
		const texts = { tracking_numbers: ['LP1', 'LP2'], carriers: ['STD'], shipment_ids: [] };
		expect(order.lines).toMatchObject([texts, texts]);
	});

	test('a repeated entry stays a shipment of its own but is one text', () => {
		const order = orderOf([{}], { logistics_info_list: [one, one, {}, {}] });
		expect(order.shipments.map(({ id }) => id)).toEqual(['LP1', 'LP1#2', 'shipment3', 'shipment4']);
		expect(order.lines[0]?.tracking_numbers).toEqual(['LP1']);
		expect(order.lines[0]?.carriers).toEqual(['STD']);
	});

	test('an entry that is no object is kept', () => {
		const order = normalized({ logistics_info_list: [one, 'LP9'] });
		expect(order.shipments.map(({ tracking_number }) => tracking_number)).toEqual(['LP1', '']);
		expect(order.warnings).toEqual(['Shipment 2 could not be read; kept without details.']);
	});

	test.each([
		['WAIT_SELLER_SEND_GOODS', 'pending'],
		['SELLER_PART_SEND_GOODS', 'unknown'],
		['WAIT_BUYER_ACCEPT_GOODS', 'shipped'],
		['IN_CANCEL', 'unknown'],
	])('in %s a listed shipment is %s', (order_status, status) => {
		expect(normalized({ order_status, logistics_info_list: [one] }).shipments[0]?.status).toBe(
			status,
		);
	});
});

test.each([
	['a payload in an array of one', [sampleResult()], 1],
	['null', null, 0],
	['text', 'text', 0],
])('%s is an order of the asked id', (_name, payload, lines) => {
	const order = normalized(payload);
	expect(order.order_id).toBe(QUERY.orderId);
	expect(order.lines).toHaveLength(lines);
});

describe('a paid time that cannot be read', () => {
	const canceled = [{ sku_id: 'a', end_reason: 'buyer_cancel' }];
	const paymentOf = (order_paidtime_string: unknown) =>
		orderOf(canceled, { order_status: 'FINISH', order_paidtime_string }).payment_status;

	test.each(['Sep 9, 2024 9:05:00 PM', '2024-9-9 21:05', '1725912300'])('%s: was paid', (text) => {
		expect(paymentOf(text)).toBe('unknown');
	});

	test.each(['', '0', '-1', '0000-00-00 00:00:00', 'null', '-'])('%j: was not', (text) => {
		expect(paymentOf(text)).toBe('voided');
	});
});

test.each([
	['order_status', ['FINISH']],
	['logistics_status', { value: 'NO_LOGISTICS' }],
])('a %s that is no text gives a warning', (name, value) => {
	const order = orderOf([], { [name]: value });
	expect(order.warnings).toEqual([`The order: "${name}" could not be read as text; left empty.`]);
});
