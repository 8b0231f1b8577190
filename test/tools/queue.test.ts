import { checkRenewals, checkRows } from '../e2e/queue/checks';
import {
	batchesOf,
	expiriesIn,
	ORDERS_PER_EXECUTION,
	ordersOf,
	problemOf,
} from '../e2e/queue/plan';
import { parseOptions } from '../../tools/options.cjs';

const MALL = { mallCode: 'M', siteCode: 'S' };

describe('the plan of the queue test', () => {
	test.each([
		[501, 100, 2, '--orders must be even'],
		[2000, 99, 2, '--calls-per-token must be at least 100'],
		[2000, 199, 4, '--calls-per-token must be at least 200'],
		[200, 100, 2, 'less than half of --orders'],
		[500, 2000, 2, 'less than half of --orders'],
	])('%i orders, %i calls per token, %i workers: %s', (orders, callsPerToken, workers, problem) => {
		expect(problemOf({ orders, callsPerToken, workers })).toContain(problem);
	});

	test('tokens expire in each round of every plan that works, the default among them', () => {
		const { orders: most, 'calls-per-token': calls, workers } = parseOptions('queue', []);
		const plans = [{ orders: most, callsPerToken: calls, workers }];
		for (let orders = 202; orders <= 700; orders += 2) {
			for (let callsPerToken = 100; callsPerToken < orders / 2; callsPerToken += 7)
				plans.push({ orders, callsPerToken, workers });
		}
		const idle = plans.filter(
			(plan) => problemOf(plan) ?? [0, 1, 2, 3, 4].some((round) => expiriesIn(plan, round) < 1),
		);
		expect(idle).toEqual([]);
	});

	test('half of the orders are of each provider, no two rounds share one, and no execution loses one', () => {
		const rounds = [...ordersOf(MALL, 500, 0), ...ordersOf(MALL, 500, 500)];
		expect(rounds.filter(({ provider }) => provider === 'tuya')).toHaveLength(500);
		expect(new Set(rounds.map(({ order_id: id }) => id)).size).toBe(1000);
		for (const count of [1, 50, 51, 500]) {
			const orders = ordersOf(MALL, count, 0);
			expect(batchesOf(orders).flat()).toEqual(orders);
			expect(batchesOf(orders)).toHaveLength(Math.ceil(count / ORDERS_PER_EXECUTION));
		}
	});
});

describe('checking the rows', () => {
	const row = (id: string, line: number) => ({ order_id: id, item_key: `${id}:${line}` });
	const batches = [[{ order_id: 'a' }, { order_id: 'b' }], [{ order_id: 'c' }]];
	const lines = [1, 2, 1];
	const [a, c, d] = [row('a', 1), row('c', 1), row('d', 1)];
	const b = [row('b', 1), row('b', 2)];

	test('counts the rows when each order has its own', () => {
		expect(checkRows({ batches, lines, answers: [[...b, a], [c]] })).toBe(4);
	});

	test.each([
		['a missing order', [b, [c]]],
		['a missing line', [[a, row('b', 1)], [c]]],
		['a line too many', [[a, ...b, row('b', 3)], [c]]],
		['a duplicated row', [[a, a, ...b], [c]]],
		['a row in the response of another execution', [[a, ...b, c], []]],
		['a row of an order that was not requested', [[a, ...b], [c].concat(d)]],
		['an execution without a response', [[a, ...b]]],
	])('fails for %s', (_title, answers) => {
		expect(() => checkRows({ batches, lines, answers })).toThrow();
	});

	test('fails for orders that are not all different', () => {
		const twice = [[{ order_id: 'a' }], [{ order_id: 'a' }]];
		const check = () => checkRows({ batches: twice, lines: [1, 1], answers: [[a], [a]] });
		expect(check).toThrow('the requested orders are all different');
	});
});

describe('checking the renewals', () => {
	const check = (orders: number, renewals: number, expiries: number) => () =>
		checkRenewals({ orders, renewals }, { orders: 250, expiries });

	test.each([2, 3, 12])('%d renewals suffice for three expiries', (renewals) => {
		expect(check(250, renewals, 3)).not.toThrow();
	});

	test.each([
		['an order that was not fetched', 249, 3, 3],
		['an order that was fetched twice', 251, 3, 3],
		['a round without an expiry', 250, 1, 0],
		['a single expiry without a renewal', 250, 0, 1],
		['two expiries without a renewal', 250, 1, 3],
	])('fails for %s', (_title, orders, renewals, expiries) => {
		expect(check(orders, renewals, expiries)).toThrow();
	});
});
