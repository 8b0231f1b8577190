import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { INodePropertyOptions } from 'n8n-workflow';

import { COLUMNS } from '../../order/rows';
import { DIST } from './engine.support';
import { GET_MANY_ORDERS, idsOf, NODE, openGetMany } from './getManyOrders.support';
import { tuya, TUYA_SAMPLE } from './stage.support';

let many: Awaited<ReturnType<typeof openGetMany>>;
beforeAll(async () => {
	many = await openGetMany();
});
beforeEach(() => many.stage.reset());
afterAll(async () => await many.stage.close());

const run: typeof many.run = async (...parameters) => await many.run(...parameters);
const searches = () => many.sandbox.requests.filter(({ call }) => call === 'search');
const ALL = { returnAll: true };

describe('how many orders', () => {
	test('50 by default, the newest, with one search and one request for each', async () => {
		const ids = many.fill(120);
		const finished = await run();
		expect(finished.error).toBeUndefined();
		expect(idsOf(finished)).toEqual(ids.slice(0, 50));
		expect(many.sandbox.count('search')).toBe(1);
		expect(many.sandbox.count('order')).toBe(50);
	});

	test.each([
		[1, 1, 1],
		[51, 51, 2],
		[1e9, 120, 3],
		['7', 7, 1],
	])('Limit %j gives %i orders with %i searches', async (limit, count, requests) => {
		const ids = many.fill(120);
		const finished = await run({ limit, options: { details: false } });
		expect(idsOf(finished)).toEqual(ids.slice(0, count));
		expect(many.sandbox.count('search')).toBe(requests);
	});

	test('Return All gives each order once, over all pages', async () => {
		const ids = many.fill(120);
		const finished = await run(ALL);
		expect(idsOf(finished)).toEqual(ids);
		expect(many.sandbox.count('search')).toBe(3);
		for (const id of ids) expect(many.sandbox.count('order', id)).toBe(1);
		expect(finished.hints(NODE)).toEqual([]);
	});

	test('a mall without orders gives no item, and no hint', async () => {
		many.sandbox.tuya.clear();
		const finished = await run(ALL);
		expect(finished.error).toBeUndefined();
		expect(finished.items(NODE)).toEqual([]);
		expect(finished.hints(NODE)).toEqual([]);
	});

	test('no input, no request', async () => {
		expect((await run(ALL, { input: [] })).items(NODE)).toEqual([]);
		expect(many.sandbox.requests).toHaveLength(0);
	});
});

describe('the items are those of Get Order', () => {
	test.each([
		['items', { includeRaw: true }],
		['order', {}],
		['raw', {}],
	])('%s %j', async (output, options) => {
		const listed = await run({ ...ALL, output, options });
		const ids = idsOf(listed).map((id) => id ?? '');
		const asked = many.sandbox.tuya.orders.map(({ orderId }) => tuya(orderId));
		const gotten = await many.stage.get(asked, { output, options });
		expect(listed.jsons(NODE)).toEqual(gotten.jsons('Get Order'));
		expect(asked).toHaveLength(37);
		if (output === 'items') expect(ids).toContain(TUYA_SAMPLE);
	});

	test('in the order of the list, whichever order arrives first', async () => {
		const ids = many.fill(6);
		many.sandbox.faults.next({ orderId: ids[0] }, { kind: 'delay', ms: 150 });
		expect(idsOf(await run({ options: { concurrency: 6 } }))).toEqual(ids);
	});

	test('each linked to its input item, with the input’s fields if asked for', async () => {
		const [first] = many.fill(2);
		const input = [{ shop: 'one' }, { shop: 'two', order_id: 'mine' }];
		const finished = await run({ options: { includeInput: true } }, { input });
		const links = finished.items(NODE).map(({ pairedItem, json }) => [pairedItem, json.shop]);
		const half = links.length / 2;
		expect(links).toEqual([
			...Array<unknown>(half).fill([{ item: 0 }, 'one']),
			...Array<unknown>(half).fill([{ item: 1 }, 'two']),
		]);
		expect(finished.jsons(NODE)[half]?.order_id).toBe(first);
	});
});

describe('several input items', () => {
	test('with equal searches are one search, and one request for each order', async () => {
		const ids = many.fill(3);
		const finished = await run({}, { input: [{}, {}, {}] });
		expect(many.sandbox.count('search')).toBe(1);
		for (const id of ids) expect(many.sandbox.count('order', id)).toBe(1);
		const places = finished.items(NODE).map(({ pairedItem, json }) => [pairedItem, json.order_id]);
		for (const item of [0, 1, 2])
			for (const id of ids) expect(places).toContainEqual([{ item }, id]);
	});

	test('with different limits each have their own orders, in input order', async () => {
		const ids = many.fill(60);
		const finished = await run(
			{ limit: '={{ $json.limit }}', output: 'order' },
			{ input: [{ limit: 3 }, { limit: 1 }, { limit: 2 }] },
		);
		expect(finished.items(NODE).map(({ pairedItem, json }) => [pairedItem, json.order_id])).toEqual(
			[
				[0, 0],
				[0, 1],
				[0, 2],
				[1, 0],
				[2, 0],
				[2, 1],
			].map(([item, at]) => [{ item }, ids[at ?? 0]]),
		);
	});

	test.each([
		[1, 1],
		[4, 4],
	])('the first one decides how many requests are under way: %i', async (concurrency, sockets) => {
		many.fill(12);
		many.sandbox.faults.always({ call: 'order' }, { kind: 'delay', ms: 20 });
		await run(
			{ options: { concurrency: '={{ $json.concurrency }}' } },
			{ input: [{ concurrency }, { concurrency: 10 }] },
		);
		const orders = many.sandbox.requests.filter(({ call }) => call === 'order');
		expect(new Set(orders.map(({ socketId }) => socketId)).size).toBe(sockets);
	});
});

