import { RateLimiter } from '../../client/rateLimiter';
import type { CursorReading } from '../../client/search';
import { searchOrders } from '../../client/searchOrders';
import type { Pace } from '../../providers/call';
import { err, ok, type Failure } from '../../providers/failure';
import type { OrderSearch, SearchQuery } from '../../providers/search';
import { tuya } from '../../providers/tuya';
import { EMPTY_ORDER, type Order } from '../../order/order';
import { systemRuntime } from '../../http/runtime';
import { VirtualClock } from '../../tools/bench/limits/virtualClock';
import { firstPage, queryOf, signing, valueOf } from '../providers/calls.support';
import { callContext, lastingSession } from './context.support';

interface Page {
	readonly ids?: readonly string[];
	readonly next?: string | null;
	readonly completeTo?: number;
	readonly refusal?: Failure['kind'];
	/** Calls a second, in a header. */
	readonly rate?: string;
}
/** What a server answers; `call` counts the requests from 1. */
type Server = (cursor: string, call: number) => Page;

const CREDENTIALS = signing('https://shop.example');
const QUERY: SearchQuery = firstPage(queryOf('shop', ''));
/** By the times that the orders of the lists below have. */
const orderOf = (order_id: string): Order => ({
	...EMPTY_ORDER,
	order_id,
	updated_at: order_id.startsWith('old') ? '2026-01-01T00:00:00.000Z' : '2026-02-01T00:00:00.000Z',
});

/** A search in a list with cursors; only the connection to the server is replaced. */
function list(server: Server, pace?: Pace) {
	const clock = new VirtualClock();
	const cursors: string[] = [];
	const sizes = new Set<number>();
	const search: OrderSearch<unknown> = {
		hasCursor: true,
		pageSize: 100,
		...(pace ? { pace } : {}),
		rateIn: ({ headers }) => Number(headers?.['x-rate'] ?? 0),
		statusesOf: () => [''],
		validate: ok,
		request: ({ cursor, pageSize }) => {
			sizes.add(pageSize);
			return { method: 'GET', url: `https://shop.example/?c=${cursor}`, headers: {}, body: '' };
		},
		response: ({ body }) => {
			const { ids = [], next = null, completeTo, refusal } = body as Page;
			if (refusal)
				return err({ kind: refusal, message: refusal, description: '', httpStatus: 400 });
			const orders = ids.map((orderId) => ({ orderId, raw: {}, payload: orderId }));
			const page = { total: null, orders, unreadable: 0, cursor: next };
			return ok({ raw: body, payload: completeTo ? { ...page, completeTo } : page });
		},
		normalize: (_, { orderId }) => orderOf(orderId),
	};
	const { monotonic, sleep } = clock;
	const runtime = { ...systemRuntime, random: () => 0, monotonic, sleep };
	const limiter = new RateLimiter(clock, pace);
	const context = callContext({
		session: lastingSession(CREDENTIALS),
		rateLimiterOf: () => limiter,
		http: {
			send: async ({ url }: { url: string }) => {
				const cursor = new URL(url).searchParams.get('c') ?? '';
				cursors.push(cursor);
				const page = server(cursor, cursors.length);
				const headers = { 'x-rate': page.rate ?? '' };
				const reply = { status: 200, retryAfter: null, headers, text: JSON.stringify(page) };
				return await Promise.resolve({ ok: true as const, ...reply });
			},
		},
		runtime,
	});
	return {
		clock,
		cursors,
		sizes,
		limiter,
		find: async ({
			limit = Infinity,
			query = QUERY,
			reading,
		}: { limit?: number; query?: SearchQuery; reading?: CursorReading } = {}) => {
			const provider = { ...tuya, search };
			const keep = ({ orderId }: { readonly orderId: string }) => orderId;
			const request = { provider, query, timeout: 1000, maxRetries: 4, limit, keep };
			const found = searchOrders(reading ? { ...request, reading } : request, context);
			await clock.pass();
			return valueOf(await found);
		},
	};
}

/** Pages by their cursors; the first one is at ''. */
const pages =
	(all: Readonly<Record<string, Page>>): Server =>
	(cursor) =>
		all[cursor] ?? { refusal: 'invalid_parameter' };

test('each page names the next one, and the last one none', async () => {
	const { find, cursors, sizes } = list(
		pages({ '': { ids: ['a', 'b'], next: 'two', completeTo: 7 }, two: { ids: ['c'] } }),
	);
	expect(await find()).toMatchObject({
		orders: ['a', 'b', 'c'],
		isComplete: true,
		failure: null,
		list: { pages: 2, next: null, completeTo: 7, waited: 0, isRepeating: false },
	});
	expect(cursors).toEqual(['', 'two']);
	expect([...sizes]).toEqual([100]);
});

