import { ALL, idsOf, LISTED, NODE, useGetMany } from './getManyOrders.support';
import { GOES_ON, tuya } from './stage.support';

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
