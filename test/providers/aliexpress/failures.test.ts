import type { Failure } from '../../../providers/contract';
import { callFailure } from '../../../providers/aliexpress/response';
import { fixture, reply } from './support';

const REPLACED_BY_N8N =
	/ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|ERRADDRINUSE|EADDRNOTAVAIL|ECONNABORTED|EHOSTUNREACH|EAI_AGAIN|ENOENT|EISDIR|ENOTDIR|EACCES|EEXIST|EPERM|GETADDRINFO/i;
const FILLER = /\b(?:errors?|failed|fails?|failures?|problems?)\b/i;

function refusal(body: unknown, status?: number, retryAfter?: number): Failure {
	const failure = callFailure(reply(body, status, retryAfter));
	if (!failure) throw new Error('No failure was told.');
	return failure;
}

const CODES = [
	['ApiCallLimit', '', 'throttled', /how often/],
	['AppCallLimit', '', 'throttled', /how often/],
	['7', '', 'throttled', /how often/],
	['15', 'accesscontrol.limited-by-api-access-count', 'throttled', /how often/],
	['', 'accesscontrol.limited-by-app-access-count', 'throttled', /how often/],
	['15', 'isp.top-remote-service-unavailable', 'transient', /at the moment/],
	['50', 'isp.null-pointer-exception', 'transient', /at the moment/],
	['ServiceUnavailable', '', 'transient', /at the moment/],
	['InternalError', '', 'transient', /at the moment/],
	['15', '', 'transient', /at the moment/],
	['15', 'remote.trouble', 'transient', /at the moment/],
	['10', '', 'transient', /at the moment/],
	['IllegalAccessToken', '', 'session', /Access Token/],
	['26', '', 'session', /Access Token/],
	['27', '', 'session', /Access Token/],
	['IllegalRefreshToken', '', 'authorize', /Refresh Token/],
	['InvalidCode', '', 'authorize', /Authorization Code/],
	['IncompleteSignature', '', 'credentials', /App Secret/],
	['25', '', 'credentials', /App Secret/],
	['InvalidAppkey', '', 'credentials', /App Key/],
	['28', '', 'credentials', /App Key/],
	['29', '', 'credentials', /App Key/],
	['30', '', 'clock', /clock/],
	['31', '', 'clock', /clock/],
	['IllegalTimestamp', '', 'clock', /clock/],
	['15', 'isv.invalid-timestamp', 'clock', /clock/],
	['15', 'isv.insufficient-permission', 'permission', /may not get dropshipping orders/],
	['15', 'isv.invalid-authorization', 'permission', /Order ID belongs to an AliExpress account/],
	['11', '', 'permission', /App Key or this account/],
	['12', '', 'permission', /App Key or this account/],
	['13', '', 'permission', /App Key or this account/],
	['MISSING_PARAMETER', '', 'parameters', /as it was sent/],
	['40', '', 'parameters', /as it was sent/],
	['41', '', 'parameters', /as it was sent/],
	['15', 'isv.invalid-parameter', 'parameters', /as it was sent/],
	['isv.missing-parameter', '', 'parameters', /as it was sent/],
	['NeverSeenBefore', '', 'unknown', /not known here/],
	['15x', 'never.seen', 'unknown', /not known here/],
	['14', '', 'unknown', /not known here/],
	['700', '', 'unknown', /not known here/],
	['ServicePermission', '', 'unknown', /not known here/],
] as const;

describe.each(CODES)('code "%s" with sub-code "%s"', (code, sub_code, kind, message) => {
	const said = { code, sub_code, msg: 'Their words', sub_msg: 'More words', request_id: '2101' };

	test.each([200, 403])(`is ${kind}, at HTTP status %i`, (status) => {
		expect(refusal({ error_response: said }, status)).toEqual({
			kind,
			message: expect.stringMatching(message),
			description: expect.stringMatching(/\w/),
			code,
			subCode: sub_code,
			text: 'Their words: More words',
			requestId: '2101',
			wait: null,
			serverTime: null,
			httpStatus: status,
		});
	});

	test('speaks to the user without words that n8n replaces or that say nothing', () => {
		const failure = refusal({ error_response: said });
		expect(failure.message).not.toMatch(REPLACED_BY_N8N);
		for (const text of [failure.message, failure.description]) {
			expect(text).not.toMatch(FILLER);
			expect(text).not.toContain('Their words');
		}
	});
});

