import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { USER_AGENT } from '../../http/userAgent';
import { startSandbox, type Sandbox } from '../../tools/sandbox';
import { closeServers, serveProxy, type Listening } from '../http/client.support';
import type { RemoteResult } from './remote.support';
import { startRemote, type Remote } from './spawn.support';
import { ali, ALI_SAMPLE, BOTH, tuya, TUYA_SAMPLE } from './stage.support';

const folder = mkdtempSync(path.join(tmpdir(), 'get-order-tls-'));
const NODE_EXTRA_CA_CERTS = path.join(folder, 'ca.pem');

let sandbox: Sandbox;
let proxy: Listening;
let tunnels: string[];
/** A process that trusts the sandbox’s certificate. */
let trusting: Remote;

beforeAll(async () => {
	sandbox = await startSandbox({ tls: true });
	writeFileSync(NODE_EXTRA_CA_CERTS, sandbox.certificate ?? '');
	trusting = startRemote({ NODE_EXTRA_CA_CERTS });
	proxy = await serveProxy((url, authorization) => {
		const allowed = authorization === `Basic ${btoa('user:pass word')}`;
		tunnels.push(`${url} ${allowed ? 'allowed' : 'refused'}`);
		return allowed ? 200 : 407;
	});
});
beforeEach(() => {
	sandbox.reset();
	tunnels = [];
});
afterAll(async () => {
	trusting.child.kill();
	rmSync(folder, { recursive: true });
	await closeServers();
	await sandbox.close();
});

const proxyUrl = (user: string): string => `http://${user}127.0.0.1:${proxy.port}`;
/** The sandbox by a name that only the proxy knows: a loopback address would not go through it. */
const behindProxy = () => sandbox.baseUrl.replace('127.0.0.1', 'gateway.test');
/** An AliExpress order needs no new token here; a Tuya order asks for one first. */
const SAMPLES = [ali(ALI_SAMPLE), tuya(TUYA_SAMPLE)];
const CALLS = ['order', 'order', 'token', 'tracking'];

/** These orders, fetched with this in the environment. */
async function fetchWith(
	env: Record<string, string>,
	baseUrl = sandbox.baseUrl,
	orders = SAMPLES,
	remote = trusting,
): Promise<RemoteResult> {
	const { aliExpressApi, tuyaApi } = sandbox.demo;
	const { accessToken, refreshToken } = sandbox.currentTokens().aliexpress;
	const { mallCode: mall_code, siteCode: site_code } = sandbox;
	return await remote.run({
		credentials: {
			ali: { ...aliExpressApi, accessToken, refreshToken, baseUrl },
			tuya: { ...tuyaApi, baseUrl },
		},
		env,
		orders: orders.map((order) => ({ ...order, mall_code, site_code })),
		parameters: { ...BOTH, options: { maxRetries: 0 } },
	});
}

test('over https, with the certificate trusted', async () => {
	const { rows, error } = await fetchWith({});
	expect(error).toBeNull();
	expect(rows).toHaveLength(4);
	expect(sandbox.requests.map(({ call }) => call).sort()).toEqual(CALLS);
});

describe('a proxy', () => {
	// How the environment is read is proved in test/http/proxy.test.ts.
	test('with a password: token and order go through it', async () => {
		const env = { ALL_PROXY: proxyUrl('user:pass%20word@') };
		const { rows, error } = await fetchWith(env, behindProxy());
		expect(error).toBeNull();
		expect(rows).toHaveLength(4);
		expect(new Set(tunnels)).toEqual(new Set([`${new URL(behindProxy()).host} allowed`]));
		expect(sandbox.requests.map(({ call }) => call).sort()).toEqual(CALLS);
		const agents = sandbox.requests.map(({ headers }) => headers['user-agent']);
		expect(new Set(agents)).toEqual(new Set([USER_AGENT]));
	});

	test.each([
		['of SOCKS, token and order alike', 'SOCKS', SAMPLES],
		['that refuses', '', SAMPLES.slice(0, 1)],
	])('%s: it is named, and its password is not', async (_, hint, orders) => {
		const own = proxyUrl('user:wrong@');
		const env = { ALL_PROXY: hint ? 'socks5://user:wrong@127.0.0.1:1080' : own };
		for (const order of orders) {
			const { error } = await fetchWith(env, behindProxy(), [order]);
			expect(error?.message).toMatch(
				/^The proxy between n8n and (?:AliExpress|Tuya) rejected the request \(order \w+\)$/,
			);
			expect(error?.description).toContain(hint);
			expect(JSON.stringify(error)).not.toContain('wrong');
		}
		expect(new Set(tunnels).size).toBe(hint ? 0 : 1);
	});

	test('is bypassed by token and order if NO_PROXY names the host and its port', async () => {
		const NO_PROXY = new URL(behindProxy()).host;
		const env = { ALL_PROXY: proxyUrl('user:wrong@'), no_proxy: '', NO_PROXY };
		for (const order of SAMPLES) {
			const { error } = await fetchWith(env, behindProxy(), [order]);
			expect(error?.message).toMatch(/: the host \S+ was not found \(/);
		}
		expect(tunnels).toEqual([]);
	});

	// n8n's helper has no way to leave out a proxy: this is why docs/installation.md asks for NO_PROXY.
	test('gets no order of a loopback address, and its token is not asked for', async () => {
		const env = { HTTPS_PROXY: proxyUrl('user:wrong@') };
		const { rows } = await fetchWith(env, undefined, [ali(ALI_SAMPLE)]);
		expect(rows).toHaveLength(1);
		sandbox.reset();
		const { error } = await fetchWith(env, undefined, [tuya(TUYA_SAMPLE)]);
		const { host, hostname } = new URL(sandbox.baseUrl);
		expect(error?.message).toContain(
			`A proxy is set for ${host}, which is the n8n host itself (order `,
		);
		expect(error?.description).toContain(`Add ${hostname} to NO_PROXY`);
		expect([tunnels, sandbox.requests]).toEqual([[], []]);
	});
});

test('n8n’s protection refuses an internal address before a connection, unless it is allowed', async () => {
	const guarded = startRemote({
		NODE_EXTRA_CA_CERTS,
		N8N_SSRF_PROTECTION_ENABLED: 'true',
		N8N_SSRF_ALLOWED_IP_RANGES: '127.0.0.1/32',
	});
	const order = [ali(ALI_SAMPLE)];
	const other = sandbox.baseUrl.replace('127.0.0.1', '127.0.0.2');
	const before = sandbox.sockets;
	const refused = await fetchWith({}, other, order, guarded);
	expect(refused.error?.message).toMatch(/^This n8n does not allow requests to 127\.0\.0\.2/);
	expect(sandbox.sockets).toBe(before);
	const { rows } = await fetchWith({}, undefined, order, guarded);
	expect(rows).toHaveLength(1);
	guarded.child.kill();
});
