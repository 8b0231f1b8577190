import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Account, Failure, OrderQuery, Reply } from '../../../providers/contract';
import {
	ANOTHER_ORDER,
	FAILURES,
	NOT_AN_ORDER,
	NOT_FROM_TUYA,
	UNKNOWN_CODE,
} from '../../../providers/tuya/failures';
import { callFailure, orderResponse } from '../../../providers/tuya/response';
import token from '../../fixtures/tuya/token.get.json';
import finished from '../../fixtures/tuya/order.finished.json';
import { query } from './sample';

const account: Account = {
	baseUrl: 'https://openapi.tuyaeu.com',
	key: 'access-id-1',
	secret: 'access-secret-1',
	accessToken: 'access-token-1',
	expiresAt: 0,
	secrets: ['access-secret-1', 'access-token-1'],
};
const reply = (body: unknown, status = 200, retryAfter: number | null = null): Reply => ({
	status,
	retryAfter,
	body,
});
const failed = (body: unknown, status?: number, retryAfter?: number | null): Failure => {
	const outcome = orderResponse(reply(body, status, retryAfter), query, account);
	if (outcome.ok) throw new Error('a failure was expected');
	return outcome.failure;
};
const code = (value: unknown, more: object = {}) =>
	failed({ success: false, code: value, msg: 'words', t: 1716732060153, ...more });
const fixture = (name: string): unknown =>
	JSON.parse(readFileSync(join(__dirname, '../../fixtures/tuya', name), 'utf8'));

/** Written out by hand, so that each entry of the code's table is held by a row. */
const KINDS = [
	[1010, 'session'],
	[1011, 'session'],
	[1012, 'session'],
	[1002, 'session'],
	[1400, 'session'],
	[1013, 'clock'],
	[1110, 'throttled'],
	[1199, 'throttled'],
	[40000309, 'throttled'],
	[500, 'transient'],
	[1111, 'transient'],
	[1112, 'transient'],
	[1004, 'signature'],
	[1001, 'credentials'],
	[1005, 'credentials'],
	[2007, 'data_center'],
	[28841107, 'data_center'],
	[1106, 'data_center'],
	[28841002, 'subscription'],
	[28841004, 'subscription'],
	[28841101, 'subscription'],
	[28841106, 'subscription'],
	[28841105, 'subscription'],
	[2005001, 'not_found'],
	[2001000, 'shop'],
	[1100, 'parameters'],
	[1101, 'parameters'],
	[1102, 'parameters'],
	[1103, 'parameters'],
	[1104, 'parameters'],
	[1105, 'parameters'],
	[1107, 'parameters'],
	[1108, 'parameters'],
	[1109, 'parameters'],
	[2000000, 'parameters'],
	[1000, 'unknown'],
	[12345, 'unknown'],
	[0, 'unknown'],
] as const;

describe('the code decides, as number or text, whatever the words are', () => {
	test.each(KINDS)('%i is %s', (value, kind) => {
		expect(code(value)).toMatchObject({ kind, code: String(value) });
		expect(code(` ${value} `)).toMatchObject({ kind, code: String(value) });
		expect(code(value, { msg: 'token invalid' }).kind).toBe(kind);
		expect(code(value, { success: 'false' }).kind).toBe(kind);
		expect(callFailure(reply({ success: false, code: value }), account)?.kind).toBe(kind);
	});

	test('no code is missing above', () => {
		expect(FAILURES.flatMap(({ codes }) => codes).sort()).toEqual(
			KINDS.filter(([, kind]) => kind !== 'unknown')
				.map(([value]) => String(value))
				.sort(),
		);
	});

	test('a code without `success` is a failure as well', () => {
		expect(failed({ code: 1010, msg: 'token invalid' }).kind).toBe('session');
	});

	test('a known code outranks the HTTP status', () => {
		expect(failed({ success: false, code: 1010 }, 401).kind).toBe('session');
		expect(failed({ success: false, code: 1106 }, 500).kind).toBe('data_center');
	});
});

describe('bodies that were seen', () => {
	test.each([
		['error.1004.json', 'signature', 'sign invalid', 'bdb815d97e5d11eea3b2361f03176748'],
		[
			'error.1010-token-invalid.json',
			'session',
			'token invalid',
			'a09b01a3381f11ed81b21613c76f6213',
		],
		['error.1013.json', 'clock', 'request time is invalid', '8e0f9692ef8e11edb63796ce6b547e6f'],
		['error.1106.json', 'data_center', 'permission deny', '61ac731d1b6811efa9c3d2b3dc0ef702'],
		[
			'error.2005001-order-not-found.json',
			'not_found',
			'order not found',
			'61ac731d1b6811efa9c3d2b3dc0ef703',
		],
		[
			'error.2007-cross-region.json',
			'data_center',
			'your ip(x.x.x.x) cross-region access is not allowed',
			'',
		],
		[
			'error.28841004.json',
			'subscription',
			'No permissions. Your quota of Trial Edition is used up.',
			'61ac731d1b6811efa9c3d2b3dc0ef702',
		],
		[
			'error.28841107.json',
			'data_center',
			'No permission. The data center is suspended.Please go to the cloud development platform to enable the data center.',
			'61ac731d1b6811efa9c3d2b3dc0ef701',
		],
	])('%s is %s', (name, kind, text, requestId) => {
		expect(failed(fixture(name))).toMatchObject({
			kind,
			text,
			requestId,
			httpStatus: 200,
			wait: null,
			serverTime: kind === 'clock' ? 1683763106616 : null,
		});
	});

	test('no fixture of a failure is left out', () => {
		const names = readdirSync(join(__dirname, '../../fixtures/tuya'));
		expect(names.filter((name) => name.startsWith('error.'))).toHaveLength(8);
	});

	test('a token answer is no failure, nor is an order', () => {
		expect(callFailure(reply(token), account)).toBeNull();
		expect(callFailure(reply(finished), account)).toBeNull();
	});
});

