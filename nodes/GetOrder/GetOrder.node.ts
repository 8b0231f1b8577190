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
import { FROM_EACH_ITEM, orList, parametersOf } from '../shared/parameters';
import { subtitleOf } from '../shared/subtitle';
import { execute } from './execute';
import { FORM } from './parameters';

export class GetOrder implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Get Order',
		name: 'getOrder',
		icon: { light: 'file:orders.svg', dark: 'file:orders.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: subtitleOf(parametersOf(FORM), { provider: 'From Each Item', output: 'Order Items' }),
		description: `Get one ${orList(providers.map(({ displayName }) => displayName))} order by its ID: its status, items and tracking`,
		defaults: { name: 'Get Order' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		// Not required: with From Each Item, all orders may still be from one provider.
		credentials: credentialsOf(providers, false, [FROM_EACH_ITEM]),
		properties: parametersOf(FORM),
	};

	readonly execute: (this: IExecuteFunctions) => Promise<INodeExecutionData[][]>;

	constructor(runtime = systemRuntime) {
		this.execute = async function () {
			return [await execute(this, runtime)];
		};
	}
}
