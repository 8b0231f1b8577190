import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { INodeParameters } from 'n8n-workflow';

import type { WorkflowJson } from './engine';
import { ALI_SAMPLE, openStage, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
	stage = await openStage();
});
beforeEach(() => stage.reset());
afterAll(async () => await stage.close());

const workflow = (parameters: INodeParameters): WorkflowJson => ({
	nodes: [
		{
			id: '1',
			name: 'HTTP Request',
			type: 'test.request',
			typeVersion: 1,
			position: [0, 0],
			parameters,
			credentials: {
				aliExpressApi: { id: 'ali', name: 'AliExpress account' },
				tuyaApi: { id: 'tuya', name: 'Tuya account' },
			},
		},
	],
	connections: {},
});

const call = async (helper: string, credential: string, options: Record<string, unknown>) => {
	const finished = await stage.engine.run(
		workflow({ helper, credential, options: JSON.stringify(options) }),
	);
	return { json: finished.jsons('HTTP Request')[0], error: finished.error };
};

describe.each(['httpRequest', 'requestWithAuthentication'])('any call, signed by %s', (helper) => {
	test('AliExpress: another method of the business gateway, parameters in the query', async () => {
		const { json, error } = await call(helper, 'aliExpressApi', {
			method: 'GET',
			url: `${stage.sandbox.baseUrl}/sync?method=aliexpress.ds.product.get`,
			qs: { product_id: 1005005511268056, ship_to_country: 'ES', note: 'a b+c&d=é' },
			json: true,
		});
		expect(error).toBeUndefined();
		expect(JSON.stringify(json)).toContain('"note":"a b+c&d=é"');
	});

	test('AliExpress: an object as a parameter is sent as JSON text', async () => {
		const { json, error } = await call(helper, 'aliExpressApi', {
			method: 'GET',
			url: `${stage.sandbox.baseUrl}/sync`,
			qs: { method: 'aliexpress.trade.ds.order.get', single_order_query: { order_id: ALI_SAMPLE } },
			json: true,
		});
		expect(error).toBeUndefined();
		expect(json).toHaveProperty(
			'aliexpress_trade_ds_order_get_response.result.order_status',
			'FINISH',
		);
	});

	test('AliExpress: parameters in a form', async () => {
		const form = { product_id: '1', note: 'x y' };
		const { json, error } = await call(helper, 'aliExpressApi', {
			method: 'POST',
			url: `${stage.sandbox.baseUrl}/sync?method=aliexpress.ds.product.get`,
			headers: { 'content-type': 'application/x-www-form-urlencoded' },
			...(helper === 'httpRequest' ? { body: form } : { form }),
			json: helper === 'httpRequest',
		});
		expect(error).toBeUndefined();
		expect(JSON.stringify(json)).toContain('"note":"x y"');
	});

	test('AliExpress: the system gateway signs the path', async () => {
		const { error } = await call(helper, 'aliExpressApi', {
			method: 'GET',
			url: `${stage.sandbox.baseUrl}/rest/seller/info`,
			qs: { a: '1' },
			json: true,
		});
		expect(error).toBeUndefined();
		expect(stage.sandbox.requests.at(-1)?.outcome).toBe('ok');
	});

	test('Tuya: a GET with a query in any order, after the session was fetched and stored', async () => {
		const { json, error } = await call(helper, 'tuyaApi', {
			method: 'GET',
			url: `${stage.sandbox.baseUrl}/v1.0/malls/1/items?site_code=S&page=2`,
			qs: { mall_code: 'M 1', b: 'ü' },
			json: true,
		});
		expect(error).toBeUndefined();
		expect(json).toMatchObject({ success: true });
		expect(stage.engine.store.get('tuya').accessToken).toBe(
			stage.sandbox.currentTokens().tuya.accessToken,
		);
	});

	test('Tuya: a JSON body is hashed as it is sent', async () => {
		const { json, error } = await call(helper, 'tuyaApi', {
			method: 'POST',
			url: `${stage.sandbox.baseUrl}/v1.0/devices/1/commands`,
			body: { commands: [{ code: 'switch', value: true, name: 'é' }] },
			json: true,
		});
		expect(error).toBeUndefined();
		expect(json).toMatchObject({ success: true });
	});

	test.each(['aliExpressApi', 'tuyaApi'])('%s: a redirect is not followed', async (credential) => {
		const visits: string[] = [];
		const other = createServer(({ url = '' }, response) => {
			visits.push(url);
			response.end('{}');
		});
		await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
		const { port } = other.address() as AddressInfo;
		stage.sandbox.faults.always(
			{ call: credential === 'tuyaApi' ? 'other' : 'order' },
			{ kind: 'redirect', to: `http://127.0.0.1:${port}/collect` },
		);
		await call(helper, credential, {
			method: 'GET',
			url: `${stage.sandbox.baseUrl}${credential === 'tuyaApi' ? '/v1.0/users/1' : '/sync'}`,
			qs: credential === 'tuyaApi' ? {} : { method: 'aliexpress.trade.ds.order.get' },
			json: true,
		});
		await new Promise((resolve) => other.close(resolve));
		expect(visits).toEqual([]);
		expect(stage.sandbox.requests.at(-1)?.outcome).toBe('fault');
	});

	test('no other host gets a signed request', async () => {
		const { error } = await call(helper, 'tuyaApi', {
			method: 'GET',
			url: 'http://127.0.0.1:9/v1.0/x',
		});
		expect(error?.message).toContain('is not on');
	});
});

test('a request that is repeated is signed anew', async () => {
	const options = { method: 'GET', url: `${stage.sandbox.baseUrl}/v1.0/users/1`, json: true };
	await call('httpRequest', 'tuyaApi', options);
	await call('httpRequest', 'tuyaApi', options);
	const signs = stage.sandbox.requests
		.filter(({ path }) => path === '/v1.0/users/1')
		.map(({ headers }) => headers.sign);
	expect(new Set(signs).size).toBe(2);
});
