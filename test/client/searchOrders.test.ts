import {
	orders,
	pageOf,
	QUERY,
	rowsOf,
	searchIn,
	type Paging,
	type Server,
} from './searchOrders.support';

const ALL = orders(120);

describe('a list', () => {
	test('is read page by page until its total is reached, and no further', async () => {
		const { ids, pages } = await searchIn((page) => pageOf(ALL, page));
		expect(ids).toEqual(ALL);
		expect(pages).toEqual([1, 2, 3]);
	});

	test.each([
		[1, [1]],
		[50, [1]],
		[51, [1, 2]],
		[119, [1, 2, 3]],
		[500, [1, 2, 3]],
	])('is read as far as %i orders need it', async (limit, expected) => {
		const { ids, pages, found } = await searchIn((page) => pageOf(ALL, page), { limit });
		expect(ids).toEqual(ALL.slice(0, limit));
		expect(pages).toEqual(expected);
		expect(found).toMatchObject({ isComplete: true, unreadable: 0, missing: 0 });
	});

	test.each<[string, number, Paging, number[]]>([
		['without an order', 0, {}, [1]],
		['whose last page is full', 100, {}, [1, 2, 3]],
		['whose last page is full and whose total is too small', 100, { total: 50 }, [1, 2, 3]],
		['without a total', 100, { total: 0 }, [1, 2, 3]],
		['in pages of 20, whatever was asked for', 120, { size: 20 }, [1, 2, 3, 4, 5, 6]],
		['that a server puts on one page', 120, { size: 1000 }, [1, 2]],
	])('%s is read as a whole', async (_, count, paging, expected) => {
		const { ids, pages, found } = await searchIn((page) => pageOf(orders(count), page, paging));
		expect(ids).toEqual(orders(count));
		expect(pages).toEqual(expected);
		expect(found.missing).toBe(0);
	});

	test.each([undefined, 0, 50, 100, 'many', -1])('with total %j is read whole', async (total) => {
		const { ids, found } = await searchIn((page) => ({ ...Object(pageOf(ALL, page)), total }));
		expect(ids).toEqual(ALL);
		expect(found.missing).toBe(0);
	});

	test('with a total on its first page only is read once', async () => {
		const { ids, pages } = await searchIn((page) => ({
			...Object(pageOf(ALL, page)),
			total: page === 1 ? 120 : null,
		}));
		expect(ids).toEqual(ALL);
		expect(pages.length).toBeLessThanOrEqual(4);
	});

	test('with too large a total is read again, then given as it is, with what is missing', async () => {
		const { ids, pages, found } = await searchIn((page) => pageOf(ALL, page, { total: 1e9 }));
		expect(ids).toEqual(ALL);
		expect(found).toMatchObject({ missing: 1e9 - 120, isComplete: true });
		expect(pages.length).toBeLessThan(12);
	});

	test.each([[120], [30], [50], [51]])(
		'whose first page is number 0 has all its %i orders, in its order',
		async (count) => {
			const all = orders(count);
			const { ids, found } = await searchIn((page) => pageOf(all, page, { first: 0 }));
			expect(ids).toEqual(all);
			expect(found.missing).toBe(0);
		},
	);
});

describe('a server that repeats', () => {
	test.each([120, 1e9])('one page forever is asked a few times: %i orders', async (total) => {
		const { ids, pages, found } = await searchIn(() => pageOf(ALL, 1, { total }));
		expect(ids).toEqual(orders(50));
		expect(found.missing).toBe(total - 50);
		expect(pages.length).toBeLessThan(8);
	});

	test('its last page instead of an empty one gives each order once', async () => {
		const { ids, pages } = await searchIn((page) => ({
			...Object(pageOf(ALL, Math.min(page, 3))),
			total: null,
		}));
		expect(ids).toEqual(ALL);
		expect(pages).toEqual([1, 2, 3, 4]);
	});

	test('an order on its page gives it once, and nothing is missing', async () => {
		const twice = [...orders(3), 'A002'];
		const { ids, found } = await searchIn((page) => pageOf(twice, page));
		expect(ids).toEqual(orders(3));
		expect(found.missing).toBe(0);
	});
});

