import { readFileSync } from 'node:fs';
import path from 'node:path';

import { loadOutputSchema, resolveOutputSchemaPath } from 'n8n-core';
import {
	NodeHelpers,
	type INode,
	type INodeParameters,
	type INodePropertyOptions,
} from 'n8n-workflow';

import { createEngine, DIST, GET_ORDER, type Engine } from './engine.support';

let description: ReturnType<Engine['describe']>;
beforeAll(async () => {
	description = (await createEngine()).describe(GET_ORDER);
});

describe('the form', () => {
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

test('n8n finds the schema of the order items for the node, and no other', () => {
	const nodeDir = path.join(DIST, 'nodes/GetOrder');
	const file = path.join(nodeDir, '__schema__/v1.0.0.json');
	const ref = { nodeDir, version: Number(description.version) };
	expect(resolveOutputSchemaPath({ ...ref, version: '1.0.0' })).toBe(file);
	for (const versionFallback of [false, true])
		expect(loadOutputSchema({ ...ref, versionFallback })).toEqual(
			JSON.parse(readFileSync(file, 'utf8')),
		);
	expect(loadOutputSchema({ nodeDir, version: 2, versionFallback: true })).toBeUndefined();
});
