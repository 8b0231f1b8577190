import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';

import { faultOf, type Fault } from './faults';
import { MAX_ANSWER_BYTES, usePool, type EgressFilter } from './pool';

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

const DECODERS: Readonly<Record<string, (bytes: Buffer) => Promise<Buffer>>> = {
	gzip: bounded(promisify(gunzip)),
	'x-gzip': bounded(promisify(gunzip)),
	deflate: bounded(promisify(inflate)),
	br: bounded(promisify(brotliDecompress)),
};

function bounded(
	decode: (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>,
): (bytes: Buffer) => Promise<Buffer> {
	return async (bytes) => await decode(bytes, { maxOutputLength: MAX_ANSWER_BYTES });
}

/** A client on the pool of this process, with n8n's egress filter where n8n has one. */
export function openClient(filter?: EgressFilter): HttpClient {
	const pool = usePool(filter);
	const allowed = new Map<string, Promise<boolean>>();

	/** Once per origin and run: every look-up of a connection passes the filter all the same. */
	const isAllowed = async (url: string): Promise<boolean> => {
		if (!filter) return true;
		const { origin } = new URL(url);
		const known = allowed.get(origin) ?? filter.validateUrl(origin).then(({ ok }) => ok);
		allowed.set(origin, known);
		return await known;
	};

	const exchange = async (
		request: HttpRequest,
		timeout: number,
		signal: AbortSignal,
	): Promise<HttpResult> => {
		if (!(await isAllowed(request.url))) return { ok: false, fault: 'blocked' };
		const { origin, pathname, search } = new URL(request.url);
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
		const decode = DECODERS[String(headers['content-encoding'] ?? '').toLowerCase()];
		const text = decode
			? (await decode(Buffer.from(await body.arrayBuffer()))).toString('utf8')
			: await body.text();
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
			const cancel = () => attempt.abort();
			const timer = setTimeout(cancel, timeout);
			canceled?.addEventListener('abort', cancel);
			try {
				return await exchange(request, timeout, attempt.signal);
			} catch (exception) {
				if (canceled?.aborted) return { ok: false, fault: 'canceled' };
				return { ok: false, fault: attempt.signal.aborted ? 'timeout' : faultOf(exception) };
			} finally {
				clearTimeout(timer);
				canceled?.removeEventListener('abort', cancel);
			}
		},
		release: () => pool.release(),
	};
}

/**
 * `Retry-After` in milliseconds: seconds or an HTTP date (RFC 9110, 10.2.3); `null` for anything
 * else or a time that has passed.
 */
export function retryAfter(header: string | string[] | undefined, now: number): number | null {
	const value = (Array.isArray(header) ? header[0] : header)?.trim() ?? '';
	if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
	const date = /[a-z]/i.test(value) ? Date.parse(value) : NaN;
	return date > now ? date - now : null;
}
