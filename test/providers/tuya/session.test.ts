import { credential } from '../../../providers/tuya/credential';
import { DATA_CENTERS } from '../../../providers/tuya/dataCenters';
import { tuya } from '../../../providers/tuya';
import { sign } from '../../../providers/tuya/signature';
import pasted from '../../fixtures/tuya/credentials.pasted.json';
import remaining from '../../fixtures/tuya/token.get.remaining-lifetime.json';
import token from '../../fixtures/tuya/token.get.json';
import { failureOf, reply, valueOf } from '../calls.support';
import { query } from './order.support';

const NOW = 1_700_000_000_000;
const context = { now: NOW, nonce: 'nonce-1' };
const data = {
	accessId: 'access-id-1',
	accessSecret: 'access-secret-1',
	dataCenter: 'euCentral',
	accessToken: 'access-token-1',
	expiresAt: NOW + 3_600_000,
};
const { session } = credential;
const read = (changes: object = {}) => valueOf(credential.read({ ...data, ...changes }));

describe('the credential', () => {
	test('gives what signs, and everything that must not be shown', () => {
		expect(read()).toEqual({
			baseUrl: 'https://openapi.tuyaeu.com',
			key: 'access-id-1',
			secret: 'access-secret-1',
			accessToken: 'access-token-1',
			expiresAt: NOW + 3_600_000,
			secrets: ['access-secret-1', 'access-token-1'],
		});
		expect(read({ accessToken: '' }).secrets).toEqual(['access-secret-1']);
	});

	test.each(DATA_CENTERS)('data center $name is $url', ({ value, url }) => {
		expect(read({ dataCenter: value, baseUrl: 'https://else.example.com' }).baseUrl).toBe(url);
	});

	type Labels = Readonly<Record<string, string>>;
	const LABELS: Labels = { accessId: 'Access ID', accessSecret: 'Access Secret' };
	const PARTS = { accessId: 'key', accessSecret: 'secret', baseUrl: 'baseUrl' } as const;
	const partOf = (field: string) => PARTS[field as keyof typeof PARTS];

	test.each(pasted.filter(({ clean }) => clean !== null))(
		'$field pasted with $case is cleaned',
		({ field, value, clean }) => {
			const dataCenter = field === 'baseUrl' ? 'custom' : 'euCentral';
			expect(read({ dataCenter, [field]: value })[partOf(field)]).toBe(clean);
		},
	);

	test.each(pasted.filter(({ clean }) => clean === null))(
		'$field pasted with $case is rejected by its name',
		({ field, value }) => {
			const failure = {
				kind: 'invalid_credentials',
				message: `The field ${LABELS[field]} of the credential contains invalid characters`,
				description: expect.stringContaining(`Copy the ${LABELS[field]} again`) as string,
			};
			expect(credential.read({ ...data, [field]: value })).toMatchObject({ ok: false, failure });
		},
	);

	test.each(Object.entries(LABELS))('%s missing is rejected by its name', (name, label) => {
		const message = `The field ${label} of the credential is empty`;
		const failure = { kind: 'invalid_credentials', message };
		for (const value of ['', ' ', '\u200b', undefined]) {
			expect(credential.read({ ...data, [name]: value })).toMatchObject({ ok: false, failure });
		}
	});

	test.each(['', 'http://openapi.tuyaeu.com'])('a custom Base URL "%s" is rejected', (baseUrl) => {
		const message = expect.stringContaining('Base URL') as string;
		const outcome = credential.read({ ...data, dataCenter: 'custom', baseUrl });
		expect(outcome).toMatchObject({ ok: false, failure: { message } });
	});
});

describe('the session', () => {
	test.each([
		[{ accessToken: '' }, true],
		[{ accessToken: '\u200b' }, true],
		[{}, false],
		[{ expiresAt: NOW + 60_000 }, false],
		[{ expiresAt: NOW + 59_999 }, true],
		[{ expiresAt: String(NOW + 1) }, true],
		[{ expiresAt: NOW - 1 }, true],
		[{ expiresAt: 0 }, false],
		[{ expiresAt: 'soon' }, false],
	])('%j: expired %s', (changes, isExpired) => {
		expect(session.isExpired({ ...data, ...changes }, NOW)).toBe(isExpired);
	});

	const failed = (code: number) =>
		failureOf(tuya.order.response(reply({ success: false, code }), query, read()));

	test.each([
		[1010, 7_200_000, true],
		[1011, 7_200_000, true],
		// A rejected signature, under tokens of one minute and of more.
		[1004, 7_200_000, false],
		[1004, 7_140_000, false],
		[1004, 7_139_999, true],
		[1004, -1, true],
		// A token of unknown age.
		[1004, -NOW, true],
		[1001, -1, false],
		[1005, -1, false],
		[1106, -1, false],
	])('after %i with %i ms left another session may help: %s', (code, left, mayBe) => {
		const credentials = read({ expiresAt: NOW + left });
		expect(session.mayBeExpired(failed(code), credentials, NOW)).toBe(mayBe);
	});

	test('is fetched by a call signed without a token', () => {
		const call = { method: 'GET', path: '/v1.0/token', query: { grant_type: '1' }, body: '' };
		const url = 'https://openapi.tuyaeu.com/v1.0/token?grant_type=1';
		const headers = {
			client_id: 'access-id-1',
			sign: sign({ ...read(), accessToken: '' }, context, call),
			sign_method: 'HMAC-SHA256',
			t: String(NOW),
			nonce: 'nonce-1',
		};
		const value = { method: 'GET', url, headers, body: '' };
		expect(session.request(data, context)).toEqual({ ok: true, value });
		expect(session.request({ ...data, accessSecret: '' }, context)).toMatchObject({ ok: false });
	});

	type Token = Readonly<Record<string, unknown>>;
	test.each<readonly [Token, number]>([
		[token.result, 7_200_000],
		[remaining.result, remaining.result.expire_time * 1000],
		...[undefined, null, 0, -5, 'soon'].map(
			(expire_time) => [{ access_token: 'new', expire_time }, -NOW] as const,
		),
	])('the token %j lives for %d ms, and no refresh token is kept', (result, life) => {
		const value = { session: '', accessToken: result.access_token, expiresAt: NOW + life };
		expect(session.update(reply({ success: true, result }), data, NOW)).toEqual({
			ok: true,
			value,
		});
	});

	test.each([
		[{ success: false, code: 1004 }, 'invalid_credentials'],
		[{ success: false, code: 1114 }, 'ip_not_allowed'],
		[{ success: true, result: {} }, 'invalid_response'],
		['<html>', 'invalid_response'],
	])('%j is %s', (body, kind) => {
		expect(session.update(reply(body), data, NOW)).toMatchObject({ ok: false, failure: { kind } });
	});

	test('an answer without a token says so', () => {
		const message = 'The response from Tuya contains no access token';
		const update = session.update(reply({ success: true }), data, NOW);
		expect(update).toMatchObject({ failure: { kind: 'invalid_response', message } });
	});
});

