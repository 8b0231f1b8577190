import type { WatchState } from '../../../changes/watchList';
import { readWatchState, toStored } from '../../../changes/watchState';
import { RateLimiter } from '../../../client/rateLimiter';
import { systemRuntime } from '../../../http/runtime';
import { newestOrder } from '../../../nodes/OrderTrigger/newestOrder';
import { pollChanges } from '../../../nodes/OrderTrigger/pollChanges';
import type { Order } from '../../../order/order';
import { DAY } from '../../../order/time';
import type { ListedPage, PageQuery } from '../../../providers/search';
import { DEFAULT_LIMITS } from '../../../nodes/shared/options';
import { NO_ORDER } from '../../order/order.support';
import { valueOf } from '../../providers/calls.support';
import { LIST_OF_CHANGES, watchOf } from './shop.support';

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 1, 12);
const iso = (time: number): string => new Date(time).toISOString();

interface Real {
	readonly placedAt: number;
	readonly changedAt: number;
	readonly status: 'processing' | 'completed';
}

/** A shop whose list of changes has pages of two orders and is two minutes behind. */
function openShop(pace = { name: 'list', perSecond: 1, burst: 50 }) {
	const orders = new Map<string, Real>();
	const asked: PageQuery[] = [];
	const fetched: string[] = [];
	let answer: ((query: PageQuery) => ListedPage<Order> | null) | undefined;
	let now = START;
	let state: WatchState | null = null;
	const order = (id: string) => {
		const { placedAt = 0, changedAt = 0, status = 'processing' } = orders.get(id) ?? {};
		const paid = { payment_status: 'paid', fulfillment_status: 'unfulfilled' } as const;
		const times = { created_at: iso(placedAt), updated_at: iso(changedAt) };
		const ids = { provider: 'shop', order_id: id };
		return { ...NO_ORDER, ...ids, ...times, order_status: status, ...paid };
	};
	const page = ({ cursor, placedAfter, placedBefore, updatedAfter }: PageQuery) => {
		const ids = [...orders].flatMap(([id, { placedAt, changedAt }]) =>
			changedAt <= now - 2 * MINUTE &&
			changedAt >= (updatedAfter ?? 0) &&
			placedAt >= (placedAfter ?? 0) &&
			placedAt <= (placedBefore ?? Infinity)
				? [id]
				: [],
		);
		const from = Number(cursor);
		const shown = ids.slice(from, from + 2);
		return {
			total: null,
			orders: shown.map((orderId) => ({ orderId, raw: {}, payload: order(orderId) })),
			unreadable: 0,
			cursor: from + 2 < ids.length ? String(from + 2) : null,
			completeTo: now - 2 * MINUTE,
		};
	};
	const runtime = { ...systemRuntime, now: () => now, monotonic: () => now };
	const limiters = new Map<string | undefined, RateLimiter>();
	const watch = watchOf(
		{
			order: (orderId) => {
				fetched.push(orderId);
				return order(orderId);
			},
			page: (query) => {
				asked.push(query);
				return answer ? answer(query) : page(query);
			},
			list: { ...LIST_OF_CHANGES, pace },
		},
		{
			http: {
				send: async () =>
					await Promise.resolve({ ok: true, status: 200, retryAfter: null, text: '{}' }),
			},
			rateLimiterOf: (of) => {
				const known = limiters.get(of?.name) ?? new RateLimiter(runtime, of && pace);
				limiters.set(of?.name, known);
				return known;
			},
			runtime,
		},
		{ limits: { ...DEFAULT_LIMITS, notShippedAfter: 3 } },
	);
	return {
		asked,
		page,
		fetched,
		put: (id: string, status: Real['status'] = 'processing', placedAt = now): void => {
			const known = orders.get(id)?.placedAt ?? placedAt;
			orders.set(id, { placedAt: known, changedAt: Math.max(placedAt, now), status });
		},
		/** An order that nobody has touched since it was placed. */
		old: (id: string, placedAt: number): void =>
			void orders.set(id, { placedAt, changedAt: placedAt, status: 'processing' }),
		answer: (by?: typeof answer): void => {
			answer = by;
		},
		pass: (minutes: number): void => {
			now += minutes * MINUTE;
		},
		now: () => now,
		state: () => state,
		/** Polls, as n8n would do with what it has stored; gives the ids and their changes. */
		poll: async () => {
			asked.length = 0;
			const polled = valueOf(await pollChanges(watch, state, now, new Set()));
			if (polled.state) {
				const stored: unknown = JSON.parse(JSON.stringify(toStored('w', polled.state)));
				state = readWatchState(stored, 'w', 'shop');
			}
			return polled.items.map(({ json }) => [json.order_id, json.change]);
		},
		sentences: async () => valueOf(await pollChanges(watch, state, now, new Set())).sentences,
		runManually: async () => {
			asked.length = 0;
			return await newestOrder(watch);
		},
	};
}

