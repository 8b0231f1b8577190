import { createServer, type AddressInfo } from 'node:net';

import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';

import { redactText } from '../../providers/redact';
import type { Fault } from '../../tools/sandbox';
import { type Finished, type WorkflowJson } from './engine.support';
import { ON_THE_WAY, ONE_PER_COURSE } from './faultTable.support';
import { carried, leaks, listen, type Listener } from './leaks.support';
import { testNodes } from './nodes.support';
import { ali, ALI_SAMPLE, openStage, tuya, TUYA_SAMPLE, type Stage } from './stage.support';

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

let stage: Stage;
let listener: Listener;
/** All that must not be found: what the credentials held at any time, and what was signed. */
const secrets = new Set<string>();

type Provider = 'aliexpress' | 'tuya';
const CREDENTIAL = { aliexpress: 'ali', tuya: 'tuya' } as const;
const SECRET_FIELDS = [
	'appSecret',
	'accessSecret',
	'accessToken',
	'refreshToken',
	'authorizationCode',
];

/** The secrets of a provider's credential as it is now, and what its requests carried. */
function* secretsOf(provider: Provider): Generator<string> {
	const stored = stage.engine.store.get(CREDENTIAL[provider]);
	for (const name of SECRET_FIELDS) yield String(stored[name] ?? '');
	yield* carried(stage.sandbox.requests.filter((request) => request.provider === provider));
}

function learn(): void {
	const { aliexpress, tuya: mall } = stage.sandbox.currentTokens();
	for (const secret of [
		...secretsOf('aliexpress'),
		...secretsOf('tuya'),
		...Object.values(aliexpress),
		...Object.values(mall),
	]) {
		if (secret !== '') secrets.add(secret);
	}
}

beforeAll(async () => {
	stage = await openStage({}, { nodes: { 'test.catching': catching } });
	stage.runtime.deadline = () => AbortSignal.timeout(300);
	listener = listen();
});
beforeEach(() => {
	stage.reset();
	secrets.clear();
	listener.heard.length = 0;
	caught.length = 0;
});
afterAll(async () => {
	listener.stop();
	await stage.close();
});

/** What a provider's refusal says back, with all that came and more in each of its texts. */
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
const tuyaEcho = (code: number | string, short = 0) =>
	echoing('tuya', (echo) => ({
		success: false,
		code,
		msg: 'x'.repeat(short) + echo,
		tid: echo,
		t: 0,
	}));

/** Runs an order in each way a run can end, and looks through all that is left each time. */
async function expectNoLeak(order: Record<string, unknown>, prepare: () => void): Promise<void> {
	for (const [output, onError] of [
		['items', 'continueRegularOutput'],
		['order', 'continueErrorOutput'],
		['raw', 'stopWorkflow'],
	] as const) {
		stage.reset();
		secrets.clear();
		prepare();
		learn();
		const finished = await stage.get(
			[order],
			{ output, options: { includeTracking: true, includeRaw: true, maxRetries: 1, timeout: 300 } },
			{ onError },
		);
		learn();
		expect(secrets.size).toBeGreaterThan(3);
		expectClean(finished);
	}
}

function expectClean(finished: Finished, leave: readonly string[] = []): void {
	expect(leaks(finished.run, secrets, leave)).toEqual([]);
	expect(leaks(finished.error, secrets, leave)).toEqual([]);
	expect(leaks(listener.heard, secrets, leave)).toEqual([]);
}

test('the search finds what there is to find', () => {
	const cause = Object.defineProperty(new Error('x'), 'hidden', {
		value: { deep: ['the token s3cr3t-t0ken-0123456'] },
		enumerable: false,
	});
	const secret = new Set(['s3cr3t-t0ken-0123456']);
	expect(leaks({ error: new Error('y', { cause }) }, secret)).toHaveLength(1);
	expect(leaks({ a: Buffer.from('s3cr3t-t0ken-0123456').toString('base64') }, secret)).toHaveLength(
		3,
	);
	expect(leaks({ error: new Error('s3cr3t-t0ken-0123456') }, secret)).toHaveLength(2);
	expect(leaks({ a: 'nothing' }, secret)).toEqual([]);
});

test('n8n’s log is listened to', async () => {
	await stage.get([ali(ALI_SAMPLE)]);
	expect(JSON.stringify(listener.heard)).toContain('Get Order');
});

describe('an order that arrives leaves nothing', () => {
	test.each([
		['aliexpress', ali(ALI_SAMPLE)],
		['tuya', tuya(TUYA_SAMPLE)],
	])('%s', async (_, order) => await expectNoLeak(order, () => undefined));

	test('nor after its session was renewed', async () => {
		await expectNoLeak(ali(ALI_SAMPLE), () => stage.sandbox.expireAccessTokens('aliexpress'));
		await expectNoLeak(tuya(TUYA_SAMPLE), () => stage.sandbox.expireAccessTokens('tuya'));
	});
});

