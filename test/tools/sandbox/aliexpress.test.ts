import { createHmac } from 'node:crypto';

import incompleteSignature from '../../fixtures/aliexpress/error.incomplete-signature.top-level.json';
import missingParameter from '../../fixtures/aliexpress/error.missing-parameter.top-level.json';
import emptyResult from '../../fixtures/aliexpress/order.empty-result.json';
import sample from '../../fixtures/aliexpress/order.finished.json';
import createdToken from '../../fixtures/aliexpress/token.create.json';
import notFound from '../../fixtures/aliexpress/tracking.not-found.json';
import type { Grant } from '../../../tools/sandbox';
import {
	aliExpress,
	aliExpressParameters,
	orderQuery,
	sandboxes,
	sendAliExpress,
	stage,
} from './calls.support';

const SAMPLE = '8190439416163295';
const CREATE = '/auth/token/create';
const REFRESH = '/auth/token/refresh';
const MINUTE = 60_000;
const DAY = 86_400_000;
/** Fixtures and answers differ in the id of the request. */
const request_id: unknown = expect.stringMatching(/^\d{24}$/);

const start = sandboxes();
const on = stage(start);
const call = (business: Record<string, string>, path = '') =>
	aliExpress(on.sandbox, business, { path, now: on.clock });
const parameters = (changes: Record<string, string> = {}, options = {}) =>
	aliExpressParameters(
		on.sandbox,
		{ ...orderQuery(SAMPLE), ...changes },
		{ now: on.clock, ...options },
	);
const sent = (query: Record<string, string>) => sendAliExpress(on.sandbox, query);
const tracking = (ae_order_id: string, language = 'en_US') => ({
	method: 'aliexpress.ds.order.tracking.get',
	ae_order_id,
	language,
});

test('the documented order, in a query and as a form, and the tracking that it does not have', async () => {
	const { aliexpress_trade_ds_order_get_response: order } = sample;
	expect(await call(orderQuery(SAMPLE))).toMatchObject({
		status: 200,
		body: { aliexpress_trade_ds_order_get_response: { ...order, request_id } },
	});
	const form = new URLSearchParams(Object.entries(parameters()).reverse());
	const answer = await fetch(`${on.sandbox.baseUrl}/sync`, { method: 'POST', body: form });
	expect(await answer.text()).toContain('"FINISH"');
	expect((await call(tracking(SAMPLE))).body).toEqual(notFound);
});

test.each(['404000000000000001', '7000000000000001'])('%s: the empty result', async (id) => {
	const { aliexpress_trade_ds_order_get_response: empty } = emptyResult;
	expect((await call(orderQuery(id))).body).toEqual({
		aliexpress_trade_ds_order_get_response: { ...empty, request_id },
	});
});

describe('what is not signed, timed or authorized as documented is refused', () => {
	const without = (key: string) =>
		Object.fromEntries(Object.entries(parameters()).filter(([name]) => name !== key));
	const unsorted = () => {
		const base = Object.entries(without('sign')).flat().join('');
		const secret = on.sandbox.demo.aliExpressApi.appSecret;
		return { sign: createHmac('sha256', secret).update(base).digest('hex').toUpperCase() };
	};
	const ofPath = () => {
		const access_token = on.sandbox.demo.aliExpressApi.accessToken;
		return { sign: parameters({ access_token }, { path: '/sync' }).sign ?? '' };
	};

	test.each<[string, () => Record<string, string>]>([
		['a changed parameter', () => ({ single_order_query: '{"order_id":"1"}' })],
		['a parameter that is not signed', () => ({ simplify: 'true' })],
		['a sign in lower case', () => ({ sign: parameters().sign?.toLowerCase() ?? '' })],
		['an unknown sign method', () => parameters({ sign_method: 'md5' })],
		['another secret', () => parameters({}, { secret: 'wrong' })],
		['keys that are signed unsorted', unsorted],
		['the path of the gateway in the signature', ofPath],
	])('%s', async (_name, spoilt) => {
		const { status, body } = await sent({ ...parameters(), ...spoilt() });
		expect([status, body]).toEqual([200, { ...incompleteSignature, request_id }]);
		expect(on.outcome()).toBe('IncompleteSignature');
	});

	test.each(['app_key', 'method', 'sign_method', 'timestamp', 'sign'])('no %s', async (key) => {
		const message = `missing required parameter: ${key}`;
		expect((await sent(without(key))).body).toMatchObject({ code: 'MISSING_PARAMETER', message });
	});

	test('no access token, or one that is called session', async () => {
		const session = on.sandbox.demo.aliExpressApi.accessToken;
		const { body } = await sent(parameters({ session }, { without: 'access_token' }));
		expect(body).toEqual({ ...missingParameter, request_id });
	});

	test.each<readonly [string, () => Record<string, string>, string]>([
		['an unknown app key', () => ({ app_key: '1' }), 'InvalidAppkey'],
		['an empty parameter', () => ({ simplify: '' }), 'MISSING_PARAMETER'],
		['the secret among the parameters', () => ({ x: 'sandbox-app-secret-f4b1c7' }), 'SecretSent'],
		['a timestamp in seconds', () => ({ timestamp: '1760000000' }), 'IllegalTimestamp'],
		['one of two hours ago', () => ({ timestamp: `${on.clock - 7_200_001}` }), 'IllegalTimestamp'],
		['one two hours ahead', () => ({ timestamp: `${on.clock + 7_200_001}` }), 'IllegalTimestamp'],
		['a skew of up to two hours is not', () => ({ timestamp: `${on.clock - 7_200_000}` }), 'ok'],
		['a token that was never issued', () => ({ access_token: 'x' }), 'IllegalAccessToken'],
		...['nonsense', 'constructor', '.', 'a..b', CREATE].map(
			(method) => [`the method ${method}`, () => ({ method }), 'InvalidApiPath'] as const,
		),
		...['{"order_id":8190439416163295}', '{"order_id":"81x"}', '{}', '["81"]', '81'].map(
			(query) =>
				[
					`the query ${query}`,
					() => ({ single_order_query: query }),
					'isv.invalid-parameter',
				] as const,
		),
		['a language that is no locale', () => tracking(SAMPLE, 'english'), 'isv.invalid-parameter'],
		['the tracking of an id that is no number', () => tracking('SO1'), 'isv.invalid-parameter'],
		['no language', () => tracking(SAMPLE, ''), 'MISSING_PARAMETER'],
	])('%s', async (_name, spoilt, outcome) => {
		await sent(parameters(spoilt()));
		expect(on.outcome()).toBe(outcome);
	});

	test('a parameter that is sent twice, a JSON body, and a method other than GET and POST', async () => {
		const url = `${on.sandbox.baseUrl}/sync?${new URLSearchParams(parameters()).toString()}`;
		await fetch(`${url}&app_key=512345`);
		expect(on.outcome()).toBe('DuplicateParameter');
		const headers = { 'content-type': 'application/json' };
		await fetch(url, { method: 'POST', headers, body: '{}' });
		expect(on.outcome()).toBe('UnsupportedContentType');
		await fetch(url, { method: 'PUT' });
		expect(on.outcome()).toBe('UnsupportedHttpMethod');
	});
});

