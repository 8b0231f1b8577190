import type { IDataObject, INode } from 'n8n-workflow';

import { createEngine, type Finished, type WorkflowJson } from './engine';
import { changes, IDS, openOnlyChanged, wanted } from './onlyChanged.stage';
import { StaticDataStore } from './staticData';

let only: Awaited<ReturnType<typeof openOnlyChanged>>;
beforeAll(async () => {
	only = await openOnlyChanged();
});
beforeEach(() => {
	only.stage.reset();
	only.store();
});
afterAll(async () => await only.stage.close());

const run: typeof only.run = async (...parameters) => await only.run(...parameters);
const put: typeof only.put = (...parameters) => only.put(...parameters);

describe('what is remembered', () => {
	beforeEach(() => {
		for (const provider of ['tuya', 'aliexpress'] as const)
			for (const id of IDS[provider]) put(provider, id, 'paid');
	});

	test('survives a restart', async () => {
		await run('tuya', ['SO1']);
		only.stage.restart();
		expect(changes(await run('tuya', ['SO1']))).toEqual([]);
	});

	test('is written only when something changed', async () => {
		await run('tuya', ['SO1', 'SO2']);
		expect(only.staticData.saves).toBe(1);
		await run('tuya', ['SO1', 'SO2']);
		expect(only.staticData.saves).toBe(1);
	});

	test('is nothing without the option', async () => {
		const finished = await run('tuya', ['SO1'], { options: { onlyChanged: false } });
		expect(Object.keys(finished.jsons('Get Order')[0] ?? {})).not.toContain('change');
		expect(only.staticData.saves).toBe(0);
	});

	test('holds no secret', async () => {
		await run('tuya', ['SO1']);
		await run('aliexpress', ['810001']);
		const text = JSON.stringify(only.staticData.load());
		const { aliExpressApi, tuyaApi } = only.stage.sandbox.demo;
		for (const secret of [
			aliExpressApi.appSecret,
			aliExpressApi.accessToken,
			tuyaApi.accessSecret,
			tuyaApi.accessId,
		])
			expect(text).not.toContain(secret);
	});

	test('belongs to an account: the same id in another one is another order', async () => {
		await run('tuya', ['SO1']);
		only.stage.engine.store.put('tuya-2', only.stage.engine.store.get('tuya'));
		const node = { credentials: { tuyaApi: { id: 'tuya-2', name: 'Another account' } } };
		expect(changes(await run('tuya', ['SO1'], { node }))).toEqual([['SO1', 'new']]);
		expect(changes(await run('tuya', ['SO1']))).toEqual([]);
	});

	test('is compared with in a run by hand, which says that it remembers nothing', async () => {
		await run('tuya', ['SO1']);
		put('tuya', 'SO1', 'shipped');
		for (let times = 0; times < 2; times++) {
			const byHand = await run('tuya', ['SO1', 'SO2'], { mode: 'manual' });
			expect(changes(byHand)).toEqual([
				['SO1', 'fulfillment_status, tracking_numbers'],
				['SO2', 'new'],
			]);
			expect(byHand.hints('Get Order').join()).toMatch(/remember/i);
		}
		expect(changes(await run('tuya', ['SO1']))).toHaveLength(1);
	});

	test('serves both providers in one run', async () => {
		const both = [...wanted('tuya', ['SO1']), ...wanted('aliexpress', ['810001'])];
		const get = async () =>
			await only.stage.get(
				both,
				{ provider: 'item', itemProvider: '={{ $json.provider }}', options: { onlyChanged: true } },
				{},
				{ mode: 'trigger', staticData: only.staticData },
			);
		expect(changes(await get())).toEqual([
			['SO1', 'new'],
			['810001', 'new'],
		]);
		put('aliexpress', '810001', 'delivered');
		expect((await get()).jsons('Get Order')).toMatchObject([{ order_id: '810001' }]);
	});

	test('by two workers at once: what one reports is at worst reported twice, and nothing is lost', async () => {
		await run('tuya', ['SO1', 'SO2']);
		put('tuya', 'SO1', 'shipped');
		put('tuya', 'SO2', 'shipped');
		const another = await createEngine({
			store: only.stage.engine.store,
			runtime: only.stage.runtime,
		});
		const [copy1, copy2] = [
			new StaticDataStore(only.staticData.load()),
			new StaticDataStore(only.staticData.load()),
		];
		const { workflow } = only;
		const [one, two] = await Promise.all([
			only.stage.engine.run(workflow(['SO1']), { mode: 'trigger', staticData: copy1 }),
			another.run(workflow(['SO1', 'SO2']), { mode: 'trigger', staticData: copy2 }),
		]);
		expect(changes(one).map(([id]) => id)).toEqual(['SO1']);
		expect(changes(two).map(([id]) => id)).toEqual(['SO1', 'SO2']);
		// Whichever is stored last, no later run misses a change or reports an old status as new.
		for (const last of [copy1, copy2]) {
			only.store(last.load());
			const next = (await run('tuya', ['SO1', 'SO2'])).jsons('Get Order');
			for (const row of next) expect(row.fulfillment_status).toBe('shipped');
			expect(changes(await run('tuya', ['SO1', 'SO2']))).toEqual([]);
		}
	});
});

