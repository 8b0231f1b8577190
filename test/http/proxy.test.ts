import { lookup } from 'node:dns';

import { openClient, type HttpClient } from '../../http/client';
import { systemRuntime } from '../../http/runtime';
import {
	agents,
	closeServers,
	fault,
	one,
	ONE,
	send as get,
	serve,
	serveProxy,
	setProxy,
	type Listening,
} from './client.support';

/** What each proxy was asked for, with the authorization that came with it. */
let seen: string[];

beforeEach(() => {
	setProxy({});
	seen = [];
});
afterEach(async () => {
	setProxy({});
	await closeServers();
});

/** A client for which every name is one of this host, as long as no proxy is in between. */
const open = (): HttpClient =>
	openClient(agents, systemRuntime, {
		validateUrl: async () => await Promise.resolve({ ok: true }),
		createSecureLookup: () => (_host, options, done) => lookup('127.0.0.1', options, done),
	});

const gateway = ({ port }: Listening) => `http://gateway.test:${port}`;

const proxy = async ({ status = 200, name = '' } = {}): Promise<string> => {
	const { port } = await serveProxy((url, authorization) => {
		seen.push([name, url, authorization].filter(Boolean).join(' '));
		return status;
	});
	return `127.0.0.1:${port}`;
};
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

type Route = 'direct' | 'A' | 'B';
type Variables = (a: string, b: string, port: number) => Record<string, string>;

/** The rules are those of proxy-from-env; A and B are two proxies, `port` is the gateway's. */
const ENVIRONMENTS: ReadonlyArray<readonly [string, 'http' | 'https', Variables, Route]> = [
	['no variable', 'http', () => ({}), 'direct'],
	['the scheme’s own variable', 'http', (a) => ({ HTTP_PROXY: `http://${a}` }), 'A'],
	['a variable of another scheme', 'http', (a) => ({ HTTPS_PROXY: `http://${a}` }), 'direct'],
	['both schemes', 'https', (a, b) => ({ HTTP_PROXY: a, HTTPS_PROXY: `http://${b}` }), 'B'],
	['lower before upper case', 'http', (a, b) => ({ HTTP_PROXY: a, http_proxy: b }), 'B'],
	['an address without a scheme', 'http', (a) => ({ HTTP_PROXY: a }), 'A'],
	['the scheme’s own before ALL_PROXY', 'http', (a, b) => ({ ALL_PROXY: a, HTTP_PROXY: b }), 'B'],
	['ALL_PROXY alone', 'https', (a) => ({ ALL_PROXY: `http://${a}` }), 'A'],
	['* in a list', 'http', (a) => ({ HTTP_PROXY: a, NO_PROXY: 'else.test,*' }), 'direct'],
	['the host', 'http', (a) => ({ HTTP_PROXY: a, NO_PROXY: 'gateway.test' }), 'direct'],
	['another host', 'http', (a) => ({ HTTP_PROXY: a, NO_PROXY: 'else.test' }), 'A'],
	['a wildcard', 'http', (a) => ({ HTTP_PROXY: a, NO_PROXY: '*.test' }), 'direct'],
	['the port', 'http', (a, _, port) => ({ HTTP_PROXY: a, NO_PROXY: `*.test:${port}` }), 'direct'],
];

test.each(ENVIRONMENTS)('%s, over %s', async (_title, scheme, variables, route) => {
	const [a, b] = [await proxy({ name: 'A' }), await proxy({ name: 'B' })];
	const server = await one();
	setProxy(variables(a, b, server.port));
	// The gateway speaks no TLS: over https, the route is known and the fault is not looked at.
	const result = await get(open(), gateway(server).replace('http', scheme));
	if (scheme === 'http') expect(result).toEqual(ONE);
	expect(seen).toEqual(route === 'direct' ? [] : [`${route} gateway.test:${server.port}`]);
	expect(server.accepted()).toBe(1);
});

test.each([
	['user:p%40ss@', 'user:p@ss'],
	['u%C3%A9:p%3Aq@', 'ué:p:q'],
])('%s in the address is the authorization %s', async (user, sent) => {
	const address = await proxy();
	const server = await one();
	for (const scheme of ['http://', '']) {
		seen = [];
		setProxy({ HTTP_PROXY: `${scheme}${user}${address}` });
		expect(await get(open(), gateway(server))).toEqual(ONE);
		expect(seen).toEqual([`gateway.test:${server.port} ${basic(sent)}`]);
	}
});

const UNREACHED = { ok: false, fault: expect.stringMatching(/refused|unreachable/) as string };
test.each([
	['localhost', ONE],
	['127.0.0.1', ONE],
	['127.0.0.2', fault('refused')],
	['[::1]', UNREACHED],
])('the loopback host %s bypasses the proxy', async (host, expected) => {
	const address = await proxy();
	const server = await one();
	for (const name of ['HTTP_PROXY', 'ALL_PROXY']) {
		setProxy({ [name]: `http://${address}` });
		expect(await get(open(), `http://${host}:${server.port}`)).toMatchObject(expected);
	}
	expect(seen).toEqual([]);
});

test('requests through a proxy share a connection, and their responses are bounded', async () => {
	const large = Buffer.alloc(17 * 1024 * 1024);
	const server = await serve(({ url }, response) => response.end(url === '/large' ? large : '1'));
	setProxy({ HTTP_PROXY: `http://${await proxy()}` });
	const client = open();
	for (let at = 0; at < 3; at++) expect(await get(client, gateway(server))).toEqual(ONE);
	expect(seen).toHaveLength(1);
	expect(server.accepted()).toBe(1);
	expect(await get(client, `${gateway(server)}/large`)).toMatchObject(fault('too_large'));
});

test.each([[403], [407], [502]])('a proxy that answers %i is a fault', async (status) => {
	setProxy({ HTTP_PROXY: `http://${await proxy({ status })}` });
	const cause = { message: expect.stringContaining(`(${status})`) as string };
	expect(await get(open(), 'http://gateway.test:9')).toMatchObject({ ...fault('proxy'), cause });
});

test.each([
	...['not an address', 'ftp://proxy.example', 'http://', 'http://us%er:pa%ss@127.0.0.1:3128'],
	...['http://user:pa%ss@proxy example', 'proxy.example:port', 'socks://127.0.0.1:1080'],
	'SOCKS5H://user:pa%ss@127.0.0.1:1080',
])('a proxy whose address is %j is a fault, not a throw', async (address) => {
	const server = await one();
	for (const name of ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY']) {
		setProxy({ [name]: address });
		const client = open();
		for (let at = 0; at < 2; at++) {
			const result = await get(client, gateway(server));
			const invalid = { ...fault('proxy'), cause: { message: 'Proxy address is invalid' } };
			expect(result).toMatchObject(invalid);
			const { cause } = result as { cause: Error };
			expect(JSON.stringify([String(cause), cause.cause, { ...cause }])).not.toContain('pa%ss');
		}
		expect(await get(client, server.url)).toEqual(ONE);
	}
	setProxy({ HTTPS_PROXY: address });
	expect(await get(open(), gateway(server))).toEqual(ONE);
	expect(await get(open(), 'https://gateway.test')).toMatchObject(fault('proxy'));
	setProxy({});
	expect(await get(open(), gateway(server))).toEqual(ONE);
});
