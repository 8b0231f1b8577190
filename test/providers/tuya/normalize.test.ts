import { NO_TOTALS } from '../../../order/order';
import expected from '../../fixtures/tuya/order.finished.normalized.json';
import { orderWith } from '../orderWith.support';
import { cny, normalize, normalizeWith, query, sample } from './order.support';
import { normalizeOrder } from '../../../providers/tuya/normalize';
import { readOrder } from '../../../providers/tuya/payload';

test('the documented sample gives exactly these values', () => {
	expect(normalize(sample())).toEqual(orderWith(expected));
});

test.each([null, undefined, 'text', 3, [], [{}, {}]])(
	'%j is no order: an empty one with a warning',
	(payload) => {
		const order = normalize(payload);
		expect(order.order_id).toBe('SO2110258K167O5C');
		expect(order.lines).toEqual([]);
		expect(order.warnings).toEqual(['The payload is not an order; nothing could be read from it.']);
	},
);

test('an empty object is an order that says nothing, without warnings', () => {
	const order = normalize({});
	expect(order.warnings).toEqual([]);
	expect(Object.values(order.totals).every((total) => total === null)).toBe(true);
	expect(order.timestamps_raw).toEqual({});
});

test('the order id is the payload’s as text, else the query’s; mall and site are the query’s', () => {
	expect(normalize({ order_id: 12345678901 }).order_id).toBe('12345678901');
	expect(normalize({ order_id: '' }).order_id).toBe('SO2110258K167O5C');
	expect(normalizeOrder(readOrder({}), { ...query, fields: {} }).account).toEqual({
		mall_code: '',
		site_code: '',
	});
});

describe('times', () => {
	test.each([
		['a delivery', { delivery_list: [{ gmt_out_stock: 1600000000 }] }, 'shipments.0.shipped_at'],
		['a payment', { payment_list: [{ gmt_create: '1600000000' }] }, 'payments.0.created_at'],
		['the history', { order_flow_list: [{ gmt_create: 1600000000 }] }, 'history.0.at'],
		['the last change', { order_flow_list: [{ gmt_modified: 1600000000 }] }, 'updated_at'],
	])('of %s may be in seconds', (_, payload, path) => {
		expect(normalize(payload)).toHaveProperty(path, '2020-09-13T12:26:40.000Z');
	});

	test('the texts of the order’s own times are kept', () => {
		const order = normalize({ gmt_order_create: 1635131166093, gmt_order_pay: 'soon' });
		expect(order.timestamps_raw).toEqual({
			gmt_order_create: '1635131166093',
			gmt_order_pay: 'soon',
		});
	});
});

test('the history is sorted, entries without a time come last in their order', () => {
	const flow = (order_status: string, at: number, gmt_modified = at) => ({
		order_status,
		gmt_create: at && 1600000000000 + at,
		gmt_modified: gmt_modified && 1600000000000 + gmt_modified,
	});
	const order_flow_list = [
		...[flow('finished', 3000), flow('closed', 0), flow('created', 1000, 9000)],
		...[{ ...flow('odd', 0), gmt_create: -1 }, flow('paid', 2000), flow('delivered', 2000)],
	];
	const order = normalize({ order_flow_list });
	expect(order.history.map((each) => `${each.provider_status}: ${each.status}`)).toEqual([
		...['created: pending', 'paid: processing', 'delivered: processing'],
		...['finished: completed', 'closed: canceled', 'odd: unknown'],
	]);
	expect(order.updated_at).toBe('2020-09-13T12:26:49.000Z');
	expect(order.warnings).toEqual([
		'The history has the unrecognized value "odd" in "order_status".',
	]);
});

describe('the country of the address', () => {
	test.each([
		[{ site: 'CN', country_code: '86' }, 'CN', '86'],
		[{ site: 'CN', country_code: 'de' }, 'CN', ''],
		[{ site: 'EU-WEST', country_code: 'de' }, 'DE', ''],
		[{ site: 'cn', country_code: '+49' }, '', '+49'],
		[{ site: '', country_code: 49 }, '', '49'],
		[{ country_code: 'FR' }, 'FR', ''],
		[{ country_code: 'FRA' }, '', 'FRA'],
		[{}, '', ''],
	])('%j is %j with the dial code %j', (address, country_code, dial_code) => {
		expect(normalize({ address }).ship_to).toMatchObject({ country_code, dial_code });
	});
});

test.each([
	['136****6837', true],
	['5 * 6', false],
])('%j is masked: %s', (value, masked) => {
	const order = normalize({ customer: { mobile: value }, address: { phone: value } });
	expect([order.buyer.masked, order.ship_to.masked]).toEqual([masked, masked]);
});

