import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';

import { createEngine, getOrderWorkflow, type Finished } from '../../../test/engine/engine';
import type { Access, Contender, ProviderName } from '../types';
import { mapConcurrent } from './mapConcurrent';
import {
	signingCredentialsOf,
	credentialsOf,
	fieldsOf,
	providerOf,
	signedRequest,
} from './compiled';
import { counted } from './counted';
import { nodeOf } from './node';

/**
 * n8n's request helper: a node in the same engine that signs with the package's signer, sends with
 * `this.helpers.httpRequest`, and returns the response unchanged.
 */
export async function helper(access: Access): Promise<Contender> {
	const node: INodeType = {
		description: nodeOf('helper', ['provider', 'orderId', 'concurrency']),
		async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
			const get = (name: string, item: number) => this.getNodeParameter(name, item) as string;
			const provider = get('provider', 0) as ProviderName;
			const { credentialType } = providerOf(provider);
			const account = signingCredentialsOf(provider, await this.getCredentials(credentialType));
			const fields = fieldsOf(access, provider);
			return [
				await mapConcurrent(
					Number(get('concurrency', 0)),
					this.getInputData(),
					async (_, item): Promise<INodeExecutionData> => {
						const request = signedRequest(provider, account, get('orderId', item), fields);
						const { method, url, headers, body } = request;
						const json = (await this.helpers.httpRequest({
							method,
							url,
							headers: { ...headers },
							...(body ? { body } : {}),
						})) as IDataObject;
						return { json, pairedItem: { item } };
					},
				),
			];
		},
	};
	const engine = await createEngine({ nodes: { 'bench.helper': node } });
	return {
		prepare: async ({ provider, baseUrl, orderIds, concurrency }) => {
			const credentials = credentialsOf(access, baseUrl);
			engine.store.put('ali', credentials.aliexpress);
			engine.store.put('tuya', credentials.tuya);
			const workflow = getOrderWorkflow(
				orderIds.map((order_id) => ({ order_id })),
				{ provider, orderId: '={{ $json.order_id }}', concurrency: String(concurrency) },
				{ type: 'bench.helper' },
			);
			return {
				go: async () => await engine.run(workflow),
				count: (result) => {
					const finished = result as Finished;
					if (finished.error) throw new Error(finished.error.message);
					return counted(finished.jsons('Get Order'));
				},
			};
		},
	};
}
