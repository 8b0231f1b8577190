import type { INodeParameters } from 'n8n-workflow';

import { fixture } from '../../tools/sandbox/wire';
import { HOUR, idsOf, linksOf, NODE, useGetMany, type More } from './getManyOrders.support';
import { GOES_ON } from './stage.support';

/** Get Many Orders for Amazon, whose list has whole orders and pages that name the next one. */
const many = useGetMany();

const MINUTE = 60_000;
const DAY = 24 * HOUR;
const run = async (asked: INodeParameters = {}, more: More = {}) =>
	await many.run({ provider: 'amazon', returnAll: true, ...asked }, more);
const found = async (filters: INodeParameters = {}) => {
	const finished = await run({ filters });
	expect(finished.error).toBeUndefined();
	return idsOf(finished);
};
const searches = () => many.sandbox.requests.filter(({ call }) => call === 'search');
const queries = () => searches().map(({ query }) => query);
const ago = (milliseconds: number): string =>
	new Date(many.stage.now() - milliseconds).toISOString();

/** Orders a minute apart and an hour old or more, oldest first. */
function fill(count: number): string[] {
	const { amazon } = many.sandbox;
	amazon.clear();
	return Array.from({ length: count }, (_, at) => {
		const orderId = amazon.orderId(10_000 + at);
		amazon.place(orderId, { at: many.stage.now() - HOUR - (count - at) * MINUTE });
		return orderId;
	});
}

test('the list has whole orders: rows with lines and money, and no other call', async () => {
	const ids = fill(5);
	const finished = await run();
	expect(finished.error).toBeUndefined();
	expect(idsOf(finished)).toEqual(ids);
	for (const row of finished.jsons(NODE)) {
		expect(row).toMatchObject({ provider: 'amazon', line_number: expect.any(Number) as unknown });
		expect(row.product_name).not.toBe('');
	}
	expect(many.sandbox.requests.map(({ call }) => call)).toEqual(['refresh', 'search']);
	expect(queries()[0]).toMatchObject({ maxResultsPerPage: '100' });
});

