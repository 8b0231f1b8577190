import { refusal, succeed, templateOf } from './answers';
import { check, isForm, type AliExpressState, type Call } from './check';
import { aliExpressOrder, aliExpressTracking } from './orders';
import type { Grant } from './tokens';
import type { Answer, CallName, Gateway, Incoming } from '../types';

const SAMPLE_ORDER = '8190439416163295';
const GENERATED = /^81\d{14,}$/;
const SYSTEM = ['app_key', 'method', 'sign_method', 'timestamp', 'access_token', 'sign'];
const CALLS: ReadonlyMap<string, CallName> = new Map([
	['/sync aliexpress.trade.ds.order.get', 'order'],
	['/sync aliexpress.ds.order.tracking.get', 'tracking'],
	['/rest /auth/token/create', 'token'],
	['/rest /auth/token/refresh', 'refresh'],
]);
const NEEDED: Readonly<Record<CallName, readonly string[]>> = {
	order: ['single_order_query'],
	tracking: ['ae_order_id', 'language'],
	token: ['code'],
	refresh: ['refresh_token'],
	other: [],
};

const sampleOrder = templateOf('order.finished.json');
const emptyResult = templateOf('order.empty-result.json');
const trackingNotFound = templateOf('tracking.not-found.json');

/** The business gateway `/sync` and the system gateway `/rest/…`. */
export const aliExpressGateway =
	(state: AliExpressState): Gateway =>
	(request) => {
		const call = read(request);
		return { ...call, answer: () => check(state, call) ?? perform(state, call) };
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

/** The id of an order or tracking call when it is sent as documented: text of digits; else `''`. */
function orderIdOf(call: CallName, parameters: URLSearchParams): string {
	const id =
		call === 'order'
			? queryOf(parameters)?.order_id
			: call === 'tracking' && parameters.get('ae_order_id');
	return typeof id === 'string' && /^\d+$/.test(id) ? id : '';
}

function queryOf(parameters: URLSearchParams): Readonly<Record<string, unknown>> | null {
	try {
		const query: unknown = JSON.parse(parameters.get('single_order_query') ?? '');
		return typeof query === 'object' && query !== null ? (query as Record<string, unknown>) : null;
	} catch {
		return null;
	}
}

function perform(state: AliExpressState, call: Call): Answer {
	const missing = NEEDED[call.call].find((name) => !call.parameters.has(name));
	if (missing) return refusal('MISSING_PARAMETER', `missing required parameter: ${missing}`);
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
		case 'other':
			return echo(call);
	}
}

function order({ orders }: AliExpressState, { orderId }: Call): Answer {
	if (orderId === '') return refusal('isv.invalid-parameter', 'single_order_query');
	const own = orders.get(orderId);
	if (own !== undefined) return succeed(own);
	if (orderId === SAMPLE_ORDER) return succeed(sampleOrder());
	if (!GENERATED.test(orderId)) return succeed(emptyResult());
	return succeed({ name: 'aliexpress.trade.ds.order.get', result: aliExpressOrder(orderId) });
}

function tracking({ trackings }: AliExpressState, { orderId, parameters }: Call): Answer {
	if (orderId === '') return refusal('isv.invalid-parameter', 'ae_order_id');
	if (!/^[a-z]{2}_[A-Z]{2}$/.test(parameters.get('language') ?? '')) {
		return refusal('isv.invalid-parameter', 'language');
	}
	const own = trackings.get(orderId);
	if (own !== undefined) return succeed(own);
	const isGenerated = orderId !== SAMPLE_ORDER && GENERATED.test(orderId);
	const result = isGenerated ? aliExpressTracking(orderId) : null;
	if (result === null) return succeed(trackingNotFound());
	return succeed({ name: 'aliexpress.ds.order.tracking.get', result });
}

const tokenFields = JSON.parse(templateOf('token.create.json')()) as Record<string, unknown>;

function granted(grant: Grant | null, code: string): Answer {
	if (grant === null) return refusal(code, 'The specified code or token is invalid or expired');
	return succeed(
		JSON.stringify({
			...tokenFields,
			access_token: grant.accessToken,
			refresh_token: grant.refreshToken,
			expires_in: Math.floor((grant.accessEnds - grant.issued) / 1000),
			refresh_expires_in: Math.floor((grant.refreshEnds - grant.issued) / 1000),
			expire_time: grant.accessEnds,
			refresh_token_valid_time: grant.refreshEnds,
		}),
	);
}

function echo({ name, signedPath, parameters }: Call): Answer {
	if (signedPath === '' && !/^[a-z]+(?:\.[a-z0-9_]+)+$/.test(name)) {
		return refusal('InvalidApiPath', 'The specified API does not exist');
	}
	const business = [...parameters].filter(([key]) => !SYSTEM.includes(key));
	return succeed({ name, result: JSON.stringify({ echo: Object.fromEntries(business) }) });
}
