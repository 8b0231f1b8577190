import invalidClient from '../../fixtures/amazon/token.invalid-client.json';
import invalidGrant from '../../fixtures/amazon/token.invalid-grant.json';
import invalidRequest from '../../fixtures/amazon/token.invalid-request.json';
import tokenAnswer from '../../fixtures/amazon/token.ok.json';
import requests from '../../fixtures/amazon/requests.json';
import error1 from '../../fixtures/amazon/error.1.json';
import error2 from '../../fixtures/amazon/error.2.json';
import type { Sandbox } from '../../../tools/sandbox';
import { fixture } from '../../../tools/sandbox/wire';
import { amazon, AMAZON_ORDERS, renewAmazon, sandboxes } from './calls.support';

const START = Date.UTC(2026, 10, 29);
const HOUR = 3_600_000;
const SAMPLE = '171-9876543-2109876';
const orderTarget = (orderId: string, query = ''): string =>
	`${AMAZON_ORDERS}/${orderId}${query && `?${query}`}`;
const SEARCH = `${AMAZON_ORDERS}?createdAfter=2026-11-01T00:00:00Z`;

const start = sandboxes();
let clock = START;
let sandbox: Sandbox;
const outcome = () => sandbox.requests.at(-1)?.outcome;
const call = (target: string, headers = {}) => amazon(sandbox, target, headers);

beforeEach(async () => {
	clock = START;
	sandbox = await start({ now: () => clock });
	await renewAmazon(sandbox);
});

describe('what Amazon documents', () => {
	test.each(Object.entries(requests))('the request of %s', async (name, sample) => {
		const { orderId, ...parameters } = sample.request.parameters as Record<
			string,
			{ readonly value: string | readonly string[] }
		>;
		const query = Object.entries(parameters)
			.map(([key, { value }]) => `${key}=${encodeURIComponent(String(value))}`)
			.join('&');
		const target = orderId
			? orderTarget(String(orderId.value), query)
			: `${AMAZON_ORDERS}?${query}`;
		const { status, body } = await call(target);
		expect(status).toBe(sample.status);
		expect(body).toEqual(JSON.parse(fixture(`amazon/${name}`)));
	});

	test('an order has only the data sets that are asked for', async () => {
		const { body } = await call(orderTarget(SAMPLE, 'includedData=PROCEEDS'));
		const { order } = body as { readonly order: { readonly orderItems: readonly object[] } };
		expect(order).toHaveProperty('proceeds');
		for (const field of ['buyer', 'recipient', 'fulfillment']) {
			expect(order).not.toHaveProperty(field);
		}
		expect(Object.keys(order.orderItems[0] ?? {})).toEqual([
			'orderItemId',
			'quantityOrdered',
			'product',
			'proceeds',
		]);
	});

	test('without the role for personal data it is left out, without an error', async () => {
		sandbox.amazon.hasPersonalData = false;
		const { status, body } = await call(
			orderTarget(SAMPLE, 'includedData=BUYER,RECIPIENT,PROCEEDS'),
		);
		expect(status).toBe(200);
		expect(body.order).not.toHaveProperty('buyer');
		expect(body.order).not.toHaveProperty('recipient');
		expect(body.order).toHaveProperty('proceeds');
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
		expect(await call(orderTarget(SAMPLE, query))).toMatchObject({ status: 400, body: error2 });
		expect(outcome()).toBe(`InvalidInput: ${reason}`);
		expect(await call(`${SEARCH}&${query}`)).toMatchObject({ status: 400, body: error1 });
		expect(outcome()).toBe(`InvalidInput: ${reason}`);
	});

	test.each(['1719876543-2109876', '171-9876543-210987', 'a71-9876543-2109876', 'x'])(
		'the order id %s',
		async (orderId) => {
			expect(await call(orderTarget(orderId))).toMatchObject({ status: 400, body: error2 });
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
		expect(await call(orderTarget(SAMPLE), { 'user-agent': agent })).toMatchObject({ status: 400 });
		expect(outcome()).toBe('InvalidInput: user-agent');
	});

	test('a secret or a refresh token in a request', async () => {
		const { clientSecret, refreshToken } = sandbox.demo.amazonSpApi;
		for (const secret of [clientSecret, refreshToken]) {
			await call(orderTarget(SAMPLE), { authorization: secret });
			expect(outcome()).toBe('InvalidInput: a secret was sent');
		}
	});

	test('a method other than GET, a body, and another path', async () => {
		await amazon(sandbox, orderTarget(SAMPLE), {}, { method: 'PUT' });
		expect(outcome()).toBe('forbidden');
		await amazon(sandbox, orderTarget(SAMPLE), {}, { method: 'GET', body: '{}' });
		expect(outcome()).toBe('media-type');
		expect(await call('/orders/v0/orders')).toMatchObject({ status: 403 });
	});
});

