import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { FetchedOrder } from '../../client/getOrder';
import { isObject } from '../../json/value';
import { rows } from '../../order/rows';
import { orderView } from '../../order/view';
import type { Output } from './readParameters';

/**
 * The provider's payload as an item: one that is not an object is under `data`. The payload of the
 * tracking call is under `tracking`, unless the order has such a field. Each item gets a copy of its
 * own, since a later node may change one.
 */
function rawItem({ raw, rawTracking }: FetchedOrder): IDataObject {
	const payload = isObject(raw) ? raw : { data: raw };
	return structuredClone(
		rawTracking === undefined ? payload : { tracking: rawTracking, ...payload },
	) as IDataObject;
}

const JSONS: Readonly<Record<Output, (fetched: FetchedOrder) => readonly IDataObject[]>> = {
	items: ({ order }) => rows(order) as readonly IDataObject[],
	order: ({ order }) => [orderView(order) as IDataObject],
	raw: (fetched) => [rawItem(fetched)],
};

/** The items that an order gives for one input item, linked to it. */
export function outputItems(
	fetched: FetchedOrder,
	output: Output,
	includeRaw: boolean,
	item: number,
): INodeExecutionData[] {
	const withRaw = includeRaw && output !== 'raw';
	return JSONS[output](fetched).map((json) => ({
		json: withRaw ? { ...json, raw: rawItem(fetched) } : json,
		pairedItem: { item },
	}));
}

/**
 * A sentence about the orders that have warnings, which rows have no column for.
 *
 * @param warned the first warning of each such order, by its key
 * @param requested how many orders the run was about
 */
export function warningsHint(
	warned: ReadonlyMap<string, string>,
	requested: number,
): string | null {
	const [first] = warned;
	if (!first) return null;
	return `${warned.size} of ${requested} orders have warnings. ${first.join(': ')} Set Output to Order to see them all under “warnings”.`;
}
