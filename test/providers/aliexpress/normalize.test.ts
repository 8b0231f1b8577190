import { EMPTY_LINE, EMPTY_ORDER, EMPTY_SHIPMENT, NO_TOTALS } from '../../../order/order';
import { rows } from '../../../order/rows';
import { validate } from '../../../providers/aliexpress/description';
import { normalizeOrder } from '../../../providers/aliexpress/normalize';
import { readOrder } from '../../../providers/aliexpress/payload';
import { lineOf, normalized, orderOf, QUERY, sampleResult, sent, usd } from './order.support';

test('the documented sample', () => {
	expect(normalized(sampleResult())).toEqual({
		...EMPTY_ORDER,
		provider: 'aliexpress',
		order_id: '8190439416163295',
		order_url: 'https://www.aliexpress.com/p/order/detail.html?orderId=8190439416163295',
		order_status: 'completed',
		payment_status: 'paid',
		fulfillment_status: 'delivered',
		provider_status: 'FINISH',
		created_at: '2024-09-10T04:00:03.000Z',
		currency: 'USD',
		totals: { ...NO_TOTALS, total: usd('8.34') },
		order_total: usd('8.34'),
		lines: [
			{
				...EMPTY_LINE,
				line_number: 1,
				sku: '1200003702000037',
				product_name: '500ML Insulated Water Bottle',
				quantity: 1,
				quantity_shipped: 1,
				fulfillment_status: 'delivered',
				currency: 'USD',
				line_total: usd('8.12'),
				shipping: usd('0.93'),
				tracking_numbers: ['LP00675700340000'],
				carriers: ['CAINIAO_FULFILLMENT_STD'],
			},
		],
		shipments: [
			{
				...EMPTY_SHIPMENT,
				id: 'LP00675700340000',
				status: 'delivered',
				carrier: 'CAINIAO_FULFILLMENT_STD',
				tracking_number: 'LP00675700340000',
			},
		],
		store: { id: '1103800006', name: 'Kedi Bottles Store', url: '' },
		provider_statuses: {
			order: 'FINISH',
			fulfillment: 'BUYER_ACCEPT_GOODS',
			refund: '',
			end_reasons: [],
		},
		timestamps_raw: { gmt_create: '2024-09-09 21:00:03' },
		warnings: [],
	});
});