describe('renewals', () => {
	const token = async (spoil = {}) => await renewAmazon(sandbox, spoil);

	test('give an access token for an hour, and the refresh token that was sent', async () => {
		const { status, body } = await token();
		expect(status).toBe(200);
		expect(Object.keys(body)).toEqual(Object.keys(tokenAnswer));
		expect(body).toMatchObject({
			access_token: expect.stringMatching(/^Atza\|.{345,}$/) as unknown,
			refresh_token: sandbox.demo.amazonSpApi.refreshToken,
			token_type: 'bearer',
			expires_in: 3600,
		});
		expect(sandbox.count('refresh')).toBe(2);
	});

	test.each([
		['a refresh token that nobody has', { refresh_token: 'Atzr|x' }, 400, invalidGrant],
		['another secret', { client_secret: 'x' }, 401, invalidClient],
		['another app', { client_id: 'x' }, 401, invalidClient],
		['no refresh token', { refresh_token: undefined }, 400, invalidRequest],
		['no grant type', { grant_type: undefined }, 400, invalidRequest],
		['a parameter too many', { scope: 'x' }, 400, invalidRequest],
		['a code', { grant_type: 'code' }, 400, { error: 'unsupported_grant_type' }],
	])('with %s', async (_name, spoil, status, body) => {
		expect(await token(spoil)).toMatchObject({ status, body });
	});

	test('only as a form that is posted, and with nothing in the query', async () => {
		const { tokenUrl, refreshToken, clientId, clientSecret } = sandbox.demo.amazonSpApi;
		const form = new URLSearchParams({
			grant_type: 'refresh_token',
			refresh_token: refreshToken,
			client_id: clientId,
			client_secret: clientSecret,
		});
		const json = { 'content-type': 'application/json' };
		await fetch(tokenUrl, { method: 'POST', headers: json, body: form.toString() });
		expect(outcome()).toBe('invalid_request');
		await fetch(tokenUrl, { method: 'PUT', body: form });
		expect(outcome()).toBe('invalid_request');
		await fetch(`${tokenUrl}?scope=x`, { method: 'POST', body: form });
		expect(outcome()).toBe('invalid_request');
		await fetch(tokenUrl, { method: 'POST', body: form });
		expect(outcome()).toBe('ok');
	});

	test('after the secret was rotated, only with the new one; the refresh token stays', async () => {
		const clientSecret = sandbox.amazonTokens.rotate(sandbox.demo.amazonSpApi.clientId);
		expect((await token()).body).toEqual(invalidClient);
		expect((await token({ client_secret: clientSecret })).status).toBe(200);
	});

	test('not with the refresh token of another app', async () => {
		const { credential } = sandbox.addAmazonSeller();
		expect((await token({ refresh_token: credential.refreshToken })).body).toEqual(invalidGrant);
		const own = { client_id: credential.clientId, client_secret: credential.clientSecret };
		expect((await token({ ...own, refresh_token: credential.refreshToken })).status).toBe(200);
	});
});

describe('access tokens', () => {
	const use = async (accessToken?: string) =>
		await call(orderTarget(SAMPLE), { 'x-amz-access-token': accessToken });
	const newest = () => sandbox.currentTokens().amazon.accessToken;

	test('last an hour, also when there is a newer one', async () => {
		const first = newest();
		await renewAmazon(sandbox);
		clock += HOUR - 1;
		expect((await use(first)).status).toBe(200);
		clock += 1;
		expect((await use(first)).text).toBe(fixture('amazon/reported.403-token-expired.json'));
		await renewAmazon(sandbox);
		expect((await use(newest())).status).toBe(200);
		sandbox.expireAccessTokens('amazon');
		expect(await use(newest())).toMatchObject({ status: 403 });
		expect(outcome()).toBe('token-expired');
	});

	test('are needed, and have to be Amazon’s', async () => {
		expect((await use()).text).toBe(fixture('amazon/reported.403-token-missing.json'));
		expect((await use('Atza|x')).text).toBe(fixture('amazon/reported.403-token-invalid.json'));
	});

	test('end with their authorization', async () => {
		const { refreshToken } = sandbox.demo.amazonSpApi;
		sandbox.amazonTokens.revoke(refreshToken);
		await use(newest());
		expect(outcome()).toBe('token-invalid');
		expect((await renewAmazon(sandbox)).body).toEqual(invalidGrant);
	});

	test('open only the orders of the seller who authorized', async () => {
		const { shop, credential } = sandbox.addAmazonSeller(sandbox.demo.amazonSpApi);
		const [mine, theirs] = [sandbox.amazon.orderId(1), shop.orderId(1)];
		expect((await call(orderTarget(mine))).status).toBe(200);
		expect((await call(orderTarget(theirs))).status).toBe(404);
		await renewAmazon(sandbox, { refresh_token: credential.refreshToken });
		expect((await call(orderTarget(theirs))).status).toBe(200);
		expect((await call(orderTarget(mine))).status).toBe(404);
	});
});

