import { createServer as createHttp, type RequestListener } from 'node:http';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

import { Agents } from '../../http/agents';
import type { HttpClient } from '../../http/client';

const servers: Array<() => Promise<void>> = [];

/** Servers on loopback for the client's tests, with a count of the connections they got. */
export type Listening = Awaited<ReturnType<typeof listen>>;

async function listen(server: Server) {
	const sockets = new Set<Socket>();
	const waiting: Array<() => void> = [];
	let accepted = 0;
	server.on('connection', (socket: Socket) => {
		accepted++;
		sockets.add(socket);
		socket.on('error', () => socket.destroy());
		socket.on('close', () => {
			sockets.delete(socket);
			if (sockets.size === 0) for (const resolve of waiting.splice(0)) resolve();
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	servers.push(async () => {
		for (const socket of sockets) socket.destroy();
		await new Promise((resolve) => server.close(resolve));
	});
	return {
		url: `http://127.0.0.1:${port}`,
		port,
		accepted: () => accepted,
		/** Resolves when no connection is open any more. */
		idle: async () =>
			await new Promise<void>((resolve) => {
				if (sockets.size === 0) resolve();
				else waiting.push(resolve);
			}),
	};
}

/** A server that answers each request with `handle`. */
export const serve = async (handle: RequestListener): Promise<Listening> =>
	await listen(createHttp(handle));

/** A server that answers each connection, once something came, with these bytes. */
export const serveBytes = async (bytes: string | Buffer, then?: 'end'): Promise<Listening> =>
	await listen(
		createServer((socket) => {
			socket.once('data', () => {
				socket.write(bytes);
				if (then === 'end') socket.end();
			});
		}),
	);

/** A server of the caller's own, e.g. a proxy or one with TLS. */
export const serveAs = listen;

/**
 * A proxy to this host alone, whatever name it is asked for; says no to a tunnel whose `statusOf` is not 200.
 */
export async function serveProxy(
	statusOf: (url: string, authorization?: string) => number,
): Promise<Listening> {
	const server = createHttp();
	server.on('connect', ({ url = '', headers }, socket) => {
		const status = statusOf(url, headers['proxy-authorization']);
		if (status !== 200) {
			socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
			return;
		}
		const through = connect(Number(new URL(`http://${url}`).port), '127.0.0.1', () => {
			socket.write('HTTP/1.1 200 OK\r\n\r\n');
			socket.pipe(through).pipe(socket);
		});
		through.on('error', () => socket.destroy());
		socket.on('error', () => through.destroy());
	});
	return await listen(server);
}

export async function closeServers(): Promise<void> {
	await Promise.all(servers.splice(0).map(async (close) => await close()));
}

/** Sets the proxy variables of this process; those not named are none. */
export function setProxy(variables: Readonly<Record<string, string>>): void {
	for (const name of Object.keys(process.env)) if (/_proxy$/i.test(name)) delete process.env[name];
	Object.assign(process.env, variables);
}

export const LONG = 10_000;
export const agents = new Agents();

/** A server that answers each request in the same way. */
export const answer = async (text: string | Buffer, status = 200, headers = {}) =>
	await serve((_message, response) => {
		response.statusCode = status;
		for (const [name, value] of Object.entries(headers)) response.setHeader(name, value as string);
		response.end(text);
	});
export const one = async (): Promise<Listening> => await answer('1');

export const send = async (client: HttpClient, url: string, timeout = LONG, signal?: AbortSignal) =>
	await client.send({ method: 'GET', url, headers: {}, body: '' }, timeout, signal);
export const fault = (name: string) => ({ ok: false, fault: name });
export const success = (text: string, status = 200) => ({
	...{ ok: true, status, retryAfter: null, text },
	headers: expect.any(Object) as object,
});
export const ONE = success('1');
