import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Duplex } from 'node:stream';

import { USER_AGENT } from '../../http/userAgent';
import { startSandbox, type Sandbox } from '../../tools/sandbox';
import type { RemoteResult, RemoteTask } from './remote.support';
import { startRemote } from './spawn.support';
import { ali, ALI_SAMPLE, BOTH, tuya, TUYA_SAMPLE } from './stage.support';

const folder = mkdtempSync(path.join(tmpdir(), 'get-order-tls-'));
const certificate = path.join(folder, 'ca.pem');

let sandbox: Sandbox;
let proxy: Server;
let tunnels: string[];
const ends = new Set<Duplex>();

beforeAll(async () => {
	sandbox = await startSandbox({ tls: true });
	writeFileSync(certificate, sandbox.certificate ?? '');
	proxy = createServer((_, response) => response.writeHead(405).end());
	proxy.on('connect', ({ url = '', headers }, socket) => {
		const allowed = headers['proxy-authorization'] === `Basic ${btoa('user:pass word')}`;
		ends.add(socket);
		tunnels.push(`${url} ${allowed ? 'allowed' : 'refused'}`);
		if (!allowed) {
			socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
			return;
		}
		// A host that only the proxy can reach: a loopback address would not go through it.
		const { port } = new URL(`http://${url}`);
		const target = connect(Number(port), '127.0.0.1', () => {
			socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
			target.pipe(socket).pipe(target);
		});
		ends.add(target);
		for (const end of [target, socket]) end.on('error', () => end.destroy());
	});
	await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
});
beforeEach(() => {
	sandbox.reset();
	tunnels = [];
});
afterAll(async () => {
	rmSync(folder, { recursive: true });
	for (const end of ends) end.destroy();
	proxy.closeAllConnections();
	await new Promise((resolve) => proxy.close(resolve));
	await sandbox.close();
});

const proxyUrl = (user: string): string =>
	`http://${user}127.0.0.1:${(proxy.address() as AddressInfo).port}`;

/** Both samples, fetched by a process with this in its environment. */
async function fetchWith(
	env: Record<string, string>,
	orders = [ali(ALI_SAMPLE), tuya(TUYA_SAMPLE)],
	baseUrl = sandbox.baseUrl,
): Promise<RemoteResult> {
	const { aliExpressApi, tuyaApi } = sandbox.demo;
	const { accessToken, refreshToken } = sandbox.currentTokens().aliexpress;
	const task: RemoteTask = {
		credentials: {
			ali: { ...aliExpressApi, accessToken, refreshToken, baseUrl },
			tuya: { ...tuyaApi, baseUrl },
		},
		orders: orders.map((order) => ({
			...order,
			mall_code: sandbox.mallCode,
			site_code: sandbox.siteCode,
		})),
		parameters: { ...BOTH, options: { maxRetries: 0 } },
	};
	return await startRemote(task, env).result;
}

const trusted = { NODE_EXTRA_CA_CERTS: certificate };
/** The sandbox by a name that only the proxy knows. */
const behindProxy = () => sandbox.baseUrl.replace('127.0.0.1', 'gateway.test');

test('over https, with the certificate trusted', async () => {
	const { rows, error } = await fetchWith(trusted);
	expect(error).toBeNull();
	expect(rows.map(({ order_id }) => order_id)).toEqual([
		ALI_SAMPLE,
		TUYA_SAMPLE,
		TUYA_SAMPLE,
		TUYA_SAMPLE,
	]);
	expect(sandbox.requests.map(({ call }) => call).sort()).toEqual([
		'order',
		'order',
		'token',
		'tracking',
	]);
});

test('a certificate that is not trusted is named, and nothing is sent', async () => {
	const { error } = await fetchWith({}, [ali(ALI_SAMPLE)]);
	expect(error?.message).toMatch(
		/^The n8n host does not trust the certificate of 127\.0\.0\.1:\d+/,
	);
	expect(error?.description).toContain('NODE_EXTRA_CA_CERTS');
	expect(sandbox.requests).toHaveLength(0);
});

test('through a proxy that asks for a password', async () => {
	const { rows, error } = await fetchWith(
		{
			...trusted,
			HTTPS_PROXY: proxyUrl('user:pass%20word@'),
		},
		undefined,
		behindProxy(),
	);
	expect(error).toBeNull();
	expect(rows).toHaveLength(4);
	expect(new Set(tunnels)).toEqual(new Set([`${new URL(behindProxy()).host} allowed`]));
	expect(tunnels.length).toBeGreaterThanOrEqual(2);
});

test('a proxy that refuses is named', async () => {
	const { error } = await fetchWith(
		{ ...trusted, HTTPS_PROXY: proxyUrl('user:wrong@') },
		[ali(ALI_SAMPLE)],
		behindProxy(),
	);
	expect(error?.message).toMatch(
		/^The proxy between n8n and AliExpress rejected the request \(order \d+\)$/,
	);
	expect(JSON.stringify(error)).not.toContain('wrong');
	expect(tunnels).toEqual([`${new URL(behindProxy()).host} refused`]);
});

