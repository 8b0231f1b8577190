import type { IDataObject } from 'n8n-workflow';

import { idsOf, NODE, openGetMany } from './getManyOrders.support';

let many: Awaited<ReturnType<typeof openGetMany>>;
beforeAll(async () => {
	many = await openGetMany();
});
beforeEach(() => many.stage.reset());
afterAll(async () => await many.stage.close());

const run: typeof many.run = async (...parameters) => await many.run(...parameters);
const GOES_ON = { node: { onError: 'continueRegularOutput' as const } };
const ON_BRANCH = { node: { onError: 'continueErrorOutput' as const } };
const ALL = { returnAll: true };

describe('a search that fails', () => {
	test('ends the run with what to do', async () => {
		const finished = await run({ mallCode: 'OTHER_MALL' });
		expect(finished.error?.message).toBe('Tuya does not know the mall of this Mall Code');
		expect(finished.error?.description).toContain('Mall Code');
		expect(many.sandbox.count('search')).toBe(1);
	});

	test('is one failed item where the workflow goes on, and the other searches arrive', async () => {
		const ids = many.fill(2);
		const finished = await run(
			{ mallCode: '={{ $json.mall }}', output: 'order' },
			{ ...GOES_ON, input: [{ mall: many.sandbox.mallCode }, { mall: 'OTHER_MALL' }] },
		);
		expect(finished.items(NODE)).toMatchObject([
			{ json: { order_id: ids[0] }, pairedItem: { item: 0 } },
			{ json: { order_id: ids[1] }, pairedItem: { item: 0 } },
			{
				json: {
					error: 'Tuya does not know the mall of this Mall Code',
					message: expect.stringContaining('Compare Mall Code'),
					details: { reason: 'unknown_mall' },
				},
				pairedItem: { item: 1 },
			},
		]);
	});

	test('is on the error branch, linked to its item', async () => {
		const finished = await run(
			{ mallCode: '={{ $json.mall }}', output: 'order' },
			{ ...ON_BRANCH, input: [{ mall: 'OTHER_MALL' }, { mall: many.sandbox.mallCode }] },
		);
		expect(finished.jsons(NODE)).toHaveLength(37);
		expect(finished.items(NODE, 1)).toMatchObject([
			{ json: { details: { reason: 'unknown_mall' } }, pairedItem: { item: 0 } },
		]);
	});

	test('fails for each input item that asks for it, and is made once', async () => {
		const finished = await run({ mallCode: 'OTHER_MALL' }, { ...GOES_ON, input: [{}, {}] });
		expect(finished.items(NODE).map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
		]);
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
		many.sandbox.tuya.onSearch = (_search, result) => {
			many.stage.runtime.nonce = () => {
				throw new Error('out of numbers');
			};
			return result;
		};
		const finished = await run(ALL, { ...GOES_ON, input: [{}, {}] });
		many.stage.runtime.nonce = nonce;
		expect(finished.error).toBeUndefined();
		expect(finished.jsons(NODE)).toMatchObject(Array(2).fill({ details: { reason: 'unknown' } }));
	});

	test('for a credential that is not selected says so', async () => {
		const finished = await run({}, { node: { credentials: {} } });
		expect(finished.error?.message).toMatch(/credential/i);
		expect(many.sandbox.requests).toHaveLength(0);
	});
});

describe('one failing order among many', () => {
	const breakOne = (ids: readonly string[]) =>
		many.sandbox.faults.always(
			{ call: 'order', orderId: ids[1] },
			{ kind: 'body', body: { success: false, code: 2005001, msg: 'order not found', t: 1 } },
		);

	test('ends the run', async () => {
		const ids = many.fill(5);
		breakOne(ids);
		const finished = await run();
		expect(finished.error?.message).toBe(`Tuya found no order "${ids[1]}" in this mall`);
	});

	test('is an item in its place where the workflow goes on', async () => {
		const ids = many.fill(5);
		breakOne(ids);
		const finished = await run({ output: 'order' }, GOES_ON);
		expect(
			finished
				.jsons(NODE)
				.map(({ order_id, details }) => order_id ?? (details as IDataObject).order_id),
		).toEqual(ids);
		expect(finished.jsons(NODE)[1]).toMatchObject({ details: { reason: 'not_found' } });
	});

	test('is on the error branch, the others on the first', async () => {
		const ids = many.fill(5);
		breakOne(ids);
		const finished = await run({ output: 'order' }, ON_BRANCH);
		expect(idsOf(finished)).toEqual(ids.filter((id) => id !== ids[1]));
		expect(finished.jsons(NODE, 1)).toMatchObject([{ details: { order_id: ids[1] } }]);
	});
});

