import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { INodePropertyOptions } from 'n8n-workflow';

import { COLUMNS } from '../../order/rows';
import { DIST } from './engine.support';
import {
	ALL,
	GET_MANY_ORDERS,
	idsOf,
	linksOf,
	LISTED,
	NODE,
	useGetMany,
} from './getManyOrders.support';
import { GOES_ON, ON_BRANCH, tuya, TUYA_SAMPLE } from './stage.support';

/** How parameters are read and lists are searched is proved in test/nodes and test/client. */
const many = useGetMany();
const { run } = many;
const counts = () => [many.sandbox.count('search'), many.sandbox.count('order')];

describe('how many orders', () => {
	test('50 by default, the newest, with one search and one request for each', async () => {
		const ids = many.fill(60);
		const finished = await run();
		expect(finished.error).toBeUndefined();
		expect(idsOf(finished)).toEqual(ids.slice(0, 50));
		expect(counts()).toEqual([1, 50]);
	});

	test('a mall without orders gives no item and no hint; no input, no request', async () => {
		many.sandbox.tuya.clear();
		const finished = await run(ALL);
		expect(finished.error).toBeUndefined();
		expect([finished.items(NODE), finished.hints(NODE)]).toEqual([[], []]);
		many.sandbox.reset();
		expect((await run(ALL, { input: [] })).items(NODE)).toEqual([]);
		expect(many.sandbox.requests).toHaveLength(0);
	});

	test('a page without Fetch Details is one request, and Raw its entry; no order is fetched', async () => {
		const ids = many.fill(60);
		const finished = await run({ ...LISTED, output: 'raw' });
		expect(idsOf(finished)).toEqual(ids);
		expect(finished.jsons(NODE)[0]).not.toHaveProperty('delivery_list');
		expect(counts()).toEqual([2, 0]);
	});
});

describe('the items are those of Get Order', () => {
	test.each([
		['items', { includeRaw: true }],
		['order', {}],
		['raw', {}],
	])('%s %j', async (output, options) => {
		const listed = await run({ ...ALL, output, options });
		const asked = many.sandbox.tuya.orders.map(({ orderId }) => tuya(orderId));
		const gotten = await many.stage.get(asked, { output, options });
		expect(listed.jsons(NODE)).toEqual(gotten.jsons('Get Order'));
		expect(asked).toHaveLength(37);
		expect(idsOf(listed)).toContain(TUYA_SAMPLE);
	});

	test('in the order of the list, whichever order arrives first', async () => {
		const ids = many.fill(6);
		many.sandbox.faults.next({ orderId: ids[0] }, { kind: 'delay', ms: 50 });
		expect(idsOf(await run({ options: { concurrency: 6 } }))).toEqual(ids);
	});

	test('without Fetch Details, what the list does not show is empty or unknown, never wrong', async () => {
		/** Partially shipped is the whole order, whose lines the list does not have. */
		const unknown = [null, '', 'unknown', 'partially_shipped'];
		const listed = (await run(LISTED)).jsons(NODE);
		const asked = many.sandbox.tuya.orders.map(({ orderId }) => tuya(orderId));
		const detailed = (await many.stage.get(asked)).jsons('Get Order');
		expect(listed).toHaveLength(detailed.length);
		const wrong = listed.flatMap((row, at) =>
			Object.entries(row).filter(
				([name, value]) => !unknown.includes(value as string) && value !== detailed[at]?.[name],
			),
		);
		expect(wrong).toEqual([]);
	});
});

describe('several input items', () => {
	test('with equal searches are one search, linked to each, with its fields if asked for', async () => {
		const ids = many.fill(3);
		const input = [{ shop: 'one' }, { shop: 'two', order_id: 'mine' }];
		const finished = await run({ output: 'order', options: { includeInput: true } }, { input });
		expect(counts()).toEqual([1, 3]);
		expect(linksOf(finished)).toEqual([0, 1].flatMap((item) => ids.map((id) => [item, id])));
		const shops = finished.jsons(NODE).map(({ shop }) => shop);
		expect(shops).toEqual(['one', 'one', 'one', 'two', 'two', 'two']);
	});

	test('with different limits each have their own orders, in input order', async () => {
		const ids = many.fill(60);
		const limits = [{ limit: 3 }, { limit: 1 }, { limit: 2 }];
		const finished = await run({ limit: '={{ $json.limit }}', output: 'order' }, { input: limits });
		expect(linksOf(finished)).toEqual(
			limits.flatMap(({ limit }, item) => ids.slice(0, limit).map((id) => [item, id])),
		);
	});
});