test('a loopback address never goes through the proxy', async () => {
	const { rows } = await fetchWith({ ...trusted, HTTPS_PROXY: proxyUrl('user:wrong@') }, [
		ali(ALI_SAMPLE),
	]);
	expect(rows).toHaveLength(1);
	expect(tunnels).toEqual([]);
});

test('NO_PROXY goes around the proxy', async () => {
	const { rows } = await fetchWith({
		...trusted,
		HTTPS_PROXY: proxyUrl('user:wrong@'),
		NO_PROXY: '127.0.0.1',
	});
	expect(rows).toHaveLength(4);
	expect(tunnels).toEqual([]);
});

type Environment = (address: string, host: string) => Record<string, string>;

/**
 * Environments in which tokens, sent by n8n, and orders, sent by the node, go through the proxy; how
 * they are read is proved in test/http/proxy.test.ts.
 */
const PROXIED: ReadonlyArray<readonly [string, Environment]> = [
	['ALL_PROXY', (address) => ({ ALL_PROXY: address })],
	['a proxy of npm', (address) => ({ npm_config_https_proxy: address })],
];

test.each(PROXIED)('%s: token and order go through the proxy', async (_title, environment) => {
	const { host } = new URL(behindProxy());
	const { rows, error } = await fetchWith(
		{ ...trusted, ...environment(proxyUrl('user:pass%20word@'), host) },
		undefined,
		behindProxy(),
	);
	expect(error).toBeNull();
	expect(rows).toHaveLength(4);
	expect(new Set(tunnels)).toEqual(new Set([`${host} allowed`]));
	expect(sandbox.requests.map(({ call }) => call).sort()).toEqual([
		'order',
		'order',
		'token',
		'tracking',
	]);
	const agents = sandbox.requests.map(({ headers }) => headers['user-agent']);
	expect(new Set(agents)).toEqual(new Set([USER_AGENT]));
});

/** An AliExpress order needs no new token here; a Tuya order asks for one first. */
const EACH = () => [ali(ALI_SAMPLE), tuya(TUYA_SAMPLE)];
const errorsIn = async (env: Record<string, string>) =>
	await Promise.all(
		EACH().map(async (order) => {
			const { error } = await fetchWith({ ...trusted, ...env }, [order], behindProxy());
			return error;
		}),
	);

/** Environments in which both go around it, and so do not find a host that only the proxy knows. */
const DIRECT: ReadonlyArray<readonly [string, Environment]> = [
	['host and port', (address, host) => ({ ALL_PROXY: address, no_proxy: '', NO_PROXY: host })],
];

test.each(DIRECT)('%s: token and order go around the proxy', async (_title, environment) => {
	const { host } = new URL(behindProxy());
	const errors = await errorsIn(environment(proxyUrl('user:wrong@'), host));
	for (const error of errors) expect(error?.message).toMatch(/: the host \S+ was not found \(/);
	expect(tunnels).toEqual([]);
});

test.each([['socks5://127.0.0.1:1080']])(
	'the proxy address %s stops token and order alike',
	async (address) => {
		const errors = await errorsIn({ ALL_PROXY: address });
		expect(errors.map((error) => error?.message)).toEqual([
			`The proxy between n8n and AliExpress rejected the request (order ${ALI_SAMPLE})`,
			`The proxy between n8n and Tuya rejected the request (order ${TUYA_SAMPLE})`,
		]);
		for (const error of errors) expect(error?.description).toContain('SOCKS');
	},
);

// n8n's helper has no way to leave out a proxy: this is why docs/installation.md asks for NO_PROXY.
test('no token is requested from a loopback address through a proxy', async () => {
	const { error } = await fetchWith({ ...trusted, HTTPS_PROXY: proxyUrl('') }, [tuya(TUYA_SAMPLE)]);
	const { host, hostname } = new URL(sandbox.baseUrl);
	expect(error?.message).toContain(
		`A proxy is set for ${host}, which is the n8n host itself (order `,
	);
	expect(error?.description).toContain(`Add ${hostname} to NO_PROXY`);
	expect([tunnels, sandbox.requests]).toEqual([[], []]);
});

describe('with n8n’s protection against internal addresses', () => {
	const protectedEnv = { ...trusted, N8N_SSRF_PROTECTION_ENABLED: 'true' };

	test('a loopback address is refused before a connection is made', async () => {
		const { error } = await fetchWith(protectedEnv, [ali(ALI_SAMPLE)]);
		expect(error?.message).toMatch(/^This n8n does not allow requests to 127\.0\.0\.1/);
		expect(sandbox.sockets).toBe(before);
		expect(sandbox.requests).toHaveLength(0);
	});

	test('an address that the administrator allows is called', async () => {
		const { rows } = await fetchWith(
			{ ...protectedEnv, N8N_SSRF_ALLOWED_IP_RANGES: '127.0.0.0/8' },
			[ali(ALI_SAMPLE)],
		);
		expect(rows).toHaveLength(1);
	});

	let before = 0;
	beforeEach(() => {
		before = sandbox.sockets;
	});
});
