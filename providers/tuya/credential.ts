import type { CredentialRules } from '../contract';
import { ok } from '../failure';
import { signedHeaders } from './request';
import { readCredentials, session } from './session';

/**
 * Signs any call of the Tuya OpenAPI in headers: the whole path, the query, the bytes of the body, and
 * the headers that the user names in `Signature-Headers`.
 */
export const credential: CredentialRules = {
	displayName: 'Tuya',
	read: readCredentials,
	session,
	signRequest: ({ method, url, query, headers, body }, credentials, context) => {
		const names = (headers['signature-headers'] ?? '').split(':').filter(Boolean);
		const covered = names.map((name) => [name, headers[name.toLowerCase()] ?? '']);
		const call = {
			method,
			path: url.pathname,
			query,
			body,
			signedHeaders: Object.fromEntries(covered) as Readonly<Record<string, string>>,
		};
		return ok({ headers: signedHeaders(credentials, call, context), query });
	},
};
