import type { Reply } from '../../../http/message';
import { CREDENTIAL_TEST_REFUSALS } from '../../../providers/aliexpress/failures';
import { orderResponse, trackingResponse } from '../../../providers/aliexpress/response';
import { session } from '../../../providers/aliexpress/session';
import type { Failure, FailureKind, Result } from '../../../providers/failure';
import { failureOf, reply } from '../calls.support';
import { fixture, QUERY } from './order.support';

const ordered = (answer: Reply) => orderResponse(answer, QUERY);
const tracked = (answer: Reply) => trackingResponse(answer, QUERY);
const renewed = (answer: Reply) => session.update(answer, {}, 0);
const refusal = (body: unknown, status?: number, retryAfter?: number): Failure =>
	failureOf(ordered(reply(body, status, retryAfter)));
const tokenRefusal = (body: unknown, status?: number): Failure =>
	failureOf(renewed(reply(body, status)));

/** Codes as `code/sub-code`, by kind and what the message says: each row of the table, by hand. */
const REFUSALS: ReadonlyArray<readonly [FailureKind, RegExp, string]> = [
	['throttled', /rate limit/, 'ApiCallLimit AppCallLimit apicalllimit API_CALL_LIMIT 7'],
	['throttled', /rate limit/, 'SellerCallLimit USER_CALL_LIMIT'],
	['throttled', /rate limit/, '7/accesscontrol.limited-by-dynamic-access-count'],
	['throttled', /rate limit/, '15/accesscontrol.limited-by-api-access-count'],
	['throttled', /rate limit/, '/accesscontrol.limited-by-app-access-count 15/isv.api-call-limit'],
	['throttled', /rate limit/, 'ApiCallLimit/isv.never-seen'],
	['transient', /at the moment/, '15/isp.top-remote-service-unavailable'],
	['transient', /at the moment/, '15/isp.service-unavailable 50/isp.null-pointer-exception'],
	['transient', /at the moment/, 'ServiceUnavailable ServiceTimeout InternalError 15'],
	['transient', /at the moment/, '15/remote.trouble 10'],
	['session_expired', /Access Token/, 'IllegalAccessToken InvalidAccessToken'],
	['session_expired', /Access Token/, 'EXPIRED_SESSION_KEY SessionExpired 26 27'],
	['session_expired', /Access Token/, '27/isv.session-expired'],
	['authorization_required', /Refresh Token/, 'IllegalRefreshToken RefreshTokenExpired'],
	['authorization_required', /Authorization Code/, 'InvalidCode'],
	['invalid_credentials', /App Secret/, 'IncompleteSignature 25'],
	['invalid_credentials', /App Key/, 'InvalidAppkey InvalidAppKey 28 29'],
	['invalid_credentials', /Base URL/, 'InvalidApiPath IllegalApiVersion'],
	['clock_skew', /clock/, '30 31 IllegalTimestamp 15/isv.invalid-timestamp'],
	['clock_skew', /clock/, 'IllegalTimestamp/isv.never-seen'],
	['permission_denied', /may not read dropshipping orders/, '15/isv.insufficient-permission'],
	['permission_denied', /may not read/, 'InsufficientPermission insufficient_permission'],
	['permission_denied', /may not read/, 'InsufficientPermission/isv.some-permission'],
	['permission_denied', /Dropshipping Center/, '401'],
	['permission_denied', /Order ID belongs to another/, '15/isv.invalid-authorization'],
	['permission_denied', /app or account/, '11 12 13'],
	['ip_not_allowed', /IP allowlist.*n8n host/, 'AppWhiteIpLimit app_white_ip_limit'],
	['ip_not_allowed', /IP allowlist.*n8n host/, '15/isv.ip-not-in-whitelist'],
	['invalid_parameter', /did not accept/, 'MISSING_PARAMETER MissingParameter InvalidParameter'],
	['invalid_parameter', /did not accept/, '40 41 15/isv.invalid-parameter 15/isv.never-seen'],
	['invalid_parameter', /did not accept/, 'isv.missing-parameter isv.never-seen'],
	['invalid_parameter', /did not accept/, 'NeverSeenBefore/isv.never-seen'],
	['not_found', /no order/, 'ORDER_NOT_EXIST 15/isv.trade-not-found'],
	['unknown', /unrecognized/, 'NeverSeenBefore 15x/never.seen 14 700 ServicePermission'],
];
const CODES = REFUSALS.flatMap(([kind, message, codes]) =>
	codes.split(/\s+/).map((each) => [each, kind, message] as const),
);

