import type { SignedRequest } from '../../http/message';
import { USER_AGENT } from '../../http/userAgent';
import type { OrderQuery, SigningCredentials } from '../call';
import type { PageQuery } from '../search';
import { asksForPersonalData } from './description';

/** The headers of any call. Amazon's form of the user agent names the language in parentheses. */
export const signedHeaders = (credentials: SigningCredentials) => ({
	'user-agent': `${USER_AGENT} (Language=JavaScript; Platform=n8n)`,
	'x-amz-access-token': credentials.accessToken,
});

const ORDERS = '/orders/2026-01-01/orders';

/** A GET of the Orders API: of one order, or of the list for `''`. A list of values is one parameter. */
export function ordersRequest(
	credentials: SigningCredentials,
	orderId: string,
	parameters: Readonly<Record<string, string | readonly string[]>>,
): SignedRequest {
	const pairs = Object.entries(parameters).flatMap(([name, value]) => {
		const text = [value].flat().map(encodeURIComponent).join(',');
		return text === '' ? [] : [`${name}=${text}`];
	});
	const path = orderId === '' ? ORDERS : `${ORDERS}/${encodeURIComponent(orderId)}`;
	return {
		method: 'GET',
		url: `${credentials.baseUrl}${path}?${pairs.join('&')}`,
		headers: signedHeaders(credentials),
		body: '',
	};
}

const DATA = ['FULFILLMENT', 'PROCEEDS', 'CANCELLATION', 'PACKAGES', 'PAYMENT'];

const includedData = (query: Pick<OrderQuery, 'options'>): readonly string[] =>
	asksForPersonalData(query) ? [...DATA, 'BUYER', 'RECIPIENT'] : DATA;

/** `getOrder`. */
export const orderRequest = (query: OrderQuery, credentials: SigningCredentials): SignedRequest =>
	ordersRequest(credentials, query.orderId, { includedData: includedData(query) });

const time = (bound: number | null) => (bound === null ? '' : new Date(bound).toISOString());

/** `searchOrders`: one page, by the time of the last change where that is asked for. */
export function searchRequest(query: PageQuery, credentials: SigningCredentials): SignedRequest {
	const { placedAfter, placedBefore, updatedAfter, orderStatus, fields, cursor } = query;
	const isByChange = updatedAfter !== null;
	return ordersRequest(credentials, '', {
		createdAfter: time(isByChange ? null : placedAfter),
		createdBefore: time(isByChange ? null : placedBefore),
		lastUpdatedAfter: time(updatedAfter),
		fulfillmentStatuses: orderStatus.split(','),
		marketplaceIds: (fields.marketplaceIds ?? '').split(','),
		fulfilledBy: fields.fulfilledBy ?? '',
		maxResultsPerPage: String(query.pageSize),
		paginationToken: cursor,
		includedData: includedData(query),
	});
}
