import { gunzipSync } from 'node:zlib';

import { Agent, request } from 'undici';

import type { Fault, Sandbox } from '../../../tools/sandbox';
import { FaultPlan } from '../../../tools/sandbox/faults';
import {
	aliExpress,
	aliExpressParameters,
	orderQuery,
	sandboxes,
	tuya,
	tuyaOrderTarget,
} from './calls.support';

const ORDER = '8100000000000001';
const OTHER = '8100000000000002';

const start = sandboxes();
let sandbox: Sandbox;
let agent: Agent;
beforeEach(async () => {
	sandbox = await start({ seed: 7 });
	agent = new Agent({ headersTimeout: 300, bodyTimeout: 300 });
});
afterEach(() => agent.destroy());

/** Sends a signed order call with the fault; the body is not read yet. */
function sendWithFault(fault: Fault) {
	sandbox.faults.next({}, fault);
	const query = new URLSearchParams(aliExpressParameters(sandbox, orderQuery(ORDER))).toString();
	return request(`${sandbox.baseUrl}/sync?${query}`, { dispatcher: agent });
}

const right = async () => {
	const { text } = await aliExpress(sandbox, orderQuery(ORDER));
	return text.replace(/"request_id":"\d+"/, '');
};

describe('each fault as a client sees it', () => {
	const logged = () => sandbox.requests.at(-1);

	test('reset: the socket closes before an answer', async () => {
		await expect(sendWithFault({ kind: 'reset' })).rejects.toMatchObject({
			code: 'UND_ERR_SOCKET',
		});
		expect(logged()).toMatchObject({ fault: 'reset', outcome: 'fault', orderId: ORDER });
	});

	test('delay: the right answer, later', async () => {
		const start = performance.now();
		const { body } = await sendWithFault({ kind: 'delay', ms: 80 });
		expect(await body.text()).toContain('order_status');
		expect(performance.now() - start).toBeGreaterThanOrEqual(79);
		expect(logged()).toMatchObject({ fault: 'delay', outcome: 'ok' });
	});

	test('stall-headers: never an answer', async () => {
		await expect(sendWithFault({ kind: 'stall-headers' })).rejects.toMatchObject({
			code: 'UND_ERR_HEADERS_TIMEOUT',
		});
	});

	test('stall-body: half of it, then nothing', async () => {
		const { statusCode, body } = await sendWithFault({ kind: 'stall-body' });
		expect(statusCode).toBe(200);
		await expect(body.text()).rejects.toMatchObject({ code: 'UND_ERR_BODY_TIMEOUT' });
	});

	test('truncate: half of it, then the end', async () => {
		const { headers, body } = await sendWithFault({ kind: 'truncate' });
		expect(Number(headers['content-length'])).toBeGreaterThan(0);
		await expect(body.text()).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
		expect(logged()).toMatchObject({ fault: 'truncate', outcome: 'ok' });
	});

	test('double: the text twice', async () => {
		const { body } = await sendWithFault({ kind: 'double' });
		const text = await body.text();
		expect(text.slice(0, text.length / 2)).toBe(text.slice(text.length / 2));
		expect(() => JSON.parse(text) as unknown).toThrow();
	});

	test('not-json: a page, or a text', async () => {
		const page = await sendWithFault({ kind: 'not-json' });
		expect(page.statusCode).toBe(200);
		expect(page.headers['content-type']).toContain('text/html');
		expect(await page.body.text()).toContain('<html>');
		expect(await (await sendWithFault({ kind: 'not-json', text: 'oops' })).body.text()).toBe(
			'oops',
		);
	});

	test('content-type: the right JSON by a wrong name', async () => {
		const { headers, body } = await sendWithFault({ kind: 'content-type', type: 'text/plain' });
		expect(headers['content-type']).toBe('text/plain');
		expect(await body.text()).toContain('order_status');
	});

	test('status: with the time to wait, and with a body', async () => {
		const throttled = await sendWithFault({ kind: 'status', status: 429, retryAfter: 2 });
		expect(throttled.statusCode).toBe(429);
		expect(throttled.headers['retry-after']).toBe('2');
		expect(await throttled.body.text()).toBe('');
		const broken = await sendWithFault({ kind: 'status', status: 503, body: { code: 1 } });
		expect(broken.statusCode).toBe(503);
		expect(broken.headers).not.toHaveProperty('retry-after');
		expect(await broken.body.json()).toEqual({ code: 1 });
	});

	test('body: any data or text with 200', async () => {
		const { statusCode, body } = await sendWithFault({
			kind: 'body',
			body: { error_response: {} },
		});
		expect(statusCode).toBe(200);
		expect(await body.json()).toEqual({ error_response: {} });
		expect(await (await sendWithFault({ kind: 'body', body: 'null' })).body.text()).toBe('null');
	});

	test('redirect', async () => {
		const { statusCode, headers } = await sendWithFault({
			kind: 'redirect',
			to: 'http://127.0.0.1:9/',
		});
		expect(statusCode).toBe(302);
		expect(headers.location).toBe('http://127.0.0.1:9/');
	});

	test('oversize: as many bytes of valid JSON, without a length', async () => {
		const { headers, body } = await sendWithFault({ kind: 'oversize', bytes: 200_000 });
		expect(headers).not.toHaveProperty('content-length');
		const text = await body.text();
		expect(text).toHaveLength(200_000);
		expect(JSON.parse(text)).toMatch(/^a+$/);
	});

	test('endless: until the client hangs up', async () => {
		const { body } = await sendWithFault({ kind: 'endless' });
		let size = 0;
		for await (const chunk of body) {
			size += (chunk as Buffer).length;
			if (size > 5_000_000) break;
		}
		expect(size).toBeGreaterThan(5_000_000);
		expect(await right()).toContain('order_status');
	});

	test('gzip-bomb: small on the wire, large when unpacked', async () => {
		const { headers, body } = await sendWithFault({ kind: 'gzip-bomb', bytes: 10_000_000 });
		expect(headers['content-encoding']).toBe('gzip');
		const packed = Buffer.from(await body.arrayBuffer());
		expect(packed.length).toBeLessThan(100_000);
		expect(gunzipSync(packed)).toHaveLength(10_000_000);
	});

	test('header-flood: more headers than a client takes', async () => {
		await expect(sendWithFault({ kind: 'header-flood', bytes: 100_000 })).rejects.toMatchObject({
			code: expect.stringMatching(/OVERFLOW/) as unknown,
		});
		const { headers, body } = await sendWithFault({ kind: 'header-flood', bytes: 3000 });
		expect(Object.keys(headers).filter((name) => name.startsWith('x-flood'))).toHaveLength(3);
		expect(await body.text()).toContain('order_status');
	});
});

