import type { FailureKind } from '../provider';

export interface FailureRow {
	readonly kind: FailureKind;
	readonly message: string;
	readonly description: string;
}

/** Acme's `fault`. */
export const FAILURES: ReadonlyMap<string, FailureRow> = new Map([
	[
		'token',
		{
			kind: 'session',
			message: 'Acme did not accept the token',
			description: 'A new one did not help. Check Acme Key and Acme Secret of the credential.',
		},
	],
	[
		'signature',
		{
			kind: 'credentials',
			message: 'Acme could not verify the request',
			description: 'Check the fields Acme Key and Acme Secret of the credential.',
		},
	],
	[
		'unknown order',
		{
			kind: 'not_found',
			message: 'Acme has no order with this Order ID in this shop',
			description: 'Check the fields Order ID and Shop.',
		},
	],
	[
		'busy',
		{
			kind: 'throttled',
			message: 'Acme limits how many requests it takes',
			description: 'Lower the option Concurrency.',
		},
	],
]);

export const NOT_FROM_ACME: FailureRow = {
	kind: 'answer',
	message: 'The answer is not one that Acme sends',
	description: 'Check the field Base URL of the credential.',
};