describe('what is searched for', () => {
	test('without filters: 30 days, and a hint says so', async () => {
		const { amazon } = many.sandbox;
		amazon.clear();
		const [recent, old] = [amazon.orderId(1), amazon.orderId(2)];
		amazon.place(recent, { at: many.stage.now() - 29 * DAY });
		amazon.place(old, { at: many.stage.now() - 31 * DAY });
		const finished = await run();
		expect(idsOf(finished)).toEqual([recent]);
		expect(finished.hints(NODE).join(' ')).toMatch(/Only orders placed since \d{4}-\d\d-\d\d/);
	});

	test('several of our statuses: one list of Amazon’s, and only those come', async () => {
		const finished = await run({ filters: { orderStatus: ['pending', 'processing'] } });
		const statuses = finished.jsons(NODE).map((row) => row.order_status);
		expect(new Set(statuses)).toEqual(new Set(['pending', 'processing']));
		expect(queries().map((query) => query.fulfillmentStatuses)).toEqual([
			'PENDING_AVAILABILITY,PENDING,UNSHIPPED,PARTIALLY_SHIPPED',
		]);
	});

	test('an order that the seller is asked to cancel, by its own status', async () => {
		const [first = '', second = ''] = fill(2);
		many.sandbox.move(first, 'CANCEL_REQUESTED');
		many.sandbox.move(second, 'UNSHIPPED');
		many.stage.advance(3 * MINUTE);
		expect(await found({ orderStatus: ['cancel_pending'] })).toEqual([first]);
	});

	test.each(['on_hold', 'unknown'])('%s is refused before a call', async (status) => {
		const { error } = await run({ filters: { orderStatus: [status] } });
		expect(error?.message).toContain(status);
		expect(error?.description).toContain('Order Status');
		expect(many.sandbox.requests).toEqual([]);
	});

	test('placed between two times', async () => {
		const ids = fill(9);
		const filters = {
			placedAfter: ago(HOUR + 7 * MINUTE + 1000),
			placedBefore: ago(HOUR + 3 * MINUTE - 1000),
		};
		expect(await found(filters)).toEqual(ids.slice(2, 7));
		expect(queries()[0]).toMatchObject({ createdAfter: filters.placedAfter });
	});

	test('an end that is too recent for Amazon is checked on what comes', async () => {
		const [, second = ''] = fill(2);
		many.sandbox.amazon.place(second, { at: many.stage.now() - 2.5 * MINUTE });
		const filters = { placedAfter: ago(DAY), placedBefore: ago(2.7 * MINUTE) };
		expect(await found(filters)).toHaveLength(1);
		expect(queries()[0]).not.toHaveProperty('createdBefore');
	});

	test('changed since, and placed since as well', async () => {
		const [first = '', second = '', third = ''] = fill(3);
		many.sandbox.move(first, 'CANCELLED');
		many.sandbox.move(third, 'CANCELLED');
		many.stage.advance(5 * MINUTE);
		const updatedAfter = ago(30 * MINUTE);
		expect(await found({ updatedAfter })).toEqual([first, third]);
		const placedAfter = ago(HOUR + 7.5 * MINUTE);
		expect(await found({ updatedAfter, placedAfter })).toEqual([third]);
		expect(queries()[1]).toMatchObject({ lastUpdatedAfter: updatedAfter });
		expect(queries()[1]).not.toHaveProperty('createdAfter');
		expect(await found({ placedAfter })).toEqual([second, third]);
	});

	test('a beginning in the future is refused', async () => {
		const { error } = await run({ filters: { updatedAfter: ago(-HOUR) } });
		expect(error?.message).toMatch(/future/);
		expect(many.sandbox.requests).toEqual([]);
	});

	test('marketplaces and who ships', async () => {
		const all = await found();
		const filters = { marketplaceIds: ['A1PA6795UKMFR9', 'A1F83G8C2ARO7P'], fulfilledBy: 'AMAZON' };
		const some = await found(filters);
		expect(some.length).toBeGreaterThan(0);
		expect(some.length).toBeLessThan(all.length);
		expect(queries().at(-1)).toMatchObject({
			marketplaceIds: 'A1PA6795UKMFR9,A1F83G8C2ARO7P',
			fulfilledBy: 'AMAZON',
		});
	});

	test('a marketplace of another region: both fields are named', async () => {
		const { error } = await run({ filters: { marketplaceIds: ['ATVPDKIKX0DER'] } });
		expect(error?.message).toMatch(/Region/);
		expect(error?.description).toMatch(/Marketplaces/);
		expect(many.sandbox.count('search')).toBe(1);
	});
});