describe('sessions and rate limits', () => {
	test('a token that ends between two pages is renewed, and no order is lost', async () => {
		const ids = many.fill(120);
		let searches = 0;
		many.sandbox.tuya.onSearch = (_search, result) => {
			if (++searches === 1) many.sandbox.expireAccessTokens('tuya');
			return result;
		};
		expect(idsOf(await run({ ...ALL, options: { details: false } }))).toEqual(ids);
		expect(many.sandbox.count('token')).toBe(2);
	});

	test.each([
		['throttling', { kind: 'status', status: 429 }],
		['a reset', { kind: 'reset' }],
		['half a body', { kind: 'truncate' }],
		['a busy server', { kind: 'status', status: 503 }],
		['a page of a proxy', { kind: 'body', body: { success: false, code: 40000309, t: 1 } }],
	] as const)(
		'%s while paging is waited for, and no order is lost or doubled',
		async (_, fault) => {
			const ids = many.fill(120);
			let searches = 0;
			many.sandbox.tuya.onSearch = (_search, result) => {
				if (++searches === 1) many.sandbox.faults.next({ call: 'search' }, fault, 2);
				return result;
			};
			expect(idsOf(await run({ ...ALL, options: { details: false } }))).toEqual(ids);
			expect(many.sandbox.count('search')).toBe(5);
			expect(many.stage.waits.length).toBeGreaterThanOrEqual(2);
		},
	);

	test('a search that stays throttled fails after Max Retries', async () => {
		many.sandbox.faults.always({ call: 'search' }, { kind: 'status', status: 429 });
		const finished = await run({ options: { maxRetries: 2 } });
		expect(finished.error?.message).toBe('Tuya rate limit reached');
		expect(many.sandbox.count('search')).toBe(3);
	});

	test('random faults of every call lose nothing', async () => {
		const ids = many.fill(60);
		many.sandbox.faults.random(0.3, [
			{ kind: 'reset' },
			{ kind: 'truncate' },
			{ kind: 'status', status: 429 },
			{ kind: 'status', status: 500 },
		]);
		const finished = await run({ ...ALL, options: { maxRetries: 20 } });
		expect(finished.error).toBeUndefined();
		expect(idsOf(finished)).toEqual(ids);
	});
});

describe('a stopped execution', () => {
	test.each(['search', 'order'] as const)('ends while a %s is under way', async (call) => {
		many.fill(60);
		many.sandbox.faults.always({ call }, { kind: 'stall-headers' });
		const { finished, cancel } = await many.stage.engine.start(many.workflow(ALL));
		while (many.sandbox.count(call) === 0) await new Promise((next) => setImmediate(next));
		cancel();
		const { run: ended } = await finished;
		expect(ended.status).toBe('canceled');
		expect(many.sandbox.count('search')).toBeLessThanOrEqual(2);
		expect(many.sandbox.count('order')).toBeLessThanOrEqual(5);
	});
});

describe('values that cannot be searched for', () => {
	const rejected = async (parameters: Parameters<typeof run>[0]) => {
		const finished = await run(parameters);
		expect(many.sandbox.requests).toHaveLength(0);
		expect(finished.items(NODE)).toEqual([]);
		return `${finished.error?.message}. ${finished.error?.description}`;
	};

	test.each([
		[{ mallCode: '={{ $json.none }}' }, /^The Mall Code is empty\. Enter the Mall Code/],
		[{ mallCode: '{{ $json.mall }}' }, /contains an expression that was not evaluated/],
		[{ mallCode: 'a&b=c' }, /^The Mall Code "a&b=c" contains invalid characters/],
		[{ siteCode: '={{ "  " }}' }, /^The Site Code is empty/],
		[
			{ filters: { orderStatus: 'paid&page=9' } },
			/^The Order Status "paid&page=9" is unknown.*one of: pending, on_hold/,
		],
		[{ filters: { placedAfter: 'yesterday' } }, /^The Placed After "yesterday" is not a date/],
		[
			{ filters: { placedAfter: '2026-02-01', placedBefore: '2026-01-01' } },
			/^Placed After is later than Placed Before/,
		],
		[{ limit: 0 }, /^The Limit "0" is not a positive number\. Set the field Limit to 1 or more/],
		[{ limit: '={{ [5, 6] }}' }, /^The Limit "\[5,6\]" is not/],
		[{ returnAll: '={{ "perhaps" }}' }, /^The option Return All has the invalid value "perhaps"/],
		[{ provider: 'aliexpress' }, /^The Provider "aliexpress" is unknown\. .*one of: tuya/],
		[{ mallCode: '={{ $json.a.b.c }}' }, /^The Mall Code is empty|^An expression in this node/],
	])('%j', async (parameters, expected) => {
		expect(await rejected(parameters)).toMatch(expected);
	});

	test('is one failed item where the workflow goes on', async () => {
		many.fill(1);
		const finished = await run(
			{ limit: '={{ $json.limit }}', output: 'order' },
			{ ...GOES_ON, input: [{ limit: 0 }, { limit: 1 }] },
		);
		expect(finished.jsons(NODE)).toMatchObject([
			{ error: expect.stringContaining('Limit'), details: { reason: 'invalid_parameter' } },
			{ provider: 'tuya' },
		]);
	});
});
