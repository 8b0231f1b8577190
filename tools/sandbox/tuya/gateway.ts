import { refused, succeeded } from './answers';
import type { NonceMemory } from './nonces';
import { tuyaOrder } from './orders';
import type { TuyaAnswer, TuyaTokens } from './tokens';
import { canonical, signTuya } from '../sign';
import type { Answer, Gateway, Incoming, Prepared } from '../types';
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
	/** Whole answer bodies by order id, in place of the sandbox's own. */
	readonly orders: ReadonlyMap<string, string>;
}

const SAMPLE_ORDER = 'SO2110258K167O5C';
const LARGEST_SKEW = 300_000;
const METHODS = ['GET', 'POST', 'PUT', 'DELETE'];
const TOKEN_PATH = /^\/v1\.0\/token(?:\/([^/]+))?$/;
/** `search` in the place of the id is another endpoint. */
const ORDER_PATH = /^\/v1\.0\/sellercenter\/order\/(?!search$)([^/]+)$/;

const sampleResult = JSON.stringify(
	(JSON.parse(fixture('tuya/order.finished.json')) as { readonly result: unknown }).result,
);

interface Call extends Omit<Prepared, 'answer'> {
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
		return { ...call, answer: () => check(state, call) ?? perform(state, call) };
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

/** The refusal of a request that is not signed, timed and authorized as documented. */
function check(state: TuyaState, call: Call): Answer | null {
	const { request } = call;
	const now = state.now();
	const isToken = call.call === 'token' || call.call === 'refresh';
	const leaks = (value: unknown) => typeof value === 'string' && value.includes(state.accessSecret);
	const sent = [request.path, request.query, request.body.toString()];
	if ([...sent, ...Object.values(request.headers)].some(leaks)) return refused(1001, now);
	if (header(request, 'client_id') !== state.accessId) return refused(1005, now);
	const t = header(request, 't');
	if (!/^\d{13}$/.test(t) || Math.abs(Number(t) - now) > LARGEST_SKEW) return refused(1013, now);
	const nonce = header(request, 'nonce');
	const names = header(request, 'signature-headers').split(':').filter(Boolean);
	const sign = signTuya({
		clientId: state.accessId,
		secret: state.accessSecret,
		accessToken: isToken ? '' : call.accessToken,
		t,
		nonce,
		method: request.method,
		target: canonical(request.path, request.query),
		signedHeaders: names.map((name) => [name, header(request, name.toLowerCase())] as const),
		body: request.body,
	});
	const signed = header(request, 'sign') === sign;
	if (!signed || header(request, 'sign_method') !== 'HMAC-SHA256') return refused(1004, now);
	if (nonce !== '' && !state.nonces.add(t + nonce)) return refused(1004, now);
	if (isToken) return null;
	if (call.accessToken === '') return refused(1011, now);
	return state.tokens.isValid(call.accessToken) ? null : refused(1010, now);
}

function perform(state: TuyaState, call: Call): Answer {
	const now = state.now();
	const { method } = call.request;
	if (!METHODS.includes(method) || (call.call !== 'other' && method !== 'GET')) {
		return refused(1108, now);
	}
	switch (call.call) {
		case 'token':
			if (call.query.get('grant_type') !== '1') return refused(1003, now);
			return token(state, state.tokens.get());
		case 'refresh':
			return token(state, state.tokens.refresh(call.refreshToken));
		case 'order':
			return order(state, call);
		default:
			return echo(state, call);
	}
}

function token({ now }: TuyaState, issued: TuyaAnswer | null): Answer {
	if (issued === null) return refused(1010, now());
	const result = {
		uid: 'sandbox0000000000001',
		access_token: issued.accessToken,
		expire_time: issued.remaining,
		refresh_token: issued.refreshToken,
	};
	return succeeded(JSON.stringify(result), now());
}

function order(state: TuyaState, { orderId, query }: Call): Answer {
	const now = state.now();
	const mallCode = query.get('mall_code');
	const siteCode = query.get('site_code');
	if (!mallCode || !siteCode) return refused(1100, now);
	if (mallCode !== state.mallCode) return refused(2001000, now);
	if (siteCode !== state.siteCode) return refused(1109, now);
	const own = state.orders.get(orderId);
	if (own !== undefined) return { outcome: 'ok', status: 200, body: own };
	if (orderId === SAMPLE_ORDER) return succeeded(sampleResult, now);
	return orderId.startsWith('SO') ? succeeded(tuyaOrder(orderId), now) : refused(2005001, now);
}

function echo({ now }: TuyaState, { request, query }: Call): Answer {
	const seen = {
		method: request.method,
		path: request.path,
		query: Object.fromEntries(query),
		body: request.body.toString(),
	};
	return succeeded(JSON.stringify({ echo: seen }), now());
}
