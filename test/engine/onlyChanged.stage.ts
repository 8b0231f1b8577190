import type { IDataObject, INode } from 'n8n-workflow';

import type { ProviderName } from '../../tools/sandbox';
import { getOrderWorkflow, type Finished, type WorkflowJson } from './engine';
import { setState, type OrderState, type State } from './orderStates';
import { BOTH, openStage } from './stage';
import { StaticDataStore } from './staticData';

export const IDS = {
	tuya: ['SO1', 'SO2', 'SO3'],
	aliexpress: ['810001', '810002', '810003'],
} as const;

interface More {
	readonly options?: IDataObject;
	readonly output?: string;
	readonly node?: Partial<INode>;
	readonly mode?: 'trigger' | 'manual';
}

/** Get Order with Only Changed Orders, over what n8n stores for its workflow. */
export async function openOnlyChanged() {
	const stage = await openStage();
	let staticData = new StaticDataStore();
	const workflow = (ids: readonly string[], node: Partial<INode> = {}): WorkflowJson =>
		getOrderWorkflow(
			wanted('tuya', ids).map((item) => ({
				...item,
				mall_code: stage.sandbox.mallCode,
				site_code: stage.sandbox.siteCode,
			})),
			{ ...BOTH, options: { onlyChanged: true } },
			node,
		);
	return {
		stage,
		/** What n8n's database holds. */
		get staticData() {
			return staticData;
		},
		store: (data: IDataObject = {}): void => {
			staticData = new StaticDataStore(data);
		},
		put: (provider: ProviderName, id: string, state: State | OrderState): void =>
			setState(stage.sandbox, provider, id, state),
		workflow,
		/** An execution over these orders, by default one in production. */
		run: async (
			provider: ProviderName,
			ids: readonly string[],
			{ options = {}, output = 'items', node = {}, mode = 'trigger' }: More = {},
		): Promise<Finished> =>
			await stage.get(
				wanted(provider, ids),
				{ output, options: { onlyChanged: true, ...options } as never },
				node,
				{ mode, staticData },
			),
	};
}

export const wanted = (provider: ProviderName, ids: readonly string[]) =>
	ids.map((order_id) => ({ provider, order_id }));

export const changes = (finished: Finished) =>
	finished.jsons('Get Order').map(({ order_id, change }) => [order_id, change]);
