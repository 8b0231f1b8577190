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

test.each(faults)(
	'the fault %s is a failure of its kind, with the host that was asked',
	(fault) => {
		const failure = transportFailure(fault, 'AliExpress', 'https://gateway.example:8443/path');
		const words = fault === 'canceled' ? /stopped/ : /AliExpress|gateway\.example:8443/;
		expect(failure).toStrictEqual({
			kind: KINDS[fault],
			message: expect.stringMatching(words),
			description: expect.stringMatching(/\w/),
			code: fault,
		});
		const unasked = transportFailure(fault, 'Tuya');
		expect(unasked.kind).toBe(KINDS[fault]);
		expect(unasked.message).not.toMatch(/undefined|\bto Tuya: Tuya\b/);
	},
);

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
	const { description } = transportFailure(fault, 'Tuya', 'https://openapi.tuyaeu.com');
	expect(description).toContain(words);
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
