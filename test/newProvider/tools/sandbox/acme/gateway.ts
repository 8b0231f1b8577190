import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

import order from '../../../test/fixtures/acme/order.json';

export const KEY = 'acme-key-0001';
export const SECRET = 'acme-secret-0001';

export interface Gateway {
	readonly baseUrl: string;
	/** Each call and the status of its response. */
	readonly calls: ReadonlyArray<readonly [path: string, status: number]>;
	/** Makes every token so far invalid. */
	expireTokens(): void;
	close(): Promise<void>;
}

type Answer = readonly [status: number, body: object];

/** Acme on loopback: one order in the shop S1, tokens, and signatures by its own rules. */
export async function startGateway(): Promise<Gateway> {
	const tokens = new Set<string>();
	const calls: Array<readonly [string, number]> = [];

	const answer = ({ method, url = '', headers }: IncomingMessage): Answer => {
		const time = headers['x-acme-time'];
		const expected = createHmac('sha256', SECRET).update(`${method}\n${url}\n${time}`);
		const isSigned = headers['x-acme-sign'] === expected.digest('hex');
		if (headers['x-acme-key'] !== KEY || !isSigned) return [403, { fault: 'signature' }];
		if (method === 'POST' && url === '/session') {
			const token = `acme-token-${randomUUID()}`;
			tokens.add(token);
			return [200, { token, lives: 3600 }];
		}
		const [, token = ''] = /^Bearer (.+)$/.exec(headers.authorization ?? '') ?? [];
		if (!tokens.has(token)) return [401, { fault: 'token' }];
		return url === `/shops/S1/orders/${order.number}`
			? [200, { order }]
			: [404, { fault: 'unknown order' }];
	};

	const server = createServer((request, response) => {
		const [status, body] = answer(request);
		calls.push([request.url ?? '', status]);
		response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		baseUrl: `http://127.0.0.1:${port}`,
		calls,
		expireTokens: () => tokens.clear(),
		close: async () => {
			await new Promise((resolve) => {
				server.close(resolve);
				server.closeAllConnections();
			});
		},
	};
}
