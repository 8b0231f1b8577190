import { cny, normalize, normalizeWith, product, sample } from './order.support';

const lines = (commodity_list: unknown) => normalize({ currency: 'CNY', commodity_list }).lines;
const line = (commodity: object) => {
	const { lines: read, warnings } = normalize({ currency: 'CNY', commodity_list: [commodity] });
	return { ...read[0], warnings };
};

describe('commodity_list in whatever form', () => {
	test.each([
		['an array', [product('A', 1), product('B', 1)], ['CM-A', 'CM-B']],
		['a bare object', product('A', 1), ['CM-A']],
		['a wrapped array', { commodity: [product('A', 1), product('B', 1)] }, ['CM-A', 'CM-B']],
		[
			'a wrapped array with a count',
			{ list: [product('A', 1), product('B', 1)], total: 2 },
			['CM-A', 'CM-B'],
		],
		[
			'a wrapper in a wrapper',
			{ list: { commodity: [product('A', 1), product('B', 1)] } },
			['CM-A', 'CM-B'],
		],
		[
			'a list under the name of a count',
			{ page: [product('A', 1), product('B', 1)] },
			['CM-A', 'CM-B'],
		],
		['no list, with a count', { list: null, total: 0 }, []],
		['a count alone', { total: 0 }, []],
		['an object of one field that is null', { commodity_code: null }, ['']],
		['a wrapped object', { commodity: product('A', 1) }, ['CM-A']],
		['an object of one plain field', { commodity_code: 'CM-A' }, ['CM-A']],
		['an object of one nested field', { attach_json: { sku_value_list: ['x'] } }, ['']],
		['elements in arrays', [[product('A', 1)], [product('B', 1)]], ['CM-A', 'CM-B']],
		['an empty array', [], []],
		['an empty object', {}, []],
		['a wrapped empty array', { commodity: [] }, []],
		['null', null, []],
		['nothing', undefined, []],
	])('%s', (_, list, codes) => {
		expect(lines(list).map(({ product_id }) => product_id)).toEqual(codes);
		expect(normalize({ commodity_list: list }).warnings).toEqual([]);
	});

	test.each([['some text'], [7], [true]])('%j is a line without details and says so', (list) => {
		const order = normalize({ commodity_list: list });
		expect(order.lines).toHaveLength(1);
		expect(order.lines[0]).toMatchObject({ product_id: '', quantity: null });
		expect(order.warnings).toEqual(['Line 1 could not be read; kept without details.']);
	});

	test('an element that is no object is a line all the same', () => {
		const order = normalize({
			commodity_list: [product('A', 1), 'CM-B', null, 4, [], [{}, {}], product('C', 2)],
		});
		expect(order.lines.map((it) => [it.line_number, it.product_id, it.quantity])).toEqual([
			[1, 'CM-A', 1],
			[2, '', null],
			[3, '', null],
			[4, '', null],
			[5, '', null],
			[6, '', null],
			[7, 'CM-C', 2],
		]);
		expect(order.warnings).toEqual(
			[2, 3, 4].map((line) => `Line ${line} could not be read; kept without details.`),
		);
	});
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

describe('amounts in whatever form', () => {
	test.each([
		[{ Value: '1.04' }, '1.04', 0],
		[{ value: '1.04' }, '1.04', 0],
		['1.040', '1.040', 0],
		[1.04, '1.04', 0],
		[0, '0', 0],
		[['1.04'], '1.04', 0],
		[[{ Value: '1.04' }], '1.04', 0],
		['12345678901234567890.12', '12345678901234567890.12', 0],
		[null, null, 0],
		[undefined, null, 0],
		['', null, 0],
		[{ Value: null }, null, 1],
		[[null], null, 0],
		['-1.04', '-1.04', 1],
		[{ Value: -2 }, '-2', 1],
		['-0.00', '-0.00', 0],
		['1,04', null, 1],
		['free', null, 1],
		[true, null, 1],
		[{}, null, 0],
		[['1', '2'], null, 1],
		['1e999', null, 1],
	])('unit_price_origin %j is %j with %i warnings', (value, amount, warnings) => {
		const read = line({ unit_price_origin: value });
		expect(read.unit_price).toEqual(amount === null ? null : { amount, currency: 'CNY' });
		expect(read.warnings).toHaveLength(warnings);
		for (const warning of read.warnings) expect(warning).toMatch(/^Line 1: "unit_price_origin"/);
	});

	test('a negative amount is named with its line and kept', () => {
		const order = normalize({ commodity_list: [{}, { unit_price_trade: '-3.50', quantity: 2 }] });
		expect(order.lines[1]?.line_total).toEqual({ amount: '-7.00', currency: '' });
		expect(order.warnings).toEqual([
			'Line 2: "unit_price_trade" is negative (-3.50).',
			'Line 2 has amounts without a currency.',
		]);
	});
});

describe('quantity', () => {
	test.each([
		[3, 3, 0],
		['3', 3, 0],
		['3.0', 3, 0],
		[[3], 3, 0],
		[0, 0, 0],
		[null, null, 0],
		['', null, 0],
		[-1, null, 1],
		[1.5, null, 1],
		['many', null, 1],
		[{}, null, 0],
		[[1, 2], null, 1],
		[1e300, null, 1],
	])('%j is %j with %i warnings', (value, quantity, warnings) => {
		const read = line({ quantity: value });
		expect(read.quantity).toBe(quantity);
		expect(read.warnings).toHaveLength(warnings);
		for (const warning of read.warnings) expect(warning).toMatch(/^Line 1: "quantity"/);
	});
});

describe('line_total', () => {
	test.each([
		['0.35', 3, '1.05'],
		['0.1', 3, '0.3'],
		['1234567890123456.78', 9, '11111111011111111.02'],
		['5', 0, '0'],
		['1.50', 2, '3.00'],
		['5', null, null],
		[null, 3, null],
		['x', 3, null],
	])('%j × %j is %j, exactly', (unit_price_trade, quantity, total) => {
		const read = line({ unit_price_trade, unit_price_origin: '99', quantity });
		expect(read.line_total?.amount ?? null).toBe(total);
	});
});

describe('currency of a line', () => {
	test.each([
		['CNY', 'CNY', 'CNY', 0],
		['CNY', '', 'CNY', 0],
		['', 'USD', 'USD', 0],
		['', '', '', 1],
		['CNY', 'USD', 'USD', 1],
	])('order %j, line %j: %j with %i warnings', (currency, own, expected, warnings) => {
		const order = normalize({
			currency,
			commodity_list: [{ currency: own, unit_price_origin: '1' }],
		});
		expect(order.lines[0]?.currency).toBe(expected);
		expect(order.lines[0]?.unit_price).toEqual({ amount: '1', currency: expected });
		expect(order.warnings).toHaveLength(warnings);
	});
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
		goods_total: { amount: '1.10', currency: 'CNY' },
		services: { amount: '2.20', currency: 'CNY' },
		shipping: { amount: '3.3', currency: 'CNY' },
		discount: { amount: '0.15', currency: 'CNY' },
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

	test.each([['{broken'], ['7'], ['"text"'], [3], [[1, 2]], ['['.repeat(100_000)]])(
		'%.20j is not readable and says so',
		(attach_json) => {
			const read = line({ attach_json, commodity_name: 'Cap' });
			expect(read.product_name).toBe('Cap');
			expect(read.variant).toBe('');
			expect(read.warnings).toEqual(['Line 1: "attach_json" could not be read; left out.']);
		},
	);

	test.each([[''], [null], [undefined], [[]], [{}]])('%j is absent', (attach_json) => {
		expect(line({ attach_json }).warnings).toEqual([]);
	});

	test('sku_value_list may be one text', () => {
		expect(line({ attach_json: { sku_value_list: 'Blue' } }).variant_values).toEqual(['Blue']);
	});
});

test('ids stay text, whatever they came as', () => {
	const read = line({ commodity_code: 9007199254740991, specification_code: '000123' });
	expect([read.product_id, read.sku]).toEqual(['9007199254740991', '000123']);
});

test('the other lists take the same forms', () => {
	const bare = normalizeWith({
		payment_list: (sample().payment_list as unknown[])[0],
		price_trade_list: { detail: sample().price_trade_list },
		order_flow_list: { flow: sample().order_flow_list },
		delivery_list: { delivery: sample().delivery_list },
	});
	expect(bare).toEqual(normalize(sample()));
});

test.each(['payment_list', 'price_trade_list', 'order_flow_list', 'delivery_list'])(
	'entries of %s that are no objects are left out with a warning',
	(name) => {
		const order = normalize({ [name]: ['odd', null, {}] });
		expect(order.warnings).toContain(
			`The order: 2 of the entries in "${name}" could not be read; left out.`,
		);
	},
);

test('currencies are compared and returned in capitals', () => {
	const order = normalizeWith({
		currency: 'cny',
		commodity_list: [{ ...product('A', 1), currency: 'Cny', unit_price_trade: '2' }],
	});
	expect(order.currency).toBe('CNY');
	expect(order.lines[0]?.line_total).toEqual(cny('2'));
	expect(order.warnings.filter((warning) => /cny/i.test(warning))).toEqual([]);
});
