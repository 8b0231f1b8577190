import type { INodeCredentialDescription } from 'n8n-workflow';

import type { Provider } from '../../providers/contract';

/** One credential for each provider, shown if Provider is that provider or one of `choices`. */
export const credentialsOf = (
	providers: readonly Provider[],
	required: boolean,
	choices: readonly string[] = [],
): INodeCredentialDescription[] =>
	providers.map(({ name, credentialType }) => ({
		name: credentialType,
		required,
		// The slash matters: n8n's editor hides a parameter that a credential refers to without it.
		displayOptions: { show: { '/provider': [name, ...choices] } },
	}));
