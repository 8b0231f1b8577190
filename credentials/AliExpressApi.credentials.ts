import type { Icon, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

import { systemRuntime } from '../http/runtime';
import { USER_AGENT } from '../http/userAgent';
import { SESSION_FIELDS, SessionCredential, testRules } from '../n8n/credential';
import { credential } from '../providers/aliexpress/credential';
import { CREDENTIAL_TEST_REFUSALS } from '../providers/aliexpress/failures';

export class AliExpressApi extends SessionCredential implements ICredentialType {
	name = 'aliExpressApi';

	displayName = 'AliExpress API';

	icon: Icon = { light: 'file:aliExpress.svg', dark: 'file:aliExpress.dark.svg' };

	documentationUrl =
		'https://github.com/marketplace-orders/n8n-nodes-marketplace-orders#aliexpress-credential';

	properties: INodeProperties[] = [
		{
			displayName:
				'To authorize, in this order:<ul><li>Enter the App Key and App Secret of your app, and save. The test fails at this first save, since there is no code yet.</li><li><a href="https://github.com/marketplace-orders/n8n-nodes-marketplace-orders/blob/main/docs/credentials.md#your-own-callback-url" target="_blank">Open the authorization page</a>, and sign in with the account that places the orders.</li><li>Copy the code you get into Authorization Code within 3 minutes.</li><li>Save.</li></ul>The <a href="https://github.com/marketplace-orders/n8n-nodes-marketplace-orders#aliexpress-credential" target="_blank">documentation</a> has a workflow that opens the authorization page and shows you the code.',
			name: 'notice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'App Key',
			name: 'appKey',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 512345',
			description:
				'App Key of your app in the AliExpress Open Platform console, under App Management',
		},
		{
			displayName: 'App Secret',
			name: 'appSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'App Secret of the same app, next to its App Key',
		},
		{
			displayName: 'Authorization Code',
			name: 'authorizationCode',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'The code you get after authorizing the app, or the whole address that contains it. It works once, within 3 minutes. Saving exchanges it for tokens, and you can close this window.',
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Leave empty if you have an Authorization Code. Enter a token only if you already have one.',
		},
		{
			displayName: 'Refresh Token',
			name: 'refreshToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Leave empty if you have an Authorization Code. Renews the Access Token.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: 'https://api-sg.aliexpress.com',
			description: 'Address of the gateway. Change it only for a test gateway.',
		},
		...SESSION_FIELDS,
	];

	constructor(runtime = systemRuntime) {
		super(credential, runtime);
	}

	/** Asks for an order that does not exist: any response but a refusal of the credential passes. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{$credentials.baseUrl.trim().replace(/\\/(sync|rest)?\\/*$/, "")}}',
			url: '/sync',
			method: 'GET',
			headers: { 'user-agent': USER_AGENT },
			qs: { method: 'aliexpress.trade.ds.order.get', single_order_query: '{"order_id":"1"}' },
		},
		rules: testRules('Base URL', CREDENTIAL_TEST_REFUSALS),
	};
}
