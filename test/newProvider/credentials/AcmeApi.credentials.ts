import type { Icon, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

import { systemRuntime } from '../http/runtime';
import { USER_AGENT } from '../http/userAgent';
import { SESSION_FIELDS, SessionCredential, testRules } from '../n8n/credential';
import { credential } from '../providers/acme/credential';
import { CREDENTIAL_TEST_REFUSALS } from '../providers/acme/failures';

export class AcmeApi extends SessionCredential implements ICredentialType {
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
		...SESSION_FIELDS,
	];

	constructor(runtime = systemRuntime) {
		super(credential, runtime);
	}

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{$credentials.baseUrl}}',
			url: '/session',
			method: 'POST',
			headers: { 'user-agent': USER_AGENT },
		},
		rules: testRules('Base URL', CREDENTIAL_TEST_REFUSALS),
	};
}
