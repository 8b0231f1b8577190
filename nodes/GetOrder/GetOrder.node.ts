import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { systemRuntime } from '../../http/runtime';
import { providers } from '../../providers';
import { execute } from './execute';
import { parameters } from './parameters';

export class GetOrder implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Get Order',
		name: 'getOrder',
		icon: { light: 'file:orders.svg', dark: 'file:orders.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: '={{ $parameter["provider"] + ": " + $parameter["output"] }}',
		description: 'Get the status, items and tracking of one order by id',
		defaults: { name: 'Get Order' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: providers.map(({ name, credentialType }) => ({
			name: credentialType,
			required: true,
			// With the slash n8n's editor shows Provider; it hides a parameter that credentials name without.
			displayOptions: { show: { '/provider': [name] } },
		})),
		properties: parameters(),
	};

	readonly execute: (this: IExecuteFunctions) => Promise<INodeExecutionData[][]>;

	constructor(runtime = systemRuntime) {
		this.execute = async function () {
			return [await execute(this, runtime)];
		};
	}
}
