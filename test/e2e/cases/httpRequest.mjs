import { deepEqual, equal } from 'node:assert/strict';
import { itemsOf } from './editor.mjs';

const ID = 'any-api-with-http-request';

/** @type {(stage: import('../e2e.mjs').Stage) => readonly import('../e2e.mjs').Case[]} */
export const httpRequestCases = ({ n8n }) => [
	[
		'HTTP Request: another API of each provider, signed by the credential',
		async () => {
			const execution = await n8n.execute(ID);
			equal(execution.data.resultData.error, undefined);
			const [tracking] = itemsOf(execution, 'AliExpress: tracking of an order');
			deepEqual(Object.keys(tracking), ['aliexpress_ds_order_tracking_get_response']);
			const [search] = itemsOf(execution, 'Tuya: orders of a mall');
			equal(search.success, true);
			equal(search.result.echo.path, '/v1.0/sellercenter/order/search');
		},
	],
];
