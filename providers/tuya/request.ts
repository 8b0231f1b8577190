import type { SignedRequest } from '../../http/message';
import type { ProviderCall, ProviderQuery, SigningContext, SigningCredentials } from '../call';
import { sign, type TuyaCall } from './signature';
import type { PageQuery } from '../search';

/** Token calls, get and refresh, have no `access_token` (Tuya, "Sign requests"). */
const TOKEN_PATH = /(?:^|\/)v1\.0\/token(?:\/[^/]*)?$/;

/** The headers of a signed call; the secret is never sent. */
export function signedHeaders(
	credentials: SigningCredentials,
	call: TuyaCall,
	context: SigningContext,
): Readonly<Record<string, string>> {
	const accessToken = TOKEN_PATH.test(call.path) ? '' : credentials.accessToken;
	return {
		client_id: credentials.key,
		sign: sign({ ...credentials, accessToken }, context, call),
		sign_method: 'HMAC-SHA256',
		t: String(context.now),
		nonce: context.nonce,
		...(accessToken ? { access_token: accessToken } : {}),
	};
}

/** A signed GET; the query is percent-encoded for sending only, a space as `%20`. */
export function signedGet(
	credentials: SigningCredentials,
	path: string,
	query: Readonly<Record<string, string>>,
	context: SigningContext,
): SignedRequest {
	const { baseUrl } = credentials;
	const encoded = Object.keys(query)
		.sort()
		.map((key) => `${encodeURIComponent(key)}=${encodeURIComponent(query[key] ?? '')}`);
	const call = { method: 'GET', path: new URL(baseUrl + path).pathname, query, body: '' } as const;
	const url = `${baseUrl}${path}?${encoded.join('&')}`;
	return { method: 'GET', url, headers: signedHeaders(credentials, call, context), body: '' };
}

type SearchRequest = ProviderCall<unknown, PageQuery>['request'];

const ORDERS = '/v1.0/sellercenter/order';

/** A signed call about a mall's orders; `lang` is a header as well. */
function mallRequest(
	path: string,
	{ fields, language }: ProviderQuery,
	more: Readonly<Record<string, string>>,
	credentials: SigningCredentials,
	context: SigningContext,
): SignedRequest {
	const { mallCode = '', siteCode = '' } = fields;
	const lang: Readonly<Record<string, string>> = language ? { lang: language } : {};
	const query = { mall_code: mallCode, site_code: siteCode, ...more, ...lang };
	const signed = signedGet(credentials, path, query, context);
	return { ...signed, headers: { ...lang, ...signed.headers } };
}

/** `GET /v1.0/sellercenter/order/{order_id}` with `mall_code`, `site_code` and, if set, `lang`. */
export const orderRequest: ProviderCall<unknown>['request'] = (query, credentials, context) =>
	mallRequest(`${ORDERS}/${query.orderId}`, query, {}, credentials, context);

/** `GET /v1.0/sellercenter/order/search`: one page; times are 13-digit milliseconds. */
export const searchRequest: SearchRequest = (query, credentials, context) => {
	const { orderStatus, placedAfter, placedBefore, page, pageSize } = query;
	const more = {
		...(orderStatus ? { order_status: orderStatus } : {}),
		...(placedAfter === null ? {} : { start_time: String(placedAfter) }),
		...(placedBefore === null ? {} : { end_time: String(placedBefore) }),
		page: String(page),
		page_size: String(pageSize),
	};
	return mallRequest(`${ORDERS}/search`, query, more, credentials, context);
};