describe('pages', () => {
	test('all are read, with the same parameters on each', async () => {
		const ids = fill(250);
		expect(await found()).toEqual(ids);
		const sent = queries().map(({ paginationToken: _token, ...query }) => query);
		expect(sent).toHaveLength(3);
		expect(new Set(sent.map((query) => JSON.stringify(query))).size).toBe(1);
	});

	test('no more than Limit needs', async () => {
		const ids = fill(250);
		const finished = await run({ returnAll: false, limit: 120 });
		expect(idsOf(finished)).toEqual(ids.slice(0, 120));
		expect(many.sandbox.count('search')).toBe(2);
	});

	test('an empty one with a token is not the end', async () => {
		const ids = fill(150);
		let pages = 0;
		many.sandbox.amazon.onSearch = (_search, body) =>
			++pages === 1 ? { ...body, orders: [] } : body;
		expect(await found()).toEqual(ids.slice(100));
	});

	test('that come again and again end the list, with a hint', async () => {
		const ids = fill(150);
		let first: unknown;
		many.sandbox.amazon.onSearch = (_search, body) => (first ??= body);
		const finished = await run();
		expect(idsOf(finished)).toEqual(ids.slice(0, 100));
		expect(finished.hints(NODE).join(' ')).toMatch(/gave the same orders again/);
		expect(many.sandbox.count('search')).toBeLessThan(5);
	});

	/** From the second page on, the tokens of the next `times` pages are refused. */
	const refuseTokens = (times: number): void => {
		many.sandbox.amazon.onSearch = (_search, body) => {
			if (body.pagination && times-- > 0) {
				many.sandbox.faults.next(
					{ provider: 'amazon', call: 'search' },
					{ kind: 'status', status: 400, body: fixture('amazon/error.1.json') },
				);
			}
			return body;
		};
	};

	test('with a token that expired: the list is read again, each order comes once', async () => {
		const ids = fill(150);
		refuseTokens(1);
		expect(await found()).toEqual(ids);
		expect(many.sandbox.count('search')).toBe(4);
	});

	test('with tokens that are refused again: an error after what was found', async () => {
		const ids = fill(150);
		refuseTokens(2);
		const finished = await run({}, { node: GOES_ON });
		const rows = finished.jsons(NODE);
		expect(idsOf(finished).filter(Boolean)).toEqual(ids.slice(0, 100));
		expect(rows.at(-1)?.error).toMatch(/rejected the Filters/);
		many.stage.reset();
		refuseTokens(2);
		fill(150);
		expect((await run()).error?.message).toMatch(/rejected the Filters/);
	});

	test('beyond the burst wait for Amazon’s pace, and a hint says how long', async () => {
		const ids = fill(2050);
		const began = many.stage.now();
		const finished = await run();
		expect(idsOf(finished)).toHaveLength(ids.length);
		expect(many.sandbox.requests.filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
		expect(many.stage.now() - began).toBeGreaterThan(2 * MINUTE);
		expect(finished.hints(NODE).join(' ')).toMatch(/waited \d+ minutes/);
	});

	test('a refusal without a header is waited out', async () => {
		fill(3);
		many.sandbox.faults.next(
			{ provider: 'amazon', call: 'search' },
			{ kind: 'status', status: 429, body: fixture('amazon/reported.429-quota.json') },
		);
		expect(await found()).toHaveLength(3);
		expect(Math.max(...many.stage.waits)).toBeGreaterThan(2 * MINUTE);
	});
});

test('an entry without an id is left out, with a hint', async () => {
	const ids = fill(3);
	many.sandbox.amazon.onSearch = (_search, body) => ({
		...body,
		orders: [...body.orders, { orderItems: [] }],
	});
	const finished = await run();
	expect(idsOf(finished)).toEqual(ids);
	expect(finished.hints(NODE).join(' ')).toMatch(/no order id/);
});

test('an answer without a list is an error', async () => {
	many.sandbox.amazon.onSearch = () => ({});
	expect((await run()).error?.message).toMatch(/contains no list of orders/);
});

test('two sellers in one run: each item gets the orders of its own', async () => {
	const own = fill(3);
	const app = many.sandbox.demo.amazonSpApi;
	const { shop, credential } = many.sandbox.addAmazonSeller(app);
	const others = [1, 2].map((number) => shop.orderId(number));
	shop.clear();
	for (const orderId of others) shop.place(orderId, { at: many.stage.now() - HOUR });
	many.stage.engine.store.put('amazon', { ...app, refreshToken: '={{ $json.token }}' });
	const input = [{ token: app.refreshToken }, { token: credential.refreshToken }];
	const finished = await run({}, { input });
	expect(finished.error).toBeUndefined();
	const idsFor = (wanted: number) => [
		...new Set(linksOf(finished).flatMap(([item, orderId]) => (item === wanted ? [orderId] : []))),
	];
	expect([idsFor(0), idsFor(1)]).toEqual([own, others]);
});
