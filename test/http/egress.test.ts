import 'reflect-metadata';

import { lookup } from 'node:dns';
import { createServer } from 'node:http';
import { connect, type LookupFunction } from 'node:net';

import { openClient, type HttpClient } from '../../http/client';
import type { EgressFilter } from '../../http/pool';
import { systemRuntime } from '../../http/runtime';
import { closeServers, serve, serveAs, setProxy, type Listening } from './client.support';

const LONG = 10_000;
const clients: HttpClient[] = [];

const open = (filter?: EgressFilter): HttpClient => {
	const client = openClient(systemRuntime, filter);
	clients.push(client);
	return client;
};
const get = async (client: HttpClient, url: string, timeout = LONG, signal?: AbortSignal) =>
	await client.send({ method: 'GET', url, headers: {}, body: '' }, timeout, signal);
const fault = (name: string) => ({ ok: false, fault: name });
const ONE = { ok: true, status: 200, retryAfter: null, text: '1' };

beforeEach(() => setProxy({}));
afterEach(async () => {
	for (const client of clients.splice(0)) client.release();
	setProxy({});
	await closeServers();
});

const one = async (): Promise<Listening> => await serve((_message, response) => response.end('1'));

/** A filter that says yes, but for what a test replaces. */
const filter = (changes: Partial<EgressFilter> = {}): EgressFilter & { asked: string[] } => {
	const asked: string[] = [];
	return {
		asked,
		validateUrl: async (url) => {
			asked.push(url);
			return await Promise.resolve({ ok: true });
		},
		createSecureLookup: () => lookup as LookupFunction,
		...changes,
	};
};

describe('n8n’s egress filter', () => {
	test('is asked once for each origin of a run, and lets pass what it allows', async () => {
		const [a, b] = [await one(), await one()];
		const allows = filter();
		const client = open(allows);
		for (const url of [`${a.url}/1?x=1`, `${a.url}/2`, `${b.url}/3`]) {
			expect(await get(client, url)).toEqual(ONE);
		}
		expect(allows.asked).toEqual([a.url, b.url]);
		await get(open(allows), a.url);
		expect(allows.asked).toEqual([a.url, b.url, a.url]);
	});

	test('blocks what it does not allow, before any connection', async () => {
		const server = await one();
		const client = open(filter({ validateUrl: async () => await Promise.resolve({ ok: false }) }));
		expect(await get(client, server.url)).toMatchObject(fault('blocked'));
		expect(server.accepted()).toBe(0);
	});

	test.each([['The hostname is restricted'], ['The address 10.0.0.1 is restricted']])(
		'says why it blocks: %s',
		async (message) => {
			const error = new Error(message);
			const blocks = filter({
				validateUrl: async () => await Promise.resolve({ ok: false, error }),
			});
			expect(await get(open(blocks), 'http://127.0.0.1:9')).toEqual({
				...fault('blocked'),
				cause: error,
			});
		},
	);

	test('blocks at the look-up of a connection what it allowed before', async () => {
		const server = await one();
		const blocked = Object.assign(new Error('restricted'), { name: 'SsrfBlockedIpError' });
		const client = open(
			filter({
				createSecureLookup: () => (_host, _options, done) => done(blocked, '', 4),
			}),
		);
		expect(await get(client, `http://localhost:${server.port}`)).toEqual({
			...fault('blocked'),
			cause: blocked,
		});
		expect(server.accepted()).toBe(0);
	});

	test('is asked again after a look-up of its own found nothing', async () => {
		const server = await one();
		const replies = [
			async () => await Promise.reject(Object.assign(new Error('no'), { code: 'EAI_AGAIN' })),
			async () => await Promise.resolve({ ok: true }),
		];
		const client = open(filter({ validateUrl: async () => await (replies.shift() ?? fail)() }));
		expect(await get(client, server.url)).toMatchObject(fault('dns'));
		expect(await get(client, server.url)).toEqual(ONE);
	});

	test('is not waited for beyond the time of the attempt', async () => {
		const client = open(filter({ validateUrl: async () => await new Promise(() => undefined) }));
		expect(await get(client, 'http://127.0.0.1:9', 100)).toMatchObject(fault('timeout'));
	});

	test('is not waited for when the run is stopped, and nothing is sent after its answer', async () => {
		const server = await one();
		const stop = new AbortController();
		let allow = (_result: { ok: boolean }): void => undefined;
		const asked = new Promise<{ ok: boolean }>((resolve) => (allow = resolve));
		const client = open(filter({ validateUrl: async () => await asked }));
		const result = get(client, server.url, LONG, stop.signal);
		stop.abort();
		expect(await result).toMatchObject(fault('canceled'));
		allow({ ok: true });
		expect(await get(client, server.url)).toEqual(ONE);
		expect(server.accepted()).toBe(1);
	});

	test('keeps its connections apart from those without it', async () => {
		const server = await one();
		await get(open(), server.url);
		await get(open(filter()), server.url);
		expect(server.accepted()).toBe(2);
	});
});

