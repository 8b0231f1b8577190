import type { SignedRequest } from '../../http/message';
import type { OrderQuery, SigningContext, SigningCredentials } from '../call';
import { sign } from './signature';

/** The headers of any signed call; `path` without query, as Acme signs it. */
export function signedHeaders(
	{ key, secret, accessToken }: SigningCredentials,
	method: string,
	path: string,
	{ now }: SigningContext,
): Readonly<Record<string, string>> {
	const time = String(now);
	return {
		'x-acme-key': key,
		'x-acme-time': time,
		'x-acme-sign': sign(secret, method, path, time),
		...(accessToken ? { authorization: `Bearer ${accessToken}` } : {}),
	};
}

/** `POST /session`: signed, without a token. */
export const sessionRequest = (
	credentials: SigningCredentials,
	context: SigningContext,
): SignedRequest => ({
	method: 'POST',
	url: `${credentials.baseUrl}/session`,
	headers: signedHeaders({ ...credentials, accessToken: '' }, 'POST', '/session', context),
	body: '',
});

/** `GET /shops/{shop}/orders/{number}`. */
export function orderRequest(
	query: OrderQuery,
	credentials: SigningCredentials,
	context: SigningContext,
): SignedRequest {
	const path = `/shops/${query.fields.shop}/orders/${query.orderId}`;
	return {
		method: 'GET',
		url: credentials.baseUrl + path,
		headers: signedHeaders(credentials, 'GET', path, context),
		body: '',
	};
}
