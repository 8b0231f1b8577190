import type { INodeExecutionData } from 'n8n-workflow';

import type { Row } from './faultTable.support';
import { faultsOf, soak, verdict, type Asked } from './soak.support';

/** For more, set SOAK_ORDERS and SOAK_SEED. */
const orders = Number(process.env.SOAK_ORDERS ?? 600);
const seed = Number(process.env.SOAK_SEED ?? 7);

test('many orders in one run, with faults in a tenth of the requests: each has one outcome', async () => {
	const { violations, outcomes, faults, renewals, mostSockets } = await soak(orders, seed);
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
	const wanted = { provider: 'aliexpress', order_id: '81' } as const;
	const calm = [1, 2].map((line): INodeExecutionData => ({ json: { item_key: `81:${line}` } }));
	const failed = (reason: string): INodeExecutionData => ({
		json: { error: 'in words', message: 'more', details: { order_id: '81', reason } },
	});
	const fine: Asked = { fault: null, outcome: 'ok' };
	const withFault = (title: string): Asked => ({
		fault: faultsOf('aliexpress').find((each) => each.title === title) as Row,
		outcome: 'fault',
	});
	const final = withFault('not-json');

	test.each<[string, readonly Asked[], readonly INodeExecutionData[], RegExp]>([
		['nothing: rows after a retry', [withFault('reset'), fine], calm, /^null$/],
		['nothing: a final failure', [final], [failed('invalid_response')], /^null$/],
		['a lost order', [fine], [], /lost/],
		['a lost row', [fine], calm.slice(1), /rows/],
		['a row twice', [fine], [...calm, ...calm.slice(1)], /rows/],
		['rows and a failure', [final], [...calm, failed('invalid_response')], /more items/],
		['a failure without a cause', [fine], [failed('transient')], /instead of \[\]/],
		['another cause', [final], [failed('transient')], /of \[invalid_response/],
		['rows in spite of a failure', [final], calm, /in spite of/],
		['too many requests', Array<Asked>(7).fill(fine), calm, /7 times/],
	])('%s', (_, asked, items, words) => {
		expect(String(verdict(wanted, calm, asked, items))).toMatch(words);
	});
});
