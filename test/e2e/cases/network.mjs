import { deepEqual, equal, ok } from 'node:assert/strict';
import { itemsOf } from '../rest.mjs';

const ID = 'any-api-with-http-request';

/** @param {import('../e2e.mjs').Context} context */
export async function networkCases({ test, n8n, sandbox, mocks }) {
	await test('HTTP Request: the credentials sign other API calls of both providers', async () => {
		const execution = await n8n.execute(ID);
		equal(execution.data.resultData.error, undefined);
		const [tracking] = itemsOf(execution, 'Get AliExpress tracking');
		deepEqual(Object.keys(tracking), ['aliexpress_ds_order_tracking_get_response']);
		const [search] = itemsOf(execution, 'Search Tuya orders');
		equal(search.success, true);
		equal(search.result.total, sandbox.tuya.orders.length);
	});
	await test('Network: every mocked host was called, and no other host', async () => {
		const { rejected, visits } = mocks.proxy;
		deepEqual(rejected, []);
		for (const [host, count] of visits) ok(count > 0, `${host} was not called`);
		return [...visits].map(([host, count]) => `${host} ${count}`).join(', ');
	});
}
