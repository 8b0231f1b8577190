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

const UNFILTERED = {};

/**
 * The keep-alive connections of a process, by origin and proxy, with n8n's egress filter on their DNS
 * lookups.
 */
export class Agents {
	/** By egress filter, then by the address of the proxy, `''` for none. */
	private readonly agents = new WeakMap<object, Map<string, Dispatcher>>();

	/** @throws when the environment names a proxy for the URL that is no HTTP proxy */
	dispatcherFor(url: URL, filter?: EgressFilter): Dispatcher {
		const proxy = proxyFor(url);
		const owner = filter ?? UNFILTERED;
		const byProxy = this.agents.get(owner) ?? new Map<string, Dispatcher>();
		this.agents.set(owner, byProxy);
		const dispatcher = byProxy.get(proxy) ?? open(proxy, filter);
		byProxy.set(proxy, dispatcher);
		return dispatcher;
	}
}

function open(proxy: string, filter: EgressFilter | undefined): Dispatcher {
	const options: Agent.Options = {
		keepAliveTimeout: KEEP_ALIVE,
		maxResponseSize: MAX_RESPONSE_BYTES,
		connectTimeout: CONNECT_TIMEOUT,
		connect: { timeout: CONNECT_TIMEOUT, lookup: filter?.createSecureLookup() },
	};
	if (proxy === '') return new Agent(options);
	return new ProxyAgent({ ...options, uri: proxy, proxyTls: { timeout: CONNECT_TIMEOUT } });
}
