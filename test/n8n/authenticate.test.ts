import { Readable } from 'node:stream';

import type { IHttpRequestOptions } from 'n8n-workflow';

import { systemRuntime } from '../../http/runtime';
import { authenticate } from '../../n8n/signing/authenticate';
import { credential as aliexpress } from '../../providers/aliexpress/credential';
import { credential as tuya } from '../../providers/tuya/credential';

const HOUR = 3_600_000;
const ALI = { appKey: '512345', appSecret: 's', accessToken: 'token', expiresAt: 2 * HOUR };
const TUYA = { accessId: 'id', accessSecret: 's', accessToken: 'token', expiresAt: 2 * HOUR };
let ticks = 0;
const runtime = {
	...systemRuntime,
	now: () => HOUR + ++ticks,
	nonce: () => `nonce-${++ticks}`,
};

const ali = (options: object, baseUrl = 'https://ali.example.com') =>
	authenticate(aliexpress, { ...ALI, baseUrl }, options as IHttpRequestOptions, runtime);
const mall = (options: object, baseUrl = 'https://tuya.example.com') => {
	const data = { ...TUYA, dataCenter: 'custom', baseUrl };
	return authenticate(tuya, data, options as IHttpRequestOptions, runtime);
};

describe('a request that is signed again', () => {
	test('AliExpress: has one signature, which is the new one', () => {
		const url = 'https://ali.example.com/sync?method=m';
		const options = { method: 'POST', url, form: { a: 'é' } };
		const first = ali(options);
		const second = ali(first);
		expect(Object.keys(second.qs ?? {})).toEqual(Object.keys(first.qs ?? {}));
		expect(second.qs?.['timestamp']).not.toBe(first.qs?.['timestamp']);
		expect(second.qs?.['sign']).not.toBe(first.qs?.['sign']);
		expect(second).toEqual({ ...first, qs: second.qs });
		expect(second).toMatchObject({ url: 'https://ali.example.com/sync', body: 'a=%C3%A9' });
	});

	test('Tuya: has one signature, which is the new one', () => {
		const url = 'https://tuya.example.com/v1.0/x?b=2';
		const headers = { Sign: '1', T: '2' };
		const first = mall({ method: 'post', uri: url, body: { a: [] }, headers });
		const second = mall(first);
		expect(Object.keys(second.headers ?? {}).sort()).toEqual(
			['access_token', 'client_id', 'content-type', 'nonce', 'sign', 'sign_method', 't'].sort(),
		);
		for (const name of ['sign', 't', 'nonce']) {
			expect(second.headers?.[name]).not.toBe(first.headers?.[name]);
		}
		expect(second).toEqual({ ...first, headers: second.headers });
		expect(second).toMatchObject({ method: 'POST', qs: { b: '2' }, body: Buffer.from('{"a":[]}') });
	});

	test('leaves the options of the node as they are, which n8n may show', () => {
		const options = { url: 'https://ali.example.com/sync', qs: { a: '1' }, headers: { b: '2' } };
		const before = structuredClone(options);
		ali(options);
		ali(options);
		expect(options).toEqual(before);
	});
});

describe('what a signed request keeps of the options', () => {
	test.each([ali, mall])('nothing that weakens the check of the host, or redirects', (sign) => {
		const host = sign === ali ? 'ali' : 'tuya';
		const url = `https://${host}.example.com/sync`;
		const signed = sign({
			url,
			...{ rejectUnauthorized: false, skipSslCertificateValidation: true, strictSSL: false },
			...{ insecure: true, ca: 'ca', agent: {}, agentOptions: { ca: 'ca', servername: 'x' } },
			...{ httpAgent: {}, httpsAgent: {}, socketPath: '/tmp/x', lookup: () => undefined },
			...{ followRedirect: true, followAllRedirects: true, maxRedirects: 9 },
			disableFollowRedirect: false,
			headers: { hOST: 'x', 'X-RENEW-session': 'x', Kept: '1' },
		});
		expect(signed).toEqual({
			...{ method: 'GET', url, qs: expect.any(Object) as object },
			headers: expect.objectContaining({ Kept: '1' }) as object,
			...{ rejectUnauthorized: true, skipSslCertificateValidation: false },
			...{ followRedirect: false, followAllRedirects: false, maxRedirects: 0 },
			disableFollowRedirect: true,
		});
		const names = Object.keys(signed.headers ?? {}).map((name) => name.toLowerCase());
		expect(names).not.toContain('host');
		expect(names).not.toContain('x-renew-session');
	});

	test('how the response is read, and how long it may take', () => {
		const kept = {
			...{ timeout: 5, encoding: 'stream', json: true, returnFullResponse: true },
			...{ resolveWithFullResponse: true, ignoreHttpStatusErrors: true, simple: false },
			...{ useStream: true, gzip: true, abortSignal: new AbortController().signal },
			...{ allowedDomains: 'ali.example.com', proxy: 'http://proxy.example.com' },
		};
		expect(ali({ url: 'https://ali.example.com/sync', ...kept })).toMatchObject(kept);
	});

	test.each(['http://127.0.0.1:1', 'https://localhost', 'http://[::1]:8080'])(
		'no proxy to %s',
		(baseUrl) => {
			const signed = mall({ url: `${baseUrl}/v1.0/x`, proxy: 'http://proxy.example.com' }, baseUrl);
			expect(signed).not.toHaveProperty('proxy');
		},
	);
});

