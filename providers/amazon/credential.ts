import type { CredentialRules } from '../contract';
import { ok } from '../failure';
import { signedHeaders } from './request';
import { readCredentials, session } from './session';

/** Any call of the Selling Partner API takes the access token as it is: nothing is signed. */
export const credential: CredentialRules = {
	displayName: 'Amazon',
	read: readCredentials,
	session,
	signRequest: ({ query }, credentials) => ok({ headers: signedHeaders(credentials), query }),
};