test('an empty page that names another one does not end the list', async () => {
	const { find } = list(pages({ '': { next: '2' }, '2': { ids: ['a'], next: '3' }, '3': {} }));
	expect(await find()).toMatchObject({ orders: ['a'], list: { pages: 3, next: null } });
});

test.each<[string, Server, number]>([
	['a cursor that it gave before', () => ({ ids: ['a'], next: 'same' }), 2],
	['twice in a row no order that is new', (_, call) => ({ ids: ['a'], next: `${call}` }), 3],
])('a list that gives %s has ended', async (_, server, calls) => {
	const { find, cursors } = list(server);
	expect(await find()).toMatchObject({ orders: ['a'], list: { isRepeating: true, next: '' } });
	expect(cursors).toHaveLength(calls);
});

test('an order that moves to a later page is found once', async () => {
	const { find } = list(pages({ '': { ids: ['a', 'b'], next: '2' }, '2': { ids: ['b', 'c'] } }));
	expect((await find()).orders).toEqual(['a', 'b', 'c']);
});

test('no page is read once there are enough orders', async () => {
	const { find, cursors } = list(
		pages({ '': { ids: ['a', 'b'], next: '2' }, '2': { ids: ['c'] } }),
	);
	expect(await find({ limit: 1 })).toMatchObject({ orders: ['a'], list: { next: '2' } });
	expect(cursors).toEqual(['']);
});

describe('a cursor that has expired', () => {
	test('begins the list once more, from its first page', async () => {
		const server: Server = (cursor, call) =>
			call === 2
				? { refusal: 'invalid_parameter' }
				: cursor
					? { ids: ['b'] }
					: { ids: ['a'], next: '2' };
		const { find, cursors } = list(server);
		expect(await find()).toMatchObject({ orders: ['a', 'b'], failure: null, list: { next: null } });
		expect(cursors).toEqual(['', '2', '', '2']);
	});

	test('is a failure the second time, with what was found before', async () => {
		const { find, cursors } = list(pages({ '': { ids: ['a'], next: 'gone' } }));
		expect(await find()).toMatchObject({
			orders: ['a'],
			failure: { kind: 'invalid_parameter' },
			list: { next: 'gone' },
		});
		expect(cursors).toEqual(['', 'gone', '', 'gone']);
	});

	test('since the last poll begins the list once more as well', async () => {
		const { find, cursors } = list(pages({ '': { ids: ['a'], completeTo: 9 } }));
		const reading = { cursor: 'kept', mostPages: 9, mayWait: true };
		expect(await find({ reading })).toMatchObject({ orders: ['a'], list: { completeTo: 9 } });
		expect(cursors).toEqual(['kept', '']);
	});
});

test('a refused first page fails the search; without a cursor it is not requested again', async () => {
	const { find, cursors } = list(() => ({ refusal: 'invalid_parameter' }));
	await expect(find()).rejects.toThrow('invalid_parameter');
	expect(cursors).toEqual(['']);
});

test('a list that ignores the bound of the last change is filtered', async () => {
	const { find } = list(pages({ '': { ids: ['old1', 'new1'] } }));
	const query = { ...QUERY, updatedAfter: Date.UTC(2026, 0, 15) };
	expect((await find({ query })).orders).toEqual(['new1']);
});

describe('with a pace', () => {
	const PACE = { name: 'list', perSecond: 0.01, burst: 3 };
	const endless: Server = (_, call) => ({ ids: [`o${call}`], next: `${call}` });

	test('waits for it, and says for how long', async () => {
		const { find, clock } = list(endless, PACE);
		expect(await find({ limit: 4 })).toMatchObject({ list: { pages: 4, waited: 210_000 } });
		expect(clock.monotonic()).toBe(210_000);
	});

	test.each([
		['0.02', 52_500],
		['0', 105_000],
		['fast', 105_000],
	])('takes the rate %j that a reply states', async (rate, waited) => {
		const { find } = list((cursor, call) => ({ ...endless(cursor, call), rate }), PACE);
		expect(await find({ limit: 3 })).toMatchObject({ list: { waited } });
	});

	test('goes on after two refusals that are minutes apart', async () => {
		const slow = { ...PACE, perSecond: 0.0056 };
		const { find, clock } = list(
			(_, call) => (call < 3 ? { refusal: 'throttled' } : { ids: ['a'] }),
			slow,
		);
		expect((await find()).orders).toEqual(['a']);
		expect(clock.monotonic()).toBe(2 * 187_500);
	});

	test('ends where it may not wait, without a call that the pace forbids', async () => {
		const { find, cursors } = list(endless, PACE);
		const reading = { cursor: '', mostPages: 10, mayWait: false };
		expect(await find({ reading })).toMatchObject({ list: { pages: 2, next: '2', waited: 0 } });
		expect(await find({ reading: { ...reading, cursor: '2' } })).toMatchObject({
			orders: [],
			list: { pages: 0, next: '2' },
		});
		expect(cursors).toEqual(['', '1']);
	});
});
