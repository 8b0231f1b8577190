import type { CredentialRules } from '../contract';
import { succeed } from '../failure';
import { signedHeaders } from './request';
import { readCredential, session } from './session';

/** Signs any call to Acme. */
export const credential: CredentialRules = {
	displayName: 'Acme',
	read: readCredential,
	session,
	signRequest: ({ method, url, query }, credentials, context) =>
		succeed({ headers: signedHeaders(credentials, method, url.pathname, context), query }),
};