test.each(CODES)(
	'the code %s is %s, of either call and at any HTTP status',
	(each, kind, message) => {
		const [code = '', sub_code = ''] = each.split('/');
		const said = { code, sub_code, msg: 'Their words', sub_msg: 'More words', request_id: '2101' };
		for (const httpStatus of [200, 403]) {
			expect(refusal({ error_response: said }, httpStatus)).toEqual({
				kind,
				message: expect.stringMatching(message),
				description: expect.stringMatching(/\w/),
				...(code && { code }),
				...(sub_code && { subCode: sub_code }),
				providerMessage: 'Their words: More words',
				requestId: '2101',
				httpStatus,
			});
		}
		expect(failureOf(tracked(reply({ error_response: said }))).kind).toBe(kind);
	},
);

describe('a refusal is found', () => {
	const said = { code: 'NewOne', sub_code: 'new.one', request_id: '2101' };

	const words = { ...said, msg: 'Words' };
	const named = { rsp_code: 'NewOne', rsp_msg: 'Words' };
	const inner = { ...words, request_id: '', ret: false };
	test.each([
		['in error_response', { error_response: words }],
		['in an array of one', { error_response: [words] }],
		['at the top level', { ...said, message: 'Words' }],
		['in any envelope', { any_name_response: words }],
		['as rsp_code', { a_response: { ...said, ...named, code: null } }],
		['as rsp_code in result', { a_response: { ...said, code: '', result: { ...said, ...named } } }],
		['next to ret: false', { a_response: { result: { ...words, ret: false } } }],
		['next to success: "false"', { result: { ...said, success: 'false', error_msg: 'Words' } }],
		['next to ret: false, the id around it', { a_response: { request_id: '2101', result: inner } }],
		['next to a code of success', { a_response: { ...said, ...named, code: '0' } }],
	])('%s', (_name, body) => {
		expect(refusal(body)).toMatchObject({
			kind: 'unknown',
			code: 'NewOne',
			subCode: 'new.one',
			providerMessage: 'Words',
			requestId: '2101',
		});
	});

	test('with ret: false even when it gives no code', () => {
		const failure = refusal({ result: { ret: false } });
		expect(failure).toMatchObject({ kind: 'unknown' });
		expect(failure.description).not.toContain('The code');
	});

	test('even when an order comes with error_response or ret: false', () => {
		const order = { order_status: 'FINISH' };
		const body = { result: order, error_response: { code: '40' } };
		expect(refusal(body).kind).toBe('invalid_parameter');
		expect(refusal({ result: { ...order, ret: false } }).kind).toBe('unknown');
	});
});

describe('no refusal is found in', () => {
	const order = { order_status: 'FINISH' };
	test.each<[string, (body: Reply) => Result<unknown>, unknown]>([
		['an order', ordered, { x_response: { result: order, rsp_code: '500' } }],
		['an order with a code of success', ordered, { code: '0', result: order }],
		['the data of a tracking', tracked, { result: { code: 'X1', data: { some: 'thing' } } }],
		['ret: true', tracked, { result: { ret: true } }],
		['a code next to ret: true', tracked, { result: { ret: 'TRUE', code: 'X1' } }],
		['a token', renewed, fixture('token.create')],
		['a token next to a code', renewed, { code: 'X1', access_token: 'token' }],
	])('%s', (_name, read, body) => {
		expect(read(reply(body)).ok).toBe(true);
	});

	test.each([
		['rsp_code 200', { x_response: { rsp_code: 200, rsp_msg: 'Call succeeds', result: {} } }],
		['code 0 in numbers', { code: 0, result: {} }],
		['the code SUCCESS', { code: 'SUCCESS', result: {} }],
		['an empty error_response', { error_response: {}, result: {} }],
	])('%s', (_name, body) => {
		expect(refusal(body).kind).toBe('not_found');
	});
});

