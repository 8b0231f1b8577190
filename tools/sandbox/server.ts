import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

import { certificate } from './certificate';
import type { Incoming } from './types';

const LARGEST_BODY = 1_048_576;

export interface Listener {
	readonly baseUrl: string;
	/** PEM, `null` without TLS. */
	readonly certificate: string | null;
	/** Sockets opened so far. */
	readonly sockets: () => number;
	readonly openSockets: () => number;
	readonly close: () => Promise<void>;
}

export type Handler = (request: Incoming, response: ServerResponse, socketId: number) => void;

/** Listens on 127.0.0.1; connections stay open until the client or `close` closes them. */
export async function listen(handler: Handler, tls: boolean, port: number): Promise<Listener> {
	const pems = tls ? await certificate() : null;
	const ids = new WeakMap<Socket, number>();
	const open = new Set<Socket>();
	let opened = 0;
	let numbered = 0;

	const onRequest = (message: IncomingMessage, response: ServerResponse) => {
		collect(message, response, (request) => {
			handler(request, response, ids.get(message.socket) ?? 0);
		});
	};
	const server = pems ? createHttps(pems, onRequest) : createHttp(onRequest);
	server.keepAliveTimeout = 0;
	server.on(pems ? 'secureConnection' : 'connection', (socket: Socket) => {
		ids.set(socket, ++numbered);
		socket.setNoDelay(true);
	});
	server.on('connection', (socket: Socket) => {
		opened++;
		open.add(socket);
		socket.on('error', () => socket.destroy());
		socket.on('close', () => open.delete(socket));
	});
	server.on('clientError', (_cause, socket) => socket.destroy());
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', resolve);
	});
	const { port: actual } = server.address() as AddressInfo;
	return {
		baseUrl: `${pems ? 'https' : 'http'}://127.0.0.1:${actual}`,
		certificate: pems?.cert ?? null,
		sockets: () => opened,
		openSockets: () => open.size,
		close: () =>
			new Promise((resolve) => {
				server.close(() => {
					open.clear();
					resolve();
				});
				for (const socket of open) socket.destroy();
			}),
	};
}

function collect(
	message: IncomingMessage,
	response: ServerResponse,
	then: (request: Incoming) => void,
): void {
	const chunks: Buffer[] = [];
	let size = 0;
	message.on('data', (chunk: Buffer) => {
		size += chunk.length;
		if (size > LARGEST_BODY) message.destroy();
		else chunks.push(chunk);
	});
	message.on('end', () => {
		const [path = '', ...query] = (message.url ?? '').split('?');
		then({
			method: message.method ?? '',
			path,
			query: query.join('?'),
			headers: message.headers,
			body: Buffer.concat(chunks),
		});
	});
	message.on('error', () => response.destroy());
}
