import { nodeWorkflow } from './engine.support';
import { ali, ALI_SAMPLE, tuya, TUYA_SAMPLE, useStage, type Stage } from './stage.support';

const stage = useStage();
beforeEach(() => {
	// Tokens of unknown end are renewed first.
	const expiresAt = stage.now() + 5 * 3_600_000;
	stage.storeTokens('ali', { ...stage.sandbox.currentTokens().aliexpress, expiresAt });
});

type Options = Record<string, unknown>;
/** A call with these options through one of n8n's helpers; a path is on the sandbox. */
const callOn = async ({ engine, sandbox }: Stage, helper: string, name: string, given: Options) => {
	const { url, ...rest } = given;
	const options = {
		url: String(url).startsWith('/') ? `${sandbox.baseUrl}${String(url)}` : url,
		...rest,
	};
	const credential = `${name}Api`;
	const parameters = { helper, credential, options: JSON.stringify(options) };
	const finished = await engine.run(nodeWorkflow('test.request', parameters));
	return { json: finished.jsons('Node')[0], error: finished.error };
};
const call = async (...parameters: [helper: string, credential: string, options: Options]) =>
	await callOn(stage, ...parameters);
/** The query or the body as the provider understood it. */
const echoOf = async (...parameters: Parameters<typeof call>): Promise<unknown> => {
	const { json, error } = await call(...parameters);
	expect(error).toBeUndefined();
	const { result = Object.values(json ?? {})[0] } = json as { readonly result?: unknown };
	const { echo, result: inner } = result as { echo?: unknown; result?: { echo?: unknown } };
	return echo ?? inner?.echo;
};
const last = () => stage.sandbox.requests.at(-1);
const notTokens = () => stage.sandbox.requests.filter(({ call: name }) => name !== 'token');

const POST = { method: 'POST', url: '/sync' };
const PRODUCT = { method: 'aliexpress.ds.product.get' };
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const JSON_TYPE = { 'Content-Type': 'application/json' };
/** What serializers treat differently. */
const ODD = ` é  !'()*~+&=%"\u2028/ `;
const FIELDS = String(new URLSearchParams({ note: ODD, n: '1' }));

