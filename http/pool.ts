import type { LookupFunction } from 'node:net';

import { EnvHttpProxyAgent, type Dispatcher } from 'undici';

/** n8n's egress filter as far as an HTTP client needs it; absent in n8n before 2.x. */
export interface EgressFilter {
	validateUrl(url: string): Promise<{ ok: boolean }>;
	createSecureLookup(): LookupFunction;
}

/** An answer larger than this is cut off: the largest real orders are a hundredth of it. */
export const MAX_ANSWER_BYTES = 16 * 1024 * 1024;
const CONNECT_TIMEOUT = 10_000;
/** Idle sockets are kept for the next order this long, unless the server says otherwise. */
const KEEP_ALIVE = 15_000;
/** A pool that no run uses is closed after this long. */
const LINGER = 30_000;

interface Pool {
	readonly dispatcher: Dispatcher;
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
	readonly dispatcher: Dispatcher;
	release(): void;
}

/**
 * The connection pool that the runs of this process share: per origin, through the proxy that
 * `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` name, with n8n's egress filter on every look-up.
 * Throws when one of these variables holds something else than the address of a proxy.
 */
export function usePool(filter: EgressFilter | undefined): PoolUse {
	const setting = JSON.stringify(PROXY_VARIABLES.map((name) => process.env[name]));
	const owner = filter ?? UNFILTERED;
	const settings = pools.get(owner) ?? new Map<string, Pool>();
	pools.set(owner, settings);
	const pool = settings.get(setting) ?? {
		dispatcher: createDispatcher(filter),
		users: 0,
		closing: undefined,
	};
	settings.set(setting, pool);
	pool.users++;
	clearTimeout(pool.closing);
	let released = false;
	return {
		dispatcher: pool.dispatcher,
		release: () => {
			if (released) return;
			released = true;
			if (--pool.users > 0) return;
			pool.closing = setTimeout(() => {
				settings.delete(setting);
				void pool.dispatcher.close();
			}, LINGER).unref();
		},
	};
}

const createDispatcher = (filter: EgressFilter | undefined): Dispatcher =>
	new EnvHttpProxyAgent({
		keepAliveTimeout: KEEP_ALIVE,
		maxResponseSize: MAX_ANSWER_BYTES,
		connectTimeout: CONNECT_TIMEOUT,
		connect: {
			timeout: CONNECT_TIMEOUT,
			...(filter ? { lookup: filter.createSecureLookup() } : {}),
		},
	});