describe('filters', () => {
	test('Order Status is sent, and decides', async () => {
		const wanted = many.sandbox.tuya.orders.filter(({ status }) => status === 'finished');
		const finished = await run({ ...ALL, filters: { orderStatus: ['completed'] } });
		expect(idsOf(finished)).toEqual(wanted.map(({ orderId }) => orderId));
		expect(searches()[0]?.query.order_status).toBe('finished');
	});

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
	])('%s', async (_, orderStatus, expected, asked) => {
		many.sandbox.tuya.clear();
		ORDERS.forEach((status, at) =>
			many.sandbox.tuya.place(`SO${at}`, { status, at: Date.UTC(2026, 6, 1 + at) }),
		);
		const finished = await run({ ...ALL, filters: { orderStatus }, options: { details: false } });
		expect(idsOf(finished)).toEqual(expected);
		expect(searches().map(({ query }) => query.order_status)).toEqual(asked);
	});

	const TEN = { status: 'paid', at: Date.UTC(2026, 6, 1, 8) } as const;
	const NOON = { ...TEN, at: Date.UTC(2026, 6, 1, 10) };
	const placeTwo = () => {
		many.sandbox.tuya.clear();
		many.sandbox.tuya.place('SO10', TEN);
		many.sandbox.tuya.place('SO12', NOON);
	};

	test.each([
		['a time of the workflow’s zone', { placedAfter: '2026-07-01T11:00:00' }, ['SO12']],
		[
			'both bounds included',
			{ placedAfter: '2026-07-01T10:00', placedBefore: '2026-07-01T12:00' },
			['SO12', 'SO10'],
		],
		['a DateTime', { placedAfter: '={{ DateTime.fromISO("2026-07-01T11:00") }}' }, ['SO12']],
		['empty bounds', { placedAfter: '', placedBefore: '={{ $json.none }}' }, ['SO12', 'SO10']],
	])('%s', async (_, filters, expected) => {
		placeTwo();
		const finished = await run({ filters }, { settings: { timezone: 'Europe/Berlin' } });
		expect(finished.error).toBeUndefined();
		expect(idsOf(finished)).toEqual(expected);
	});

	test('$now counts back from the present', async () => {
		const ids = many.fill(100);
		const finished = await run({
			...ALL,
			filters: { placedAfter: '={{ $now.minus({ days: 2, minutes: 1 }) }}' },
			options: { details: false },
		});
		expect(idsOf(finished)).toEqual(ids.slice(0, 48));
	});

	test('bounds that the server ignores are kept', async () => {
		placeTwo();
		many.sandbox.tuya.onSearch = (_search, result) => ({
			...result,
			total: 2,
			data_list: [NOON, TEN].map(({ at }) => ({
				order_id: at === TEN.at ? 'SO10' : 'SO12',
				gmt_order_create: at,
			})),
		});
		const finished = await run({ filters: { placedAfter: '2026-07-01T08:30:00Z' } });
		expect(idsOf(finished)).toEqual(['SO12']);
	});
});

describe('the node in the editor', () => {
	test('can be a tool of an agent', () => {
		const { usableAsTool, description } = many.stage.engine.describe(GET_MANY_ORDERS);
		expect(usableAsTool).toBe(true);
		expect(description).toMatch(
			/^Get many Tuya orders .* AliExpress has no API that lists orders\.$/,
		);
	});

	test('shows the fields of a preview: those of Get Order', () => {
		const schema = (node: string): string =>
			readFileSync(path.join(DIST, 'nodes', node, '__schema__/v1.0.0.json'), 'utf8');
		expect(schema('GetManyOrders')).toBe(schema('GetOrder'));
	});

	test('offers the providers that can list orders', () => {
		const { properties, credentials } = many.stage.engine.describe(GET_MANY_ORDERS);
		const provider = properties.find(({ name }) => name === 'provider');
		const choices = (provider?.options ?? []) as INodePropertyOptions[];
		expect(choices.map(({ value }) => value)).toEqual(['tuya']);
		expect(credentials?.map(({ name }) => name)).toEqual(['tuyaApi']);
	});

	test('gives every column', async () => {
		many.fill(1);
		const [row] = (await run()).jsons(NODE);
		expect(Object.keys(row ?? {})).toEqual(COLUMNS.map(({ name }) => name));
	});
});
