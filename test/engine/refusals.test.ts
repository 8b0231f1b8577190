import type { Provider } from '../../providers/contract';
import { compiled } from './engine.support';
import { ali, ALI_SAMPLE, tuya, TUYA_SAMPLE, useStage } from './stage.support';

const stage = useStage();

/** What the user entered, what they read, and what the description names. */
const ENTERED: ReadonlyArray<readonly [string, Record<string, unknown>, RegExp, RegExp]> = [
	['no order id', ali(''), /^The Order ID is empty/, /Order ID/],
	['a number beyond 2^53 − 1', ali(Number('9007199254740993')), /has lost digits/, /plain text/],
	[
		'a number shortened by a sheet',
		ali('8.19044E+15'),
		/rounded number and has lost digits/,
		/plain text/,
	],
	[
		'characters no id has',
		ali('12/34'),
		/^The Order ID "12\/34" contains invalid characters/,
		/Order ID/,
	],
	['a path in the id', tuya('..'), /contains invalid characters/, /Order ID/],
	['several ids', ali('1,2'), /contains invalid characters/, /one item for each/],
	['a list of ids', ali([1, 2]), /list or an object/, /Split Out/],
	['another endpoint', tuya('search'), /"search" is not an order of a Tuya mall/, /Order ID/],
	['no mall code', { ...tuya(TUYA_SAMPLE), mall_code: '' }, /^The Mall Code is empty/, /Mall Code/],
	[
		'an unknown provider',
		{ provider: 'ebay', order_id: '1' },
		/^The Provider "ebay" is unknown/,
		/aliexpress, tuya/,
	],
	['no provider', { order_id: '1' }, /^The Provider is empty/, /Provider/],
];

describe('what is rejected before any request', () => {
	test.each(ENTERED)('%s', async (_title, order, message, description) => {
		const finished = await stage.get([order]);
		expect(finished.error?.message).toMatch(message);
		expect(finished.error?.description).toMatch(description);
		expect(stage.sandbox.requests).toHaveLength(0);
	});

	test('the other items arrive when the workflow goes on', async () => {
		const orders = [...ENTERED.map(([, order]) => order), ali(ALI_SAMPLE)];
		const finished = await stage.get(orders, {}, { onError: 'continueRegularOutput' });
		expect(finished.error).toBeUndefined();
		const items = finished.items('Get Order');
		expect(items).toHaveLength(ENTERED.length + 1);
		ENTERED.forEach(([, , message, description], item) => {
			expect(items[item]?.json.error).toMatch(message);
			expect(items[item]?.json.message).toMatch(description);
			expect(items[item]?.pairedItem).toEqual({ item });
		});
		expect(items.at(-1)?.json).toMatchObject({ order_id: ALI_SAMPLE, line_number: 1 });
		expect(new Set(stage.sandbox.requests.map(({ orderId }) => orderId))).toEqual(
			new Set([ALI_SAMPLE]),
		);
	});

	test('a refused item stops the run before anything is sent when it is to stop', async () => {
		const finished = await stage.get([ali(ALI_SAMPLE), ali('')]);
		expect(finished.error?.message).toMatch(/\(item 2[,)]/);
		expect(stage.sandbox.requests).toHaveLength(0);
	});
});

describe('what the provider rejects', () => {
	test('an order that AliExpress does not know', async () => {
		const finished = await stage.get([ali('4048190439416163')]);
		expect(finished.error?.message).toMatch(/4048190439416163/);
		expect(finished.error?.description).toMatch(/10 seconds/);
	});

	test('an order that Tuya does not know', async () => {
		const finished = await stage.get([tuya('NO1')]);
		expect(finished.error?.message).toMatch(/NO1/);
		expect(finished.error?.description).toMatch(/Order ID|Mall Code/);
	});

	test.each([
		['App Secret', 'ali', { appSecret: 'wrong-secret-1234' }, ali(ALI_SAMPLE)],
		['Access Secret', 'tuya', { accessSecret: 'wrong-secret-1234' }, tuya(TUYA_SAMPLE)],
		['Mall Code', 'tuya', {}, { ...tuya(TUYA_SAMPLE), mall_code: 'OTHER' }],
	])('a wrong %s is named', async (field, id, change, order) => {
		stage.engine.store.put(id, { ...stage.engine.store.get(id), ...change });
		const finished = await stage.get([order]);
		expect(finished.error?.description).toContain(field);
	});

	test.each([
		['App Key', 'ali', { appKey: '' }, ali(ALI_SAMPLE)],
		['https://', 'ali', { baseUrl: 'http://api-sg.aliexpress.com' }, ali(ALI_SAMPLE)],
		['Base URL', 'tuya', { baseUrl: 'https://user:pass@127.0.0.1' }, tuya(TUYA_SAMPLE)],
		['Access Secret', 'tuya', { accessSecret: '' }, tuya(TUYA_SAMPLE)],
	])('a missing or malformed %s is named and nothing is sent', async (field, id, change, order) => {
		stage.engine.store.put(id, { ...stage.engine.store.get(id), ...change });
		const finished = await stage.get([order]);
		expect(`${finished.error?.message} ${finished.error?.description}`).toContain(field);
		expect(stage.sandbox.requests).toHaveLength(0);
	});

	test('a credential that is not there', async () => {
		const finished = await stage.get([ali(ALI_SAMPLE)], {}, { credentials: {} });
		expect(finished.error?.message).toMatch(/credential/i);
	});
});

