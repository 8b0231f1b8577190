const CREDENTIALS = {
	aliExpressApi: { id: 'demoAliExpress', name: 'AliExpress (demo)' },
	tuyaApi: { id: 'demoTuya', name: 'Tuya (demo)' },
};
const COLUMNS = ['provider', 'order_id', 'mall_code', 'site_code', 'state'];
/** Longer than n8n keeps a waiting execution in memory: another process resumes it. */
const WAIT_SECONDS = 70;

/** A workflow of nodes one after the other, each as name, type, version, parameters, and what else it has. */
const workflow = (id, nodes) => ({
	id,
	name: id,
	active: false,
	settings: { executionOrder: 'v1' },
	nodes: nodes.map(([name, type, typeVersion, parameters, more], at) => ({
		id: `${id}-${at}`,
		name,
		typeVersion,
		parameters,
		position: [220 * at, 0],
		type: type.includes('.') ? type : `n8n-nodes-base.${type}`,
		...more,
	})),
	connections: Object.fromEntries(
		nodes
			.slice(1)
			.map(([name], at) => [nodes[at][0], { main: [[{ node: name, type: 'main', index: 0 }]] }]),
	),
});

const webhook = (id, response) => [
	...['Webhook', 'webhook', 2],
	{ path: id, httpMethod: 'POST', ...response, options: {} },
	{ webhookId: id },
];

const getOrder = (parameters, credentials = CREDENTIALS) => [
	...['Get Order', 'n8n-nodes-marketplace-orders.getOrder', 1],
	{ orderId: '={{ $json.order_id }}', ...parameters },
	{ credentials },
];

/** Receives orders by webhook and responds with their rows; the path is the id. */
const ordersWorkflow = (id, credentials) =>
	workflow(id, [
		webhook(id, { responseMode: 'lastNode', responseData: 'allEntries' }),
		['Split Out', 'splitOut', 1, { fieldToSplitOut: 'body.orders', options: {} }],
		getOrder(
			{
				provider: '={{ $json.provider }}',
				mallCode: '={{ $json.mall_code }}',
				siteCode: '={{ $json.site_code }}',
				output: 'items',
				options: {},
			},
			credentials,
		),
	]);

export const ORDERS = 'queueOrders';
export const PEOPLE = 'queuePeople';
const PEOPLE_CREDENTIAL = { id: 'people', name: 'AliExpress (people)' };

/** One for the credentials of the sandbox, and one for a credential that is another person's for each item. */
export const WORKFLOWS = [
	ordersWorkflow(ORDERS, CREDENTIALS),
	ordersWorkflow(PEOPLE, { ...CREDENTIALS, aliExpressApi: PEOPLE_CREDENTIAL }),
];

/** Their credential: each item brings the code of its person. */
export const peopleCredential = ({ aliExpressApi }) => ({
	...PEOPLE_CREDENTIAL,
	type: 'aliExpressApi',
	data: {
		...aliExpressApi,
		accessToken: '',
		refreshToken: '',
		authorizationCode: '={{ $json.code }}',
	},
});

const TABLE = { __rl: true, mode: 'id', value: "={{ $('Table').first().json.id }}" };
const rows = (operation, parameters) => [
	...['dataTable', 1.1],
	{ resource: 'row', operation, dataTableId: TABLE, ...parameters },
];

/**
 * Posts the orders of a table that have changed to an address, waits, and stores their states.
 *
 * @param {string} id also the name of the table
 * @param {readonly unknown[]} trigger what starts it
 * @param {string} url
 */
const changesWorkflow = (id, trigger, url) => {
	const posted = { workflow: id, order_id: '={{ $json.order_id }}' };
	const parameters = Object.entries(posted).map(([name, value]) => ({ name, value }));
	const keyValue = "={{ $('Get Order').item.json.id }}";
	const table = {
		resource: 'table',
		operation: 'create',
		tableName: id,
		columns: { column: COLUMNS.map((name) => ({ name, type: 'string' })) },
		options: { createIfNotExists: true },
	};
	return workflow(id, [
		trigger,
		['Table', 'dataTable', 1.1, table],
		['Read orders', ...rows('get', { filters: {}, returnAll: true })],
		getOrder({
			provider: 'item',
			itemProvider: '={{ $json.provider }}',
			output: 'order',
			options: { changedSince: '={{ $json.state }}', includeInput: true },
		}),
		[
			...['Post', 'httpRequest', 4.2],
			{
				method: 'POST',
				url,
				sendBody: true,
				specifyBody: 'keypair',
				bodyParameters: { parameters },
				options: {},
			},
		],
		[
			...['Wait', 'wait', 1.1, { amount: WAIT_SECONDS, unit: 'seconds' }],
			{ webhookId: `${id}-wait` },
		],
		[
			'Store the state',
			...rows('update', {
				matchType: 'allConditions',
				filters: { conditions: [{ keyName: 'id', condition: 'eq', keyValue }] },
				columns: {
					mappingMode: 'defineBelow',
					value: { state: "={{ $('Get Order').item.json.state }}" },
					matchingColumns: [],
					schema: [{ id: 'state', displayName: 'state', type: 'string', display: true }],
				},
				options: {},
			}),
		],
	]);
};

export const ON_DEMAND = 'changesOnDemand';
export const SCHEDULED = 'changesScheduled';
const SCHEDULE = { rule: { interval: [{ field: 'minutes', minutesInterval: 7 }] } };

/** One that a webhook starts, and one with a Schedule whose recurrence n8n keeps in static data. */
export const changesWorkflows = (url) => [
	changesWorkflow(ON_DEMAND, webhook(ON_DEMAND, { responseMode: 'onReceived' }), url),
	changesWorkflow(SCHEDULED, ['Schedule', 'scheduleTrigger', 1.3, SCHEDULE], url),
];