describe('Tuya’s clock', () => {
	test.each([
		[1683763106616, 1683763106616],
		['1683763106616', 1683763106616],
		[0, null],
		['soon', null],
		[undefined, null],
	])('t %j is %j', (t, serverTime) => {
		expect(code(1013, { t })).toMatchObject({ kind: 'clock', serverTime });
	});

	test('is told for a clock fault alone', () => {
		expect(code(1010).serverTime).toBeNull();
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
		[200, 'answer'],
		[302, 'answer'],
		[401, 'answer'],
		[404, 'answer'],
	])('%i without JSON is %s', (status, kind) => {
		const failure = failed(undefined, status, 1500);
		expect(failure).toMatchObject({ kind, wait: 1500, httpStatus: status, text: '', code: '' });
		if (kind !== 'throttled') {
			expect(failure.message).toMatch(/not one that Tuya sends.*proxy.*login page/);
			expect(failure.description).toMatch(
				new RegExp(`Central Europe.*${status}.*Data Center or Base URL`),
			);
		}
	});

	test.each([[null], ['<html>'], [7], [[]], [{}], [{ message: 'Not Found' }], [{ result: {} }]])(
		'%j is not Tuya’s envelope',
		(body) => {
			expect(failed(body).kind).toBe('answer');
			expect(failed(body, 503).kind).toBe('transient');
			expect(callFailure(reply(body), account)?.kind).toBe('answer');
		},
	);

	test.each([
		[429, 'throttled'],
		[503, 'transient'],
		[404, 'answer'],
		[300, 'answer'],
	])('a success with HTTP %i is none: %s', (status, kind) => {
		expect(failed(finished, status).kind).toBe(kind);
	});

	test('an unknown code with 429 or 5xx may be repeated', () => {
		expect(failed({ success: false, code: 777 }, 429, 2000)).toMatchObject({
			kind: 'throttled',
			code: '777',
			wait: 2000,
		});
		expect(failed({ success: false, code: 777 }, 503).kind).toBe('transient');
	});
});

describe('Tuya’s own words', () => {
	test('of an unknown code are kept and told', () => {
		const failure = code(777, { msg: 'mall  is\nclosed for $& {code}' });
		expect(failure).toMatchObject({ kind: 'unknown', text: 'mall is closed for $& {code}' });
		expect(failure.message).toContain('777');
		expect(failure.description).toContain('mall is closed for $& {code}');
	});

	test('are cut at 300 characters, not within one', () => {
		expect(code(777, { msg: 'x'.repeat(1000) }).text).toHaveLength(300);
		expect(code(777, { msg: `${'x'.repeat(299)}😀` }).text).toBe('x'.repeat(299));
	});

	test.each([[undefined], [null], [{}], [['x']]])('may be missing: %j', (msg) => {
		expect(code(777, { msg })).toMatchObject({ text: '' });
	});

	test('may stand under `message`', () => {
		expect(failed({ success: false, message: 'closed' }).text).toBe('closed');
	});

	test('a refusal without code and words is still one', () => {
		const failure = failed({ success: false });
		expect(failure).toMatchObject({ kind: 'unknown', code: '', text: '' });
		expect(failure.message).toBe('Tuya refused the request with the code (none)');
		expect(failure.description).toMatch(/^Tuya’s own words: \(none\)/);
	});
});

