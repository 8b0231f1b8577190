import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { text } from 'node:stream/consumers';
import { listen } from '../ports.mjs';

/**
 * @typedef {object} Incoming a received request: `path` without the query, not decoded
 * @property {string} method
 * @property {string} path
 * @property {URLSearchParams} query
 * @property {import('node:http').IncomingHttpHeaders} headers
 * @property {string} body
 * @property {string} target path and query as sent
 *
 * @typedef {{status?: number, type?: string, headers?: object, body: string | object}} Answer an object
 *   becomes JSON
 * @typedef {(request: Incoming) => Answer | Promise<Answer>} Host
 */

/**
 * A forward proxy that terminates TLS, answers for the mocked hosts and rejects all others.
 *
 * @param {{cert: string, key: string}} certificate
 * @param {Readonly<Record<string, Host>>} hosts
 * @returns {Promise<{url: string, visits: Map<string, number>, rejected: string[],
 *   close: () => void}>} `visits` counts requests by host, `rejected` lists the rejected targets
 */
export async function startProxy(certificate, hosts) {
	const visits = new Map(Object.keys(hosts).map((host) => [host, 0]));
	const rejected = [];
	const sockets = new Set();

	const inside = createTlsServer(certificate, async (message, response) => {
		const [host] = (message.headers.host ?? '').split(':');
		visits.set(host, visits.get(host) + 1);
		const given = await answer(hosts[host], message);
		const { status = 200, type = 'application/json', headers = {}, body } = given;
		response.writeHead(status, { ...headers, 'content-type': `${type}; charset=utf-8` });
		response.end(typeof body === 'string' ? body : JSON.stringify(body));
	});
	const proxy = createServer((message, response) => {
		rejected.push(message.url);
		response.writeHead(403).end();
	});
	proxy.on('connect', ({ url }, socket) => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
		socket.on('error', () => socket.destroy());
		const [host, port] = url.split(':');
		if (!(Object.hasOwn(hosts, host) && port === '443')) {
			rejected.push(url);
			socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
			return;
		}
		socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
		inside.emit('connection', socket);
	});
	return {
		url: `http://127.0.0.1:${await listen(proxy)}`,
		visits,
		rejected,
		close: () => {
			proxy.close();
			proxy.closeAllConnections();
			for (const socket of sockets) socket.destroy();
		},
	};
}

async function answer(host, message) {
	const body = await text(message);
	const target = message.url ?? '/';
	const [path, query = ''] = target.split('?');
	const { method, headers } = message;
	try {
		return await host({ method, path, query: new URLSearchParams(query), headers, body, target });
	} catch (thrown) {
		return { status: 500, body: { mock: String(thrown) } };
	}
}
