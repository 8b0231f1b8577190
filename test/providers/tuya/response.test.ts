import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Reply } from '../../../http/message';
import type { Failure } from '../../../providers/failure';
import { CREDENTIAL_TEST_REFUSALS, FAILURES, ROWS } from '../../../providers/tuya/failures';
import { readOrder } from '../../../providers/tuya/payload';
import { failedRow, failure, orderResponse } from '../../../providers/tuya/response';
import token from '../../fixtures/tuya/token.get.json';
import finished from '../../fixtures/tuya/order.finished.json';
import { query, CREDENTIALS as credentials } from './order.support';

const reply = (body: unknown, status = 200, retryAfter: number | null = null): Reply => ({
	status,
	retryAfter,
	body,
});
const failed = (body: unknown, status?: number, retryAfter?: number | null): Failure => {
	const outcome = orderResponse(reply(body, status, retryAfter), query, credentials);
	if (outcome.ok) throw new Error('a failure was expected');
	return outcome.failure;
};
const code = (value: unknown, more: object = {}) =>
	failed({ success: false, code: value, msg: 'words', t: 1716732060153, ...more });
/** The failure of a token call. */
const tokenFailure = (body: unknown, used = credentials): Failure | null => {
	const row = failedRow(reply(body));
	return row && failure(row, reply(body), used, { call: 'token' });
};
const fixture = (name: string): unknown =>
	JSON.parse(readFileSync(join(__dirname, '../../fixtures/tuya', name), 'utf8'));

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

describe('the code decides, as number or text, whatever the words are', () => {
	test.each(KINDS)('%i is %s', (value, kind) => {
		expect(code(value)).toMatchObject({ kind, code: String(value) });
		expect(code(` ${value} `)).toMatchObject({ kind, code: String(value) });
		expect(code(value, { msg: 'token invalid', success: 'false' }).kind).toBe(kind);
		expect(tokenFailure({ success: false, code: value })?.kind).toBe(kind);
	});

	test('no code is missing above', () => {
		const codes = FAILURES.flatMap((row) => row.codes);
		const listed = Object.values(CODES).flat().map(String);
		expect([...codes].sort()).toEqual([...listed, '28841*'].sort());
	});

	test('a code without `success` is a failure as well', () => {
		expect(failed({ code: 1010, msg: 'token invalid' }).kind).toBe('session_expired');
	});

	test('a known code outranks the HTTP status', () => {
		expect(failed({ success: false, code: 1010 }, 401).kind).toBe('session_expired');
		expect(failed({ success: false, code: 1106 }, 500).kind).toBe('wrong_data_center');
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
		const failure = failed(fixture(`error.${name}.json`));
		const providerMessage = expect.stringMatching(words) as string;
		expect(failure).toMatchObject({ kind, providerMessage, httpStatus: 200 });
		expect(failure.requestId).toBe(requestId);
		expect(failure).not.toHaveProperty('retryAfter');
		expect('serverTime' in failure).toBe(kind === 'clock_skew');
	});

	test('no fixture of a failure is left out', () => {
		const names = readdirSync(join(__dirname, '../../fixtures/tuya'));
		expect(names.filter((name) => name.startsWith('error.'))).toHaveLength(
			Object.keys(SEEN).length,
		);
	});

	test('a token is no failure, nor is an order', () => {
		expect(tokenFailure(token)).toBeNull();
		expect(tokenFailure(finished)).toBeNull();
	});
});

describe('Tuya’s clock', () => {
	test.each([1683763106616, '1683763106616'])('t %j is its time', (t) => {
		expect(code(1013, { t })).toMatchObject({ kind: 'clock_skew', serverTime: 1683763106616 });
	});

	test.each([0, 'soon', undefined])('t %j is none', (t) => {
		expect(code(1013, { t }).kind).toBe('clock_skew');
		expect(code(1013, { t })).not.toHaveProperty('serverTime');
	});
});

