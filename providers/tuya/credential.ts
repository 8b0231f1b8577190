import type { CredentialRules } from '../contract';
import { decodedPath, signedHeaders } from './request';
import { readCredentials, session } from './session';

/** Signs any call of the Tuya OpenAPI: path, query and body, in headers. */
export const credential: CredentialRules = {
	displayName: 'Tuya',
	read: readCredentials,
	session,
	signRequest: ({ method, url, query, body }, credentials, context) => {
		const sent = typeof body === 'string' ? body : new URLSearchParams(body).toString();
		const call = { method, path: decodedPath(url), query, body: sent };
		return { headers: signedHeaders(credentials, call, context), query };
	},
};
