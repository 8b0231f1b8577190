import type { LookupFunction } from 'node:net';

import { Agent, EnvHttpProxyAgent, type Dispatcher } from 'undici';

import { isLoopback } from './loopback';

/** n8n's egress filter as far as an HTTP client needs it; absent in n8n before 2.x. */
export interface EgressFilter {
	/** `error` is why a URL is not allowed. */
	validateUrl(url: string): Promise<{ readonly ok: boolean; readonly error?: unknown }>;
	createSecureLookup(): LookupFunction;
}

/** A response larger than this is cut off: the largest real orders are a hundredth of it. */
export const MAX_RESPONSE_BYTES = 16 * 1024 * 1024;
const CONNECT_TIMEOUT = 10_000;
/** Idle connections are kept for the next order this long, unless the server says otherwise. */
const KEEP_ALIVE = 15_000;
/** A pool that no run uses is closed after this long. */
const LINGER = 30_000;

interface Pool {
	readonly direct: Dispatcher;
	/** An error when a proxy variable does not hold the address of a proxy. */
	readonly proxied: Dispatcher | Error;
	users: number;
	closing: NodeJS.Timeout | undefined;
}

const UNFILTERED = {};
const PROXY_VARIABLES = ['http_proxy', 'https_proxy', 'no_proxy'].flatMap((name) => [
	name,
	name.toUpperCase(),
]);

/** Per egress filter, then per proxy setting: what a connection of the pool depends on. */
const pools = new WeakMap<object, Map<string, Pool>>();

/** A use of the process's keep-alive pool; `release` has to be called when the run ends. */
export interface PoolUse {
	/**
	 * @param hostname as `URL` writes it; a loopback host never goes through a proxy
	 * @throws when a proxy is needed and its variable does not hold the address of one
	 */
	dispatcherFor(hostname: string): Dispatcher;
	release(): void;
}

/**
 * The connection pool that the runs of this process share: per origin, through the proxy that
 * `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` name, with n8n's egress filter on every DNS lookup.
 */
export function usePool(filter: EgressFilter | undefined): PoolUse {
	const setting = JSON.stringify(PROXY_VARIABLES.map((name) => process.env[name]));
	const owner = filter ?? UNFILTERED;
	const settings = pools.get(owner) ?? new Map<string, Pool>();
	pools.set(owner, settings);
	const pool = settings.get(setting) ?? createPool(filter);
	settings.set(setting, pool);
	pool.users++;
	clearTimeout(pool.closing);
	let isReleased = false;
	return {
		dispatcherFor: (hostname) => {
			if (isLoopback(hostname)) return pool.direct;
			if (pool.proxied instanceof Error) throw pool.proxied;
			return pool.proxied;
		},
		release: () => {
			if (isReleased) return;
			isReleased = true;
			if (--pool.users > 0) return;
			pool.closing = setTimeout(() => {
				settings.delete(setting);
				void pool.direct.close();
				if (!(pool.proxied instanceof Error)) void pool.proxied.close();
			}, LINGER).unref();
		},
	};
}

function createPool(filter: EgressFilter | undefined): Pool {
	const options = {
		keepAliveTimeout: KEEP_ALIVE,
		maxResponseSize: MAX_RESPONSE_BYTES,
		connectTimeout: CONNECT_TIMEOUT,
		connect: {
			timeout: CONNECT_TIMEOUT,
			...(filter ? { lookup: filter.createSecureLookup() } : {}),
		},
	};
	return {
		direct: new Agent(options),
		proxied: createProxied(options),
		users: 0,
		closing: undefined,
	};
}

function createProxied(options: EnvHttpProxyAgent.Options): Dispatcher | Error {
	try {
		return new EnvHttpProxyAgent(options);
	} catch (cause) {
		return new Error('Proxy address is invalid', { cause });
	}
}
