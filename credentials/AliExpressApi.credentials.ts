import type {
	Icon,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { credential } from '../providers/aliexpress/credential';
import { authenticate, preAuthentication } from '../n8n/authenticate';

const rule = (key: string, value: string, message: string) =>
	({ type: 'responseSuccessBody', properties: { key, value, message } }) as const;

/** Hosts that are not the gateway know no such path. */
const strange = (value: number) =>
	({
		type: 'responseCode',
		properties: {
			value,
			message: `The Base URL answered HTTP ${value}, which AliExpress never does. Check the field Base URL.`,
		},
	}) as const;

/** Refusals stand under `error_response` or at the top level. */
const refusal = (code: string, message: string) => [
	rule('error_response.code', code, message),
	rule('code', code, message),
];

export class AliExpressApi implements ICredentialType {
	name = 'aliExpressApi';

	displayName = 'AliExpress API';

	icon: Icon = {
		light: 'file:../nodes/GetOrder/orders.svg',
		dark: 'file:../nodes/GetOrder/orders.dark.svg',
	};

	documentationUrl =
		'https://github.com/marketplace-orders/n8n-nodes-marketplace-orders#aliexpress-credential';

	properties: INodeProperties[] = [
		{
			displayName: 'App Key',
			name: 'appKey',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 512345',
			description:
				'AppKey of your app in the AliExpress Open Platform console, under App Management',
		},
		{
			displayName: 'App Secret',
			name: 'appSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'App Secret of the same app, beside the AppKey',
		},
		{
			displayName: 'Authorization Code',
			name: 'authorizationCode',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'The code from the address you are sent to after authorizing the app. It works once and for 3 minutes: paste it and save at once. The test exchanges it for the tokens below. Then close the window without saving again, since it still holds the used code.',
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Filled from the Authorization Code. Paste it yourself only if you have tokens already.',
		},
		{
			displayName: 'Refresh Token',
			name: 'refreshToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Filled from the Authorization Code. Renews the Access Token; n8n stores the new pair by itself.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: 'https://api-sg.aliexpress.com',
			description: 'Address of the gateway. Change it only for a test gateway.',
		},
		{
			displayName: 'Session',
			name: 'session',
			type: 'hidden',
			typeOptions: { expirable: true },
			default: '',
		},
		{ displayName: 'Expires At', name: 'expiresAt', type: 'hidden', default: 0 },
		{ displayName: 'Refresh Expires At', name: 'refreshExpiresAt', type: 'hidden', default: 0 },
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

	/** Asks for an order that nobody has: every answer but a refusal of the credential is a pass. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{$credentials.baseUrl.replace(/\\/(sync|rest)?\\/*$/, "")}}',
			url: '/sync',
			method: 'GET',
			qs: { method: 'aliexpress.trade.ds.order.get', single_order_query: '{"order_id":"1"}' },
		},
		rules: [
			...[400, 401, 403, 404, 405].map(strange),
			...refusal(
				'IllegalAccessToken',
				'AliExpress does not accept the Access Token. Authorize the app again and paste the new Authorization Code.',
			),
			...refusal(
				'InvalidAppkey',
				'AliExpress does not know the App Key. Copy AppKey from the console, App Management.',
			),
			...refusal(
				'IncompleteSignature',
				'AliExpress does not accept the signature. Check the App Secret: it has to belong to the App Key.',
			),
			...refusal(
				'MISSING_PARAMETER',
				'A value is missing from the request. Fill in the Access Token, or paste an Authorization Code.',
			),
			...refusal(
				'IllegalTimestamp',
				'The clock of this machine is more than two hours away from that of AliExpress. Set the clock of the machine that n8n runs on.',
			),
			rule(
				'error_response.sub_code',
				'isv.insufficient-permission',
				'The app may not read orders. Apply for the dropshipping API permission in the AliExpress console.',
			),
			// n8n reads rules of both kinds side by side; its type names one kind at a time.
		] as ICredentialTestRequest['rules'],
	};
}
