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
import { FROM_EACH_ITEM, parameters } from './parameters';

/** The choices of a parameter as the code of an object: value → name. */
const namesOf = (parameter: string): string => {
	const options = parameters().find(({ name }) => name === parameter)?.options ?? [];
	return JSON.stringify(
		Object.fromEntries(
			options.map((option) => ['value' in option ? option.value : '', option.name]),
		),
	);
};

export class GetOrder implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Get Order',
		name: 'getOrder',
		icon: { light: 'file:orders.svg', dark: 'file:orders.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: `={{ (${namesOf('provider')})[$parameter["provider"]] || "From Each Item" }} · {{ (${namesOf('output')})[$parameter["output"]] || "Order Items" }}`,
		description: 'Get the status, items and tracking of one order by id',
		defaults: { name: 'Get Order' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: providers.map(({ name, credentialType }) => ({
			name: credentialType,
			// Not required: from each item may come orders of one provider only.
			required: false,
			// With the slash n8n's editor shows Provider; it hides a parameter that credentials name without.
			displayOptions: { show: { '/provider': [name, FROM_EACH_ITEM] } },
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
