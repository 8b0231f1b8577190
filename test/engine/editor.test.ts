import path from 'node:path';
import {
	NodeHelpers,
	type INode,
	type INodeParameters,
	type INodePropertyOptions,
} from 'n8n-workflow';
import { createEngine, GET_ORDER, type Engine, DIST } from './engine.support';
import { readFileSync } from 'node:fs';
import Ajv, { type ValidateFunction } from 'ajv';
import { loadOutputSchema, resolveOutputSchemaPath } from 'n8n-core';
import { parseJson } from '../../json/parse';
import { aliExpressOrder, aliExpressTracking } from '../../tools/sandbox/aliexpress/orders';
import { tuyaOrder } from '../../tools/sandbox/tuya/orders';
import { ali, ALI_SAMPLE, tuya, TUYA_SAMPLE, useStage } from './stage.support';

describe('the form', () => {
	let description: ReturnType<Engine['describe']>;
	beforeAll(async () => {
		description = (await createEngine()).describe(GET_ORDER);
	});

	/** The credentials that n8n offers, and asks for, with this value of Provider. */
	const credentialsFor = (provider: string): readonly string[] => {
		const parameters = { provider };
		const node = { typeVersion: 1, parameters } as unknown as INode;
		return (description.credentials ?? [])
			.filter((each) =>
				NodeHelpers.displayParameter(parameters, each, node, description, parameters),
			)
			.map(({ name }) => name);
	};

	test('each provider shows its own credential, an expression all, and none is demanded before an order needs it', () => {
		expect(credentialsFor('aliexpress')).toEqual(['aliExpressApi']);
		expect(credentialsFor('tuya')).toEqual(['tuyaApi']);
		expect(credentialsFor('amazon')).toEqual(['amazonSpApi']);
		for (const provider of ['={{ $json.provider }}', 'item']) {
			expect(credentialsFor(provider)).toEqual(['aliExpressApi', 'tuyaApi', 'amazonSpApi']);
		}
		expect(description.credentials?.some(({ required }) => required)).toBe(false);
	});

	/** The names of the fields that stop the workflow while they are empty. */
	const issuesWith = (parameters: INodeParameters): readonly string[] => {
		const node = { name: 'Get Order', typeVersion: 1, parameters } as unknown as INode;
		const issues = NodeHelpers.getNodeParametersIssues(description.properties, node, description);
		return Object.keys(issues?.parameters ?? {}).sort();
	};

	test('only fields on the screen are demanded', () => {
		const orderId = '1';
		expect(issuesWith({ provider: 'aliexpress', orderId })).toEqual([]);
		expect(issuesWith({ provider: 'tuya', orderId })).toEqual(['mallCode', 'siteCode']);
		expect(issuesWith({ provider: 'item', itemProvider: 'tuya', orderId })).toEqual([]);
		expect(issuesWith({ provider: 'item', itemProvider: '', orderId })).toEqual(['itemProvider']);
	});

	test('the subtitle names provider and output', () => {
		const subtitleOf = (provider: string, output: string): string => {
			const template = (description.subtitle ?? '').slice(1);
			return template.replace(/\{\{(.*?)\}\}/g, (_, code: string) =>
				String(
					// The expressions are the package's own and read one parameter each.
					new Function('$parameter', `return ${code}`)({ provider, output }),
				),
			);
		};
		expect(subtitleOf('aliexpress', 'items')).toBe('AliExpress · Order Items');
		expect(subtitleOf('item', 'raw')).toBe('From Each Item · Raw');
		expect(subtitleOf('={{ $json.provider }}', 'order')).toBe('From Each Item · Order');
	});

	/**
	 * n8n's editor takes a parameter for the choice of an authentication, and hides it, when credentials
	 * name it in their display options with each of its values (seen in 2.40.7).
	 */
	test('the editor has no reason to hide Provider', () => {
		const values = (description.credentials ?? []).flatMap(
			({ displayOptions }) => displayOptions?.show?.['provider'] ?? [],
		);
		const { options } = description.properties.find(({ name }) => name === 'provider') ?? {};
		const choices = (options as readonly INodePropertyOptions[]).map(({ value }) => value);
		expect(choices.every((choice) => values.includes(choice))).toBe(false);
	});
});

