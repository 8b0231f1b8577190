import type { Fault } from '../../http/fault';
import type { Failure } from '../../providers/failure';
import { TRANSPORT_FAILURES, transportFailure } from '../../providers/transportFailure';

const KINDS: Readonly<Record<Fault, Failure['kind']>> = {
	refused: 'transient',
	reset: 'transient',
	dns: 'transient',
	unreachable: 'transient',
	certificate: 'request_blocked',
	certificate_date: 'request_blocked',
	connect_timeout: 'transient',
	timeout: 'transient',
	too_large: 'invalid_response',
	large_headers: 'invalid_response',
	broken: 'transient',
	proxy: 'request_blocked',
	blocked: 'request_blocked',
	domain: 'request_blocked',
	canceled: 'canceled',
	unexpected: 'unknown',
};
const faults = Object.keys(KINDS) as Fault[];

test('every fault has a row', () => {
	expect(Object.keys(TRANSPORT_FAILURES).sort()).toEqual([...faults].sort());
});

describe.each(faults)('the fault %s', (fault) => {
	const failure = transportFailure(fault, 'AliExpress', 'https://gateway.example:8443/path');

	test('is a failure of its kind, with nothing that only a provider could say', () => {
		expect(failure).toStrictEqual({
			kind: KINDS[fault],
			message: expect.stringMatching(/\w/),
			description: expect.stringMatching(/\w/),
			code: fault,
		});
	});

	test('names the provider or the host that was asked', () => {
		if (fault === 'canceled') return expect(failure.message).toContain('stopped');
		expect(failure.message).toMatch(/AliExpress|gateway\.example:8443/);
	});
});

test.each(faults)('the fault %s can be reported before any address is known', (fault) => {
	const failure = transportFailure(fault, 'Tuya');
	expect(failure.kind).toBe(KINDS[fault]);
	expect(failure.message).not.toMatch(/undefined|\bto Tuya: Tuya\b/);
});

test.each([
	['refused', 'HTTPS_PROXY'],
	['refused', 'address in the credential'],
	['dns', 'address in the credential'],
	['unreachable', 'n8n host can reach it'],
	['connect_timeout', 'HTTPS_PROXY'],
	['certificate', 'NODE_EXTRA_CA_CERTS'],
	['certificate_date', 'clock of the n8n host'],
	['proxy', 'http://'],
	['blocked', 'N8N_SSRF_PROTECTION_ENABLED'],
	['domain', 'Allowed HTTP Request Domains'],
	['timeout', 'Timeout (Ms)'],
	['reset', 'Max Retries'],
	['broken', 'Max Retries'],
	['unexpected', 'in the details'],
] as const)('the description for %s says how to fix it: %s', (fault, words) => {
	expect(transportFailure(fault, 'Tuya', 'https://openapi.tuyaeu.com').description).toContain(
		words,
	);
});

test('the size that a response may have is in the message', () => {
	expect(transportFailure('too_large', 'Tuya').message).toContain('16 MB');
});

test.each([
	['an exception', Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })],
	['words', 'The hostname is restricted'],
])('%s behind a fault goes along as the cause', (_name, cause) => {
	expect(transportFailure('refused', 'Tuya', '', cause).cause).toBe(cause);
	expect(transportFailure('refused', 'Tuya')).not.toHaveProperty('cause');
});
