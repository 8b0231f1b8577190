import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';

import { systemRuntime } from '../../http/runtime';
import { providers } from '../../providers';
import { credentialsOf } from '../shared/credentials';
import { orList, parametersOf } from '../shared/parameters';
import { subtitleOf } from '../shared/subtitle';
import { FORM } from './parameters';
import { poll } from './poll';

export class OrderTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Order Trigger',
		name: 'orderTrigger',
		icon: { light: 'file:../GetOrder/orders.svg', dark: 'file:../GetOrder/orders.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: subtitleOf(parametersOf(FORM), { provider: 'Orders', output: 'Order Items' }),
		description: `Starts the workflow when an ${orList(providers.map(({ displayName }) => displayName))} order is placed, changes, is shipped, or needs someone`,
		defaults: { name: 'Order Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: credentialsOf(providers, true),
		properties: parametersOf(FORM),
	};

	readonly poll: (this: IPollFunctions) => Promise<INodeExecutionData[][] | null>;

	constructor(runtime = systemRuntime) {
		this.poll = async function () {
			return await poll(this, runtime);
		};
	}
}
