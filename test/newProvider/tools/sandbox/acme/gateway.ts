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
	/** Orders by number; the shop's own clock says until when its list is complete. */
	readonly orders: Map<string, AcmeOrder>;
	until: number;
	/** Makes every token so far invalid. */
	expireTokens(): void;
	close(): Promise<void>;
}

type Answer = readonly [status: number, body: object];
type AcmeOrder = Omit<typeof order, 'placed'> & {
	readonly placed: number;
	readonly changed: number;
};

/** A page of the list: `next` is where the next one begins. */
function listed(orders: ReadonlyMap<string, AcmeOrder>, query: URLSearchParams, until: number) {
	const bound = (name: string, none: number): number => Number(query.get(name) ?? none);
	const all = [...orders.values()].filter(
		({ placed, changed }) =>
			changed <= until &&
			placed >= bound('placedAfter', 0) &&
			placed <= bound('placedBefore', Infinity) &&
			changed >= bound('updatedAfter', 0),
	);
	const [from, to] = [bound('next', 0), bound('next', 0) + bound('size', 2)];
	return { orders: all.slice(from, to), ...(to < all.length ? { next: `${to}` } : {}), until };
}

/** Acme on loopback: one order in the shop S1, tokens, and signatures by its own rules. */
export async function startGateway(): Promise<Gateway> {
	const tokens = new Set<string>();
	const calls: Array<readonly [string, number]> = [];
	const orders = new Map([[order.number, { ...order, changed: order.placed }]]);
	const shop = { until: Date.now() };

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
		const { pathname, searchParams } = new URL(url, 'http://acme.example');
		if (pathname === '/shops/S1/orders') return [200, listed(orders, searchParams, shop.until)];
		const found = orders.get(/^\/shops\/S1\/orders\/(.+)$/.exec(pathname)?.[1] ?? '');
		return found ? [200, { order: found }] : [404, { fault: 'unknown order' }];
	};

	const server = createServer((request, response) => {
		const [status, body] = answer(request);
		calls.push([request.url ?? '', status]);
		response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return Object.assign(shop, {
		baseUrl: `http://127.0.0.1:${port}`,
		calls,
		orders,
		expireTokens: () => tokens.clear(),
		close: async () => {
			await new Promise((resolve) => {
				server.close(resolve);
				server.closeAllConnections();
			});
		},
	});
}