describe('the first poll', () => {
	test('reads the last day first, then longer and longer parts, and reports nothing', async () => {
		const shop = openShop();
		for (const days of [0.5, 2, 10, 25, 40]) shop.old(`of ${days} days`, START - days * DAY);
		expect(await shop.poll()).toEqual([]);
		expect(shop.asked.map(({ placedAfter, placedBefore }) => [placedAfter, placedBefore])).toEqual([
			[START - DAY, null],
			[START - 4 * DAY, START - DAY],
			[START - 16 * DAY, START - 4 * DAY],
			[START - 30 * DAY, START - 16 * DAY],
		]);
		expect([...(shop.state()?.orders.keys() ?? [])]).toHaveLength(4);
		expect(shop.state()?.since).toBe(START - 2 * MINUTE);
	});

	test('reads no more than ten pages', async () => {
		const shop = openShop();
		for (let each = 0; each < 30; each++) shop.old(`O${each}`, START - DAY / 2);
		await shop.poll();
		expect(shop.asked).toHaveLength(10);
		expect(shop.state()?.orders.size).toBe(20);
	});

	test('is postponed if the pace does not allow a call', async () => {
		const shop = openShop({ name: 'list', perSecond: 0.01, burst: 2 });
		shop.old('O1', START - DAY / 2);
		await shop.runManually();
		expect(await shop.poll()).toEqual([]);
		expect([shop.asked.length, shop.state()]).toEqual([0, null]);
		shop.pass(2);
		await shop.poll();
		expect(shop.state()?.orders.size).toBe(1);
	});
});

