import type { Icon, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

import { systemRuntime } from '../http/runtime';
import { USER_AGENT } from '../http/userAgent';
import { SESSION_FIELDS, SessionCredential, testRules } from '../n8n/credential';
import { credential } from '../providers/tuya/credential';
import { DATA_CENTERS } from '../providers/tuya/dataCenters';
import { CREDENTIAL_TEST_REFUSALS } from '../providers/tuya/failures';

const addresses = JSON.stringify(
	Object.fromEntries(DATA_CENTERS.map(({ value, url }) => [value, url])),
);

export class TuyaApi extends SessionCredential implements ICredentialType {
	name = 'tuyaApi';

	displayName = 'Tuya API';

	icon: Icon = { light: 'file:tuya.svg', dark: 'file:tuya.dark.svg' };

	documentationUrl =
		'https://github.com/marketplace-orders/n8n-nodes-marketplace-orders#tuya-credential';

	properties: INodeProperties[] = [
		{
			displayName: 'Access ID',
			name: 'accessId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 1KAD46OrT9HafiKdsXeg',
			description:
				'Access ID/Client ID of your cloud project: Tuya Developer Platform, Cloud > Project Management > Overview',
		},
		{
			displayName: 'Access Secret',
			name: 'accessSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'Access Secret/Client Secret of the same project, next to the Access ID',
		},
		{
			displayName: 'Data Center',
			name: 'dataCenter',
			type: 'options',
			default: 'euCentral',
			options: [
				...DATA_CENTERS.map(({ name, value }) => ({ name, value })),
				{ name: 'Custom', value: 'custom' },
			],
			description: 'The data center of your cloud project, as the project’s Overview shows it',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://openapi.tuyaeu.com',
			displayOptions: { show: { dataCenter: ['custom'] } },
			description: 'Address of the API in a private cloud, or of a test gateway',
		},
		...SESSION_FIELDS,
	];

	constructor(runtime = systemRuntime) {
		super(credential, runtime);
	}

	/** Fetches a token, which needs the right Access ID, Access Secret and data center. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{(${addresses})[$credentials.dataCenter] || $credentials.baseUrl.trim().replace(/(\\/v1\\.0(\\/token)?)?\\/*$/, "")}}`,
			url: '/v1.0/token',
			method: 'GET',
			headers: { 'user-agent': USER_AGENT },
			qs: { grant_type: '1' },
		},
		rules: testRules('Data Center or Base URL', CREDENTIAL_TEST_REFUSALS),
	};
}
