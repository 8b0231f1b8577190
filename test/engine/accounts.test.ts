import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';

import { systemRuntime } from '../../http/runtime';
import { recordsIn } from '../../n8n/session/record';
import { startSandbox, type Sandbox } from '../../tools/sandbox';
import { CredentialStore } from './credentials.support';
import { createEngine, getOrderWorkflow } from './engine.support';
import { startRemote } from './spawn.support';
import { ali, ALI_SAMPLE, BOTH, GOES_ON, idsIn, tuya, useStage } from './stage.support';

/** Which tokens belong to which account is proved in test/n8n. */
const stage = useStage();
const PARAMETERS = { provider: 'aliexpress', orderId: '={{ $json.order_id }}' };

describe('two gateways as two accounts of one credential, whose Base URL is an expression', () => {
	let other: Sandbox;
	beforeAll(async () => {
		other = await startSandbox({ now: () => stage.now() });
	});
	afterAll(async () => await other.close());

	const order = (commodity_name: string) => {
		const line = { commodity_code: 'C', specification_code: 'S', commodity_name, quantity: 1 };
		const result = { order_id: 'SO1', order_status: 'paid', commodity_list: [line] };
		return { success: true, result };
	};
	const tokensSentTo = ({ requests }: Sandbox) =>
		new Set(requests.map(({ accessToken }) => accessToken).filter((token) => token !== ''));

	test('each item gets the order of its own account, by the account’s own token', async () => {
		const { sandbox, engine } = stage;
		engine.store.put('tuya', { ...engine.store.get('tuya'), baseUrl: '={{ $json.base_url }}' });
		sandbox.setOrder('tuya', 'SO1', order('of the first'));
		other.setOrder('tuya', 'SO1', order('of the second'));
		const items = [sandbox, other].map(({ baseUrl }) => ({ ...tuya('SO1'), base_url: baseUrl }));
		/** Gets the orders in another process; gives the names of their products. */
		const namesOf = async (orders: typeof items) => {
			stage.restart();
			const finished = await stage.get(orders);
			expect(finished.error).toBeUndefined();
			return finished.jsons('Get Order').map(({ product_name }) => product_name);
		};
		const tokenCalls = () => [sandbox.count('token'), other.count('token')];
		expect(await namesOf(items.slice(0, 1))).toEqual(['of the first']);
		const names = ['of the first', 'of the second'];
		expect(await namesOf([...items, ...items])).toEqual([...names, ...names]);
		for (const each of [sandbox, other])
			expect(tokensSentTo(each)).toEqual(new Set([each.currentTokens().tuya.accessToken]));
		expect(tokenCalls()).toEqual([1, 1]);
		other.expireAccessTokens('tuya');
		expect(await namesOf(items)).toEqual(names);
		expect(tokenCalls()).toEqual([1, 2]);
	});
});

describe('several people who authorized the same AliExpress app', () => {
	/** What a credential has of the app, with these fields in the place of tokens. */
	const putApp = (fields: Record<string, string>) =>
		stage.engine.store.put('ali', {
			...stage.sandbox.demo.aliExpressApi,
			accessToken: '',
			refreshToken: '',
			...fields,
		});

	test('each item is asked for with its own token, never with that of the item before', async () => {
		const tokens: unknown[] = [];
		for (const authorizationCode of [stage.sandbox.issueCode(), stage.sandbox.issueCode()]) {
			putApp({ authorizationCode });
			await stage.get([ali(ALI_SAMPLE)]);
			tokens.push(stage.tokens('ali').accessToken);
		}
		putApp({ accessToken: '={{ $json.token }}' });
		stage.restart();
		stage.sandbox.reset();
		const ids = ['8112345678901231', '8112345678901232'];
		await stage.get(ids.map((each, n) => ({ ...ali(each), token: tokens[n] })));
		const sent = stage.sandbox.requests.map((request) => [request.orderId, request.accessToken]);
		for (const [id, token] of sent) expect(token).toBe(tokens[ids.indexOf(String(id))]);
		expect(sent).toHaveLength(4);
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
			expect(idsIn(finished.jsons('Get Order'))).toHaveLength(60);
		};
		putApp({ authorizationCode: '={{ $json.code }}' });
		await expectAll(0);
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

test.each([
	['gives new tokens of both kinds', false],
	['keeps the refresh token and changes the access token', true],
])(
	'twenty executions of four workers meet an expired session at once; the gateway %s: nothing is lost',
	async (_, keepsRefreshToken) => {
		const sandbox = await startSandbox({ aliexpress: { keepsRefreshToken } });
		try {
			const store = new CredentialStore();
			store.put('ali', { ...sandbox.demo.aliExpressApi });
			sandbox.expireAccessTokens('aliexpress');
			const sleep = async (): Promise<void> => void (await nextTurn());
			const engines = await Promise.all(
				[0, 1, 2, 3].map(
					async () => await createEngine({ store, runtime: { ...systemRuntime, sleep } }),
				),
			);
			const runs = engines.flatMap((engine, worker) =>
				[0, 1, 2, 3, 4].map(async (execution) => {
					const ids = [1, 2, 3].map((n) => `8112345678901${worker}${execution}${n}`);
					const finished = await engine.run(getOrderWorkflow(ids.map(ali), PARAMETERS, GOES_ON));
					expect(idsIn(finished.jsons('Get Order'))).toEqual(ids);
				}),
			);
			await Promise.all(runs);
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
		sandbox.expireAccessTokens('aliexpress');
		const task = { credentials: {}, store, orders, parameters: PARAMETERS };
		const ended = killed.run(task).catch(() => 'ended');
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
		const finished = await engine.run(getOrderWorkflow(orders, PARAMETERS));
		expect(idsIn(finished.jsons('Get Order'))).toEqual([ALI_SAMPLE]);
		expect(sandbox.count('refresh')).toBe(1);
	} finally {
		killed.child.kill();
		rmSync(folder, { recursive: true });
		await sandbox.close();
	}
});