const fail = async (): Promise<never> => await Promise.reject(new Error('Asked too often.'));

describe('n8n’s own protection against requests to internal addresses', () => {
	/** The class that n8n hands to nodes, from the package that n8n-core runs with. */
	async function protection(settings: object): Promise<EgressFilter> {
		const near = { paths: [require.resolve('n8n-core')] };
		const { SsrfProtectionService } = (await import(
			require.resolve('@n8n/backend-network', near)
		)) as { SsrfProtectionService: new (...parts: unknown[]) => EgressFilter };
		const dns = {
			lookup: async (host: string) =>
				await Promise.resolve(
					host === 'changes.test' && ++lookups === 1
						? [{ address: '203.0.113.9', family: 4 }]
						: [{ address: '127.0.0.1', family: 4 }],
				),
		};
		let lookups = 0;
		const log = { scoped: () => ({ warn: () => undefined }) };
		return new SsrfProtectionService(
			{
				blockedIpRanges: ['127.0.0.0/8'],
				allowedIpRanges: [],
				allowedHostnames: [],
				blockedHostnames: [],
				...settings,
			},
			dns,
			log,
		);
	}

	test('blocks an internal address and a name that leads there', async () => {
		const server = await one();
		const client = open(await protection({}));
		expect(await get(client, server.url)).toMatchObject({
			...fault('blocked'),
			cause: { name: 'SsrfBlockedIpError', message: expect.stringContaining('restricted') },
		});
		expect(await get(client, `http://internal.test:${server.port}`)).toMatchObject(
			fault('blocked'),
		);
		expect(server.accepted()).toBe(0);
	});

	test('blocks a name that leads there only when the connection is made', async () => {
		const server = await one();
		const client = open(await protection({}));
		expect(await get(client, `http://changes.test:${server.port}`)).toMatchObject(fault('blocked'));
		expect(server.accepted()).toBe(0);
	});

	test('blocks a name that the administrator listed', async () => {
		const client = open(
			await protection({ blockedIpRanges: [], blockedHostnames: ['gateway.test'] }),
		);
		expect(await get(client, 'http://gateway.test:9')).toMatchObject(fault('blocked'));
	});

	test('lets pass what the administrator allowed', async () => {
		const server = await one();
		const client = open(await protection({ allowedHostnames: ['gateway.test'] }));
		expect(await get(client, `http://gateway.test:${server.port}`)).toEqual(ONE);
	});
});

