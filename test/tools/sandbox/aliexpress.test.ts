import { createHmac } from 'node:crypto';

import illegalAccessToken from '../../fixtures/aliexpress/error.illegal-access-token.json';
import incompleteSignature from '../../fixtures/aliexpress/error.incomplete-signature.top-level.json';
import missingParameter from '../../fixtures/aliexpress/error.missing-parameter.top-level.json';
import emptyResult from '../../fixtures/aliexpress/order.empty-result.json';
import sample from '../../fixtures/aliexpress/order.finished.json';
import createdToken from '../../fixtures/aliexpress/token.create.json';
import notFound from '../../fixtures/aliexpress/tracking.not-found.json';
import type { Grant, Sandbox } from '../../../tools/sandbox';
import {
	aliExpress,
	aliExpressParameters,
	orderQuery,
	sandboxes,
	sendAliExpress,
} from './calls.support';

const SAMPLE = '8190439416163295';
const GENERATED = '8100000000000001';
const START = 1_760_000_000_000;
const CREATE = '/auth/token/create';
const REFRESH = '/auth/token/refresh';
const MINUTE = 60_000;
const DAY = 86_400_000;
/** Fixtures and answers differ in the id of the request. */
const request_id: unknown = expect.stringMatching(/^\d{24}$/);

const start = sandboxes();
let clock = START;
let sandbox: Sandbox;
const outcome = () => sandbox.requests.at(-1)?.outcome;
const call = (business: Record<string, string>, path = '', now = clock) =>
	aliExpress(sandbox, business, { path, now });

beforeEach(async () => {
	clock = START;
	sandbox = await start({ now: () => clock });
});

describe('orders', () => {
	test('the documented order', async () => {
		const { status, body } = await call(orderQuery(SAMPLE));
		expect(status).toBe(200);
		expect(body).toEqual({
			aliexpress_trade_ds_order_get_response: {
				...sample.aliexpress_trade_ds_order_get_response,
				request_id,
			},
		});
	});

	test('the same call as a form, whatever the order of its parameters', async () => {
		const parameters = aliExpressParameters(sandbox, orderQuery(SAMPLE), { now: clock });
		const form = new URLSearchParams(Object.entries(parameters).reverse());
		const answer = await fetch(`${sandbox.baseUrl}/sync`, { method: 'POST', body: form });
		expect(await answer.text()).toContain('"FINISH"');
	});

	test.each(['404000000000000001', '7000000000000001'])('%s: the empty result', async (id) => {
		const { aliexpress_trade_ds_order_get_response: empty } = emptyResult;
		const { body } = await call(orderQuery(id));
		expect(body).toEqual({
			aliexpress_trade_ds_order_get_response: { ...empty, request_id },
		});
	});

	test('data and raw text can be put in the place of an order', async () => {
		sandbox.setOrder('aliexpress', GENERATED, { result: { order_status: 'NEW' } });
		expect((await call(orderQuery(GENERATED))).text).toBe('{"result":{"order_status":"NEW"}}');
		sandbox.setOrder('aliexpress', GENERATED, '{"result": 12345678901234567890}');
		expect((await call(orderQuery(GENERATED))).text).toBe('{"result": 12345678901234567890}');
	});

	test.each([
		['a number as id', '{"order_id":8190439416163295}'],
		['an id that is no number', '{"order_id":"81x"}'],
		['no id', '{}'],
		['a list', '["8190439416163295"]'],
		['no JSON', '8190439416163295'],
	])('refuses a query with %s', async (_name, single_order_query) => {
		const { body } = await call({ ...orderQuery(SAMPLE), single_order_query });
		expect(body.error_response).toMatchObject({ code: '15', sub_code: 'isv.invalid-parameter' });
	});
});

describe('tracking', () => {
	const tracking = (ae_order_id: string, language = 'en_US') =>
		call({ method: 'aliexpress.ds.order.tracking.get', ae_order_id, language });

	test('there is none for the documented order, unless it is set', async () => {
		expect((await tracking(SAMPLE)).body).toEqual(notFound);
		sandbox.setTracking(SAMPLE, { result: { ret: true } });
		expect((await tracking(SAMPLE)).body).toEqual({ result: { ret: true } });
	});

	test('a language that is none or no locale and an id that is no number are refused', async () => {
		for (const [id, language] of [
			[SAMPLE, 'english'],
			['SO1', 'en_US'],
		] as const) {
			await tracking(id, language);
			expect(outcome()).toBe('isv.invalid-parameter');
		}
		const method = 'aliexpress.ds.order.tracking.get';
		const { body } = await call({ method, ae_order_id: SAMPLE });
		expect(body.message).toBe('missing required parameter: language');
	});
});

