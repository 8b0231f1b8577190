export const MALL = { mall_code: 'SANDBOX_MALL', site_code: 'SANDBOX_SITE' };

/** Orders for the examples: one that exists and one that does not per provider. */
export const ALI_ID = '8100000000000777';
export const TUYA_ID = 'SO7700000000000001';
export const WANTED = [
	{ provider: 'aliexpress', order_id: ALI_ID, mall_code: '', site_code: '' },
	{ provider: 'tuya', order_id: TUYA_ID, ...MALL },
];
export const UNKNOWN = [
	{ provider: 'aliexpress', order_id: '4040000000000001', mall_code: '', site_code: '' },
	{ provider: 'tuya', order_id: 'NO0000000001', ...MALL },
];

/** More digits than a number keeps, and text that a sheet or Slack would interpret. */
export const LONG_SKU = '1200003702000037019';
export const HOSTILE_NAME = '=1+1 <!channel> Cap & Co';

const ALI_STATES = {
	paid: { order: 'WAIT_SELLER_SEND_GOODS', logistics: 'WAIT_SELLER_SEND_GOODS', parcels: [] },
	partlyShipped: {
		order: 'SELLER_PART_SEND_GOODS',
		logistics: 'SELLER_SEND_PART_GOODS',
		parcels: [{ logistics_service: 'CAINIAO_STANDARD', logistics_no: 'LP00675700340000' }],
	},
};
/**
 * Sets both orders in the sandbox: two lines each, no parcel (`paid`) or one (`partlyShipped`).
 *
 * @param {{setOrder: (provider: string, orderId: string, payload: unknown) => void}} sandbox
 * @param {'paid' | 'partlyShipped'} state
 */
export function setOrders(sandbox, state) {
	sandbox.setOrder('aliexpress', ALI_ID, aliExpress(ALI_STATES[state]));
	const sent = { number: 'SC0001', sku: 'SKbottle', quantity: 1 };
	setParcels(sandbox, TUYA_ID, state === 'paid' ? [] : [sent]);
}

/** Returns text, because the ids are numbers beyond JavaScript's precision. */
function aliExpress({ order, logistics, parcels }) {
	const usd = (amount) => ({ amount, currency_code: 'USD' });
	const result = {
		gmt_create: '2026-03-02 08:15:00',
		order_paidtime_string: '2026-03-02 08:16:00',
		order_status: order,
		logistics_status: logistics,
		logistics_info_list: { aeop_order_logistics_info: parcels },
		store_info: { store_id: 1103800006, store_name: 'Kedi Bottles Store' },
		user_order_amount: usd('20.50'),
		child_order_list: {
			aeop_child_order_info: [
				{
					product_count: 2,
					product_id: 1005005511268056,
					sku_id: '$SKU',
					product_name: 'Water Bottle',
					product_price: usd('7.75'),
					actual_fee: usd('15.50'),
				},
				{
					product_count: 1,
					product_id: 1005005511268057,
					sku_id: '12000037020000371',
					product_name: HOSTILE_NAME,
					product_price: usd('5.00'),
					actual_fee: usd('5.00'),
				},
			],
		},
	};
	return JSON.stringify(aliExpressAnswer(result)).replace('"$SKU"', LONG_SKU);
}

/** The answer of AliExpress to the order call. */
export const aliExpressAnswer = (result) => ({
	aliexpress_trade_ds_order_get_response: { result, request_id: '21410' },
});

/**
 * Sets a Tuya order of two bottles and a cap, with a parcel for each number.
 *
 * @param {readonly {number: string, sku: string, quantity: number}[]} parcels a parcel of one sku each
 */
export function setParcels(sandbox, orderId, parcels) {
	const deliveries = parcels.map(({ number, sku, quantity }) => ({
		delivery_id: `delivery-${orderId}-${sku}`,
		delivery_status: 2,
		logistics_company: 'agopost',
		logistics_company_name: 'Super Courier',
		logistics_no: number,
		delivery_detail_list: [
			{ commodity_code: sku.replace('SK', 'CM'), sku_code: sku, delivery_quantity: quantity },
		],
	}));
	const line = (name, quantity) => ({
		commodity_code: `CM${name}`,
		specification_code: `SK${name}`,
		commodity_name: name,
		quantity,
		currency: 'EUR',
		unit_price_origin: { Value: '3.00' },
		unit_price_trade: { Value: '3.50' },
	});
	sandbox.setOrder('tuya', orderId, {
		success: true,
		t: 1_770_000_000_000,
		result: {
			order_id: orderId,
			order_status: parcels.length === 0 ? 'paid' : 'part_delivered',
			gmt_order_create: 1_770_000_000_000,
			gmt_order_pay: 1_770_000_060_000,
			currency: 'EUR',
			amount_trade: { Value: '10.50' },
			amount_paid: { Value: '10.50' },
			amount_rest: { Value: '0.00' },
			commodity_list: [line('bottle', 2), line('cap', 1)],
			delivery_list: deliveries,
			address: { site: 'DE' },
		},
	});
}

const AT = ['item_key', 'order_status', 'fulfillment_status', 'quantity_shipped'];
const KEYS = [
	`aliexpress:${ALI_ID}:${LONG_SKU}`,
	`aliexpress:${ALI_ID}:12000037020000371`,
	`tuya:${TUYA_ID}:SKbottle`,
	`tuya:${TUYA_ID}:SKcap`,
];

/** Expected key, order status, fulfillment status and quantity shipped of each row. */
export const EXPECTED = {
	paid: KEYS.map((key) => [key, 'processing', 'unfulfilled', 0]),
	partlyShipped: [
		[KEYS[0], 'processing', 'partially_shipped', null],
		[KEYS[1], 'processing', 'partially_shipped', null],
		[KEYS[2], 'processing', 'partially_shipped', 1],
		[KEYS[3], 'processing', 'unfulfilled', 0],
	],
};

/** The same columns of stored rows. */
export const statusesOf = (rows) => rows.map((row) => AT.map((column) => row[column]));
