import type { IDataObject, INode, INodeParameters, IWorkflowSettings } from 'n8n-workflow';

import {
	getOrderWorkflow,
	type Execution,
	type Finished,
	type WorkflowJson,
} from './engine.support';
import { setState, type OrderState, type State } from './orderStates.support';
import { openStage } from './stage.support';

export const NODE = 'Get Many Orders';
export const GET_MANY_ORDERS = 'n8n-nodes-marketplace-orders.getManyOrders';
export const HOUR = 3_600_000;

/** Parameters of the node; `filters` and `options` as the node has them. */
export interface Asked extends INodeParameters {
	readonly filters?: INodeParameters;
	readonly options?: INodeParameters;
}

export interface More {
	/** The input items, by default one without fields. */
	readonly input?: readonly IDataObject[];
	readonly node?: Partial<INode>;
	readonly execution?: Execution;
	/** Workflow settings, for example its time zone. */
	readonly settings?: IWorkflowSettings;
}

/** Get Many Orders on a stage, and a mall whose orders the test places. */
export async function openGetMany(...parameters: Parameters<typeof openStage>) {
	const stage = await openStage(...parameters);
	const { sandbox } = stage;
	const workflow = (
		asked: Asked = {},
		{ input = [{}], node = {}, settings = {} }: More = {},
	): WorkflowJson => {
		const { mallCode, siteCode } = sandbox;
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
		sandbox,
		workflow,
		run: async (asked: Asked = {}, more: More = {}): Promise<Finished> =>
			await stage.engine.run(workflow(asked, more), more.execution),
		/** Puts orders on the list, the first one the newest, one each hour. */
		fill: (count: number): string[] => {
			sandbox.tuya.clear();
			const ids = Array.from({ length: count }, (_, at) => `SO77${String(at).padStart(5, '0')}`);
			ids.forEach((id, at) => sandbox.tuya.place(id, { at: stage.now() - (at + 1) * HOUR }));
			return ids;
		},
		/** An order with one line, in a state of its own. */
		put: (id: string, given: State | OrderState): void => {
			const state = typeof given === 'string' ? { state: given } : given;
			setState(sandbox, 'tuya', id, { createdAt: stage.now() - HOUR, ...state });
			sandbox.tuya.place(id);
		},
	};
}

/** The ids of the orders that a run returned, each once, in its order. */
export const idsOf = (finished: Finished): unknown[] => [
	...new Set(finished.jsons(NODE).map(({ order_id }) => order_id)),
];
