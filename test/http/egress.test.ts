import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';

import type { EgressFilter } from '../../http/agents';
import { openClient, type HttpClient } from '../../http/client';
import { systemRuntime } from '../../http/runtime';
import {
	agents,
	closeServers,
	fault,
	LONG,
	one,
	ONE,
	send as get,
	setProxy,
} from './client.support';

const open = (filter?: EgressFilter): HttpClient => openClient(agents, systemRuntime, filter);

beforeEach(() => setProxy({}));
afterEach(async () => {
	setProxy({});
	await closeServers();
});

/** A filter that allows everything, except for what a test replaces. */
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

const fail = async (): Promise<never> => await Promise.reject(new Error('Asked too often.'));

/** With n8n’s own filter it is proved in n8n’s engine. */
describe('n8n’s egress filter', () => {
	test('is asked once for each origin of a run, and allowed requests are sent', async () => {
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

	test('says why it blocks', async () => {
		const cause = new Error('The hostname is restricted');
		const refused = { ok: false, error: cause };
		const blocks = filter({ validateUrl: async () => await Promise.resolve(refused) });
		const result = await get(open(blocks), 'http://127.0.0.1:9');
		expect(result).toEqual({ ...fault('blocked'), cause });
	});

	test('blocks at the look-up of a connection what it allowed before', async () => {
		const server = await one();
		const cause = Object.assign(new Error('restricted'), { name: 'SsrfBlockedIpError' });
		const createSecureLookup: EgressFilter['createSecureLookup'] = () => (_host, _options, done) =>
			done(cause, '', 4);
		const result = await get(
			open(filter({ createSecureLookup })),
			`http://localhost:${server.port}`,
		);
		expect(result).toEqual({ ...fault('blocked'), cause });
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

	test('is not waited for longer than the attempt may take', async () => {
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
