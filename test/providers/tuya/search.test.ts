import { createHash, createHmac } from 'node:crypto';

import type { Result } from '../../../providers/failure';
import type { ListedPage, PageQuery } from '../../../providers/search';
import { tuya } from '../../../providers/tuya';
import type { TuyaOrder } from '../../../providers/tuya/payload';
import { firstPage, reply, valueOf } from '../calls.support';
import { query as order, sample, CREDENTIALS as credentials } from './order.support';

const { search } = tuya;
if (!search) throw new Error('Tuya has a search');

const query: PageQuery = {
	...{ ...firstPage(order, 50), orderStatus: 'paid', page: 2 },
	...{ placedAfter: 1782896400000, placedBefore: 1782903600000 },
};
const context = { now: 1782910000000, nonce: 'nonce-1' };

describe('the request', () => {
	const PATH =
		'/v1.0/sellercenter/order/search?end_time=1782903600000&lang=en&mall_code=MALL-1&order_status=paid&page=2&page_size=50&site_code=SITE-1&start_time=1782896400000';

	test('is a GET with the query in alphabetical order', () => {
		const url = `https://openapi.tuyaeu.com${PATH}`;
		const request = search.request(query, credentials, context);
		expect(request).toMatchObject({ method: 'GET', url, body: '' });
	});

	test('is signed over that query', () => {
		const emptyBody = createHash('sha256').update('').digest('hex');
		const text = `access-id-1access-token-1${context.now}${context.nonce}GET\n${emptyBody}\n\n${PATH}`;
		const sign = createHmac('sha256', 'access-secret-1').update(text).digest('hex').toUpperCase();
		expect(search.request(query, credentials, context).headers).toEqual({
			client_id: 'access-id-1',
			access_token: 'access-token-1',
			lang: 'en',
			nonce: 'nonce-1',
			sign,
			sign_method: 'HMAC-SHA256',
			t: String(context.now),
		});
	});

	test('has no parameter for what is not asked for', () => {
		const any = { ...query, language: '', orderStatus: '', placedAfter: null, placedBefore: null };
		expect(search.request({ ...any, page: 1 }, credentials, context).url).toBe(
			'https://openapi.tuyaeu.com/v1.0/sellercenter/order/search?mall_code=MALL-1&page=1&page_size=50&site_code=SITE-1',
		);
	});
});

const respond = (body: unknown, asked = query): Result<{ payload: ListedPage<TuyaOrder> }> =>
	search.response(reply(body), asked, credentials);
const list = (result: unknown) => respond({ success: true, t: 1, result });

describe('the response', () => {
	test('has the total and the orders of the page', () => {
		const rows = [{ order_id: 'SO1' }, { order_id: 12345 }];
		const outcome = list({ total: 70, page: 2, page_size: 50, data_list: rows });
		const [first, second] = rows;
		const orders = [
			{ orderId: 'SO1', raw: first },
			{ orderId: '12345', raw: second },
		];
		const payload = { total: 70, unreadable: 0, orders };
		expect(outcome).toMatchObject({ ok: true, value: { payload } });
	});

	test('counts what is no order', () => {
		const rows = [null, 1, 'x', [], {}, { order_id: null }, { order_id: 'SO1' }];
		expect(list({ total: 7, data_list: rows })).toMatchObject({
			value: { payload: { unreadable: 6, orders: [{ orderId: 'SO1' }] } },
		});
	});

	test.each([
		['70', 70],
		[undefined, null],
		[-1, null],
		['many', null],
	])('a total of %j is %j', (total, read) => {
		expect(list({ total, data_list: [] })).toMatchObject({ value: { payload: { total: read } } });
	});

	test.each([[[]], [null], [undefined]])('no orders may come as %j', (data_list) => {
		const payload = { total: 0, orders: [] };
		expect(list({ total: 0, data_list })).toMatchObject({ value: { payload } });
	});

	const none = [null, {}, [], 'none', { total: 3 }, { total: 0, data_list: 'none' }];
	test.each(none)('%j is no list', (result) => {
		const message = 'The response from Tuya contains no list of orders';
		const failure = { kind: 'invalid_response', message };
		expect(list(result)).toMatchObject({ ok: false, failure });
	});
});