describe('recorded bodies', () => {
	test.each([
		['error.api-call-limit', 'throttled', 'ApiCallLimit', 1000],
		['error.illegal-access-token', 'session_expired', 'IllegalAccessToken', null],
		['error.incomplete-signature.top-level', 'invalid_credentials', 'IncompleteSignature', null],
		['error.insufficient-permission', 'permission_denied', '15', null],
		['reports/insufficient-permission', 'permission_denied', 'InsufficientPermission', null],
		['error.missing-parameter.top-level', 'invalid_parameter', 'MISSING_PARAMETER', null],
		['reports/missing-parameter', 'invalid_parameter', 'MissingParameter', null],
		['reports/ban-for-more-seconds', 'throttled', '7', 6000],
		['reports/service-timeout', 'transient', 'ServiceTimeout', null],
		['reports/service-unavailable', 'transient', '15', null],
		['reports/app-white-ip-limit', 'ip_not_allowed', 'AppWhiteIpLimit', null],
		['reports/publisher-not-registered', 'permission_denied', '401', null],
		['tracking.not-found', 'unknown', '1001', null],
	])('%s is %s', (name, kind, code, retryAfter) => {
		const failure = refusal(fixture(name));
		expect(failure).toMatchObject({ kind, code, httpStatus: 200 });
		expect('retryAfter' in failure ? failure.retryAfter : null).toBe(retryAfter);
	});
});

test.each([
	['missing required parameter: access_token', 'Access Token', /Authorize the app again/],
	['Missing session', 'Access Token', /Authorize the app again/],
	['refresh_token is empty', 'Refresh Token', /Check the value of Refresh Token\./],
	['order_id must be a number', 'Order ID', /Check the value of Order ID\./],
	['The input parameter “single_order_query” is mandatory', 'Order ID', /value of Order ID\./],
	['ae_order_id is invalid', 'Order ID', /Check the value of Order ID\./],
	['Invalid app_key', 'App Key', /Check the value of App Key\./],
	['language is not supported', 'Language', /Check the value of Language\./],
	['something else', 'Order ID', /Check the value of Order ID\./],
])('the parameter in "%s" is the field %s', (message, name, description) => {
	for (const code of ['MISSING_PARAMETER', 'InvalidParameter']) {
		const failure = refusal({ code, message });
		expect(failure.message).toBe(`AliExpress did not accept the ${name}, or it is missing`);
		expect(failure.description).toMatch(description);
	}
});

describe('an unknown code', () => {
	test.each([
		['ISP', 'transient'],
		['SYSTEM', 'transient'],
		['isp', 'transient'],
		['ISV', 'unknown'],
	])('of the type "%s" is %s', (type, kind) => {
		for (const code of ['NeverSeenBefore', '4711']) {
			expect(refusal({ error_response: { code, type, msg: 'busy' } }).kind).toBe(kind);
			expect(refusal({ code, type, message: 'busy' }).kind).toBe(kind);
		}
	});

	test('next to a known one of the type ISP does not count', () => {
		const body = { code: '15', type: 'ISP', sub_code: 'isv.insufficient-permission' };
		expect(refusal({ error_response: body }).kind).toBe('permission_denied');
	});

	test.each([
		['NeverSeenBefore', '', /^The code is NeverSeenBefore\. /],
		['15x', 'never.seen', /^The code is never\.seen\. /],
		['w'.repeat(90), '', /^AliExpress’s own message/],
		['no code <b>', '', /^AliExpress’s own message/],
	])('is named while it looks like one: "%s", sub-code "%s"', (code, sub_code, words) => {
		expect(refusal({ error_response: { code, sub_code } }).description).toMatch(words);
	});
});

