import type { INodeExecutionData } from 'n8n-workflow';

import {
	faultsOf,
	heldOf,
	reasonsOf,
	renewalFaultsOf,
	soak,
	verdict,
	wantedOrders,
	type Asked,
} from './soak.support';
import type { Row } from './faultTable.support';

/** For more, set SOAK_ORDERS and SOAK_SEED. */
const { SOAK_ORDERS = '600', SOAK_SEED = '7' } = process.env;

test('many orders in one run, with faults in a tenth of the requests: each has one outcome', async () => {
	const orders = Number(SOAK_ORDERS);
	const { violations, outcomes, faults, renewals, mostSockets } = await soak({
		orders,
		seed: Number(SOAK_SEED),
		concurrency: 20,
		rate: 0.1,
		sessionEndsAfter: 200,
	});
	expect(violations).toEqual([]);
	expect([...outcomes.values()].reduce((sum, count) => sum + count, 0)).toBe(orders);
	// The run was large enough to show something.
	expect(outcomes.get('arrived')).toBeGreaterThan(0.8 * orders);
	expect(outcomes.size).toBeGreaterThan(5);
	expect(faults).toBeGreaterThan(0.08 * orders);
	expect(renewals).toBeGreaterThanOrEqual(4);
	// Concurrency holds for each of the two accounts; replacements for broken sockets can open shortly
	// before those have closed, which a busy host delays.
	expect(mostSockets).toBeLessThanOrEqual(60);
}, 3_600_000);

describe('what the soak test detects', () => {
	const wanted = { provider: 'aliexpress', order_id: '8100000000000002' } as const;
	const { keys, total } = heldOf(wanted);
	const rows = (more: object = {}): INodeExecutionData[] =>
		keys.map((item_key) => ({
			json: { item_key, order_id: wanted.order_id, order_total: total, ...more },
		}));
	const failed = (reason: string): INodeExecutionData => ({
		json: { error: 'in words', message: 'more', details: { order_id: wanted.order_id, reason } },
	});
	const fine: Asked = { fault: null, outcome: 'ok' };
	const withFault = (title: string): Asked => ({
		fault: faultsOf('aliexpress').find((each) => each.title === title) as Row,
		outcome: 'fault',
	});

	test.each([
		['rows', [fine], rows()],
		['rows after a retry', [withFault('reset'), fine], rows()],
		['a final failure', [withFault('not-json')], [failed('invalid_response')]],
		['a failure after all retries', Array(5).fill(withFault('reset')), [failed('transient')]],
	])('%s may be', (_, asked, items) => {
		expect(verdict(wanted, asked as Asked[], items)).toBeNull();
	});

	test.each([
		['a lost order', [fine], [], /lost/],
		['a lost row', [fine], rows().slice(1), /rows/],
		['a row twice', [fine], [...rows(), ...rows().slice(0, 1)], /rows/],
		['another order', [fine], rows({ order_id: '81' }), /another/],
		['another total', [fine], rows({ order_total: 1 }), /another/],
		['rows and a failure', [fine], [...rows(), failed('invalid_response')], /more items/],
		['a failure without a cause', [fine], [failed('transient')], /instead of \[\]/],
		['another cause', [withFault('not-json')], [failed('transient')], /of \[invalid_response/],
		['rows in spite of a failure', [withFault('not-json')], rows(), /in spite of/],
		['too many requests', Array(7).fill(fine), rows(), /7 times/],
	])('%s may not', (_, asked, items, words) => {
		expect(verdict(wanted, asked as Asked[], items)).toMatch(words);
	});

	test('a session that could not be renewed may be the cause where it was refused', () => {
		const refused = { fault: null, outcome: 'IllegalAccessToken' };
		expect(reasonsOf([refused])).toContain('authorization_required');
		expect(reasonsOf([])).toContain('transient');
	});
});

test('renewals only get transient faults that lose no response; orders are of both providers, some twice', () => {
	const titles = renewalFaultsOf('aliexpress').map(({ title }) => title);
	expect(titles).toContain('reset');
	expect(titles).not.toContain('truncate');
	expect(titles).not.toContain('not-json');
	const orders = wantedOrders(1000, 1);
	const ids = new Set(orders.map(({ order_id }) => order_id));
	expect(ids.size).toBeGreaterThan(950);
	expect(ids.size).toBeLessThan(1000);
	expect(orders.filter(({ provider }) => provider === 'tuya').length).toBeGreaterThan(450);
});
