import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';

import type { Fault } from '../../tools/sandbox';
import { closedPort } from '../support/closedPort';
import { nodeWorkflow, type Finished } from './engine.support';
import { carried, leaks, listen, type Listener } from './leaks.support';
import { testNodes } from './nodes.support';
import { ali, ALI_SAMPLE, tuya, TUYA_SAMPLE, useStage } from './stage.support';

/** What n8n's helpers threw, with all that hangs on it, which a run does not keep. */
const caught: unknown[] = [];
const request = testNodes['test.request'];
const catching: INodeType = {
	description: { ...(request as INodeType).description, name: 'catching' },
	async execute(this: IExecuteFunctions) {
		try {
			return (await request?.execute?.call(this)) as INodeExecutionData[][];
		} catch (exception) {
			caught.push(exception);
			throw exception;
		}
	},
};

const stage = useStage({}, { nodes: { 'test.catching': catching } });
let listener: Listener;
/** All that must not be found: what the credentials held at any time, and what was signed. */
const secrets = new Set<string>();

type Provider = 'aliexpress' | 'tuya';
const ORDERS = { aliexpress: ali(ALI_SAMPLE), tuya: tuya(TUYA_SAMPLE) };
const CREDENTIAL = { aliexpress: 'ali', tuya: 'tuya' } as const;
const SECRET_FIELDS = 'appSecret accessSecret accessToken refreshToken authorizationCode'.split(
	' ',
);

/** The secrets of a provider's credential as it is now, and what its requests carried. */
function* secretsOf(provider: Provider): Generator<string> {
	const stored = stage.engine.store.get(CREDENTIAL[provider]);
	for (const name of SECRET_FIELDS) yield String(stored[name] ?? '');
	yield* carried(stage.sandbox.requests.filter((request) => request.provider === provider));
}

function learn(): void {
	for (const provider of ['aliexpress', 'tuya'] as const) {
		const known = [
			...secretsOf(provider),
			...Object.values(stage.sandbox.currentTokens()[provider]),
		];
		for (const secret of known) if (secret !== '') secrets.add(secret);
	}
}

beforeAll(() => {
	listener = listen();
});
beforeEach(() => {
	secrets.clear();
	listener.heard.length = 0;
	caught.length = 0;
});
afterAll(() => listener.stop());

/** A provider's refusal that echoes everything it received, and more, in each of its texts. */
const echoing = (provider: Provider, make: (echo: string) => unknown): Fault => ({
	kind: 'body',
	body: {
		// Asked for when the answer is written: the request that is answered is logged by then.
		toJSON: () => {
			const said = new Set([...secretsOf(provider)].filter((secret) => secret !== ''));
			const forms = [...said].flatMap((secret) => [
				secret,
				encodeURIComponent(secret),
				Buffer.from(secret).toString('base64'),
			]);
			return make(forms.join(' '));
		},
	},
});

const aliEcho = (code: string, subCode = '', short = 0) =>
	echoing('aliexpress', (echo) => ({
		error_response: {
			type: 'ISV',
			code,
			...(subCode ? { sub_code: subCode, sub_msg: echo } : {}),
			msg: 'x'.repeat(short) + echo,
			request_id: echo,
		},
	}));
const tuyaEcho = (code: number) =>
	echoing('tuya', (echo) => ({
		success: false,
		code,
		msg: echo,
		tid: echo,
		t: 0,
	}));

/** Runs the provider's order in each way a run can end, and looks through all that is left each time. */
async function expectNoLeak(
	provider: Provider,
	prepare: () => void = () => undefined,
	order: Record<string, unknown> = ORDERS[provider],
): Promise<void> {
	for (const [output, onError] of [
		['items', 'continueRegularOutput'],
		['order', 'continueErrorOutput'],
		['raw', 'stopWorkflow'],
	] as const) {
		stage.reset();
		secrets.clear();
		prepare();
		learn();
		const options = { includeTracking: true, includeRaw: true, maxRetries: 1 };
		const finished = await stage.get([order], { output, options }, { onError });
		learn();
		expect(secrets.size).toBeGreaterThan(3);
		expectClean(finished);
	}
}

function expectClean(finished: Finished, leave: readonly string[] = []): void {
	for (const left of [finished.run, finished.error, listener.heard])
		expect(leaks(left, secrets, leave)).toEqual([]);
}

test('the search finds what there is to find', async () => {
	const word = 's3cr3t-t0ken-0123456';
	const secret = new Set([word]);
	const value = { deep: [`the token ${word}`] };
	const cause = Object.defineProperty(new Error('x'), 'hidden', { value, enumerable: false });
	expect(leaks({ error: new Error('y', { cause }) }, secret)).toHaveLength(1);
	expect(leaks({ a: Buffer.from(word).toString('base64') }, secret)).toHaveLength(3);
	expect(leaks({ error: new Error(word) }, secret)).toHaveLength(2);
	expect(leaks({ a: 'nothing' }, secret)).toEqual([]);
	await stage.get([ali(ALI_SAMPLE)]);
	expect(JSON.stringify(listener.heard)).toContain('Get Order');
});

test.each(['aliexpress', 'tuya'] as const)(
	'an order of %s that arrives leaves nothing, nor after its session was renewed',
	async (provider) => {
		await expectNoLeak(provider);
		await expectNoLeak(provider, () => stage.sandbox.expireAccessTokens(provider));
	},
);