describe('a signature goes to the address of the credential alone', () => {
	test.each([
		...['https://tuya.example.com.evil.example/v1.0/x', 'https://tuya.example.com:8443/v1.0/x'],
		'http://tuya.example.com/v1.0/x',
		'https://evil.example/https://tuya.example.com/v1.0/x',
		...['https://tuya.example.com@evil.example/v1.0/x', 'https:\\\\evil.example/v1.0/x'],
		...['blob:https://tuya.example.com/v1.0/x', 'file:///etc/hosts', 'data:text/plain,x'],
	])('not to %s', (url) => {
		expect(() => mall({ url })).toThrow('The URL is not on tuya.example.com');
	});

	const baseURL = 'https://tuya.example.com';
	const others = [
		'https://evil.example/x',
		'http://tuya.example.com/x',
		'FTP://tuya.example.com/x',
	];
	test.each(others)('not to %s after a base URL', (uri) => {
		expect(() => mall({ uri, baseURL })).toThrow('The URL is not on tuya.example.com');
	});

	const paths = ['blob:https://evil.example/x', '\\evil.example/x', '@evil.example/x'];
	test.each(paths)('%s after a base URL is a path', (uri) => {
		expect(new URL(mall({ uri, baseURL }).url).origin).toBe(baseURL);
	});

	test.each([
		['https://tuya.example.com/v1.0/x', 'https://tuya.example.com'],
		['HTTPS://TUYA.example.com:443/v1.0/a/../x', 'https://tuya.example.com'],
		['//tuya.example.com/v1.0/x', undefined],
	])('%s', (url, host) => {
		if (host === undefined) expect(() => mall({ url })).toThrow('The URL is not a web address');
		else expect(mall({ url }).url).toBe('https://tuya.example.com/v1.0/x');
	});

	test.each([
		['user@', 'user name'],
		[':word@', 'user name'],
	])('not with %s in the URL', (part, words) => {
		expect(() => ali({ url: `https://${part}ali.example.com/sync` })).toThrow(words);
	});

	test('the path of the credential’s address is kept, and not required', () => {
		const baseUrl = 'https://tuya.example.com/gw';
		const paths = [
			[{ url: '/v1.0/x', baseURL: baseUrl }, '/gw/v1.0/x'],
			[{ uri: 'v1.0/x', baseURL: `${baseUrl}//` }, '/gw/v1.0/x'],
			[{ url: '', baseURL: baseUrl }, '/gw'],
			[{ url: 'https://tuya.example.com/other' }, '/other'],
		] as const;
		for (const [options, path] of paths) {
			expect(mall(options, baseUrl).url).toBe(`https://tuya.example.com${path}`);
		}
	});
});

describe('bodies that can only be read while they are sent are refused', () => {
	const url = 'https://tuya.example.com/v1.0/x';
	test.each<[string, object]>([
		['a stream', { body: Readable.from(['x']) }],
		['a web stream', { body: new ReadableStream() }],
		['a form with files', { body: new FormData() }],
		['a blob', { body: new Blob(['x']) }],
		['the older helper’s form data', { formData: {} }],
		['a multipart type', { body: 'x', headers: { 'CONTENT-type': 'Multipart/Form-Data; b=x' } }],
	])('%s', (_, options) => {
		expect(() => mall({ method: 'POST', url, ...options })).toThrow(
			'A file or a multipart body cannot be signed. In the HTTP Request node',
		);
	});

	test.each<[string, unknown, string]>([
		['a typed array', new Uint8Array([1, 255]).subarray(1), 'application/octet-stream'],
		['an array buffer', new Uint8Array([255]).buffer, 'application/octet-stream'],
		['a number', 255, 'application/json'],
		['a form', new URLSearchParams({ a: 'b c' }), 'application/x-www-form-urlencoded'],
	])('others are sent as they are: %s', (_, body, type) => {
		const signed = mall({ method: 'POST', url, body });
		expect(signed.headers).toMatchObject({ 'content-type': type });
		expect(Buffer.from(signed.body as string).toString('latin1')).toMatch(/^(?:\xff|255|a=b\+c)$/);
	});

	test('a date is text as in JSON', () => {
		expect(mall({ url, qs: { at: new Date(0), none: null, gone: undefined } }).qs).toEqual({
			at: '1970-01-01T00:00:00.000Z',
			none: '',
		});
	});
});
