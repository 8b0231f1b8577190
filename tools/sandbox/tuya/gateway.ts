import { failure, success } from './replies';
import type { NonceMemory } from './nonces';
import { tuyaOrder } from './orders';
import type { IssuedToken, TuyaTokens } from './tokens';
import { canonical, signTuya } from '../sign';
import type { Reply, Gateway, Incoming, Prepared } from '../types';
import { fixture } from '../wire';

export interface TuyaState {
	readonly accessId: string;
	readonly accessSecret: string;
	readonly mallCode: string;
	readonly siteCode: string;
	/** The server's own clock. */
	readonly now: () => number;
	readonly tokens: TuyaTokens;
	readonly nonces: NonceMemory;
	/** Reply bodies by order id that replace the generated ones. */
	readonly orders: ReadonlyMap<string, string>;
}

const SAMPLE_ORDER = 'SO2110258K167O5C';
const LARGEST_SKEW = 300_000;
const METHODS = ['GET', 'POST', 'PUT', 'DELETE'];
const TOKEN_PATH = /^\/v1\.0\/token(?:\/([^/]+))?$/;
/** `search` instead of an id is another endpoint. */
const ORDER_PATH = /^\/v1\.0\/sellercenter\/order\/(?!search$)([^/]+)$/;

const sampleResult = JSON.stringify(
	(JSON.parse(fixture('tuya/order.finished.json')) as { readonly result: unknown }).result,
);

interface Call extends Omit<Prepared, 'reply'> {
	readonly request: Incoming;
	readonly query: URLSearchParams;
	/** The refresh token in the path of a refresh call. */
	readonly refreshToken: string;
}

/** The token endpoints, the order endpoint, and an echo for every other path. */
export const tuyaGateway =
	(state: TuyaState): Gateway =>
	(request) => {
		const call = read(request);
		return { ...call, reply: () => verify(state, call) ?? perform(state, call) };
	};

function read(request: Incoming): Call {
	const token = TOKEN_PATH.exec(request.path);
	const orderId = ORDER_PATH.exec(request.path)?.[1];
	return {
		request,
		query: new URLSearchParams(request.query),
		call: token ? (token[1] ? 'refresh' : 'token') : orderId ? 'order' : 'other',
		orderId: orderId ?? '',
		refreshToken: token?.[1] ?? '',
		accessToken: header(request, 'access_token'),
	};
}

const header = ({ headers }: Incoming, name: string): string => {
	const value = headers[name];
	return typeof value === 'string' ? value : '';
};

/** Returns an error reply unless the request is signed, timed and authorized as documented. */
function verify(state: TuyaState, call: Call): Reply | null {
	const { request } = call;
	const now = state.now();
	const isToken = call.call === 'token' || call.call === 'refresh';
	const leaks = (value: unknown) => typeof value === 'string' && value.includes(state.accessSecret);
	const sent = [request.path, request.query, request.body.toString()];
	if ([...sent, ...Object.values(request.headers)].some(leaks)) return failure(1001, now);
	if (header(request, 'client_id') !== state.accessId) return failure(1005, now);
	const t = header(request, 't');
	if (!/^\d{13}$/.test(t) || Math.abs(Number(t) - now) > LARGEST_SKEW) return failure(1013, now);
	const nonce = header(request, 'nonce');
	const names = header(request, 'signature-headers').split(':').filter(Boolean);
	const sign = signTuya({
		clientId: state.accessId,
		secret: state.accessSecret,
		accessToken: isToken ? '' : call.accessToken,
		t,
		nonce,
		method: request.method,
		target: canonical((request.prefix ?? '') + request.path, request.query),
		signedHeaders: names.map((name) => [name, header(request, name.toLowerCase())] as const),
		body: request.body,
	});
	const signed = header(request, 'sign') === sign;
	if (!signed || header(request, 'sign_method') !== 'HMAC-SHA256') return failure(1004, now);
	if (nonce !== '' && !state.nonces.add(t + nonce)) return failure(1004, now);
	if (isToken) return null;
	if (call.accessToken === '') return failure(1011, now);
	return state.tokens.isValid(call.accessToken) ? null : failure(1010, now);
}

function perform(state: TuyaState, call: Call): Reply {
	const now = state.now();
	const { method } = call.request;
	if (!METHODS.includes(method) || (call.call !== 'other' && method !== 'GET')) {
		return failure(1108, now);
	}
	switch (call.call) {
		case 'token':
			if (call.query.get('grant_type') !== '1') return failure(1003, now);
			return token(state, state.tokens.get());
		case 'refresh':
			return token(state, state.tokens.refresh(call.refreshToken));
		case 'order':
			return order(state, call);
		default:
			return echo(state, call);
	}
}

function token({ now }: TuyaState, issued: IssuedToken | null): Reply {
	if (issued === null) return failure(1010, now());
	const result = {
		uid: 'sandbox0000000000001',
		access_token: issued.accessToken,
		expire_time: issued.remaining,
		refresh_token: issued.refreshToken,
	};
	return success(JSON.stringify(result), now());
}

function order(state: TuyaState, { orderId, query }: Call): Reply {
	const now = state.now();
	const mallCode = query.get('mall_code');
	const siteCode = query.get('site_code');
	if (!mallCode || !siteCode) return failure(1100, now);
	if (mallCode !== state.mallCode) return failure(2001000, now);
	if (siteCode !== state.siteCode) return failure(1109, now);
	const own = state.orders.get(orderId);
	if (own !== undefined) return { outcome: 'ok', status: 200, body: own };
	if (orderId === SAMPLE_ORDER) return success(sampleResult, now);
	return orderId.startsWith('SO') ? success(tuyaOrder(orderId), now) : failure(2005001, now);
}

function echo({ now }: TuyaState, { request, query }: Call): Reply {
	const seen = {
		method: request.method,
		path: request.path,
		query: Object.fromEntries(query),
		body: request.body.toString(),
	};
	return success(JSON.stringify({ echo: seen }), now());
}
