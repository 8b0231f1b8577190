import type { INodeParameters } from 'n8n-workflow';

import search1 from '../fixtures/amazon/search.1.json';
import type { Fault } from '../../tools/sandbox';
import { fixture } from '../../tools/sandbox/wire';
import { nodeWorkflow } from './engine.support';
import { amazon, GOES_ON, idsIn, useStage } from './stage.support';

/** Get Order and HTTP Request for Amazon, in n8n's engine, against a gateway that is as strict as Amazon's model. */
const stage = useStage();

const ORDERS_PATH = '/orders/2026-01-01/orders';
const PICKED_UP_IN_STORE = '114-9876543-1234567';
const ON_ITS_WAY = '202-7654321-1098765';
const JAPANESE = '250-1234567-8901234';
const rowsOf = async (...orderIds: readonly string[]) => {
	const finished = await stage.get(orderIds.map(amazon));
	expect(finished.error).toBeUndefined();
	return finished.jsons('Get Order');
};
const failing = async (orderId: string, parameters = {}) => {
	const finished = await stage.get([amazon(orderId)], parameters, GOES_ON);
	return finished.jsons('Get Order')[0] as {
		readonly error?: string;
		readonly message?: string;
		readonly details?: Readonly<Record<string, unknown>>;
	};
};
const calls = () => stage.sandbox.requests.map(({ call, outcome }) => `${call} ${outcome}`);
const put = (change: Record<string, string>) =>
	stage.engine.store.put('amazon', { ...stage.engine.store.get('amazon'), ...change });

describe('Amazon’s own sample orders', () => {
	test('tax on top is no part of the line', async () => {
		expect(await rowsOf(PICKED_UP_IN_STORE)).toEqual([
			{
				order_id: PICKED_UP_IN_STORE,
				order_status: 'processing',
				fulfillment_status: 'unfulfilled',
				product_name: 'All-new Echo Pop | Full sound compact smart speaker with Alexa',
				variant: '',
				quantity: 1,
				quantity_shipped: 0,
				tracking_numbers: '',
				carriers: '',
				shipped_at: null,
				line_total: 39.99,
				currency: 'USD',
				unit_price: 39.99,
				order_total: 49.99,
				order_currency: 'USD',
				payment_status: 'paid',
				created_at: '2025-03-10T14:00:00.000Z',
				paid_at: null,
				product_id: 'B0BSHF7WHW',
				sku: 'ECHO-POP-US-BLK',
				line_number: 1,
				ship_to_country: '',
				store_name: 'Amazon.com',
				provider: 'amazon',
				provider_status: 'UNSHIPPED',
				item_key: `amazon:${PICKED_UP_IN_STORE}:11498765431234`,
			},
		]);
	});

	test('a parcel on its way is a shipment, and its number is in the row of its line', async () => {
		const [row] = await rowsOf(ON_ITS_WAY);
		expect(row).toMatchObject({
			order_status: 'completed',
			fulfillment_status: 'shipped',
			quantity_shipped: 1,
			tracking_numbers: '15501234567890123456',
			carriers: 'DPD',
			shipped_at: '2024-12-25T14:00:00.000Z',
		});
		const finished = await stage.get([amazon(ON_ITS_WAY)], { output: 'shipments' });
		expect(finished.jsons('Get Order')).toMatchObject([
			{ order_id: ON_ITS_WAY, tracking_number: '15501234567890123456', carrier: 'DPD' },
		]);
	});

	test('two lines sent by Amazon: yen without decimals, no parcel', async () => {
		const rows = await rowsOf(JAPANESE);
		expect(rows).toMatchObject([
			{ line_total: 5980, unit_price: 5980, quantity: 1, quantity_shipped: 1, line_number: 1 },
			{ line_total: 13_960, unit_price: 6980, quantity: 2, quantity_shipped: 2, line_number: 2 },
		]);
		for (const row of rows) {
			expect(row).toMatchObject({
				order_total: 19_940,
				currency: 'JPY',
				tracking_numbers: '',
				shipped_at: null,
				fulfillment_status: 'shipped',
			});
		}
	});

	test('an order has the promised dates', async () => {
		const finished = await stage.get([amazon(ON_ITS_WAY)], { output: 'order' });
		expect(finished.jsons('Get Order')).toMatchObject([
			{ ship_by: '2024-12-25T23:59:59.000Z', deliver_by: '2024-12-28T23:59:59.000Z' },
		]);
	});
});

