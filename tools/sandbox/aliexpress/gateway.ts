import { failure, success, templateOf } from './replies';
import { verify, type AliExpressState, type Call } from './verify';
import { aliExpressOrder, aliExpressTracking } from './orders';
import type { Grant } from './tokens';
import { isForm, type CallName, type Gateway, type Incoming, type Reply } from '../types';
import { objectIn } from '../wire';

const SAMPLE_ORDER = '8190439416163295';
const GENERATED = /^81\d{14,}$/;
const SYSTEM = ['app_key', 'method', 'sign_method', 'timestamp', 'access_token', 'sign'];
const CALLS: ReadonlyMap<string, CallName> = new Map([
	['/sync aliexpress.trade.ds.order.get', 'order'],
	['/sync aliexpress.ds.order.tracking.get', 'tracking'],
	['/rest /auth/token/create', 'token'],
	['/rest /auth/token/refresh', 'refresh'],
]);
const REQUIRED_PARAMETERS: Readonly<Partial<Record<CallName, readonly string[]>>> = {
	order: ['single_order_query'],
	tracking: ['ae_order_id', 'language'],
	token: ['code'],
	refresh: ['refresh_token'],
};

const sampleOrder = templateOf('order.finished.json');
const emptyResult = templateOf('order.empty-result.json');
const trackingNotFound = templateOf('tracking.not-found.json');

/** True for the ids of generated orders: 16 digits or more that start with 81, but the sample's. */
export const isGenerated = (orderId: string): boolean =>
	orderId !== SAMPLE_ORDER && GENERATED.test(orderId);

/** The business gateway `/sync` and the system gateway `/rest/…`. */
export const aliExpressGateway =
	(state: AliExpressState): Gateway =>
	(request) => {
		const call = read(request);
		return { ...call, reply: () => verify(state, call) ?? perform(state, call) };
	};

function read(request: Incoming): Call {
	const parameters = new URLSearchParams(request.query);
	if (request.method === 'POST' && isForm(request)) {
		for (const [key, value] of new URLSearchParams(request.body.toString())) {
			parameters.append(key, value);
		}
	}
	const signedPath = request.path === '/sync' ? '' : request.path.slice('/rest'.length);
	const name = signedPath || (parameters.get('method') ?? '');
	const call = CALLS.get(`${signedPath ? '/rest' : '/sync'} ${name}`) ?? 'other';
	const accessToken = parameters.get('access_token') ?? '';
	return {
		request,
		parameters,
		name,
		signedPath,
		call,
		accessToken,
		orderId: orderIdOf(call, parameters),
	};
}

/** The order id of an order or tracking call if it is text of digits as documented, otherwise `''`. */
function orderIdOf(call: CallName, parameters: URLSearchParams): string {
	const id =
		call === 'order'
			? objectIn(parameters.get('single_order_query')).order_id
			: call === 'tracking' && parameters.get('ae_order_id');
	return typeof id === 'string' && /^\d+$/.test(id) ? id : '';
}

function perform(state: AliExpressState, call: Call): Reply {
	const missing = REQUIRED_PARAMETERS[call.call]?.find((name) => !call.parameters.has(name));
	if (missing) return failure('MISSING_PARAMETER', `missing required parameter: ${missing}`);
	switch (call.call) {
		case 'order':
			return order(state, call);
		case 'tracking':
			return tracking(state, call);
		case 'token':
			return granted(state.tokens.create(call.parameters.get('code') ?? ''), 'InvalidCode');
		case 'refresh':
			return granted(
				state.tokens.refresh(call.parameters.get('refresh_token') ?? ''),
				'IllegalRefreshToken',
			);
		default:
			return echo(call);
	}
}

function order({ shop }: AliExpressState, { orderId }: Call): Reply {
	if (orderId === '') return failure('isv.invalid-parameter', 'single_order_query');
	const own = shop.body(orderId);
	if (own !== undefined) return success(own);
	if (orderId === SAMPLE_ORDER) return success(sampleOrder());
	if (!isGenerated(orderId)) return success(emptyResult());
	return success({
		name: 'aliexpress.trade.ds.order.get',
		result: aliExpressOrder(orderId, shop.moves(orderId)),
	});
}

function tracking({ trackings, shop }: AliExpressState, { orderId, parameters }: Call): Reply {
	if (orderId === '') return failure('isv.invalid-parameter', 'ae_order_id');
	if (!/^[a-z]{2}_[A-Z]{2}$/.test(parameters.get('language') ?? '')) {
		return failure('isv.invalid-parameter', 'language');
	}
	const own = trackings.get(orderId);
	if (own !== undefined) return success(own);
	const result = isGenerated(orderId) ? aliExpressTracking(orderId, shop.moves(orderId)) : null;
	if (result === null) return success(trackingNotFound());
	return success({ name: 'aliexpress.ds.order.tracking.get', result });
}

const tokenFields = JSON.parse(templateOf('token.create.json')()) as Record<string, unknown>;

function granted(grant: Grant | null, code: string): Reply {
	if (grant === null) return failure(code, 'The specified code or token is invalid or expired');
	return success(
		JSON.stringify({
			...tokenFields,
			access_token: grant.accessToken,
			refresh_token: grant.refreshToken,
			expires_in: Math.floor((grant.accessExpiresAt - grant.issued) / 1000),
			refresh_expires_in: Math.floor((grant.refreshExpiresAt - grant.issued) / 1000),
			expire_time: grant.accessExpiresAt,
			refresh_token_valid_time: grant.refreshExpiresAt,
		}),
	);
}

function echo({ name, signedPath, parameters }: Call): Reply {
	if (signedPath === '' && !/^[a-z]+(?:\.[a-z0-9_]+)+$/.test(name)) {
		return failure('InvalidApiPath', 'The specified API does not exist');
	}
	const business = [...parameters].filter(([key]) => !SYSTEM.includes(key));
	return success({ name, result: JSON.stringify({ echo: Object.fromEntries(business) }) });
}