describe('an order that contains the secrets of the credential', () => {
	test.each(['items', 'order', 'raw'])('is returned as %s without them', async (output) => {
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
		const options = { includeRaw: true };
		const finished = await stage.get([ali(ALI_SAMPLE)], { output, options });
		learn();
		const [item] = finished.jsons('Get Order');
		expect(JSON.stringify(item)).toContain('of *** and others');
		expect(leaks(item, secrets)).toEqual([]);
		expectClean(finished);
	});
});

describe('a rejection that repeats what was sent', () => {
	/** One that is retried, one that renews the session, one that quotes the provider, an unknown one. */
	const aliCodes = [
		['ApiCallLimit'],
		['IllegalAccessToken'],
		['15', 'isv.invalid-parameter'],
		['Brand-New'],
	];
	const tuyaCodes = [1110, 1010, 1109, 987654, 1004, 1013];

	test.each(aliCodes)('aliexpress, the order: %s %s', async (code = '', subCode = '') => {
		await expectNoLeak(ali(ALI_SAMPLE), () => {
			stage.sandbox.faults.always({ call: 'order' }, aliEcho(code, subCode));
		});
	});

	test.each(aliCodes)('aliexpress, the tracking: %s %s', async (code = '', subCode = '') => {
		await expectNoLeak(ali(ALI_SAMPLE), () => {
			stage.sandbox.faults.always({ call: 'tracking' }, aliEcho(code, subCode));
		});
	});

	test.each(aliCodes)('aliexpress, the renewal: %s %s', async (code = '', subCode = '') => {
		await expectNoLeak(ali(ALI_SAMPLE), () => {
			stage.sandbox.expireAccessTokens('aliexpress');
			stage.sandbox.faults.always({ call: 'refresh' }, aliEcho(code, subCode));
		});
	});

	test.each(tuyaCodes)('tuya, the order: %i', async (code) => {
		await expectNoLeak(tuya(TUYA_SAMPLE), () => {
			stage.sandbox.faults.always({ call: 'order' }, tuyaEcho(code));
		});
	});

	test.each(tuyaCodes)('tuya, the token: %i', async (code) => {
		await expectNoLeak(tuya(TUYA_SAMPLE), () => {
			stage.sandbox.expireAccessTokens('tuya');
			stage.sandbox.faults.always({ call: 'token' }, tuyaEcho(code));
		});
	});

	test('where its code should be', async () => {
		await expectNoLeak(ali(ALI_SAMPLE), () => {
			stage.sandbox.faults.always(
				{ call: 'order' },
				echoing('aliexpress', (echo) => ({ code: echo, message: echo, request_id: echo })),
			);
		});
		await expectNoLeak(tuya(TUYA_SAMPLE), () => {
			stage.sandbox.faults.always(
				{ call: 'order' },
				echoing('tuya', (echo) => ({ success: false, code: echo, msg: echo })),
			);
		});
	});

	test.each([270, 289, 295])('cut off after %i characters and some', async (short) => {
		await expectNoLeak(ali(ALI_SAMPLE), () => {
			stage.sandbox.faults.always({ call: 'order' }, aliEcho('Brand-New', '', short));
		});
		await expectNoLeak(tuya(TUYA_SAMPLE), () => {
			stage.sandbox.faults.always({ call: 'order' }, tuyaEcho(987654, short));
		});
	});

	test('in an answer of another kind', async () => {
		for (const status of [200, 403, 503]) {
			const body = { toJSON: () => [...secretsOf('aliexpress')] };
			const fault: Fault = { kind: 'status', status, body };
			await expectNoLeak(ali(ALI_SAMPLE), () =>
				stage.sandbox.faults.always({ call: 'order' }, fault),
			);
		}
	});
});

describe('credentials that are refused', () => {
	const change = (id: string, changes: Record<string, string>) => () =>
		stage.engine.store.put(id, { ...stage.engine.store.get(id), ...changes });

	test.each([
		['App Secret', 'ali', ali(ALI_SAMPLE), { appSecret: 'wrong+secret/with="signs"&more' }],
		['Access Token', 'ali', ali(ALI_SAMPLE), { accessToken: 'wrong+token/1234', refreshToken: '' }],
		['Refresh Token', 'ali', ali(ALI_SAMPLE), { accessToken: '', refreshToken: 'wrong+token/12' }],
		['Authorization Code', 'ali', ali(ALI_SAMPLE), { authorizationCode: '3_500102_wrong+code/1' }],
		['App Key', 'ali', ali(ALI_SAMPLE), { appKey: '999999' }],
		['Access Secret', 'tuya', tuya(TUYA_SAMPLE), { accessSecret: 'wrong+secret/with="signs"' }],
		['Access ID', 'tuya', tuya(TUYA_SAMPLE), { accessId: 'another' }],
		['Base URL', 'tuya', tuya(TUYA_SAMPLE), { baseUrl: 'http://user:passw0rd-12345@127.0.0.1' }],
	])('%s', async (_field, id, order, changes) => {
		await expectNoLeak(order, () => {
			change(id, changes)();
			secrets.add('passw0rd-12345');
		});
	});

	test('an authorization that has ended', async () => {
		const lapsed = await openStage();
		const here = stage;
		stage = lapsed;
		try {
			await expectNoLeak(ali(ALI_SAMPLE), () => {
				lapsed.sandbox.expireAccessTokens('aliexpress');
				lapsed.sandbox.revokeRefreshTokens();
			});
		} finally {
			stage = here;
			await lapsed.close();
		}
	});
});

