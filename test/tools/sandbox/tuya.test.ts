import signInvalid from '../../fixtures/tuya/error.1004.json';
import timeInvalid from '../../fixtures/tuya/error.1013.json';
import orderNotFound from '../../fixtures/tuya/error.2005001-order-not-found.json';
import sample from '../../fixtures/tuya/order.finished.json';
import { sandboxes, stage, tuya, tuyaOrderTarget, type TuyaOptions } from './calls.support';

const SAMPLE = 'SO2110258K167O5C';
const TOKEN = '/v1.0/token?grant_type=1';
const tid: unknown = expect.stringMatching(/^[0-9a-f]{32}$/);

const on = stage(sandboxes());
const call = (target: string, options: TuyaOptions = {}) =>
	tuya(on.sandbox, target, { t: on.clock, ...options });
const order = (orderId: string, options: TuyaOptions = {}) =>
	call(tuyaOrderTarget(on.sandbox, orderId), options);

test('the documented order is returned; for another id there is none', async () => {
	const { status, body } = await order(SAMPLE);
	expect([status, body]).toEqual([200, { ...sample, t: on.clock, tid }]);
	expect((await order('ANY')).body).toEqual({ ...orderNotFound, t: on.clock, tid });
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
	expect(body).toMatchObject({ success: false, code, t: on.clock });
});

describe('what is not signed, timed or authorized as documented is refused', () => {
	test.each<[string, string, () => TuyaOptions]>([
		['another secret', '', () => ({ secret: 'wrong' })],
		['another path', '', () => ({ signedTarget: '/v1.0/other' })],
		['an unsorted query', 'b=1&a=2', () => ({ signedTarget: '/v1.0/x?b=1&a=2' })],
		['an encoded query', 'a=x%20y', () => ({ signedTarget: '/v1.0/x?a=x%20y' })],
		['another nonce', '', () => ({ headers: { nonce: 'other' } })],
		['no nonce', '', () => ({ headers: { nonce: undefined } })],
		['another time', '', () => ({ headers: { t: String(on.clock + 1) } })],
		['another token', '', () => ({ headers: { access_token: 'other' } })],
		['another sign method', '', () => ({ headers: { sign_method: 'HMAC-MD5' } })],
		['a changed signed header', '', () => ({ signedHeaders: { a: '1' }, headers: { a: '2' } })],
		['no signature', '', () => ({ headers: { sign: undefined } })],
		['a signature in lower case', '', () => ({ headers: { sign: 'f'.repeat(64) } })],
	])('%s', async (_name, query, options) => {
		const { status, body } = await call(query ? `/v1.0/x?${query}` : '/v1.0/x', options());
		expect([status, body]).toEqual([200, { ...signInvalid, t: on.clock, tid }]);
	});

	test('the right signature in lower case, or with another body', async () => {
		const options: TuyaOptions = { method: 'POST', body: '{"a":1}', nonce: '' };
		await call('/v1.0/x', options);
		expect(on.outcome()).toBe('ok');
		const sign = String(on.sandbox.requests.at(-1)?.headers.sign);
		await call('/v1.0/x', { ...options, headers: { sign: sign.toLowerCase() } });
		expect(on.outcome()).toBe('1004');
		await call('/v1.0/x', { ...options, body: '{"a":2}', headers: { sign } });
		expect(on.outcome()).toBe('1004');
	});

	test('a nonce that was used at the same time; at another time it is fine', async () => {
		await order(SAMPLE, { nonce: 'once' });
		expect((await order(SAMPLE, { nonce: 'once' })).body.code).toBe(1004);
		expect((await order(SAMPLE, { nonce: 'once', t: on.clock + 1 })).body.success).toBe(true);
	});

	test('a time that is off by more than five minutes: the response has the right one', async () => {
		for (const t of [on.clock - 300_001, on.clock + 300_001, 1_760_000_000, 'now']) {
			expect((await order(SAMPLE, { t })).body).toEqual({ ...timeInvalid, t: on.clock, tid });
		}
		expect((await order(SAMPLE, { t: on.clock - 300_000 })).body.success).toBe(true);
	});

	const SECRET = 'sandbox-access-secret-9a2e';
	test.each<[string, string, TuyaOptions, number]>([
		['an unknown client', '/v1.0/x', { clientId: 'other' }, 1005],
		['the secret in a header', '/v1.0/x', { headers: { secret: SECRET } }, 1001],
		['in the query', `/v1.0/x?secret=${SECRET}`, {}, 1001],
		['in the body', '/v1.0/x', { method: 'POST', body: `{"s":"${SECRET}"}` }, 1001],
		['no token', '/v1.0/x', { accessToken: '' }, 1011],
		['another method', `/v1.0/sellercenter/order/${SAMPLE}`, { method: 'POST' }, 1108],
		['an unknown method', '/v1.0/x', { method: 'PATCH' }, 1108],
		['another grant', '/v1.0/token?grant_type=2', {}, 1003],
		['a token that is posted', TOKEN, { method: 'POST' }, 1108],
	])('%s: %s', async (_name, target, options, code) => {
		expect((await call(target, options)).body.code).toBe(code);
	});

	test('a token that does not work, with two messages for one code', async () => {
		const bad = await Promise.all([1, 2].map(() => order(SAMPLE, { accessToken: 'never' })));
		expect(bad.map(({ body }) => body.code)).toEqual([1010, 1010]);
		expect(bad.map(({ body }) => body.msg).sort()).toEqual(['token invalid', 'token is expired']);
	});
});

test('signed headers, no nonce, and a query in any order are fine too', async () => {
	const query = 'site_code=SANDBOX_SITE&mall_code=SANDBOX_MALL&lang=en';
	const { body } = await call(`/v1.0/sellercenter/order/${SAMPLE}?${query}`, {
		signedHeaders: { area_id: '29a33e87', call_id: '8afdb70a' },
		nonce: '',
		headers: { nonce: undefined },
	});
	expect(body.success).toBe(true);
});

describe('tokens', () => {
	const token = async (target = TOKEN, options: TuyaOptions = {}) =>
		(await call(target, options)).body.result as {
			access_token: string;
			refresh_token: string;
			expire_time: number;
		};
	const use = async (accessToken: string) => (await order(SAMPLE, { accessToken })).body.code;

	test('are given with the life that is left, then replaced by a new one; the old one lives to its end', async () => {
		const old = await token();
		expect(old.expire_time).toBe(7200);
		on.clock += 1_000_500;
		expect(await token(TOKEN, { headers: { access_token: 'stale' } })).toEqual({
			...old,
			expire_time: 6199,
		});
		on.clock += 6_139_500;
		expect(await token()).toEqual({ ...old, expire_time: 60 });
		on.clock += 1;
		const fresh = await token();
		expect(fresh.expire_time).toBe(7200);
		expect(await use(old.access_token)).toBeUndefined();
		on.clock += 59_999;
		expect(await use(old.access_token)).toBe(1010);
		expect(await use(fresh.access_token)).toBeUndefined();
	});

	test('a refresh works once and ends the old pair', async () => {
		const old = await token();
		const target = `/v1.0/token/${old.refresh_token}`;
		const fresh = await token(target);
		expect(await use(old.access_token)).toBe(1010);
		expect(await use(fresh.access_token)).toBeUndefined();
		expect((await call(target)).body.code).toBe(1010);
	});
});
