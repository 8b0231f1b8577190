import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { INodeParameters } from 'n8n-workflow';

import type { WorkflowJson } from './engine.support';
import { ali, ALI_SAMPLE, openStage, tuya, TUYA_SAMPLE, type Stage } from './stage.support';

let stage: Stage;
beforeAll(async () => {
	stage = await openStage();
});
beforeEach(() => {
	stage.reset();
	// Tokens of unknown end are renewed first.
	const expiresAt = stage.now() + 5 * 3_600_000;
	stage.storeTokens('ali', { ...stage.sandbox.currentTokens().aliexpress, expiresAt });
});
afterAll(async () => await stage.close());

const workflow = (parameters: INodeParameters): WorkflowJson => ({
	nodes: [
		{
			id: '1',
			name: 'HTTP Request',
			type: 'test.request',
			typeVersion: 1,
			position: [0, 0],
			parameters,
			credentials: {
				aliExpressApi: { id: 'ali', name: 'AliExpress account' },
				tuyaApi: { id: 'tuya', name: 'Tuya account' },
			},
		},
	],
	connections: {},
});

const call = async (helper: string, credential: string, options: Record<string, unknown>) => {
	const finished = await stage.engine.run(
		workflow({ helper, credential, options: JSON.stringify(options) }),
	);
	return { json: finished.jsons('HTTP Request')[0], error: finished.error };
};

/** The query or the body as the provider understood it. */
const echoed = (json: unknown): unknown => {
	const { result = json } = json as { readonly result?: unknown };
	return (result as { readonly echo?: unknown }).echo;
};
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const JSON_TYPE = { 'Content-Type': 'application/json' };
/** What serializers treat differently. */
const ODD = ` é  !'()*~+&=%"\u2028/ `;

