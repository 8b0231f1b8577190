import type { Account, OrderQuery, SignedRequest, Stamp } from '../contract';
import { sign, type Parameters } from './signature';

/** The parameters of every call (AliExpress Open Platform, "HTTP request sample"), without `sign`. */
const systemParameters = (account: Account, stamp: Stamp): Parameters => ({
	app_key: account.key,
	sign_method: 'sha256',
	timestamp: String(stamp.now),
});

/** Empty parameters are left out: implementations disagree on signing them. */
const filled = (parameters: Parameters): Parameters =>
	Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== ''));

/**
 * All parameters of a call with the signature among them.
 *
 * @param path `''` for the business gateway, the API path for the system gateway, where `method` is
 * not a parameter and the token calls carry no access token
 */
export function signedParameters(
	account: Account,
	path: string,
	own: Parameters,
	stamp: Stamp,
): Parameters {
	const token = path.startsWith('/auth/token/') ? '' : account.accessToken;
	const parameters = filled({
		...own,
		...systemParameters(account, stamp),
		access_token: token,
		sign: '',
	});
	return { ...parameters, sign: sign(account.secret, path, parameters) };
}

/** A signed POST whose parameters are all in the form body, so that no token stands in a URL. */
export function formRequest(
	account: Account,
	path: string,
	own: Parameters,
	stamp: Stamp,
): SignedRequest {
	return {
		method: 'POST',
		url: `${account.baseUrl}${path ? `/rest${path}` : '/sync'}`,
		headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
		body: new URLSearchParams(signedParameters(account, path, own, stamp)).toString(),
	};
}

/** `aliexpress.trade.ds.order.get`: the order id travels as text inside `single_order_query`. */
export const orderRequest = (query: OrderQuery, account: Account, stamp: Stamp): SignedRequest =>
	formRequest(
		account,
		'',
		{
			method: 'aliexpress.trade.ds.order.get',
			single_order_query: JSON.stringify({ order_id: query.orderId }),
		},
		stamp,
	);

/** `aliexpress.ds.order.tracking.get`: `language` as `en_US`. */
export const trackingRequest = (query: OrderQuery, account: Account, stamp: Stamp): SignedRequest =>
	formRequest(
		account,
		'',
		{
			method: 'aliexpress.ds.order.tracking.get',
			ae_order_id: query.orderId,
			language: query.language || 'en_US',
		},
		stamp,
	);