describe('personal data', () => {
	const orderOf = async (options: INodeParameters) =>
		(await stage.get([amazon(ON_ITS_WAY)], { output: 'order', options })).jsons('Get Order')[0];
	const asked = () => stage.sandbox.requests.at(-1)?.query.includedData?.split(',');

	test('is not asked for unless the option says so', async () => {
		expect(JSON.stringify(await orderOf({}))).not.toMatch(/Sarah|Oak Avenue|marketplace\.amazon/);
		expect(asked()).toEqual(['FULFILLMENT', 'PROCEEDS', 'CANCELLATION', 'PACKAGES', 'PAYMENT']);
		expect(await orderOf({ includePersonalData: true })).toMatchObject({
			buyer: { name: 'Sarah Thompson', email: 'buyer-email@marketplace.amazon.co.uk' },
			ship_to: { name: 'Sarah Thompson', city: 'London', country_code: 'GB' },
		});
		expect(asked()).toEqual(expect.arrayContaining(['BUYER', 'RECIPIENT']));
	});

	test('may be missing for want of a role: the order comes without it', async () => {
		stage.sandbox.amazon.hasPersonalData = false;
		const order = await orderOf({ includePersonalData: true });
		expect(order).toMatchObject({ order_id: ON_ITS_WAY });
		expect(JSON.stringify(order)).not.toContain('Sarah');
	});
});

describe('what Amazon refuses', () => {
	test.each([
		['404-0000000-0000001', /found no order "404-0000000-0000001"/, /Region/],
		['200-0000000-0000001', /found no order/, /two minutes/],
		['201-0000000-0000001', /found no order/, /two minutes/],
		['403-0000000-0000001', /does not allow the app/, /Inventory and Order Tracking/],
		['413-0000000-0000001', /HTTP 413/, /./],
		['415-0000000-0000001', /HTTP 415/, /./],
	])('%s, at once', async (orderId, error, message) => {
		const failed = await failing(orderId);
		expect(failed.error).toMatch(error);
		expect(failed.message).toMatch(message);
		expect(stage.sandbox.count('order')).toBe(1);
	});

	test.each([
		['429-0000000-0000001', /rate limit/],
		['500-0000000-0000001', /could not process/],
		['503-0000000-0000001', /HTTP 503|could not process|not available/i],
	])('%s, after retries', async (orderId, error) => {
		expect((await failing(orderId)).error).toMatch(error);
		expect(stage.sandbox.count('order')).toBeGreaterThan(1);
	});

	test('another form of id is refused before a call', async () => {
		expect((await failing('8190439416163295')).message).toContain('902-3159896-1390916');
		expect(stage.sandbox.requests).toEqual([]);
	});

	test('another order than the one that was asked for is not passed on', async () => {
		const [own, other] = [stage.sandbox.amazon.orderId(901), stage.sandbox.amazon.orderId(902)];
		stage.sandbox.setOrder('amazon', own, { order: { orderId: other, orderItems: [] } });
		expect((await failing(own)).error).toMatch(/another order/);
	});

	const words = (name: string, status: number): Fault => ({
		kind: 'status',
		status,
		body: fixture(`amazon/reported.${name}.json`),
	});
	test.each<[string, Fault, RegExp, RegExp]>([
		['a region that does not fit', words('403-region', 403), /Region/, /Region/],
		['a message that is null', words('400-null-message', 400), /rejected the Order ID/, /Order ID/],
		['Amazon’s sandbox', words('400-sandbox-no-match', 400), /sandbox/, /Region/],
	])('%s, with words for it', async (_name, fault, error, message) => {
		stage.sandbox.faults.always({ provider: 'amazon', call: 'order' }, fault);
		const failed = await failing(PICKED_UP_IN_STORE);
		expect(failed.error).toMatch(error);
		expect(failed.message).toMatch(message);
		expect(stage.sandbox.count('order')).toBe(1);
	});
});