describe('the renewal of a session', () => {
	test.each<[FailureKind, RegExp, string]>([
		['authorization_required', /account/, '15/isv.account-migration-check-fail'],
		['authorization_required', /account/, '15/isv.never-seen MissingParameter InvalidParameter'],
		['authorization_required', /account/, '15/isv.invalid-authorization IllegalAccessToken 27'],
		['authorization_required', /Authorization Code/, 'InvalidCode'],
		['authorization_required', /Refresh Token/, 'IllegalRefreshToken'],
		['permission_denied', /may not read/, 'InsufficientPermission'],
		['invalid_credentials', /App Secret/, 'IncompleteSignature'],
		['ip_not_allowed', /allowlist/, 'AppWhiteIpLimit'],
		['throttled', /rate limit/, 'ApiCallLimit'],
		['transient', /at the moment/, '15/isp.service-unavailable'],
		['unknown', /unrecognized/, 'NeverSeenBefore'],
	])('is %s, in words that fit (%s): %s', (kind, message, codes) => {
		for (const [code, sub_code = ''] of codes.split(/\s+/).map((each) => each.split('/'))) {
			const said = { code, sub_code, msg: 'order_id language' };
			const failure = tokenRefusal({ error_response: said });
			expect([code, failure.kind]).toEqual([code, kind]);
			expect(failure.message).toMatch(message);
			const shown = `${failure.message} ${failure.description}`.replace(said.msg, '');
			expect(shown).not.toMatch(/Order ID|Language|Max Retries|retries|renewed automatically/);
		}
	});

	test('of an account quotes AliExpress, since the credential window shows no details', () => {
		const failure = tokenRefusal(fixture('reports/account-migration'));
		expect(failure.description).toContain('does not conform to platform standards');
		expect(failure).toMatchObject({ code: '15', subCode: 'isv.account-migration-check-fail' });
	});

	test.each([
		['no token', {}, 200, 'invalid_response'],
		['an outage', {}, 503, 'transient'],
	])('fails when it is answered with %s', (_name, body, status, kind) => {
		expect(tokenRefusal(body, status).kind).toBe(kind);
	});
});

describe('the wait', () => {
	const waitOf = (body: unknown, retryAfter?: number): number | undefined => {
		const failure = refusal(body, 200, retryAfter);
		return 'retryAfter' in failure ? failure.retryAfter : undefined;
	};
	const banned = (msg: string) => ({ error_response: { code: 'ApiCallLimit', msg } });

	test.each([
		['the stated ban', '3', undefined, 3000],
		['Retry-After', 'some', 2000, 2000],
		['the longer of both, the ban', '3', 2000, 3000],
		['the longer of both, Retry-After', '3', 60000, 60000],
		['none', '0', 0, undefined],
		['one of months', '9999999', undefined, 9_999_999_000],
		['none that is no number', 'some', Number.NaN, undefined],
	])('is %s', (_name, seconds, retryAfter, wait) => {
		expect(waitOf(banned(`this ban will last ${seconds} seconds`), retryAfter)).toBe(wait);
	});

	test.each([
		['Api access frequency exceeds the limit. this ban will last 1 seconds', 1000],
		['This ban will last for 6 more seconds', 6000],
		['THE BAN WILL LAST ANOTHER 12 SECONDS', 12_000],
		['You are banned; it lasts 1.5 seconds', 1500],
		['At most 1 call per second: this ban will last for about 20 seconds.', 20_000],
		['the last 5 seconds were busy', undefined],
		['this ban will last', undefined],
	])('in the words "%s" is %s', (words, wait) => {
		expect(waitOf(banned(words))).toBe(wait);
		expect(waitOf({ error_response: { code: 7, msg: 'App Call Limited', sub_msg: words } })).toBe(
			wait,
		);
	});

	test.each(['FlowLimited', 'ApiCallLimitExceeded', ''])('in the words of the code %j', (code) => {
		const body = {
			error_response: { code, type: 'ISV', msg: 'This ban will last 4 more seconds' },
		};
		expect(refusal(body)).toMatchObject({ kind: 'throttled', retryAfter: 4000 });
	});

	test('is read before the words are cut', () => {
		const msg = `${'x'.repeat(400)} this ban will last 5 seconds`;
		expect(waitOf(banned(msg))).toBe(5000);
		expect(refusal(banned(msg)).providerMessage?.length).toBeLessThanOrEqual(300);
	});
});

