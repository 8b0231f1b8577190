import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { parseJson } from '../../json/parse';
import { COLUMNS } from '../../order/rows';
import { aliExpressOrder, aliExpressTracking } from '../../tools/sandbox/aliexpress/orders';
import { LATE_ORDERS } from '../../tools/sandbox/guide';
import { tuyaOrder } from '../../tools/sandbox/tuya/orders';
import { CHANGE_KEYS } from '../support/changeKeys';
import { setState } from './orderStates.support';
import { ali, ALI_SAMPLE, GOES_ON, idsIn, tuya, TUYA_SAMPLE, useStage } from './stage.support';

const stage = useStage();

const NAMES = COLUMNS.map(({ name }) => name);
const jsonsOf = async (...parameters: Parameters<typeof stage.get>) =>
	(await stage.get(...parameters)).jsons('Get Order') as IDataObject[];

test('both providers in one run, named as people type them: rows in input order, linked to their items', async () => {
	const ids = [ALI_SAMPLE, TUYA_SAMPLE, '8112345678901234'];
	const finished = await stage.get([
		{ ...ali(ids[0]), provider: 'AliExpress' },
		{ ...tuya(ids[1]), provider: ' TUYA ' },
		ali(ids[2]),
	]);
	expect(finished.error).toBeUndefined();
	const items = finished.items('Get Order');
	expect(idsIn(items.map(({ json }) => json))).toEqual(ids);
	for (const { json, pairedItem } of items) {
		expect(pairedItem).toEqual({ item: ids.indexOf(String(json.order_id)) });
		expect(Object.keys(json)).toEqual(NAMES);
	}
});

test('equal orders in one run are fetched once and returned for each of their items', async () => {
	const finished = await stage.get([
		ali(ALI_SAMPLE),
		ali(` ${ALI_SAMPLE} `),
		tuya(TUYA_SAMPLE),
		ali(Number(ALI_SAMPLE)),
	]);
	expect(stage.sandbox.count('order')).toBe(2);
	expect(finished.items('Get Order').map(({ pairedItem }) => pairedItem)).toEqual(
		[0, 1, 2, 2, 2, 3].map((item) => ({ item })),
	);
});

test('without input, there is no output and no request', async () => {
	expect(await jsonsOf([])).toEqual([]);
	expect(stage.sandbox.requests).toHaveLength(0);
});

