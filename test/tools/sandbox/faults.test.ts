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
	agent = new Agent({ headersTimeout: 100, bodyTimeout: 100 });
});
afterEach(() => agent.destroy());

/** A signed order call that gets the fault: its status, headers, and bytes. */
async function callWithFault(fault: Fault) {
	sandbox.faults.next({}, fault);
	const query = new URLSearchParams(aliExpressParameters(sandbox, orderQuery(ORDER))).toString();
	const call = { dispatcher: agent };
	const { statusCode, headers, body } = await request(`${sandbox.baseUrl}/sync?${query}`, call);
	const bytes = Buffer.from(await body.arrayBuffer());
	return { status: statusCode, headers, bytes, text: bytes.toString() };
}

describe('each fault as a client sees it', () => {
	test.each<[Fault, string, string]>([
		[{ kind: 'reset' }, 'UND_ERR_SOCKET', 'fault'],
		[{ kind: 'stall-headers' }, 'UND_ERR_HEADERS_TIMEOUT', 'fault'],
		[{ kind: 'stall-body' }, 'UND_ERR_BODY_TIMEOUT', 'ok'],
		[{ kind: 'truncate' }, 'UND_ERR_SOCKET', 'ok'],
		[{ kind: 'header-flood', bytes: 100_000 }, 'UND_ERR_HEADERS_OVERFLOW', 'ok'],
	])('%j ends with %s', async (fault, code, outcome) => {
		await expect(callWithFault(fault)).rejects.toMatchObject({ code });
		expect(sandbox.requests.at(-1)).toMatchObject({ fault: fault.kind, outcome, orderId: ORDER });
	});

	const RIGHT = /^\{.*"order_status".*\}$/;
	test.each<[Fault, number, RegExp, Record<string, unknown>]>([
		[{ kind: 'delay', ms: 5 }, 200, RIGHT, {}],
		[{ kind: 'double' }, 200, /^(\{.*\})\1$/, {}],
		[{ kind: 'not-json' }, 200, /<html>/, { 'content-type': expect.stringContaining('html') }],
		[{ kind: 'not-json', text: 'oops' }, 200, /^oops$/, {}],
		[{ kind: 'content-type', type: 'text/plain' }, 200, RIGHT, { 'content-type': 'text/plain' }],
		[{ kind: 'status', status: 429, retryAfter: 2 }, 429, /^$/, { 'retry-after': '2' }],
		[{ kind: 'status', status: 503, body: { code: 1 } }, 503, /^\{"code":1\}$/, {}],
		[{ kind: 'body', body: { error_response: {} } }, 200, /^\{"error_response":\{\}\}$/, {}],
		[{ kind: 'body', body: 'null' }, 200, /^null$/, {}],
		[{ kind: 'redirect', to: 'http://x/' }, 302, /^$/, { location: 'http://x/' }],
		[{ kind: 'oversize', bytes: 200_000 }, 200, /^"a{199998}"$/, {}],
		[{ kind: 'header-flood', bytes: 3000 }, 200, RIGHT, { 'x-flood-0': expect.any(String) }],
	])('%j answers %i', async (fault, status, text, headers) => {
		const answer = await callWithFault(fault);
		expect(answer.status).toBe(status);
		expect(answer.text).toMatch(text);
		expect(answer.headers).toMatchObject(headers);
		if (fault.kind === 'oversize') expect(answer.headers).not.toHaveProperty('content-length');
	});

	test('endless: until the client hangs up', async () => {
		sandbox.faults.next({}, { kind: 'endless' });
		const query = new URLSearchParams(aliExpressParameters(sandbox, orderQuery(ORDER)));
		const { body } = await request(`${sandbox.baseUrl}/sync?${query}`, { dispatcher: agent });
		let size = 0;
		for await (const chunk of body) if ((size += (chunk as Buffer).length) > 5_000_000) break;
		expect(size).toBeGreaterThan(5_000_000);
		expect((await aliExpress(sandbox, orderQuery(ORDER))).status).toBe(200);
	});

	test('gzip-bomb: small on the wire, large when unpacked', async () => {
		const { headers, bytes } = await callWithFault({ kind: 'gzip-bomb', bytes: 10_000_000 });
		expect(headers['content-encoding']).toBe('gzip');
		expect(bytes.length).toBeLessThan(100_000);
		expect(gunzipSync(bytes)).toHaveLength(10_000_000);
	});
});

describe('which request gets a fault', () => {
	const fail: Fault = { kind: 'status', status: 503, body: {} };
	const status = async (orderId: string) => (await aliExpress(sandbox, orderQuery(orderId))).status;

	test('the next ones, only of the given order, call and provider', async () => {
		sandbox.faults.next({ orderId: OTHER }, fail);
		sandbox.faults.next({ orderId: OTHER }, { ...fail, status: 500 }, 2);
		sandbox.faults.next({ call: 'tracking' }, fail);
		sandbox.faults.next({ provider: 'tuya' }, fail);
		const met = [];
		for (const id of [ORDER, OTHER, OTHER, OTHER, OTHER]) met.push(await status(id));
		expect(met).toEqual([200, 503, 500, 500, 200]);
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
	});

	test('a replaced answer does nothing, a damaged one is done: the code is used up', async () => {
		const code = sandbox.issueCode();
		const create = () => aliExpress(sandbox, { code }, { path: '/auth/token/create' });
		sandbox.faults.next({ call: 'token' }, fail);
		expect((await create()).status).toBe(503);
		sandbox.faults.next({ call: 'token' }, { kind: 'truncate' });
		await expect(create()).rejects.toThrow();
		expect((await create()).body.code).toBe('InvalidCode');
	});
});
