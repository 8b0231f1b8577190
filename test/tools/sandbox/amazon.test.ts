import invalidClient from '../../fixtures/amazon/token.invalid-client.json';
import invalidGrant from '../../fixtures/amazon/token.invalid-grant.json';
import invalidRequest from '../../fixtures/amazon/token.invalid-request.json';
import tokenAnswer from '../../fixtures/amazon/token.ok.json';
import requests from '../../fixtures/amazon/requests.json';
import error1 from '../../fixtures/amazon/error.1.json';
import error2 from '../../fixtures/amazon/error.2.json';
import { fixture } from '../../../tools/sandbox/wire';
import { amazon, AMAZON_ORDERS, renewAmazon, sandboxes, stage } from './calls.support';

const HOUR = 3_600_000;
const SAMPLE = '171-9876543-2109876';
const ORDER = `${AMAZON_ORDERS}/${SAMPLE}`;
const SEARCH = `${AMAZON_ORDERS}?createdAfter=2026-11-01T00:00:00Z`;

const on = stage(sandboxes(), { begins: Date.UTC(2026, 10, 29), prepare: renewAmazon });
const call = (target: string, headers = {}) => amazon(on.sandbox, target, headers);
/** Another seller of the same app, whose token counts from now on. */
const otherSeller = async () => {
	const { shop, credential } = on.sandbox.addAmazonSeller(on.sandbox.demo.amazonSpApi);
	await renewAmazon(on.sandbox, { refresh_token: credential.refreshToken });
	return shop;
};

describe('what Amazon documents', () => {
	test.each(Object.entries(requests))('the request of %s', async (name, sample) => {
		const { orderId, ...parameters } = sample.request.parameters as Record<
			string,
			{ readonly value: string | readonly string[] }
		>;
		const query = Object.entries(parameters)
			.map(([key, { value }]) => `${key}=${encodeURIComponent(String(value))}`)
			.join('&');
		const { status, body } = await call(
			`${AMAZON_ORDERS}${orderId ? `/${String(orderId.value)}` : ''}?${query}`,
		);
		expect(status).toBe(sample.status);
		expect(body).toEqual(JSON.parse(fixture(`amazon/${name}`)));
	});

	test('an order has only the data sets that are asked for', async () => {
		const { body } = await call(`${ORDER}?includedData=PROCEEDS`);
		const { order } = body as { readonly order: { readonly orderItems: readonly object[] } };
		expect(order).toHaveProperty('proceeds');
		for (const field of ['buyer', 'recipient', 'fulfillment']) {
			expect(order).not.toHaveProperty(field);
		}
		expect(Object.keys(order.orderItems[0] ?? {})).toEqual([
			...['orderItemId', 'quantityOrdered', 'product', 'proceeds'],
		]);
	});
});

describe('what the model does not allow is refused', () => {
	test.each([
		['an unknown parameter', 'OrderIds=1', 'there is no parameter OrderIds'],
		['a parameter of the path', 'orderId=1', 'there is no parameter orderId'],
		['a name that objects have', 'constructor=1', 'there is no parameter constructor'],
		['a repeated list', 'includedData=BUYER&includedData=TAX', 'includedData is repeated'],
		['lower case', 'includedData=buyer', 'includedData may not be "buyer"'],
		['a list with a space', 'includedData=BUYER,%20TAX', 'includedData may not be " TAX"'],
		['an empty list', 'includedData=', 'includedData may not be ""'],
		['an unknown data set', 'includedData=ITEMS', 'includedData may not be "ITEMS"'],
	])('%s', async (_name, query, reason) => {
		expect(await call(`${ORDER}?${query}`)).toMatchObject({ status: 400, body: error2 });
		expect(on.outcome()).toBe(`InvalidInput: ${reason}`);
		expect(await call(`${SEARCH}&${query}`)).toMatchObject({ status: 400, body: error1 });
		expect(on.outcome()).toBe(`InvalidInput: ${reason}`);
	});

	test.each(['1719876543-2109876', '171-9876543-210987', 'a71-9876543-2109876', 'x'])(
		'the order id %s',
		async (orderId) => {
			const refused = { status: 400, body: error2 };
			expect(await call(`${AMAZON_ORDERS}/${orderId}`)).toMatchObject(refused);
		},
	);

	test.each([
		['none', undefined],
		['a name alone', 'n8n'],
		['no language', 'App/1.0'],
		['a language without its name', 'App/1.0 (TypeScript)'],
		['a language that is not first', 'App/1.0 (Platform=Node; Language=TypeScript)'],
		['no version', 'App (Language=TypeScript)'],
		['more than 500 characters', `App/1.0 (Language=${'x'.repeat(500)})`],
	])('a user-agent: %s', async (_name, agent) => {
		expect(await call(ORDER, { 'user-agent': agent })).toMatchObject({ status: 400 });
		expect(on.outcome()).toBe('InvalidInput: user-agent');
	});

	test('a secret or a refresh token in a request', async () => {
		const { clientSecret, refreshToken } = on.sandbox.demo.amazonSpApi;
		for (const authorization of [clientSecret, refreshToken]) {
			await call(ORDER, { authorization });
			expect(on.outcome()).toBe('InvalidInput: a secret was sent');
		}
	});

	test('a method other than GET, a body, and another path', async () => {
		await amazon(on.sandbox, ORDER, {}, { method: 'PUT' });
		expect(on.outcome()).toBe('forbidden');
		await amazon(on.sandbox, ORDER, {}, { method: 'GET', body: '{}' });
		expect(on.outcome()).toBe('media-type');
		expect(await call('/orders/v0/orders')).toMatchObject({ status: 403 });
	});
});