describe('continuing without the failed orders', () => {
	const orders = [ali(ALI_SAMPLE), ali('4048190439416163'), tuya(TUYA_SAMPLE), tuya('NO1')];

	test('the error branch gets them with their input, the main branch gets the others', async () => {
		const finished = await stage.get(orders, {}, { onError: 'continueErrorOutput' });
		expect(finished.jsons('Get Order').map((row) => row.order_id)).toEqual([
			ALI_SAMPLE,
			...Array<string>(3).fill(TUYA_SAMPLE),
		]);
		const failed = finished.items('Get Order', 1);
		expect(failed.map(({ json }) => [json.order_id, json.provider])).toEqual([
			['4048190439416163', 'aliexpress'],
			['NO1', 'tuya'],
		]);
		expect(failed.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }, { item: 3 }]);
		for (const { json } of failed) {
			expect(json.error).toEqual(expect.any(String));
			expect(json.message).toEqual(expect.any(String));
			expect(json.details).toMatchObject({ reason: 'not_found' });
		}
	});

	test('otherwise the first failure in input order is reported', async () => {
		const finished = await stage.get(orders);
		expect(finished.error?.message).toMatch(/\(item 2[,)]/);
		expect(finished.items('Get Order')).toEqual([]);
	});
});

test('an item whose expression cannot be evaluated fails; the others get their orders', async () => {
	const finished = await stage.get(
		[ali(ALI_SAMPLE), ali('8112345678901234'), ali('8112345678901235')],
		{
			orderId: "={{ $itemIndex === 1 ? $('No such node').item.json.id : $json.order_id }}",
			options: { concurrency: 2 },
		},
		{ onError: 'continueErrorOutput' },
	);
	expect(finished.error).toBeUndefined();
	expect(new Set(finished.jsons('Get Order').map((row) => row.order_id))).toEqual(
		new Set([ALI_SAMPLE, '8112345678901235']),
	);
	expect(finished.jsons('Get Order', 1)).toMatchObject([
		{
			order_id: '8112345678901234',
			error: 'An expression in this node could not be evaluated for this item',
			details: { reason: 'invalid_parameter' },
		},
	]);
});

test('an exception while fetching one order fails only that order', async () => {
	const { providers } = compiled<{ providers: Provider[] }>('providers/index.js');
	const [aliexpress] = providers;
	const broken = { ...aliexpress, name: 'broken', normalize: broke } as Provider;
	providers.push(broken);
	const many = Array.from({ length: 8 }, (_, at) => ali(`811234567890123${at}`));
	const finished = await stage.get(
		[{ ...ali(ALI_SAMPLE), provider: 'broken' }, ...many],
		{ options: { concurrency: 2 } },
		{ onError: 'continueErrorOutput' },
	);
	providers.pop();
	expect(finished.error).toBeUndefined();
	expect(new Set(finished.jsons('Get Order').map((row) => row.order_id)).size).toBe(8);
	expect(finished.jsons('Get Order', 1)).toMatchObject([
		{
			order_id: ALI_SAMPLE,
			error: 'The response from AliExpress could not be turned into rows',
			details: { reason: 'unknown', code: 'RangeError' },
		},
	]);
	expect(JSON.stringify(finished.run)).not.toContain('stack size');
});

function broke(): never {
	throw new RangeError('Maximum call stack size exceeded');
}