test('an order that contains the secrets of the credential is returned without them', async () => {
	const { appSecret, accessToken, refreshToken } = stage.engine.store.get('ali');
	stage.sandbox.setOrder('aliexpress', ALI_SAMPLE, {
		aliexpress_trade_ds_order_get_response: {
			result: {
				order_status: accessToken,
				gmt_create: appSecret,
				store_info: { store_name: `of ${String(refreshToken)} and others` },
			},
		},
	});
	for (const output of ['items', 'order', 'raw']) {
		const options = { includeRaw: true };
		const finished = await stage.get([ali(ALI_SAMPLE)], { output, options });
		learn();
		const [item] = finished.jsons('Get Order');
		expect(JSON.stringify(item)).toContain('of *** and others');
		expect(leaks(item, secrets)).toEqual([]);
		expectClean(finished);
	}
});

// What is hidden, however it is written, is proved in test/providers/redact.test.ts; here for each call.
test.each<[Provider, 'order' | 'tracking' | 'refresh' | 'token', string, Fault]>([
	['aliexpress', 'order', 'quoted', aliEcho('15', 'isv.invalid-parameter')],
	['aliexpress', 'order', 'cut off', aliEcho('Brand-New', '', 295)],
	[
		'aliexpress',
		'order',
		'where its code should be',
		echoing('aliexpress', (echo) => ({ code: echo, message: echo, request_id: echo })),
	],
	['aliexpress', 'tracking', 'quoted', aliEcho('15', 'isv.invalid-parameter')],
	['aliexpress', 'refresh', 'quoted', aliEcho('IllegalAccessToken')],
	['tuya', 'order', 'quoted', tuyaEcho(1109)],
	['tuya', 'order', 'of the token', tuyaEcho(1010)],
	['tuya', 'token', 'quoted', tuyaEcho(987654)],
])('a rejection that repeats what was sent: %s, the %s, %s', async (provider, call, _, fault) => {
	await expectNoLeak(provider, () => {
		if (call === 'refresh' || call === 'token') stage.sandbox.expireAccessTokens(provider);
		stage.sandbox.faults.always({ call }, fault);
	});
});

test.each<[string, Provider, Record<string, string>]>([
	['App Secret', 'aliexpress', { appSecret: 'wrong+secret/with="signs"&more' }],
	['Authorization Code', 'aliexpress', { authorizationCode: '3_500102_wrong+code/1' }],
	['Access Secret', 'tuya', { accessSecret: 'wrong+secret/with="signs"' }],
	['Base URL', 'tuya', { baseUrl: 'http://user:passw0rd-12345@127.0.0.1' }],
])('a credential that is refused: %s', async (_field, provider, changes) => {
	await expectNoLeak(provider, () => {
		const { store } = stage.engine;
		const id = CREDENTIAL[provider];
		store.put(id, { ...store.get(id), ...changes });
		secrets.add('passw0rd-12345');
	});
});

test('faults on the way', async () => {
	const baseUrl = await closedPort();
	const faults: readonly Fault[] = [{ kind: 'reset' }, { kind: 'status', status: 503 }];
	for (const provider of ['aliexpress', 'tuya'] as const) {
		for (const fault of faults)
			await expectNoLeak(provider, () => stage.sandbox.faults.always({}, fault));
		const id = CREDENTIAL[provider];
		const spoil = () => stage.engine.store.put(id, { ...stage.engine.store.get(id), baseUrl });
		await expectNoLeak(provider, spoil);
	}
});

test('input that is refused', async () => {
	await expectNoLeak('aliexpress', undefined, ali('a b'));
});

describe.each(['httpRequest', 'requestWithAuthentication'])('HTTP Request with %s', (helper) => {
	const ORDER = { method: 'GET', qs: { method: 'aliexpress.ds.product.get', product_id: '1' } };
	/** What is left of a request that fails. */
	const expectFailed = async (
		credential: string,
		url: string,
		leave: readonly string[] = [],
	): Promise<void> => {
		const options = JSON.stringify({ ...ORDER, url });
		const parameters = { helper, credential, options };
		const finished = await stage.engine.run(nodeWorkflow('test.catching', parameters));
		learn();
		expect(finished.error).toBeDefined();
		expectClean(finished, leave);
		expect(caught).toHaveLength(1);
	};

	test.each([
		['aliExpressApi', 'refresh', aliEcho('IllegalRefreshToken'), '/sync'],
		['tuyaApi', 'token', tuyaEcho(1004), '/v1.0/x/y'],
	] as const)('%s', async (credential, call, fault, path) => {
		await expectFailed(credential, 'https://elsewhere.example/sync');

		caught.length = 0;
		// The request that n8n's client holds on to in memory is signed, and is never stored.
		const ours = ['cause', 'config', 'request', 'options', 'errorResponse'];
		stage.sandbox.faults.always({ call: 'other' }, { kind: 'reset' });
		await expectFailed(credential, stage.sandbox.baseUrl + path, ours);

		stage.reset();
		caught.length = 0;
		stage.engine.store.put('ali', { ...stage.engine.store.get('ali'), accessToken: '' });
		stage.sandbox.faults.always({ call }, fault);
		await expectFailed(credential, stage.sandbox.baseUrl + path);
		expect(stage.sandbox.count(call)).toBeGreaterThan(0);
		expect(leaks(caught, secrets)).toEqual([]);
	});
});