describe('filters', () => {
	const ORDERS = ['created', 'paid', 'delivered', 'closed', 'finished', 'part_delivered'] as const;
	test.each([
		[
			'several values of one status, newest first',
			['processing'],
			['SO5', 'SO2', 'SO1'],
			['paid', 'part_delivered', 'delivered'],
		],
		['several statuses', 'completed, pending', ['SO4', 'SO0'], ['created', 'finished']],
		['one whose values are not documented', ['canceled'], ['SO3'], [undefined]],
	])('Order Status is sent, and decides: %s', async (_, orderStatus, expected, asked) => {
		many.sandbox.tuya.clear();
		ORDERS.forEach((status, at) =>
			many.sandbox.tuya.place(`SO${at}`, { status, at: Date.UTC(2026, 6, 1 + at) }),
		);
		const finished = await run({ ...LISTED, filters: { orderStatus } });
		expect(idsOf(finished)).toEqual(expected);
		const searches = many.sandbox.requests.filter(({ call }) => call === 'search');
		expect(searches.map(({ query }) => query.order_status)).toEqual(asked);
	});

	test.each(['2026-07-01T11:00:00', '={{ DateTime.fromISO("2026-07-01T11:00") }}'])(
		'%s is a time of the workflow’s zone',
		async (placedAfter) => {
			many.sandbox.tuya.clear();
			// Ten and twelve o’clock in Berlin.
			many.sandbox.tuya.place('SO10', { at: Date.UTC(2026, 6, 1, 8) });
			many.sandbox.tuya.place('SO12', { at: Date.UTC(2026, 6, 1, 10) });
			const settings = { timezone: 'Europe/Berlin' };
			expect(idsOf(await run({ filters: { placedAfter } }, { settings }))).toEqual(['SO12']);
		},
	);
});

const failure = (reason: string, item: number) => ({
	json: { details: { reason } },
	pairedItem: { item },
});

