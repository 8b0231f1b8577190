import { startSandbox, type Sandbox } from '../../tools/sandbox';
import { recordsIn } from '../../n8n/session/record';
import { createEngine, getOrderWorkflow } from './engine.support';
import { ali, BOTH, openStage, tuya, type Stage } from './stage.support';

/** Two gateways as two accounts of one credential, whose fields are expressions on the item. */
let stage: Stage;
let other: Sandbox;
beforeAll(async () => {
	stage = await openStage();
	other = await startSandbox({ now: () => stage.now() });
});
beforeEach(() => {
	stage.reset();
	other.reset();
	for (const id of ['ali', 'tuya']) {
		const stored = stage.engine.store.get(id);
		stage.engine.store.put(id, { ...stored, baseUrl: '={{ $json.base_url }}' });
	}
	stage.sandbox.setOrder('tuya', 'SO1', { success: true, result: order('SO1', 'of the first') });
	other.setOrder('tuya', 'SO1', { success: true, result: order('SO1', 'of the second') });
});
afterAll(async () => {
	await other.close();
	await stage.close();
});

const order = (order_id: string, commodity_name: string) => ({
	order_id,
	order_status: 'paid',
	commodity_list: [{ commodity_code: 'C', specification_code: 'S', commodity_name, quantity: 1 }],
});
const first = (item: object) => ({ ...item, base_url: stage.sandbox.baseUrl });
const second = (item: object) => ({ ...item, base_url: other.baseUrl });
const names = (rows: ReadonlyArray<Record<string, unknown>>) =>
	rows.map(({ product_name }) => product_name);
const tokensSentTo = (sandbox: Sandbox) =>
	new Set(sandbox.requests.map(({ accessToken }) => accessToken).filter((token) => token !== ''));

test('each item gets the order of its own account, by the account’s own token', async () => {
	const items = [first(tuya('SO1')), second(tuya('SO1')), first(tuya('SO1')), second(tuya('SO1'))];
	const finished = await stage.get(items);
	expect(finished.error).toBeUndefined();
	expect(names(finished.jsons('Get Order'))).toEqual([
		'of the first',
		'of the second',
		'of the first',
		'of the second',
	]);
	for (const sandbox of [stage.sandbox, other]) {
		expect(sandbox.count('order')).toBe(1);
		expect(tokensSentTo(sandbox)).toEqual(new Set([sandbox.currentTokens().tuya.accessToken]));
	}
});

test('the tokens of both accounts are stored: another process asks for none', async () => {
	const items = [first(tuya('SO1')), second(tuya('SO1'))];
	await stage.get(items, { options: { concurrency: 1 } });
	stage.restart();
	const finished = await stage.get([...items].reverse());
	expect(names(finished.jsons('Get Order'))).toEqual(['of the second', 'of the first']);
	expect([stage.sandbox.count('token'), other.count('token')]).toEqual([1, 1]);
});

test('a rejected token is renewed for its own account only', async () => {
	const items = [first(tuya('SO1')), second(tuya('SO1'))];
	await stage.get(items, { options: { concurrency: 1 } });
	other.expireAccessTokens('tuya');
	const finished = await stage.get(items);
	expect(finished.error).toBeUndefined();
	expect([stage.sandbox.count('token'), other.count('token')]).toEqual([1, 2]);
	for (const sandbox of [stage.sandbox, other]) {
		expect(sandbox.requests.filter(({ accessToken }) => accessToken !== '').length).toBe(
			sandbox.count('order'),
		);
	}
});

test('a token that was issued for one address is never sent to another', async () => {
	await stage.get([first(tuya('SO1'))]);
	const issued = stage.sandbox.currentTokens().tuya.accessToken;
	stage.restart();
	await stage.get([second(tuya('SO1'))]);
	expect(tokensSentTo(other)).not.toContain(issued);
});

