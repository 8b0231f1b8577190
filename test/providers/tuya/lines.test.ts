import { cny, normalize, product } from './order.support';

const line = (commodity: object) => {
	const { lines: read, warnings } = normalize({ currency: 'CNY', commodity_list: [commodity] });
	return { ...read[0], warnings };
};

/** The shapes of any list, of amounts and of counts have tests of their own. */
test('an element of the list that is no object is a line all the same', () => {
	const commodity_list = [product('A', 1), 'CM-B', null, 4, [], [{}, {}], product('C', 2)];
	const order = normalize({ commodity_list });
	expect(order.lines.map((it) => [it.line_number, it.product_id, it.quantity])).toEqual([
		[1, 'CM-A', 1],
		...[2, 3, 4, 5, 6].map((position) => [position, '', null]),
		[7, 'CM-C', 2],
	]);
	expect(order.warnings).toEqual(
		[2, 3, 4].map((line) => `Line ${line} could not be read; kept without details.`),
	);
});

describe('an object of nothing but one nested field is an element, not a wrapper', () => {
	const price = { Value: '7' };
	test.each([
		['attach_json', { commodity_list: { attach_json: { sku_value_list: ['7'] } } }],
		['unit_price_origin', { commodity_list: { unit_price_origin: price } }],
		['unit_price_trade', { commodity_list: { unit_price_trade: price } }],
		['trade_amount', { payment_list: { trade_amount: price } }],
		['amount_coupon', { price_trade_list: { amount_coupon: price } }],
	])('%s', (_, payload) => {
		const { lines: read, payments, totals } = normalize(payload);
		const [line] = read;
		const found = [line?.variant, line?.unit_price, line?.unit_price_charged];
		expect(JSON.stringify([found, payments, totals])).toContain('"7"');
	});
});

test('warnings name line and field, and what is negative is kept', () => {
	const commodity_list = [{ quantity: 'many' }, { unit_price_trade: '-3.50', quantity: 2 }];
	const order = normalize({ commodity_list });
	expect(order.lines[1]?.line_total).toEqual({ amount: '-7.00', currency: '' });
	expect(order.warnings).toEqual([
		'Line 1: "quantity" could not be read as a whole number; left empty.',
		'Line 2: "unit_price_trade" is negative (-3.50).',
		'Line 2 has amounts without a currency.',
	]);
});

test.each([
	['0.35', 3, '1.05'],
	['1234567890123456.78', 9, '11111111011111111.02'],
	['5', 0, '0'],
	['5', null, null],
	[null, 3, null],
	['x', 3, null],
])('a line of %j × %j is %j, exactly', (unit_price_trade, quantity, total) => {
	const read = line({ unit_price_trade, unit_price_origin: '99', quantity });
	expect(read.line_total?.amount ?? null).toBe(total);
});

test.each([
	['CNY', 'CNY', 'CNY', 0],
	['CNY', '', 'CNY', 0],
	['', 'USD', 'USD', 0],
	['', '', '', 1],
	['CNY', 'USD', 'USD', 1],
	['cny', '', 'CNY', 0],
])('order in %j, line in %j: %j with %i warnings', (currency, own, expected, warnings) => {
	const commodity_list = [{ currency: own, unit_price_origin: '1' }];
	const order = normalize({ currency, commodity_list });
	const unit_price = { amount: '1', currency: expected };
	expect(order.lines).toMatchObject([{ currency: expected, unit_price }]);
	expect(order.warnings).toHaveLength(warnings);
});

describe('attach_json', () => {
	const inside = {
		price_detail: [
			{ key: 'COMMODITY', amount: '1.10', amount_coupon: '0.10' },
			{ Key: 'INSTALL', amount: { Value: '2.20' }, amount_coupon: 0 },
			{ key: 'POSTAGE', amount: 3.3, amount_coupon: { Value: '0.05' } },
		],
		sku_value_list: ['Red', '', 'L', 'L', 42],
	};
	const expected = {
		...{ goods_total: cny('1.10'), services: cny('2.20') },
		...{ shipping: cny('3.3'), discount: cny('0.15') },
		variant: 'Red / L / L / 42',
		variant_values: ['Red', 'L', 'L', '42'],
		warnings: [],
	};

	test.each([
		['an object', inside],
		['JSON text', JSON.stringify(inside)],
		['an array around it', [inside]],
	])('as %s', (_, attach_json) => {
		expect(line({ attach_json })).toMatchObject(expected);
	});

	test('JSON text is read without loss', () => {
		const attach_json = '{"price_detail":{"key":"POSTAGE","amount":12345678901234567890.10}}';
		expect(line({ attach_json }).shipping?.amount).toBe('12345678901234567890.10');
	});

	test.each(['{broken', '7', '"text"', 3, [1, 2], '['.repeat(100_000)])(
		'%.20j is not readable and says so',
		(attach_json) => {
			const warnings = ['Line 1: "attach_json" could not be read; left out.'];
			const read = line({ attach_json, commodity_name: 'Cap' });
			expect(read).toMatchObject({ product_name: 'Cap', variant: '', warnings });
		},
	);

	test.each(['', null, undefined, [], {}])('%j is absent', (attach_json) => {
		expect(line({ attach_json }).warnings).toEqual([]);
	});
});

test.each(['payment_list', 'price_trade_list', 'order_flow_list', 'delivery_list'])(
	'entries of %s that are no objects are left out with a warning',
	(name) => {
		const warning = `The order: 2 of the entries in "${name}" could not be read; left out.`;
		expect(normalize({ [name]: ['odd', null, {}] }).warnings).toContain(warning);
	},
);