describe('a failure', () => {
	test('of a search ends the run, or is one failed item, or goes to the error branch; others arrive', async () => {
		many.fill(2);
		const asked = { mallCode: '={{ $json.mall }}', output: 'order' };
		const input = [{ mall: 'OTHER' }, { mall: many.sandbox.mallCode }, { mall: 'OTHER' }];
		const stopped = await run(asked, { input });
		expect(stopped.error?.message).toMatch(/^Tuya does not know the mall of this Mall Code/);
		expect(stopped.error?.description).toContain('Mall Code');
		const searches = many.sandbox.count('search');
		const inPlace = await run(asked, { node: GOES_ON, input });
		const pairs = inPlace.items(NODE).map(({ json, pairedItem }) => [pairedItem, 'error' in json]);
		expect(pairs).toEqual([0, 1, 1, 2].map((item) => [{ item }, item !== 1]));
		// Equal searches fail once.
		expect(many.sandbox.count('search')).toBe(searches + 2);
		const branched = await run(asked, { node: ON_BRANCH, input });
		expect(branched.items(NODE)).toHaveLength(2);
		expect(branched.items(NODE, 1)).toMatchObject([0, 2].map((at) => failure('unknown_mall', at)));
	});

	test('of an order is a failed item in its place', async () => {
		const ids = many.fill(3);
		const body = { success: false, code: 2005001, msg: 'order not found', t: 1 };
		many.sandbox.faults.always({ call: 'order', orderId: ids[1] }, { kind: 'body', body });
		const { jsons } = await run({ output: 'order' }, { node: GOES_ON });
		const details = { order_id: ids[1], reason: 'not_found' };
		expect(jsons(NODE)).toMatchObject([{ order_id: ids[0] }, { details }, { order_id: ids[2] }]);
	});

	test('of a value that cannot be searched for is one failed item', async () => {
		many.fill(1);
		const { items } = await run(
			{ limit: '={{ $json.limit }}' },
			{ node: GOES_ON, input: [{ limit: 0 }, { limit: 1 }] },
		);
		expect(items(NODE)[0]).toMatchObject(failure('invalid_parameter', 0));
		expect(items(NODE)[1]).toMatchObject({ json: { provider: 'tuya' }, pairedItem: { item: 1 } });
	});

	test('that nobody has thought of is one failed item all the same', async () => {
		many.fill(60);
		many.atFirstSearch(() => {
			many.stage.runtime.nonce = () => {
				throw new Error('out of numbers');
			};
		});
		const finished = await run(ALL, { node: GOES_ON, input: [{}, {}] });
		expect(finished.items(NODE)).toMatchObject([0, 1].map((at) => failure('unknown', at)));
	});

	test('unreadable entries of a list give one hint; an invalid id is not sent', async () => {
		const [good] = many.fill(1);
		many.sandbox.tuya.onSearch = (_search, result) => ({
			...result,
			total: 4,
			data_list: result.page === 1 ? [null, { order_id: good }, 7, { order_id: 'a/b' }] : [],
		});
		const input = [{}, {}];
		const finished = await run({ ...ALL, output: 'order' }, { node: GOES_ON, input });
		expect(finished.hints(NODE)).toEqual([expect.stringMatching(/^2 entries .* have no order id/)]);
		expect(finished.jsons(NODE).slice(0, 2)).toMatchObject([
			{ order_id: good },
			{
				error: 'The list contains the invalid order id "a/b"',
				message: expect.stringContaining('Turn off Fetch Details'),
			},
		]);
		expect(many.sandbox.count('order')).toBe(1);
		expect(idsOf(await run(LISTED))).toEqual([good, 'a/b']);
	});
});

test('a token that ends and a refusal between two pages: no order is lost or doubled', async () => {
	const ids = many.fill(120);
	many.atFirstSearch(() => {
		many.sandbox.expireAccessTokens('tuya');
		many.sandbox.faults.next({ call: 'search' }, { kind: 'status', status: 429 });
	});
	expect(idsOf(await run(LISTED))).toEqual(ids);
	expect(many.sandbox.count('token')).toBe(2);
	expect(many.stage.waits).not.toEqual([]);
});

test.each([
	['search', 1],
	['order', 3],
] as const)(
	'a stopped execution ends while a %s is under way; the first item says how many: %i',
	async (call, underWay) => {
		many.fill(60);
		many.sandbox.faults.always({ call }, { kind: 'stall-headers' });
		const options = { concurrency: '={{ $json.concurrency }}' };
		const input = [{ concurrency: 3 }, { concurrency: 10 }];
		const workflow = many.workflow({ ...ALL, options }, { input });
		const { finished, cancel } = await many.stage.engine.start(workflow);
		// One that is still on its way would be seen by the next test.
		while (many.sandbox.count(call) < underWay) await new Promise((next) => setImmediate(next));
		cancel();
		expect((await finished).run.status).toBe('canceled');
		expect(many.sandbox.count(call)).toBe(underWay);
	},
);

test('the node is a tool for the providers that list orders, and its preview has every column', async () => {
	const node = many.stage.engine.describe(GET_MANY_ORDERS);
	expect(node.usableAsTool).toBe(true);
	const provider = node.properties.find(({ name }) => name === 'provider');
	const choices = (provider?.options ?? []) as INodePropertyOptions[];
	expect(choices.map(({ value }) => value)).toEqual(['tuya', 'amazon']);
	expect(node.credentials?.map(({ name }) => name)).toEqual(['tuyaApi', 'amazonSpApi']);
	const schema = (name: string): string =>
		readFileSync(path.join(DIST, 'nodes', name, '__schema__/v1.0.0.json'), 'utf8');
	expect(schema('GetManyOrders')).toBe(schema('GetOrder'));
	many.fill(1);
	const [row] = (await run()).jsons(NODE);
	expect(Object.keys(row ?? {})).toEqual(COLUMNS.map(({ name }) => name));
});
