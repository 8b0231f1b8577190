import { failure, success } from './replies';
import type { TuyaMall } from './mall';
import { pageOf, readSearch } from './search';
import type { TuyaToken, TuyaTokens } from './tokens';
import { canonical, signTuya } from '../sign';
import type { Reply, Gateway, Incoming, Prepared } from '../types';
import { toJson } from '../wire';

export interface TuyaState {
	readonly accessId: string;
	readonly accessSecret: string;
	readonly mallCode: string;
	readonly siteCode: string;
	/** The server's own clock. */
	readonly now: () => number;
	readonly tokens: TuyaTokens;
	/** The nonces that were used, each after its time. */
	readonly nonces: Set<string>;
	readonly mall: TuyaMall;
}

const LARGEST_SKEW = 300_000;
const METHODS = ['GET', 'POST', 'PUT', 'DELETE'];
const TOKEN_PATH = /^\/v1\.0\/token(?:\/([^/]+))?$/;
const SEARCH_PATH = '/v1.0/sellercenter/order/search';
/** `search` instead of an id is another endpoint. */
const ORDER_PATH = /^\/v1\.0\/sellercenter\/order\/(?!search$)([^/]+)$/;

interface Call extends Omit<Prepared, 'reply'> {
	readonly request: Incoming;
	readonly query: URLSearchParams;
	/** The refresh token in the path of a refresh call. */
	readonly refreshToken: string;
}

/** The token endpoints, the order and the search endpoint, and an echo for every other path. */
export const tuyaGateway =
	(state: TuyaState): Gateway =>
	(request) => {
		const call = read(request);
		return { ...call, reply: () => verify(state, call) ?? perform(state, call) };
	};

function read(request: Incoming): Call {
	const { path } = request;
	const token = TOKEN_PATH.exec(path);
	const orderId = ORDER_PATH.exec(path)?.[1] ?? '';
	const refreshToken = token?.[1] ?? '';
	const name = path === SEARCH_PATH ? 'search' : orderId === '' ? 'other' : 'order';
	return {
		request,
		query: new URLSearchParams(request.query),
		call: token ? (refreshToken === '' ? 'token' : 'refresh') : name,
		orderId,
		refreshToken,
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
	if (nonce !== '') {
		if (state.nonces.has(t + nonce)) return failure(1004, now);
		state.nonces.add(t + nonce);
	}
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
		case 'search':
			return search(state, call);
		default:
			return echo(state, call);
	}
}

function token({ now }: TuyaState, issued: TuyaToken | null): Reply {
	if (issued === null) return failure(1010, now());
	const result = {
		uid: 'sandbox0000000000001',
		access_token: issued.accessToken,
		expire_time: Math.floor((issued.expiresAt - now()) / 1000),
		refresh_token: issued.refreshToken,
	};
	return success(JSON.stringify(result), now());
}

function order(state: TuyaState, { orderId, query }: Call): Reply {
	const now = state.now();
	const wrong = wrongMall(state, query, ['mall_code', 'site_code']);
	if (wrong !== null) return failure(wrong, now);
	const body = state.mall.body(orderId);
	if (body !== undefined) return { outcome: 'ok', status: 200, body };
	const result = state.mall.result(orderId);
	return result === null ? failure(2005001, now) : success(toJson(result), now);
}

function search(state: TuyaState, { query }: Call): Reply {
	const now = state.now();
	const { mall } = state;
	const wrong = wrongMall(state, query, ['mall_code']);
	if (wrong !== null) return failure(wrong, now);
	const found = readSearch(query, mall.rows());
	if (typeof found === 'number') return failure(found, now);
	const result = pageOf(found);
	return success(toJson(mall.onSearch ? mall.onSearch(found, result) : result), now);
}

/** The code of what is wrong with the mall or the site of a call, otherwise `null`. */
function wrongMall(
	{ mallCode, siteCode }: TuyaState,
	query: URLSearchParams,
	required: readonly string[],
): 1100 | 1109 | 2001000 | null {
	if (required.some((name) => !query.get(name))) return 1100;
	if (query.get('mall_code') !== mallCode) return 2001000;
	return (query.get('site_code') || siteCode) === siteCode ? null : 1109;
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