describe('faults on the way', () => {
	const others = ['redirect', 'stall-body', 'another JSON', 'HTTP 503 with the page of a proxy'];
	const rows = [...ONE_PER_COURSE, ...ON_THE_WAY.filter(({ title }) => others.includes(title))];

	test.each(rows.map(({ title, fault }) => [title, fault] as const))(
		'%s',
		async (_title, fault) => {
			await expectNoLeak(ali(ALI_SAMPLE), () =>
				stage.sandbox.faults.always({ call: 'order' }, fault),
			);
			await expectNoLeak(tuya(TUYA_SAMPLE), () =>
				stage.sandbox.faults.next({ call: 'token' }, fault),
			);
		},
	);

	test('nobody takes the connection', async () => {
		const server = createServer();
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		await new Promise((resolve) => server.close(resolve));
		for (const [id, order] of [
			['ali', ali(ALI_SAMPLE)],
			['tuya', tuya(TUYA_SAMPLE)],
		] as const) {
			await expectNoLeak(order, () =>
				stage.engine.store.put(id, { ...stage.engine.store.get(id), baseUrl }),
			);
		}
	});
});

describe('input that is refused', () => {
	test.each([ali(''), ali('a b'), tuya('search'), { provider: 'x' }])('%j', async (order) => {
		await expectNoLeak(order, () => undefined);
	});

	test('a node without a credential', async () => {
		learn();
		const finished = await stage.get([ali(ALI_SAMPLE)], {}, { credentials: {} });
		expect(finished.error).toBeDefined();
		expectClean(finished);
	});
});

describe('the HTTP Request pattern', () => {
	const workflow = (helper: string, credential: string, options: object): WorkflowJson => ({
		nodes: [
			{
				id: '1',
				name: 'HTTP Request',
				type: 'test.catching',
				typeVersion: 1,
				position: [0, 0],
				parameters: { helper, credential, options: JSON.stringify(options) },
				credentials: {
					aliExpressApi: { id: 'ali', name: 'AliExpress account' },
					tuyaApi: { id: 'tuya', name: 'Tuya account' },
				},
			},
		],
		connections: {},
	});
	const ORDER = { method: 'GET', qs: { method: 'aliexpress.ds.product.get', product_id: '1' } };

	describe.each(['httpRequest', 'requestWithAuthentication'])('with %s', (helper) => {
		test.each(['aliExpressApi', 'tuyaApi'])(
			'%s: another address is refused',
			async (credential) => {
				const options = { ...ORDER, url: 'https://elsewhere.example/sync' };
				const finished = await stage.engine.run(workflow(helper, credential, options));
				learn();
				expect(finished.error).toBeDefined();
				expectClean(finished);
			},
		);

		test.each([
			['aliExpressApi', 'refresh', aliEcho('IllegalRefreshToken')],
			['tuyaApi', 'token', tuyaEcho(1004)],
		] as const)('%s: a renewal that is refused', async (credential, call, fault) => {
			stage.engine.store.put('ali', { ...stage.engine.store.get('ali'), accessToken: '' });
			stage.sandbox.faults.always({ call }, fault);
			const options = { ...ORDER, url: `${stage.sandbox.baseUrl}/sync` };
			const finished = await stage.engine.run(workflow(helper, credential, options));
			learn();
			expect(stage.sandbox.count(call)).toBeGreaterThan(0);
			expect(finished.error).toBeDefined();
			expectClean(finished);
			expect(caught).toHaveLength(1);
			expect(leaks(caught, secrets)).toEqual([]);
		});

		test.each(['aliExpressApi', 'tuyaApi'])(
			'%s: what n8n keeps of a connection that is cut has none either',
			async (credential) => {
				stage.sandbox.faults.always({ call: 'other' }, { kind: 'reset' });
				const url = `${stage.sandbox.baseUrl}${credential === 'tuyaApi' ? '/v1.0/x/y' : '/sync'}`;
				const finished = await stage.engine.run(workflow(helper, credential, { ...ORDER, url }));
				learn();
				expect(finished.error).toBeDefined();
				// The request that n8n's client holds on to in memory is signed, and is never stored.
				expectClean(finished, ['cause', 'config', 'request', 'options', 'errorResponse']);
			},
		);
	});
});

test.each([
	['a signature', 'A1'.repeat(32), ''],
	['a signature in small letters', 'a1'.repeat(32), ''],
	[
		'a secret in base64',
		Buffer.from('50000600a41c8e+7/=d2').toString('base64'),
		'50000600a41c8e+7/=d2',
	],
])('%s is left out of every text', (_, form, secret) => {
	expect(redactText(`before ${form} after`, [secret])).toMatch(/^before \*\*\*=* after$/);
});
