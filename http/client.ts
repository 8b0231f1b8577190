import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

import type { Dispatcher } from 'undici';

import { MAX_RESPONSE_BYTES, type Agents, type EgressFilter } from './agents';
import { faultOf, type Fault } from './fault';
import { textHeaders, type Reply, type SignedRequest } from './message';
import { Receiver } from './receiver';
import { retryAfter } from './retryAfter';
import type { Runtime } from './runtime';
import { ResponseTurns } from './turns';
import { USER_AGENT } from './userAgent';

export type HttpResult =
	| {
			readonly ok: true;
			readonly status: number;
			/** Milliseconds that the server asks to wait (`Retry-After`), or `null`. */
			readonly retryAfter: number | null;
			readonly headers?: Reply['headers'];
			readonly text: string;
	  }
	| {
			readonly ok: false;
			readonly fault: Fault;
			readonly cause?: unknown;
	  };

/** Sends requests; never throws. Redirects are not followed, responses are bounded. */
export interface HttpClient {
	/**
	 * @param timeout milliseconds for the whole attempt, from connecting to the last byte
	 * @param signal aborts the request; the result is then the fault `canceled`
	 */
	send(request: SignedRequest, timeout: number, signal?: AbortSignal): Promise<HttpResult>;
}

/** Requests do not accept compression, but some gateways compress anyway. */
const unzip = async (bytes: Buffer): Promise<Buffer> =>
	await promisify(gunzip)(bytes, { maxOutputLength: MAX_RESPONSE_BYTES });

/** A client on the connections of this process, with n8n's egress filter where n8n has one. */
export function openClient(
	agents: Agents,
	{ now }: Pick<Runtime, 'now'>,
	filter?: EgressFilter,
): HttpClient {
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

	/** Many responses at once must not keep everything else waiting: each has a turn of its own. */
	const turns = new ResponseTurns();

	const exchange = async (request: SignedRequest, receiver: Receiver): Promise<HttpResult> => {
		const url = new URL(request.url);
		const { origin, pathname, search } = url;
		const dispatcher = agents.dispatcherFor(url, filter);
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
		const isGzip = String(headers['content-encoding']).toLowerCase() === 'gzip';
		const text = (isGzip && bytes.length > 0 ? await unzip(bytes) : bytes).toString('utf8');
		// undici frees a connection one turn after its response; asking sooner would open another one.
		await turns.next(bytes.length);
		return {
			ok: true,
			status,
			retryAfter: retryAfter(headers['retry-after'], now()),
			headers: textHeaders(headers),
			text,
		};
	};

	return {
		send: async (request, timeout, canceled) =>
			await new Promise<HttpResult>((resolve) => {
				if (canceled?.aborted) return resolve({ ok: false, fault: 'canceled' });
				const receiver = new Receiver();
				// Only the first end counts, because some steps, such as the egress filter, cannot be stopped.
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
	};
}
