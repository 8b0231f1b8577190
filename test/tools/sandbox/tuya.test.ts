import signInvalid from '../../fixtures/tuya/error.1004.json';
import timeInvalid from '../../fixtures/tuya/error.1013.json';
import orderNotFound from '../../fixtures/tuya/error.2005001-order-not-found.json';
import sample from '../../fixtures/tuya/order.finished.json';
import type { Sandbox } from '../../../tools/sandbox';
import { sandboxes, tuya, tuyaOrderTarget, type TuyaOptions } from './calls.support';

const SAMPLE = 'SO2110258K167O5C';
const TOKEN = '/v1.0/token?grant_type=1';
const START = 1_760_000_000_000;
const tid: unknown = expect.stringMatching(/^[0-9a-f]{32}$/);

const start = sandboxes();
let clock = START;
let sandbox: Sandbox;
const outcome = () => sandbox.requests.at(-1)?.outcome;
const call = (target: string, options: TuyaOptions = {}) =>
	tuya(sandbox, target, { t: clock, ...options });
const order = (orderId: string, options: TuyaOptions = {}) =>
	call(tuyaOrderTarget(sandbox, orderId), options);

beforeEach(async () => {
	clock = START;
	sandbox = await start({ now: () => clock });
});

describe('orders', () => {
	test('the documented order', async () => {
		const { status, body } = await order(SAMPLE);
		expect(status).toBe(200);
		expect(body).toEqual({ ...sample, t: START, tid });
	});

	test('a generated order has the id that was asked for', async () => {
		expect((await order('SO0000000001')).body.result).toHaveProperty('order_id', 'SO0000000001');
	});

	test('of another id there is none, unless one was set', async () => {
		expect((await order('ANY')).body).toEqual({ ...orderNotFound, t: START, tid });
		sandbox.setOrder('tuya', 'ANY', { success: true, result: {} });
		expect((await order('ANY')).body).toEqual({ success: true, result: {} });
	});

	test.each([
		['mall_code=OTHER&site_code=SANDBOX_SITE', 2_001_000],
		['mall_code=SANDBOX_MALL&site_code=OTHER', 1109],
		['mall_code=SANDBOX_MALL', 1100],
		['site_code=SANDBOX_SITE', 1100],
		['mall_code=&site_code=SANDBOX_SITE', 1100],
	])('with %s: %i', async (query, code) => {
		const { status, body } = await call(`/v1.0/sellercenter/order/${SAMPLE}?${query}`);
		expect(status).toBe(200);
		expect(body).toMatchObject({ success: false, code, t: START });
	});

	test('cannot be read with another method', async () => {
		expect((await order(SAMPLE, { method: 'POST' })).body.code).toBe(1108);
	});
});

describe('what is not signed, timed or authorized as documented is refused', () => {
	const spoilt: readonly [string, string, TuyaOptions][] = [
		['another secret', '', { secret: 'wrong' }],
		['another path', '', { signedTarget: '/v1.0/other' }],
		['a query that is signed unsorted', 'b=1&a=2', { signedTarget: '/v1.0/x?b=1&a=2' }],
		['a query that is signed encoded', 'a=x%20y', { signedTarget: '/v1.0/x?a=x%20y' }],
		['another nonce', '', { headers: { nonce: 'other' } }],
		['no nonce', '', { headers: { nonce: undefined } }],
		['another time', '', { headers: { t: String(START + 1) } }],
		['another token', '', { headers: { access_token: 'other' } }],
		['another sign method', '', { headers: { sign_method: 'HMAC-MD5' } }],
		['a signed header that is changed', '', { signedHeaders: { a: '1' }, headers: { a: '2' } }],
		['no signature', '', { headers: { sign: undefined } }],
		['a signature in lower case', '', { headers: { sign: 'f'.repeat(64) } }],
	];
	test.each(spoilt)('%s', async (_name, query, options) => {
		const { status, body } = await call(query ? `/v1.0/x?${query}` : '/v1.0/x', options);
		expect(status).toBe(200);
		expect(body).toEqual({ ...signInvalid, t: START, tid });
	});

	test('the right signature in lower case, or with another body', async () => {
		const options: TuyaOptions = { method: 'POST', body: '{"a":1}', nonce: '' };
		await call('/v1.0/x', options);
		expect(outcome()).toBe('ok');
		const sign = String(sandbox.requests.at(-1)?.headers.sign);
		await call('/v1.0/x', { ...options, headers: { sign: sign.toLowerCase() } });
		expect(outcome()).toBe('1004');
		await call('/v1.0/x', { ...options, body: '{"a":2}', headers: { sign } });
		expect(outcome()).toBe('1004');
	});

	test('a nonce that was used at the same time; at another time it is fine', async () => {
		await order(SAMPLE, { nonce: 'once' });
		expect((await order(SAMPLE, { nonce: 'once' })).body.code).toBe(1004);
		expect((await order(SAMPLE, { nonce: 'once', t: START + 1 })).body.success).toBe(true);
	});

	test.each([START - 300_001, START + 300_001, 1_760_000_000, 'now'])(
		'the time %s: the response contains the right one',
		async (t) => {
			expect((await order(SAMPLE, { t })).body).toEqual({ ...timeInvalid, t: START, tid });
		},
	);

	test('a skew of up to five minutes is tolerated', async () => {
		expect((await order(SAMPLE, { t: START - 300_000 })).body.success).toBe(true);
	});

	test('an unknown client, and the secret in a header, the query or the body', async () => {
		const { accessSecret } = sandbox.demo.tuyaApi;
		expect((await order(SAMPLE, { clientId: 'other' })).body.code).toBe(1005);
		expect((await order(SAMPLE, { headers: { secret: accessSecret } })).body.code).toBe(1001);
		expect((await call(`/v1.0/x?secret=${accessSecret}`)).body.code).toBe(1001);
		const leak = await call('/v1.0/x', { method: 'POST', body: `{"s":"${accessSecret}"}` });
		expect(leak.body.code).toBe(1001);
	});

	test('a token that does not work has two messages for one code; none at all has its own', async () => {
		const bad = await Promise.all([1, 2].map(() => order(SAMPLE, { accessToken: 'never' })));
		expect(bad.map(({ body }) => body.code)).toEqual([1010, 1010]);
		expect(bad.map(({ body }) => body.msg).sort()).toEqual(['token invalid', 'token is expired']);
		expect((await order(SAMPLE, { accessToken: '' })).body.code).toBe(1011);
	});
});