describe('what is not signed, timed or authorized as documented is refused', () => {
	const signed = (spoil: Record<string, string> = {}) =>
		aliExpressParameters(sandbox, { ...orderQuery(SAMPLE), ...spoil }, { now: clock });
	const without = (key: string) =>
		Object.fromEntries(Object.entries(signed()).filter(([name]) => name !== key));

	const spoilt: readonly [string, () => Record<string, string>][] = [
		['a changed parameter', () => ({ ...signed(), single_order_query: '{"order_id":"1"}' })],
		['a parameter that is not signed', () => ({ ...signed(), simplify: 'true' })],
		['a sign in lower case', () => ({ ...signed(), sign: signed().sign?.toLowerCase() ?? '' })],
		['an unknown sign method', () => signed({ sign_method: 'md5' })],
		[
			'another secret',
			() => aliExpressParameters(sandbox, orderQuery(SAMPLE), { now: clock, secret: 'wrong' }),
		],
		[
			'keys that are signed unsorted',
			() => {
				const { sign: _sign, ...rest } = signed();
				const base = Object.entries(rest).flat().join('');
				const secret = sandbox.demo.aliExpressApi.appSecret;
				const sign = createHmac('sha256', secret).update(base).digest('hex').toUpperCase();
				return { ...rest, sign };
			},
		],
		[
			'the path of the system gateway in the signature',
			() => ({
				...signed(),
				sign:
					aliExpressParameters(
						sandbox,
						{ ...orderQuery(SAMPLE), access_token: sandbox.demo.aliExpressApi.accessToken },
						{ now: clock, path: '/sync' },
					).sign ?? '',
			}),
		],
	];
	test.each(spoilt)('%s', async (_name, parameters) => {
		const { status, body } = await sendAliExpress(sandbox, parameters());
		expect(status).toBe(200);
		expect(body).toEqual({ ...incompleteSignature, request_id });
		expect(outcome()).toBe('IncompleteSignature');
	});

	test.each(['app_key', 'method', 'sign_method', 'timestamp', 'sign'])('no %s', async (key) => {
		const { body } = await sendAliExpress(sandbox, without(key));
		expect(body).toMatchObject({
			code: 'MISSING_PARAMETER',
			message: `missing required parameter: ${key}`,
		});
	});

	test('no access token, or one that is called session', async () => {
		const business = { ...orderQuery(SAMPLE), session: sandbox.demo.aliExpressApi.accessToken };
		const options = { now: clock, without: 'access_token' };
		const { body } = await sendAliExpress(
			sandbox,
			aliExpressParameters(sandbox, business, options),
		);
		expect(body).toEqual({ ...missingParameter, request_id });
	});

	test.each([
		['an unknown app key', { app_key: '1' }, 'InvalidAppkey'],
		['an empty parameter', { simplify: '' }, 'MISSING_PARAMETER'],
		['the secret among the parameters', { x: 'sandbox-app-secret-f4b1c7' }, 'SecretSent'],
		['a timestamp in seconds', { timestamp: '1760000000' }, 'IllegalTimestamp'],
		['a timestamp of two hours ago', { timestamp: `${START - 7_200_001}` }, 'IllegalTimestamp'],
		['a timestamp two hours ahead', { timestamp: `${START + 7_200_001}` }, 'IllegalTimestamp'],
		['a token that was never issued', { access_token: 'x' }, 'IllegalAccessToken'],
	])('%s', async (_name, spoil, code) => {
		await sendAliExpress(sandbox, signed(spoil));
		expect(outcome()).toBe(code);
	});

	test('a parameter that is sent twice', async () => {
		const query = `${new URLSearchParams(signed()).toString()}&app_key=512345`;
		await fetch(`${sandbox.baseUrl}/sync?${query}`);
		expect(outcome()).toBe('DuplicateParameter');
	});

	test('a skew of up to two hours is tolerated', async () => {
		await sendAliExpress(sandbox, signed({ timestamp: `${START - 7_200_000}` }));
		expect(outcome()).toBe('ok');
	});

	test('a JSON body, and a method other than GET and POST', async () => {
		const url = `${sandbox.baseUrl}/sync?${new URLSearchParams(signed()).toString()}`;
		const headers = { 'content-type': 'application/json' };
		await fetch(url, { method: 'POST', headers, body: '{}' });
		expect(outcome()).toBe('UnsupportedContentType');
		await fetch(url, { method: 'PUT' });
		expect(outcome()).toBe('UnsupportedHttpMethod');
	});
});

