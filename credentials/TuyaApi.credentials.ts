import type {
	Icon,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { authenticate, preAuthentication } from '../n8n/authenticate';
import { credential } from '../providers/tuya/credential';
import { DATA_CENTERS } from '../providers/tuya/dataCenters';

const addresses = JSON.stringify(
	Object.fromEntries(DATA_CENTERS.map(({ value, url }) => [value, url])),
);

export class TuyaApi implements ICredentialType {
	name = 'tuyaApi';

	displayName = 'Tuya API';

	icon: Icon = {
		light: 'file:../nodes/GetOrder/orders.svg',
		dark: 'file:../nodes/GetOrder/orders.dark.svg',
	};

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
			description: 'Access Secret/Client Secret of the same project, beside the Access ID',
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
			description: 'Address of the API in a private cloud or of a test gateway',
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

	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		return await preAuthentication(credential, this.helpers, credentials);
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return authenticate(credential, credentials, requestOptions);
	}

	/** A token is fetched; refusals of Access ID, Access Secret and data center show in it. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{(${addresses})[$credentials.dataCenter] || $credentials.baseUrl}}`,
			url: '/v1.0/token',
			method: 'GET',
			qs: { grant_type: '1' },
		},
		rules: [
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'success',
					// n8n's type knows text and numbers, its comparison any value.
					value: false as unknown as string,
					message:
						'Tuya does not accept the credential. Check Access ID, Access Secret and Data Center: all three have to belong to the same cloud project.',
				},
			},
		],
	};
}