describe.each(['httpRequest', 'requestWithAuthentication'])('any call, signed by %s', (helper) => {
	test('AliExpress: another method of the business gateway, parameters in the query', async () => {
		const { json, error } = await call(helper, 'aliExpressApi', {
			method: 'GET',
			url: `${stage.sandbox.baseUrl}/sync?method=aliexpress.ds.product.get`,
			qs: { product_id: 1005005511268056, ship_to_country: 'ES', note: 'a b+c&d=é' },
			json: true,
		});
		expect(error).toBeUndefined();
		expect(JSON.stringify(json)).toContain('"note":"a b+c&d=é"');
	});

	test('AliExpress: an object as a parameter is sent as JSON text', async () => {
		const { json, error } = await call(helper, 'aliExpressApi', {
			method: 'GET',
			url: `${stage.sandbox.baseUrl}/sync`,
			qs: { method: 'aliexpress.trade.ds.order.get', single_order_query: { order_id: ALI_SAMPLE } },
			json: true,
		});
		expect(error).toBeUndefined();
		expect(json).toHaveProperty(
			'aliexpress_trade_ds_order_get_response.result.order_status',
			'FINISH',
		);
	});

	test('AliExpress: parameters in a form', async () => {
		const form = { product_id: '1', note: 'x y' };
		const { json, error } = await call(helper, 'aliExpressApi', {
			method: 'POST',
			url: `${stage.sandbox.baseUrl}/sync?method=aliexpress.ds.product.get`,
			headers: { 'content-type': 'application/x-www-form-urlencoded' },
			...(helper === 'httpRequest' ? { body: form } : { form }),
			json: helper === 'httpRequest',
		});
		expect(error).toBeUndefined();
		expect(JSON.stringify(json)).toContain('"note":"x y"');
	});

	test('AliExpress: the system gateway signs the path', async () => {
		const { error } = await call(helper, 'aliExpressApi', {
			method: 'GET',
			url: `${stage.sandbox.baseUrl}/rest/seller/info`,
			qs: { a: '1' },
			json: true,
		});
		expect(error).toBeUndefined();
		expect(stage.sandbox.requests.at(-1)?.outcome).toBe('ok');
	});

	test('Tuya: a GET with a query in any order, after the session was fetched and stored', async () => {
		const { json, error } = await call(helper, 'tuyaApi', {
			method: 'GET',
			url: `${stage.sandbox.baseUrl}/v1.0/malls/1/items?site_code=S&page=2`,
			qs: { mall_code: 'M 1', b: 'ü' },
			json: true,
		});
		expect(error).toBeUndefined();
		expect(json).toMatchObject({ success: true });
		expect(stage.tokens('tuya')).toMatchObject(stage.sandbox.currentTokens().tuya);
	});

	test('Tuya: a JSON body is hashed as it is sent', async () => {
		const { json, error } = await call(helper, 'tuyaApi', {
			method: 'POST',
			url: `${stage.sandbox.baseUrl}/v1.0/devices/1/commands`,
			body: { commands: [{ code: 'switch', value: true, name: 'é' }] },
			json: true,
		});
		expect(error).toBeUndefined();
		expect(json).toMatchObject({ success: true });
	});

	test.each(['aliExpressApi', 'tuyaApi'])('%s: a redirect is not followed', async (credential) => {
		const visits: string[] = [];
		const other = createServer(({ url = '' }, response) => {
			visits.push(url);
			response.end('{}');
		});
		await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
		const { port } = other.address() as AddressInfo;
		stage.sandbox.faults.always(
			{ call: credential === 'tuyaApi' ? 'other' : 'order' },
			{ kind: 'redirect', to: `http://127.0.0.1:${port}/collect` },
		);
		await call(helper, credential, {
			method: 'GET',
			url: `${stage.sandbox.baseUrl}${credential === 'tuyaApi' ? '/v1.0/users/1' : '/sync'}`,
			qs: credential === 'tuyaApi' ? {} : { method: 'aliexpress.trade.ds.order.get' },
			json: true,
		});
		await new Promise((resolve) => other.close(resolve));
		expect(visits).toEqual([]);
		expect(stage.sandbox.requests.at(-1)?.outcome).toBe('fault');
	});

	describe('Tuya: the bytes of a body are signed as they are sent', () => {
		test.each<[string, Record<string, unknown>, string]>([
			['an empty object', { body: {} }, '{}'],
			['an empty list', { body: [], json: true }, '[]'],
			['an empty object as JSON', { body: {}, headers: JSON_TYPE }, '{}'],
			['no text as JSON', { body: '', headers: JSON_TYPE }, ''],
			['no body', { headers: JSON_TYPE, json: true }, ''],
			['null', { body: null }, ''],
			['a key named pipe', { body: { pipe: 1 } }, '{"pipe":1}'],
			['a list', { body: [1, 'é'], json: true }, '[1,"é"]'],
			['JSON text with blanks', { body: ' {"a": 1}\n', headers: JSON_TYPE }, ' {"a": 1}\n'],
			['text that is not JSON', { body: ' "a', headers: JSON_TYPE }, ' "a'],
			['plain text', { body: ODD, headers: { 'content-type': 'text/plain' } }, ODD],
			['text without a type', { body: ' {"a":"é"} ' }, ' {"a":"é"} '],
			['bytes', { body: Buffer.from(ODD), json: true }, ODD],
			['bytes as JSON', { body: Buffer.from('{ }'), headers: JSON_TYPE }, '{ }'],
			['bytes that are no text', { body: Buffer.from([255, 0, 195]) }, '\ufffd\0\ufffd'],
			['text as a form', { body: 'b=%C3%A9+1&a=2', headers: FORM }, 'b=%C3%A9+1&a=2'],
			['a form', { form: { b: 'é 1', a: [true] } }, 'b=%C3%A9+1&a=true'],
			['a form in the body', { body: { b: "!'" }, headers: FORM, json: true }, 'b=%21%27'],
		])('%s', async (_, options, body) => {
			const url = `${stage.sandbox.baseUrl}/v1.0/devices/1/commands`;
			const { json, error } = await call(helper, 'tuyaApi', { method: 'PUT', url, ...options });
			expect(error).toBeUndefined();
			expect(echoed(json)).toMatchObject({ body });
		});
	});

	const QUERIES: ReadonlyArray<[string, string, Record<string, unknown>, Record<string, string>]> =
		[
			['text with blanks and signs', '', { 'b[0]': ODD, a: '0' }, { 'b[0]': ODD, a: '0' }],
			[
				'values that are no text',
				'',
				{ a: 1.5, b: false, c: { d: ['é'] } },
				{ a: '1.5', b: 'false', c: '{"d":["é"]}' },
			],
			['a list of one', '', { a: ['x'] }, { a: 'x' }],
			['half an emoji', '', { a: 'x\ud83d', b: 'y' }, { a: 'x\ufffd', b: 'y' }],
			['an encoded URL', '?a=b%20c+d&e=%25', {}, { a: 'b c d', e: '%' }],
		];

	test.each(QUERIES)(
		'Tuya: the query is signed as it is sent: %s',
		async (_, search, qs, query) => {
			const url = `${stage.sandbox.baseUrl}/v1.0/caf%C3%A9/ü/a%20b${search}`;
			const { json, error } = await call(helper, 'tuyaApi', { url, qs, arrayFormat: 'brackets' });
			expect(error).toBeUndefined();
			expect(echoed(json)).toMatchObject({ query });
		},
	);

	test.each(QUERIES)(
		'AliExpress: the query is signed as it is sent: %s',
		async (_, search, qs, query) => {
			const url = `${stage.sandbox.baseUrl}/sync${search}`;
			const options = { url, qs: { ...qs, method: 'aliexpress.ds.product.get', empty: '' } };
			const { json, error } = await call(helper, 'aliExpressApi', options);
			expect(error).toBeUndefined();
			expect(echoed(Object.values(json ?? {})[0])).toEqual(query);
		},
	);

	test.each<[string, Record<string, unknown>]>([
		['fields', { form: { note: ODD, empty: '', n: 1 } }],
		['a body', { body: { note: ODD, empty: null, n: 1 }, headers: FORM, json: true }],
		['text', { body: String(new URLSearchParams({ note: ODD, n: '1' })), headers: FORM }],
		[
			'bytes',
			{ body: Buffer.from(String(new URLSearchParams({ note: ODD, n: '1' }))), headers: FORM },
		],
		[
			'another spelling',
			{
				body: { note: ODD, n: 1 },
				headers: { 'CONTENT-TYPE': `${FORM['content-type']}; charset=utf-8` },
			},
		],
	])('AliExpress: a form is signed as it is sent, given as %s', async (_, options) => {
		const { error } = await call(helper, 'aliExpressApi', {
			method: 'POST',
			url: `${stage.sandbox.baseUrl}/sync`,
			qs: { method: 'aliexpress.ds.product.get' },
			...options,
		});
		expect(error).toBeUndefined();
		const sent = new URLSearchParams(stage.sandbox.requests.at(-1)?.body);
		expect(Object.fromEntries(sent)).toEqual({ note: ODD, n: '1' });
	});

	test('the headers that the user has signed, and none of the connection or the package', async () => {
		const { error } = await call(helper, 'tuyaApi', {
			url: '/v1.0/users/1',
			baseURL: stage.sandbox.baseUrl,
			headers: {
				'Signature-Headers': 'Area_Id:call_id',
				area_id: '29',
				call_id: 'x y',
				Host: 'elsewhere.example',
				'Content-Length': '7',
				'X-Renew-Session': 'x',
				Sign: 'old',
				T: '1',
			},
		});
		expect(error).toBeUndefined();
		const { headers } = stage.sandbox.requests.at(-1) ?? {};
		expect(headers).toMatchObject({ area_id: '29', host: new URL(stage.sandbox.baseUrl).host });
		expect(headers).not.toHaveProperty('x-renew-session');
	});

	test('the header that renews a session stays in the process, whatever it holds', async () => {
		const url = `${stage.sandbox.baseUrl}/v1.0/users/1`;
		await call(helper, 'tuyaApi', { url, headers: { 'x-renew-session': 'x' } });
		await call(helper, 'tuyaApi', { url, headers: { 'x-renew-session': 1 } });
		for (const { headers } of stage.sandbox.requests) {
			expect(headers).not.toHaveProperty('x-renew-session');
		}
	});

	describe('refused with a sentence, and nothing is sent', () => {
		const at = (path: string) => stage.sandbox.baseUrl + path;
		test.each<[string, string, () => Record<string, unknown>]>([
			[
				'The parameter "a" has more than one value',
				'tuyaApi',
				() => ({ url: at('/v1.0/x?a=1&a=2') }),
			],
			[
				'The parameter "a" has more than one value',
				'tuyaApi',
				() => ({ url: at('/v1.0/x'), qs: { a: [1, 2] } }),
			],
			[
				'The parameter "a" has more than one value',
				'aliExpressApi',
				() => ({ url: at('/sync?a=1'), qs: { a: '1' } }),
			],
			[
				'The parameter "a" has more than one value',
				'aliExpressApi',
				() => ({ method: 'POST', url: at('/sync'), form: { a: [1, 2] } }),
			],
			[
				'AliExpress takes parameters as a form',
				'aliExpressApi',
				() => ({ method: 'POST', url: at('/sync'), body: { a: 1 }, json: true }),
			],
			[
				'AliExpress takes parameters as a form',
				'aliExpressApi',
				() => ({ method: 'POST', url: at('/sync'), body: 'a=1' }),
			],
			[
				'A file or a multipart body cannot be signed',
				'tuyaApi',
				() => ({ method: 'POST', url: at('/v1.0/x'), formData: { a: '1' } }),
			],
			[
				'A file or a multipart body cannot be signed',
				'aliExpressApi',
				() => ({
					method: 'POST',
					url: at('/sync'),
					body: { a: 1 },
					headers: { 'content-type': 'multipart/form-data' },
				}),
			],
			[
				'A signed GET request cannot have a body',
				'tuyaApi',
				() => ({ url: at('/v1.0/x'), body: { a: 1 }, json: true }),
			],
			[
				'The URL contains a user name or password',
				'tuyaApi',
				() => ({ url: at('/v1.0/x').replace('//', '//user:word@') }),
			],
			['The URL is not on', 'tuyaApi', () => ({ url: at('/v1.0/x').replace('http:', 'https:') })],
			['The URL is not on', 'aliExpressApi', () => ({ url: `blob:${at('/sync')}` })],
			[
				'The URL is not on',
				'aliExpressApi',
				() => ({ url: 'https://elsewhere.example/sync', baseURL: at('') }),
			],
			['The URL is not a web address', 'aliExpressApi', () => ({ url: '/sync' })],
		])('%s (%s)', async (message, credential, options) => {
			const { error } = await call(helper, credential, options());
			expect(error?.message).toContain(message);
			expect(stage.sandbox.requests.filter(({ call: name }) => name !== 'token')).toEqual([]);
		});
	});

	test('a proxy never sees a request to the n8n host itself', async () => {
		const visits: string[] = [];
		const proxy = createServer(({ url = '' }, response) => {
			visits.push(url);
			response.end('{}');
		});
		await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
		const { port } = proxy.address() as AddressInfo;
		const url = `${stage.sandbox.baseUrl}/v1.0/users/1`;
		const addresses = [`http://127.0.0.1:${port}`, { protocol: 'http', host: '127.0.0.1', port }];
		for (const address of addresses) {
			const { error } = await call(helper, 'tuyaApi', { url, proxy: address });
			expect(error).toBeUndefined();
		}
		await new Promise((resolve) => proxy.close(resolve));
		expect(visits).toEqual([]);
	});

	test('no other host gets a signed request', async () => {
		const { error } = await call(helper, 'tuyaApi', {
			method: 'GET',
			url: 'http://127.0.0.1:9/v1.0/x',
		});
		expect(error?.message).toContain('is not on');
	});
});

