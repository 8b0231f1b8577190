import { changes, IDS, openOnlyChanged, wanted } from './onlyChanged.stage';
import type { OrderState, State } from './orderStates';

let only: Awaited<ReturnType<typeof openOnlyChanged>>;
beforeAll(async () => {
	only = await openOnlyChanged();
});
beforeEach(() => {
	only.stage.reset();
	only.store();
});
afterAll(async () => await only.stage.close());

const run: typeof only.run = async (...parameters) => await only.run(...parameters);
const put: typeof only.put = (...parameters) => only.put(...parameters);

/** An order that does not exist, as an id that the provider takes. */
const UNKNOWN = { tuya: 'NOWHERE', aliexpress: '99' };

describe.each(['tuya', 'aliexpress'] as const)('orders of %s', (provider) => {
	const [first, second, third] = IDS[provider];
	beforeEach(() => {
		for (const id of IDS[provider]) put(provider, id, 'paid');
	});

	test('are returned when they are new, and then only when they change', async () => {
		expect(changes(await run(provider, [first, second]))).toEqual([
			[first, 'new'],
			[second, 'new'],
		]);
		expect(changes(await run(provider, [first, second]))).toEqual([]);
		put(provider, second, 'shipped');
		const [row] = (await run(provider, [first, second])).jsons('Get Order');
		expect(row).toMatchObject({
			order_id: second,
			change: 'fulfillment_status, tracking_numbers',
			previous_order_status: 'processing',
			previous_payment_status: 'paid',
			previous_fulfillment_status: 'unfulfilled',
			fulfillment_status: 'shipped',
		});
		expect(changes(await run(provider, [first, second]))).toEqual([]);
	});

	test('name each part that changed', async () => {
		put(provider, first, 'unpaid');
		await run(provider, [first]);
		const steps: Array<[State | OrderState, string]> = [
			['paid', 'order_status, payment_status'],
			['shipped', 'fulfillment_status, tracking_numbers'],
			[{ state: 'shipped', tracking: [`TN-${first}`, 'TN-2'] }, 'tracking_numbers'],
			['delivered', 'order_status, fulfillment_status, tracking_numbers'],
		];
		for (const [state, change] of steps) {
			put(provider, first, state);
			expect(changes(await run(provider, [first]))).toEqual([[first, change]]);
		}
	});

	test('that change and change back have changed twice', async () => {
		const seen: unknown[] = [];
		for (const state of ['paid', 'shipped', 'paid', 'paid', 'shipped'] as const) {
			put(provider, first, state);
			seen.push(...changes(await run(provider, [first])).map(([, change]) => change));
		}
		const back = 'fulfillment_status, tracking_numbers';
		expect(seen).toEqual(['new', back, back, back]);
	});

	test('that do not exist anymore keep their state', async () => {
		await run(provider, [first, second]);
		const before = only.staticData.load();
		put(provider, second, 'delivered');
		only.stage.sandbox.faults.next({ orderId: second }, { kind: 'status', status: 404 }, 10);
		await run(provider, [first, second], { node: { onError: 'continueRegularOutput' } });
		expect(only.staticData.load()).toEqual(before);
		only.stage.sandbox.faults.clear();
		const [row] = (await run(provider, [second])).jsons('Get Order');
		expect(row).toMatchObject({ order_id: second, previous_order_status: 'processing' });
	});

	test('have the appended keys after all columns, and a key for this very change', async () => {
		const [row] = (await run(provider, [first])).jsons('Get Order');
		expect(Object.keys(row ?? {}).slice(-5)).toEqual([
			'change',
			'previous_order_status',
			'previous_payment_status',
			'previous_fulfillment_status',
			'event_key',
		]);
		expect(row).toMatchObject({ previous_order_status: '', previous_fulfillment_status: '' });
		put(provider, first, 'shipped');
		const [changed] = (await run(provider, [first])).jsons('Get Order');
		put(provider, first, 'paid');
		const [back] = (await run(provider, [first])).jsons('Get Order');
		const prefix = `${provider}:${first}:`;
		for (const each of [row, changed, back]) expect(String(each?.event_key)).toContain(prefix);
		expect(changed?.event_key).not.toBe(row?.event_key);
		expect(back?.event_key).toBe(row?.event_key);
	});

	test('are whole in the Order output, with the keys at the end', async () => {
		await run(provider, [first], { output: 'order' });
		put(provider, first, 'shipped');
		const [order] = (await run(provider, [first, second], { output: 'order' })).jsons('Get Order');
		expect(order).toMatchObject({
			order_id: first,
			change: 'fulfillment_status, tracking_numbers',
			previous_fulfillment_status: 'unfulfilled',
		});
		expect(Object.keys(order ?? {}).at(-1)).toBe('event_key');
	});

	test('are filtered in the Raw output, which stays as it is', async () => {
		const plain = (await run(provider, [third], { output: 'raw' })).jsons('Get Order');
		const alone = await only.stage.get(wanted(provider, [third]), { output: 'raw' });
		expect(plain).toEqual(alone.jsons('Get Order'));
		expect((await run(provider, [third], { output: 'raw' })).jsons('Get Order')).toEqual([]);
	});

	test('seen for the first time are remembered without being returned, if the user wants that', async () => {
		const options = { newOrders: 'remember' };
		expect(changes(await run(provider, [first, second], { options }))).toEqual([]);
		put(provider, first, 'shipped');
		expect(changes(await run(provider, [first, second, third], { options }))).toEqual([
			[first, 'fulfillment_status, tracking_numbers'],
		]);
	});

	test('stay as linked to their input items as without the option', async () => {
		await run(provider, [first]);
		const finished = await run(provider, [first, second, third]);
		expect(finished.items('Get Order').map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 1 },
			{ item: 2 },
		]);
	});

	test('that several input items ask for are returned once', async () => {
		expect(changes(await run(provider, [first, second, first]))).toEqual([
			[first, 'new'],
			[second, 'new'],
		]);
	});

	test('are not remembered by a run that fails, whose output nobody got', async () => {
		await run(provider, [first]);
		const before = only.staticData.load();
		put(provider, first, 'shipped');
		const failed = await run(provider, [first, UNKNOWN[provider]], {
			options: { concurrency: 1 },
		});
		expect(failed.error).toBeDefined();
		expect(only.staticData.load()).toEqual(before);
		expect(changes(await run(provider, [first]))).toEqual([
			[first, 'fulfillment_status, tracking_numbers'],
		]);
	});

	test('that fail go to the error branch, and changed ones on their way', async () => {
		await run(provider, [first, second]);
		put(provider, first, 'shipped');
		const finished = await run(provider, [first, UNKNOWN[provider], second], {
			node: { onError: 'continueErrorOutput' },
		});
		expect(changes(finished)).toEqual([[first, 'fulfillment_status, tracking_numbers']]);
		expect(finished.jsons('Get Order', 1)).toMatchObject([
			{ details: { order_id: UNKNOWN[provider] } },
		]);
	});
});