describe('a refusal is found', () => {
	const said = { code: 'NewOne', sub_code: 'new.one', request_id: '2101' };

	test.each([
		['in error_response', { error_response: { ...said, msg: 'Words' } }],
		['in an array of one', { error_response: [{ ...said, msg: 'Words' }] }],
		['at the top level', { ...said, message: 'Words' }],
		['in any envelope', { any_name_response: { ...said, msg: 'Words' } }],
		['as rsp_code', { a_response: { ...said, code: null, rsp_code: 'NewOne', rsp_msg: 'Words' } }],
		[
			'as rsp_code in result',
			{
				a_response: {
					result: { rsp_code: 'NewOne', rsp_msg: 'Words', sub_code: 'new.one' },
					request_id: '2101',
				},
			},
		],
		['beside ret: false', { a_response: { result: { ...said, ret: false, msg: 'Words' } } }],
		['beside success: "false"', { result: { ...said, success: 'false', error_msg: 'Words' } }],
		[
			'beside ret: false, the id around it',
			{
				a_response: {
					request_id: '2101',
					result: { ...said, request_id: '', ret: false, msg: 'Words' },
				},
			},
		],
		[
			'beside a code of success',
			{ a_response: { ...said, code: '0', rsp_code: 'NewOne', rsp_msg: 'Words' } },
		],
	])('%s', (_name, body) => {
		expect(refusal(body)).toMatchObject({
			kind: 'unknown',
			code: 'NewOne',
			subCode: 'new.one',
			text: 'Words',
			requestId: '2101',
		});
	});

	test('with ret: false even when it gives no code', () => {
		expect(refusal({ result: { ret: false } })).toMatchObject({ kind: 'unknown', code: '' });
		expect(refusal({ result: { ret: false } }).description).not.toContain('code');
	});

	test('before an order that stands beside error_response or ret: false', () => {
		const order = { order_status: 'FINISH' };
		expect(refusal({ result: order, error_response: { code: '40' } }).kind).toBe('parameters');
		expect(refusal({ result: { ...order, ret: false } }).kind).toBe('unknown');
	});
});

test.each([
	['an order', { x_response: { result: { order_status: 'FINISH' }, rsp_code: '500' } }],
	['an order with a code of success', { code: '0', result: { order_status: 'FINISH' } }],
	['the data of a tracking', { result: { code: 'X1', data: { some: 'thing' } } }],
	['a token', fixture('token.create')],
	['a token beside a code', { code: 'X1', access_token: 'token' }],
	['rsp_code 200', { x_response: { rsp_code: 200, rsp_msg: 'Call succeeds', result: {} } }],
	['code 0 in numbers', { code: 0, result: {} }],
	['the code SUCCESS', { code: 'SUCCESS', result: {} }],
	['ret: true', { result: { ret: true } }],
	['a code beside ret: true', { result: { ret: 'TRUE', code: 'X1' } }],
	['an empty error_response', { error_response: {}, result: {} }],
	['nothing at all', {}],
	['null', null],
	['text', 'hello'],
])('%s is no refusal', (_name, body) => {
	expect(callFailure(reply(body))).toBeNull();
});

describe('recorded bodies', () => {
	test.each([
		['error.api-call-limit', 'throttled', 'ApiCallLimit', 1000],
		['error.illegal-access-token', 'session', 'IllegalAccessToken', null],
		['error.incomplete-signature.top-level', 'credentials', 'IncompleteSignature', null],
		['error.insufficient-permission', 'permission', '15', null],
		['error.missing-parameter.top-level', 'parameters', 'MISSING_PARAMETER', null],
		['tracking.not-found', 'unknown', '1001', null],
	])('%s is %s', (name, kind, code, wait) => {
		expect(refusal(fixture(name))).toMatchObject({ kind, code, wait, httpStatus: 200 });
	});
});

