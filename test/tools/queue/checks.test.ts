import { checkRenewals, checkRows, since } from '../../e2e/queue/checks';

const counts = { orders: 0, rejectedOrders: 0, renewals: 0, rejectedRenewals: 0 };
const row = (id: string, line: number) => ({ order_id: id, item_key: `${id}:${line}` });

describe('checking the rows', () => {
	const batches = [[{ order_id: 'a' }, { order_id: 'b' }], [{ order_id: 'c' }]];
	const lines = [1, 2, 1];
	const a = row('a', 1);
	const b = [row('b', 1), row('b', 2)];
	const c = row('c', 1);

	test('counts the rows when each order has its own', () => {
		expect(checkRows({ batches, lines, answers: [[a, ...b], [c]] })).toBe(4);
		expect(checkRows({ batches, lines, answers: [[...b, a], [c]] })).toBe(4);
	});

	test.each([
		{ title: 'a missing order', answers: [[...b], [c]] },
		{ title: 'a missing line', answers: [[a, row('b', 1)], [c]] },
		{ title: 'a line too many', answers: [[a, ...b, row('b', 3)], [c]] },
		{ title: 'a duplicated row', answers: [[a, a, ...b], [c]] },
		{ title: 'a row in the response of another execution', answers: [[a, ...b, c], []] },
		{
			title: 'a row of an order that was not requested',
			answers: [
				[a, ...b],
				[c, row('d', 1)],
			],
		},
		{ title: 'an execution without a response', answers: [[a, ...b]] },
	])('fails for $title', ({ answers }) => {
		expect(() => checkRows({ batches, lines, answers })).toThrow();
	});

	test('fails for orders that are not all different', () => {
		const twice = [[{ order_id: 'a' }], [{ order_id: 'a' }]];
		expect(() => checkRows({ batches: twice, lines: [1, 1], answers: [[a], [a]] })).toThrow(
			'the requested orders are all different',
		);
	});
});

describe('checking the renewals', () => {
	const expected = { orders: 250, expiries: 3 };

	test.each([2, 3, 4, 12])('%d renewals suffice for three expiries', (renewals) => {
		expect(() => checkRenewals({ ...counts, orders: 250, renewals }, expected)).not.toThrow();
	});

	test.each([
		{ title: 'an order that was not fetched', orders: 249, renewals: 3, expiries: 3 },
		{ title: 'an order that was fetched twice', orders: 251, renewals: 3, expiries: 3 },
		{ title: 'a round without an expiry', orders: 250, renewals: 1, expiries: 0 },
		{ title: 'a single expiry without a renewal', orders: 250, renewals: 0, expiries: 1 },
		{ title: 'two expiries without a renewal', orders: 250, renewals: 1, expiries: 3 },
	])('fails for $title', ({ orders, renewals, expiries }) => {
		expect(() =>
			checkRenewals({ ...counts, orders, renewals }, { orders: 250, expiries }),
		).toThrow();
	});

	test('counts only what happened since the round began', () => {
		const before = { orders: 250, rejectedOrders: 4, renewals: 3, rejectedRenewals: 1 };
		const after = { orders: 500, rejectedOrders: 9, renewals: 5, rejectedRenewals: 1 };
		expect(since(before, after)).toEqual({
			orders: 250,
			rejectedOrders: 5,
			renewals: 2,
			rejectedRenewals: 0,
		});
	});
});