test('a good token next to a dead refresh token is used, and its renewal tried once', async () => {
	const { aliExpressApi } = stage.sandbox.demo;
	const { accessToken } = stage.sandbox.currentTokens().aliexpress;
	stage.engine.store.put('ali', { ...aliExpressApi, accessToken, refreshToken: 'dead' });
	const options = { url: `${stage.sandbox.baseUrl}/sync`, qs: { method: 'aliexpress.ds.x.get' } };
	for (const _ of [1, 2]) {
		expect((await call('httpRequest', 'aliExpressApi', options)).error).toBeUndefined();
	}
	expect(stage.sandbox.requests.map(({ call: name, outcome }) => [name, outcome])).toEqual([
		['refresh', 'IllegalRefreshToken'],
		['other', 'ok'],
		['other', 'ok'],
	]);
});

test('a request that is repeated is signed anew', async () => {
	const options = { method: 'GET', url: `${stage.sandbox.baseUrl}/v1.0/users/1`, json: true };
	await call('httpRequest', 'tuyaApi', options);
	await call('httpRequest', 'tuyaApi', options);
	const signs = stage.sandbox.requests
		.filter(({ path }) => path === '/v1.0/users/1')
		.map(({ headers }) => headers.sign);
	expect(new Set(signs).size).toBe(2);
});