describe('outputs', () => {
	test('Order is one item per order, Raw the response as sent, and Include Raw adds it to the first row', async () => {
		const sample = [tuya(TUYA_SAMPLE)];
		expect(await jsonsOf(sample, { output: 'order' })).toMatchObject([
			{ order_key: `tuya:${TUYA_SAMPLE}`, totals: { total: { amount: '1.04', currency: 'CNY' } } },
		]);
		const [raw] = await jsonsOf(sample, { output: 'raw' });
		expect(raw).toMatchObject({ order_id: TUYA_SAMPLE, amount_trade: { Value: '1.04' } });
		const rows = await jsonsOf(sample, { options: { includeRaw: true } });
		expect(rows.map((row) => row.raw)).toEqual([raw, undefined, undefined]);
	});

	test('Raw is what the provider sent, to the digit, with tracking next to it', async () => {
		const numbers = Array.from({ length: 25 }, (_, at) => String(at + 1).padStart(4, '0'));
		const aliIds = numbers.map((number) => `81900000000${number}7`);
		const tuyaIds = numbers.map((number) => `SO2605${number}`);
		const raws = await jsonsOf([...aliIds.map(ali), ...tuyaIds.map(tuya)], { output: 'raw' });
		const expected = [
			...aliIds.map((id) => {
				const answer = parseJson(aliExpressTracking(id) ?? 'null') as { data: unknown } | null;
				const order = parseJson(aliExpressOrder(id)) as object;
				return answer ? { tracking: answer.data, ...order } : order;
			}),
			...tuyaIds.map((id) => parseJson(tuyaOrder(id))),
		];
		expect(raws).toEqual(expected);
		expect(JSON.stringify(raws)).toMatch(/"sku_id":"120000\d{13}"/);
	});

	test('a raw response larger than 1 MB is left out of the rows, with a hint', async () => {
		const aeop_child_order_info = Array.from({ length: 1000 }, (_, index) => ({
			sku_id: String(index + 1),
			product_name: 'x'.repeat(1200),
		}));
		stage.sandbox.setOrder('aliexpress', ALI_SAMPLE, {
			result: { order_status: 'FINISH', child_order_list: { aeop_child_order_info } },
		});
		const finished = await stage.get([ali(ALI_SAMPLE)], { options: { includeRaw: true } });
		const rows = finished.jsons('Get Order');
		expect([rows.length, rows.some(({ raw }) => raw !== undefined)]).toEqual([1000, false]);
		expect(finished.hints('Get Order').join()).toContain('larger than 1 MB and was left out.');
		const [raw] = await jsonsOf([ali(ALI_SAMPLE)], { output: 'raw' });
		expect(JSON.stringify(raw).length).toBeGreaterThan(1_200_000);
	});

	test('Shipments has a row for each parcel, none for an order without one, and a hint', async () => {
		setState(stage.sandbox, 'aliexpress', '8112345678901299', 'paid');
		const orders = [tuya(TUYA_SAMPLE), ali('8112345678901299')];
		const finished = await stage.get(orders, { output: 'shipments' });
		expect(finished.jsons('Get Order')).toMatchObject([
			{
				order_id: TUYA_SAMPLE,
				tracking_number: '1111',
				tracking_url: 'https://t.17track.net/en#nums=1111',
				shipment_key: expect.stringContaining(`tuya:${TUYA_SAMPLE}:`),
			},
			{ tracking_number: '1235YT' },
		]);
		expect(finished.hints('Get Order').join()).toMatch(/1 .*parcel/);
	});

	test('the late orders that the sandbox names need someone, and their summaries say so', async () => {
		const orders = LATE_ORDERS.map(({ provider, orderId }) => ({ provider, order_id: orderId }));
		const attention = { limits: {} };
		const found = await jsonsOf(orders, { output: 'order', options: { attention } });
		expect(found.map((order) => order.attention)).toEqual([
			'not_shipped',
			'no_movement, overdue',
			'payment_due',
			'on_hold',
			'not_shipped',
		]);
		expect(found[3]?.summary).toMatch(/ · on hold$/);
	});
});