describe('which request gets a fault', () => {
	const fail: Fault = { kind: 'status', status: 503, body: {} };
	const status = async (orderId: string) => (await aliExpress(sandbox, orderQuery(orderId))).status;

	test('the next one, or as many as are asked for', async () => {
		sandbox.faults.next({}, fail);
		sandbox.faults.next({}, { ...fail, status: 500 }, 2);
		const met = [];
		for (let call = 0; call < 4; call++) met.push(await status(ORDER));
		expect(met).toEqual([503, 500, 500, 200]);
	});

	test('only of the given order, call and provider', async () => {
		sandbox.faults.next({ orderId: OTHER }, fail);
		sandbox.faults.next({ call: 'tracking' }, fail);
		sandbox.faults.next({ provider: 'tuya' }, fail);
		expect(await status(ORDER)).toBe(200);
		expect(await status(OTHER)).toBe(503);
		expect((await tuya(sandbox, tuyaOrderTarget(sandbox, 'SO1'))).status).toBe(503);
	});

	test('every one until the plan is cleared; those for the next ones come first', async () => {
		sandbox.faults.always({ call: 'order' }, fail);
		sandbox.faults.next({}, { ...fail, status: 500 });
		expect([await status(ORDER), await status(ORDER), await status(OTHER)]).toEqual([
			500, 503, 503,
		]);
		sandbox.faults.clear();
		expect(await status(ORDER)).toBe(200);
	});

	test('a share by chance, the same for the same seed', () => {
		const target = { provider: 'tuya', call: 'order', orderId: 'SO1' } as const;
		const run = (seed: number) => {
			const plan = new FaultPlan(seed);
			plan.random(0.3, [fail, { kind: 'reset' }], { call: 'order' });
			return Array.from({ length: 1000 }, () => plan.take(target)?.kind ?? '');
		};
		const met = run(1);
		const number = met.filter((kind) => kind !== '').length;
		expect(number).toBeGreaterThan(250);
		expect(number).toBeLessThan(350);
		expect(new Set(met)).toEqual(new Set(['', 'status', 'reset']));
		expect(run(1)).toEqual(met);
		expect(run(2)).not.toEqual(met);
		const plan = new FaultPlan(1);
		plan.random(1, [fail], { call: 'token' });
		expect(plan.take(target)).toBeNull();
	});

	test('one whose answer is replaced does nothing: the code still works', async () => {
		const code = sandbox.issueCode();
		const create = () => aliExpress(sandbox, { code }, { path: '/auth/token/create' });
		sandbox.faults.next({ call: 'token' }, fail);
		expect((await create()).status).toBe(503);
		expect((await create()).body.code).toBe('0');
	});

	test('one whose answer is damaged is done: the code is used up', async () => {
		const code = sandbox.issueCode();
		const create = () => aliExpress(sandbox, { code }, { path: '/auth/token/create' });
		sandbox.faults.next({ call: 'token' }, { kind: 'truncate' });
		await expect(create()).rejects.toThrow();
		expect((await create()).body.code).toBe('InvalidCode');
	});
});
