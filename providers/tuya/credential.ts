import type { CredentialRules } from '../../n8n/authenticate';
import { signedHeaders } from './request';
import { account, session } from './session';

/** A path that cannot be decoded is signed as it is; Tuya tells what it thinks of it. */
function decoded(pathname: string): string {
	try {
		return decodeURIComponent(pathname);
	} catch {
		return pathname;
	}
}

/** Signs any call of the Tuya OpenAPI: path, query and body, in headers. */
export const credential: CredentialRules = {
	displayName: 'Tuya',
	session,
	account,
	signForeign: ({ method, url, query, body }, signer, stamp) => ({
		headers: signedHeaders(
			signer,
			{
				method,
				path: decoded(url.pathname),
				query,
				body: typeof body === 'string' ? body : new URLSearchParams(body).toString(),
			},
			stamp,
		),
		query,
	}),
};