describe('a proxy', () => {
	/** A proxy to this host alone, whatever name it is asked for. */
	const proxy = async (status: number, seen: string[] = []) => {
		const server = createServer();
		server.on('connect', (message, socket) => {
			seen.push(`${message.url} ${message.headers['proxy-authorization'] ?? ''}`);
			if (status !== 200) {
				socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
				return;
			}
			const [, port = ''] = (message.url ?? '').split(':');
			const through = connect(Number(port), '127.0.0.1', () => {
				socket.write('HTTP/1.1 200 OK\r\n\r\n');
				socket.pipe(through).pipe(socket);
			});
			through.on('error', () => socket.destroy());
			socket.on('error', () => through.destroy());
		});
		return await serveAs(server);
	};
	/** A client for which every name is one of this host, as long as no proxy is in between. */
	const openLocal = () =>
		open(
			filter({
				createSecureLookup: () => (_host, options, done) => lookup('127.0.0.1', options, done),
			}),
		);
	const gateway = ({ port }: Listening) => `http://gateway.test:${port}`;

	test('is gone through, with the user and password that its address has', async () => {
		const seen: string[] = [];
		const { port } = await proxy(200, seen);
		const server = await one();
		setProxy({ HTTP_PROXY: `http://user:p%40ss@127.0.0.1:${port}` });
		expect(await get(open(), gateway(server))).toEqual(ONE);
		expect(seen).toEqual([
			`gateway.test:${server.port} Basic ${Buffer.from('user:p@ss').toString('base64')}`,
		]);
	});

	test('is passed by for the hosts of NO_PROXY', async () => {
		const seen: string[] = [];
		const { port } = await proxy(200, seen);
		const server = await one();
		setProxy({ HTTP_PROXY: `http://127.0.0.1:${port}`, NO_PROXY: 'gateway.test' });
		expect(await get(openLocal(), gateway(server))).toEqual(ONE);
		expect(seen).toEqual([]);
	});

	test.each([['localhost'], ['127.0.0.1'], ['127.0.0.2']])(
		'is passed by for the loopback host %s',
		async (host) => {
			const seen: string[] = [];
			const { port } = await proxy(200, seen);
			const server = await one();
			setProxy({ HTTP_PROXY: `http://127.0.0.1:${port}` });
			expect(await get(openLocal(), `http://${host}:${server.port}`)).toMatchObject(
				host === '127.0.0.2' ? fault('refused') : ONE,
			);
			expect(seen).toEqual([]);
		},
	);

	test('is passed by for the loopback address of IPv6', async () => {
		const seen: string[] = [];
		const { port } = await proxy(200, seen);
		setProxy({ HTTP_PROXY: `http://127.0.0.1:${port}` });
		const result = await get(open(), 'http://[::1]:9');
		expect(result).toMatchObject({
			ok: false,
			fault: expect.stringMatching(/refused|unreachable/),
		});
		expect(seen).toEqual([]);
	});

	test('that is set after a run counts for the next', async () => {
		const seen: string[] = [];
		const { port } = await proxy(200, seen);
		const server = await one();
		expect(await get(openLocal(), gateway(server))).toEqual(ONE);
		setProxy({ HTTP_PROXY: `http://127.0.0.1:${port}` });
		expect(await get(openLocal(), gateway(server))).toEqual(ONE);
		expect(seen).toHaveLength(1);
	});

	test.each([[403], [407], [502]])('that answers %i is a fault', async (status) => {
		const { port } = await proxy(status);
		setProxy({ HTTP_PROXY: `http://127.0.0.1:${port}` });
		const result = await get(open(), 'http://gateway.test:9');
		expect(result).toMatchObject({
			...fault('proxy'),
			cause: { message: expect.stringContaining(`(${status})`) },
		});
	});

	test.each([
		['proxy.example:3128'],
		['10.0.0.1:3128'],
		['not an address'],
		['ftp://proxy.example'],
		['http://'],
		['http://us%er:pa%ss@127.0.0.1:3128'],
	])('whose variable is %j is a fault, not a throw', async (address) => {
		const server = await one();
		for (const name of ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY']) {
			setProxy({ [name]: address });
			const client = openLocal();
			for (let at = 0; at < 2; at++) {
				const result = await get(client, gateway(server));
				expect(result).toMatchObject({
					...fault('proxy'),
					cause: { message: 'Proxy address is invalid' },
				});
				expect(String((result as { cause: Error }).cause)).not.toContain('pa%ss');
			}
			expect(await get(client, server.url)).toEqual(ONE);
		}
		setProxy({});
		expect(await get(openLocal(), gateway(server))).toEqual(ONE);
	});
});