test('warnings of an order are part of the output Order; with rows they are one hint, without HTML', async () => {
	const order_status = '<a href="//x.example">&now</a>';
	stage.sandbox.setOrder('aliexpress', '8112345678901299', {
		aliexpress_trade_ds_order_get_response: { result: { order_status } },
	});
	const odd = ali('8112345678901299');
	const { hints } = await stage.get([ali(ALI_SAMPLE), odd, odd]);
	expect(hints('Get Order')).toEqual([
		expect.stringMatching(
			/^1 of 2 orders have warnings\. aliexpress:8112345678901299: .*“warnings”/,
		),
	]);
	expect(hints('Get Order')[0]).toContain('&#60;a href=&#34;//x.example&#34;&#62;&#38;now');
	expect(hints('Get Order')[0]).not.toMatch(/[<>"]/);
	const finished = await stage.get([odd], { output: 'order' });
	expect(finished.jsons('Get Order')[0]?.warnings).toHaveLength(1);
	expect(finished.hints('Get Order')).toEqual([]);
});

test.each([
	[false, 'shipped', [expect.stringContaining('Tracking numbers may be internal numbers')]],
	[false, 'paid', []],
	[true, 'shipped', []],
] as const)(
	'Include Tracking %s, an order that is %s: hints %j',
	async (includeTracking, state, hints) => {
		setState(stage.sandbox, 'aliexpress', ALI_SAMPLE, state);
		const orders = [ali(ALI_SAMPLE), ali(ALI_SAMPLE)];
		const finished = await stage.get(orders, { options: { includeTracking } });
		const found = finished.hints('Get Order').filter((hint) => hint.startsWith('Tracking'));
		expect(found).toEqual(hints);
	},
);

test('the provider of each item: one credential is enough for its orders, an order without one says so', async () => {
	const fromItem = { provider: 'item', itemProvider: '={{ $json.provider }}' };
	const orders = [tuya(TUYA_SAMPLE), ali(ALI_SAMPLE), { ...ali(ALI_SAMPLE), provider: 'item' }];
	const both = await stage.get(orders.slice(0, 2), fromItem);
	expect(idsIn(both.jsons('Get Order'))).toEqual([TUYA_SAMPLE, ALI_SAMPLE]);
	const credentials = { aliExpressApi: { id: 'ali', name: 'AliExpress account' } };
	const finished = await stage.get(orders, fromItem, { credentials, ...GOES_ON });
	expect(finished.jsons('Get Order')).toMatchObject([
		{
			error: 'No Tuya credential is selected',
			message: expect.stringContaining('Credential for Tuya API'),
			details: { order_id: TUYA_SAMPLE, reason: 'invalid_credentials' },
		},
		{ order_id: ALI_SAMPLE },
		{
			error: 'The Provider of Each Item "item" is unknown',
			message: expect.stringContaining('aliexpress, tuya'),
		},
	]);
});

/** What counts as a change is proved in test/changes, which states are none in test/nodes/GetOrder. */
describe('Only If Changed Since', () => {
	/** One run over the rows of a table. */
	const run = async (
		rows: ReadonlyArray<Record<string, unknown>>,
		options: INodeParameters = {},
		output = 'order',
	) => {
		const changed = { changedSince: '={{ $json.state }}', ...options };
		return await jsonsOf(rows, { output, options: changed }, GOES_ON);
	};
	const ROW = tuya('SO1');

	test.each(['items', 'order', 'raw'])(
		'an order is returned as %s when it is new and when it has changed, not otherwise',
		async (output) => {
			setState(stage.sandbox, 'tuya', 'SO1', 'shipped');
			const [{ state } = {}] = await run([ROW]);
			const [first = {}] = await run([ROW], {}, output);
			const added = Object.keys(first).filter((key) => CHANGE_KEYS.includes(key));
			expect(added).toEqual(output === 'raw' ? [] : CHANGE_KEYS);
			stage.restart();
			expect(await run([{ ...ROW, state }], {}, output)).toEqual([]);
			setState(stage.sandbox, 'tuya', 'SO1', { state: 'delivered', tracking: ['TN-SO1', 'TN-2'] });
			const [second] = await run([{ ...ROW, state }], {}, output);
			if (output === 'raw') expect(second).toHaveProperty('commodity_list');
			else
				expect(second).toMatchObject({
					change: 'order_status, fulfillment_status, tracking_numbers',
					previous_fulfillment_status: 'shipped',
					new_tracking_numbers: 'TN-2',
				});
		},
	);

	test('rows of one order are fetched once and compared one by one; a value that is not a state fails its row', async () => {
		setState(stage.sandbox, 'tuya', 'SO1', 'paid');
		const [{ state } = {}] = await run([ROW]);
		const before = stage.sandbox.count('order');
		expect(
			await run([{ ...ROW, state }, ROW, { ...ROW, state: 'paid' }, { ...tuya('SO2'), state }]),
		).toMatchObject([
			{ change: 'new' },
			{ error: 'The option Only If Changed Since has no state, but "paid"' },
			{ error: 'The option Only If Changed Since has the state of another order' },
		]);
		expect(stage.sandbox.count('order')).toBe(before + 1);
	});

	test('turning Include Tracking on or off is no change', async () => {
		for (const includeTracking of [true, false]) {
			const [{ state } = {}] = await run([ali(ALI_SAMPLE)], { includeTracking });
			const stored = [{ ...ali(ALI_SAMPLE), state }];
			expect(await run(stored, { includeTracking: !includeTracking })).toEqual([]);
		}
	});

	test('Attention adds its keys, and is a change once, when it begins or is turned on', async () => {
		const createdAt = stage.now() - 86_400_000;
		setState(stage.sandbox, 'tuya', 'SO1', { state: 'paid', createdAt });
		const attention = { attention: { limits: { notShippedAfter: 3 } } };
		const [{ state: without } = {}] = await run([ROW]);
		const [{ state, ...first } = {}] = await run([ROW], attention);
		expect(first).toMatchObject({ change: 'new', attention: '', attention_since: null });
		expect(await run([{ ...ROW, state }], attention)).toEqual([]);
		stage.advance(4 * 86_400_000);
		const attention_since = new Date(createdAt + 3 * 86_400_000).toISOString();
		const begun = { change: 'attention', attention: 'not_shipped', attention_since };
		const found = await run(
			[state, without].map((each) => ({ ...ROW, state: each })),
			attention,
		);
		expect(found).toMatchObject([begun, begun]);
		expect(await run([{ ...ROW, state: found[0]?.state }], attention)).toEqual([]);
	});
});
