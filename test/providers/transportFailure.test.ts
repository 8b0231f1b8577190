import type { INode } from 'n8n-workflow';

import type { Fault } from '../../http/fault';
import { nodeError } from '../../n8n/errors';
import { callFailure, orderResponse, trackingResponse } from '../../providers/aliexpress/response';
import { account, notices, session } from '../../providers/aliexpress/session';
import { baseUrl, missingField } from '../../providers/baseUrl';
import { checkQuery } from '../../providers/validateQuery';
import type { Failure, Outcome, Reply } from '../../providers/contract';
import { transportFailure } from '../../providers/transportFailure';
import { FAILURES } from '../../providers/tuya/failures';
import { orderResponse as tuyaResponse } from '../../providers/tuya/response';
import { account as tuyaAccount, session as tuyaSession } from '../../providers/tuya/session';
import { ACCOUNT, QUERY } from './aliexpress/support';
import { query as TUYA_QUERY } from './tuya/sample';

const FAULTS: Readonly<Record<Fault, Failure['kind']>> = {
	refused: 'transient',
	reset: 'transient',
	dns: 'transient',
	certificate: 'refused',
	connect_timeout: 'transient',
	timeout: 'transient',
	too_large: 'answer',
	broken: 'transient',
	proxy: 'refused',
	blocked: 'refused',
	canceled: 'canceled',
	network: 'transient',
};
const faults = Object.keys(FAULTS) as Fault[];

describe.each(faults)('the fault %s', (fault) => {
	const failure = transportFailure(fault, 'AliExpress', 'https://gateway.example:8443/path');

	test('is a failure of its kind, with nothing that only a provider could tell', () => {
		expect(failure).toEqual({
			kind: FAULTS[fault],
			message: expect.stringMatching(/\w/),
			description: expect.stringMatching(/\w/),
			code: fault,
			subCode: '',
			text: '',
			requestId: '',
			wait: null,
			serverTime: null,
			httpStatus: null,
		});
	});

	test('names the provider or the host that was asked', () => {
		if (fault === 'canceled') return expect(failure.message).toContain('stopped');
		expect(failure.message).toMatch(/AliExpress|gateway\.example:8443/);
	});
});

test.each(faults)('the fault %s can be told before any address is known', (fault) => {
	expect(transportFailure(fault, 'Tuya').kind).toBe(FAULTS[fault]);
});

test.each([
	['refused', 'HTTPS_PROXY'],
	['dns', 'Base URL'],
	['certificate', 'NODE_EXTRA_CA_CERTS'],
	['proxy', 'http://'],
	['blocked', 'N8N_SSRF_PROTECTION_ENABLED'],
	['timeout', 'Timeout'],
	['reset', 'Max Retries'],
	['too_large', '16 MB'],
] as const)('%s says how to mend it: %s', (fault, words) => {
	expect(transportFailure(fault, 'Tuya', 'https://openapi.tuyaeu.com').description).toContain(
		words,
	);
});

