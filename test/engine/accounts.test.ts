import path from 'node:path';
import { recordsIn } from '../../n8n/session/record';
import { startSandbox, type Sandbox } from '../../tools/sandbox';
import { createEngine, getOrderWorkflow } from './engine.support';
import { ali, BOTH, GOES_ON, tuya, useStage, idsIn, ALI_SAMPLE } from './stage.support';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { systemRuntime } from '../../http/runtime';
import { CredentialStore } from './credentials.support';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { startRemote } from './spawn.support';

describe('several accounts', () => {
	/** Two gateways as two accounts of one credential, whose fields are expressions on the item. */
	const stage = useStage();
	let other: Sandbox;
	beforeAll(async () => {
		other = await startSandbox({ now: () => stage.now() });
	});
	beforeEach(() => {
		other.reset();
		for (const id of ['ali', 'tuya']) {
			const stored = stage.engine.store.get(id);
			stage.engine.store.put(id, { ...stored, baseUrl: '={{ $json.base_url }}' });
		}
		stage.sandbox.setOrder('tuya', 'SO1', { success: true, result: order('SO1', 'of the first') });
		other.setOrder('tuya', 'SO1', { success: true, result: order('SO1', 'of the second') });
	});
	afterAll(async () => await other.close());

	const order = (order_id: string, commodity_name: string) => ({
		order_id,
		order_status: 'paid',
		commodity_list: [{ commodity_code: 'C', specification_code: 'S', commodity_name, quantity: 1 }],
	});
	const first = (item: object) => ({ ...item, base_url: stage.sandbox.baseUrl });
	const second = (item: object) => ({ ...item, base_url: other.baseUrl });
	const ONE_BY_ONE = { options: { concurrency: 1 } };
	/** Gets the orders; gives the names of their products. */
	const namesOf = async (...parameters: Parameters<typeof stage.get>): Promise<unknown[]> => {
		const finished = await stage.get(...parameters);
		expect(finished.error).toBeUndefined();
		return finished.jsons('Get Order').map(({ product_name }) => product_name);
	};
	const tokenCalls = () => [stage.sandbox.count('token'), other.count('token')];
	const tokensSentTo = (sandbox: Sandbox) =>
		new Set(sandbox.requests.map(({ accessToken }) => accessToken).filter((token) => token !== ''));

	test('each item gets the order of its own account, by the account’s own token', async () => {
		const items = [
			first(tuya('SO1')),
			second(tuya('SO1')),
			first(tuya('SO1')),
			second(tuya('SO1')),
		];
		const names = ['of the first', 'of the second'];
		expect(await namesOf(items)).toEqual([...names, ...names]);
		for (const sandbox of [stage.sandbox, other]) {
			expect(sandbox.count('order')).toBe(1);
			expect(tokensSentTo(sandbox)).toEqual(new Set([sandbox.currentTokens().tuya.accessToken]));
		}
	});

	test('the tokens of both are stored; a rejected one is renewed for its own account only', async () => {
		const items = [first(tuya('SO1')), second(tuya('SO1'))];
		await stage.get(items, ONE_BY_ONE);
		stage.restart();
		expect(await namesOf([...items].reverse())).toEqual(['of the second', 'of the first']);
		expect(tokenCalls()).toEqual([1, 1]);
		other.expireAccessTokens('tuya');
		await namesOf(items);
		expect(tokenCalls()).toEqual([1, 2]);
		for (const sandbox of [stage.sandbox, other]) {
			const signed = sandbox.requests.filter(({ accessToken }) => accessToken !== '');
			expect(signed).toHaveLength(sandbox.count('order'));
		}
	});

	test('a token that was issued for one address is never sent to another', async () => {
		await stage.get([first(tuya('SO1'))]);
		const issued = stage.sandbox.currentTokens().tuya.accessToken;
		stage.restart();
		await stage.get([second(tuya('SO1'))]);
		expect(tokensSentTo(other)).not.toContain(issued);
	});

	const ID = '8112345678901234';

	test('AliExpress: renewed tokens stay with the account that they were issued for', async () => {
		stage.sandbox.expireAccessTokens('aliexpress');
		await stage.get([first(ali(ID))]);
		const { accessToken, refreshToken } = stage.sandbox.currentTokens().aliexpress;
		const finished = await stage.get([second(ali(ID)), first(ali(ID))], {}, GOES_ON);
		// A person typed the first tokens for both.
		const [failed, ...rows] = finished.jsons('Get Order');
		expect(failed?.error).toBe('AliExpress no longer accepts the Refresh Token');
		expect(rows.at(-1)).toMatchObject({ order_id: ID });
		expect(JSON.stringify(other.requests)).not.toMatch(
			new RegExp(`${accessToken}|${refreshToken}`),
		);
	});

	describe('several people who authorized the same AliExpress app', () => {
		/** What a credential has of the app, with these fields in the place of tokens. */
		const putApp = (fields: Record<string, string>, id = 'ali') =>
			stage.engine.store.put(id, {
				...stage.sandbox.demo.aliExpressApi,
				accessToken: '',
				refreshToken: '',
				...fields,
			});
		/** A token that the gateway takes as well, of another person. */
		const person = async (): Promise<string> => {
			putApp({ authorizationCode: stage.sandbox.issueCode() });
			await stage.get([ali(ID)]);
			return String(stage.tokens('ali').accessToken);
		};

		test('each item is asked for with its own token, never with that of the item before', async () => {
			const tokens = [await person(), await person()];
			putApp({ accessToken: '={{ $json.token }}' });
			stage.restart();
			stage.sandbox.reset();
			const ids = ['8112345678901231', '8112345678901232'];
			const items = ids.map((each, n) => ({ ...ali(each), token: tokens[n] }));
			expect((await stage.get(items)).error).toBeUndefined();
			const sent = stage.sandbox.requests.map(({ orderId, call, accessToken }) =>
				[orderId, call, accessToken].join(),
			);
			expect(sent.sort()).toEqual(
				ids.flatMap((each, n) =>
					['order', 'tracking'].map((call) => [each, call, tokens[n]].join()),
				),
			);
		});

		test('the renewed token of one credential is not used by another, nor by one without tokens', async () => {
			const token = await person();
			const stored = stage.engine.store.get('ali');
			expect(await person()).not.toBe(token);
			// The first credential again, in the process that has renewed the second one since.
			stage.engine.store.put('ali', stored);
			stage.sandbox.reset();
			await stage.get([ali(ID)]);
			expect(tokensSentTo(stage.sandbox)).toEqual(new Set([token]));
			putApp({}, 'ali-2');
			const credentials = { aliExpressApi: { id: 'ali-2', name: 'Another' } };
			expect((await stage.get([ali(ID)], {}, { credentials })).error?.message).toBe(
				`The AliExpress credential has no Access Token yet (order ${ID})`,
			);
		});

		test('sixty of them in one credential keep their newest tokens: in one run, in four workers at once, after a restart', async () => {
			const people = Array.from({ length: 60 }, (_, n) => n);
			const codes = people.map(() => stage.sandbox.issueCode());
			const itemsOf = (numbers: readonly number[]) =>
				numbers.map((n) => ({
					...ali(`811234567890${String(n).padStart(4, '0')}`),
					code: codes[n],
				}));
			/** Each person's order, asked for by a process that knows nothing yet. */
			const expectAll = async (renewals: number) => {
				stage.restart();
				const finished = await stage.get(itemsOf(people), { options: { concurrency: 25 } });
				expect(finished.error).toBeUndefined();
				expect(stage.sandbox.count('refresh')).toBe(renewals);
				expect(new Set(finished.jsons('Get Order').map(({ order_id }) => order_id)).size).toBe(60);
			};
			putApp({ authorizationCode: '={{ $json.code }}' });
			await expectAll(0);
			expect(stage.sandbox.count('token')).toBe(60);

			stage.sandbox.expireAccessTokens('aliexpress');
			await expectAll(60);
			await expectAll(60);

			stage.sandbox.expireAccessTokens('aliexpress');
			const { store } = stage.engine;
			const workers = await Promise.all(
				[0, 1, 2, 3].map(async () => await createEngine({ store, runtime: { ...stage.runtime } })),
			);
			const runs = workers.map(async (worker, at) => {
				const items = itemsOf(people.filter((n) => n % workers.length === at));
				return await worker.run(getOrderWorkflow(items, BOTH));
			});
			for (const { error } of await Promise.all(runs)) expect(error).toBeUndefined();
			expect(recordsIn(store.get('ali')).size).toBe(60);
			await expectAll(120);
			expect(stage.sandbox.count('token')).toBe(60);
		});
	});
});

