import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Failure } from '../../../providers/failure';
import { CREDENTIAL_TEST_REFUSALS, FAILURES } from '../../../providers/tuya/failures';
import { readOrder } from '../../../providers/tuya/payload';
import { failedRow, failure, orderResponse } from '../../../providers/tuya/response';
import finished from '../../fixtures/tuya/order.finished.json';
import { failureOf, reply } from '../calls.support';
import { query, CREDENTIALS as credentials } from './order.support';

const failed = (...answer: Parameters<typeof reply>): Failure =>
	failureOf(orderResponse(reply(...answer), query, credentials));
const code = (value: unknown, more: object = {}) =>
	failed({ success: false, code: value, msg: 'words', t: 1716732060153, ...more });
/** The failure of a token call. */
const tokenFailure = (body: unknown, used = credentials): Failure | null => {
	const row = failedRow(reply(body));
	return row && failure(row, reply(body), used, { call: 'token' });
};
const FIXTURES = join(__dirname, '../../fixtures/tuya');

/** Written out by hand, so that each entry of the code's table is held by it. */
const CODES: Readonly<Record<string, readonly number[]>> = {
	session_expired: [1010, 1011, 1012, 1002, 1400],
	clock_skew: [1013],
	throttled: [1110, 1199, 40000309],
	transient: [500, 1111, 1112],
	invalid_credentials: [1004, 1001, 1005],
	wrong_data_center: [2007, 28841107, 1106],
	authorization_required: [28841105],
	subscription_required: [28841002, 28841004, 28841101, 28841106],
	ip_not_allowed: [1114],
	not_found: [2005001],
	unknown_mall: [2001000],
	invalid_parameter: [1100, 1101, 1102, 1103, 1104, 1105, 1107, 1108, 1109, 2000000],
};
/** Codes of a family, and of none. */
const OTHERS: typeof CODES = {
	subscription_required: [28841001, 28841003, 28841102, 28841103, 28841104, 28841999],
	unknown: [1000, 12345, 0],
};
const KINDS = [...Object.entries(CODES), ...Object.entries(OTHERS)].flatMap(([kind, codes]) =>
	codes.map((each) => [each, kind] as const),
);
/** What a call that fetches a token has not. */
const ORDER_WORDS = /Order ID|Mall Code|Site Code|Language|Max Retries|Concurrency|retries/;

describe('the code decides, as number or text, whatever the words are', () => {
	test.each(KINDS)('%i is %s', (value, kind) => {
		expect(code(value)).toMatchObject({ kind, code: String(value) });
		expect(code(` ${value} `)).toMatchObject({ kind, code: String(value) });
		expect(code(value, { msg: 'token invalid', success: 'false' }).kind).toBe(kind);
		const ofToken = tokenFailure({ success: false, code: value, msg: 'words' });
		expect(ofToken?.kind).toBe(kind);
		if (kind === 'not_found' || kind === 'unknown_mall') return;
		expect(`${ofToken?.message} ${ofToken?.description}`).not.toMatch(ORDER_WORDS);
	});

	test('no code is missing above', () => {
		const codes = FAILURES.flatMap((row) => row.codes);
		const listed = Object.values(CODES).flat().map(String);
		expect([...codes].sort()).toEqual([...listed, '28841*'].sort());
	});

	test('a code without `success` is a failure as well', () => {
		expect(failed({ code: 1010, msg: 'token invalid' }).kind).toBe('session_expired');
	});
});

