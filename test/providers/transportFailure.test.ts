import type { Fault } from '../../http/fault';
import type { Failure } from '../../providers/failure';
import { TRANSPORT_FAILURES, transportFailure } from '../../providers/transportFailure';

/** The kind of each fault, and the words that say how to fix it. */
const FAULTS: Readonly<Record<Fault, readonly [Failure['kind'], RegExp]>> = {
	refused: ['transient', /(?=.*HTTPS_PROXY)(?=.*address in the credential)/s],
	reset: ['transient', /Max Retries/],
	dns: ['transient', /address in the credential/],
	unreachable: ['transient', /n8n host can reach it/],
	certificate: ['request_blocked', /NODE_EXTRA_CA_CERTS/],
	certificate_date: ['request_blocked', /clock of the n8n host/],
	connect_timeout: ['transient', /HTTPS_PROXY/],
	timeout: ['transient', /Timeout \(Ms\)/],
	too_large: ['invalid_response', /\w/],
	large_headers: ['invalid_response', /\w/],
	broken: ['transient', /Max Retries/],
	proxy: ['request_blocked', /http:\/\//],
	blocked: ['request_blocked', /N8N_SSRF_PROTECTION_ENABLED/],
	domain: ['request_blocked', /Allowed HTTP Request Domains/],
	canceled: ['canceled', /\w/],
	unexpected: ['unknown', /in the details/],
};

test('every fault has a row', () => {
	expect(Object.keys(TRANSPORT_FAILURES).sort()).toEqual(Object.keys(FAULTS).sort());
});

test.each(Object.entries(FAULTS))(
	'the fault %s is %s, with the host that was asked',
	(name, row) => {
		const fault = name as Fault;
		const [kind, fix] = row;
		const words = fault === 'canceled' ? /stopped/ : /AliExpress|gateway\.example:8443/;
		expect(transportFailure(fault, 'AliExpress', 'https://gateway.example:8443/x')).toStrictEqual({
			kind,
			message: expect.stringMatching(words),
			description: expect.stringMatching(fix),
			code: fault,
		});
		const unasked = transportFailure(fault, 'Tuya');
		expect(unasked.kind).toBe(kind);
		expect(unasked.message).not.toMatch(/undefined|\bto Tuya: Tuya\b/);
	},
);

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