describe('a failure names the field', () => {
	test.each([
		[2000000, 'mall code is invalid', 'Mall Code'],
		[1109, 'param is illegal: site_code', 'Site Code'],
		[1109, 'order_status is illegal', 'Order Status'],
		[1109, 'start_time is illegal', 'Placed After'],
		[1109, 'lang not supported', 'Language'],
		[1109, 'param is illegal', 'Mall Code or Site Code'],
	])('%i %s: %s', (code, msg, field) => {
		const description = expect.stringContaining(`Check the ${field}.`) as string;
		const failure = { kind: 'invalid_parameter', message: `Tuya rejected the ${field}` };
		const outcome = respond({ success: false, code, msg, t: 1 });
		expect(outcome).toMatchObject({ failure: { ...failure, description } });
	});

	test.each([1105, 1109])('%i: no filter that is not set', (code) => {
		const unfiltered = { ...query, orderStatus: '', placedAfter: null, placedBefore: null };
		const msg = 'site_code is illegal, or order_status, start_time, end_time';
		const outcome = JSON.stringify(respond({ success: false, code, msg, t: 1 }, unfiltered));
		const own = outcome.replaceAll(msg, '');
		expect(own).not.toMatch(/Filters|Order Status|Placed/);
	});

	test.each([1108, 1109, 1100, 2001000, 40000309, 1010, 28841101, 9999])(
		'%i: none that the node does not have',
		(code) => {
			const outcome = respond({ success: false, code, msg: 'words', t: 1 });
			expect(JSON.stringify(outcome)).not.toContain('Order ID');
		},
	);
});

describe('the query', () => {
	const check = (changed: object) => search.validate({ ...query, ...changed }, context.now);

	test.each([
		[{ fields: { siteCode: 'S' } }, 'The Mall Code is empty'],
		[{ fields: { mallCode: 'M' } }, 'The Site Code is empty'],
		[{ language: 'x y' }, 'The Language "x y" contains invalid characters'],
	])('%j is not sent', (changed, message) => {
		expect(check(changed)).toMatchObject({ ok: false, failure: { message } });
	});

	test('has the documented values of a status, and none of one that is not documented', () => {
		expect(search.statusesOf(['processing'])).toEqual(['paid', 'part_delivered', 'delivered']);
		expect(search.statusesOf(['pending', 'completed'])).toEqual(['created', 'finished']);
		expect(search.statusesOf(['processing', 'canceled'])).toEqual(['']);
		expect(search.statusesOf([])).toEqual(['']);
	});
});

describe('an order of the list', () => {
	const listed = (changes: object) => {
		const data_list = [{ ...sample(), amount_refund: null, ...changes }];
		const [found] = valueOf(list({ total: 1, data_list })).payload.orders;
		if (!found) throw new Error('an order was expected');
		return search.normalize(found.payload, { ...query, orderId: found?.orderId ?? '' });
	};

	test.each([
		[{ order_status: 'finished' }, 'unknown'],
		[{ order_status: 'paid', amount_paid: '0.50', amount_rest: '0.54' }, 'unknown'],
		[{ order_status: 'created', amount_paid: '0', amount_rest: '1.04' }, 'unpaid'],
	])('%j: whether it was refunded is not known: %s', (changes, payment) => {
		expect(listed(changes).payment_status).toBe(payment);
	});

	test('without deliveries does not say how much was shipped', () => {
		const sent = { order_status: 'part_delivered', delivery_list: undefined };
		const { lines, shipments } = listed(sent);
		expect(shipments).toEqual([]);
		expect(lines.map(({ quantity_shipped }) => quantity_shipped)).toEqual([null, null, null]);
	});
});