describe('a node that runs several times in one execution', () => {
	const looped = (ids: readonly string[], get: Partial<INode>): WorkflowJson => {
		const workflow = only.workflow(ids, get);
		const to = (node: string) => [{ node, type: 'main' as const, index: 0 }];
		const loop: INode = {
			id: '3',
			name: 'Loop',
			type: 'test.loop',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		};
		return {
			nodes: [...workflow.nodes, loop],
			connections: {
				Orders: { main: [to('Loop')] },
				Loop: { main: [[], to('Get Order')] },
				'Get Order': { main: [to('Loop')] },
			},
		};
	};
	const changesInLoop = ({ jsons }: Finished): unknown[] =>
		jsons('Loop')
			.filter(({ order_id }) => order_id !== undefined)
			.map(({ order_id, change }) => [order_id, change]);
	/** All runs of the loop: the last one has what each gave. */
	const last = (finished: Finished): Finished => {
		const runs = finished.run.data.resultData.runData.Loop ?? [];
		const items = runs.at(-1)?.data?.main?.[0] ?? [];
		return { ...finished, items: () => items, jsons: () => items.map(({ json }) => json) };
	};

	test('sees what its earlier runs saw, and what is left is stored', async () => {
		for (const id of IDS.tuya) put('tuya', id, 'paid');
		const workflow = looped(['SO1', 'SO2', 'SO1', 'SO3'], { alwaysOutputData: true });
		const execution = { mode: 'trigger', staticData: only.staticData } as const;
		expect(changesInLoop(last(await only.stage.engine.run(workflow, execution)))).toEqual([
			['SO1', 'new'],
			['SO2', 'new'],
			['SO3', 'new'],
		]);
		put('tuya', 'SO3', 'shipped');
		expect(changesInLoop(last(await only.stage.engine.run(workflow, execution)))).toEqual([
			['SO3', 'fulfillment_status, tracking_numbers'],
		]);
	});
});

describe('a state that no version of this node wrote', () => {
	type Stored = IDataObject & { readonly orders: IDataObject };
	const goesOn = async (spoil: (valid: Stored) => IDataObject): Promise<string> => {
		put('tuya', 'SO1', 'paid');
		await run('tuya', ['SO1']);
		const [[key, valid] = []] = Object.entries(only.staticData.load());
		only.store({ [String(key)]: spoil(valid as Stored) });
		const finished = await run('tuya', ['SO1']);
		expect(finished.error).toBeUndefined();
		expect(changes(finished)).toEqual([['SO1', 'new']]);
		expect(changes(await run('tuya', ['SO1']))).toEqual([]);
		put('tuya', 'SO1', 'shipped');
		expect(changes(await run('tuya', ['SO1']))).toHaveLength(1);
		return finished.hints('Get Order').join();
	};

	test.each<[string, (valid: Stored) => IDataObject]>([
		['a later version', (valid) => ({ ...valid, v: 99 })],
		['no version', ({ v: _, ...rest }) => rest],
		['orders that are text', (valid) => ({ ...valid, orders: 'none' })],
		['orders that are a list', (valid) => ({ ...valid, orders: ['SO1'] })],
		['orders that are null', (valid) => ({ ...valid, orders: null })],
	])('%s: the orders are new again, a hint says why, and the node goes on', async (_, spoil) => {
		expect(await goesOn(spoil)).toMatch(/Nothing was remembered/);
	});

	test.each([5, [], null, {}, '', '|', 'a|b|c|d|e|f|g', '|||||no day'])(
		'%j as an order: it is new again',
		async (entry) => {
			await goesOn(({ orders, ...rest }) => ({
				...rest,
				orders: Object.fromEntries(Object.keys(orders).map((key) => [key, entry])),
			}));
		},
	);

	test.each([
		['text', 'processing'],
		['a list', [1, 2]],
	])(
		'%s in the place of all of it: nothing can be remembered, and nothing is lost',
		async (_, data) => {
			only.store({ 'node:Get Order': data });
			put('tuya', 'SO1', 'paid');
			for (let times = 0; times < 2; times++) {
				const finished = await run('tuya', ['SO1']);
				expect(finished.error).toBeUndefined();
				expect(changes(finished)).toEqual([['SO1', 'new']]);
			}
		},
	);
});