describe.each(['httpRequest', 'requestWithAuthentication'])('any call, signed by %s', (helper) => {
	test('AliExpress: an object as a parameter is sent as JSON text; the system gateway signs the path', async () => {
		const single_order_query = { order_id: ALI_SAMPLE };
		const qs = { method: 'aliexpress.trade.ds.order.get', single_order_query };
		const { json } = await call(helper, 'aliExpress', { url: '/sync', qs, json: true });
		expect(JSON.stringify(json)).toContain('"order_status":"FINISH"');
		await call(helper, 'aliExpress', { url: '/rest/seller/info', qs: { a: '1' } });
		expect(last()?.outcome).toBe('ok');
	});

	test('Tuya: the session is fetched and stored first; a repeated request is signed anew', async () => {
		const options = { url: '/v1.0/malls/1/items?site_code=S&page=2', qs: { b: 'ü', a: 'M 1' } };
		for (const _ of [1, 2]) expect((await call(helper, 'tuya', options)).error).toBeUndefined();
		expect(stage.tokens('tuya')).toMatchObject(stage.sandbox.currentTokens().tuya);
		expect(new Set(notTokens().map(({ headers }) => headers.sign)).size).toBe(2);
	});

	test('a redirect is not followed', async () => {
		const to = `${stage.sandbox.baseUrl}/collect`;
		stage.sandbox.faults.always({ call: 'other' }, { kind: 'redirect', to });
		await call(helper, 'aliExpress', { url: '/sync', qs: PRODUCT });
		await call(helper, 'tuya', { url: '/v1.0/users/1' });
		expect(notTokens().map(({ outcome }) => outcome)).toEqual(['fault', 'fault']);
	});

	test.each<[string, Options, string]>([
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
	])('Tuya: the bytes of a body are signed as they are sent: %s', async (_, options, body) => {
		const url = '/v1.0/devices/1/commands';
		expect(await echoOf(helper, 'tuya', { method: 'PUT', url, ...options })).toMatchObject({
			body,
		});
	});

	test.each<[string, string, Options, Record<string, string>]>([
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
	])('the query is signed as it is sent: %s', async (_, search, qs, query) => {
		const url = `/v1.0/caf%C3%A9/ü/a%20b${search}`;
		const asked = { url, qs, arrayFormat: 'brackets' };
		expect(await echoOf(helper, 'tuya', asked)).toMatchObject({ query });
		const options = { url: `/sync${search}`, qs: { ...qs, ...PRODUCT, empty: '' } };
		expect(await echoOf(helper, 'aliExpress', options)).toEqual(query);
	});

	test.each<[string, Options]>([
		['fields', { form: { note: ODD, empty: '', n: 1 } }],
		['a body', { body: { note: ODD, empty: null, n: 1 }, headers: FORM, json: true }],
		['text', { body: FIELDS, headers: FORM }],
		['bytes', { body: Buffer.from(FIELDS), headers: FORM }],
		[
			'another spelling',
			{
				body: { note: ODD, n: 1 },
				headers: { 'CONTENT-TYPE': `${FORM['content-type']}; charset=utf-8` },
			},
		],
	])('AliExpress: a form is signed as it is sent, given as %s', async (_, options) => {
		const asked = { method: 'POST', url: '/sync', qs: PRODUCT, ...options };
		expect((await call(helper, 'aliExpress', asked)).error).toBeUndefined();
		const sent = new URLSearchParams(last()?.body);
		expect(Object.fromEntries(sent)).toEqual({ note: ODD, n: '1' });
	});

	test('the headers that the user has signed, and none of the connection or the package', async () => {
		const headers = {
			'Signature-Headers': 'Area_Id:call_id',
			area_id: '29',
			call_id: 'x y',
			Host: 'elsewhere.example',
			'Content-Length': '7',
			'X-Renew-Session': 'x',
			Sign: 'old',
			T: '1',
		};
		const { baseUrl: baseURL } = stage.sandbox;
		for (const more of [{ headers }, { headers: { ...headers, 'X-Renew-Session': 1 } }]) {
			const url = `${baseURL}/v1.0/users/1`;
			expect((await call(helper, 'tuya', { url, ...more })).error).toBeUndefined();
			expect(last()?.headers).toMatchObject({ area_id: '29', host: new URL(baseURL).host });
		}
		for (const { headers: sent } of stage.sandbox.requests)
			expect(sent).not.toHaveProperty('x-renew-session');
	});

	// What is refused is proved in test/n8n/authenticate.test.ts and with each provider.
	test.each<[string, string, Options]>([
		['The parameter "a" has more than one value', 'tuya', { url: '/v1.0/x?a=1&a=2' }],
		['The parameter "a" has more than one value', 'tuya', { url: '/v1.0/x', qs: { a: [1, 2] } }],
		[
			'AliExpress takes parameters as a form',
			'aliExpress',
			{ ...POST, body: { a: 1 }, json: true },
		],
		['The URL is not on', 'tuya', { url: 'http://127.0.0.1:9/v1.0/x' }],
	])('refused, and nothing is sent: %s (%s)', async (message, credential, options) => {
		const { error } = await call(helper, credential, options);
		expect(error?.message).toContain(message);
		expect(notTokens()).toEqual([]);
	});

	describe('a host that nobody vouches for', () => {
		const secure = useStage({ tls: true });
		test('gets nothing, whatever the options of the node are, nor an order request', async () => {
			const ca = secure.sandbox.certificate ?? '';
			for (const options of [
				{ ca, agentOptions: { ca } },
				{
					strictSSL: false,
					insecure: true,
					rejectUnauthorized: false,
					skipSslCertificateValidation: true,
					agentOptions: { ca, rejectUnauthorized: false },
				},
			]) {
				const asked = { url: '/sync', qs: PRODUCT, ...options };
				expect((await callOn(secure, helper, 'aliExpress', asked)).error).toBeDefined();
			}
			for (const order of [ali(ALI_SAMPLE), tuya(TUYA_SAMPLE)]) {
				const { error } = await secure.get([order]);
				const { host } = new URL(secure.sandbox.baseUrl);
				expect(error?.message).toContain(`does not trust the certificate of ${host} (order `);
				expect(error?.description).toContain('NODE_EXTRA_CA_CERTS');
			}
			expect([secure.sandbox.requests, secure.waits]).toEqual([[], []]);
		});
	});

	describe('a gateway with a path', () => {
		const gateway = useStage({ prefix: '/rest/gateway' });
		test('keeps it, in front of a relative URL too, and for Get Order as well', async () => {
			const { baseUrl: baseURL } = gateway.sandbox;
			for (const [credential, path, qs] of [
				['aliExpress', 'sync', PRODUCT],
				['aliExpress', 'rest/seller/info', { a: '1' }],
				['tuya', 'v1.0/users/1', { b: '2', a: '1' }],
			] as const) {
				for (const asked of [{ url: path, baseURL }, { url: `${baseURL}/${path}` }]) {
					const { error } = await callOn(gateway, helper, credential, { ...asked, qs });
					expect(error).toBeUndefined();
				}
			}
			expect((await gateway.get([ali(ALI_SAMPLE), tuya(TUYA_SAMPLE)])).error).toBeUndefined();
			const outcomes = new Set(gateway.sandbox.requests.map(({ outcome }) => outcome));
			expect([...outcomes]).toEqual(['ok']);
		});
	});
});
