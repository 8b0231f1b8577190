import type { INodeCredentialDescription } from 'n8n-workflow';

import type { Provider } from '../../providers/contract';

/** One for each provider, shown for it and for `choices`, more values of Provider. */
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