describe('the pace', () => {
	const RATE = 'x-amzn-ratelimit-limit';
	const drain = async (target: string, calls: number) => {
		for (let at = 0; at < calls; at++) await call(target);
	};

	test.each([
		['searches', SEARCH, 20, 0.0056],
		['orders', orderTarget(SAMPLE), 30, 0.5],
	])('%s: a burst, then one in so many seconds', async (_name, target, burst, perSecond) => {
		await drain(target, burst);
		expect(outcome()).toBe('ok');
		const refused = await call(target);
		expect(refused).toMatchObject({
			status: 429,
			text: fixture('amazon/reported.429-quota.json'),
		});
		expect(refused.headers).not.toHaveProperty(RATE);
		clock += 1000 / perSecond - 1;
		await call(target);
		expect(outcome()).toBe('quota');
		clock += 2;
		await call(target);
		expect(outcome()).toBe('ok');
		await call(target);
		expect(outcome()).toBe('quota');
		clock += (burst * 1000) / perSecond;
		await renewAmazon(sandbox);
		await drain(target, burst);
		expect(outcome()).toBe('ok');
		await call(target);
		expect(outcome()).toBe('quota');
	});

	test('is one for each operation, seller and app', async () => {
		await drain(orderTarget(SAMPLE), 31);
		expect(outcome()).toBe('quota');
		await call(SEARCH);
		expect(outcome()).toBe('ok');
		const { credential } = sandbox.addAmazonSeller(sandbox.demo.amazonSpApi);
		await renewAmazon(sandbox, { refresh_token: credential.refreshToken });
		await call(orderTarget(SAMPLE));
		expect(outcome()).toBe('ok');
		const app = sandbox.amazonTokens.register();
		const refresh_token = sandbox.amazonTokens.authorize(app.clientId, sandbox.amazon.number);
		const form = { client_id: app.clientId, client_secret: app.clientSecret, refresh_token };
		await renewAmazon(sandbox, form);
		await call(orderTarget(SAMPLE));
		expect(outcome()).toBe('ok');
	});

	test('is told with 200, 400 and 404 only, if at all', async () => {
		const rates = async (orderId: string) => {
			const { status, headers } = await call(orderTarget(orderId));
			expect(headers['x-amzn-requestid']).toEqual(expect.any(String));
			return [status, headers[RATE]];
		};
		const idOf = (status: string) => `${status}-0000000-0000001`;
		expect(await rates(SAMPLE)).toEqual([200, '0.5']);
		expect(await rates('x')).toEqual([400, '0.5']);
		expect(await rates(idOf('404'))).toEqual([404, '0.5']);
		for (const status of ['403', '413', '415', '429', '500', '503']) {
			expect(await rates(idOf(status))).toEqual([Number(status), undefined]);
		}
		expect((await call(SEARCH)).headers[RATE]).toBe('0.0056');
		sandbox = await start({ amazon: { tellsRate: false } });
		await renewAmazon(sandbox);
		expect(await rates(SAMPLE)).toEqual([200, undefined]);
	});

	test('can be another one, and does not hold for renewals', async () => {
		const rates = { getOrder: { perSecond: 2, burst: 1 } };
		sandbox = await start({ now: () => clock, amazon: { rates } });
		for (let at = 0; at < 40; at++) await renewAmazon(sandbox);
		await drain(orderTarget(SAMPLE), 2);
		expect(outcome()).toBe('quota');
		sandbox.reset();
		await drain(orderTarget(SAMPLE), 1);
		expect(outcome()).toBe('ok');
		clock += 500;
		expect((await call(orderTarget(SAMPLE))).headers[RATE]).toBe('2');
	});
});

describe('orders that cannot be had', () => {
	test.each([
		['200', '{}'],
		['201', '{"order":{}}'],
		['403', fixture('amazon/reported.403-empty-details.json')],
		['500', fixture('amazon/reported.500-internal-failure.json')],
	])('%s-…', async (first, text) => {
		expect((await call(orderTarget(`${first}-0000000-0000001`))).text).toBe(text);
	});

	test('a reply that was set is sent as it is', async () => {
		const orderId = sandbox.amazon.orderId(7);
		sandbox.setOrder('amazon', orderId, '{"order": {"orderId": "x"}}');
		expect((await call(orderTarget(orderId))).text).toBe('{"order": {"orderId": "x"}}');
		sandbox.setOrder('amazon', SAMPLE, {});
		expect((await call(orderTarget(SAMPLE))).text).toBe('{}');
	});
});