/** The order has a parcel that only the tracking call returns. */
const track = (id: string): void => {
	const parcels = { tracking_detail: [{ mail_no: 'PARCEL-1', carrier_name: 'Carrier' }] };
	put('aliexpress', id, 'shipped');
	only.stage.sandbox.setTracking(id, {
		a_response: { result: { ret: true, data: { tracking_detail_line_list: parcels } } },
	});
};

test('parcels that could not be asked for when an order was remembered silently are no change', async () => {
	const { sandbox } = only.stage;
	const [id] = IDS.aliexpress;
	track(id);
	const options = { includeTracking: true, newOrders: 'remember' };
	sandbox.faults.next({ call: 'tracking' }, { kind: 'status', status: 404 });
	expect(changes(await run('aliexpress', [id], { options }))).toEqual([]);
	expect(changes(await run('aliexpress', [id], { options }))).toEqual([]);
});

test('an order whose tracking could not be fetched keeps what its parcels said', async () => {
	const { sandbox } = only.stage;
	const [id] = IDS.aliexpress;
	track(id);
	const options = { includeTracking: true };
	const [row] = (await run('aliexpress', [id], { options })).jsons('Get Order');
	expect(row?.tracking_numbers).toContain('PARCEL-1');
	sandbox.faults.next({ call: 'tracking' }, { kind: 'status', status: 500 }, 20);
	expect(changes(await run('aliexpress', [id], { options }))).toEqual([]);
	sandbox.faults.clear();
	expect(changes(await run('aliexpress', [id], { options }))).toEqual([]);
});
