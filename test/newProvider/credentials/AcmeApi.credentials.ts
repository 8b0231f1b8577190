import type { Icon, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

import { systemRuntime } from '../http/runtime';
import { credentialMethods, testRules } from '../n8n/credential';
import { credential } from '../providers/acme/credential';
import { CREDENTIAL_TEST_REFUSALS } from '../providers/acme/failures';

export class AcmeApi implements ICredentialType {
	name = 'acmeApi';

	displayName = 'Acme API';

	icon: Icon = {
		light: 'file:../nodes/GetOrder/orders.svg',
		dark: 'file:../nodes/GetOrder/orders.dark.svg',
	};

	documentationUrl =
		'https://github.com/marketplace-orders/n8n-nodes-marketplace-orders#credentials';

	properties: INodeProperties[] = [
		{ displayName: 'Acme Key', name: 'acmeKey', type: 'string', required: true, default: '' },
		{
			displayName: 'Acme Secret',
			name: 'acmeSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: 'https://api.acme.example',
		},
		{
			displayName: 'Session',
			name: 'session',
			type: 'hidden',
			typeOptions: { expirable: true },
			default: '',
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'hidden',
			typeOptions: { password: true },
			default: '',
		},
		{ displayName: 'Expires At', name: 'expiresAt', type: 'hidden', default: 0 },
	];

	readonly preAuthentication: ICredentialType['preAuthentication'];

	readonly authenticate: ICredentialType['authenticate'];

	constructor(runtime = systemRuntime) {
		({ preAuthentication: this.preAuthentication, authenticate: this.authenticate } =
			credentialMethods(credential, runtime));
	}

	test: ICredentialTestRequest = {
		request: { baseURL: '={{$credentials.baseUrl}}', url: '/session', method: 'POST' },
		rules: testRules('Acme', CREDENTIAL_TEST_REFUSALS),
	};
}
