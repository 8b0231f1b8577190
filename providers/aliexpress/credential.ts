import type { CredentialRules } from '../../n8n/authenticate';
import { signedParameters } from './request';
import { account, session } from './session';

/**
 * Signs any call of the business gateway (`/sync`) or the system gateway (`/rest/…`). The
 * signature covers the query and a form body alike and stands in the query.
 */
export const credential: CredentialRules = {
	displayName: 'AliExpress',
	session,
	account,
	signForeign: ({ url, query, body }, signer, stamp) => {
		const [, path = ''] = /\/rest(\/.*)$/.exec(url.pathname) ?? [];
		const form = typeof body === 'string' ? {} : body;
		const all = signedParameters(signer, path, { ...query, ...form }, stamp);
		const inForm = new Set(Object.keys(form));
		return {
			headers: {},
			query: Object.fromEntries(Object.entries(all).filter(([key]) => !inForm.has(key))),
		};
	},
};
