import {
	CREDENTIAL_EMPTY_VALUE,
	type ICredentialDataDecryptedObject,
	type ICredentialTestRequest,
	type IDataObject,
	type IHttpRequestHelper,
	type IHttpRequestOptions,
	type INodeProperties,
} from 'n8n-workflow';

import type { Runtime } from '../http/runtime';
import type {
	CredentialRules,
	CredentialTestRefusal,
	CredentialTestStatus,
} from '../providers/contract';
import { authenticate } from './signing/authenticate';
import { preAuthentication } from './session/preAuthentication';

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

const hidden = (name: string, options: object, empty = ''): INodeProperties => ({
	displayName: name,
	name: name.toLowerCase(),
	type: 'hidden',
	typeOptions: options,
	default: empty,
});

/**
 * The hidden fields of a session. `session` is always empty: that has n8n call `preAuthentication` before
 * each request. `record` has the renewed tokens, see `record.ts`. It is declared twice, since a form drops
 * a field that has its default: with this first default the form always returns n8n's placeholder, for
 * which n8n puts the stored value back.
 */
export const SESSION_FIELDS: readonly INodeProperties[] = [
	hidden('Session', { expirable: true }),
	hidden('Record', { password: true }, CREDENTIAL_EMPTY_VALUE),
	hidden('Record', { password: true }),
];

/** HTTP statuses of a host that is not the provider's, for providers that report refusals inside a 200. */
const foreignStatuses = (addressFields: string): readonly CredentialTestStatus[] =>
	[400, 401, 403, 404, 405].map((value) => ({
		value,
		message: `Unexpected response (HTTP ${value}); possibly a proxy or login page. Check ${addressFields}.`,
	}));

/**
 * Every response passes a credential's test but those named here.
 *
 * @param addressFields what selects the address, as the form labels it
 */
export const testRules = (
	addressFields: string,
	refusals: readonly CredentialTestRefusal[],
	statuses = foreignStatuses(addressFields),
): ICredentialTestRequest['rules'] =>
	[
		...statuses.map((properties) => ({ type: 'responseCode', properties })),
		...refusals.map((properties) => ({ type: 'responseSuccessBody', properties })),
		// n8n reads rules of both kinds side by side and compares any value; its type is narrower.
	] as ICredentialTestRequest['rules'];
