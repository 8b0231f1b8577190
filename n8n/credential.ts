import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestHelper,
	IHttpRequestOptions,
} from 'n8n-workflow';

import type { Runtime } from '../http/runtime';
import type { CredentialRules, CredentialTestRefusal } from '../providers/contract';
import { authenticate } from './authenticate';
import { preAuthentication } from './preAuthentication';

/** The two methods of an n8n credential type. */
export const credentialMethods = (
	rules: CredentialRules,
	runtime: Runtime,
): Required<Pick<ICredentialType, 'preAuthentication'>> & {
	authenticate: (
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	) => Promise<IHttpRequestOptions>;
} => ({
	async preAuthentication(this: IHttpRequestHelper, credentials) {
		return await preAuthentication(rules, this.helpers, credentials, runtime);
	},
	authenticate: async (credentials, options) => authenticate(rules, credentials, options, runtime),
});

/** HTTP statuses of a host that is not the provider's: providers report refusals inside a 200. */
const FOREIGN_STATUSES = [400, 401, 403, 404, 405];

/** The rules of a credential's test: every response passes but those named here. */
export const testRules = (
	displayName: string,
	refusals: readonly CredentialTestRefusal[],
): ICredentialTestRequest['rules'] =>
	[
		...FOREIGN_STATUSES.map((value) => ({
			type: 'responseCode',
			properties: {
				value,
				message: `Unexpected response (HTTP ${value}). Check that the address in the credential is that of ${displayName}.`,
			},
		})),
		...refusals.map((properties) => ({ type: 'responseSuccessBody', properties })),
		// n8n reads rules of both kinds side by side and compares any value; its type is narrower.
	] as ICredentialTestRequest['rules'];