describe('bodies that were seen', () => {
	const SEEN = {
		'1004': ['invalid_credentials', 'sign invalid', 'bdb815d97e5d11eea3b2361f03176748'],
		'1010-token-invalid': ['session_expired', 'token invalid', 'a09b01a3381f11ed81b21613c76f6213'],
		'1013': ['clock_skew', 'request time is invalid', '8e0f9692ef8e11edb63796ce6b547e6f'],
		'1106': ['wrong_data_center', 'permission deny', '61ac731d1b6811efa9c3d2b3dc0ef702'],
		'2005001-order-not-found': ['not_found', 'order not found', '61ac731d1b6811efa9c3d2b3dc0ef703'],
		'2007-cross-region': ['wrong_data_center', /^your ip\(x\.x\.x\.x\) cross-region access/],
		'28841004': ['subscription_required', /Trial Edition/, '61ac731d1b6811efa9c3d2b3dc0ef702'],
		'1114-ip-not-allowed': ['ip_not_allowed', /^your ip\(203\.0\.113\.7\) don't have/, 'abc'],
		'28841001': ['subscription_required', 'No permissions.', 'abc'],
		'28841103': ['subscription_required', /bill of this API is overdue/, 'abc'],
		'28841107': ['wrong_data_center', /is suspended/, '61ac731d1b6811efa9c3d2b3dc0ef701'],
	} as const;

	test.each(Object.entries(SEEN))('%s', (name, [kind, words, requestId]) => {
		const failure = failed(JSON.parse(readFileSync(join(FIXTURES, `error.${name}.json`), 'utf8')));
		const providerMessage = expect.stringMatching(words) as string;
		expect(failure).toMatchObject({ kind, providerMessage, httpStatus: 200 });
		expect(failure.requestId).toBe(requestId);
	});

	test('no fixture of a failure is left out', () => {
		const names = readdirSync(FIXTURES).filter((name) => name.startsWith('error.'));
		expect(names).toHaveLength(Object.keys(SEEN).length);
	});
});

test.each<readonly [unknown, number | undefined]>([
	[1683763106616, 1683763106616],
	['1683763106616', 1683763106616],
	...[0, 'soon', undefined].map((none) => [none, undefined] as const),
])('Tuya’s clock: t %j is %j', (t, serverTime) => {
	const failure = code(1013, { t });
	expect('serverTime' in failure ? failure.serverTime : undefined).toBe(serverTime);
});

describe('the HTTP status decides where no known code does', () => {
	test.each<readonly [number, unknown, string]>([
		[429, { success: false, code: 777 }, 'throttled'],
		[503, { success: false, code: 777 }, 'transient'],
		[500, { success: false, code: 1106 }, 'wrong_data_center'],
		[401, { success: false, code: 1010 }, 'session_expired'],
		[429, finished, 'throttled'],
		[503, finished, 'transient'],
		[404, finished, 'invalid_response'],
		[300, finished, 'invalid_response'],
		[503, '<html>', 'transient'],
		[200, null, 'transient'],
		...['<html>', 7, [], {}, { message: 'Not Found' }].map(
			(body) => [200, body, 'invalid_response'] as const,
		),
	])('%i with %j is %s', (status, body, kind) => {
		expect(failed(body, status)).toMatchObject({ kind, httpStatus: status });
	});

	test('an answer that is not Tuya’s', () => {
		expect(failed(undefined, 302)).toEqual({
			kind: 'invalid_response',
			httpStatus: 302,
			message: 'Unexpected response (HTTP 302); possibly a proxy or login page',
			description: expect.stringMatching(
				/Data Center or Base URL.*Central Europe.*proxy/,
			) as string,
		});
	});
});

describe('Tuya’s own words', () => {
	test('of an unknown code are kept and shown', () => {
		const result = code(777, { msg: 'mall  is\nclosed for $& {code}' });
		const providerMessage = 'mall is closed for $& {code}';
		expect(result).toMatchObject({ kind: 'unknown', providerMessage });
		expect(result.message).toContain('777');
		expect(result.description).toContain(providerMessage);
	});

	test.each([1109, 1105, 2000000, 28841999])('of %i are shown, Chinese too', (value) => {
		const { description } = code(value, { msg: '参数非法。' });
		expect(description).toMatch(/^(?:Check|Compare) .*\. Tuya’s own words: 参数非法\.$/);
	});

	test('may be under `message`', () => {
		expect(failed({ success: false, message: 'closed' }).providerMessage).toBe('closed');
	});

	test.each([undefined, null, {}, ['x']])('may be missing, with the code: %j', (msg) => {
		expect(failed({ success: false, msg })).toEqual({
			kind: 'unknown',
			message: 'Tuya rejected the request with an unrecognized error code (none)',
			description: expect.stringMatching(/Global Error Codes\.$/) as string,
			httpStatus: 200,
		});
	});
});

describe('what the user reads', () => {
	test.each([2007, 28841107, 1106])('%i names the data center that was used', (value) => {
		const { message, description } = code(value);
		expect(`${message}. ${description}`).toMatch(/(?=.*Central Europe)(?=.*Overview)/);
		const custom = { ...credentials, baseUrl: 'https://gateway.example.com/tuya' };
		const ofToken = tokenFailure({ success: false, code: value }, custom);
		expect(ofToken?.message).toMatch(/^(?!.*:\/\/).*gateway\.example\.com\/tuya/);
	});

	test.each([
		["your ip(203.0.113.7) don't have access to this API", '203.0.113.7'],
		['your ip (2001:db8::7) has no access', '2001:db8::7'],
		['no access', 'of the n8n host'],
		['your ip(x.x.x.x) cannot', 'of the n8n host'],
	])('1114 "%s" names the address %s', (msg, address) => {
		expect(code(1114, { msg }).message).toBe(`Tuya does not allow the IP address ${address}`);
	});

	test.each([
		['site_code is illegal', 'Site Code'],
		['siteCode not exist', 'Site Code'],
		['mall_code is empty', 'Mall Code'],
		['lang is not supported', 'Language'],
		['order_id is illegal', 'Order ID'],
		['mall_code and site_code do not match', 'Mall Code or Site Code'],
		['param is illegal', 'Order ID, Mall Code or Site Code'],
		['参数非法', 'Order ID, Mall Code or Site Code'],
	])('a parameter that Tuya names is blamed, no other: %s', (msg, field) => {
		for (const value of [1109, 1100, 2000000]) {
			const { message, description } = code(value, { msg });
			expect(message).toBe(`Tuya rejected the ${field}`);
			expect(description.startsWith(`Check the ${field}. Tuya’s own words`)).toBe(true);
		}
	});

	test('causes with different cures have different texts, and none shows a secret', () => {
		const general = [1001, 1004, 1106, 1114, 2007];
		const ofProjects = [28841107, 28841002, 28841004, 28841101, 28841105, 28841103];
		const texts = [...general, ...ofProjects].map((value) => code(value));
		expect(new Set(texts.map(({ message }) => message)).size).toBe(texts.length);
		expect(new Set(texts.map(({ description }) => description)).size).toBe(texts.length);
		const shown = JSON.stringify(KINDS.map(([value]) => code(value)));
		for (const secret of credentials.secrets) expect(shown).not.toContain(secret);
	});
});

test('the credential test knows the codes as numbers, without those of an order call', () => {
	const codes = CREDENTIAL_TEST_REFUSALS.map(({ value }) => value);
	expect(codes).toEqual(expect.arrayContaining([1001, 1004, 1005, 1013, 1106, 1114, 2007]));
	expect(codes).not.toContain(2005001);
	expect(codes).not.toContain(2001000);
	expect(codes.every(Number.isSafeInteger)).toBe(true);
});

describe('the order in the response', () => {
	const asked = (result: unknown, orderId = query.orderId) =>
		orderResponse(reply({ success: true, t: 1, result }), { ...query, orderId }, credentials);
	const kind = (result: unknown, orderId?: string) => {
		const outcome = asked(result, orderId);
		return outcome.ok ? 'ok' : outcome.failure.kind;
	};

	test('is returned both as sent and as read, also from an array of one', () => {
		const found = { raw: finished.result, payload: readOrder(finished.result) };
		expect(asked(finished.result)).toEqual({ ok: true, value: found });
		expect(asked([finished.result])).toEqual({ ok: true, value: found });
	});

	test.each([
		[{ order_id: 'SO2110258K167O5C' }],
		[{ order_id: 'SO2110258K167O5C', commodity_list: [] }],
		[{ commodity_list: [{ commodity_code: 'CM-A' }] }],
		[{ order_id: '', commodity_list: [{ specification_code: 'SK-A' }] }],
		[{ order_id: null, commodity_list: { commodity: [{ commodity_name: 'Cap' }] } }],
	])('%j is one', (result) => {
		expect(asked(result)).toMatchObject({ ok: true, value: { raw: result } });
	});

	test('may have its number as a number', () => {
		expect(kind({ order_id: 12345 }, '12345')).toBe('ok');
	});

	test.each([
		[{ order_id: 'SO2110258K167O5D' }],
		[{ order_id: 'so2110258k167o5c', commodity_list: [{}] }],
		[{ order_id: 7, commodity_list: [{}] }],
		[{ order_id: { id: 7 }, commodity_list: [{}] }],
		[{ order_id: ['SO2110258K167O5C', 'SO2110258K167O5D'] }],
	])('%j is another order and never passed on', (result) => {
		const message = 'Tuya returned another order than the requested one';
		expect(asked(result)).toMatchObject({ failure: { kind: 'invalid_response', message } });
	});

	const empty = [
		...[undefined, null, false, '', [], {}, { order_id: null, commodity_list: null }],
		{ order_id: '', commodity_list: [] },
	];
	test.each<readonly [unknown, string]>([
		...empty.map((result) => [result, 'not_found'] as const),
		[{ order_id: {}, commodity_list: [{}] }, 'not_found'],
		...['text', true, 7, [{}, {}], { access_token: 'x' }].map(
			(result) => [result, 'invalid_response'] as const,
		),
		[{ order_status: 'created', commodity_list: [] }, 'invalid_response'],
		[{ commodity_list: 'none' }, 'invalid_response'],
	])('%j is no order: %s', (result, expected) => {
		expect(kind(result)).toBe(expected);
	});
});