describe('the HTTP status', () => {
	const UNAVAILABLE = 'AliExpress could not answer at the moment';
	const PAGE = 'Unexpected response (HTTP 403); possibly a proxy or login page';
	test.each([
		[429, undefined, 'throttled', 'AliExpress rate limit reached'],
		[429, { code: 'NewOne' }, 'throttled', 'AliExpress rate limit reached'],
		[503, {}, 'transient', `${UNAVAILABLE} (HTTP 503)`],
		[503, { code: 'NewOne' }, 'transient', `${UNAVAILABLE} (HTTP 503)`],
		[502, fixture('order.finished'), 'transient', `${UNAVAILABLE} (HTTP 502)`],
		[204, null, 'transient', `${UNAVAILABLE} (HTTP 204)`],
		[200, null, 'transient', UNAVAILABLE],
		[403, undefined, 'invalid_response', PAGE],
		[403, null, 'invalid_response', PAGE],
	])('%i with %j counts where no known code does: %s', (httpStatus, body, kind, message) => {
		const known = { kind, httpStatus, message };
		expect(refusal(body, httpStatus)).toMatchObject(known);
		expect(failureOf(tracked(reply(body, httpStatus)))).toMatchObject(known);
	});

	test('gives way to a known code', () => {
		expect(refusal({ code: 'IllegalAccessToken' }, 500).kind).toBe('session_expired');
	});
});

describe('the credential test', () => {
	const codes = CREDENTIAL_TEST_REFUSALS.map(({ value }) => value);

	test('knows what is wrong with a credential', () => {
		const known = [
			...['isv.insufficient-permission', 'InsufficientPermission', 'IllegalAccessToken', '27'],
			...['InvalidAppkey', 'IncompleteSignature', 'MISSING_PARAMETER', 'MissingParameter'],
			...['IllegalTimestamp', 'AppWhiteIpLimit'],
		];
		expect(codes).toEqual(expect.arrayContaining(known));
	});

	test('passes on failures of the requested order and on temporary ones', () => {
		for (const code of ['15', '41', 'isv.invalid-authorization', 'ApiCallLimit', '10']) {
			expect(codes).not.toContain(code);
		}
		expect(codes.filter((code) => /^$|\*$/.test(String(code)))).toEqual([]);
	});

	test('looks at sub-codes before codes, as n8n shows the first rule that fits', () => {
		const kinds = CREDENTIAL_TEST_REFUSALS.map(({ key }) => key.endsWith('sub_code'));
		expect(kinds).toEqual([...kinds].sort((a, b) => Number(b) - Number(a)));
		expect(kinds).toContain(true);
		expect(kinds).toContain(false);
	});

	test.each(CREDENTIAL_TEST_REFUSALS.map(({ message }) => [message]))('%s', (message) => {
		expect(message).toMatch(/^\w.*\. .*\.$/);
		expect(message).not.toMatch(/Order ID|Language|Max Retries|retries|details/);
	});
});
