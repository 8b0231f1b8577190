import type { Fault } from '../http/fault';
import type { Failure, FailureKind } from './failure';

interface Row {
	readonly kind: Extract<
		FailureKind,
		'transient' | 'invalid_response' | 'request_blocked' | 'canceled' | 'unknown'
	>;
	readonly message: (provider: string, host: string) => string;
	readonly hint: string;
}

const RETRIED =
	'All retries failed. Run the workflow again later. If this keeps happening, check the network connection of the n8n host, or raise Max Retries in the options.';
const CHECK_ADDRESS =
	'All retries failed. Check the address in the credential (the Base URL or what selects it), and that the n8n host can reach it. A proxy is set with HTTPS_PROXY in n8n’s environment.';

/** What each fault of a connection means to the user; docs/errors.md is made from it. */
export const TRANSPORT_FAILURES: Readonly<Record<Fault, Row>> = {
	refused: {
		kind: 'transient',
		message: (provider, host) => `Could not reach ${provider}: ${host} refused the connection`,
		hint: CHECK_ADDRESS,
	},
	dns: {
		kind: 'transient',
		message: (provider, host) => `Could not reach ${provider}: the host ${host} was not found`,
		hint: CHECK_ADDRESS,
	},
	unreachable: {
		kind: 'transient',
		message: (provider, host) => `Could not reach ${provider}: no network route to ${host}`,
		hint: CHECK_ADDRESS,
	},
	connect_timeout: {
		kind: 'transient',
		message: (provider, host) => `Could not reach ${provider}: connecting to ${host} timed out`,
		hint: CHECK_ADDRESS,
	},
	reset: {
		kind: 'transient',
		message: (provider) => `${provider} closed the connection before the response was complete`,
		hint: RETRIED,
	},
	timeout: {
		kind: 'transient',
		message: (provider) => `${provider} did not respond in time`,
		hint: `${RETRIED} The option Timeout (Ms) limits how long one attempt may take.`,
	},
	broken: {
		kind: 'transient',
		message: (provider) => `The response from ${provider} was corrupted`,
		hint: RETRIED,
	},
	proxy: {
		kind: 'request_blocked',
		message: (provider) => `The proxy between n8n and ${provider} rejected the request`,
		hint: 'Check HTTPS_PROXY in n8n’s environment: an address that starts with http:// or https://, with user name and password if the proxy needs them. SOCKS is not supported. NO_PROXY lists hosts that need no proxy.',
	},
	certificate: {
		kind: 'request_blocked',
		message: (_provider, host) => `The n8n host does not trust the certificate of ${host}`,
		hint: 'Check the address in the credential. If your company’s proxy inspects connections, set NODE_EXTRA_CA_CERTS in n8n’s environment to its certificate.',
	},
	certificate_date: {
		kind: 'request_blocked',
		message: (_provider, host) => `The certificate of ${host} is not valid today`,
		hint: 'Check the clock of the n8n host first: a wrong date makes good certificates look expired. If the clock is right, the certificate has to be renewed by whoever runs that host.',
	},
	too_large: {
		kind: 'invalid_response',
		message: (provider) => `The response from ${provider} exceeded 16 MB`,
		hint: 'No order is that large. Check that the address in the credential is the provider’s own.',
	},
	blocked: {
		kind: 'request_blocked',
		message: (_provider, host) => `This n8n does not allow requests to ${host}`,
		hint: 'Its protection against requests to internal addresses (N8N_SSRF_PROTECTION_ENABLED) covers this host. Check the address in the credential, or ask your n8n administrator to allow the host.',
	},
	domain: {
		kind: 'request_blocked',
		message: (_provider, host) => `The credential does not allow requests to ${host}`,
		hint: 'Add this host to Allowed HTTP Request Domains in the credential, or set that field to All.',
	},
	canceled: {
		kind: 'canceled',
		message: () => 'The execution was stopped before this order was fetched',
		hint: 'Run the workflow again to fetch it.',
	},
	unexpected: {
		kind: 'unknown',
		message: (provider) => `The request to ${provider} failed with an unexpected error`,
		hint: 'The system’s own error is in the details. Please report it to the authors of this node.',
	},
};

/**
 * The failure for a request that got no complete response.
 *
 * @param cause the exception behind it, whose code and message the details show
 */
export function transportFailure(
	fault: Fault,
	provider: string,
	baseUrl = '',
	cause?: unknown,
): Failure {
	const { kind, message, hint } = TRANSPORT_FAILURES[fault];
	const host = baseUrl ? new URL(baseUrl).host : provider;
	return {
		kind,
		message: message(provider, host),
		hint,
		code: fault,
		...(cause === undefined ? {} : { cause }),
	};
}
