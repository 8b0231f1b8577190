import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { systemRuntime } from '../../http/runtime';
import { searchProviders } from '../../providers';
import { credentialsOf } from '../shared/credentials';
import { orList, parametersOf, unlistedBy } from '../shared/parameters';
import { subtitleOf } from '../shared/subtitle';
import { execute } from './execute';
import { FORM } from './parameters';

export class GetManyOrders implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Get Many Orders',
		name: 'getManyOrders',
		icon: { light: 'file:../GetOrder/orders.svg', dark: 'file:../GetOrder/orders.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: subtitleOf(parametersOf(FORM), { provider: 'Orders', output: 'Order Items' }),
		description: `Get many ${orList(searchProviders.map(({ displayName }) => displayName))} orders by status and date. ${unlistedBy}.`,
		defaults: { name: 'Get Many Orders' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: credentialsOf(searchProviders, true),
		properties: parametersOf(FORM),
	};

	readonly execute: (this: IExecuteFunctions) => Promise<INodeExecutionData[][]>;

	constructor(runtime = systemRuntime) {
		this.execute = async function () {
			return [await execute(this, runtime)];
		};
	}
}
