import type { ServerResponse } from 'node:http';

import { aliExpressGateway, isGenerated } from './aliexpress/gateway';
import { beginningOf } from './aliexpress/generate';
import { banned } from './aliexpress/replies';
import { SCENARIOS } from './aliexpress/scenarios';
import { AliExpressTokens } from './aliexpress/tokens';
import type { Sandbox, SandboxOptions } from './api';
import { CallLimit, limitCalls, slidingWindow } from './callLimit';
import { FaultPlan } from './faults';
import { sendFault, needsReply, send } from './sendFault';
import { RequestLog } from './log';
import { Moves } from './moves';
import { listen } from './server';
import { tuyaGateway } from './tuya/gateway';
import { TuyaMall } from './tuya/mall';
import { failure } from './tuya/replies';
import { NonceMemory } from './tuya/nonces';
import { TuyaTokens } from './tuya/tokens';
import { expireAfter } from './tokenUse';
import type { Gateway, Incoming, Prepared, ProviderName, Reply } from './types';

export type { Sandbox, SandboxOptions } from './api';
export type { Fault, FaultPlan, Match } from './faults';
export type { LoggedRequest } from './log';
export type { CallName, ProviderName } from './types';
export type { AliExpressScenario } from './aliexpress/scenarios';
export type { Mall, PlacedOrder } from './tuya/mall';
export type { TuyaScenario } from './tuya/scenarios';
export type { SearchHook, SearchPaging, SearchResult, TuyaSearch } from './tuya/search';

const ALIEXPRESS = { appKey: '512345', appSecret: 'sandbox-app-secret-f4b1c7' } as const;
const TUYA = {
	accessId: 'sandboxaccessid00001',
	accessSecret: 'sandbox-access-secret-9a2e',
} as const;
const MALL = { mallCode: 'SANDBOX_MALL', siteCode: 'SANDBOX_SITE' } as const;
const UNKNOWN_PATH: Prepared = {
	call: 'other',
	orderId: '',
	accessToken: '',
	reply: () => ({ outcome: '404', status: 404, body: '{"message":"no such path"}' }),
};
const REPLACED: Reply = { outcome: 'fault', status: 200, body: '' };

const textOf = (payload: unknown): string =>
	typeof payload === 'string' ? payload : JSON.stringify(payload);

/** Starts a server for both providers on one loopback port. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { now = Date.now, seed = 1, log: keepsLog = true, prefix = '' } = options;
	const { callsPerSecond, callsPerToken } = options;
	const tuyaNow = () => now() + (options.tuya?.clockOffset ?? 0);
	const aliExpressTokens = new AliExpressTokens(now, {
		access: options.aliexpress?.accessLife ?? 86_400,
		refresh: options.aliexpress?.refreshLife ?? 172_800,
		keepsRefreshToken: options.aliexpress?.keepsRefreshToken,
	});
	const tuyaTokens = new TuyaTokens(tuyaNow, options.tuya?.tokenLife ?? 7200);
	const orders = new Map<string, string>();
	const moves = new Moves(SCENARIOS, beginningOf);
	const mall = new TuyaMall(tuyaNow);
	const trackings = new Map<string, string>();
	const limited = (gateway: Gateway, refusal: (banLeft: number) => Reply): Gateway =>
		callsPerSecond === undefined
			? gateway
			: limitCalls(gateway, new CallLimit(slidingWindow(callsPerSecond)), now, refusal);
	const aliexpress = aliExpressGateway({
		...ALIEXPRESS,
		now,
		tokens: aliExpressTokens,
		orders,
		moves,
		trackings,
	});
	const tuya = tuyaGateway({
		...TUYA,
		...MALL,
		now: tuyaNow,
		tokens: tuyaTokens,
		nonces: new NonceMemory(100_000),
		mall,
	});
	const expireAccessTokens = (provider: ProviderName): void =>
		provider === 'tuya' ? tuyaTokens.expire() : aliExpressTokens.expireAccess();
	const expiring = (gateway: Gateway, provider: ProviderName): Gateway =>
		callsPerToken === undefined
			? gateway
			: expireAfter(callsPerToken, gateway, () => expireAccessTokens(provider));
	const gateways = {
		aliexpress: limited(expiring(aliexpress, 'aliexpress'), banned),
		tuya: limited(expiring(tuya, 'tuya'), () => failure(40000309, tuyaNow())),
	};
	const faults = new FaultPlan(seed);
	const log = new RequestLog();

	const handle = (received: Incoming, response: ServerResponse, socketId: number) => {
		const request = received.path.startsWith(`${prefix}/`)
			? { ...received, path: received.path.slice(prefix.length), prefix }
			: { ...received, path: '' };
		const provider = providerOf(request.path);
		const { reply, ...named } = provider === 'none' ? UNKNOWN_PATH : gateways[provider](request);
		const fault = faults.take({ provider, call: named.call, orderId: named.orderId });
		const sent = needsReply(fault) ? reply() : REPLACED;
		log.add(named.call, named.orderId);
		if (keepsLog) {
			log.entries.push({
				provider,
				call: named.call,
				orderId: named.orderId,
				accessToken: named.accessToken,
				method: request.method,
				path: received.path,
				query: Object.fromEntries(new URLSearchParams(request.query)),
				headers: request.headers,
				body: request.body.toString(),
				outcome: sent.outcome,
				fault: fault?.kind ?? '',
				socketId,
				at: now(),
			});
		}
		if (fault) sendFault(response, fault, sent);
		else send(response, sent.status, sent.body);
	};
	const listener = await listen(handle, options.tls ?? false, options.port ?? 0);
	const baseUrl = listener.baseUrl + prefix;
	const { accessToken, refreshToken } = aliExpressTokens.current;

	return {
		baseUrl,
		certificate: listener.certificate,
		demo: {
			aliExpressApi: { ...ALIEXPRESS, accessToken, refreshToken, authorizationCode: '', baseUrl },
			tuyaApi: { ...TUYA, dataCenter: 'custom', baseUrl },
		},
		...MALL,
		requests: log.entries,
		get sockets() {
			return listener.sockets();
		},
		get openSockets() {
			return listener.openSockets();
		},
		count: (call, orderId) => log.count(call, orderId),
		setOrder: (provider, orderId, payload) => {
			if (provider === 'tuya') mall.setBody(orderId, textOf(payload));
			else orders.set(orderId, textOf(payload));
		},
		setTracking: (orderId, payload) => trackings.set(orderId, textOf(payload)),
		move: (orderId: string, to?: string) => {
			if (!/^\d/.test(orderId)) return mall.move(orderId, to);
			if (isGenerated(orderId) && !orders.has(orderId)) return moves.move(orderId, to);
			throw new Error(`${orderId} is not generated and cannot be moved`);
		},
		tuya: mall,
		issueCode: () => aliExpressTokens.issueCode(),
		expireAccessTokens,
		revokeRefreshTokens: () => aliExpressTokens.revokeRefresh(),
		currentTokens: () => ({
			aliexpress: {
				accessToken: aliExpressTokens.current.accessToken,
				refreshToken: aliExpressTokens.current.refreshToken,
			},
			tuya: { accessToken: tuyaTokens.newest.accessToken },
		}),
		faults,
		reset: () => {
			log.clear();
			faults.clear();
			moves.clear();
			mall.reset();
		},
		close: () => listener.close(),
	};
}

function providerOf(path: string): ProviderName | 'none' {
	if (path === '/sync' || path.startsWith('/rest/')) return 'aliexpress';
	return /^\/v\d+\.\d+\//.test(path) ? 'tuya' : 'none';
}
