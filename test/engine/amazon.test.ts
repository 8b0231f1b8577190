import type { INodeParameters } from 'n8n-workflow';

import { fixture } from '../../tools/sandbox/wire';
import { nodeWorkflow } from './engine.support';
import { HOUR, idsOf, linksOf, NODE, useGetMany, type More } from './getManyOrders.support';
import { ENGINES, reported } from './orderTrigger.support';
import { openPoll, type Polled } from './pollStage.support';
import { amazon, GOES_ON } from './stage.support';

/** What Amazon’s gateway does that no other does, in n8n’s engine; its payloads have unit tests. */
const many = useGetMany();
const { stage } = many;

const MINUTE = 60_000;
const SAMPLE = '202-7654321-1098765';
const ago = (milliseconds: number): string => new Date(stage.now() - milliseconds).toISOString();
const calls = () => stage.sandbox.requests.map(({ call, outcome }) => `${call} ${outcome}`);
const lastQuery = () => stage.sandbox.requests.at(-1)?.query;
const put = (change: Record<string, string>) =>
	stage.engine.store.put('amazon', { ...stage.engine.store.get('amazon'), ...change });

describe('Get Order', () => {
	const rowsOf = async (...orderIds: readonly string[]) => {
		const finished = await stage.get(orderIds.map(amazon));
		expect(finished.error).toBeUndefined();
		return finished.jsons('Get Order');
	};

	test('an order has its parcel, and personal data only if the option says so', async () => {
		expect(await rowsOf(SAMPLE)).toMatchObject([
			{ order_status: 'completed', tracking_numbers: '15501234567890123456', carriers: 'DPD' },
		]);
		expect(lastQuery()?.includedData).not.toMatch(/BUYER|RECIPIENT/);
		const options = { includePersonalData: true };
		const finished = await stage.get([amazon(SAMPLE)], { output: 'order', options });
		expect(finished.jsons('Get Order')).toMatchObject([{ buyer: { name: 'Sarah Thompson' } }]);
		expect(lastQuery()?.includedData).toMatch(/BUYER.*RECIPIENT/);
	});

	test('one renewal serves many orders and another process; an expired token or another secret needs a new one', async () => {
		const ids = Array.from({ length: 8 }, (_, at) => stage.sandbox.amazon.orderId(at + 1));
		await rowsOf(...ids);
		stage.restart();
		await rowsOf(...ids);
		expect(stage.sandbox.count('refresh')).toBe(1);
		stage.sandbox.expireAccessTokens('amazon');
		await rowsOf(SAMPLE);
		expect(calls().slice(-3)).toEqual(['order token-expired', 'refresh ok', 'order ok']);
		put({ clientSecret: 'mistyped' });
		const { error } = await stage.get([amazon(SAMPLE)]);
		expect(error?.message).toMatch(/Client Secret/);
	});

	test('forty orders: the burst, then one every two seconds, and no refusal', async () => {
		const began = stage.now();
		await rowsOf(...Array.from({ length: 40 }, (_, at) => stage.sandbox.amazon.orderId(at)));
		expect(new Set(calls())).toEqual(new Set(['refresh ok', 'order ok']));
		expect(stage.now() - began).toBeGreaterThan(10_000);
	});
});

test.each(['httpRequest', 'requestWithAuthentication'])(
	'HTTP Request by %s: calls have the token, which is renewed when it has ended',
	async (helper) => {
		const url = `${stage.sandbox.baseUrl}/orders/2026-01-01/orders/114-9876543-1234567`;
		const qs = { includedData: 'RECIPIENT,PROCEEDS,FULFILLMENT' };
		const options = JSON.stringify({ method: 'GET', url, json: true, qs });
		const parameters = { helper, credential: 'amazonSpApi', options };
		for (const hours of [0, 0, 2]) {
			stage.advance(hours * HOUR);
			const finished = await stage.engine.run(nodeWorkflow('test.request', parameters));
			expect(finished.error).toBeUndefined();
			expect(finished.jsons('Node')).toEqual([JSON.parse(fixture('amazon/order.3.json'))]);
		}
		expect(calls()).toEqual(['refresh ok', 'order ok', 'order ok', 'refresh ok', 'order ok']);
	},
);

