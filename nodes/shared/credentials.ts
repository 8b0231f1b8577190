import type { INodeCredentialDescription } from 'n8n-workflow';

import type { Provider } from '../../providers/contract';

/**
 * The credentials of a node, one for each provider.
 *
 * @param choices more values of Provider that show each of them
 */
export const credentialsOf = (
	providers: readonly Provider[],
	required: boolean,
	choices: readonly string[] = [],
): INodeCredentialDescription[] =>
	providers.map(({ name, credentialType }) => ({
		name: credentialType,
		required,
		// With the slash n8n's editor shows Provider; it hides a parameter that credentials name without.
		displayOptions: { show: { '/provider': [name, ...choices] } },
	}));
