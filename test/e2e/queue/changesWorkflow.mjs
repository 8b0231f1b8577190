const PACKAGE = 'n8n-nodes-marketplace-orders';
const COLUMNS = ['provider', 'order_id', 'mall_code', 'site_code', 'state'];

/** Longer than n8n keeps a waiting execution in memory: another process resumes it. */
const WAIT_SECONDS = 70;

/**
 * Tells an address of the orders of a table that have changed, waits, and stores their states.
 *
 * @param {string} id also the name of the table
 * @param {object} trigger what starts it
 * @param {string} address
 */
const changesWorkflow = (id, trigger, address) => {
	const nodes = [
		{ name: 'Trigger', ...trigger },
		{
			name: 'Table',
			type: 'n8n-nodes-base.dataTable',
			typeVersion: 1.1,
			parameters: {
				resource: 'table',
				operation: 'create',
				tableName: id,
				columns: { column: COLUMNS.map((name) => ({ name, type: 'string' })) },
				options: { createIfNotExists: true },
			},
		},
		{
			name: 'Read orders',
			type: 'n8n-nodes-base.dataTable',
			typeVersion: 1.1,
			parameters: {
				resource: 'row',
				operation: 'get',
				dataTableId: table,
				filters: {},
				returnAll: true,
			},
		},
		{
			name: 'Get Order',
			type: `${PACKAGE}.getOrder`,
			typeVersion: 1,
			parameters: {
				provider: 'item',
				itemProvider: '={{ $json.provider }}',
				orderId: '={{ $json.order_id }}',
				output: 'order',
				options: { changedSince: '={{ $json.state }}', includeInput: true },
			},
			credentials: {
				aliExpressApi: { id: 'demoAliExpress', name: 'AliExpress (demo)' },
				tuyaApi: { id: 'demoTuya', name: 'Tuya (demo)' },
			},
		},
		{
			name: 'Tell',
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.2,
			parameters: {
				method: 'POST',
				url: address,
				sendBody: true,
				specifyBody: 'keypair',
				bodyParameters: {
					parameters: [
						{ name: 'workflow', value: id },
						{ name: 'order_id', value: '={{ $json.order_id }}' },
						{ name: 'change', value: '={{ $json.change }}' },
					],
				},
				options: {},
			},
		},
		{
			name: 'Wait',
			type: 'n8n-nodes-base.wait',
			typeVersion: 1.1,
			webhookId: `${id}-wait`,
			parameters: { amount: WAIT_SECONDS, unit: 'seconds' },
		},
		{
			name: 'Store the state',
			type: 'n8n-nodes-base.dataTable',
			typeVersion: 1.1,
			parameters: {
				resource: 'row',
				operation: 'update',
				dataTableId: table,
				matchType: 'allConditions',
				filters: {
					conditions: [
						{
							keyName: 'id',
							condition: 'eq',
							keyValue: "={{ $('Get Order').item.json.id }}",
						},
					],
				},
				columns: {
					mappingMode: 'defineBelow',
					value: { state: "={{ $('Get Order').item.json.state }}" },
					matchingColumns: [],
					schema: [{ id: 'state', displayName: 'state', type: 'string', display: true }],
				},
				options: {},
			},
		},
	].map((node, at) => ({ ...node, id: `${id}-${at}`, position: [220 * at, 0] }));
	const links = nodes
		.slice(1)
		.map(({ name }, at) => [nodes[at].name, { main: [[{ node: name, type: 'main', index: 0 }]] }]);
	return {
		id,
		name: id,
		active: false,
		settings: { executionOrder: 'v1' },
		nodes,
		connections: Object.fromEntries(links),
	};
};

const table = { __rl: true, mode: 'id', value: "={{ $('Table').first().json.id }}" };

export const ON_DEMAND = 'changesOnDemand';
export const SCHEDULED = 'changesScheduled';

/** One that a webhook starts, and one with a Schedule whose recurrence n8n keeps in static data. */
export const changesWorkflows = (address) => [
	changesWorkflow(
		ON_DEMAND,
		{
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			webhookId: ON_DEMAND,
			parameters: {
				path: ON_DEMAND,
				httpMethod: 'POST',
				responseMode: 'onReceived',
				options: {},
			},
		},
		address,
	),
	changesWorkflow(
		SCHEDULED,
		{
			type: 'n8n-nodes-base.scheduleTrigger',
			typeVersion: 1.3,
			parameters: { rule: { interval: [{ field: 'minutes', minutesInterval: 7 }] } },
		},
		address,
	),
];
