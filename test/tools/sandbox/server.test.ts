import { Pool } from 'undici';

import type { Sandbox } from '../../../tools/sandbox';
import { aliExpress, orderQuery, sandboxes, tuya, tuyaOrderTarget } from './calls.support';

const start = sandboxes();
const ORDER = '8100000000000001';

describe('the log', () => {
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await start();
	});

	test('contains each request and its outcome', async () => {
		await aliExpress(sandbox, orderQuery(ORDER));
		await tuya(sandbox, '/v1.0/x?a=%20', { method: 'POST', body: '{}', accessToken: 'bad' });
		expect(sandbox.requests).toMatchObject([
			{
				provider: 'aliexpress',
				call: 'order',
				method: 'GET',
				path: '/sync',
				query: { ...orderQuery(ORDER), sign_method: 'sha256' },
				body: '',
				orderId: ORDER,
				accessToken: sandbox.demo.aliExpressApi.accessToken,
				outcome: 'ok',
				fault: '',
				socketId: expect.any(Number) as unknown,
				at: expect.any(Number) as unknown,
			},
			{
				provider: 'tuya',
				call: 'other',
				method: 'POST',
				path: '/v1.0/x',
				query: { a: ' ' },
				headers: { sign_method: 'HMAC-SHA256' },
				body: '{}',
				accessToken: 'bad',
				outcome: '1010',
			},
		]);
	});

	test('counts by call and by order, and is forgotten on reset; tokens are not', async () => {
		await aliExpress(sandbox, orderQuery(ORDER));
		await aliExpress(sandbox, orderQuery('8100000000000002'));
		await tuya(sandbox, tuyaOrderTarget(sandbox, 'SO1'));
		expect(sandbox.count('order')).toBe(3);
		expect(sandbox.count('order', ORDER)).toBe(1);
		expect(sandbox.count('tracking')).toBe(0);
		const tokens = sandbox.currentTokens();
		sandbox.faults.always({}, { kind: 'status', status: 500 });
		sandbox.reset();
		expect(sandbox.requests).toEqual([]);
		expect(sandbox.count('order')).toBe(0);
		expect(sandbox.currentTokens()).toEqual(tokens);
		expect((await aliExpress(sandbox, orderQuery(ORDER))).status).toBe(200);
	});

	test('without the list, the numbers are still kept', async () => {
		const quiet = await start({ log: false });
		await aliExpress(quiet, orderQuery(ORDER));
		expect(quiet.requests).toEqual([]);
		expect(quiet.count('order', ORDER)).toBe(1);
	});

	test('a path of neither provider is 404', async () => {
		expect((await fetch(`${sandbox.baseUrl}/`)).status).toBe(404);
		expect(sandbox.requests).toMatchObject([{ provider: 'none', outcome: '404' }]);
	});
});

test('sockets are kept alive, numbered, counted, and destroyed on close', async () => {
	const sandbox = await start();
	const pool = new Pool(sandbox.baseUrl, { connections: 1 });
	const get = async () => (await pool.request({ path: '/', method: 'GET' })).body.dump();
	await get();
	await get();
	expect([sandbox.sockets, sandbox.openSockets]).toEqual([1, 1]);
	expect(sandbox.requests.map(({ socketId }) => socketId)).toEqual([1, 1]);
	sandbox.faults.always({}, { kind: 'stall-headers' });
	const waiting = get().catch(() => 'broken off');
	while (sandbox.requests.length < 3) await new Promise(setImmediate);
	await sandbox.close();
	expect(await waiting).toBe('broken off');
	expect(sandbox.openSockets).toBe(0);
	await expect(fetch(sandbox.baseUrl)).rejects.toThrow();
	await pool.destroy();
});

test('with TLS it answers to a client that trusts its certificate, by number and by name', async () => {
	expect((await start()).certificate).toBeNull();
	const [sandbox, next] = await Promise.all([start({ tls: true }), start({ tls: true })]);
	expect(sandbox.baseUrl).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
	expect(sandbox.demo.tuyaApi.baseUrl).toBe(sandbox.baseUrl);
	expect(next.certificate).toBe(sandbox.certificate);
	const get = async (origin: string, ca?: string | null) => {
		const pool = new Pool(origin, { connect: ca ? { ca } : {} });
		return await pool.request({ path: '/', method: 'GET' }).finally(() => void pool.destroy());
	};
	await expect(get(sandbox.baseUrl)).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
	for (const origin of [sandbox.baseUrl, sandbox.baseUrl.replace('127.0.0.1', 'localhost')])
		expect((await get(origin, sandbox.certificate)).statusCode).toBe(404);
	expect(sandbox.requests).toHaveLength(2);
});
