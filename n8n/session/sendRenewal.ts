import { addAbortSignal, Readable } from 'node:stream';

import type { IHttpRequestHelper } from 'n8n-workflow';

import { faultOf } from '../../http/fault';
import { textHeaders, type Reply, type SignedRequest } from '../../http/message';
import { MAX_RESPONSE_BYTES } from '../../http/agents';
import { isProxiedLoopback, proxyFor } from '../../http/proxy';
import { retryAfter } from '../../http/retryAfter';
import type { Runtime } from '../../http/runtime';
import { USER_AGENT } from '../../http/userAgent';
import { parseJson } from '../../json/parse';
import { text } from '../../json/value';
import { err, ok, type Result } from '../../providers/failure';
import { transportFailure } from '../../providers/transportFailure';

/** Milliseconds that a renewal may take, from connecting to the last byte. */
const TIMEOUT = 30_000;

/**
 * Sends a renewal with n8n's own helper, the only client that a credential has. The helper bounds
 * neither the size of a response nor the time it may trickle in, so the body is read here.
 */
export async function sendRenewal(
	displayName: string,
	helpers: IHttpRequestHelper['helpers'],
	request: SignedRequest,
	runtime: Runtime,
): Promise<Result<Reply>> {
	const deadline = runtime.deadline(TIMEOUT);
	const url = new URL(request.url);
	if (isProxiedLoopback(url)) {
		return err({
			kind: 'request_blocked',
			code: 'proxy',
			message: `A proxy is set for ${url.host}, which is the n8n host itself`,
			description: `Add ${url.hostname} to NO_PROXY in n8n’s environment: the new ${displayName} token would pass through the proxy.`,
		});
	}
	try {
		// n8n resolves the proxy itself, but does not say what is wrong with its address.
		proxyFor(url);
		const { statusCode, headers, body } = (await helpers.httpRequest({
			method: request.method,
			url: request.url,
			headers: { 'user-agent': USER_AGENT, ...request.headers },
			...(request.body ? { body: request.body } : {}),
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			timeout: TIMEOUT,
			abortSignal: deadline,
		})) as { statusCode: number; headers?: Record<string, string>; body: unknown };
		const content = body instanceof Readable ? await contentOf(body, deadline) : text(body);
		if (content === null) return err(transportFailure('too_large', displayName, request.url));
		return ok({
			status: statusCode,
			retryAfter: retryAfter(headers?.['retry-after'], runtime.now()),
			headers: textHeaders(headers),
			body: parseJson(content),
		});
	} catch (exception) {
		const fault = deadline.aborted ? 'timeout' : faultOf(exception);
		return err(transportFailure(fault, displayName, request.url, exception));
	}
}

/** The text of a body, `null` when it is too large. */
async function contentOf(body: Readable, deadline: AbortSignal): Promise<string | null> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of addAbortSignal(deadline, body)) {
		const bytes = Buffer.from(chunk as Uint8Array);
		size += bytes.length;
		if (size > MAX_RESPONSE_BYTES) return null;
		chunks.push(bytes);
	}
	return new TextDecoder().decode(Buffer.concat(chunks));
}
