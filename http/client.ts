import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';

import { faultOf, type Fault } from './fault';
import { MAX_ANSWER_BYTES, usePool, type EgressFilter, type PoolUse } from './pool';

export interface HttpRequest {
	readonly method: 'GET' | 'POST';
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	/** `''` for none. */
	readonly body: string;
}

export type HttpResult =
	| {
			readonly ok: true;
			readonly status: number;
			/** Milliseconds that the server asks to wait (`Retry-After`), or null. */
			readonly retryAfter: number | null;
			readonly text: string;
	  }
	| { readonly ok: false; readonly fault: Fault };

/** Sends requests; never throws. Redirects are not followed, answers are bounded. */
export interface HttpClient {
	/**
	 * @param timeout milliseconds for the whole attempt, from connecting to the last byte
	 * @param signal aborts the request; the answer is then the fault `canceled`
	 */
	send(request: HttpRequest, timeout: number, signal?: AbortSignal): Promise<HttpResult>;
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
	return async (bytes) => await decode(bytes, { maxOutputLength: MAX_ANSWER_BYTES });
}

/** A client on the pool of this process, with n8n's egress filter where n8n has one. */
export function openClient(filter?: EgressFilter): HttpClient {
	const pool = poolFor(filter);
	const allowed = new Map<string, Promise<boolean>>();

	/** Once per origin and run: every look-up of a connection passes the filter all the same. */
	const isAllowed = async (origin: string): Promise<boolean> => {
		if (!filter) return true;
		const known = allowed.get(origin) ?? filter.validateUrl(origin).then(({ ok }) => ok);
		allowed.set(origin, known);
		// A look-up of the name that came to nothing may not at the next attempt.
		known.catch(() => allowed.delete(origin));
		return await known;
	};

	const exchange = async (
		request: HttpRequest,
		timeout: number,
		signal: AbortSignal,
	): Promise<HttpResult> => {
		if (pool === null) return { ok: false, fault: 'proxy' };
		const { origin, pathname, search } = new URL(request.url);
		if (!(await isAllowed(origin))) return { ok: false, fault: 'blocked' };
		// undici opens a connection even for a request that is over.
		signal.throwIfAborted();
		const { statusCode, headers, body } = await pool.dispatcher.request({
			origin,
			path: pathname + search,
			method: request.method,
			headers: { accept: 'application/json', ...request.headers },
			body: request.body === '' ? null : request.body,
			headersTimeout: timeout,
			bodyTimeout: timeout,
			signal,
		});
		const bytes = Buffer.from(await body.arrayBuffer());
		const decode = DECODERS.get(String(headers['content-encoding']).toLowerCase());
		const text = (decode && bytes.length > 0 ? await decode(bytes) : bytes).toString('utf8');
		// undici frees a connection one turn after its answer; asking sooner would open another one.
		await nextTurn();
		return {
			ok: true,
			status: statusCode,
			retryAfter: retryAfter(headers['retry-after'], Date.now()),
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
				// Not everything on the way heeds the signal: the egress filter does not.
				const result = await Promise.race([exchange(request, timeout, attempt.signal), ended]);
				return canceled?.aborted && !result.ok ? { ok: false, fault: 'canceled' } : result;
			} catch (exception) {
				return { ok: false, fault: canceled?.aborted ? 'canceled' : faultOf(exception) };
			} finally {
				clearTimeout(timer);
				canceled?.removeEventListener('abort', end);
			}
		},
		release: () => pool?.release(),
	};
}

/** `null` when a proxy variable is no address: a fault of each request, for its sender to tell. */
function poolFor(filter: EgressFilter | undefined): PoolUse | null {
	try {
		return usePool(filter);
	} catch {
		return null;
	}
}

/** The two forms of an HTTP date that name their zone. */
const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*, [\w -]+ [\d:]{8} GMT$/;

/**
 * `Retry-After` in milliseconds: seconds or an HTTP date (RFC 9110, 10.2.3); `null` for anything
 * else or a time that has passed.
 */
export function retryAfter(header: string | string[] | undefined, now: number): number | null {
	const value = (Array.isArray(header) ? header[0] : header)?.trim() ?? '';
	if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
	const date = HTTP_DATE.test(value) ? Date.parse(value) : NaN;
	return date > now ? date - now : null;
}
