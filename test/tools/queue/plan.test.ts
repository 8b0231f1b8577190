import {
	batchesOf,
	expiriesIn,
	ORDERS_PER_EXECUTION,
	ordersOf,
	problemOf,
} from '../../e2e/queue/plan';
import { parseOptions } from '../../../tools/options.cjs';

const MALL = { mallCode: 'M', siteCode: 'S' };

describe('the options of the queue test', () => {
	test.each([
		{ orders: 2000, callsPerToken: 400 },
		{ orders: 500, callsPerToken: 100 },
		{ orders: 202, callsPerToken: 100 },
	])('$orders orders with $callsPerToken calls per token work', (plan) => {
		expect(problemOf(plan)).toBeNull();
	});

	test('the defaults work', () => {
		const { orders, 'calls-per-token': callsPerToken } = parseOptions('queue', []);
		expect(problemOf({ orders, callsPerToken })).toBeNull();
	});

	test.each([
		{ orders: 501, callsPerToken: 100, problem: '--orders must be even' },
		{ orders: 2000, callsPerToken: 99, problem: '--calls-per-token must be at least 100' },
		{ orders: 200, callsPerToken: 100, problem: 'less than half of --orders' },
		{ orders: 500, callsPerToken: 2000, problem: 'less than half of --orders' },
	])('$orders orders with $callsPerToken calls per token: $problem', ({ problem, ...plan }) => {
		expect(problemOf(plan)).toContain(problem);
	});
});

describe('the number of expiries', () => {
	test.each([
		{ orders: 2000, callsPerToken: 400, expected: [2, 3, 2] },
		{ orders: 500, callsPerToken: 100, expected: [2, 3, 2] },
		{ orders: 202, callsPerToken: 100, expected: [1, 1, 1] },
	])('$orders orders with $callsPerToken calls per token', ({ expected, ...plan }) => {
		expect(expected.map((_, round) => expiriesIn(plan, round))).toEqual(expected);
	});

	test('tokens expire in each round of every plan that works', () => {
		for (let orders = 202; orders <= 700; orders += 2) {
			for (let callsPerToken = 100; callsPerToken < orders / 2; callsPerToken += 7) {
				expect(problemOf({ orders, callsPerToken })).toBeNull();
				for (let round = 0; round < 5; round++) {
					expect(expiriesIn({ orders, callsPerToken }, round)).toBeGreaterThan(0);
				}
			}
		}
	});
});

test('half of the orders are of each provider, and no two rounds share one', () => {
	const rounds = [...ordersOf(MALL, 500, 0), ...ordersOf(MALL, 500, 500)];
	expect(rounds.filter(({ provider }) => provider === 'tuya')).toHaveLength(500);
	expect(new Set(rounds.map(({ order_id: id }) => id)).size).toBe(1000);
	expect(rounds.slice(0, 2)).toEqual([
		{ provider: 'aliexpress', order_id: '8100000000000000' },
		{ provider: 'tuya', order_id: 'SO0000000001', mall_code: 'M', site_code: 'S' },
	]);
});

test.each([1, 50, 51, 500])('%d orders are split into executions without losing one', (count) => {
	const orders = ordersOf(MALL, count, 0);
	const batches = batchesOf(orders);
	expect(batches.flat()).toEqual(orders);
	expect(batches).toHaveLength(Math.ceil(count / ORDERS_PER_EXECUTION));
});
