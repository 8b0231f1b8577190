import type { Fault } from '../http/fault';
import { failure } from './failure';
import type { Failure, FailureKind } from './contract';

interface Text {
	readonly kind: FailureKind;
	readonly message: (provider: string, host: string) => string;
	readonly description: string;
}

const CHECK_ADDRESS =
	'Check the address in the credential (Base URL, or Data Center for Tuya) and that this machine may reach it; a proxy is set with HTTPS_PROXY in n8n’s environment.';
const AGAIN =
	'It was repeated as often as Max Retries allows. Run again later; if it stays so, check the connection of the machine that n8n runs on, or raise Max Retries in the options.';

/** What each fault of the way means to the user. */
const TEXTS: Readonly<Record<Fault, Text>> = {
	refused: {
		kind: 'transient',
		message: (provider, host) => `${provider} could not be reached: ${host} refused the connection`,
		description: CHECK_ADDRESS,
	},
	dns: {
		kind: 'transient',
		message: (provider, host) => `${provider} could not be reached: the host ${host} was not found`,
		description: CHECK_ADDRESS,
	},
	connect_timeout: {
		kind: 'transient',
		message: (provider, host) =>
			`${provider} could not be reached: ${host} did not take the connection in time`,
		description: CHECK_ADDRESS,
	},
	reset: {
		kind: 'transient',
		message: (provider) => `${provider} closed the connection before the answer was complete`,
		description: AGAIN,
	},
	timeout: {
		kind: 'transient',
		message: (provider) => `${provider} did not answer in time`,
		description: `${AGAIN} The option Timeout sets how long one attempt may take.`,
	},
	broken: {
		kind: 'transient',
		message: (provider) => `The answer of ${provider} arrived damaged`,
		description: AGAIN,
	},
	network: {
		kind: 'transient',
		message: (provider) => `The connection to ${provider} broke off`,
		description: AGAIN,
	},
	proxy: {
		kind: 'refused',
		message: (provider) => `The proxy between n8n and ${provider} did not let the request through`,
		description:
			'Check HTTPS_PROXY in n8n’s environment: an address that starts with http:// or https://, with user name and password if the proxy wants them. NO_PROXY names hosts that need no proxy.',
	},
	certificate: {
		kind: 'refused',
		message: (_provider, host) => `The certificate of ${host} is not trusted by this machine`,
		description:
			'Check the Base URL of the credential. If a proxy of your company inspects connections, set NODE_EXTRA_CA_CERTS in n8n’s environment to its certificate.',
	},
	too_large: {
		kind: 'answer',
		message: (provider) => `The answer of ${provider} is larger than any order`,
		description:
			'It was cut off at 16 MB. Check that the address in the credential is the provider’s own (Base URL, or Data Center for Tuya).',
	},
	blocked: {
		kind: 'refused',
		message: (_provider, host) => `This n8n does not allow requests to ${host}`,
		description:
			'Its protection against requests to internal addresses (N8N_SSRF_PROTECTION_ENABLED) covers this host. Check the Base URL of the credential, or ask the administrator to allow the host.',
	},
	canceled: {
		kind: 'canceled',
		message: () => 'The execution was stopped before this order arrived',
		description: 'Run the workflow again to get it.',
	},
};

/** The failure for a request that got no whole answer. */
export function transportFailure(fault: Fault, provider: string, baseUrl = ''): Failure {
	const { kind, message, description } = TEXTS[fault];
	const host = baseUrl ? new URL(baseUrl).host : provider;
	return failure(kind, message(provider, host), description, { code: fault });
}
