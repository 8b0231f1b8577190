import type { CredentialRules } from '../credential';
import { signedHeaders } from './request';
import { account, session } from './session';

/** Signs any call of Acme's. */
export const credential: CredentialRules = {
	displayName: 'Acme',
	session,
	account,
	signForeign: ({ method, url, query }, signer, stamp) => ({
		headers: signedHeaders(signer, method, url.pathname, stamp),
		query,
	}),
};
