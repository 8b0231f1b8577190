import { COLUMNS } from '../../order/rows';
import { LATE_ORDERS } from '../../tools/sandbox/guide';
import { ali, ALI_SAMPLE, GOES_ON, idsIn, tuya, TUYA_SAMPLE, useStage } from './stage.support';

const stage = useStage();

const NAMES = COLUMNS.map(({ name }) => name);

test('both providers in one run, named as people type them: rows in input order, linked to their items', async () => {
	const finished = await stage.get([
		{ ...ali(ALI_SAMPLE), provider: 'AliExpress' },
		{ ...tuya(TUYA_SAMPLE), provider: ' TUYA ' },
		ali('8112345678901234'),
	]);
	expect(finished.error).toBeUndefined();
	const items = finished.items('Get Order');
	expect(items.map(({ pairedItem }) => (pairedItem as { item: number }).item)).toEqual(
		items.map(({ json }) =>
			[ALI_SAMPLE, TUYA_SAMPLE, '8112345678901234'].indexOf(String(json.order_id)),
		),
	);
	expect(items.slice(0, 4).map(({ json }) => json.order_id)).toEqual([
		ALI_SAMPLE,
		TUYA_SAMPLE,
		TUYA_SAMPLE,
		TUYA_SAMPLE,
	]);
	for (const { json } of items) expect(Object.keys(json)).toEqual(NAMES);
});

test('equal orders in one run are fetched once and returned for each of their items', async () => {
	const finished = await stage.get([
		ali(ALI_SAMPLE),
		ali(` ${ALI_SAMPLE} `),
		tuya(TUYA_SAMPLE),
		ali(Number(ALI_SAMPLE)),
	]);
	expect(stage.sandbox.count('order', ALI_SAMPLE)).toBe(1);
	expect(stage.sandbox.count('order', TUYA_SAMPLE)).toBe(1);
	expect(finished.items('Get Order').map(({ pairedItem }) => pairedItem)).toEqual(
		[0, 1, 2, 2, 2, 3].map((item) => ({ item })),
	);
});

test('an id of 19 digits is unchanged from the payload to the row', async () => {
	stage.sandbox.setOrder(
		'aliexpress',
		ALI_SAMPLE,
		'{"aliexpress_trade_ds_order_get_response":{"result":{"order_status":"WAIT_SELLER_SEND_GOODS","child_order_list":{"aeop_child_order_info":[{"product_id":9223372036854775807,"sku_id":"1","product_count":1}]}}}}',
	);
	const [row] = (await stage.get([ali(ALI_SAMPLE)])).jsons('Get Order');
	expect(row?.product_id).toBe('9223372036854775807');
	const [raw] = (await stage.get([ali(ALI_SAMPLE)], { output: 'raw' })).jsons('Get Order');
	expect(JSON.stringify(raw)).toContain('"product_id":"9223372036854775807"');
});

test('Order returns one item per order, Raw the response as sent, and Include Raw adds it to the first row', async () => {
	const [order] = (await stage.get([tuya(TUYA_SAMPLE)], { output: 'order' })).jsons('Get Order');
	expect(order).toMatchObject({
		order_key: 'tuya:SO2110258K167O5C',
		order_status: 'completed',
		item_count: 3,
		totals: { total: { amount: '1.04', currency: 'CNY' } },
	});
	const [raw] = (await stage.get([tuya(TUYA_SAMPLE)], { output: 'raw' })).jsons('Get Order');
	expect(raw).toMatchObject({ order_id: TUYA_SAMPLE, amount_trade: { Value: '1.04' } });
	const rows = (await stage.get([tuya(TUYA_SAMPLE)], { options: { includeRaw: true } })).jsons(
		'Get Order',
	);
	expect(rows.map((row) => (row.raw as { order_id: string } | undefined)?.order_id)).toEqual([
		TUYA_SAMPLE,
		undefined,
		undefined,
	]);
});

