import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { isObject } from '../../json/read';
import { rows } from '../../order/rows';
import { orderView } from '../../order/view';
import type { Fetched } from '../../client/getOrder';
import type { Output } from './readParameters';

/**
 * The provider's answer as an item: an answer that is not an object stands under `data`. Tracking,
 * a call of its own, stands under `tracking` where the answer has no such field. Each item gets a copy
 * of its own, since a later node may change one.
 */
function rawItem({ payload, followUp }: Fetched): IDataObject {
	const raw = isObject(payload) ? payload : { data: payload };
	return structuredClone(
		followUp === undefined ? raw : { tracking: followUp, ...raw },
	) as IDataObject;
}

const jsons: Readonly<Record<Output, (fetched: Fetched) => readonly IDataObject[]>> = {
	items: ({ order }) => rows(order) as readonly IDataObject[],
	order: ({ order }) => [orderView(order) as IDataObject],
	raw: (fetched) => [rawItem(fetched)],
};

/**
 * A sentence about orders of which something could not be told: the rows have no place for warnings,
 * and nobody should miss them.
 *
 * @param warned the first warning of each such order, by its key
 * @param asked how many orders the run was about
 */
export function warningsHint(warned: ReadonlyMap<string, string>, asked: number): string {
	const [first] = warned;
	if (!first) return '';
	return `${warned.size} of ${asked} orders came with a warning. ${first.join(': ')} The output Order lists them all under “warnings”.`;
}

/** The items that one input item gives, linked to it. */
export function outputItems(
	fetched: Fetched,
	output: Output,
	includeRaw: boolean,
	item: number,
): INodeExecutionData[] {
	const withRaw = includeRaw && output !== 'raw';
	return jsons[output](fetched).map((json) => ({
		json: withRaw ? { ...json, raw: rawItem(fetched) } : json,
		pairedItem: { item },
	}));
}
