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
import { tuya, TUYA_SAMPLE } from './stage.support';

const many = useGetMany();
const { run } = many;
const searches = () => many.sandbox.requests.filter(({ call }) => call === 'search');

describe('how many orders', () => {
	test('50 by default, the newest, with one search and one request for each', async () => {
		const ids = many.fill(60);
		const finished = await run();
		expect(finished.error).toBeUndefined();
		expect(idsOf(finished)).toEqual(ids.slice(0, 50));
		expect(many.sandbox.count('search')).toBe(1);
		expect(many.sandbox.count('order')).toBe(50);
	});

	test.each([
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
		const ids = many.fill(60);
		const finished = await run(ALL);
		expect(idsOf(finished)).toEqual(ids);
		expect(many.sandbox.count('search')).toBe(2);
		for (const id of ids) expect(many.sandbox.count('order', id)).toBe(1);
		expect(finished.hints(NODE)).toEqual([]);
	});

	test('a mall without orders gives no item and no hint; no input, no request', async () => {
		many.sandbox.tuya.clear();
		const finished = await run(ALL);
		expect(finished.error).toBeUndefined();
		expect(finished.items(NODE)).toEqual([]);
		expect(finished.hints(NODE)).toEqual([]);
		many.sandbox.reset();
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
});

describe('several input items', () => {
	test('with equal searches are one search, linked to each, with its fields if asked for', async () => {
		const ids = many.fill(3);
		const input = [{ shop: 'one' }, { shop: 'two', order_id: 'mine' }];
		const finished = await run({ output: 'order', options: { includeInput: true } }, { input });
		expect(many.sandbox.count('search')).toBe(1);
		for (const id of ids) expect(many.sandbox.count('order', id)).toBe(1);
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

	test.each([1, 4])(
		'the first one decides how many requests are under way: %i',
		async (concurrency) => {
			many.fill(12);
			many.sandbox.faults.always({ call: 'order' }, { kind: 'delay', ms: 20 });
			await run(
				{ options: { concurrency: '={{ $json.concurrency }}' } },
				{ input: [{ concurrency }, { concurrency: 10 }] },
			);
			const orders = many.sandbox.requests.filter(({ call }) => call === 'order');
			expect(new Set(orders.map(({ socketId }) => socketId)).size).toBe(concurrency);
		},
	);
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
		expect(searches().map(({ query }) => query.order_status)).toEqual(asked);
	});

	/** Two orders, of ten and of twelve o'clock in Berlin. */
	const TIMES = { SO10: Date.UTC(2026, 6, 1, 8), SO12: Date.UTC(2026, 6, 1, 10) };
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
		many.sandbox.tuya.clear();
		for (const [id, at] of Object.entries(TIMES))
			many.sandbox.tuya.place(id, { status: 'paid', at });
		const finished = await run({ filters }, { settings: { timezone: 'Europe/Berlin' } });
		expect(finished.error).toBeUndefined();
		expect(idsOf(finished)).toEqual(expected);
	});

	test('$now counts back from the present', async () => {
		const ids = many.fill(100);
		const placedAfter = '={{ $now.minus({ days: 2, minutes: 1 }) }}';
		const finished = await run({ ...LISTED, filters: { placedAfter } });
		expect(idsOf(finished)).toEqual(ids.slice(0, 48));
	});
});

describe('the node in the editor', () => {
	test('can be a tool of an agent, for the providers that can list orders', () => {
		const node = many.stage.engine.describe(GET_MANY_ORDERS);
		expect(node.usableAsTool).toBe(true);
		expect(node.description).toMatch(
			/^Get many Tuya or Amazon orders .* AliExpress has no API that lists orders\.$/,
		);
		const provider = node.properties.find(({ name }) => name === 'provider');
		const choices = (provider?.options ?? []) as INodePropertyOptions[];
		expect(choices.map(({ value }) => value)).toEqual(['tuya', 'amazon']);
		const credentials = node.credentials?.map(({ name }) => name);
		expect(credentials).toEqual(['tuyaApi', 'amazonSpApi']);
	});

	test('gives every column, and shows them in a preview like Get Order', async () => {
		const schema = (node: string): string =>
			readFileSync(path.join(DIST, 'nodes', node, '__schema__/v1.0.0.json'), 'utf8');
		expect(schema('GetManyOrders')).toBe(schema('GetOrder'));
		many.fill(1);
		const [row] = (await run()).jsons(NODE);
		expect(Object.keys(row ?? {})).toEqual(COLUMNS.map(({ name }) => name));
	});
});