describe.each(['httpRequest', 'requestWithAuthentication'])(
	'a host that nobody vouches for: %s',
	(helper) => {
		let secure: Stage;
		beforeAll(async () => {
			secure = await openStage({ tls: true });
		});
		afterAll(async () => await secure.close());

		test.each<[string, (ca: string) => Record<string, unknown>]>([
			['rejectUnauthorized', () => ({ rejectUnauthorized: false })],
			['skipSslCertificateValidation', () => ({ skipSslCertificateValidation: true })],
			['agentOptions', () => ({ agentOptions: { rejectUnauthorized: false } })],
			['a certificate of the user', (ca) => ({ ca, agentOptions: { ca } })],
			[
				'all at once',
				(ca) => ({
					strictSSL: false,
					insecure: true,
					rejectUnauthorized: false,
					skipSslCertificateValidation: true,
					agentOptions: { ca, rejectUnauthorized: false },
				}),
			],
		])('gets no signature through %s', async (_, options) => {
			secure.reset();
			const finished = await secure.engine.run(
				workflow({
					helper,
					credential: 'aliExpressApi',
					options: JSON.stringify({
						url: `${secure.sandbox.baseUrl}/sync`,
						qs: { method: 'aliexpress.ds.product.get' },
						...options(secure.sandbox.certificate ?? ''),
					}),
				}),
			);
			expect(finished.error).toBeDefined();
			expect(secure.sandbox.requests).toEqual([]);
		});
	},
);

