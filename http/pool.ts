import type { LookupFunction } from 'node:net';

import { Agent, ProxyAgent, type Dispatcher } from 'undici';

import { proxyFor } from './proxy';

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
	readonly options: Agent.Options;
	/** By the address of the proxy, `''` for none. */
	readonly dispatchers: Map<string, Dispatcher>;
	users: number;
	closing: NodeJS.Timeout | undefined;
}

const UNFILTERED = {};

/** One pool for each egress filter. */
const pools = new WeakMap<object, Pool>();

/** A use of the process's keep-alive pool; `release` has to be called when the run ends. */
export interface PoolUse {
	/** @throws when the environment names a proxy for the URL that is no HTTP proxy */
	dispatcherFor(url: URL): Dispatcher;
	release(): void;
}

/**
 * The connection pool that the runs of this process share: per origin and proxy, with n8n's egress
 * filter on the DNS lookups of direct connections. A proxy looks its targets up itself.
 */
export function usePool(filter: EgressFilter | undefined): PoolUse {
	const owner = filter ?? UNFILTERED;
	const pool = pools.get(owner) ?? createPool(filter);
	pools.set(owner, pool);
	pool.users++;
	clearTimeout(pool.closing);
	let isReleased = false;
	return {
		dispatcherFor: (url) => dispatcherOf(pool, url),
		release: () => {
			if (isReleased) return;
			isReleased = true;
			if (--pool.users > 0) return;
			pool.closing = setTimeout(() => {
				pools.delete(owner);
				for (const dispatcher of pool.dispatchers.values()) void dispatcher.close();
			}, LINGER).unref();
		},
	};
}

const createPool = (filter: EgressFilter | undefined): Pool => ({
	options: {
		keepAliveTimeout: KEEP_ALIVE,
		maxResponseSize: MAX_RESPONSE_BYTES,
		connectTimeout: CONNECT_TIMEOUT,
		connect: {
			timeout: CONNECT_TIMEOUT,
			...(filter ? { lookup: filter.createSecureLookup() } : {}),
		},
	},
	dispatchers: new Map(),
	users: 0,
	closing: undefined,
});

function dispatcherOf({ options, dispatchers }: Pool, url: URL): Dispatcher {
	const proxy = proxyFor(url);
	const key = proxy?.address ?? '';
	const dispatcher =
		dispatchers.get(key) ??
		(proxy
			? new ProxyAgent({
					...options,
					uri: proxy.address,
					proxyTls: { timeout: CONNECT_TIMEOUT },
					...(proxy.authorization ? { token: proxy.authorization } : {}),
				})
			: new Agent(options));
	dispatchers.set(key, dispatcher);
	return dispatcher;
}