describe('a raw response', () => {
	const LARGE = '8112345678901298';
	const lines = (count: number, text: string) => ({
		aliexpress_trade_ds_order_get_response: {
			result: {
				order_status: 'FINISH',
				child_order_list: {
					aeop_child_order_info: Array.from({ length: count }, (_, index) => ({
						sku_id: String(index + 1),
						product_name: text,
						product_count: 1,
					})),
				},
			},
		},
	});
	const options = { includeRaw: true };

	test.each([
		['items', 1000],
		['order', 1],
	])('larger than 1 MB is left out of %s, with a warning', async (output, count) => {
		stage.sandbox.setOrder('aliexpress', LARGE, lines(1000, 'x'.repeat(1200)));
		const finished = await stage.get([ali(LARGE)], { output, options });
		const items = finished.jsons('Get Order');
		expect(items).toHaveLength(count);
		expect(items.filter(({ raw }) => raw !== undefined)).toEqual([]);
		expect(JSON.stringify([items[0]?.warnings, finished.hints('Get Order')])).toContain(
			'The raw response is larger than 1 MB and was left out.',
		);
		const [raw] = (await stage.get([ali(LARGE)], { output: 'raw' })).jsons('Get Order');
		expect(JSON.stringify(raw).length).toBeGreaterThan(1_200_000);
	});
});

test('no input, no output and no request', async () => {
	const finished = await stage.get([]);
	expect(finished.items('Get Order')).toEqual([]);
	expect(stage.sandbox.requests).toHaveLength(0);
});