test('AliExpress: renewed tokens stay with the account that they were issued for', async () => {
	stage.sandbox.expireAccessTokens('aliexpress');
	const id = '8112345678901234';
	await stage.get([first(ali(id))]);
	const { accessToken, refreshToken } = stage.sandbox.currentTokens().aliexpress;
	const finished = await stage.get(
		[second(ali(id)), first(ali(id))],
		{},
		{
			onError: 'continueRegularOutput',
		},
	);
	// A person typed the first tokens for both.
	expect(finished.jsons('Get Order')[0]).toMatchObject({
		error: 'AliExpress no longer accepts the Refresh Token',
	});
	expect(finished.jsons('Get Order').at(-1)).toMatchObject({ order_id: id });
	expect(JSON.stringify(other.requests)).not.toMatch(new RegExp(`${accessToken}|${refreshToken}`));
});

describe('several people who authorized the same AliExpress app', () => {
	const id = '8112345678901234';
	/** A token that the gateway takes as well, of another person. */
	const person = async (): Promise<{ accessToken: string; refreshToken: string }> => {
		stage.engine.store.put('ali', {
			...stage.sandbox.demo.aliExpressApi,
			accessToken: '',
			refreshToken: '',
			authorizationCode: stage.sandbox.issueCode(),
		});
		await stage.get([ali(id)]);
		const { accessToken, refreshToken } = stage.tokens('ali');
		return { accessToken: String(accessToken), refreshToken: String(refreshToken) };
	};

	test('each item is asked for with its own token, never with that of the item before', async () => {
		const people = [await person(), await person()];
		stage.engine.store.put('ali', {
			...stage.sandbox.demo.aliExpressApi,
			accessToken: '={{ $json.token }}',
			refreshToken: '',
		});
		stage.restart();
		stage.sandbox.reset();
		const ids = ['8112345678901231', '8112345678901232'];
		const items = ids.map((each, n) => ({ ...ali(each), token: people[n]?.accessToken }));
		expect((await stage.get(items)).error).toBeUndefined();
		for (const [n, each] of ids.entries()) {
			const token = people[n]?.accessToken;
			expect(
				stage.sandbox.requests
					.filter(({ orderId }) => orderId === each)
					.map(({ call, accessToken }) => [call, accessToken]),
			).toEqual([
				['order', token],
				['tracking', token],
			]);
		}
	});

	test('the renewed token of one credential is not used by another of the same app', async () => {
		const first = await person();
		const stored = stage.engine.store.get('ali');
		const second = await person();
		expect(second.accessToken).not.toBe(first.accessToken);
		// The first credential again, in the process that has renewed the second one since.
		stage.engine.store.put('ali', stored);
		stage.sandbox.reset();
		await stage.get([ali(id)]);
		expect(tokensSentTo(stage.sandbox)).toEqual(new Set([first.accessToken]));
	});

	test('a credential without tokens gets none from another one', async () => {
		await person();
		const { aliExpressApi } = stage.sandbox.demo;
		stage.engine.store.put('ali-2', { ...aliExpressApi, accessToken: '', refreshToken: '' });
		const credentials = { aliExpressApi: { id: 'ali-2', name: 'Another' } };
		const finished = await stage.get([ali(id)], {}, { credentials });
		expect(finished.error?.message).toBe(
			`The AliExpress credential has no Access Token yet (order ${id})`,
		);
	});

	describe('sixty of them in one credential', () => {
		const people = Array.from({ length: 60 }, (_, n) => n);
		let codes: readonly string[];
		const itemsOf = (numbers: readonly number[]) =>
			numbers.map((n) => ({ ...ali(`811234567890${String(n).padStart(4, '0')}`), code: codes[n] }));
		/** Each person's order, asked for by a process that knows nothing yet. */
		const expectAll = async (renewals: number) => {
			stage.restart();
			const finished = await stage.get(itemsOf(people), { options: { concurrency: 25 } });
			expect(finished.error).toBeUndefined();
			expect(stage.sandbox.count('refresh')).toBe(renewals);
			expect(new Set(finished.jsons('Get Order').map(({ order_id }) => order_id)).size).toBe(60);
		};

		test('keep their newest tokens: in one run, in four workers at once, after a restart', async () => {
			codes = people.map(() => stage.sandbox.issueCode());
			stage.engine.store.put('ali', {
				...stage.sandbox.demo.aliExpressApi,
				accessToken: '',
				refreshToken: '',
				authorizationCode: '={{ $json.code }}',
			});
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
		}, 120_000);
	});
});
