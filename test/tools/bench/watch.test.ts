import { arriving, watchedOrders } from '../../../tools/bench/watch/orders';
import {
	callsSince,
	fastest,
	problemOf,
	watchTable,
	type RunCost,
} from '../../../tools/bench/watch/report';

describe('the watched orders', () => {
	test.each(['tuya', 'aliexpress'] as const)('of %s differ in their ids', (provider) => {
		const ids = watchedOrders(provider, 1000).map(({ orderId }) => orderId);
		expect(new Set(ids).size).toBe(1000);
	});

	test('were placed within the default of Look Back (Days)', () => {
		const ages = watchedOrders('tuya', 1000).map(({ age }) => age);
		expect(Math.min(...ages)).toBeGreaterThan(0);
		expect(Math.max(...ages)).toBeLessThan(30 * 86_400_000);
	});

	test('are a month’s: most are completed, a fifth is on the way', () => {
		const stands = watchedOrders('tuya', 1000).map(({ stand }) => stand);
		const times = (stand: string): number => stands.filter((each) => each === stand).length;
		expect(['onTheWay', 'completed', 'paid', 'canceled'].map(times)).toEqual([200, 650, 100, 50]);
	});

	test.each([
		[1000, 10],
		[100, 1],
		[1, 1],
	])('of %d of them %d arrive, and were on the way', (orders, arrived) => {
		const watched = watchedOrders('tuya', orders);
		const onTheWay = watched.filter(({ stand }) => stand === 'onTheWay');
		const ids = arriving(watched);
		expect(ids).toHaveLength(arrived);
		expect(onTheWay.map(({ orderId }) => orderId)).toEqual(expect.arrayContaining([...ids]));
	});
});

const cost = (reported: readonly string[] = []): RunCost => ({
	calls: { list: 20, order: 1000, token: 1 },
	seconds: 1.26,
	reported,
});

describe('a run', () => {
	test('costs the calls since the one before', () => {
		const before = { list: 20, order: 1000, token: 1 };
		const after = { list: 40, order: 1010, token: 1 };
		expect(callsSince(before, after)).toEqual({ list: 20, order: 10, token: 0 });
	});

	test('is right when it reports what changed, in any order', () => {
		expect(problemOf(cost(['2', '1']), ['1', '2'])).toBeNull();
	});

	test.each<[reported: string[], problem: string]>([
		[['1'], '1 orders were not reported, 0 should not have been'],
		[['1', '2', '3'], '0 orders were not reported, 1 should not have been'],
		[['1', '3'], '1 orders were not reported, 1 should not have been'],
	])('that reports %j for 1 and 2 is wrong', (reported, problem) => {
		expect(problemOf(cost(reported), ['1', '2'])).toBe(problem);
	});
});

test('of several measurements the fastest first run and the fastest second one count', () => {
	const measured = (first: number, second: number) => ({
		title: 'Title',
		provider: 'tuya' as const,
		roundTrip: 0,
		first: { ...cost(), seconds: first },
		second: { ...cost(), seconds: second },
	});
	const all = [measured(3, 2), measured(1, 3), measured(2, 1)];
	expect(fastest(all)).toEqual(measured(1, 1));
});

test('each run is a line of the table, with its calls and their sum', () => {
	const table = watchTable([
		{ title: 'Title', provider: 'tuya', roundTrip: 150, first: cost(), second: cost(['1']) },
	]);
	const rows = table.replace(/ +/g, ' ').split('\n').slice(2);
	expect(rows).toEqual([
		'| Title | Tuya | 150 | first | 20 | 1,000 | 1 | 1,021 | 1.3 | 0 |',
		'| Title | Tuya | 150 | second | 20 | 1,000 | 1 | 1,021 | 1.3 | 1 |',
	]);
});
