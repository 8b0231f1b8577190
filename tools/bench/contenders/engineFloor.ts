import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';

import type { SignedRequest } from '../../../http/message';
import { createEngine, getOrderWorkflow, type Finished } from '../../../test/engine/engine';
import type { Access, Contender } from '../types';
import { counted } from './counted';
import { fetchTexts, requestsOf } from './floor';
import { nodeOf } from './node';

/** The floor inside n8n's engine: a node that returns one item with the response text per order. */
export async function engineFloor(access: Access): Promise<Contender> {
	let requests: readonly SignedRequest[] = [];
	const node: INodeType = {
		description: nodeOf('floor', ['concurrency']),
		async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
			const concurrency = Number(this.getNodeParameter('concurrency', 0));
			const texts = await fetchTexts(requests, concurrency);
			return [texts.map((text, item) => ({ json: { text }, pairedItem: { item } }))];
		},
	};
	const engine = await createEngine({ nodes: { 'bench.floor': node } });
	return {
		prepare: async (task) => {
			requests = requestsOf(access, task);
			const workflow = getOrderWorkflow(
				task.orderIds.map((order_id) => ({ order_id })),
				{ concurrency: String(task.concurrency) },
				{ type: 'bench.floor', credentials: {} },
			);
			return {
				go: async () => await engine.run(workflow),
				count: (result) =>
					counted((result as Finished).jsons('Get Order').map(({ text }) => String(text))),
			};
		},
	};
}
