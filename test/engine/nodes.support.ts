import {
	NodeConnectionTypes,
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type INodeType,
	type INodeTypeDescription,
	type IRequestOptions,
} from 'n8n-workflow';

const description = (
	name: string,
	properties: INodeTypeDescription['properties'],
): INodeTypeDescription => ({
	displayName: name,
	name,
	group: ['transform'],
	version: 1,
	description: name,
	defaults: { name },
	inputs: [NodeConnectionTypes.Main],
	outputs: [NodeConnectionTypes.Main],
	properties,
});

const text = (name: string) => ({ displayName: name, name, type: 'string', default: '' }) as const;

/** Returns the items in its parameter, which is JSON: a small sheet or trigger. */
const items: INodeType = {
	description: description('items', [text('items')]),
	async execute(this: IExecuteFunctions) {
		const list = JSON.parse(this.getNodeParameter('items', 0) as string) as IDataObject[];
		return [list.map((json) => ({ json }))];
	},
};

/** Returns its input, so that a branch has an end. */
const pass: INodeType = {
	description: description('pass', []),
	async execute(this: IExecuteFunctions) {
		return [this.getInputData()];
	},
};

/** Bytes are in JSON as Node writes them. */
const revive = (_key: string, value: unknown): unknown => {
	const { type, data } = (value ?? {}) as { readonly type?: unknown; readonly data?: unknown };
	return type === 'Buffer' && Array.isArray(data) ? Buffer.from(data as number[]) : value;
};

/** Calls a URL with a predefined credential through either of n8n's helpers, as HTTP Request does. */
const request: INodeType = {
	description: {
		...description('request', [text('helper'), text('credential'), text('options')]),
		credentials: [
			{ name: 'aliExpressApi', required: false },
			{ name: 'tuyaApi', required: false },
			{ name: 'amazonSpApi', required: false },
		],
	},
	async execute(this: IExecuteFunctions) {
		const get = (name: string): string => this.getNodeParameter(name, 0) as string;
		const options = JSON.parse(get('options'), revive) as IHttpRequestOptions & IRequestOptions;
		const answer: unknown =
			get('helper') === 'httpRequest'
				? await this.helpers.httpRequestWithAuthentication.call(this, get('credential'), options)
				: await this.helpers.requestWithAuthentication.call(
						this,
						get('credential'),
						options,
						undefined,
						0,
					);
		const json = (typeof answer === 'string' ? JSON.parse(answer) : answer) as IDataObject;
		return [[{ json, pairedItem: { item: 0 } }]];
	},
};

/** Returns its pinned data; without any, one empty item. */
const manualTrigger: INodeType = {
	description: { ...description('manualTrigger', []), inputs: [] },
	async execute(this: IExecuteFunctions) {
		return [this.getInputData()];
	},
};

/** Ends the run with a message, as n8n's node of this name does. */
const stopAndError: INodeType = {
	description: { ...description('stopAndError', [text('errorMessage')]), outputs: [] },
	async execute(this: IExecuteFunctions) {
		const message = this.getNodeParameter('errorMessage', 0) as string;
		throw new NodeOperationError(this.getNode(), message);
	},
};

export const testNodes: Readonly<Record<string, INodeType>> = {
	'test.items': items,
	'test.pass': pass,
	'test.request': request,
	'n8n-nodes-base.manualTrigger': manualTrigger,
	'n8n-nodes-base.stopAndError': stopAndError,
	'n8n-nodes-base.stickyNote': pass,
};
