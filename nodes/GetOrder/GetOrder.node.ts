import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { providers } from '../../providers';
import { parameters } from './parameters';
import { run } from './execute';

export class GetOrder implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Get Order',
		name: 'getOrder',
		icon: { light: 'file:orders.svg', dark: 'file:orders.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: '={{ $parameter["provider"] + ": " + $parameter["output"] }}',
		description:
			'Gets orders of AliExpress or a Tuya mall by id, as rows for a sheet or as whole orders',
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

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await run(this)];
	}
}