describe('tokens', () => {
	const create = (code: string) => call({ code }, CREATE);
	const refresh = (refresh_token: string) => call({ refresh_token }, REFRESH);
	const useToken = async (access_token: unknown) => {
		await call({ ...orderQuery(SAMPLE), access_token: String(access_token) });
		return outcome();
	};

	test('a code gives the documented fields, with lives that fit the clock', async () => {
		const { body } = await create(sandbox.issueCode());
		expect(Object.keys(body).sort()).toEqual(Object.keys(createdToken).sort());
		expect(body).toMatchObject({
			code: '0',
			expires_in: 86_400,
			refresh_expires_in: 172_800,
			expire_time: START + DAY,
			refresh_token_valid_time: START + 2 * DAY,
		});
		expect(await useToken(body.access_token)).toBe('ok');
		expect(sandbox.count('token')).toBe(1);
	});

	test('a code works once, and not after three minutes', async () => {
		const code = sandbox.issueCode();
		await create(code);
		expect((await create(code)).body.code).toBe('InvalidCode');
		const late = sandbox.issueCode();
		clock += 3 * MINUTE;
		expect((await create(late)).body.code).toBe('InvalidCode');
		expect((await create('never')).body.code).toBe('InvalidCode');
	});

	test('a refresh gives two new tokens, ends the old ones and keeps the end of life', async () => {
		const old = sandbox.currentTokens().aliexpress;
		clock += DAY / 2;
		const { body } = await refresh(old.refreshToken);
		expect(body).toMatchObject({
			expires_in: 86_400,
			refresh_expires_in: 1.5 * 86_400,
			expire_time: START + 1.5 * DAY,
			refresh_token_valid_time: START + 2 * DAY,
		});
		const { accessToken, refreshToken } = sandbox.currentTokens().aliexpress;
		expect(body).toMatchObject({ access_token: accessToken, refresh_token: refreshToken });
		expect(await useToken(accessToken)).toBe('ok');
		expect(await useToken(old.accessToken)).toBe('IllegalAccessToken');
		expect((await refresh(old.refreshToken)).body.code).toBe('IllegalRefreshToken');
		expect((await refresh(refreshToken)).body.code).toBe('0');
	});

	test('an access token ends after its life, a refresh token after its own', async () => {
		const { accessToken, refreshToken } = sandbox.currentTokens().aliexpress;
		clock += DAY - 1;
		expect(await useToken(accessToken)).toBe('ok');
		clock += 1;
		expect(await useToken(accessToken)).toBe('IllegalAccessToken');
		clock += DAY;
		expect((await refresh(refreshToken)).body.code).toBe('IllegalRefreshToken');
	});

	test('lives can be chosen', async () => {
		const lives = { accessLife: 10, refreshLife: 20 };
		const short = await start({ now: () => clock, aliexpress: lives });
		const path = CREATE;
		const { body } = await aliExpress(short, { code: short.issueCode() }, { path, now: clock });
		expect(body).toMatchObject({ expires_in: 10, refresh_expires_in: 20 });
	});

	test('those that were kept work in another sandbox, until their own end', async () => {
		let granted: readonly Grant[] = [];
		const store = () => ({ granted, keep: (all: readonly Grant[]) => (granted = all) });
		const first = await start({ now: () => clock, aliexpress: { store: store() } });
		const { accessToken, refreshToken } = first.demo.aliExpressApi;
		sandbox = await start({ now: () => clock, aliexpress: { store: store() } });
		expect(sandbox.demo.aliExpressApi.accessToken).not.toBe(accessToken);
		expect(await useToken(accessToken)).toBe('ok');
		await refresh(refreshToken);
		expect(outcome()).toBe('ok');
		expect(granted.map((each) => each.refreshToken)).not.toContain(refreshToken);
		clock += 3 * DAY;
		await start({ now: () => clock, aliexpress: { store: store() } });
		expect(granted).toHaveLength(1);
	});

	test('expired on demand, a refresh helps; revoked on demand, only a new code does', async () => {
		sandbox.expireAccessTokens('aliexpress');
		const { body } = await call(orderQuery(SAMPLE));
		expect(body).toEqual({ error_response: { ...illegalAccessToken.error_response, request_id } });
		const refreshed = await refresh(sandbox.demo.aliExpressApi.refreshToken);
		expect(await useToken(refreshed.body.access_token)).toBe('ok');
		sandbox.revokeRefreshTokens();
		const { refreshToken } = sandbox.currentTokens().aliexpress;
		expect((await refresh(refreshToken)).body.code).toBe('IllegalRefreshToken');
		expect((await create(sandbox.issueCode())).body.code).toBe('0');
	});

	test('the path is part of the signature, POST the only method, the parameter needed', async () => {
		const parameters = aliExpressParameters(sandbox, { code: 'x' }, { now: clock, path: REFRESH });
		await sendAliExpress(sandbox, parameters, CREATE);
		expect(outcome()).toBe('IncompleteSignature');
		await fetch(`${sandbox.baseUrl}/rest${CREATE}?${new URLSearchParams(parameters).toString()}`);
		expect(outcome()).toBe('UnsupportedHttpMethod');
		expect((await call({}, REFRESH)).body.message).toBe(
			'missing required parameter: refresh_token',
		);
	});
});

describe('any other call', () => {
	test('of either gateway gives its parameters back', async () => {
		const business = await call({ method: 'aliexpress.ds.product.get', product_id: '1 é+&' });
		expect(business.body).toEqual({
			aliexpress_ds_product_get_response: { result: { echo: { product_id: '1 é+&' } }, request_id },
		});
		const system = await call({ a: 'b' }, '/some/other/call');
		expect(system.body).toEqual({
			some_other_call_response: { result: { echo: { a: 'b' } }, request_id },
		});
	});

	test.each(['nonsense', 'constructor', '.', 'a..b', CREATE])(
		'but not of a method %s',
		async (method) => {
			expect((await call({ method })).body.code).toBe('InvalidApiPath');
		},
	);
});