test.each([
	['missing required parameter: access_token', 'Access Token'],
	['Missing session', 'Access Token'],
	['refresh_token is empty', 'Refresh Token'],
	['order_id must be a number', 'Order ID'],
	['ae_order_id is invalid', 'Order ID'],
	['single_order_query is invalid', 'Order ID'],
	['Invalid app_key', 'App Key'],
	['language is not supported', 'Language'],
])('the parameter in "%s" is the field %s', (message, name) => {
	const failure = refusal({ code: 'MISSING_PARAMETER', message });
	expect(failure.message).toBe(`AliExpress does not accept the ${name}, or it is missing`);
	expect(failure.description).toBe(`Check the field ${name}.`);
});

describe('the wait', () => {
	const banned = (seconds: string) => ({
		error_response: { code: 'ApiCallLimit', msg: `this ban will last ${seconds} seconds` },
	});

	test.each([
		['the stated ban', '3', null, 3000],
		['Retry-After', 'some', 2000, 2000],
		['the longer of both, the ban', '3', 2000, 3000],
		['the longer of both, Retry-After', '3', 60000, 60000],
		['none', '0', 0, null],
		['none that is no number', '9999999', Number.NaN, null],
	])('is %s', (_name, seconds, retryAfter, wait) => {
		expect(callFailure(reply(banned(seconds), 200, retryAfter))?.wait).toBe(wait);
	});

	test('is read before the words are cut', () => {
		const msg = `${'x'.repeat(400)} this ban will last 5 seconds`;
		const failure = refusal({ error_response: { code: 'ApiCallLimit', msg } });
		expect(failure.wait).toBe(5000);
		expect(failure.text).toHaveLength(300);
	});
});

describe('the HTTP status', () => {
	test.each([408, 429, 500, 502, 503, 504, 599])('%i passes, whatever the body', (status) => {
		expect(refusal({ any: 'thing' }, status, 1500)).toMatchObject({
			kind: 'transient',
			httpStatus: status,
			wait: 1500,
			code: '',
			subCode: '',
			text: '',
			requestId: '',
			message: expect.stringContaining(`HTTP status ${status}`),
		});
		expect(refusal({ result: { order_status: 'FINISH' } }, status).kind).toBe('transient');
		expect(refusal({ code: 'NewOne', message: 'Words' }, status)).toMatchObject({
			kind: 'transient',
			code: 'NewOne',
			text: 'Words',
		});
		expect(refusal(undefined, status, 1500)).toMatchObject({
			kind: 'transient',
			wait: 1500,
			message: expect.stringContaining('Base URL'),
		});
	});

	test('that passes gives way to a known code', () => {
		expect(refusal({ code: 'IllegalAccessToken' }, 500).kind).toBe('session');
	});

	test.each([200, 302, 401, 403, 404, 407, 428])(
		'%i without JSON is a strange answer',
		(status) => {
			expect(refusal(undefined, status)).toMatchObject({
				kind: 'answer',
				httpStatus: status,
				message: expect.stringMatching(/Base URL.*proxy.*login/),
				description: expect.stringContaining('Base URL'),
			});
		},
	);
});

test.each([
	['NeverSeenBefore', '', 'NeverSeenBefore'],
	['15x', 'never.seen', 'never.seen'],
])('the description names the unknown code "%s" with sub-code "%s"', (code, sub_code, named) => {
	expect(refusal({ error_response: { code, sub_code } }).description).toContain(
		`Its code is ${named}. `,
	);
});

test('an unknown code is shown only while it looks like one; all texts are bounded', () => {
	const long = 'w'.repeat(5000);
	const failure = refusal({
		error_response: { code: `${long} <b>`, sub_code: long, msg: long, request_id: long },
	});
	expect(failure.message + failure.description).not.toContain('www');
	expect(failure.code).toHaveLength(100);
	expect(failure.subCode).toHaveLength(100);
	expect(failure.text).toHaveLength(300);
	expect(failure.requestId).toHaveLength(100);
});
