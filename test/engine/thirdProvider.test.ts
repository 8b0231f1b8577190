import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { ICredentialType, INodePropertyOptions } from 'n8n-workflow';

import { NO_BUYER, NO_SHIP_TO, NO_TOTALS, type Order } from '../../order/order';
import type { Failure, Outcome, Provider } from '../../providers/provider';
import { compiled, GET_ORDER } from './engine';
import { ali, ALI_SAMPLE, openStage, type Stage } from './stage';

/** What a contributor writes for a shop of their own: pure functions and a table of nothing else. */
const refusal: Failure = {
	kind: 'not_found',
	message: 'Acme has no order with this Order ID',
	description: 'Check the field Order ID.',
	code: '404',
	subCode: '',
	text: '',
	requestId: '',
	wait: null,
	serverTime: null,
	httpStatus: 404,
};

const normalize = (payload: unknown, orderId: string): Order => {
	const { item } = payload as { item: string };
	return {
		provider: 'acme',
		order_id: orderId,
		order_status: 'processing',
		payment_status: 'paid',
		fulfillment_status: 'unfulfilled',
		provider_status: 'open',
		created_at: '',
		paid_at: '',
		updated_at: '',
		currency: 'EUR',
		totals: { ...NO_TOTALS, total: { amount: '2.50', currency: 'EUR' } },
		lines: [
			{
				line_number: 1,
				product_id: '',
				sku: item,
				product_name: item,
				variant: '',
				variant_values: [],
				image: '',
				unit: '',
				quantity: 1,
				quantity_shipped: 0,
				fulfillment_status: 'unfulfilled',
				currency: 'EUR',
				unit_price: null,
				unit_price_charged: null,
				line_total: null,
				goods_total: null,
				shipping: null,
				services: null,
				discount: null,
				tax: null,
				tax_included: null,
				cancel_reason: '',
				tracking_numbers: [],
				carriers: [],
				shipment_ids: [],
			},
		],
		shipments: [],
		payments: [],
		history: [],
		buyer: NO_BUYER,
		ship_to: NO_SHIP_TO,
		store: { id: '', name: '', url: '' },
		notes: { buyer: '', seller: '' },
		account: { mall_code: '', site_code: '' },
		order_type: '',
		pay_timeout_seconds: null,
		provider_statuses: { order: 'open', fulfillment: '', refund: '', end_reasons: [] },
		timestamps_raw: {},
		warnings: [],
	};
};

const acme: Provider = {
	name: 'acme',
	displayName: 'Acme',
	credentialType: 'acmeApi',
	parameters: [{ displayName: 'Shop', name: 'shop', type: 'string', required: true, default: '' }],
	options: [{ displayName: 'Acme Mode', name: 'acmeMode', type: 'boolean', default: false }],
	check: (query) => ({ ok: true, value: query }),
	account: ({ baseUrl, token }) => ({
		ok: true,
		value: {
			baseUrl: String(baseUrl),
			key: '',
			secret: '',
			accessToken: String(token),
			expiresAt: 0,
			secrets: [String(token)],
		},
	}),
	isStale: () => false,
	wantsFreshSession: () => false,
	notices: () => [],
	request: ({ orderId, fields }, { baseUrl, accessToken }) => ({
		method: 'GET',
		url: `${baseUrl}/shops/${fields.shop}/orders/${orderId}`,
		headers: { authorization: `Bearer ${accessToken}` },
		body: '',
	}),
	response: ({ status, body }): Outcome<unknown> =>
		status === 200 ? { ok: true, value: body } : { ok: false, failure: refusal },
	normalize: (payload, { orderId }) => normalize(payload, orderId),
};

const acmeApi: ICredentialType = {
	name: 'acmeApi',
	displayName: 'Acme API',
	properties: [
		{ displayName: 'Base URL', name: 'baseUrl', type: 'string', default: '' },
		{
			displayName: 'Token',
			name: 'token',
			type: 'string',
			typeOptions: { password: true },
			default: '',
		},
	],
};

let stage: Stage;
let shop: Server;
const { providers } = compiled<{ providers: Provider[] }>('providers/index.js');

beforeAll(async () => {
	shop = createServer(({ url, headers }, response) => {
		const known = url === '/shops/S1/orders/A-1' && headers.authorization === 'Bearer acme-token-1';
		response.writeHead(known ? 200 : 404).end(JSON.stringify(known ? { item: 'Anvil' } : {}));
	});
	await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
	providers.push(acme);
	stage = await openStage({}, { credentials: { acmeApi } });
	const { port } = shop.address() as AddressInfo;
	stage.engine.store.put('acme', { baseUrl: `http://127.0.0.1:${port}`, token: 'acme-token-1' });
});
afterAll(async () => {
	providers.splice(providers.indexOf(acme), 1);
	await stage.close();
	await new Promise((resolve) => shop.close(resolve));
});

test('a registered provider stands in the list, with its parameters, options and credential', () => {
	const { properties, credentials } = stage.engine.describe(GET_ORDER);
	const provider = properties.find(({ name }) => name === 'provider');
	expect((provider?.options as INodePropertyOptions[]).map(({ value }) => value)).toEqual([
		'aliexpress',
		'tuya',
		'acme',
	]);
	expect(properties.find(({ name }) => name === 'shop')?.displayOptions).toEqual({
		show: { provider: ['acme'] },
	});
	expect(credentials?.at(-1)).toMatchObject({
		name: 'acmeApi',
		displayOptions: { show: { '/provider': ['acme'] } },
	});
});

test('its orders come through the engine beside those of the others', async () => {
	const finished = await stage.get(
		[
			{ provider: 'acme', order_id: 'A-1', shop: 'S1' },
			ali(ALI_SAMPLE),
			{ provider: 'acme', order_id: 'A-2', shop: 'S1' },
		],
		{ shop: '={{ $json.shop }}' },
		{
			onError: 'continueErrorOutput',
			credentials: {
				aliExpressApi: { id: 'ali', name: 'AliExpress account' },
				acmeApi: { id: 'acme', name: 'Acme account' },
			},
		},
	);
	expect(finished.jsons('Get Order').map((row) => [row.item_key, row.order_total])).toEqual([
		['acme:A-1:Anvil', 2.5],
		['aliexpress:8190439416163295:1200003702000037', 8.34],
	]);
	expect(finished.jsons('Get Order', 1)).toMatchObject([
		{ order_id: 'A-2', error: refusal.message },
	]);
});
