import type { SignedRequest } from '../../http/message';
import type { ProviderCall, SigningContext, SigningCredentials } from '../call';
import { sign, type Parameters } from './signature';

/**
 * All parameters of a call with the signature. Empty ones are left out, since implementations disagree on
 * signing them. Source: AliExpress Open Platform, "HTTP request sample".
 *
 * @param path `''` for the business gateway, the API path for the system gateway, which has no parameter
 * `method`
 */
export function signedParameters(
	credentials: SigningCredentials,
	path: string,
	own: Parameters,
	context: SigningContext,
): Parameters {
	const all = {
		...own,
		app_key: credentials.key,
		sign_method: 'sha256',
		timestamp: String(context.now),
		access_token: path.startsWith('/auth/token/') ? '' : credentials.accessToken,
		sign: '',
	};
	const parameters = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
	return { ...parameters, sign: sign(credentials.secret, path, parameters) };
}

/** A signed POST whose parameters are all in the form body, so that no token is in a URL. */
export const formRequest = (
	credentials: SigningCredentials,
	path: string,
	own: Parameters,
	context: SigningContext,
): SignedRequest => ({
	method: 'POST',
	url: `${credentials.baseUrl}${path ? `/rest${path}` : '/sync'}`,
	headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
	body: new URLSearchParams(signedParameters(credentials, path, own, context)).toString(),
});

type Request = ProviderCall<unknown>['request'];

/** `aliexpress.trade.ds.order.get`: the order id travels as text inside `single_order_query`. */
export const orderRequest: Request = ({ orderId }, credentials, context) => {
	const method = 'aliexpress.trade.ds.order.get';
	const single_order_query = JSON.stringify({ order_id: orderId });
	return formRequest(credentials, '', { method, single_order_query }, context);
};

/** `aliexpress.ds.order.tracking.get`: `language` as `en_US`. */
export const trackingRequest: Request = ({ orderId, language }, credentials, context) => {
	const method = 'aliexpress.ds.order.tracking.get';
	const own = { method, ae_order_id: orderId, language: language || 'en_US' };
	return formRequest(credentials, '', own, context);
};
