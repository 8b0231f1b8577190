import { ALL, idsOf, LISTED, NODE, useGetMany } from './getManyOrders.support';
import { GOES_ON, tuya, ON_BRANCH } from './stage.support';
import type { INodeParameters } from 'n8n-workflow';
import type { Fault } from '../../tools/sandbox';

const many = useGetMany();
const { run } = many;

describe('without Fetch Details', () => {
	test('a page is one request, and no order is fetched', async () => {
		const ids = many.fill(60);
		expect(idsOf(await run(LISTED))).toEqual(ids);
		expect(many.sandbox.count('search')).toBe(2);
		expect(many.sandbox.count('order')).toBe(0);
	});

	/** Partially shipped is the whole order, whose lines the list does not tell apart. */
	const UNKNOWN = [undefined, null, '', 'unknown', 'partially_shipped'];

	test.each(['items', 'order'])(
		'%s: what the list does not tell is empty or unknown, never wrong',
		async (output) => {
			const listed = (await run({ ...LISTED, output })).jsons(NODE);
			const asked = many.sandbox.tuya.orders.map(({ orderId }) => tuya(orderId));
			const detailed = (await many.stage.get(asked, { output })).jsons('Get Order');
			expect(listed).toHaveLength(detailed.length);
			const wrong = listed.flatMap((row, at) =>
				Object.entries(row)
					.filter(([, value]) => typeof value !== 'object' && !UNKNOWN.includes(value as string))
					.filter(([name, value]) => name !== 'summary' && value !== detailed[at]?.[name])
					.map((cell) => [row.order_id, row.provider_status, ...cell, detailed[at]?.[cell[0]]]),
			);
			expect(wrong).toEqual([]);
		},
	);

	test('parcels and addresses are empty; whether a paid order was refunded is unknown', async () => {
		const payments = new Map<unknown, unknown>();
		for (const row of (await run(LISTED)).jsons(NODE)) {
			expect(row).toMatchObject({ tracking_numbers: '', carriers: '', ship_to_country: '' });
			payments.set(row.provider_status, row.payment_status);
		}
		expect(payments.get('finished')).toBe('unknown');
		expect(payments.get('created')).toBe('unpaid');
	});

	test('Raw is the entry of the list as the provider sent it', async () => {
		const [id] = many.fill(1);
		const [raw] = (await run({ ...LISTED, output: 'raw' })).jsons(NODE);
		expect(raw).toMatchObject({ order_id: id, gmt_order_create: expect.any(Number) });
		expect(raw).not.toHaveProperty('delivery_list');
		const [row] = (await run({ options: { details: false, includeRaw: true } })).jsons(NODE);
		expect(row?.raw).toEqual(raw);
	});
});