describe('warnings of an order', () => {
	const ODD = '8112345678901299';
	const odd = { order_status: 'TELEPORTED', gmt_create: 'yesterday' };

	beforeEach(() => {
		stage.sandbox.setOrder('aliexpress', ODD, {
			aliexpress_trade_ds_order_get_response: { result: odd },
		});
	});

	test('are hints next to the rows, which have no column for them', async () => {
		const finished = await stage.get([ali(ALI_SAMPLE), ali(ODD), ali(ODD)]);
		expect(finished.error).toBeUndefined();
		const [hint = '', ...others] = finished.hints('Get Order');
		expect(others).toEqual([]);
		expect(hint).toMatch(
			/^1 of 2 orders have warnings\. aliexpress:8112345678901299: .*could not be read.*“warnings”/,
		);
	});

	test('contain no HTML, whatever the provider sent', async () => {
		const result = { order_status: '<a href="//x.example">&now</a>' };
		stage.sandbox.setOrder('aliexpress', ODD, { a_response: { result } });
		const [hint = ''] = (await stage.get([ali(ODD)])).hints('Get Order');
		expect(hint).toContain('&#60;a href=&#34;//x.example&#34;&#62;&#38;now');
		expect(hint).not.toMatch(/[<>"]/);
	});

	test('are part of the output Order', async () => {
		const finished = await stage.get([ali(ODD)], { output: 'order' });
		expect(finished.jsons('Get Order')[0]?.warnings).toHaveLength(2);
		expect(finished.hints('Get Order')).toEqual([]);
	});
});

describe('the provider of each item', () => {
	const FROM_ITEM = { provider: 'item', itemProvider: '={{ $json.provider }}' };

	const credentials = { aliExpressApi: { id: 'ali', name: 'AliExpress account' } };

	test('orders come each with its own credential; one is enough for orders of one provider', async () => {
		const both = await stage.get([tuya(TUYA_SAMPLE), ali(ALI_SAMPLE)], FROM_ITEM);
		expect(idsIn(both.jsons('Get Order'))).toEqual([TUYA_SAMPLE, ALI_SAMPLE]);
		const one = await stage.get([ali(ALI_SAMPLE)], FROM_ITEM, { credentials });
		expect(idsIn(one.jsons('Get Order'))).toEqual([ALI_SAMPLE]);
	});

	test('an order whose credential is not selected says so, the others arrive', async () => {
		const orders = [tuya(TUYA_SAMPLE), ali(ALI_SAMPLE)];
		const finished = await stage.get(orders, FROM_ITEM, { credentials, ...GOES_ON });
		expect(finished.jsons('Get Order')).toMatchObject([
			{
				error: 'No Tuya credential is selected',
				message: expect.stringContaining('Credential for Tuya API'),
				details: { order_id: TUYA_SAMPLE, reason: 'invalid_credentials' },
			},
			{ order_id: ALI_SAMPLE },
		]);
	});

	test.each([
		['', 'The Provider of Each Item is empty'],
		['ebay', 'The Provider of Each Item "ebay" is unknown'],
		['item', 'The Provider of Each Item "item" is unknown'],
	])('%j is no provider', async (provider, message) => {
		const finished = await stage.get([{ ...ali(ALI_SAMPLE), provider }], FROM_ITEM);
		expect(finished.error?.message).toBe(message);
		expect(finished.error?.description).toContain('aliexpress, tuya');
	});
});

test.each([
	[false, 'shipped', ['Tracking numbers may be internal numbers of AliExpress because']],
	[false, 'not sent yet', []],
	[true, 'shipped', []],
] as const)('Include Tracking %s, an order that is %s', async (includeTracking, state, hints) => {
	const sent = { order_status: 'WAIT_BUYER_ACCEPT_GOODS', logistics_status: 'SELLER_SEND_GOODS' };
	const waiting = { order_status: 'WAIT_SELLER_SEND_GOODS' };
	stage.sandbox.setOrder('aliexpress', '8112345678901298', {
		result: { ...(state === 'shipped' ? sent : waiting), gmt_create: '2025-01-01 00:00:00' },
	});
	const orders = [ali('8112345678901298'), ali('8112345678901298')];
	const finished = await stage.get(orders, { options: { includeTracking } });
	expect(finished.hints('Get Order')).toEqual(hints.map((each) => expect.stringContaining(each)));
});

test('an id of another provider’s form says so when it is not found', async () => {
	const { error } = await stage.get([{ provider: 'tuya', order_id: '8190439416163295' }]);
	expect(error?.description).toContain('looks like an order ID of AliExpress');
});

test('the output Shipments: a row for each parcel, none for an order without one, and a hint', async () => {
	stage.sandbox.setOrder('aliexpress', '8112345678901299', {
		result: { order_status: 'WAIT_SELLER_SEND_GOODS', gmt_create: '2025-01-01 00:00:00' },
	});
	const orders = [tuya(TUYA_SAMPLE), ali('8112345678901299')];
	const finished = await stage.get(orders, { output: 'shipments' });
	const parcels = finished.jsons('Get Order');
	expect(parcels.map((row) => row.tracking_number)).toEqual(['1111', '1235YT']);
	expect(parcels[0]).toMatchObject({
		order_id: TUYA_SAMPLE,
		tracking_url: 'https://t.17track.net/en#nums=1111',
		shipment_status: 'shipped',
		shipment_key: expect.stringContaining(`tuya:${TUYA_SAMPLE}:`),
	});
	expect(finished.hints('Get Order').join()).toMatch(/1 .*parcel/);
});

test('the summary of an order ends with what needs someone', async () => {
	stage.sandbox.setOrder('aliexpress', '8112345678901299', {
		result: { order_status: 'IN_ISSUE', gmt_create: '2025-01-01 00:00:00' },
	});
	const attention = { limits: { onHold: true } };
	const [order] = (
		await stage.get([ali('8112345678901299')], { output: 'order', options: { attention } })
	).jsons('Get Order');
	expect(order?.summary).toMatch(/ · on hold$/);
});

test('the late orders that the sandbox names need someone', async () => {
	const orders = LATE_ORDERS.map(({ provider, orderId }) => ({ provider, order_id: orderId }));
	const attention = { limits: {} };
	const found = await stage.get(orders, { output: 'order', options: { attention } });
	expect(found.jsons('Get Order').map((order) => order.attention)).toEqual([
		'not_shipped',
		'no_movement, overdue',
		'payment_due',
		'on_hold',
		'not_shipped',
	]);
});