describe('the schema', () => {
	const NODE = path.join(DIST, 'nodes/GetOrder');
	const shipped = (file: string): object =>
		JSON.parse(readFileSync(path.join(NODE, '__schema__', file), 'utf8')) as object;

	const ajv = new Ajv({ allErrors: true, allowUnionTypes: true }).addVocabulary(['version']);
	const schemas = {
		items: ajv.compile(shipped('v1.0.0.json')),
		order: ajv.compile(shipped('order.json')),
	};
	const complaints = (valid: ValidateFunction, value: unknown): string =>
		valid(value) ? '' : ajv.errorsText(valid.errors);

	const stage = useStage();

	/** 25 made-up orders of each provider and the documented ones, with every status of an order. */
	const numbers = Array.from({ length: 25 }, (_, at) => String(at + 1).padStart(4, '0'));
	const ALI_IDS = [ALI_SAMPLE, ...numbers.map((number) => `81900000000${number}7`)];
	const TUYA_IDS = [TUYA_SAMPLE, ...numbers.map((number) => `SO2605${number}`)];
	const ORDERS = [...ALI_IDS.map(ali), ...TUYA_IDS.map(tuya)];

	const outputs = async (output: string): Promise<ReadonlyArray<Record<string, unknown>>> => {
		const options = { includeTracking: true, includeRaw: true };
		const finished = await stage.get(ORDERS, { output, options });
		expect(finished.error).toBeUndefined();
		return finished.jsons('Get Order');
	};

	test('n8n finds the schema of the order items for the node, and no other', () => {
		const { version } = stage.engine.describe(GET_ORDER);
		const ref = { nodeDir: NODE, version: Number(version) };
		expect(resolveOutputSchemaPath({ ...ref, version: '1.0.0' })).toBe(
			path.join(NODE, '__schema__/v1.0.0.json'),
		);
		for (const versionFallback of [false, true]) {
			expect(loadOutputSchema({ ...ref, versionFallback })).toEqual(shipped('v1.0.0.json'));
		}
		expect(loadOutputSchema({ nodeDir: NODE, version: 2, versionFallback: true })).toBeUndefined();
	});

	test('the order items fit their schema, whatever status the order has', async () => {
		const rows = await outputs('items');
		for (const row of rows) expect(complaints(schemas.items, row)).toBe('');
		const values = (name: string) => new Set(rows.map((row) => row[name])).size;
		expect(values('order_id')).toBe(52);
		expect(values('order_status')).toBeGreaterThanOrEqual(6);
		expect(values('payment_status')).toBeGreaterThanOrEqual(5);
		expect(values('fulfillment_status')).toBeGreaterThanOrEqual(4);
		expect(values('item_key')).toBe(rows.length);
	});

	test('the orders fit theirs', async () => {
		const orders = await outputs('order');
		for (const order of orders) expect(complaints(schemas.order, order)).toBe('');
		expect(orders.map((order) => order.order_id)).toEqual([...ALI_IDS, ...TUYA_IDS]);
		for (const list of ['items', 'shipments', 'payments', 'history'])
			expect(orders.flatMap((order) => order[list]).length).toBeGreaterThan(10);
	});

	test('raw is what the provider sent, to the digit, with tracking next to it', async () => {
		const raws = await outputs('raw');
		const expected = [
			...ALI_IDS.slice(1).map((id) => {
				const answer = parseJson(aliExpressTracking(id) ?? 'null') as { data: unknown } | null;
				const order = parseJson(aliExpressOrder(id)) as object;
				return answer ? { tracking: answer.data, ...order } : order;
			}),
			...TUYA_IDS.slice(1).map((id) => parseJson(tuyaOrder(id))),
		];
		const made = raws.filter((_raw, at) => at !== 0 && at !== ALI_IDS.length);
		expect(made).toEqual(expected);
		expect(JSON.stringify(made)).toMatch(/"sku_id":"120000\d{13}"/);
	});

	test('an order without lines is one row, and fits', async () => {
		stage.sandbox.setOrder('aliexpress', ALI_SAMPLE, {
			result: { order_status: 'WAIT_SELLER_SEND_GOODS', gmt_create: '2025-01-01 00:00:00' },
		});
		const [row, ...others] = (await stage.get([ali(ALI_SAMPLE)])).jsons('Get Order');
		expect(others).toEqual([]);
		expect(complaints(schemas.items, row)).toBe('');
		expect(row).toMatchObject({ item_key: `aliexpress:${ALI_SAMPLE}:order`, line_number: 0 });
	});
});