describe('later polls', () => {
	test('ask for what has changed since the last answer, and ten minutes more', async () => {
		const shop = openShop();
		await shop.poll();
		shop.pass(5);
		await shop.poll();
		const { placedAfter, updatedAfter } = shop.asked[0] ?? {};
		expect([placedAfter, updatedAfter]).toEqual([null, START - 12 * MINUTE]);
		shop.pass(5);
		await shop.poll();
		expect(shop.asked[0]?.updatedAfter).toBe(START - 7 * MINUTE);
		expect(shop.asked).toHaveLength(1);
	});

	test('report each change once, and fetch no order', async () => {
		const shop = openShop();
		shop.old('O1', START - DAY);
		await shop.poll();
		shop.put('O1', 'completed');
		shop.pass(5);
		expect(await shop.poll()).toEqual([['O1', 'order_status']]);
		shop.pass(5);
		expect(await shop.poll()).toEqual([]);
		expect(shop.fetched).toEqual([]);
	});

	test('report an order of the two minutes before the first one as new', async () => {
		const shop = openShop();
		shop.old('late', START - MINUTE);
		shop.old('before', START - 2 * MINUTE - 1);
		await shop.poll();
		shop.pass(5);
		expect(await shop.poll()).toEqual([['late', 'new']]);
	});

	test('remember silently an order from before the first one that it did not reach', async () => {
		const shop = openShop();
		for (let each = 0; each < 30; each++) shop.old(`O${each}`, START - DAY / 2);
		await shop.poll();
		shop.put('O29', 'completed');
		shop.pass(5);
		expect(await shop.poll()).toEqual([]);
		shop.put('O29', 'processing');
		shop.pass(5);
		expect(await shop.poll()).toEqual([['O29', 'order_status']]);
	});

	test('go on where the pace ended the previous one, with the same bound', async () => {
		const shop = openShop({ name: 'list', perSecond: 1 / 600, burst: 6 });
		await shop.poll();
		for (const id of ['A', 'B', 'C', 'D', 'E']) shop.put(id);
		shop.pass(5);
		expect(await shop.poll()).toHaveLength(2);
		const { bound, cursor } = shop.state()?.list ?? {};
		expect([bound, cursor]).toEqual([START - 2 * MINUTE, '2']);
		expect(await shop.poll()).toEqual([]);
		expect(shop.asked).toEqual([]);
		shop.pass(30);
		expect((await shop.poll()).map(([id]) => id)).toEqual(['C', 'D', 'E']);
		expect(shop.asked.map((query) => [query.cursor, query.updatedAfter])).toEqual([
			['2', START - 12 * MINUTE],
			['4', START - 12 * MINUTE],
		]);
		expect(shop.state()?.list).toMatchObject({ cursor: '', bound: START + 3 * MINUTE });
	});

	test('restart a list whose cursor has expired', async () => {
		const shop = openShop({ name: 'list', perSecond: 1 / 600, burst: 6 });
		await shop.poll();
		for (const id of ['A', 'B', 'C']) shop.put(id);
		shop.pass(5);
		await shop.poll();
		shop.pass(1441);
		const { page } = shop;
		shop.answer((query) => (shop.asked.length === 1 ? null : page(query)));
		expect((await shop.poll()).map(([id]) => id)).toEqual(['C']);
		expect(shop.asked.map(({ cursor }) => cursor)).toEqual(['2', '', '2']);
		expect(shop.state()?.list).toMatchObject({ cursor: '', bound: shop.now() - 2 * MINUTE });
	});

	test('keep the bound of a list that goes nowhere, and say so', async () => {
		const shop = openShop();
		await shop.poll();
		shop.answer(() => ({ total: null, orders: [], unreadable: 0, cursor: 'again' }));
		shop.pass(5);
		await shop.poll();
		expect(shop.state()?.list).toMatchObject({ bound: START - 2 * MINUTE, cursor: '' });
		expect((await shop.sentences()).join(' ')).toContain('gave the same orders again');
	});

	test('fetch an order whose time for attention has come, though no list shows it', async () => {
		const shop = openShop();
		shop.old('O1', START - DAY);
		await shop.poll();
		shop.pass(1440);
		expect(await shop.poll()).toEqual([]);
		expect(shop.fetched).toEqual([]);
		shop.pass(1441);
		expect(await shop.poll()).toEqual([['O1', 'attention']]);
		expect(shop.fetched).toEqual(['O1']);
	});
});

describe('a manual run', () => {
	test('asks for a page of the last day, then for one of the look-back', async () => {
		const shop = openShop();
		shop.old('O1', START - 20 * DAY);
		expect(await shop.runManually()).toMatchObject({ value: [{ json: { order_id: 'O1' } }] });
		expect(shop.asked.map(({ placedAfter }) => placedAfter)).toEqual([
			START - DAY,
			START - 30 * DAY,
		]);
		shop.old('O2', START - DAY / 2);
		expect(await shop.runManually()).toMatchObject({ value: [{ json: { order_id: 'O2' } }] });
		expect(shop.asked).toHaveLength(1);
		expect(shop.fetched).toEqual([]);
	});

	test('says when the list can be read where its pace does not allow it', async () => {
		const shop = openShop({ name: 'list', perSecond: 0.01, burst: 2 });
		shop.old('O1', START - DAY / 2);
		await shop.runManually();
		expect(await shop.runManually()).toMatchObject({
			failure: {
				kind: 'throttled',
				message: 'Shop rate limit reached',
				description:
					'Shop accepts no requests of this account for the next 2 minutes. Run the workflow again later.',
			},
		});
	});
});
