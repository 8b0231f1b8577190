import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';

import { faultOf, type Fault } from './fault';
import type { SignedRequest } from './message';
import { MAX_RESPONSE_BYTES, usePool, type EgressFilter } from './pool';
import { retryAfter } from './retryAfter';
import type { Runtime } from './runtime';
import { USER_AGENT } from './userAgent';

export type HttpResult =
	| {
			readonly ok: true;
			readonly status: number;
			/** Milliseconds that the server asks to wait (`Retry-After`), or `null`. */
			readonly retryAfter: number | null;
			readonly text: string;
	  }
	| {
			readonly ok: false;
			readonly fault: Fault;
			/** The exception behind the fault, where there is one. */
			readonly cause?: unknown;
	  };

/** Sends requests; never throws. Redirects are not followed, responses are bounded. */
export interface HttpClient {
	/**
	 * @param timeout milliseconds for the whole attempt, from connecting to the last byte
	 * @param signal aborts the request; the result is then the fault `canceled`
	 */
	send(request: SignedRequest, timeout: number, signal?: AbortSignal): Promise<HttpResult>;
	/** Gives the pool back; connections stay open a little for the next run. */
	release(): void;
}

const DECODERS: ReadonlyMap<string, (bytes: Buffer) => Promise<Buffer>> = new Map([
	['gzip', bounded(promisify(gunzip))],
	['x-gzip', bounded(promisify(gunzip))],
	['deflate', bounded(promisify(inflate))],
	['br', bounded(promisify(brotliDecompress))],
]);

function bounded(
	decode: (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>,
): (bytes: Buffer) => Promise<Buffer> {
	return async (bytes) => await decode(bytes, { maxOutputLength: MAX_RESPONSE_BYTES });
}

/** A client on the pool of this process, with n8n's egress filter where n8n has one. */
export function openClient(runtime: Runtime, filter?: EgressFilter): HttpClient {
	const pool = usePool(filter);
	const checks = new Map<string, ReturnType<EgressFilter['validateUrl']>>();

	/** Once per origin and run: every DNS lookup of a connection passes the filter all the same. */
	const checkOrigin = async (origin: string): Promise<{ ok: boolean; error?: unknown }> => {
		if (!filter) return { ok: true };
		const check = checks.get(origin) ?? filter.validateUrl(origin);
		checks.set(origin, check);
		// A DNS lookup that failed may succeed at the next attempt.
		check.catch(() => checks.delete(origin));
		return await check;
	};

	const exchange = async (
		request: SignedRequest,
		timeout: number,
		signal: AbortSignal,
	): Promise<HttpResult> => {
		const url = new URL(request.url);
		const { origin, pathname, search } = url;
		const dispatcher = pool.dispatcherFor(url);
		const { ok, error: cause } = await checkOrigin(origin);
		if (!ok) return { ok: false, fault: 'blocked', cause };
		// undici opens a connection even for a request that was aborted before.
		signal.throwIfAborted();
		const { statusCode, headers, body } = await dispatcher.request({
			origin,
			path: pathname + search,
			method: request.method,
			headers: { accept: 'application/json', 'user-agent': USER_AGENT, ...request.headers },
			body: request.body === '' ? null : request.body,
			headersTimeout: timeout,
			bodyTimeout: timeout,
			signal,
		});
		const bytes = Buffer.from(await body.arrayBuffer());
		const decode = DECODERS.get(String(headers['content-encoding']).toLowerCase());
		const text = (decode && bytes.length > 0 ? await decode(bytes) : bytes).toString('utf8');
		// undici frees a connection one turn after its response; asking sooner would open another one.
		await nextTurn();
		return {
			ok: true,
			status: statusCode,
			retryAfter: retryAfter(headers['retry-after'], runtime.now()),
			text,
		};
	};

	return {
		send: async (request, timeout, canceled) => {
			if (canceled?.aborted) return { ok: false, fault: 'canceled' };
			const attempt = new AbortController();
			const ended = new Promise<HttpResult>((resolve) => {
				attempt.signal.addEventListener('abort', () => resolve({ ok: false, fault: 'timeout' }));
			});
			const end = () => attempt.abort();
			const timer = setTimeout(end, timeout);
			canceled?.addEventListener('abort', end);
			try {
				// Not every step heeds the signal: the egress filter does not.
				const result = await Promise.race([exchange(request, timeout, attempt.signal), ended]);
				return canceled?.aborted && !result.ok ? { ok: false, fault: 'canceled' } : result;
			} catch (cause) {
				if (canceled?.aborted) return { ok: false, fault: 'canceled' };
				return { ok: false, fault: faultOf(cause), cause };
			} finally {
				clearTimeout(timer);
				canceled?.removeEventListener('abort', end);
			}
		},
		release: () => pool.release(),
	};
}
