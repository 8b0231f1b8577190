const PACKAGE = 'n8n-nodes-marketplace-orders';
export const HOOK = 'get-orders';

/** Receives orders by webhook and responds with their rows. */
export const WORKFLOW = {
	id: 'queueOrders',
	name: 'Orders by webhook',
	active: false,
	settings: { executionOrder: 'v1' },
	nodes: [
		{
			id: '6a000000-0000-4000-8000-000000000001',
			name: 'Webhook',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			position: [0, 0],
			webhookId: '6a000000-0000-4000-8000-000000000009',
			parameters: {
				path: HOOK,
				httpMethod: 'POST',
				responseMode: 'lastNode',
				responseData: 'allEntries',
				options: {},
			},
		},
		{
			id: '6a000000-0000-4000-8000-000000000002',
			name: 'Split Out',
			type: 'n8n-nodes-base.splitOut',
			typeVersion: 1,
			position: [220, 0],
			parameters: { fieldToSplitOut: 'body.orders', options: {} },
		},
		{
			id: '6a000000-0000-4000-8000-000000000003',
			name: 'Get Order',
			type: `${PACKAGE}.getOrder`,
			typeVersion: 1,
			position: [440, 0],
			parameters: {
				provider: '={{ $json.provider }}',
				orderId: '={{ $json.order_id }}',
				mallCode: '={{ $json.mall_code }}',
				siteCode: '={{ $json.site_code }}',
				output: 'items',
				options: {},
			},
			credentials: {
				aliExpressApi: { id: 'demoAliExpress', name: 'AliExpress (demo)' },
				tuyaApi: { id: 'demoTuya', name: 'Tuya (demo)' },
			},
		},
	],
	connections: {
		Webhook: { main: [[{ node: 'Split Out', type: 'main', index: 0 }]] },
		'Split Out': { main: [[{ node: 'Get Order', type: 'main', index: 0 }]] },
	},
};

/** The same for a credential that is another person's for each item. */
export const PEOPLE_WORKFLOW = {
	...structuredClone(WORKFLOW),
	id: 'queuePeople',
	name: 'Orders of several people by webhook',
};
export const PEOPLE_HOOK = 'get-orders-of-people';
const [webhook, , getOrder] = PEOPLE_WORKFLOW.nodes;
webhook.webhookId = '6a000000-0000-4000-8000-00000000000a';
webhook.parameters.path = PEOPLE_HOOK;
getOrder.credentials.aliExpressApi = { id: 'people', name: 'AliExpress (people)' };

/** Their credential: each item brings the code of its person. */
export const peopleCredential = ({ aliExpressApi }) => ({
	id: 'people',
	name: 'AliExpress (people)',
	type: 'aliExpressApi',
	data: {
		...aliExpressApi,
		accessToken: '',
		refreshToken: '',
		authorizationCode: '={{ $json.code }}',
	},
});
