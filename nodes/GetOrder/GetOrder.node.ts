import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { systemRuntime } from '../../http/runtime';
import { providers } from '../../providers';
import { credentialsOf } from '../shared/credentials';
import { subtitleOf } from '../shared/subtitle';
import { execute } from './execute';
import { FROM_EACH_ITEM, parameters } from './parameters';

export class GetOrder implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Get Order',
		name: 'getOrder',
		icon: { light: 'file:orders.svg', dark: 'file:orders.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: subtitleOf(parameters(), { provider: 'From Each Item', output: 'Order Items' }),
		description: 'Get the status, items and tracking of one order by id',
		defaults: { name: 'Get Order' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		// Not required: from each item may come orders of one provider only.
		credentials: credentialsOf(providers, false, [FROM_EACH_ITEM]),
		properties: parameters(),
	};

	readonly execute: (this: IExecuteFunctions) => Promise<INodeExecutionData[][]>;

	constructor(runtime = systemRuntime) {
		this.execute = async function () {
			return [await execute(this, runtime)];
		};
	}
}