describe('Get Many Orders', () => {
	const run = async (asked: INodeParameters = {}, more: More = {}) =>
		await many.run({ provider: 'amazon', returnAll: true, ...asked }, more);
	/** Orders a minute apart and an hour old or more, oldest first. */
	const fill = (count: number): string[] => {
		const shop = many.sandbox.amazon;
		shop.clear();
		return Array.from({ length: count }, (_, at) => {
			const orderId = shop.orderId(10_000 + at);
			shop.place(orderId, { at: stage.now() - HOUR - (count - at) * MINUTE });
			return orderId;
		});
	};

	test('the list has whole orders, so that there is no other call; without a date, it covers 30 days', async () => {
		const ids = fill(150);
		const finished = await run();
		expect(idsOf(finished)).toEqual(ids);
		for (const row of finished.jsons(NODE)) expect(row.product_name).not.toBe('');
		expect(calls()).toEqual(['refresh ok', 'search ok', 'search ok']);
		expect(finished.hints(NODE).join()).toMatch(/Only orders placed since \d{4}-\d\d-\d\d/);
	});

	test('filters are sent, and a date that the list cannot filter by is checked on its orders', async () => {
		const [first = '', , third = ''] = fill(3);
		for (const id of [first, third]) many.sandbox.move(id, 'CANCELLED');
		stage.advance(5 * MINUTE);
		const filters = { updatedAfter: ago(30 * MINUTE), placedAfter: ago(HOUR + 7.5 * MINUTE) };
		expect(idsOf(await run({ filters }))).toEqual([third]);
		expect(lastQuery()).toMatchObject({ lastUpdatedAfter: filters.updatedAfter });
		expect(lastQuery()).not.toHaveProperty('createdAfter');
		const fields = { marketplaceIds: ['A1PA6795UKMFR9', 'A1F83G8C2ARO7P'], fulfilledBy: 'AMAZON' };
		await run({ filters: { ...fields, orderStatus: ['completed', 'canceled'] } });
		expect(lastQuery()).toMatchObject({
			marketplaceIds: 'A1PA6795UKMFR9,A1F83G8C2ARO7P',
			fulfilledBy: 'AMAZON',
			fulfillmentStatuses: expect.stringMatching(/SHIPPED.*CANCELLED|CANCELLED.*SHIPPED/) as string,
		});
	});

	test('a list that fails after its first page gives what was found, then the error', async () => {
		const ids = fill(150);
		many.sandbox.amazon.onSearch = (_search, body) => {
			const body_ = { kind: 'status', status: 400, body: fixture('amazon/error.1.json') } as const;
			if (body.pagination) many.sandbox.faults.next({ call: 'search' }, body_);
			return body;
		};
		const finished = await run({}, { node: GOES_ON });
		expect(idsOf(finished).filter(Boolean)).toEqual(ids.slice(0, 100));
		expect(finished.jsons(NODE).at(-1)?.error).toMatch(/rejected the Filters/);
		expect((await run()).error?.message).toMatch(/rejected the Filters/);
	});

	test('two sellers of one app in one run: each item gets the orders of its own', async () => {
		const own = fill(3);
		const app = many.sandbox.demo.amazonSpApi;
		const { shop, credential } = many.sandbox.addAmazonSeller(app);
		const others = [1, 2].map((number) => shop.orderId(number));
		shop.clear();
		for (const orderId of others) shop.place(orderId, { at: stage.now() - HOUR });
		put({ refreshToken: '={{ $json.token }}' });
		const input = [{ token: app.refreshToken }, { token: credential.refreshToken }];
		const links = linksOf(await run({}, { input }));
		const idsFor = (wanted: number) => [
			...new Set(links.flatMap(([item, orderId]) => (item === wanted ? [orderId] : []))),
		];
		expect([idsFor(0), idsFor(1)]).toEqual([own, others]);
	});
});

test.each(ENGINES)(
	'Order Trigger reports each new order and each move once, from the list alone (%s)',
	async (engine) => {
		const [old, placed] = ['701-0000000-0000501', '701-0000000-0000502'] as const;
		const shop = stage.sandbox.amazon;
		const place = (orderId: string, milliseconds: number): void =>
			shop.place(orderId, { at: stage.now() - milliseconds, status: 'UNSHIPPED' });
		shop.clear();
		place(old, 120 * HOUR);
		const events = ['newOrder', 'orderStatus'];
		const poller = openPoll(
			stage,
			{ provider: 'amazon', events, options: { fulfilledBy: 'MERCHANT' } },
			{ engine, credentials: { amazonSpApi: { id: 'amazon', name: 'Amazon account' } } },
		);
		const fiveMinutesLater = async (): Promise<Polled> => {
			stage.advance(5 * MINUTE);
			return await poller.poll();
		};
		expect(await poller.activate()).toBeNull();
		expect(await fiveMinutesLater()).toBeNull();
		stage.sandbox.move(old, 'SHIPPED');
		expect(reported(await fiveMinutesLater())?.map(([id, event]) => [id, event])).toEqual([
			[old, 'orderStatus'],
		]);
		place(placed, 0);
		expect(reported(await fiveMinutesLater())).toMatchObject([[placed, 'newOrder', 'new']]);
		expect(await poller.restart()).toBeNull();
		for (let at = 0; at < 3; at++) expect(await fiveMinutesLater()).toBeNull();
		expect(stage.sandbox.count('order')).toBe(0);
		expect(lastQuery()).toMatchObject({ fulfilledBy: 'MERCHANT' });
	},
);