test('signed headers, no nonce, and a query in any order are fine too', async () => {
	const { siteCode, mallCode } = sandbox;
	const query = `site_code=${siteCode}&mall_code=${mallCode}&lang=en`;
	const { body } = await call(`/v1.0/sellercenter/order/${SAMPLE}?${query}`, {
		signedHeaders: { area_id: '29a33e87', call_id: '8afdb70a' },
		nonce: '',
		headers: { nonce: undefined },
	});
	expect(body.success).toBe(true);
});

describe('tokens', () => {
	const token = async (target = TOKEN) =>
		(await call(target)).body.result as {
			access_token: string;
			refresh_token: string;
			expire_time: number;
			uid: string;
		};

	test('the current token with the life that is left, in whole seconds', async () => {
		const first = await token();
		expect(first).toMatchObject({ expire_time: 7200, uid: expect.any(String) as unknown });
		clock += 1_000_500;
		expect(await token()).toEqual({ ...first, expire_time: 6199 });
		expect(sandbox.currentTokens().tuya.accessToken).toBe(first.access_token);
		expect(sandbox.count('token')).toBe(2);
	});

	test('a new one when less than a minute is left; the old one lives to its end', async () => {
		const old = await token();
		clock += 7_140_000;
		expect(await token()).toEqual({ ...old, expire_time: 60 });
		clock += 1;
		const fresh = await token();
		expect(fresh.access_token).not.toBe(old.access_token);
		expect(fresh.expire_time).toBe(7200);
		expect((await order(SAMPLE, { accessToken: old.access_token })).body.success).toBe(true);
		clock += 59_999;
		expect((await order(SAMPLE, { accessToken: old.access_token })).body.code).toBe(1010);
		expect((await order(SAMPLE, { accessToken: fresh.access_token })).body.success).toBe(true);
	});

	test('a refresh works once and ends the old pair', async () => {
		const old = await token();
		const target = `/v1.0/token/${old.refresh_token}`;
		const fresh = await token(target);
		expect(fresh.access_token).not.toBe(old.access_token);
		expect(sandbox.count('refresh')).toBe(1);
		expect((await order(SAMPLE, { accessToken: old.access_token })).body.code).toBe(1010);
		expect((await order(SAMPLE, { accessToken: fresh.access_token })).body.success).toBe(true);
		expect((await call(target)).body.code).toBe(1010);
	});

	test('expired on demand: refused until the next token call', async () => {
		sandbox.expireAccessTokens('tuya');
		expect((await order(SAMPLE)).body.code).toBe(1010);
		const { access_token: accessToken } = await token();
		expect((await order(SAMPLE, { accessToken })).body.success).toBe(true);
	});

	test('a token call is signed without the access token, and needs grant_type=1 and GET', async () => {
		const { body } = await call(TOKEN, { headers: { access_token: 'stale' } });
		expect(body.success).toBe(true);
		expect((await call('/v1.0/token?grant_type=2')).body.code).toBe(1003);
		expect((await call(TOKEN, { method: 'POST' })).body.code).toBe(1108);
	});

	test('the life and the clock can be chosen', async () => {
		const other = await start({
			now: () => clock,
			tuya: { tokenLife: 90, clockOffset: 600_000 },
		});
		expect((await tuya(other, TOKEN, { t: clock })).body).toMatchObject({
			code: 1013,
			t: clock + 600_000,
		});
		const { body } = await tuya(other, TOKEN, { t: clock + 600_000 });
		expect(body.result).toMatchObject({ expire_time: 90 });
	});
});

describe('any other path', () => {
	test.each(['GET', 'POST', 'PUT', 'DELETE'] as const)('%s is given back', async (method) => {
		const body = method === 'GET' ? '' : '{"a":"é"}';
		const answer = await call('/v2.0/cloud/thing?b=x%20y&a=1', { method, body });
		expect(answer.body).toEqual({
			success: true,
			t: START,
			tid,
			result: { echo: { method, path: '/v2.0/cloud/thing', query: { a: '1', b: 'x y' }, body } },
		});
	});

	test('other methods are refused', async () => {
		expect((await call('/v1.0/x', { method: 'PATCH' })).body.code).toBe(1108);
	});
});
