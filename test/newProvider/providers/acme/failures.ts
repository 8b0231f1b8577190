import type { CredentialTestRefusal } from '../contract';
import type { FailureRow } from '../failureTable';

/** What a failure's texts are made of. */
export interface Facts {
	readonly orderId: string;
}

export const SAMPLE_FACTS: Facts = { orderId: 'A-1' };

const CHECK_KEYS = 'Check the fields Acme Key and Acme Secret of the credential.';

/** Acme's `fault`. */
export const FAILURES: ReadonlyArray<FailureRow<Facts>> = [
	{
		codes: ['token'],
		kind: 'session_expired',
		message: () => 'Acme did not accept the token',
		description: () => `A new one did not help. ${CHECK_KEYS}`,
	},
	{
		codes: ['signature'],
		kind: 'invalid_credentials',
		message: () => 'Acme could not verify the request',
		description: () => CHECK_KEYS,
	},
	{
		codes: ['unknown order'],
		kind: 'not_found',
		message: ({ orderId }) => `Acme has no order ${orderId} in this shop`,
		description: () => 'Check the fields Order ID and Shop.',
	},
	{
		codes: ['busy'],
		kind: 'throttled',
		message: () => 'Acme rate limit reached',
		description: () => 'All retries failed. Lower the option Concurrency.',
	},
];

export const CREDENTIAL_TEST_REFUSALS: readonly CredentialTestRefusal[] = [
	{ key: 'fault', value: 'signature', message: `Acme could not verify the request. ${CHECK_KEYS}` },
];