describe('amounts and lines as Amazon gives them', () => {
	const [sample] = search1.orders;
	const putOrder = (change: Record<string, unknown>): string => {
		const orderId = stage.sandbox.amazon.orderId(903);
		stage.sandbox.setOrder('amazon', orderId, { order: { ...sample, orderId, ...change } });
		return orderId;
	};
	const item = sample?.orderItems[0];

	test('a pending order has no money: empty cells', async () => {
		const orderId = putOrder({
			proceeds: undefined,
			fulfillment: { fulfillmentStatus: 'PENDING' },
			orderItems: [
				{ ...item, proceeds: undefined, product: { ...item?.product, price: undefined } },
			],
		});
		expect(await rowsOf(orderId)).toMatchObject([
			{ order_status: 'pending', line_total: null, unit_price: null, order_total: null },
		]);
	});

	test('fifteen digits stay exact', async () => {
		const money = { amount: '9007199254740.93', currencyCode: 'USD' };
		const orderId = putOrder({
			proceeds: { grandTotal: money },
			orderItems: [
				{
					...item,
					proceeds: { proceedsTotal: money, breakdowns: [{ type: 'ITEM', subtotal: money }] },
				},
			],
		});
		expect(await rowsOf(orderId)).toMatchObject([
			{ line_total: 9007199254740.93, order_total: 9007199254740.93 },
		]);
	});

	test('a line with quantity 0 is canceled', async () => {
		const orderId = putOrder({
			orderItems: [
				item,
				{ ...item, orderItemId: '2', quantityOrdered: 0, fulfillment: { quantityFulfilled: 0 } },
			],
		});
		expect(await rowsOf(orderId)).toMatchObject([
			{ quantity: 1, fulfillment_status: 'shipped' },
			{ quantity: 0, fulfillment_status: 'canceled' },
		]);
	});

	test('a replacement has no money and names its kind', async () => {
		const orderId = putOrder({
			proceeds: undefined,
			associatedOrders: [{ orderId: JAPANESE, associationType: 'REPLACEMENT_ORIGINAL_ID' }],
			orderItems: [{ ...item, proceeds: undefined }],
		});
		const finished = await stage.get([amazon(orderId)], { output: 'order' });
		const [order] = finished.jsons('Get Order');
		expect(order?.order_type).toContain('REPLACEMENT_ORIGINAL_ID');
	});
});

describe('sessions', () => {
	test('one renewal serves many orders, and another process asks for none', async () => {
		const ids = Array.from({ length: 8 }, (_, at) => stage.sandbox.amazon.orderId(at + 1));
		await rowsOf(...ids);
		stage.restart();
		await rowsOf(...ids);
		expect(stage.sandbox.count('refresh')).toBe(1);
	});

	test('an access token that ended is renewed once, and the call repeated', async () => {
		await rowsOf(PICKED_UP_IN_STORE);
		stage.sandbox.expireAccessTokens('amazon');
		await rowsOf(PICKED_UP_IN_STORE);
		expect(calls()).toEqual([
			'refresh ok',
			'order ok',
			'order token-expired',
			'refresh ok',
			'order ok',
		]);
	});

	test('a token that is an hour old is renewed before the call', async () => {
		await rowsOf(PICKED_UP_IN_STORE);
		stage.advance(3_600_000 - 59_000);
		await rowsOf(PICKED_UP_IN_STORE);
		expect(calls()).toEqual(['refresh ok', 'order ok', 'refresh ok', 'order ok']);
	});

	test('a rotated client secret is named, and the new one goes on with the same token', async () => {
		const { credential } = stage.sandbox.addAmazonSeller();
		put(credential);
		await rowsOf(PICKED_UP_IN_STORE);
		const clientSecret = stage.sandbox.amazonTokens.rotate(credential.clientId);
		stage.sandbox.expireAccessTokens('amazon');
		const failed = await failing(PICKED_UP_IN_STORE);
		expect(failed.error).toMatch(/Client ID or the Client Secret/);
		expect(failed.message).toMatch(/180 days/);
		put({ clientSecret });
		expect(await rowsOf(PICKED_UP_IN_STORE)).toHaveLength(1);
	});

	test('a wrong client secret is found at once, although there is a token', async () => {
		await rowsOf(PICKED_UP_IN_STORE);
		put({ clientSecret: 'mistyped' });
		expect((await failing(PICKED_UP_IN_STORE)).error).toMatch(/Client Secret/);
	});

	test('a revoked refresh token has to be had again', async () => {
		const { credential } = stage.sandbox.addAmazonSeller();
		stage.sandbox.amazonTokens.revoke(credential.refreshToken);
		put(credential);
		const failed = await failing(PICKED_UP_IN_STORE);
		expect(failed.error).toMatch(/no longer accepts the Refresh Token/);
		expect(failed.message).toMatch(/Authorize/);
		expect(calls()).toEqual(['refresh invalid_grant']);
	});

	test.each([
		['without a body', { kind: 'status', status: 429 } as const],
		['with Retry-After', { kind: 'status', status: 429, retryAfter: 7 } as const],
	])('the token address may say 429, %s: the renewal is repeated', async (_name, fault) => {
		stage.sandbox.faults.next({ provider: 'amazon', call: 'refresh' }, fault);
		expect(await rowsOf(PICKED_UP_IN_STORE)).toHaveLength(1);
		expect(calls()).toEqual(['refresh fault', 'refresh ok', 'order ok']);
	});
});

