import { deepEqual, equal } from 'node:assert/strict';
import { itemsOf } from '../rest.mjs';

const ID = 'any-api-with-http-request';

/** @param {import('../e2e.mjs').Context} context */
export async function httpRequestCases({ test, n8n, sandbox }) {
	await test('HTTP Request: the credentials sign other API calls of both providers', async () => {
		const execution = await n8n.execute(ID);
		equal(execution.data.resultData.error, undefined);
		const [tracking] = itemsOf(execution, 'Get AliExpress tracking');
		deepEqual(Object.keys(tracking), ['aliexpress_ds_order_tracking_get_response']);
		const [search] = itemsOf(execution, 'Search Tuya orders');
		equal(search.success, true);
		equal(search.result.total, sandbox.tuya.orders.length);
	});
}
