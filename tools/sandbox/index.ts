import type { ServerResponse } from 'node:http';

import { aliExpressGateway, isGenerated } from './aliexpress/gateway';
import { beginningOf } from './aliexpress/generate';
import { banned } from './aliexpress/replies';
import { SCENARIOS, type AliExpressScenario } from './aliexpress/scenarios';
import { AliExpressTokens, type AliExpressOptions } from './aliexpress/tokens';
import { isAmazonPath } from './amazon/gateway';
import { refusal } from './amazon/replies';
import type { AmazonScenario } from './amazon/scenarios';
import { AmazonSellers, type AmazonOptions } from './amazon/sellers';
import type { App } from './amazon/tokens';
import { CallLimit, restrained, slidingWindow } from './callLimit';
import { FaultPlan } from './faults';
import { sendFault, needsReply, send } from './sendFault';
import { RequestLog, type LoggedRequest } from './log';
import { listen } from './server';
import { Shop } from './shop';
import { tuyaGateway } from './tuya/gateway';
import { TuyaMall } from './tuya/mall';
import { failure } from './tuya/replies';
import type { TuyaScenario } from './tuya/scenarios';
import { TuyaTokens } from './tuya/tokens';
import type { Gateway, Incoming, Prepared, ProviderName, Reply } from './types';
import { textOf } from './wire';

export type { Fault, FaultPlan, Match } from './faults';
export type { LoggedRequest } from './log';
export type { CallName, ProviderName } from './types';
export type { AliExpressScenario } from './aliexpress/scenarios';
export type { Grant } from './aliexpress/tokens';
export type { AmazonScenario } from './amazon/scenarios';
export type { TuyaScenario } from './tuya/scenarios';
export type { SearchResult } from './tuya/search';

type Scenario = AliExpressScenario | TuyaScenario | AmazonScenario;

const ALIEXPRESS = { appKey: '512345', appSecret: 'sandbox-app-secret-f4b1c7' };
const TUYA = {
	accessId: 'sandboxaccessid00001',
	accessSecret: 'sandbox-access-secret-9a2e',
};
const AMAZON_ID = /^\w{3}-/;
const MALL = { mallCode: 'SANDBOX_MALL', siteCode: 'SANDBOX_SITE' };
const UNKNOWN_PATH: Prepared = {
	call: 'other',
	orderId: '',
	accessToken: '',
	reply: () => ({ outcome: '404', status: 404, body: '{"message":"no such path"}' }),
};
const REPLACED: Reply = { outcome: 'fault', status: 200, body: '' };

export interface SandboxOptions {
	readonly tls?: boolean;
	/** Default 0: any free port. */
	readonly port?: number;
	/** The path that `baseUrl` has and every request starts with, such as `/gateway`; default none. */
	readonly prefix?: string;
	/** The sandbox's clock for tokens and skew, epoch milliseconds. */
	readonly now?: () => number;
	/** For `faults.random`. */
	readonly seed?: number;
	/** False keeps `requests` empty; `count` still works. */
	readonly log?: boolean;
	/**
	 * Calls that each provider accepts in any second; one more bans all its calls for a second. Default:
	 * no limit. Token calls are not limited.
	 */
	readonly callsPerSecond?: number;
	/**
	 * Accepted calls after which all access tokens of a provider expire, again and again. Default: they
	 * only expire with time. Token calls do not count.
	 */
	readonly callsPerToken?: number;
	/** In milliseconds. */
	readonly tuya?: { readonly clockOffset?: number };
	readonly aliexpress?: AliExpressOptions;
	readonly amazon?: AmazonOptions;
}

export type Sandbox = Awaited<ReturnType<typeof startSandbox>>;

