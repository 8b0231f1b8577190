import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	IDataObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import type { Runtime } from '../http/runtime';
import type { CredentialRules, CredentialTestRefusal } from '../providers/contract';
import { authenticate } from './authenticate';
import { preAuthentication } from './preAuthentication';

/** An n8n credential type whose requests are signed and whose session is renewed by these rules. */
export abstract class SessionCredential {
	readonly preAuthentication: (
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	) => Promise<IDataObject>;

	readonly authenticate: (
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	) => Promise<IHttpRequestOptions>;

	protected constructor(rules: CredentialRules, runtime: Runtime) {
		this.preAuthentication = async function (credentials) {
			return await preAuthentication(rules, this.helpers, credentials, runtime);
		};
		this.authenticate = async (credentials, options) =>
			authenticate(rules, credentials, options, runtime);
	}
}

/**
 * The hidden fields of a session. `session` is always empty: that has n8n call `preAuthentication`
 * before each request.
 */
export const SESSION_FIELDS: readonly INodeProperties[] = [
	{
		displayName: 'Session',
		name: 'session',
		type: 'hidden',
		typeOptions: { expirable: true },
		default: '',
	},
	{ displayName: 'Expires At', name: 'expiresAt', type: 'hidden', default: 0 },
];

/** HTTP statuses of a host that is not the provider's: providers report refusals inside a 200. */
const FOREIGN_STATUSES = [400, 401, 403, 404, 405];

/**
 * The rules of a credential's test: every response passes but those named here.
 *
 * @param addressFields what selects the address, as the form labels it
 */
export const testRules = (
	addressFields: string,
	refusals: readonly CredentialTestRefusal[],
): ICredentialTestRequest['rules'] =>
	[
		...FOREIGN_STATUSES.map((value) => ({
			type: 'responseCode',
			properties: {
				value,
				message: `Unexpected response (HTTP ${value}); possibly a proxy or login page. Check ${addressFields}.`,
			},
		})),
		...refusals.map((properties) => ({ type: 'responseSuccessBody', properties })),
		// n8n reads rules of both kinds side by side and compares any value; its type is narrower.
	] as ICredentialTestRequest['rules'];
