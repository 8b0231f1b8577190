import type { CredentialRules } from '../contract';
import { signedParameters } from './request';
import { readCredentials, session } from './session';

/**
 * Signs any call of the business gateway (`/sync`) or the system gateway (`/rest/…`). The signature
 * covers the query and a form body alike and is a parameter of the query.
 */
export const credential: CredentialRules = {
	displayName: 'AliExpress',
	read: readCredentials,
	session,
	signRequest: ({ url, query, body }, credentials, context) => {
		const [, path = ''] = /\/rest(\/.*)$/.exec(url.pathname) ?? [];
		const form = typeof body === 'string' ? {} : body;
		const all = signedParameters(credentials, path, { ...query, ...form }, context);
		const inQuery = Object.entries(all).filter(([key]) => !Object.hasOwn(form, key));
		return { headers: {}, query: Object.fromEntries(inQuery) };
	},
};
