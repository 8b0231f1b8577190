import type { Result } from '../../../providers/failure';
import type { ListedPage, PageQuery } from '../../../providers/search';
import { tuya } from '../../../providers/tuya';
import type { TuyaOrder } from '../../../providers/tuya/payload';
import { sign } from '../../../providers/tuya/signature';
import { firstPage, reply, valueOf } from '../calls.support';
import { query as order, sample, CREDENTIALS as credentials } from './order.support';

const { search } = tuya;
if (!search) throw new Error('Tuya has a search');

const query: PageQuery = {
	...firstPage(order, 50),
	orderStatus: 'paid',
	page: 2,
	placedAfter: 1782896400000,
	placedBefore: 1782903600000,
};
const context = { now: 1782910000000, nonce: 'nonce-1' };

describe('the request', () => {
	const path = '/v1.0/sellercenter/order/search';
	const urlOf = (parameters: object) =>
		`https://openapi.tuyaeu.com${path}?${String(new URLSearchParams({ ...parameters }))}`;

	test('is a GET with the query in alphabetical order, signed over it', () => {
		const sent = {
			end_time: '1782903600000',
			lang: 'en',
			mall_code: 'MALL-1',
			order_status: 'paid',
			page: '2',
			page_size: '50',
			site_code: 'SITE-1',
			start_time: '1782896400000',
		};
		const { headers, ...request } = search.request(query, credentials, context);
		expect(request).toEqual({ method: 'GET', url: urlOf(sent), body: '' });
		const call = { method: 'GET', path, query: sent, body: '' };
		expect(headers).toMatchObject({ lang: 'en', sign: sign(credentials, context, call) });
	});

	test('has no parameter for what is not asked for', () => {
		const any = { ...firstPage(order, 50), language: '' };
		const sent = { mall_code: 'MALL-1', page: '1', page_size: '50', site_code: 'SITE-1' };
		expect(search.request(any, credentials, context).url).toBe(urlOf(sent));
	});
});

const respond = (body: unknown, asked = query): Result<{ payload: ListedPage<TuyaOrder> }> =>
	search.response(reply(body), asked, credentials);
const list = (result: unknown) => respond({ success: true, t: 1, result });

describe('the response', () => {
	test('has the total and the orders of the page', () => {
		const [raw, other] = [{ order_id: 'SO1' }, { order_id: 12345 }];
		const outcome = list({ total: 70, page: 2, page_size: 50, data_list: [raw, other] });
		const orders = ['SO1', '12345'].map((orderId, at) => ({ orderId, raw: [raw, other][at] }));
		expect(outcome).toMatchObject({ value: { payload: { total: 70, unreadable: 0, orders } } });
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
