import { NodeHelpers, type INode, type INodePropertyOptions } from 'n8n-workflow';

import { createEngine, GET_ORDER, type Engine } from './engine';

let description: ReturnType<Engine['describe']>;
beforeAll(async () => {
	description = (await createEngine()).describe(GET_ORDER);
});

/** The credentials that n8n offers, and asks for, with this value of Provider. */
const credentialsFor = (provider: string): readonly string[] => {
	const parameters = { provider };
	const node = { typeVersion: 1, parameters } as unknown as INode;
	return (description.credentials ?? [])
		.filter((each) => NodeHelpers.displayParameter(parameters, each, node, description, parameters))
		.map(({ name }) => name);
};

test('each provider shows its own credential, an expression shows both', () => {
	expect(credentialsFor('aliexpress')).toEqual(['aliExpressApi']);
	expect(credentialsFor('tuya')).toEqual(['tuyaApi']);
	expect(credentialsFor('={{ $json.provider }}')).toEqual(['aliExpressApi', 'tuyaApi']);
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
