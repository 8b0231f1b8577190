import type { Account, OrderQuery, SignedRequest, Stamp } from '../contract';
import { pathAndQuery, sign } from './signature';

export interface Call {
	readonly method: string;
	readonly path: string;
	readonly query: Readonly<Record<string, string>>;
	readonly body: string;
}

/** The headers of a signed call; a token call has none of `access_token`. The secret is never sent. */
export function signedHeaders(
	account: Account,
	call: Call,
	stamp: Stamp,
): Readonly<Record<string, string>> {
	const t = String(stamp.now);
	const accessToken = /^\/v1\.0\/token(?:\/|$)/.test(call.path) ? '' : account.accessToken;
	return {
		client_id: account.key,
		sign: sign(
			{ clientId: account.key, secret: account.secret, accessToken, t, nonce: stamp.nonce },
			{
				method: call.method,
				pathAndQuery: pathAndQuery(call.path, Object.entries(call.query)),
				body: call.body,
			},
		),
		sign_method: 'HMAC-SHA256',
		t,
		nonce: stamp.nonce,
		...(accessToken ? { access_token: accessToken } : {}),
	};
}

/** A signed GET; the query is percent-encoded for sending only, a space as `%20`. */
export function callRequest(
	account: Account,
	path: string,
	query: Readonly<Record<string, string>>,
	stamp: Stamp,
	headers: Readonly<Record<string, string>> = {},
): SignedRequest {
	const encoded = Object.keys(query)
		.sort()
		.map((key) => `${encodeURIComponent(key)}=${encodeURIComponent(query[key] ?? '')}`);
	const base = new URL(account.baseUrl).pathname.replace(/\/$/, '');
	return {
		method: 'GET',
		url: `${account.baseUrl}${path}?${encoded.join('&')}`,
		headers: {
			...headers,
			...signedHeaders(account, { method: 'GET', path: base + path, query, body: '' }, stamp),
		},
		body: '',
	};
}

/** `GET /v1.0/sellercenter/order/{order_id}` with `mall_code`, `site_code` and, if set, `lang`. */
export function orderRequest(query: OrderQuery, account: Account, stamp: Stamp): SignedRequest {
	const { mallCode = '', siteCode = '' } = query.fields;
	const lang = query.language;
	return callRequest(
		account,
		`/v1.0/sellercenter/order/${query.orderId}`,
		{ mall_code: mallCode, site_code: siteCode, ...(lang ? { lang } : {}) },
		stamp,
		lang ? { lang } : {},
	);
}
