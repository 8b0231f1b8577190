import { deepEqual, equal } from 'node:assert/strict';
import { itemsOf } from './editor.mjs';

const ID = 'any-api-with-http-request';

/** @type {(context: import('../e2e.mjs').Context) => readonly import('../e2e.mjs').Case[]} */
export const httpRequestCases = ({ n8n, sandbox }) => [
	[
		'HTTP Request: the credentials sign other API calls of both providers',
		async () => {
			const execution = await n8n.execute(ID);
			equal(execution.data.resultData.error, undefined);
			const [tracking] = itemsOf(execution, 'Get AliExpress tracking');
			deepEqual(Object.keys(tracking), ['aliexpress_ds_order_tracking_get_response']);
			const [search] = itemsOf(execution, 'Search Tuya orders');
			equal(search.success, true);
			equal(search.result.total, sandbox.tuya.orders.length);
		},
	],
];
