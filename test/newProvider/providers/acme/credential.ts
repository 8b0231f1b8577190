import type { CredentialRules } from '../contract';
import { ok } from '../failure';
import { signedHeaders } from './request';
import { readCredential, session } from './session';

/** Signs any call to Acme. */
export const credential: CredentialRules = {
	displayName: 'Acme',
	read: readCredential,
	session,
	signRequest: ({ method, url, query }, credentials, context) =>
		ok({ headers: signedHeaders(credentials, method, url.pathname, context), query }),
};
