import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';

import type { Dispatcher } from 'undici';

import { faultOf, type Fault } from './fault';
import type { SignedRequest } from './message';
import { MAX_RESPONSE_BYTES, usePool, type EgressFilter } from './pool';
import { Receiver } from './receiver';
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

	const exchange = async (request: SignedRequest, receiver: Receiver): Promise<HttpResult> => {
		const url = new URL(request.url);
		const { origin, pathname, search } = url;
		const dispatcher = pool.dispatcherFor(url);
		const { ok, error: cause } = await checkOrigin(origin);
		if (!ok) return { ok: false, fault: 'blocked', cause };
		// undici opens a connection even for a request that was stopped before.
		if (receiver.isStopped) return { ok: false, fault: 'canceled' };
		const options: Dispatcher.DispatchOptions = {
			origin,
			path: pathname + search,
			method: request.method,
			headers: { accept: 'application/json', 'user-agent': USER_AGENT, ...request.headers },
			body: request.body === '' ? null : request.body,
			// The timer of the attempt limits both.
			headersTimeout: 0,
			bodyTimeout: 0,
		};
		dispatcher.dispatch(options, receiver);
		const { status, headers, bytes } = await receiver.response;
		const decode = DECODERS.get(String(headers['content-encoding']).toLowerCase());
		const text = (decode && bytes.length > 0 ? await decode(bytes) : bytes).toString('utf8');
		// undici frees a connection one turn after its response; asking sooner would open another one.
		await nextTurn();
		return {
			ok: true,
			status,
			retryAfter: retryAfter(headers['retry-after'], runtime.now()),
			text,
		};
	};

	return {
		send: async (request, timeout, canceled) =>
			await new Promise<HttpResult>((resolve) => {
				if (canceled?.aborted) return resolve({ ok: false, fault: 'canceled' });
				const receiver = new Receiver();
				// The first end counts: not every step can be stopped, the egress filter cannot.
				const end = (result: HttpResult): void => {
					clearTimeout(timer);
					canceled?.removeEventListener('abort', cancel);
					resolve(result);
				};
				const stop = (fault: Fault): void => {
					end({ ok: false, fault });
					receiver.stop();
				};
				const cancel = (): void => stop('canceled');
				const timer = setTimeout(stop, timeout, 'timeout');
				canceled?.addEventListener('abort', cancel);
				exchange(request, receiver).then(end, (cause: unknown) =>
					end({ ok: false, fault: faultOf(cause), cause }),
				);
			}),
		release: () => pool.release(),
	};
}