describe('renewals', () => {
	test('give an access token for an hour, and the refresh token that was sent', async () => {
		const { status, body } = await renewAmazon(on.sandbox);
		expect([status, Object.keys(body)]).toEqual([200, Object.keys(tokenAnswer)]);
		expect(body).toMatchObject({
			access_token: expect.stringMatching(/^Atza\|.{345,}$/) as unknown,
			refresh_token: on.sandbox.demo.amazonSpApi.refreshToken,
			token_type: 'bearer',
			expires_in: 3600,
		});
	});

	test.each([
		['a refresh token that nobody has', { refresh_token: 'Atzr|x' }, 400, invalidGrant],
		['another secret', { client_secret: 'x' }, 401, invalidClient],
		['another app', { client_id: 'x' }, 401, invalidClient],
		['no refresh token', { refresh_token: undefined }, 400, invalidRequest],
		['no grant type', { grant_type: undefined }, 400, invalidRequest],
		['a parameter too many', { scope: 'x' }, 400, invalidRequest],
		['a code', { grant_type: 'code' }, 400, { error: 'unsupported_grant_type' }],
	])('are refused with %s', async (_name, spoil, status, body) => {
		expect(await renewAmazon(on.sandbox, spoil)).toMatchObject({ status, body });
	});

	test('are refused with the refresh token of another app', async () => {
		const { credential } = on.sandbox.addAmazonSeller();
		const refused = await renewAmazon(on.sandbox, { refresh_token: credential.refreshToken });
		expect(refused.body).toEqual(invalidGrant);
	});

	test('have to be a posted form, with nothing in the query', async () => {
		const { tokenUrl } = on.sandbox.demo.amazonSpApi;
		const body = on.sandbox.requests.at(-1)?.body ?? '';
		const json = { 'content-type': 'application/json' };
		const form = { 'content-type': 'application/x-www-form-urlencoded' };
		await fetch(tokenUrl, { method: 'POST', headers: json, body });
		expect(on.outcome()).toBe('invalid_request');
		await fetch(tokenUrl, { method: 'PUT', headers: form, body });
		expect(on.outcome()).toBe('invalid_request');
		await fetch(`${tokenUrl}?scope=x`, { method: 'POST', headers: form, body });
		expect(on.outcome()).toBe('invalid_request');
	});
});

describe('access tokens', () => {
	const use = async (accessToken?: string) =>
		await call(ORDER, { 'x-amz-access-token': accessToken });

	test('last an hour, also when there is a newer one', async () => {
		const first = on.sandbox.currentTokens().amazon.accessToken;
		await renewAmazon(on.sandbox);
		on.clock += HOUR - 1;
		expect((await use(first)).status).toBe(200);
		on.clock += 1;
		expect((await use(first)).text).toBe(fixture('amazon/reported.403-token-expired.json'));
	});

	test('are needed, and have to be Amazon’s', async () => {
		expect((await use()).text).toBe(fixture('amazon/reported.403-token-missing.json'));
		expect((await use('Atza|x')).text).toBe(fixture('amazon/reported.403-token-invalid.json'));
	});

	test('open only the orders of the seller who authorized', async () => {
		const mine = on.sandbox.amazon.orderId(1);
		expect((await call(`${AMAZON_ORDERS}/${mine}`)).status).toBe(200);
		const theirs = (await otherSeller()).orderId(1);
		expect((await call(`${AMAZON_ORDERS}/${theirs}`)).status).toBe(200);
		expect((await call(`${AMAZON_ORDERS}/${mine}`)).status).toBe(404);
	});
});

describe('the pace', () => {
	const RATE = 'x-amzn-ratelimit-limit';
	const drain = async (target: string, calls: number) => {
		for (let at = 0; at < calls; at++) await call(target);
		return on.outcome();
	};

	test.each([
		['searches', SEARCH, 20, 0.0056],
		['orders', ORDER, 30, 0.5],
	])('%s: a burst, then one call per interval', async (_name, target, burst, perSecond) => {
		expect(await drain(target, burst)).toBe('ok');
		const refused = await call(target);
		expect(refused).toMatchObject({ status: 429, text: fixture('amazon/reported.429-quota.json') });
		on.clock += 1000 / perSecond - 1;
		expect(await drain(target, 1)).toBe('quota');
		on.clock += 2;
		expect(await drain(target, 1)).toBe('ok');
		expect(await drain(target, 1)).toBe('quota');
		on.clock += (burst * 1000) / perSecond;
		await renewAmazon(on.sandbox);
		expect(await drain(target, burst)).toBe('ok');
		expect(await drain(target, 1)).toBe('quota');
	});

	test('is separate for each operation, seller and app', async () => {
		expect(await drain(ORDER, 31)).toBe('quota');
		expect(await drain(SEARCH, 1)).toBe('ok');
		await otherSeller();
		expect(await drain(ORDER, 1)).toBe('ok');
		const app = on.sandbox.amazonTokens.register();
		const refresh_token = on.sandbox.amazonTokens.authorize(app.clientId, on.sandbox.amazon.number);
		const form = { client_id: app.clientId, client_secret: app.clientSecret, refresh_token };
		await renewAmazon(on.sandbox, form);
		expect(await drain(ORDER, 1)).toBe('ok');
	});

	test('is stated with 200, 400 and 404 only, and does not hold for renewals', async () => {
		for (let at = 0; at < 40; at++) await renewAmazon(on.sandbox);
		const rateOf = async (target: string) => (await call(target)).headers[RATE];
		for (const target of [ORDER, `${AMAZON_ORDERS}/x`, `${AMAZON_ORDERS}/404-0000000-0000001`]) {
			expect(await rateOf(target)).toBe('0.5');
		}
		expect((await call(ORDER, { 'x-amz-access-token': '' })).headers).not.toHaveProperty(RATE);
		expect(await rateOf(SEARCH)).toBe('0.0056');
	});
});
