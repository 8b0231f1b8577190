import type { IDataObject, INode, INodeParameters, IWorkflowSettings } from 'n8n-workflow';

import { getOrderWorkflow, type Finished, type WorkflowJson } from './engine.support';
import { idsIn, useStage } from './stage.support';

export const NODE = 'Get Many Orders';
export const GET_MANY_ORDERS = 'n8n-nodes-marketplace-orders.getManyOrders';
export const HOUR = 3_600_000;
export const ALL = { returnAll: true };
/** Without a request for each order. */
export const LISTED = { ...ALL, options: { details: false } };

export interface More {
	/** The input items, by default one without fields. */
	readonly input?: readonly IDataObject[];
	readonly node?: Partial<INode>;
	/** Workflow settings, for example its time zone. */
	readonly settings?: IWorkflowSettings;
}

/** Get Many Orders on a stage for the whole file, and a mall whose orders the test places. */
export function useGetMany() {
	const stage = useStage();
	const workflow = (
		asked: INodeParameters = {},
		{ input = [{}], node = {}, settings = {} }: More = {},
	): WorkflowJson => {
		const { mallCode, siteCode } = stage.sandbox;
		const { nodes } = getOrderWorkflow(
			input,
			{ provider: 'tuya', mallCode, siteCode, ...asked },
			{ type: GET_MANY_ORDERS, name: NODE, ...node },
		);
		return {
			nodes,
			connections: { Orders: { main: [[{ node: NODE, type: 'main', index: 0 }]] } },
			settings,
		};
	};
	return {
		stage,
		get sandbox() {
			return stage.sandbox;
		},
		workflow,
		run: async (asked: INodeParameters = {}, more: More = {}): Promise<Finished> =>
			await stage.engine.run(workflow(asked, more)),
		/** Calls this at the first search of the list. */
		atFirstSearch: (happens: () => void): void => {
			let searches = 0;
			stage.sandbox.tuya.onSearch = (_search, result) => {
				if (++searches === 1) happens();
				return result;
			};
		},
		/** Puts orders on the list, the first one the newest, one each hour. */
		fill: (count: number): string[] => {
			stage.sandbox.tuya.clear();
			const ids = Array.from({ length: count }, (_, at) => `SO77${String(at).padStart(5, '0')}`);
			ids.forEach((id, at) => stage.sandbox.tuya.place(id, { at: stage.now() - (at + 1) * HOUR }));
			return ids;
		},
	};
}

/** The ids of the orders that a run returned, each once, in its order. */
export const idsOf = (finished: Finished): unknown[] => idsIn(finished.jsons(NODE));
/** The input item and the order of each row. */
export const linksOf = (finished: Finished) =>
	finished
		.items(NODE)
		.map(({ pairedItem, json }) => [(pairedItem as { readonly item: number }).item, json.order_id]);
