import {
	NodeConnectionTypes,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
} from 'n8n-workflow';

import {
	countOrders,
	mapConcurrent,
	type Access,
	type Contender,
	type ProviderName,
} from '../contender';
import { openEngine, signerOf } from './compiled';

/**
 * n8n's request helper: a node in the same engine that signs with the package's signer, sends with
 * `this.helpers.httpRequest`, and returns the response unchanged.
 */
export async function open(access: Access): Promise<Contender> {
	const node: INodeType = {
		description: {
			displayName: 'Helper',
			name: 'helper',
			group: ['transform'],
			version: 1,
			description: 'Fetches orders with the request helper',
			defaults: { name: 'Helper' },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			properties: ['provider', 'orderId', 'concurrency'].map((name) => ({
				displayName: name,
				name,
				type: 'string',
				default: '',
			})),
		},
		async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
			const get = (name: string, item: number) => this.getNodeParameter(name, item) as string;
			const sign = signerOf(access, get('provider', 0) as ProviderName);
			const fetchItem = async (_: unknown, item: number): Promise<INodeExecutionData> => {
				const { method, url, headers, body } = sign(get('orderId', item));
				const json = (await this.helpers.httpRequest({
					method,
					url,
					headers: { ...headers },
					...(body ? { body } : {}),
				})) as IDataObject;
				return { json, pairedItem: { item } };
			};
			const concurrency = Number(get('concurrency', 0));
			return [await mapConcurrent(concurrency, this.getInputData(), fetchItem)];
		},
	};
	const runOf = await openEngine(access, { nodes: { 'bench.helper': node } });
	return (task) => {
		const parameters = { concurrency: String(task.concurrency) };
		return runOf(task, parameters, { type: 'bench.helper', credentials: {} }, countOrders);
	};
}