/** Every failure text that the project can show. */
describe('the texts for the user', () => {
	const found = new Map<string, Failure>();
	const add = (outcome: Outcome<unknown> | Failure | null): void => {
		if (outcome === null || ('ok' in outcome && outcome.ok)) return;
		const failure = 'failure' in outcome ? outcome.failure : outcome;
		found.set(`${failure.message} ${failure.description}`, failure);
	};
	const reply = (body: unknown, status = 200): Reply => ({ status, body, retryAfter: null });
	const STATUSES = [200, 204, 302, 400, 401, 403, 404, 407, 408, 429, 500, 502, 503];

	for (const fault of faults) {
		add(transportFailure(fault, 'AliExpress', 'https://api-sg.aliexpress.com'));
		add(transportFailure(fault, 'Tuya'));
	}
	for (const address of ['', 'http://gateway.example', 'https://a:b@gateway.example']) {
		add(baseUrl(address));
	}
	add(missingField('App Key', 'it stands in the console'));
	for (const changes of [
		{ orderId: '' },
		{ orderId: 'a b' },
		{ orderId: 'x'.repeat(200) },
		{ language: 'a b' },
		{ timeZone: 'Mars/Olympus' },
	]) {
		add(checkQuery({ ...QUERY, ...changes }));
		add(checkQuery({ ...TUYA_QUERY, ...changes }, { mallCode: 'Mall Code' }));
	}

	const aliExpressCodes = [
		'ApiCallLimit',
		'AppCallLimit',
		'ServiceUnavailable',
		'InternalError',
		'IllegalAccessToken',
		'IllegalRefreshToken',
		'InvalidCode',
		'IncompleteSignature',
		'InvalidAppkey',
		'IllegalTimestamp',
		'MISSING_PARAMETER',
		...Array.from({ length: 60 }, (_, code) => String(code)),
		'isv.insufficient-permission',
		'isv.invalid-authorization',
		'isv.invalid-parameter',
		'isp.top-remote-service-unavailable',
		'accesscontrol.limited-by-api-access-count',
		'NeverSeenBefore',
		'code with spaces',
	];
	const words = ['', 'access_token', 'refresh_token', 'order_id', 'app_key', 'language'];
	for (const code of aliExpressCodes) {
		for (const msg of words) {
			add(callFailure(reply({ error_response: { code, msg } })));
			add(callFailure(reply({ error_response: { code: '15', sub_code: code, msg } })));
			add(trackingResponse(reply({ code, message: msg }), QUERY, ACCOUNT));
		}
	}
	for (const status of STATUSES) {
		for (const body of [undefined, {}, [], 'page', { x_response: { result: {} } }]) {
			add(orderResponse(reply(body, status), QUERY, ACCOUNT));
			add(trackingResponse(reply(body, status), QUERY, ACCOUNT));
			add(session.update(reply(body, status), {}, 0));
		}
	}
	const keys = { baseUrl: 'https://api-sg.aliexpress.com', appKey: '1', appSecret: 'secret' };
	for (const credential of [{}, { baseUrl: keys.baseUrl }, { ...keys, appSecret: '' }]) {
		add(account(credential));
	}
	add(session.request(keys, { now: 0, nonce: '' }));
	add(session.request({ ...keys, accessToken: 'token' }, { now: 0, nonce: '' }));

	const tuyaKeys = { dataCenter: 'euCentral', accessId: 'id', accessSecret: 'secret' };
	const read = tuyaAccount(tuyaKeys);
	if (!read.ok) throw new Error('The credential was not read.');
	const tuya = (body: unknown, status = 200) =>
		add(tuyaResponse(reply(body, status), TUYA_QUERY, read.value));
	for (const code of [...FAILURES.flatMap(({ codes }) => codes), '99999999', '']) {
		for (const status of STATUSES) tuya({ success: false, code, msg: 'no' }, status);
	}
	for (const status of STATUSES) {
		for (const body of [undefined, {}, 'page', { success: true }, { success: true, result: {} }]) {
			tuya(body, status);
			add(tuyaSession.update(reply(body, status), tuyaKeys, 0));
		}
	}
	tuya({ success: true, result: { order_id: 'another' } });
	tuya({ success: true, result: { surprise: 1 } });
	for (const credential of [
		{},
		{ dataCenter: 'in' },
		{ dataCenter: 'in', accessId: 'id' },
		{ dataCenter: 'custom', baseUrl: 'http://gateway.example' },
	]) {
		add(tuyaAccount(credential));
	}

	const failures = [...found.values()];
	const REPLACED_BY_N8N =
		/ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|ERRADDRINUSE|EADDRNOTAVAIL|ECONNABORTED|EHOSTUNREACH|EAI_AGAIN|ENOENT|EISDIR|ENOTDIR|EACCES|EEXIST|EPERM|GETADDRINFO/i;
	const FILLER = /\b(?:errors?|failed|fails?|failures?|problems?)\b/i;
	const NOT_FILLED_IN = /undefined|null|NaN|\[object|\{\w*\}|\$\{/;

	test('are as many as the tables have rows, and more', () => {
		const kinds = new Set(failures.map(({ kind }) => kind));
		expect(kinds.size).toBe(17);
		expect(failures.length).toBeGreaterThan(FAILURES.length + faults.length + 15);
	});

	test.each(failures.map((failure) => [failure.message, failure] as const))(
		'%s',
		(_message, { kind, message, description }) => {
			expect(message).toMatch(/^["“\w].*[^.\s]$/s);
			expect(description).toMatch(/^["“\w].*[.)]$/s);
			for (const text of [message, description]) {
				expect(text).not.toMatch(REPLACED_BY_N8N);
				expect(text.replace('Global Error Codes', '')).not.toMatch(FILLER);
				expect(text).not.toMatch(NOT_FILLED_IN);
			}
			expect(kind).not.toBe('');
		},
	);

	test('come through n8n’s own error as they are', () => {
		const node = { id: '1', name: 'Get Order', type: 'x', typeVersion: 1 } as INode;
		const changed = failures.filter((failure) => {
			const shown = nodeError(node, failure, 0);
			return shown.message !== failure.message || shown.description !== failure.description;
		});
		expect(changed).toEqual([]);
	});

	test('of a reminder speak as the others do', () => {
		const [unused = '', reminder = ''] = notices({ refreshExpiresAt: 3 * 86_400_000 }, 1, true);
		expect(unused).toContain('Authorization Code');
		expect(reminder).toContain('in 3 days');
		for (const sentence of [unused, reminder]) {
			expect(sentence).not.toMatch(REPLACED_BY_N8N);
			expect(sentence).not.toMatch(FILLER);
		}
	});
});