describe('what the user reads', () => {
	const of = (value: number) => {
		const { message, description } = code(value);
		return `${message}. ${description}`;
	};

	test.each([
		[1001, 'Access Secret'],
		[1005, 'Access ID'],
		[1004, 'Access Secret'],
		[1010, 'Access ID'],
		[2001000, 'Mall Code'],
		[2005001, 'Order ID'],
		[2005001, 'Mall Code'],
		[2005001, 'Site Code'],
		[2005001, 'order "SO2110258K167O5C"'],
		[1109, 'Order ID, Mall Code, Site Code and Language'],
		[1105, 'Language'],
		[1108, 'Base URL'],
		[1108, 'Data Center'],
		[1013, 'clock'],
		[1110, 'Concurrency'],
		[1111, 'Max Retries'],
		[28841002, 'expired'],
		[28841004, 'trial quota'],
		[28841101, 'Subscribe'],
		[28841106, 'Subscribe'],
		[28841105, 'authorized'],
	])('%i names %s', (value, field) => {
		expect(of(value)).toContain(field);
	});

	test.each([[2007], [28841107], [1106]])('%i names the data center that was used', (value) => {
		expect(of(value)).toContain('Central Europe');
		expect(of(value)).toContain('Data Center');
		expect(of(value)).toContain('Overview');
		const custom = { ...account, baseUrl: 'https://gateway.example.com/tuya' };
		const failure = callFailure(reply({ success: false, code: value }), custom);
		expect(failure?.message).toContain('https://gateway.example.com/tuya');
	});

	test('a call that is not for an order names none', () => {
		const failure = callFailure(reply({ success: false, code: 2005001 }), account);
		expect(failure?.message).toBe('Tuya found no order in this mall');
	});

	test('causes with different cures have different texts', () => {
		const texts = [1001, 1005, 2007, 28841107, 1106, 28841002, 28841004, 28841101, 28841105];
		expect(new Set(texts.map((value) => code(value).message)).size).toBe(texts.length);
		expect(new Set(texts.map((value) => code(value).description)).size).toBe(texts.length);
	});

	const rows = [...FAILURES, UNKNOWN_CODE, NOT_FROM_TUYA, NOT_AN_ORDER, ANOTHER_ORDER];

	test.each(rows)('no filler and no letters that n8n replaces: $message', (row) => {
		const { message, description } = row;
		expect(`${message} ${description}`).not.toMatch(
			/\b(?:errors?|failed|failure|problems?)\b(?! Codes)/i,
		);
		expect(message).not.toMatch(
			/ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|ERRADDRINUSE|EADDRNOTAVAIL|ECONNABORTED|EHOSTUNREACH|EAI_AGAIN|ENOENT|EISDIR|ENOTDIR|EACCES|EEXIST|EPERM|GETADDRINFO/i,
		);
		expect(message).not.toMatch(/\.$/);
		expect(description).toMatch(/\.$/);
	});

	test.each(KINDS)('%i leaves no placeholder and shows no secret', (value) => {
		const shown = JSON.stringify(code(value));
		expect(shown).not.toMatch(/[^\\]\{\w+\}|undefined|null"/);
		for (const secret of account.secrets) expect(shown).not.toContain(secret);
	});
});

describe('the order in the answer', () => {
	const asked = (result: unknown, more: Partial<OrderQuery> = {}) =>
		orderResponse(reply({ success: true, t: 1, result }), { ...query, ...more }, account);
	const kind = (result: unknown, more: Partial<OrderQuery> = {}) => {
		const outcome = asked(result, more);
		return outcome.ok ? 'ok' : outcome.failure.kind;
	};

	test('is passed on as it is', () => {
		const outcome = orderResponse(reply(finished), query, account);
		expect(outcome).toEqual({ ok: true, value: finished.result });
	});

	test('may be in an array of one', () => {
		expect(asked([finished.result])).toEqual({ ok: true, value: finished.result });
	});

	test.each([
		[{ order_id: 'SO2110258K167O5C' }],
		[{ order_id: 'SO2110258K167O5C', commodity_list: [] }],
		[{ commodity_list: [{}] }],
		[{ order_id: '', commodity_list: [{}] }],
		[{ order_id: null, commodity_list: { commodity: [{}] } }],
	])('%j is one', (result) => {
		expect(asked(result)).toEqual({ ok: true, value: result });
	});

	test('an order number may come as a number', () => {
		expect(kind({ order_id: 12345 }, { orderId: '12345' })).toBe('ok');
	});

	test.each([
		[{ order_id: 'SO2110258K167O5D' }],
		[{ order_id: 'so2110258k167o5c', commodity_list: [{}] }],
		[{ order_id: 7, commodity_list: [{}] }],
		[{ order_id: {}, commodity_list: [{}] }],
	])('%j is another order and never passed on', (result) => {
		const outcome = asked(result);
		expect(outcome).toMatchObject({ ok: false, failure: { kind: 'answer' } });
		expect(outcome).toMatchObject({
			failure: { description: expect.stringContaining('SO2110258K167O5C') as string },
		});
	});

	test.each([
		[undefined],
		[null],
		[false],
		[''],
		[[]],
		[{}],
		[{ order_id: null, commodity_list: null }],
		[{ order_id: '', commodity_list: [] }],
	])('%j is empty: no such order', (result) => {
		expect(kind(result)).toBe('not_found');
	});

	test.each([
		['text'],
		[true],
		[7],
		[[{}, {}]],
		[{ access_token: 'x' }],
		[{ order_status: 'created', commodity_list: [] }],
		[{ commodity_list: 'none' }],
	])('%j is no order', (result) => {
		expect(kind(result)).toBe('answer');
	});
});
