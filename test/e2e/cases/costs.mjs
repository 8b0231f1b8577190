import { deepEqual, match } from 'node:assert/strict';
import { ALI_ID, TUYA_ID, WANTED, aliExpressAnswer, setOrders } from './orders.mjs';

const ID = 'costs-in-one-currency';
const LIST = 'Costs and sales';
const CANCELED = '8200000000800001';

/** @param {import('../e2e.mjs').Context} context */
export async function costCases({ test, n8n, sandbox, tables }) {
	const listed = async () =>
		(await tables.rows(LIST)).map((row) => [row.order_id, row.amount, row.cost, row.sales]);
	await test('Costs: a currency without a rate fails, after the others were stored', async () => {
		setOrders(sandbox, 'paid');
		sandbox.setOrder('aliexpress', CANCELED, canceled);
		await n8n.run(ID);
		await tables.clear('Orders to follow');
		await tables.add('Orders to follow', [...WANTED, { ...WANTED[0], order_id: CANCELED }]);
		await tables.add('Exchange rates', [{ currency: 'EUR', rate: 1 }]);
		match(await n8n.fail(ID), new RegExp(`${ALI_ID}: add USD`));
		deepEqual(await listed(), [
			[TUYA_ID, 7, null, 7],
			[TUYA_ID, 3.5, null, 3.5],
		]);
	});
	await test('Costs: costs and sales in one currency, rounded, without canceled orders, and each once', async () => {
		await tables.add('Exchange rates', [{ currency: 'USD', rate: 0.9173 }]);
		for (const _run of [1, 2]) await n8n.succeed(ID);
		deepEqual(await listed(), [
			[TUYA_ID, 7, null, 7],
			[TUYA_ID, 3.5, null, 3.5],
			[ALI_ID, 15.5, 14.22, null],
			[ALI_ID, 5, 4.59, null],
		]);
	});
}

const usd = { amount: '9.00', currency_code: 'USD' };
const canceled = aliExpressAnswer({
	order_status: 'FINISH',
	logistics_status: 'NO_LOGISTICS',
	child_order_list: {
		aeop_child_order_info: [
			{
				product_count: 1,
				sku_id: '1',
				product_price: usd,
				actual_fee: usd,
				end_reason: 'CANCELED',
			},
		],
	},
});