/** Starts a server for all providers on one loopback port. */
export async function startSandbox(options: SandboxOptions = {}) {
	const { now = Date.now, seed = 1, log: keepsLog = true, prefix = '' } = options;
	const { callsPerSecond, callsPerToken } = options;
	const tuyaNow = () => now() + (options.tuya?.clockOffset ?? 0);
	const aliExpressTokens = new AliExpressTokens(now, options.aliexpress);
	const tuyaTokens = new TuyaTokens(tuyaNow);
	const shop = new Shop(isGenerated, SCENARIOS, beginningOf);
	const mall = new TuyaMall(tuyaNow);
	const trackings = new Map<string, string>();
	const amazonSellers = new AmazonSellers(now, options.amazon);
	const expiries = {
		aliexpress: () => aliExpressTokens.expireAccess(),
		tuya: () => tuyaTokens.expire(),
		amazon: () => amazonSellers.tokens.expire(),
	};
	const expireAccessTokens = (provider: ProviderName): void => expiries[provider]();
	const restrain = (gateway: Gateway, expire: () => void, refusal: (ban: number) => Reply) => {
		const limit =
			callsPerSecond === undefined ? undefined : new CallLimit(slidingWindow(callsPerSecond));
		return restrained(gateway, { limit, callsPerToken, now, refusal, expire });
	};
	const app = { ...ALIEXPRESS, now, tokens: aliExpressTokens };
	const aliexpress = aliExpressGateway({ ...app, shop, trackings });
	const project = { ...TUYA, ...MALL, now: tuyaNow, tokens: tuyaTokens };
	const tuya = tuyaGateway({ ...project, nonces: new Set(), mall });
	const gateways = {
		aliexpress: restrain(aliexpress, expiries.aliexpress, banned),
		tuya: restrain(tuya, expiries.tuya, () => failure(40000309, tuyaNow())),
		amazon: restrain(amazonSellers.gateway, expiries.amazon, () => refusal('quota')),
	};
	const faults = new FaultPlan(seed);
	const log = new RequestLog(keepsLog);

	const handle = (received: Incoming, response: ServerResponse, socketId: number) => {
		const request = received.path.startsWith(`${prefix}/`)
			? { ...received, path: received.path.slice(prefix.length), prefix }
			: { ...received, path: '' };
		const provider = providerOf(request.path);
		const { reply, ...named } = provider === 'none' ? UNKNOWN_PATH : gateways[provider](request);
		const { call, orderId, accessToken } = named;
		const fault = faults.take({ provider, call, orderId });
		const sent = needsReply(fault) ? reply() : REPLACED;
		const { method, headers, body } = request;
		log.add(named, () => ({
			provider,
			call,
			orderId,
			accessToken,
			method,
			headers,
			socketId,
			path: received.path,
			query: Object.fromEntries(new URLSearchParams(request.query)),
			body: body.toString(),
			outcome: sent.outcome,
			fault: fault?.kind ?? '',
			at: now(),
		}));
		if (fault) sendFault(response, fault, sent);
		else send(response, sent.status, sent.body, sent.headers);
	};
	const listener = await listen(handle, options.tls ?? false, options.port ?? 0);
	const baseUrl = listener.baseUrl + prefix;
	const { accessToken, refreshToken } = aliExpressTokens.current;
	const amazon = amazonSellers.add(baseUrl);

	return {
		/** The same address for all providers. */
		baseUrl,
		/** PEM to trust, `null` without TLS. */
		certificate: listener.certificate,
		/** The credential fields as a user enters them. */
		demo: {
			aliExpressApi: { ...ALIEXPRESS, accessToken, refreshToken, authorizationCode: '', baseUrl },
			tuyaApi: { ...TUYA, dataCenter: 'custom', baseUrl },
			amazonSpApi: amazon.credential,
		},
		...MALL,
		requests: log.entries as readonly LoggedRequest[],
		/** The number of sockets opened so far. */
		get sockets() {
			return listener.sockets();
		},
		get openSockets() {
			return listener.openSockets();
		},
		/** Number of requests by `CallName`, optionally of one order. */
		count: (call: string, orderId?: string) => log.count(call, orderId),
		/** Sets the reply body for an order: data, or text that is sent unchanged. */
		setOrder: (provider: ProviderName, orderId: string, payload: unknown) => {
			const amazon = () => amazonSellers.shopOf(orderId);
			const owner = { aliexpress: () => shop, tuya: () => mall, amazon }[provider]();
			owner.setBody(orderId, textOf(payload));
		},
		setTracking: (orderId: string, payload: unknown) =>
			void trackings.set(orderId, textOf(payload)),
		/**
		 * Moves a generated order one step along its provider's sequence, or to a scenario, also back; an
		 * order at its end stays there. Returns the scenario that it is in now. Lines, amounts and parcel
		 * numbers stay the same. Throws for an order that is not generated and for an unknown scenario.
		 */
		move: (orderId: string, to?: Scenario): Scenario => {
			if (AMAZON_ID.test(orderId)) return amazonSellers.shopOf(orderId).move(orderId, to);
			return (/^\d/.test(orderId) ? shop : mall).move(orderId, to);
		},
		/** The orders that a search of the mall finds. */
		tuya: mall,
		/** The orders of the seller in the demo credential. */
		amazon: amazon.shop,
		/** Apps and authorizations: to rotate a secret, or to revoke a refresh token. */
		amazonTokens: amazonSellers.tokens,
		/** Another seller with orders of its own, and the credential fields for it; default: of a new app. */
		addAmazonSeller: (app?: App) => amazonSellers.add(baseUrl, app),
		/** Creates an AliExpress authorization code. */
		issueCode: () => aliExpressTokens.issueCode(),
		/** Expires every access token issued so far. */
		expireAccessTokens,
		/** Invalidates every AliExpress refresh token issued so far. */
		revokeRefreshTokens: () => aliExpressTokens.revokeRefresh(),
		/** The newest tokens, even if they are no longer valid. */
		currentTokens: () => ({
			aliexpress: {
				accessToken: aliExpressTokens.current.accessToken,
				refreshToken: aliExpressTokens.current.refreshToken,
			},
			tuya: { accessToken: tuyaTokens.newest.accessToken },
			amazon: { accessToken: amazonSellers.tokens.newest },
		}),
		faults,
		/**
		 * Clears the log, the faults and the calls that count for Amazon’s pace, and puts moved orders, lists and
		 * searches back. Keeps tokens and the replies that were set.
		 */
		reset: () => {
			log.clear();
			faults.clear();
			shop.reset();
			mall.reset();
			amazonSellers.reset();
		},
		/** Stops the server and closes its sockets. */
		close: () => listener.close(),
	};
}

function providerOf(path: string): ProviderName | 'none' {
	if (isAmazonPath(path)) return 'amazon';
	if (path === '/sync' || path.startsWith('/rest/')) return 'aliexpress';
	return /^\/v\d+\.\d+\//.test(path) ? 'tuya' : 'none';
}
