import { EventEmitter, once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createServer as createTls } from 'node:https';
import { gzipSync } from 'node:zlib';

import { MAX_RESPONSE_BYTES } from '../../http/agents';
import { openClient, type HttpClient } from '../../http/client';
import { systemRuntime } from '../../http/runtime';
import { USER_AGENT } from '../../http/userAgent';
import { certificate } from '../../tools/sandbox/certificate';
import { closedPort } from '../support/closedPort';
import {
	agents,
	answer,
	closeServers,
	fault,
	LONG,
	serve,
	serveAs,
	serveBytes,
	setProxy,
	success,
} from './client.support';

let client: HttpClient;

beforeEach(() => {
	setProxy({});
	client = openClient(agents, systemRuntime);
});
afterEach(async () => {
	await closeServers();
});

const request = (url: string, more = {}) =>
	({ method: 'GET', url, headers: {}, body: '', ...more }) as const;
const WITHIN_BODY = 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{"a"';
const GZIP = { 'content-encoding': 'gzip' };
const get = async (url: string, timeout = LONG, signal?: AbortSignal) =>
	await client.send(request(url), timeout, signal);

describe('a request', () => {
	test('arrives as it was given', async () => {
		const seen: unknown[] = [];
		const { url, port } = await serve((message, response) => {
			const chunks: Buffer[] = [];
			message.on('data', (chunk: Buffer) => chunks.push(chunk));
			message.on('end', () => {
				const { method, headers } = message;
				seen.push([method, message.url, headers, Buffer.concat(chunks).toString()]);
				response.end('{}');
			});
		});
		const path = '/rest/a%2Fb?x=1&y=%20%C3%B1&x=2';
		const own = { 'content-type': 'text/plain', sign: 'AB12' };
		const body = 'a=ñ&b=2';
		await client.send(request(`${url}${path}`, { method: 'POST', headers: own, body }), LONG);
		const sent = {
			host: `127.0.0.1:${port}`,
			connection: 'keep-alive',
			accept: 'application/json',
			...own,
			'content-length': '8',
			'user-agent': USER_AGENT,
		};
		expect(seen).toEqual([['POST', path, sent, body]]);
	});

	test('shares one connection with those that come after it, of other runs too', async () => {
		const server = await answer('1');
		for (let at = 0; at < 5; at++) expect(await get(server.url)).toEqual(success('1'));
		const other = openClient(agents, systemRuntime);
		expect(await other.send(request(server.url), LONG)).toEqual(success('1'));
		expect(server.accepted()).toBe(1);
	});

	test('waits for a turn when large responses come with it', async () => {
		const large = '1'.repeat(100_000);
		const waiting: ServerResponse[] = [];
		const { url } = await serve((_message, response) => {
			if (waiting.push(response) === 20) for (const each of waiting) each.end(large);
		});
		let turn = 0;
		let next = setImmediate(function count() {
			turn++;
			next = setImmediate(count);
		});
		const turns = Array.from({ length: 20 }, async () => await get(url).then(() => turn));
		expect(new Set(await Promise.all(turns)).size).toBe(20);
		clearImmediate(next);
	});

	test('has a new connection after one that the server closed', async () => {
		const server = await answer('1', 200, { connection: 'close' });
		for (let at = 0; at < 3; at++) expect(await get(server.url)).toEqual(success('1'));
		expect(server.accepted()).toBe(3);
	});

	test('has a connection of its own next to others in progress', async () => {
		const held: ServerResponse[] = [];
		const server = await serve((_message, response) => {
			held.push(response);
			if (held.length === 3) for (const each of held) each.end('1');
		});
		const results = await Promise.all([1, 2, 3].map(async () => await get(server.url)));
		expect(results).toEqual([success('1'), success('1'), success('1')]);
		expect(server.accepted()).toBe(3);
	});
});

describe('a response', () => {
	test.each([
		[200, '{"a":1}'],
		[204, ''],
		[302, 'moved'],
		[404, 'not here'],
		[429, ''],
		[500, '<html></html>'],
	])('of status %i is accepted, even an empty one marked as gzip', async (status, text) => {
		const { url } = await answer(text, status, text ? { location: '/elsewhere' } : GZIP);
		expect(await get(url)).toEqual(success(text, status));
	});

	test('has its headers by name in lower case', async () => {
		const { url } = await answer('1', 200, { 'X-Rate': '0.5', 'X-Twice': ['a', 'b'] });
		expect(await get(url)).toMatchObject({ headers: { 'x-rate': '0.5', 'x-twice': 'a,b' } });
	});

	test('that redirects is not followed', async () => {
		const elsewhere = await answer('elsewhere');
		const { url } = await answer('', 307, { location: elsewhere.url });
		expect(await get(url)).toEqual(success('', 307));
		expect(elsewhere.accepted()).toBe(0);
	});

	test('in many small parts, split within a character, is whole', async () => {
		const text = JSON.stringify({ name: '水瓶😀'.repeat(20) });
		const { url } = await serve((_message, response) => {
			for (const byte of Buffer.from(text)) response.write(Buffer.from([byte]));
			response.end();
		});
		expect(await get(url)).toEqual(success(text));
	});

	test.each([
		['gzip', gzipSync],
		['GZIP', gzipSync],
		['identity', Buffer.from],
	] as const)('packed as %s is unpacked', async (coding, pack) => {
		const { url } = await answer(pack('{"name":"ñ"}'), 200, { 'content-encoding': coding });
		expect(await get(url)).toEqual(success('{"name":"ñ"}'));
	});

	test.each(['__proto__', 'br', 'zstd'])(
		'with an encoding that was not requested (%s) is passed on unchanged',
		async (coding) => {
			const { url } = await answer('{"a":1}', 200, { 'content-encoding': coding });
			expect(await get(url)).toEqual(success('{"a":1}'));
		},
	);

	test('has the wait that it asks for', async () => {
		const { url } = await answer('', 429, { 'retry-after': '2' });
		expect(await get(url)).toMatchObject({ status: 429, retryAfter: 2000 });
	});
});

describe('a response that is cut off', () => {
	const endless = async (chunk: Buffer, head = {}) =>
		await serve((_message, response) => {
			response.writeHead(200, head);
			const more = (): void => {
				while (!response.destroyed && response.write(chunk));
			};
			response.on('drain', more);
			more();
		});

	test('when it has no end', async () => {
		const server = await endless(Buffer.alloc(1 << 20, ' '));
		expect(await get(server.url)).toMatchObject(fault('too_large'));
		await server.idle();
	});

	test.each([
		['states too great a length', Buffer.alloc(MAX_RESPONSE_BYTES + 1, ' '), {}],
		['hides its size by gzip', gzipSync(Buffer.alloc(MAX_RESPONSE_BYTES + 1)), GZIP],
	])('when it %s', async (_name, body, headers) => {
		const { url } = await answer(body, 200, headers);
		const cause = { code: 'UND_ERR_RES_EXCEEDED_MAX_SIZE' };
		const failure = fault('too_large');
		expect(await get(url)).toMatchObject(
			'content-encoding' in headers ? failure : { ...failure, cause },
		);
	});

	test('but not when it has exactly the maximum length', async () => {
		const { url } = await answer(Buffer.alloc(MAX_RESPONSE_BYTES, ' '));
		const result = await get(url);
		expect(result.ok && result.text.length).toBe(MAX_RESPONSE_BYTES);
	});
});

describe('a response that is not complete is a fault', () => {
	test('refused: nobody listens', async () => {
		const url = await closedPort();
		expect(await get(url)).toMatchObject(fault('refused'));
		expect(await get(url.replace('127.0.0.1', 'localhost'))).toMatchObject(fault('refused'));
	});

	test.each<readonly [string, string]>([
		['dns', 'http://no-such-host.invalid'],
		...['', 'gateway', 'ftp://127.0.0.1/'].map((url) => ['unexpected', url] as const),
	])('%s: %j', async (name, url) => {
		expect(await get(url)).toMatchObject(fault(name));
	});

	test('certificate: one that the n8n host does not trust', async () => {
		const { port } = await serveAs(
			createTls(await certificate(), (_message, response) => response.end('1')),
		);
		expect(await get(`https://127.0.0.1:${port}`)).toMatchObject(fault('certificate'));
	});

	const CHUNKED = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n';
	const HEADERS = `x-a: ${'b'.repeat(999)}\r\n`.repeat(200);
	test.each<readonly [string, string, string, 'end' | undefined]>([
		['reset', 'before the response', '', 'end'],
		['reset', 'within the headers', 'HTTP/1.1 200 OK\r\ncontent-', 'end'],
		['reset', 'within the body', WITHIN_BODY, 'end'],
		['reset', 'within a chunk', `${CHUNKED}10\r\n{"a"`, 'end'],
		['broken', 'no HTTP', 'SSH-2.0-OpenSSH_9.6\r\n', undefined],
		['broken', 'no status', 'HTTP/1.1 abc\r\n\r\n', undefined],
		['broken', 'no length', 'HTTP/1.1 200 OK\r\ncontent-length: ten\r\n\r\n', undefined],
		['broken', 'no chunk size', `${CHUNKED}zz\r\n`, undefined],
		['large_headers', 'too large', `HTTP/1.1 200 OK\r\n${HEADERS}`, undefined],
	])('%s: %s', async (name, _title, bytes, end) => {
		const { url } = await serveBytes(bytes, end);
		expect(await get(url)).toMatchObject(fault(name));
	});

	test.each([
		['that is none', 'not gzip at all'],
		['that is cut off', gzipSync('{"a":1}'.repeat(100)).subarray(0, 20)],
	])('broken: gzip %s', async (_name, bytes) => {
		const { url } = await answer(bytes, 200, GZIP);
		expect(await get(url)).toMatchObject(fault('broken'));
	});
});

describe('the timeout', () => {
	test.each([
		['no headers come', ''],
		['headers do not end', 'HTTP/1.1 200 OK\r\nx-a: 1\r\n'],
		['no body comes', 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n'],
		['a body does not end', WITHIN_BODY],
	])('when %s', async (_name, bytes) => {
		const server = await serveBytes(bytes);
		expect(await get(server.url, 150)).toEqual({ ok: false, fault: 'timeout' });
		await server.idle();
	});

	test('limits the total time of a response that trickles in', async () => {
		const server = await serve((_message, response) => {
			response.writeHead(200);
			const timer = setInterval(() => response.write(' '), 20);
			response.on('close', () => clearInterval(timer));
		});
		expect(await get(server.url, 200)).toMatchObject(fault('timeout'));
		await server.idle();
	});
});

describe('a run that is stopped', () => {
	test('sends nothing anymore', async () => {
		const server = await answer('1');
		const result = await get(server.url, LONG, AbortSignal.abort());
		expect(result).toEqual({ ok: false, fault: 'canceled' });
		expect(server.accepted()).toBe(0);
	});

	test.each([
		['waiting for headers', ''],
		['within a body', WITHIN_BODY],
	])('aborts a request that is %s at once, and leaves no connection', async (_name, bytes) => {
		const arrived = new EventEmitter();
		const server = await serve((message, response) => {
			response.socket?.write(bytes);
			arrived.emit('request', message);
		});
		const control = new AbortController();
		const begun = once(arrived, 'request');
		const result = get(server.url, 60_000, control.signal);
		await begun;
		control.abort();
		expect(await result).toMatchObject(fault('canceled'));
		await server.idle();
	});

	test('is not listened to any longer than needed', async () => {
		const { url } = await answer('1');
		const signal = new AbortController().signal;
		const added = jest.spyOn(signal, 'addEventListener');
		const removed = jest.spyOn(signal, 'removeEventListener');
		for (let at = 0; at < 20; at++) await get(url, LONG, signal);
		expect(added).toHaveBeenCalledTimes(20);
		expect(removed).toHaveBeenCalledTimes(20);
	});
});

test.each([
	['ECONNREFUSED', async () => await closedPort()],
	['UND_ERR_SOCKET', async () => (await serveBytes(WITHIN_BODY, 'end')).url],
	['ERR_INVALID_URL', async () => await Promise.resolve('gateway')],
])('the exception behind a fault is its cause: %s', async (code, urlOf) => {
	expect(await get(await urlOf())).toMatchObject({ cause: { code } });
});

test('a Retry-After date is measured by the clock that the client was given', async () => {
	const now = () => Date.parse('2024-09-10T04:00:00Z');
	const { url } = await answer('', 503, { 'retry-after': 'Tue, 10 Sep 2024 04:00:30 GMT' });
	const other = openClient(agents, { now });
	expect(await other.send(request(url), LONG)).toMatchObject({ retryAfter: 30_000 });
});