describe('tokens', () => {
	const create = (code: string) => call({ code }, CREATE);
	const refresh = (refresh_token: string) => call({ refresh_token }, REFRESH);
	const useToken = async (access_token: unknown) => {
		await call({ ...orderQuery(SAMPLE), access_token: String(access_token) });
		return on.outcome();
	};

	test('a code gives the documented fields, works once, and not after three minutes', async () => {
		const code = on.sandbox.issueCode();
		const { body } = await create(code);
		expect(Object.keys(body).sort()).toEqual(Object.keys(createdToken).sort());
		expect(body).toMatchObject({
			code: '0',
			expires_in: 86_400,
			refresh_expires_in: 172_800,
			expire_time: on.clock + DAY,
			refresh_token_valid_time: on.clock + 2 * DAY,
		});
		expect(await useToken(body.access_token)).toBe('ok');
		const late = on.sandbox.issueCode();
		on.clock += 3 * MINUTE;
		for (const refused of [code, late, 'never']) {
			expect((await create(refused)).body.code).toBe('InvalidCode');
		}
	});

	test('a refresh gives two new tokens, ends the old ones and keeps the end of life', async () => {
		const old = on.sandbox.currentTokens().aliexpress;
		on.clock += DAY / 2;
		const { body } = await refresh(old.refreshToken);
		expect(body).toMatchObject({ expires_in: 86_400, refresh_expires_in: 1.5 * 86_400 });
		expect(await useToken(body.access_token)).toBe('ok');
		expect(await useToken(old.accessToken)).toBe('IllegalAccessToken');
		expect((await refresh(old.refreshToken)).body.code).toBe('IllegalRefreshToken');
		expect((await refresh(String(body.refresh_token))).body.code).toBe('0');
	});

	test('an access token ends after its life, a refresh token after its own', async () => {
		const { accessToken, refreshToken } = on.sandbox.currentTokens().aliexpress;
		on.clock += DAY - 1;
		expect(await useToken(accessToken)).toBe('ok');
		on.clock += 1;
		expect(await useToken(accessToken)).toBe('IllegalAccessToken');
		on.clock += DAY;
		expect((await refresh(refreshToken)).body.code).toBe('IllegalRefreshToken');
	});

	test('those that were kept work in another sandbox, until their own end', async () => {
		let granted: readonly Grant[] = [];
		const another = () => {
			const store = { granted, keep: (all: readonly Grant[]) => (granted = all) };
			return start({ now: () => on.clock, aliexpress: { store } });
		};
		const { accessToken, refreshToken } = (await another()).demo.aliExpressApi;
		on.sandbox = await another();
		expect(await useToken(accessToken)).toBe('ok');
		await refresh(refreshToken);
		expect(on.outcome()).toBe('ok');
		expect(granted.map((each) => each.refreshToken)).not.toContain(refreshToken);
		on.clock += 3 * DAY;
		await another();
		expect(granted).toHaveLength(1);
	});

	test('the path is part of the signature, POST the only method, the parameter needed', async () => {
		const form = aliExpressParameters(on.sandbox, { code: 'x' }, { now: on.clock, path: REFRESH });
		await sendAliExpress(on.sandbox, form, CREATE);
		expect(on.outcome()).toBe('IncompleteSignature');
		await fetch(`${on.sandbox.baseUrl}/rest${CREATE}?${new URLSearchParams(form).toString()}`);
		expect(on.outcome()).toBe('UnsupportedHttpMethod');
		await call({}, REFRESH);
		expect(on.outcome()).toBe('MISSING_PARAMETER');
	});
});