/** One order that leaves, or some that are placed: see the properties. */
describe('while a list is read', () => {
	test('half of the orders leave it, and no other is lost', async () => {
		const left = ALL.slice(60);
		const { ids } = await searchIn((page, call) => pageOf(call === 1 ? ALL : left, page));
		expect(ids).toEqual(expect.arrayContaining(left));
	});

	test.each([
		['beginning', [...orders(60, 'NEW'), ...ALL]],
		['end', [...ALL, ...orders(40, 'NEW')]],
	])('it grows at its %s, and all are found once', async (_, now) => {
		const { ids } = await searchIn((page, call) => pageOf(call === 1 ? ALL : now, page));
		expect([...ids].sort()).toEqual([...now].sort());
	});

	test('it grows with each request, and the search ends all the same', async () => {
		const { ids, pages } = await searchIn((page, call) =>
			pageOf([...orders(call, 'NEW').reverse(), ...ALL], page),
		);
		expect(ids).toEqual(expect.arrayContaining(ALL));
		expect(new Set(ids).size).toBe(ids.length);
		expect(pages.length).toBeLessThan(20);
	});
});

describe('rubbish in a list', () => {
	const RUBBISH = [null, 5, 'text', [], [[1]], {}, { order_id: '' }, { order_id: {} }, true];

	test('is counted once and left out, without another request', async () => {
		const list = [...RUBBISH.slice(0, 4), ...rowsOf(ALL.slice(0, 2)), ...RUBBISH.slice(4)];
		const { ids, pages, found } = await searchIn(() => ({ total: list.length, data_list: list }));
		expect(ids).toEqual(orders(2));
		expect(found).toMatchObject({ unreadable: RUBBISH.length, missing: 0 });
		expect(pages).toEqual([1]);
	});

	test('is counted once, however often the list is read', async () => {
		const rows = [null, ...rowsOf(['A001'])];
		const server: Server = (page) => ({ total: 9, data_list: page === 1 ? rows : [] });
		const { found } = await searchIn(server);
		expect(found).toMatchObject({ unreadable: 1, missing: 7 });
	});

	test('an order with an invalid id is still listed', async () => {
		const strange = ['a/b', 'search', '../x', '"><b>', '8190439416163295'];
		expect((await searchIn(() => pageOf(strange, 1))).ids).toEqual(strange);
	});

	test.each([
		['no result', null],
		['a list that is text', { total: 1, data_list: 'none' }],
		['no list, but a total', { total: 5 }],
		['a list without a list', { rows: [] }],
	])('%s is no list of orders', async (_, result) => {
		const { outcome } = await searchIn(() => result);
		expect(outcome).toMatchObject({ ok: false, failure: { kind: 'invalid_response' } });
	});
});

describe('bounds of time', () => {
	const day = (number: number) => Date.UTC(2026, 10, number);
	const placed = (ids: readonly string[]) =>
		ids.map((order_id, at) => ({ order_id, gmt_order_create: day(at + 1) }));
	const query = { ...QUERY, placedAfter: day(10), placedBefore: day(12) };
	const tenth = ['A010', 'A011', 'A012'];

	test('that the server ignores are applied all the same, both inclusive', async () => {
		const { ids } = await searchIn(() => ({ total: 30, data_list: placed(orders(30)) }), { query });
		expect(ids).toEqual(tenth);
	});

	test('let in an order that does not say when it was placed', async () => {
		const { ids } = await searchIn(() => ({ total: 1, data_list: rowsOf(['A001']) }), { query });
		expect(ids).toEqual(['A001']);
	});

	test('that the server ignores do not use up the limit', async () => {
		const server: Server = () => ({ total: 30, data_list: placed(orders(30)) });
		const { ids } = await searchIn(server, { query, limit: 2 });
		expect(ids).toEqual(tenth.slice(0, 2));
	});
});

describe('a list without end', () => {
	const endless: Server = (page) => ({ total: 1e9, data_list: rowsOf(orders(1, `P${page}-`)) });

	test('is read for 1,000 pages, and said to be incomplete', async () => {
		const { ids, pages, found } = await searchIn(endless);
		expect(pages).toHaveLength(1000);
		expect(ids).toHaveLength(1000);
		expect(found.isComplete).toBe(false);
	});

	test('a list of exactly 1,000 pages is complete', async () => {
		const { found } = await searchIn((page) => pageOf(orders(1000), page, { size: 1 }));
		expect(found.orders).toHaveLength(1000);
		expect(found.isComplete).toBe(true);
	});
});

test('a failure on the first page fails the search', async () => {
	const { outcome, pages } = await searchIn(() => 2001000);
	expect(outcome).toMatchObject({ ok: false, failure: { kind: 'unknown_mall' } });
	expect(pages).toEqual([1]);
});

test('a failure on a later page loses nothing that was found before', async () => {
	const { ids, found, pages } = await searchIn((page) =>
		page === 2 ? 2001000 : pageOf(ALL, page),
	);
	expect(ids).toEqual(orders(50));
	expect(found).toMatchObject({ failure: { kind: 'unknown_mall' }, missing: 0, isComplete: true });
	expect(pages).toEqual([1, 2]);
});