describe.each(['httpRequest', 'requestWithAuthentication'])(
	'a gateway with a path: %s',
	(helper) => {
		let gateway: Stage;
		beforeAll(async () => {
			gateway = await openStage({ prefix: '/rest/gateway' });
		});
		afterAll(async () => await gateway.close());

		test('Get Order keeps the path as well', async () => {
			gateway.reset();
			const orders = [ali(ALI_SAMPLE), tuya(TUYA_SAMPLE)];
			expect((await gateway.get(orders)).error).toBeUndefined();
			expect(new Set(gateway.sandbox.requests.map(({ outcome }) => outcome))).toEqual(
				new Set(['ok']),
			);
		});

		test.each<[string, Record<string, unknown>]>([
			['aliExpressApi', { url: '/sync', qs: { method: 'aliexpress.ds.product.get' } }],
			['aliExpressApi', { url: 'rest/seller/info', qs: { a: '1' } }],
			['tuyaApi', { url: '/v1.0/users/1', qs: { b: '2', a: '1' } }],
		])('%s: the path is kept, in front of a relative URL too', async (credential, options) => {
			const run = async (more: Record<string, unknown>) =>
				await gateway.engine.run(
					workflow({ helper, credential, options: JSON.stringify({ ...options, ...more }) }),
				);
			const { baseUrl } = gateway.sandbox;
			const url = `${baseUrl}/${String(options.url).replace(/^\//, '')}`;
			for (const more of [{ baseURL: baseUrl }, { baseURL: `${baseUrl}/` }, { url }]) {
				gateway.reset();
				expect((await run(more)).error).toBeUndefined();
				expect(gateway.sandbox.requests.at(-1)?.outcome).toBe('ok');
			}
		});
	},
);
