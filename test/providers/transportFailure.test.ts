import type { Fault } from '../../http/fault';
import type { Failure } from '../../providers/failure';
import { TRANSPORT_FAILURES, transportFailure } from '../../providers/transportFailure';

const KINDS: Readonly<Record<Fault, Failure['kind']>> = {
	refused: 'transient',
	reset: 'transient',
	dns: 'transient',
	unreachable: 'transient',
	connect_timeout: 'transient',
	timeout: 'transient',
	broken: 'transient',
	certificate: 'request_blocked',
	certificate_date: 'request_blocked',
	proxy: 'request_blocked',
	blocked: 'request_blocked',
	domain: 'request_blocked',
	too_large: 'invalid_response',
	large_headers: 'invalid_response',
	canceled: 'canceled',
	unexpected: 'unknown',
};

test('every fault has a row', () => {
	expect(Object.keys(TRANSPORT_FAILURES).sort()).toEqual(Object.keys(KINDS).sort());
});

test.each(Object.entries(KINDS))(
	'the fault %s is %s, with the host that was asked',
	(name, kind) => {
		const fault = name as Fault;
		const words = fault === 'canceled' ? /stopped/ : /AliExpress|gateway\.example:8443/;
		expect(transportFailure(fault, 'AliExpress', 'https://gateway.example:8443/x')).toStrictEqual({
			kind,
			message: expect.stringMatching(words),
			description: expect.any(String),
			code: fault,
		});
		expect(transportFailure(fault, 'Tuya').message).not.toMatch(/undefined|\bto Tuya: Tuya\b/);
	},
);

test.each([
	['an exception', Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })],
	['words', 'The hostname is restricted'],
])('%s behind a fault goes along as the cause', (_name, cause) => {
	expect(transportFailure('refused', 'Tuya', '', cause).cause).toBe(cause);
	expect(transportFailure('refused', 'Tuya')).not.toHaveProperty('cause');
});