describe('the order request', () => {
	test('has mall, site and language in the query, the language also as a header', () => {
		const request = tuya.order.request(query, read(), context);
		expect(request.url).toBe(
			'https://openapi.tuyaeu.com/v1.0/sellercenter/order/SO2110258K167O5C?lang=en&mall_code=MALL-1&site_code=SITE-1',
		);
		expect(request.headers).toMatchObject({ lang: 'en', access_token: 'access-token-1' });
		expect(JSON.stringify(request)).not.toContain('access-secret-1');
		const without = tuya.order.request({ ...query, language: '' }, read(), context);
		expect(without.url).not.toContain('lang');
		expect(without.headers).not.toHaveProperty('lang');
	});

	test('signs the path of the base URL as well', () => {
		const credentials = read({ dataCenter: 'custom', baseUrl: 'https://gw.example.com/tuya' });
		const request = tuya.order.request({ ...query, language: '' }, credentials, context);
		const path = '/tuya/v1.0/sellercenter/order/SO2110258K167O5C';
		const own = { mall_code: 'MALL-1', site_code: 'SITE-1' };
		const call = { method: 'GET', path, query: own, body: '' };
		expect(request.headers.sign).toBe(sign(credentials, context, call));
	});

	const OTHER = { method: 'PUT', query: {}, headers: {}, body: Buffer.from(''), form: null };
	const signed = (path: string, changes: object = {}) => {
		const request = { ...OTHER, url: new URL(`https://openapi.tuyaeu.com${path}`), ...changes };
		return valueOf(credential.signRequest(request, read(), context));
	};

	test('of another tool is signed by path, query and body', () => {
		const query = { b: '2', a: '1' };
		const { headers, ...rest } = signed('/v1.0/a%20b', { query, body: Buffer.from('{"c":3}') });
		const call = { method: 'PUT', path: '/v1.0/a%20b', query, body: '{"c":3}' };
		expect(rest).toEqual({ query });
		expect(headers).toMatchObject({
			access_token: 'access-token-1',
			sign: sign(read(), context, call),
		});
	});

	test.each([
		['/v1.0/token', false],
		['/tuya/v1.0/token', false],
		['/v1.0/token/refresh-1', false],
		['/v1.0/tokens', true],
	])('of another tool to %s has the token: %s', (path, hasToken) => {
		expect('access_token' in signed(path).headers).toBe(hasToken);
	});

	test('of another tool is signed with the headers that it names, and with any bytes', () => {
		const named = {
			'signature-headers': 'Area_id:call_id',
			area_id: '29',
			call_id: 'x',
			other: '1',
		};
		const body = Buffer.from([0xff, 0, 0xc3]);
		const signedHeaders = { Area_id: '29', call_id: 'x' };
		const call = { method: 'PUT', path: '/v1.0/a', query: {}, body, signedHeaders };
		const { headers } = signed('/v1.0/a', { headers: named, body });
		expect(headers.sign).toBe(sign(read(), context, call));
	});
});

describe('the query', () => {
	test.each([['search'], ['Search']])('an order named %s is another endpoint', (orderId) => {
		const message = 'The Order ID "search" is not an order of a Tuya mall';
		const failure = { kind: 'invalid_parameter', message };
		expect(tuya.validate({ ...query, orderId })).toMatchObject({ ok: false, failure });
	});

	test.each([
		['mallCode', 'Mall Code'],
		['siteCode', 'Site Code'],
	])('%s is required', (name, label) => {
		expect(tuya.validate({ ...query, fields: { ...query.fields, [name]: '' } })).toMatchObject({
			ok: false,
			failure: { message: `The ${label} is empty` },
		});
	});

	test('is sent as it is when all is well', () => {
		expect(tuya.validate(query)).toEqual({ ok: true, value: query });
	});
});
