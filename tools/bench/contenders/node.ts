import { NodeConnectionTypes, type INodeTypeDescription } from 'n8n-workflow';

/** The description of a node with text parameters. */
export const nodeOf = (name: string, parameters: readonly string[]): INodeTypeDescription => ({
	displayName: name,
	name,
	group: ['transform'],
	version: 1,
	description: name,
	defaults: { name },
	inputs: [NodeConnectionTypes.Main],
	outputs: [NodeConnectionTypes.Main],
	credentials: [
		{ name: 'aliExpressApi', required: false },
		{ name: 'tuyaApi', required: false },
	],
	properties: parameters.map((parameter) => ({
		displayName: parameter,
		name: parameter,
		type: 'string',
		default: '',
	})),
});