describe('totals', () => {
	const detail = {
		currency: 'CNY',
		commodity_origin_amount: '11',
		shipping_amount: '12',
		install_amount: '13',
		discount_amount: '14',
		trade_amount: '15',
		paid_amount: '16',
		refund_amount: '17',
	};

	const part = (key: string, amount: string) => ({ price_trade_list: [{ key, amount }] });
	const unread = (name: string) =>
		`The order: "${name}" could not be read as an amount; left empty.`;

	test('payment_detail is used for what is absent', () => {
		const { totals, currency } = normalize({ payment_detail: detail });
		expect(currency).toBe('CNY');
		expect(totals).toEqual({
			...NO_TOTALS,
			total: cny('15'),
			paid: cny('16'),
			refunded: cny('17'),
			goods: cny('11'),
			shipping: cny('12'),
			services: cny('13'),
			discount: cny('14'),
		});
	});

	test('payment_detail changes nothing that the order itself states', () => {
		expect(normalizeWith({ payment_detail: detail }).totals).toEqual(normalize(sample()).totals);
	});

	test.each([
		[{ amount_trade: '1,04' }, 'amount_trade', 'trade_amount', 'total'],
		[{ amount_paid: '1,04' }, 'amount_paid', 'paid_amount', 'paid'],
		[{ amount_refund: '1,04' }, 'amount_refund', 'refund_amount', 'refunded'],
		[part('COMMODITY', 'free'), 'amount', 'commodity_origin_amount', 'goods'],
		[part('POSTAGE', 'free'), 'amount', 'shipping_amount', 'shipping'],
		[part('INSTALL', 'free'), 'amount', 'install_amount', 'services'],
	] as const)('nothing takes the place of what is unreadable: %j', (own, name, fallback, total) => {
		const payment_detail = { [fallback]: '9' };
		const { totals, warnings } = normalize({ ...own, payment_detail });
		expect([totals[total], warnings]).toEqual([null, [unread(name)]]);
		expect(normalize({ payment_detail }).totals[total]?.amount).toBe('9');
	});

	test.each(['currency', 'currency_code', 'currencyCode'])(
		'the currency is read from "%s" of the order, its amounts and its payment detail',
		(name) => {
			const own = { [name]: 'usd' };
			const order = (payload: object) => normalize(payload);
			const usd = { amount: '1.04', currency: 'USD' };
			const total = { currency: 'USD', totals: { total: usd } };
			expect(order({ ...own, amount_trade: '1.04' })).toMatchObject(total);
			expect(order({ amount_trade: { ...own, Value: '1.04' } })).toMatchObject(total);
			expect(order({ payment_detail: { ...own, trade_amount: '1.04' } })).toMatchObject(total);
			const [line] = order({ commodity_list: [{ ...own, unit_price_origin: '1.04' }] }).lines;
			expect(line).toMatchObject({ currency: 'USD', unit_price: usd });
			const [paid] = order({ payment_list: [{ ...own, trade_amount: '1.04' }] }).payments;
			expect(paid?.amount).toEqual(usd);
		},
	);

	test('payment_detail keeps a currency of its own', () => {
		const payment_detail = { ...detail, currency: 'USD' };
		const { totals } = normalizeWith({ amount_paid: null, payment_detail });
		expect(totals.paid).toEqual({ amount: '16', currency: 'USD' });
	});

	test('parts are known by key or Key, in any order and case; coupons are summed exactly', () => {
		const { totals, warnings } = normalize({
			currency: 'CNY',
			price_trade_list: [
				{ Key: 'INSTALL', amount: { Value: '3.00' }, amount_coupon: '0.10' },
				{ key: 'commodity', amount: '1', amount_coupon: { Value: '0.2' } },
				{ key: null, Key: 'POSTAGE', amount: 2.5, amount_coupon: null },
			],
		});
		expect(totals).toMatchObject({
			goods: cny('1'),
			shipping: cny('2.5'),
			services: cny('3.00'),
			discount: cny('0.30'),
		});
		expect(warnings).toEqual([]);
	});

	test('a part that is listed twice is left empty, one that is not known is left out', () => {
		const { totals, warnings } = normalize({
			price_trade_list: ['POSTAGE', 'POSTAGE', 'POSTAGE', 'TAX'].map((key) => ({
				key,
				amount: '1',
			})),
			payment_detail: { shipping_amount: '6' },
		});
		expect(totals.shipping).toBeNull();
		expect(warnings).toEqual([
			'The order: the part POSTAGE is in "price_trade_list" more than once; left empty.',
			'The order: the part "TAX" in "price_trade_list" is not known; left out.',
		]);
	});

	test('one unreadable coupon leaves no sum to guess', () => {
		const { totals, warnings } = normalize({
			price_trade_list: [
				{ key: 'POSTAGE', amount_coupon: '1' },
				{ key: 'INSTALL', amount_coupon: 'some' },
			],
			payment_detail: { discount_amount: '3' },
		});
		expect([totals.discount, warnings]).toEqual([null, [unread('amount_coupon')]]);
	});
});