describe('the HTTP status decides where no known code does', () => {
	test.each([
		[429, 'throttled'],
		[408, 'transient'],
		[500, 'transient'],
		[502, 'transient'],
		[503, 'transient'],
		[599, 'transient'],
		[200, 'invalid_response'],
		[302, 'invalid_response'],
		[401, 'invalid_response'],
		[404, 'invalid_response'],
	])('%i without JSON is %s', (status, kind) => {
		const unexpected = {
			message: `Unexpected response (HTTP ${status}); possibly a proxy or login page`,
			description: expect.stringMatching(
				/Data Center or Base URL.*Central Europe.*proxy/,
			) as string,
		};
		const own = kind === 'invalid_response' ? unexpected : { retryAfter: 1500 };
		const failure = failed(undefined, status, 1500);
		expect(failure).toMatchObject({ kind, httpStatus: status, ...own });
		expect(failure).not.toHaveProperty('providerMessage');
		expect(failure).not.toHaveProperty('code');
		expect('retryAfter' in failure).toBe('retryAfter' in own);
	});

	test.each([200, 204])('%i without a body is an outage: it is tried again', (status) => {
		expect(failed(null, status, 1500)).toMatchObject({ kind: 'transient', retryAfter: 1500 });
		expect(failedRow(reply(null, status))).toBe(ROWS.unavailable);
	});

	test.each(['<html>', 7, [], {}, { message: 'Not Found' }])('%j is no envelope', (body) => {
		expect(failed(body).kind).toBe('invalid_response');
		expect(failed(body, 503).kind).toBe('transient');
		expect(tokenFailure(body)?.kind).toBe('invalid_response');
	});

	test.each([
		[429, 'throttled'],
		[503, 'transient'],
		[404, 'invalid_response'],
		[300, 'invalid_response'],
	])('a success with HTTP %i is none: %s', (status, kind) => {
		expect(failed(finished, status).kind).toBe(kind);
	});

	test('an unknown code with 429 or 5xx may be repeated', () => {
		const throttled = { kind: 'throttled', code: '777', retryAfter: 2000 };
		expect(failed({ success: false, code: 777 }, 429, 2000)).toMatchObject(throttled);
		expect(failed({ success: false, code: 777 }, 503).kind).toBe('transient');
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

	test.each([1109, 1100, 1105, 1108, 2000000, 28841999])(
		'of %i are shown, Chinese too',
		(value) => {
			const { description } = code(value, { msg: '参数非法。' });
			expect(description).toMatch(/^(?:Check|Compare) .*\. Tuya’s own words: 参数非法\.$/);
		},
	);

	test.each([undefined, null, {}, ['x']])('may be missing: %j', (msg) => {
		expect(code(777, { msg })).not.toHaveProperty('providerMessage');
		expect(code(777, { msg }).description).not.toContain('own words');
	});

	test('may be under `message`', () => {
		expect(failed({ success: false, message: 'closed' }).providerMessage).toBe('closed');
	});

	test('a rejection without code and words is still one', () => {
		expect(failed({ success: false })).toEqual({
			kind: 'unknown',
			message: 'Tuya rejected the request with an unrecognized error code (none)',
			description: expect.stringContaining('Global Error Codes') as string,
			httpStatus: 200,
		});
	});
});

describe('what the user reads', () => {
	const of = (value: number) => {
		const { message, description } = code(value);
		return `${message}. ${description}`;
	};

	test.each<[number, RegExp]>([
		[1001, /Access Secret/],
		[1004, /Access Secret/],
		[1005, /Access ID/],
		[1010, /Access ID/],
		[1013, /clock/],
		[1105, /Language/],
		[1108, /(?=.*Base URL)(?=.*Data Center)/],
		[1109, /Order ID, Mall Code or Site Code/],
		[1110, /Concurrency/],
		[1111, /Max Retries/],
		[1114, /(?=.*IP allowlist)(?=.*Data Center)(?=.*wrong key)/],
		[2001000, /(?=.*Mall Code)(?=.*Site Code)/],
		[2005001, /(?=.*Order ID)(?=.*Mall Code)(?=.*Site Code)(?=.*order "SO2110258K167O5C")/],
		[28841001, /Cloud Services/],
		[28841002, /expired/],
		[28841004, /trial quota/],
		[28841101, /Subscribe/],
		[28841103, /Service API/],
		[28841105, /authorized/],
		[28841106, /Subscribe/],
	])('%i names %s', (value, words) => {
		expect(of(value)).toMatch(words);
	});

	test.each([2007, 28841107, 1106])('%i names the data center that was used', (value) => {
		expect(of(value)).toMatch(/(?=.*Central Europe)(?=.*Data Center)(?=.*Overview)/);
		const custom = { ...credentials, baseUrl: 'https://gateway.example.com/tuya' };
		const { message = '' } = tokenFailure({ success: false, code: value }, custom) ?? {};
		expect(message).toContain('gateway.example.com/tuya');
		expect(message).not.toContain('://');
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
			expect(description).toContain(`Check the ${field}.`);
			if (field !== 'Language') expect(`${message} ${description}`).not.toContain('Language');
		}
	});

	test.each([2001000, 2005001, 1109])('%i does not blame Language', (value) => {
		expect(of(value)).not.toContain('Language');
	});

	test('causes with different cures have different texts', () => {
		const general = [1001, 1004, 1106, 1114, 2007];
		const ofProjects = [28841107, 28841002, 28841004, 28841101, 28841105, 28841103];
		const texts = [...general, ...ofProjects].map((value) => code(value));
		expect(new Set(texts.map(({ message }) => message)).size).toBe(texts.length);
		expect(new Set(texts.map(({ description }) => description)).size).toBe(texts.length);
	});

	test('no text shows a secret', () => {
		const shown = JSON.stringify(KINDS.map(([value]) => code(value)));
		for (const secret of credentials.secrets) expect(shown).not.toContain(secret);
	});
});

describe('a call that fetches a token', () => {
	const ORDER_WORDS = /Order ID|Mall Code|Site Code|Language|Max Retries|Concurrency|retries/;

	test.each(KINDS.filter(([, kind]) => kind !== 'not_found' && kind !== 'unknown_mall'))(
		'%i has advice of its own, without fields of an order',
		(value, kind) => {
			const result = tokenFailure({ success: false, code: value, msg: 'words' });
			expect(result?.kind).toBe(kind);
			expect(`${result?.message} ${result?.description}`).not.toMatch(ORDER_WORDS);
		},
	);

	test('without a token says so', () => {
		const empty = reply({ success: true, result: {} });
		const { message } = failure(ROWS.noResult, empty, credentials, { call: 'token' });
		expect(message).toBe('The response from Tuya contains no access token');
	});

	describe('in the test of the credential', () => {
		test.each(CREDENTIAL_TEST_REFUSALS)('$value: $message', ({ value, message }) => {
			expect(message).not.toMatch(ORDER_WORDS);
			expect(message).not.toMatch(/https?:|undefined|used:|Central Europe/);
			expect(message).toMatch(/^Tuya |^The |^A /);
			expect(tokenFailure({ success: false, code: value })?.kind).not.toBe('unknown');
		});

		test('the codes are numbers, as Tuya sends them; those of an order call are left out', () => {
			const codes = CREDENTIAL_TEST_REFUSALS.map(({ value }) => value);
			expect(codes).toEqual(expect.arrayContaining([1001, 1004, 1005, 1013, 1106, 1114, 2007]));
			expect(codes).not.toContain(2005001);
			expect(codes).not.toContain(2001000);
			expect(codes.every(Number.isSafeInteger)).toBe(true);
		});
	});
});

describe('the order in the response', () => {
	const asked = (result: unknown, orderId = query.orderId) =>
		orderResponse(reply({ success: true, t: 1, result }), { ...query, orderId }, credentials);
	const kind = (result: unknown, orderId?: string) => {
		const outcome = asked(result, orderId);
		return outcome.ok ? 'ok' : outcome.failure.kind;
	};

	test('is passed on as it came and as it was read', () => {
		const payload = readOrder(finished.result);
		const outcome = orderResponse(reply(finished), query, credentials);
		expect(outcome).toEqual({ ok: true, value: { raw: finished.result, payload } });
	});

	test('may be in an array of one', () => {
		expect(asked([finished.result])).toEqual(asked(finished.result));
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

	test('is read once, with the warnings of reading it', () => {
		const warnings = ['The order: "gmt_order_pay" could not be read as a time; left empty.'];
		const payload = { order_id: query.orderId, gmt_order_pay: null, warnings };
		const outcome = asked({ order_id: query.orderId, gmt_order_pay: 'soon' });
		expect(outcome).toMatchObject({ ok: true, value: { payload } });
	});

	test('an order number may come as a number', () => {
		expect(kind({ order_id: 12345 }, '12345')).toBe('ok');
	});

	test.each([
		[{ order_id: 'SO2110258K167O5D' }],
		[{ order_id: 'so2110258k167o5c', commodity_list: [{}] }],
		[{ order_id: 7, commodity_list: [{}] }],
		[{ order_id: { id: 7 }, commodity_list: [{}] }],
		[{ order_id: ['SO2110258K167O5C', 'SO2110258K167O5D'] }],
	])('%j is another order and never passed on', (result) => {
		const description = expect.stringContaining('SO2110258K167O5C') as string;
		const failure = { kind: 'invalid_response', description };
		expect(asked(result)).toMatchObject({ ok: false, failure });
	});

	test.each([
		...[undefined, null, false, '', [], {}, { order_id: null, commodity_list: null }],
		...[
			{ order_id: '', commodity_list: [] },
			{ order_id: {}, commodity_list: [{}] },
		],
	])('%j is empty: no such order', (result) => {
		expect(kind(result)).toBe('not_found');
	});

	test.each([
		...['text', true, 7, [{}, {}], { access_token: 'x' }],
		...[{ order_status: 'created', commodity_list: [] }, { commodity_list: 'none' }],
	])('%j is no order', (result) => {
		expect(kind(result)).toBe('invalid_response');
	});
});