describe('lists that no server should send', () => {
	const send = (data_list: readonly unknown[], total: unknown = data_list.length) => {
		many.sandbox.tuya.onSearch = (_search, result) => ({
			...result,
			total,
			data_list: result.page === 1 ? data_list : [],
		});
	};
	const good = () =>
		many.sandbox.tuya.orders.slice(0, 2).map(({ orderId }) => ({ order_id: orderId }));
	const GOOD = () => good().map(({ order_id }) => order_id);

	test('rubbish is left out, counted once in a hint', async () => {
		const [first, second] = good();
		send([null, 7, first, 'text', [[1]], { name: 'no id' }, second, first]);
		// Also for two equal searches.
		const finished = await run(ALL, { input: [{}, {}] });
		expect(finished.error).toBeUndefined();
		expect(idsOf(finished)).toEqual(GOOD());
		expect(finished.hints(NODE)).toEqual([
			'5 entries of the list have no order id and were left out.',
		]);
	});

	test('orders that are counted and not listed are a hint, unless the limit ended the search', async () => {
		send(good(), 10);
		const finished = await run(ALL);
		expect(idsOf(finished)).toEqual(GOOD());
		expect(finished.hints(NODE)).toEqual([
			'Tuya reports 8 more orders than it lists. Run the workflow again, or search a shorter period with Placed After and Placed Before.',
		]);
		const limited = await run({ limit: 2 });
		expect(idsOf(limited)).toEqual(GOOD());
		expect(limited.hints(NODE)).toEqual([]);
	});

	test('ids that are none are not sent, and what to do is said', async () => {
		const none = ['a/b', 'search', '..', 'x'.repeat(200)];
		send([...good(), ...none.map((order_id) => ({ order_id }))]);
		const finished = await run({ ...ALL, output: 'order' }, { node: GOES_ON });
		expect(finished.jsons(NODE)).toMatchObject([
			...good(),
			...none.map((order_id) => ({
				error: expect.stringMatching(/^The list contains the invalid order id "/),
				message: expect.stringContaining('Turn off Fetch Details'),
				details: { order_id, reason: 'invalid_response' },
			})),
		]);
		expect(many.sandbox.count('order')).toBe(2);
		send([{ order_id: 'a/b', order_status: 'paid' }]);
		expect((await run(LISTED)).jsons(NODE)).toMatchObject([
			{ order_id: 'a/b', item_key: 'tuya:a/b:order', order_status: 'processing' },
		]);
	});
});

// How lists are read, whatever they do meanwhile, is proved in test/client/searchOrders.
test('a server that counts pages from 0 and cuts them: each order once, in the order of the list', async () => {
	const ids = many.fill(70);
	many.sandbox.tuya.setPaging({ firstPage: 0, largestPageSize: 20, cutsPageSize: true });
	const finished = await run(LISTED);
	expect(idsOf(finished)).toEqual(ids);
	expect(finished.hints(NODE)).toEqual([]);
});

const OTHER_MALL = 'Tuya does not know the mall of this Mall Code';
const failure = (reason: string, item: number) => ({
	json: { details: { reason } },
	pairedItem: { item },
});

describe('a search that fails', () => {
	const BY_ITEM = { mallCode: '={{ $json.mall }}', output: 'order' };
	const input = () => [{ mall: many.sandbox.mallCode }, { mall: 'OTHER_MALL' }];

	test('ends the run with what to do', async () => {
		const finished = await run({ mallCode: 'OTHER_MALL' });
		expect(finished.error?.message).toBe(OTHER_MALL);
		expect(finished.error?.description).toContain('Mall Code');
		expect(many.sandbox.count('search')).toBe(1);
	});

	test('is one failed item where the workflow goes on, and the other searches arrive', async () => {
		const ids = many.fill(2);
		const finished = await run(BY_ITEM, { node: GOES_ON, input: input() });
		expect(finished.items(NODE)).toMatchObject([
			{ json: { order_id: ids[0] }, pairedItem: { item: 0 } },
			{ json: { order_id: ids[1] }, pairedItem: { item: 0 } },
			failure('unknown_mall', 1),
		]);
		expect(finished.jsons(NODE)[2]).toMatchObject({
			error: OTHER_MALL,
			message: expect.stringContaining('Compare Mall Code'),
		});
	});

	test('is on the error branch, linked to its item', async () => {
		const finished = await run(BY_ITEM, { node: ON_BRANCH, input: input().reverse() });
		expect(finished.jsons(NODE)).toHaveLength(37);
		expect(finished.items(NODE, 1)).toMatchObject([failure('unknown_mall', 0)]);
	});

	test('is asked once for equal searches, and fails each of them', async () => {
		const finished = await run({ mallCode: 'OTHER' }, { node: GOES_ON, input: [{}, {}] });
		expect(finished.items(NODE)).toMatchObject([0, 1].map((at) => failure('unknown_mall', at)));
		expect(many.sandbox.count('search')).toBe(1);
	});

	test('on its second page loses no order silently', async () => {
		many.fill(60);
		let searches = 0;
		many.sandbox.tuya.onSearch = (_search, result) => (++searches === 2 ? null : result);
		const finished = await run(ALL);
		expect(finished.error?.message).toBe('The response from Tuya contains no list of orders');
		expect(finished.items(NODE)).toEqual([]);
		expect(many.sandbox.count('order')).toBe(0);
	});

	test('in a way that nobody has thought of is one failed item all the same', async () => {
		many.fill(60);
		const { nonce } = many.stage.runtime;
		many.atFirstSearch(() => {
			many.stage.runtime.nonce = () => {
				throw new Error('out of numbers');
			};
		});
		const finished = await run(ALL, { node: GOES_ON, input: [{}, {}] });
		many.stage.runtime.nonce = nonce;
		expect(finished.error).toBeUndefined();
		expect(finished.items(NODE)).toMatchObject([0, 1].map((at) => failure('unknown', at)));
	});

	test('for a credential that is not selected says so', async () => {
		const finished = await run({}, { node: { credentials: {} } });
		expect(finished.error?.message).toMatch(/credential/i);
		expect(many.sandbox.requests).toHaveLength(0);
	});
});

test('one failing order ends the run, is in its place, or on the error branch', async () => {
	const ids = many.fill(5);
	many.sandbox.faults.always(
		{ call: 'order', orderId: ids[1] },
		{ kind: 'body', body: { success: false, code: 2005001, msg: 'order not found', t: 1 } },
	);
	const { error } = await run();
	expect(error?.message).toBe(`Tuya found no order "${ids[1]}" in this mall`);
	const details = { order_id: ids[1], reason: 'not_found' };
	const there = ids.map((order_id) => (order_id === ids[1] ? { details } : { order_id }));
	const inPlace = await run({ output: 'order' }, { node: GOES_ON });
	expect(inPlace.jsons(NODE)).toMatchObject(there);
	const branched = await run({ output: 'order' }, { node: ON_BRANCH });
	expect(idsOf(branched)).toEqual(ids.filter((id) => id !== ids[1]));
	expect(branched.jsons(NODE, 1)).toMatchObject([{ details }]);
});

describe('sessions and rate limits', () => {
	test('a token that ends between two pages is renewed, and no order is lost', async () => {
		const ids = many.fill(120);
		many.atFirstSearch(() => many.sandbox.expireAccessTokens('tuya'));
		expect(idsOf(await run(LISTED))).toEqual(ids);
		expect(many.sandbox.count('token')).toBe(2);
	});

	test.each<Fault>([
		{ kind: 'status', status: 429 },
		{ kind: 'body', body: { success: false, code: 40000309, t: 1 } },
	])('%j while paging is waited for, and no order is lost or doubled', async (fault) => {
		const ids = many.fill(120);
		many.atFirstSearch(() => many.sandbox.faults.next({ call: 'search' }, fault, 2));
		expect(idsOf(await run(LISTED))).toEqual(ids);
		expect(many.sandbox.count('search')).toBe(5);
		expect(many.stage.waits.length).toBeGreaterThanOrEqual(2);
	});

	test('a search that stays throttled fails after Max Retries', async () => {
		many.sandbox.faults.always({ call: 'search' }, { kind: 'status', status: 429 });
		const finished = await run({ options: { maxRetries: 2 } });
		expect(finished.error?.message).toBe('Tuya rate limit reached');
		expect(many.sandbox.count('search')).toBe(3);
	});
});

test.each(['search', 'order'] as const)(
	'a stopped execution ends while a %s is under way',
	async (call) => {
		many.fill(60);
		many.sandbox.faults.always({ call }, { kind: 'stall-headers' });
		const { finished, cancel } = await many.stage.engine.start(many.workflow(ALL));
		// One that is still on its way would be seen by the next test.
		const underWay = call === 'order' ? 5 : 1;
		while (many.sandbox.count(call) < underWay) await new Promise((next) => setImmediate(next));
		cancel();
		expect((await finished).run.status).toBe('canceled');
		expect(many.sandbox.count('search')).toBeLessThanOrEqual(2);
		expect(many.sandbox.count('order')).toBeLessThanOrEqual(5);
	},
);

describe('values that cannot be searched for', () => {
	// Each value is refused in test/nodes/GetManyOrders; here one of each kind.
	test.each<[INodeParameters, RegExp]>([
		[{ mallCode: '={{ $json.none }}' }, /^The Mall Code is empty\. Enter the Mall Code/],
		[{ mallCode: '{{ $json.mall }}' }, /contains an expression that was not evaluated/],
		[
			{ filters: { orderStatus: 'paid&page=9' } },
			/^The Order Status "paid&page=9" is unknown.*one of: pending, on_hold/,
		],
		[{ filters: { placedAfter: 'yesterday' } }, /^The Placed After "yesterday" is not a date/],
		[{ limit: 0 }, /^The Limit "0" is not a positive number\. Set the field Limit to 1 or more/],
		[{ returnAll: '={{ "perhaps" }}' }, /^The option Return All has the invalid value "perhaps"/],
		[{ provider: 'aliexpress' }, /^The Provider "aliexpress" is unknown\. .*one of: tuya/],
	])('%j', async (parameters, expected) => {
		const finished = await run(parameters);
		expect(many.sandbox.requests).toHaveLength(0);
		expect(finished.items(NODE)).toEqual([]);
		expect(`${finished.error?.message}. ${finished.error?.description}`).toMatch(expected);
	});

	test('are one failed item where the workflow goes on', async () => {
		many.fill(1);
		const finished = await run(
			{ limit: '={{ $json.limit }}', output: 'order' },
			{ node: GOES_ON, input: [{ limit: 0 }, { limit: 1 }] },
		);
		expect(finished.items(NODE)).toMatchObject([
			failure('invalid_parameter', 0),
			{ json: { provider: 'tuya' } },
		]);
	});
});
