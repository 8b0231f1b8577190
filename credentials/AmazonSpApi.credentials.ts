import type { Icon, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

import { systemRuntime } from '../http/runtime';
import { SESSION_FIELDS, SessionCredential, testRules } from '../n8n/credential';
import { credential } from '../providers/amazon/credential';
import { CREDENTIAL_TEST_STATUSES } from '../providers/amazon/failures';
import { REGIONS, TOKEN_URL } from '../providers/amazon/regions';

const addresses = JSON.stringify(Object.fromEntries(REGIONS.map(({ value, url }) => [value, url])));

const TEXT = { type: 'string', required: true, default: '' } as const;
const CUSTOM = { ...TEXT, displayOptions: { show: { region: ['custom'] } } };

export class AmazonSpApi extends SessionCredential implements ICredentialType {
	name = 'amazonSpApi';

	displayName = 'Amazon SP-API';

	icon: Icon = { light: 'file:amazonSpApi.svg', dark: 'file:amazonSpApi.dark.svg' };

	documentationUrl =
		'https://github.com/marketplace-orders/n8n-nodes-marketplace-orders#amazon-credential';

	properties: INodeProperties[] = [
		{
			displayName:
				'You need a professional selling plan. Signed in as the account’s primary user:<ul><li>Open Seller Central > Apps and Services > Develop Apps.</li><li>Fill in the developer profile as a private developer, with the role Inventory and Order Tracking.</li><li>Add a new app client: Sellers, with the same role. It can stay a draft.</li><li>Copy Client ID and Client Secret from LWA credentials > View.</li><li>Choose Authorize at the arrow next to Edit App, then Authorize App, and copy the Refresh Token, which is shown once.</li></ul>The Client Secret ends after 180 days: rotate it in time, and enter the new one here. The <a href="https://github.com/marketplace-orders/n8n-nodes-marketplace-orders/blob/main/docs/credentials.md#amazon" target="_blank">documentation</a> has the details.',
			name: 'notice',
			type: 'notice',
			default: '',
		},
		{
			...TEXT,
			displayName: 'Client ID',
			name: 'clientId',
			placeholder: 'e.g. amzn1.application-oa2-client.0a1b2c3d',
			description: 'Client ID of your app: Develop Apps > LWA credentials > View',
		},
		{
			...TEXT,
			typeOptions: { password: true },
			displayName: 'Client Secret',
			name: 'clientSecret',
			description: 'Client Secret of the same app, next to the Client ID. It ends after 180 days.',
		},
		{
			...TEXT,
			typeOptions: { password: true },
			displayName: 'Refresh Token',
			name: 'refreshToken',
			description: 'What Authorize App shows, e.g. Atzr|…. A role added later needs a new one.',
		},
		{
			displayName: 'Region',
			name: 'region',
			type: 'options',
			default: 'na',
			options: [
				...REGIONS.map(({ name, value }) => ({ name, value })),
				{ name: 'Custom', value: 'custom' },
			],
			description: 'The region of the account that was authorized. Use one credential per region.',
		},
		{
			...CUSTOM,
			displayName: 'Base URL',
			name: 'baseUrl',
			placeholder: 'e.g. https://sellingpartnerapi-na.amazon.com',
			description: 'Address of the API at a test gateway',
		},
		{
			...CUSTOM,
			displayName: 'Token URL',
			name: 'tokenUrl',
			default: TOKEN_URL,
			description: 'Where access tokens are renewed. Change it only for a test gateway.',
		},
		...SESSION_FIELDS,
	];

	constructor(runtime = systemRuntime) {
		super(credential, runtime);
	}

	/** Asks for one order that has just changed: proves token, region and the role that reading needs. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{(${addresses})[$credentials.region] || $credentials.baseUrl.trim().replace(/\\/*$/, "")}}`,
			url: '/orders/2026-01-01/orders',
			method: 'GET',
			qs: {
				lastUpdatedAfter: '={{new Date(Date.now() - 300000).toISOString()}}',
				maxResultsPerPage: '1',
			},
		},
		rules: testRules('Region or Base URL', [], CREDENTIAL_TEST_STATUSES),
	};
}
