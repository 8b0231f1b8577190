import { tokenBucket, type Counter } from '../callLimit';
import { isForm } from '../types';
import type { CallName, Gateway, Incoming, Prepared, Reply } from '../types';
import { withoutData, type AmazonOrder } from './orders';
import { DATA_SETS, OPERATIONS, readValues, type OperationName, type Values } from './parameters';
import { invalid, refusal, success } from './replies';
import { readSearch, type SearchBody } from './search';
import type { AmazonShop } from './shop';
import { LIFETIME, type AmazonTokens, type Authorization } from './tokens';

/** Calls of each operation by one seller and app: per second, and at once. */
export type Rates = Readonly<
	Record<OperationName, { readonly perSecond: number; readonly burst: number }>
>;

export const DEFAULT_RATES: Rates = {
	searchOrders: { perSecond: 0.0056, burst: 20 },
	getOrder: { perSecond: 0.5, burst: 30 },
};

export interface AmazonState {
	readonly now: () => number;
	readonly tokens: AmazonTokens;
	/** The shop of a seller. */
	readonly shopOf: (seller: number) => AmazonShop | undefined;
	readonly rates: Rates;
	/** One for each operation, app and seller that has called. */
	readonly buckets: Map<string, Counter>;
}

interface Call extends Omit<Prepared, 'reply'> {
	readonly request: Incoming;
	readonly query: URLSearchParams;
}

export const TOKEN_PATH = '/auth/o2/token';
const SEARCH_PATH = '/orders/2026-01-01/orders';
const ORDER_PATH = /^\/orders\/2026-01-01\/orders\/([^/]+)$/;
const ORDER_ID = /^[0-9A-Z]{3}-\d{7}-\d{7}$/;
const USER_AGENT = /^[^\s/()]+\/[^\s()]+ \(Language=[^;()]+(?:; ?[^;()=]+=[^;()]+)*;?\)$/;
const TOKEN_FORM = ['grant_type', 'refresh_token', 'client_id', 'client_secret'];
const OPERATION_OF: ReadonlyMap<CallName, OperationName> = new Map([
	['search', 'searchOrders'],
	['order', 'getOrder'],
]);

export const isAmazonPath = (path: string): boolean =>
	path === TOKEN_PATH || path.startsWith('/orders/');

/** The two operations of the Orders API and the token endpoint. */
export const amazonGateway =
	(state: AmazonState): Gateway =>
	(request) => {
		const call = read(request);
		const reply = () => {
			const operation = OPERATION_OF.get(call.call);
			if (operation) return withRate(state, operation, api(state, call, operation));
			return call.call === 'refresh' ? renew(state, call) : refusal('forbidden');
		};
		return { ...call, reply };
	};

function read(request: Incoming): Call {
	const { path, headers } = request;
	const orderId = ORDER_PATH.exec(path)?.[1] ?? '';
	const name = path === TOKEN_PATH ? 'refresh' : path === SEARCH_PATH ? 'search' : 'other';
	const accessToken = headers['x-amz-access-token'];
	return {
		request,
		query: new URLSearchParams(request.query),
		call: orderId === '' ? name : 'order',
		orderId,
		accessToken: typeof accessToken === 'string' ? accessToken : '',
	};
}

function withRate({ rates }: AmazonState, operation: OperationName, reply: Reply): Reply {
	if (!OPERATIONS[operation].rateHeaderOn.includes(reply.status)) return reply;
	const rate = String(rates[operation].perSecond);
	return { ...reply, headers: { ...reply.headers, 'x-amzn-RateLimit-Limit': rate } };
}

function api(state: AmazonState, call: Call, operation: OperationName): Reply {
	const { request, accessToken, query } = call;
	const { headers } = request;
	if (request.method !== 'GET') return refusal('forbidden');
	if (request.body.length > 0) return refusal('media-type');
	const sent = [request.path, query.toString(), ...Object.values(headers).flat()];
	if (sent.some((text) => state.tokens.isIn(text ?? ''))) {
		return invalid(operation, 'a secret was sent');
	}
	const agent = headers['user-agent'] ?? '';
	if (!USER_AGENT.test(agent) || agent.length > 500) return invalid(operation, 'user-agent');
	if (accessToken === '') return refusal('token-missing');
	const holder = state.tokens.holder(accessToken);
	if (typeof holder === 'string') return refusal(`token-${holder}`);
	if (!isInPace(state, holder, operation)) return refusal('quota');
	const values = readValues(operation, query);
	if (typeof values === 'string') return invalid(operation, values);
	const shop = state.shopOf(holder.seller);
	if (!shop) return refusal('forbidden');
	return operation === 'getOrder' ? order(shop, call, values) : search(state, shop, values);
}

function isInPace(
	{ buckets, now, rates }: AmazonState,
	{ clientId, seller }: Authorization,
	operation: OperationName,
): boolean {
	const key = `${operation} ${clientId} ${seller}`;
	const { perSecond, burst } = rates[operation];
	const counter = buckets.get(key) ?? tokenBucket(perSecond, burst);
	buckets.set(key, counter);
	return counter(now());
}

function order(shop: AmazonShop, { orderId }: Call, values: Values): Reply {
	if (!ORDER_ID.test(orderId)) return invalid('getOrder', `orderId may not be "${orderId}"`);
	const body = shop.body(orderId);
	if (body !== undefined) return success(body);
	const found = shop.order(orderId);
	return found ? success({ order: shown(found, values) }) : refusal('not-found');
}

function search({ now }: AmazonState, shop: AmazonShop, values: Values): Reply {
	if (values.paginationToken?.[0]?.includes(' ')) return refusal('null-message');
	const found = readSearch(values, now(), shop.delay);
	if (typeof found === 'string') return invalid('searchOrders', found);
	const page = shop.page(found);
	if (page === 'region') return refusal('region');
	if (typeof page === 'string') return invalid('searchOrders', page);
	const orders = (page.orders as readonly AmazonOrder[]).map((each) => shown(each, values));
	const body: SearchBody = { ...page, orders };
	return success(shop.onSearch ? shop.onSearch(found, body) : body);
}

/** An order with only the data sets that were asked for. */
function shown(order: AmazonOrder, { includedData = [] }: Values): AmazonOrder {
	return withoutData(
		order,
		DATA_SETS.filter((set) => !includedData.includes(set)),
	);
}

/** A renewal: exactly the documented form, and nothing in the query. */
function renew({ tokens }: AmazonState, { request, query }: Call): Reply {
	const form = new URLSearchParams(request.body.toString());
	const value = (name: string) => form.get(name) ?? '';
	const isComplete = form.size === TOKEN_FORM.length && TOKEN_FORM.every(value);
	if (request.method !== 'POST' || !isForm(request) || query.size > 0 || !isComplete) {
		return refusal('invalid_request');
	}
	if (value('grant_type') !== 'refresh_token') return refusal('unsupported_grant_type');
	const [clientId, clientSecret] = [value('client_id'), value('client_secret')];
	if (!tokens.isApp({ clientId, clientSecret })) return refusal('invalid_client');
	const accessToken = tokens.renew(clientId, value('refresh_token'));
	if (accessToken === null) return refusal('invalid_grant');
	return success({
		access_token: accessToken,
		refresh_token: value('refresh_token'),
		token_type: 'bearer',
		expires_in: LIFETIME,
	});
}