/** Four workers, each with a memory of its own, on one store. */
const WORKERS = [0, 1, 2, 3];
const EXECUTIONS = [0, 1, 2, 3, 4];

test.each([
	['gives new tokens of both kinds', false],
	['keeps the refresh token and changes the access token', true],
])(
	'twenty executions of four workers meet an expired session at once; the gateway %s: nothing is lost',
	async (_, keepsRefreshToken) => {
		const sandbox = await startSandbox({ aliexpress: { keepsRefreshToken } });
		const store = new CredentialStore();
		store.put('ali', { ...sandbox.demo.aliExpressApi });
		const engines = await Promise.all(
			WORKERS.map(async () => {
				const sleep = async (): Promise<void> => void (await nextTurn());
				return await createEngine({ store, runtime: { ...systemRuntime, sleep } });
			}),
		);
		try {
			sandbox.expireAccessTokens('aliexpress');
			const parameters = { provider: 'aliexpress', orderId: '={{ $json.order_id }}' };
			const run = async (worker: number, execution: number) => {
				const ids = [1, 2, 3].map((n) => `8112345678901${worker}${execution}${n}`);
				const workflow = getOrderWorkflow(ids.map(ali), parameters, GOES_ON);
				const rows = (await engines[worker]?.run(workflow))?.jsons('Get Order') ?? [];
				expect(rows.filter(({ error }) => error !== undefined)).toEqual([]);
				expect(idsIn(rows)).toEqual(ids);
			};
			await Promise.all(WORKERS.flatMap((worker) => EXECUTIONS.map((each) => run(worker, each))));
		} finally {
			await sandbox.close();
		}
	},
);