describe('two sellers of one app in one run', () => {
	test('each gets the orders of its own, by its own token', async () => {
		const app = stage.sandbox.demo.amazonSpApi;
		const { shop, credential } = stage.sandbox.addAmazonSeller(app);
		put({ refreshToken: '={{ $json.token }}' });
		const sellers = [
			{ token: app.refreshToken, orderId: stage.sandbox.amazon.orderId(3) },
			{ token: credential.refreshToken, orderId: shop.orderId(3) },
		];
		const items = [...sellers, ...sellers].map(({ token, orderId }) => ({
			...amazon(orderId),
			token,
		}));
		const finished = await stage.get(items);
		expect(finished.error).toBeUndefined();
		expect(idsIn(finished.jsons('Get Order'))).toEqual(sellers.map(({ orderId }) => orderId));
		const swapped = sellers.map(({ token }, at) => ({
			...amazon(sellers[1 - at]?.orderId),
			token,
		}));
		const refused = await stage.get(swapped, {}, GOES_ON);
		for (const { error } of refused.jsons('Get Order')) expect(error).toMatch(/found no order/);
		expect(stage.sandbox.count('refresh')).toBe(2);
	});
});

describe('the pace', () => {
	const ids = (count: number) =>
		Array.from({ length: count }, (_, at) => stage.sandbox.amazon.orderId(100 + at));

	test('forty orders in one run: the burst, then one in two seconds, and no refusal', async () => {
		const began = stage.now();
		await rowsOf(...ids(40));
		expect(new Set(calls())).toEqual(new Set(['refresh ok', 'order ok']));
		expect(stage.now() - began).toBeGreaterThan(10_000);
		expect(stage.now() - began).toBeLessThan(60_000);
	});

	test.each([
		[
			'without a header',
			{ kind: 'status', status: 429, body: fixture('amazon/reported.429-quota.json') } as const,
		],
		['with Retry-After', { kind: 'status', status: 429, retryAfter: 3 } as const],
	])('a 429 %s is waited out', async (_name, fault) => {
		stage.sandbox.faults.next({ provider: 'amazon', call: 'order' }, fault);
		expect(await rowsOf(PICKED_UP_IN_STORE)).toHaveLength(1);
		expect(stage.sandbox.count('order')).toBe(2);
		expect(Math.max(...stage.waits)).toBeGreaterThanOrEqual(2000);
	});
});

describe.each(['httpRequest', 'requestWithAuthentication'])('HTTP Request, by %s', (helper) => {
	const call = async (url: string, more: Record<string, unknown> = {}) => {
		const options = JSON.stringify({ method: 'GET', url, json: true, ...more });
		const parameters = { helper, credential: 'amazonSpApi', options };
		const finished = await stage.engine.run(nodeWorkflow('test.request', parameters));
		return { json: finished.jsons('Node')[0], error: finished.error };
	};
	const at = (path: string) => stage.sandbox.baseUrl + path;

	test('an order, with Amazon’s headers; the token is renewed once for many calls', async () => {
		const qs = { includedData: 'RECIPIENT,PROCEEDS,FULFILLMENT' };
		for (const _ of [1, 2]) {
			const { json, error } = await call(at(`${ORDERS_PATH}/${PICKED_UP_IN_STORE}`), { qs });
			expect(error).toBeUndefined();
			expect(json).toEqual(JSON.parse(fixture('amazon/order.3.json')));
		}
		expect(calls()).toEqual(['refresh ok', 'order ok', 'order ok']);
	});

	test('a list', async () => {
		const qs = { createdAfter: '2024-12-25T00:00:00Z', marketplaceIds: 'A1VC38T7YXB528' };
		const { json, error } = await call(at(ORDERS_PATH), { qs });
		expect(error).toBeUndefined();
		expect(json).toHaveProperty('pagination.nextToken', '2YgYW55IGNhcm5hbCBwbGVhc3VyZS4');
	});

	test('a token that ended is renewed', async () => {
		await call(at(`${ORDERS_PATH}/${PICKED_UP_IN_STORE}`));
		stage.advance(2 * 3_600_000);
		expect((await call(at(`${ORDERS_PATH}/${PICKED_UP_IN_STORE}`))).error).toBeUndefined();
		expect(calls().filter((each) => each.startsWith('refresh'))).toHaveLength(2);
	});

	test('no other host gets the token', async () => {
		const { error } = await call(`http://127.0.0.1:9${ORDERS_PATH}`);
		expect(error?.message).toContain('is not on');
		expect(stage.sandbox.count('search')).toBe(0);
	});
});
