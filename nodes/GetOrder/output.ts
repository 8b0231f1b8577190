import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Order } from '../../order/order';
import { isObject } from '../../order/read';
import { rows } from '../../order/rows';
import { orderView } from '../../order/view';
import type { Fetched } from './fetch';
import type { Output } from './queries';

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
 * @param asked how many orders the run was about
 */
export function warningsHint(orders: readonly Order[], asked: number): string {
	const [first] = orders;
	if (!first) return '';
	const came = `${orders.length} of ${asked} orders came with a warning.`;
	return `${came} Order ${first.order_id}: ${first.warnings[0] ?? ''} The output Order lists them all under “warnings”.`;
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
