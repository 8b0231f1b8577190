import type { Fault } from '../http/fault';
import type { Failure, FailureKind } from './failure';

interface Row {
	readonly kind: Exclude<FailureKind, 'clock_skew' | 'throttled'>;
	readonly message: (provider: string, host: string) => string;
	readonly description: string;
}

const RETRIED =
	'All retries failed. Run the workflow again later. If this keeps happening, check the network connection of the n8n host, or raise Max Retries in the options.';
const CHECK_ADDRESS =
	'All retries failed. Check the address in the credential (the Base URL or what selects it), and that the n8n host can reach it. If n8n needs a proxy, set HTTPS_PROXY in its environment.';

const row =
	(kind: Row['kind']) =>
	(message: string, description: string): Row => ({
		kind,
		message: (provider, host) =>
			message.replace('{provider}', () => provider).replace('{host}', () => host),
		description,
	});
const transient = row('transient');
const blocked = row('request_blocked');

/** What each fault of a connection means to the user; docs/errors.md is made from it. */
export const TRANSPORT_FAILURES: Readonly<Record<Fault, Row>> = {
	refused: transient('Could not reach {provider}: {host} refused the connection', CHECK_ADDRESS),
	dns: transient('Could not reach {provider}: the host {host} was not found', CHECK_ADDRESS),
	unreachable: transient('Could not reach {provider}: no network route to {host}', CHECK_ADDRESS),
	connect_timeout: transient(
		'Could not reach {provider}: connecting to {host} timed out',
		CHECK_ADDRESS,
	),
	reset: transient('{provider} closed the connection before the response was complete', RETRIED),
	timeout: transient(
		'{provider} did not respond in time',
		`${RETRIED} The option Timeout (Ms) limits how long one attempt may take.`,
	),
	broken: transient('The response from {provider} was corrupted', RETRIED),
	proxy: blocked(
		'The proxy between n8n and {provider} rejected the request',
		'Check HTTPS_PROXY in n8n’s environment: an address that starts with http:// or https://, with user name and password if the proxy needs them. SOCKS is not supported. NO_PROXY lists hosts that need no proxy.',
	),
	certificate: blocked(
		'The n8n host does not trust the certificate of {host}',
		'Check the address in the credential. If your company’s proxy inspects connections, set NODE_EXTRA_CA_CERTS in n8n’s environment to its certificate.',
	),
	certificate_date: blocked(
		'The certificate of {host} is not valid today',
		'Check the clock of the n8n host first: a wrong date makes good certificates look expired. If the clock is right, the certificate has to be renewed by whoever runs that host.',
	),
	too_large: row('invalid_response')(
		'The response from {provider} exceeded 16 MB',
		'No order is that large. Check that the address in the credential is the provider’s own.',
	),
	large_headers: row('invalid_response')(
		'The headers of the response from {provider} exceeded 16 kB',
		'No provider sends that much. Check that the address in the credential is the provider’s own, and no proxy’s page.',
	),
	blocked: blocked(
		'This n8n does not allow requests to {host}',
		'Its protection against requests to internal addresses (N8N_SSRF_PROTECTION_ENABLED) covers this host. Check the address in the credential, or ask your n8n administrator to allow the host.',
	),
	domain: blocked(
		'The credential does not allow requests to {host}',
		'Add this host to Allowed HTTP Request Domains in the credential, or set that field to All.',
	),
	canceled: row('canceled')(
		'The execution was stopped before this order was fetched',
		'Run the workflow again to fetch it.',
	),
	unexpected: row('unknown')(
		'The request to {provider} failed with an unexpected error',
		'The system’s own error is in the details. Please report it to the authors of this node.',
	),
};

/**
 * The failure for a request that got no complete response; the details show the code and message of
 * `cause`.
 */
export function transportFailure(
	fault: Fault,
	provider: string,
	baseUrl = '',
	cause?: unknown,
): Failure {
	const { kind, message, description } = TRANSPORT_FAILURES[fault];
	const host = baseUrl ? new URL(baseUrl).host : provider;
	const own = cause === undefined ? {} : { cause };
	return { kind, message: message(provider, host), description, code: fault, ...own };
}
