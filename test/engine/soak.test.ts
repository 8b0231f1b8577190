import type { INodeExecutionData } from 'n8n-workflow';

import { heldOf, reasonsOf, verdict, type Asked } from '../../tools/soak/judge';
import { faultsOf, renewalFaultsOf, wantedOrders, type PlannedFault } from '../../tools/soak/plan';
import { soak } from '../../tools/soak/run';

test('hundreds of orders in one run, with faults in a tenth of the requests: each has one outcome', async () => {
	const { violations, outcomes, faults, requests, renewals } = await soak({
		orders: 600,
		seed: 7,
		concurrency: 20,
		rate: 0.1,
		sessionEndsAfter: 200,
	});
	expect(violations).toEqual([]);
	expect([...outcomes.values()].reduce((sum, count) => sum + count, 0)).toBe(600);
	// The run was large enough to show something.
	expect(outcomes.get('arrived')).toBeGreaterThan(500);
	expect(outcomes.size).toBeGreaterThan(5);
	expect(requests - (faults.get('none') ?? 0)).toBeGreaterThan(50);
	expect(renewals).toBeGreaterThanOrEqual(4);
}, 180_000);

describe('what the soak test detects', () => {
	const wanted = { provider: 'aliexpress', order_id: '8100000000000002' } as const;
	const held = heldOf(wanted);
	const row = (key: string, more: object = {}): INodeExecutionData => ({
		json: { item_key: key, order_id: wanted.order_id, order_total: held.total, ...more },
	});
	const rows = held.keys.map((key) => row(key));
	const failedItem = (reason: string): INodeExecutionData => ({
		json: { error: 'in words', message: 'more', details: { order_id: wanted.order_id, reason } },
	});
	const fine: Asked = { fault: null, outcome: 'ok' };
	const withFault = (title: string): Asked => {
		const fault = faultsOf('aliexpress').find((each) => each.title === title) as PlannedFault;
		return { fault, outcome: 'fault' };
	};
	const judged = (asked: readonly Asked[], items: readonly INodeExecutionData[]) =>
		verdict(wanted, asked, items, 4);

	test('there is more than one line to lose', () => expect(held.keys.length).toBeGreaterThan(1));

	test('a correct outcome passes', () => {
		expect(judged([fine], rows)).toBeNull();
		expect(judged([withFault('reset'), fine], rows)).toBeNull();
		expect(judged([withFault('not-json')], [failedItem('invalid_response')])).toBeNull();
		expect(
			judged(Array<Asked>(5).fill(withFault('HTTP 503')), [failedItem('transient')]),
		).toBeNull();
	});

	test.each([
		['a lost order', [fine], [], /lost/],
		['a lost row', [fine], rows.slice(1), /rows/],
		['a row twice', [fine], [...rows, ...rows.slice(0, 1)], /rows/],
		['rows out of order', [fine], [...rows].reverse(), /rows/],
		['another order', [fine], held.keys.map((key) => row(key, { order_id: '81' })), /another/],
		['another total', [fine], held.keys.map((key) => row(key, { order_total: 1 })), /another/],
		['rows and a refusal', [fine], [...rows, failedItem('invalid_response')], /say no/],
		[
			'a refusal twice',
			[withFault('not-json')],
			[failedItem('invalid_response'), failedItem('invalid_response')],
			/say no/,
		],
		['a refusal for nothing', [fine], [failedItem('invalid_response')], /did not arrive/],
		[
			'another cause',
			[withFault('not-json')],
			[failedItem('transient')],
			/instead of invalid_response/,
		],
		['rows of a refusal', [withFault('not-json')], rows, /in spite of/],
		['too many requests', Array<Asked>(7).fill(fine), rows, /7 times/],
	])('%s does not', (_, asked, items, words) => {
		expect(judged(asked as Asked[], items as INodeExecutionData[])).toMatch(words as RegExp);
	});

	test('a session that could not be renewed may be the cause where it was refused', () => {
		expect(reasonsOf([{ fault: null, outcome: 'IllegalAccessToken' }])).toContain(
			'authorization_required',
		);
		expect(reasonsOf([])).toContain('transient');
	});

	test('renewals only get transient faults that lose no response', () => {
		const titles = renewalFaultsOf('aliexpress').map(({ title }) => title);
		expect(titles).toContain('reset');
		expect(titles).not.toContain('truncate');
		expect(titles).not.toContain('not-json');
	});

	test('the orders are of both providers, some of them twice', () => {
		const orders = wantedOrders(1000, 1);
		const ids = new Set(orders.map(({ order_id }) => order_id));
		expect(ids.size).toBeGreaterThan(950);
		expect(ids.size).toBeLessThan(1000);
		expect(orders.filter(({ provider }) => provider === 'tuya').length).toBeGreaterThan(450);
	});
});