test('a process that dies between renewing the session and using it loses no token', async () => {
	const folder = mkdtempSync(path.join(tmpdir(), 'get-order-restart-'));
	const store = path.join(folder, 'credentials.json');
	const sandbox = await startSandbox();
	const killed = startRemote();
	try {
		new CredentialStore(store).put('ali', sandbox.demo.aliExpressApi);
		const orders = [ali(ALI_SAMPLE)];
		const parameters = { provider: 'aliexpress', orderId: '={{ $json.order_id }}' };
		sandbox.expireAccessTokens('aliexpress');
		const ended = killed.run({ credentials: {}, store, orders, parameters }).catch(() => 'ended');
		// The order is asked for with the rejected token, the session renewed, the order asked for again.
		while (sandbox.count('refresh') === 0) {
			if (killed.child.exitCode !== null) throw new Error('The process ended before it renewed');
			await wait(2);
		}
		sandbox.faults.always({ call: 'order' }, { kind: 'stall-headers' });
		while (new CredentialStore(store).get('ali').record === undefined) await wait(2);
		killed.child.kill('SIGKILL');
		expect(await ended).toBe('ended');

		sandbox.faults.clear();
		const engine = await createEngine({ store: new CredentialStore(store) });
		const finished = await engine.run(getOrderWorkflow(orders, parameters));
		expect(finished.jsons('Get Order').map(({ order_id }) => order_id)).toEqual([ALI_SAMPLE]);
		expect(sandbox.count('refresh')).toBe(1);
		const [record] = recordsIn(new CredentialStore(store).get('ali')).values();
		expect(record?.tokens).toMatchObject(sandbox.currentTokens().aliexpress);
	} finally {
		killed.child.kill();
		rmSync(folder, { recursive: true });
		await sandbox.close();
	}
});
