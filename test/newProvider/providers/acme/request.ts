import type { Account, OrderQuery, SignedRequest, Stamp } from '../provider';
import { sign } from './signature';

/** The headers of any signed call; `path` without query, as Acme signs it. */
export function signedHeaders(
	{ key, secret, accessToken }: Account,
	method: string,
	path: string,
	stamp: Stamp,
): Readonly<Record<string, string>> {
	const time = String(stamp.now);
	return {
		'x-acme-key': key,
		'x-acme-time': time,
		'x-acme-sign': sign(secret, method, path, time),
		...(accessToken ? { authorization: `Bearer ${accessToken}` } : {}),
	};
}

/** `POST /session`: signed, without a token. */
export const sessionRequest = (account: Account, stamp: Stamp): SignedRequest => ({
	method: 'POST',
	url: `${account.baseUrl}/session`,
	headers: signedHeaders({ ...account, accessToken: '' }, 'POST', '/session', stamp),
	body: '',
});

/** `GET /shops/{shop}/orders/{number}`. */
export function orderRequest(query: OrderQuery, account: Account, stamp: Stamp): SignedRequest {
	const path = `/shops/${query.fields.shop}/orders/${query.orderId}`;
	return {
		method: 'GET',
		url: account.baseUrl + path,
		headers: signedHeaders(account, 'GET', path, stamp),
		body: '',
	};
}