describe('status and time fields', () => {
	const fields = {
		pay_timeout_second: '86400',
		order_paidtime_string: '2024-09-09 21:05:00',
		gmt_create: '2024-09-09 21:00:03',
		order_status: 'WAIT_SELLER_SEND_GOODS',
		logistics_status: 'WAIT_SELLER_SEND_GOODS',
	};
	const amount = sent('8.34');

	test.each([
		['under result', { ...fields, user_order_amount: amount }],
		['under user_order_amount', { user_order_amount: { ...amount, ...fields } }],
		['in a list under user_order_amount', { user_order_amount: [{ ...amount, ...fields }] }],
		[
			'under user_order_amount while result has blanks',
			{ order_status: '', gmt_create: null, user_order_amount: { ...amount, ...fields } },
		],
	])('are read %s', (_name, result) => {
		const order = normalized(result);
		expect(order).toMatchObject({
			order_status: 'processing',
			payment_status: 'paid',
			fulfillment_status: 'unfulfilled',
			provider_status: 'WAIT_SELLER_SEND_GOODS',
			created_at: '2024-09-10T04:00:03.000Z',
			paid_at: '2024-09-10T04:05:00.000Z',
			pay_timeout_seconds: 86400,
			provider_statuses: { fulfillment: 'WAIT_SELLER_SEND_GOODS' },
			timestamps_raw: {
				gmt_create: '2024-09-09 21:00:03',
				order_paidtime_string: '2024-09-09 21:05:00',
			},
			warnings: [],
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
		['2024-09-09 21:00:03', 'America/Los_Angeles', '2024-09-10T04:00:03.000Z'],
		['2024-12-09 21:00:03', 'America/Los_Angeles', '2024-12-10T05:00:03.000Z'],
		['2024-09-09 21:00:03', 'Asia/Shanghai', '2024-09-09T13:00:03.000Z'],
		['2024-09-09T21:00:03+02:00', 'Asia/Shanghai', '2024-09-09T19:00:03.000Z'],
		['2024-09-09T21:00:03[Europe/Madrid]', 'Asia/Shanghai', '2024-09-09T19:00:03.000Z'],
		['1725940803000', 'Asia/Shanghai', '2024-09-10T04:00:03.000Z'],
	])('%s in %s is %s', (text, zone, iso) => {
		expect(created(text, zone)).toMatchObject({
			created_at: iso,
			timestamps_raw: { gmt_create: text },
			warnings: [],
		});
	});

	test.each([
		['yesterday', '', null, 'could not be read'],
		['2024-09-09 21:00:03', 'Mars/Olympus', null, 'Mars/Olympus'],
		['2024-11-03 01:30:00', '', '2024-11-03T08:30:00.000Z', 'twice'],
	])('what is unclear about %s gives a warning', (text, zone, iso, words) => {
		const order = created(text, zone);
		expect(order.created_at).toBe(iso);
		expect(order.timestamps_raw).toEqual({ gmt_create: text });
		expect(order.warnings).toEqual([expect.stringContaining(words)]);
	});

	test.each([['Mars/Olympus'], ['local'], ['UTC+8']])('the time zone %s is refused', (timeZone) => {
		expect(validate({ ...QUERY, options: { timeZone } })).toMatchObject({
			failure: {
				kind: 'invalid_parameter',
				message: `The Time Zone "${timeZone}" is unknown`,
				description: expect.stringContaining('Time Zone'),
			},
		});
	});

	test.each([['UTC'], ['Asia/Kolkata'], ['america/los_angeles'], ['']])(
		'the time zone "%s" may be used',
		(timeZone) => {
			expect(validate({ ...QUERY, options: { timeZone } }).ok).toBe(true);
		},
	);

	test.each([[undefined], [null], [''], [' '], [{}], [[]]])('%j is no time', (value) => {
		expect(created(value)).toMatchObject({ created_at: null, timestamps_raw: {}, warnings: [] });
	});
});

describe('child_order_list in any shape', () => {
	const a = { sku_id: 'a', product_count: 1 };
	const b = { sku_id: 'b', product_count: '2' };
	const fee = { product_price: sent('1.00') };

	test.each([
		['{aeop_child_order_info: […]}', { aeop_child_order_info: [a, b] }, ['a', 'b']],
		['{ae_child_order_info: […]}', { ae_child_order_info: [a, b] }, ['a', 'b']],
		['a wrapper of any name', { order_info: [a, b] }, ['a', 'b']],
		[
			'an element of unknown fields, one a list of texts',
			{ variant: 'v', images: ['u', 'w'] },
			[''],
		],
		['an element next to an empty list', { line: a, notes: [] }, ['']],
		['a wrapper of any name next to a count', { order_info: [a, b], total: 2 }, ['a', 'b']],
		['a wrapper next to a count', { aeop_child_order_info: [a, b], total: 2 }, ['a', 'b']],
		['a plain array', [a, b], ['a', 'b']],
		['a wrapper around a bare element', { aeop_child_order_info: a }, ['a']],
		['any wrapper around a bare element', { order_info: a }, ['a']],
		['a bare element', a, ['a']],
		['a bare element with one amount only', fee, ['']],
		['a wrapped element with one amount only', { aeop_child_order_info: [fee, fee] }, ['', '']],
		['nested arrays', [[a], [[b], []]], ['a', 'b']],
		['an array of wrappers', [{ aeop_child_order_info: [a] }, { ae_child: b }], ['a', 'b']],
		['a wrapper in a wrapper', { list: { aeop_child_order_info: [a, b] } }, ['a', 'b']],
		['elements without any known field', [{ x: [1, 2] }, { y: 1 }, {}], ['', '', '']],
		['the same element twice', [a, a], ['a', 'a']],
		['an element with unknown fields of its own', [{ ...a, ae_extra: { x: [1, 2] } }], ['a']],
		['absent', undefined, []],
		['null', null, []],
		['an empty text', '', []],
		['an empty array', [], []],
		['an empty object', {}, []],
		['a wrapper around an empty array', { aeop_child_order_info: [] }, []],
		['a wrapper around null', { aeop_child_order_info: null }, []],
		['a wrapper around nothing', { aeop_child_order_info: {} }, []],
		['a wrapper around an empty text', { aeop_child_order_info: '' }, []],
		['a wrapper of any name around null', { order_info: null }, []],
	])('%s', (_name, list, skus) => {
		const order = orderOf(list);
		expect(order.lines.map((line) => line.sku)).toEqual(skus);
		expect(order.lines.map((line) => line.line_number)).toEqual(skus.map((_, index) => index + 1));
		expect(order.warnings).toEqual([]);
	});

	test('what is no object still is a line, and gives a warning', () => {
		const order = orderOf([a, null, 'text', 7, false, b]);
		expect(order.lines.map((line) => line.sku)).toEqual(['a', '', '', '', '', 'b']);
		expect(order.warnings).toEqual(
			[2, 3, 4, 5].map((n) => `Line ${n} could not be read; kept without details.`),
		);
		expect(orderOf('text').lines).toHaveLength(1);
	});

	test('a list nested deeper than calls can be', () => {
		let nested: unknown = [a];
		for (let depth = 0; depth < 100_000; depth++) nested = [nested];
		expect(orderOf(nested).lines.map((line) => line.sku)).toEqual(['a']);
	});

	test('an order without lines has none', () => {
		expect(normalized({ order_status: 'FINISH' }).lines).toEqual([]);
	});
});

describe('ids and counts', () => {
	test.each([
		[1005005511268056, '1005005511268056'],
		['12000037020000371', '12000037020000371'],
		[' 17 ', '17'],
		[null, ''],
		[{}, ''],
	])('the id %j is %s', (value, id) => {
		const line = lineOf({ sku_id: value, product_id: value }, { store_info: { store_id: value } });
		expect(line).toMatchObject({ sku: id, product_id: id, warnings: [] });
		expect(normalized({ store_info: [{ store_id: value }] }).store.id).toBe(id);
	});

	test.each([2 ** 53, 1.5, 1e22])(
		'the number %d is no id any more, and gives a warning',
		(value) => {
			expect(lineOf({ sku_id: value })).toMatchObject({
				sku: '',
				warnings: [expect.stringContaining('Line 1: "sku_id"')],
			});
		},
	);

	test.each([
		[3, 3],
		['3', 3],
		['3.0', 3],
		[0, 0],
		[null, null],
		['', null],
	])('the count %j is %j', (product_count, quantity) => {
		expect(lineOf({ product_count })).toMatchObject({ quantity, warnings: [] });
	});

	test.each([['three'], [-1], [1.5], [{ a: 1 }], [true]])('%j is no count', (product_count) => {
		expect(lineOf({ product_count })).toMatchObject({
			quantity: null,
			warnings: [expect.stringContaining('Line 1: "product_count"')],
		});
	});
});

describe('amounts', () => {
	test.each([
		['an object', sent('8.34'), usd('8.34')],
		['an array of one', [sent('8.34')], usd('8.34')],
		['a wrapper', { simple_money: [sent('8.34')] }, usd('8.34')],
		['a number in an object', sent(8.5), usd('8.5')],
		['a currency in small letters', sent('1', 'usd'), usd('1')],
		['cents', { cent: 333100, cent_factor: 100, currency_code: 'USD' }, usd('3331.00')],
		['cents of 0', { amount: '0', cent: 0, cent_factor: 100, currency_code: 'USD' }, usd('0')],
		['cents next to 0', { ...sent('0.00'), cent: '1240', cent_factor: '100' }, usd('12.40')],
		['cents next to an amount', { ...sent('12.40'), cent: 1, cent_factor: 1 }, usd('12.40')],
		['cents of a yen', { ...sent(null), cent: 500, cent_factor: 1 }, usd('500')],
		[
			'a currency in an object',
			{ amount: '8.34', currency: { symbol: '$', currency_code: 'USD' } },
			usd('8.34'),
		],
		['a huge amount', sent('12345678901234567890.123'), usd('12345678901234567890.123')],
		['zero', sent('0.00'), usd('0.00')],
		['null', null, null],
		['an empty text', '', null],
		['an empty array', [], null],
		['an empty object', {}, null],
	])('%s', (_name, value, expected) => {
		expect(lineOf({ actual_fee: value })).toMatchObject({ line_total: expected, warnings: [] });
		expect(normalized({ user_order_amount: value })).toMatchObject({
			totals: { total: expected },
			warnings: [],
		});
		expect(normalized({ order_amount: value })).toMatchObject({
			totals: { total: null, settlement: expected },
			warnings: [],
		});
	});

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

	test.each([
		['a currency alone', { currency_code: 'USD' }],
		['a null amount', sent(null)],
		['an empty amount', sent('')],
		['cents without a factor', { ...sent(null), cent: 333100 }],
		['cents by a third', { ...sent(null), cent: 100, cent_factor: 3 }],
		['parts of cents', { ...sent(null), cent: '1.5', cent_factor: 100 }],
		['words', sent('free')],
		['separators', '1,234.56'],
		['two amounts', [sent('1'), sent('2')]],
		['the same amount twice', [sent('1'), sent('1')]],
		['true', sent(true)],
		['not finite', Number.NaN],
	])('%s cannot be read: left empty with a warning that names field and line', (_name, value) => {
		const order = orderOf([{ sku_id: 'a' }, { actual_fee: value }]);
		expect(order.lines[1]?.line_total).toBeNull();
		expect(order.warnings).toEqual([
			'Line 2: "actual_fee" could not be read as an amount; left empty.',
		]);
		expect(normalized({ user_order_amount: value })).toMatchObject({
			totals: { total: null },
			warnings: ['The order: "user_order_amount" could not be read as an amount; left empty.'],
		});
	});

	test('a negative amount is kept to the digit, with a warning', () => {
		expect(lineOf({ product_price: sent('-1.10') })).toMatchObject({
			unit_price: usd('-1.10'),
			warnings: ['Line 1: "product_price" is negative (-1.10).'],
		});
	});

	test('a currency that is no code is kept with a warning', () => {
		expect(lineOf({ actual_fee: sent('1', 'US$') })).toMatchObject({
			line_total: { amount: '1', currency: 'US$' },
			warnings: ['Line 1: the currency of "actual_fee" is not a three-letter code.'],
		});
	});

	test.each([
		['product_price', 'unit_price'],
		['sale_fee', 'goods_total'],
		['sale_discount_fee', 'discount'],
		['actual_shipping_fee', 'shipping'],
		['shipping_fee', 'shipping'],
		['actual_tax_fee', 'tax'],
		['actual_fee', 'line_total'],
	])('%s is %s', (name, target) => {
		expect(lineOf({ [name]: sent('4.56', 'EUR') })).toMatchObject({
			[target]: { amount: '4.56', currency: 'EUR' },
			currency: /^(?:product_price|actual_fee)$/.test(name) ? 'EUR' : '',
		});
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
		expect(lineOf({ already_include_tax: 'false', price_include_tax: 'true' }).tax_included).toBe(
			false,
		);
	});

	test.each([
		['both parts', { shipping_fee: sent('5.00'), shipping_discount_fee: sent('1.5') }, '3.50'],
		['no discount', { shipping_fee: sent('5.00') }, '5.00'],
		['an absent discount', { shipping_fee: sent('5'), shipping_discount_fee: null }, '5'],
		['an empty discount', { shipping_fee: sent('5'), shipping_discount_fee: sent('') }, null],
		['the discount alone', { shipping_discount_fee: sent('1.5') }, null],
		[
			'another currency',
			{ shipping_fee: sent('5'), shipping_discount_fee: sent('1', 'EUR') },
			null,
		],
		['a discount of words', { shipping_fee: sent('5'), shipping_discount_fee: 'some' }, null],
		[
			'the actual fee',
			{
				actual_shipping_fee: sent('9'),
				shipping_fee: sent('5'),
				shipping_discount_fee: sent('1'),
			},
			'9',
		],
	])('shipping with %s', (_name, fields, expected) => {
		expect(lineOf(fields).shipping).toEqual(expected === null ? null : usd(expected));
	});

	describe('the line total without actual_fee', () => {
		const parts = {
			sale_fee: sent('10.00'),
			sale_discount_fee: sent('2.5'),
			actual_shipping_fee: sent('1'),
		};
		test('is sale fee − sale discount + shipping', () => {
			expect(lineOf(parts)).toMatchObject({ line_total: usd('8.50'), currency: 'USD' });
			expect(lineOf({ ...parts, actual_tax_fee: sent('3') }).line_total).toEqual(usd('8.50'));
		});
		test('gives way to actual_fee', () => {
			expect(lineOf({ ...parts, actual_fee: sent('7') }).line_total).toEqual(usd('7'));
		});
		test('uses shipping as it was worked out', () => {
			const { actual_shipping_fee: _, ...others } = parts;
			const shipping = { shipping_fee: sent('3'), shipping_discount_fee: sent('1') };
			expect(lineOf({ ...others, ...shipping }).line_total).toEqual(usd('9.50'));
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
		expect(line).toMatchObject({
			currency: 'USD',
			unit_price: { amount: '7', currency: 'EUR' },
			line_total: usd('8'),
			warnings: ['Line 1 has amounts in several currencies: USD, EUR.'],
		});
		expect(
			orderOf([{ actual_fee: sent('8', 'EUR') }], { user_order_amount: sent('9') }).warnings,
		).toEqual(['The order total and its lines are in several currencies: USD, EUR.']);
	});

	test('the settlement may be in another currency', () => {
		const order = orderOf([{ actual_fee: sent('8') }], {
			user_order_amount: sent('9'),
			order_amount: sent('60', 'CNY'),
		});
		expect(order.totals.settlement).toEqual({ amount: '60', currency: 'CNY' });
		expect(order.warnings).toEqual([]);
	});

	test('a row has the order amount where the user order amount is missing', () => {
		const order = normalized({
			user_order_amount: null,
			order_amount: sent('60', 'CNY'),
		});
		expect(rows(order)[0]).toMatchObject({ order_total: 60, order_currency: 'CNY' });
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

	test.each([
		['{aeop_order_logistics_info: […]}', { aeop_order_logistics_info: [one, two] }],
		['{ae_order_logistics_info: […]}', { ae_order_logistics_info: [one, two] }],
		['a plain array', [one, two]],
		['nested arrays', [[one], [two]]],
	])('%s: shipments without lines, texts on each line', (_name, logistics_info_list) => {
		const order = orderOf([{}, {}], { logistics_info_list });
		expect(order.shipments.map(({ id, carrier, items }) => [id, carrier, items])).toEqual([
			['LP1', 'STD', []],
			['LP2', 'STD', []],
		]);
		for (const line of order.lines) {
			expect(line).toMatchObject({
				tracking_numbers: ['LP1', 'LP2'],
				carriers: ['STD'],
				shipment_ids: [],
			});
		}
	});

	test('a repeated entry stays a shipment of its own but is one text', () => {
		const order = orderOf([{}], { logistics_info_list: [one, one, {}, {}] });
		expect(order.shipments.map(({ id }) => id)).toEqual(['LP1', 'LP1#2', 'shipment3', 'shipment4']);
		expect(order.lines[0]?.tracking_numbers).toEqual(['LP1']);
		expect(order.lines[0]?.carriers).toEqual(['STD']);
	});

	test('a bare entry, and one that is no object', () => {
		expect(normalized({ logistics_info_list: one }).shipments).toHaveLength(1);
		const order = normalized({ logistics_info_list: [one, 'LP9'] });
		expect(order.shipments.map(({ tracking_number }) => tracking_number)).toEqual(['LP1', '']);
		expect(order.warnings).toEqual(['Shipment 2 could not be read; kept without details.']);
	});

	test('a number that has lost digits is no tracking number', () => {
		const order = normalized({ logistics_info_list: [{ logistics_no: 2 ** 60 }] });
		expect(order.shipments[0]).toMatchObject({ id: 'shipment1', tracking_number: '' });
		expect(order.warnings).toEqual([expect.stringContaining('Shipment 1: "logistics_no"')]);
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

test('the store in a list', () => {
	const store_info = [{ store_id: 7, store_name: 'Shop', store_url: 'https://shop.example' }];
	const store = { id: '7', name: 'Shop', url: 'https://shop.example' };
	expect(normalized({ store_info }).store).toEqual(store);
	expect(normalized({ store_info: { aeop_store_info: store_info } }).store).toEqual(store);
	expect(normalized({ store_info: store_info[0] }).store).toEqual(store);
	expect(normalized({ store_info: 'Shop' }).store).toEqual({ id: '', name: '', url: '' });
});

test.each([
	['a payload in an array of one', [sampleResult()], 1],
	['null', null, 0],
	['text', 'text', 0],
	['a number', 5, 0],
	['undefined', undefined, 0],
])('%s is an order of the asked id', (_name, payload, lines) => {
	const order = normalized(payload);
	expect(order.order_id).toBe('8190439416163295');
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
