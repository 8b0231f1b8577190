import { deepCopy, type IDataObject, type INodeExecutionData } from 'n8n-workflow';

import type { FetchedOrder } from '../../client/getOrder';
import { isObject } from '../../json/value';
import { rows, type Cell } from '../../order/rows';
import { orderView } from '../../order/view';
import type { Output } from './parameters';
import type { OutputSettings } from './readQuery';

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
	shipments: () => [],
};

/**
 * The items of an order: its columns, the keys that are added, the raw payload on the first one.
 *
 * @param fetched with a bounded payload where `includeRaw` is set
 * @param added for example the keys of a change
 */
export function orderJsons(
	fetched: FetchedOrder,
	{ output, includeRaw }: Pick<OutputSettings, 'output' | 'includeRaw'>,
	added: Readonly<Record<string, Cell>> = {},
): readonly IDataObject[] {
	const jsons = JSONS[output](fetched);
	if (output === 'raw') return jsons;
	const withRaw = includeRaw && fetched.raw !== undefined;
	if (!withRaw && Object.keys(added).length === 0) return jsons;
	return jsons.map((json, index) => ({
		...json,
		...added,
		...(withRaw && index === 0 ? { raw: rawItem(fetched) } : {}),
	}));
}

/** The fields of an input item that `json` does not have, after its own and never in their place. */
export function withInput(json: IDataObject, input: IDataObject): IDataObject {
	const added = Object.entries(input).filter(([name]) => !Object.hasOwn(json, name));
	return Object.fromEntries([...Object.entries(json), ...added.map(copied)]) as IDataObject;
}

const copied = ([name, value]: [string, unknown]): [string, unknown] => [
	name,
	deepCopy(value as IDataObject),
];

/** Links items to the input item that they come from. */
export const linkedTo = (item: number, jsons: readonly IDataObject[]): INodeExecutionData[] =>
	jsons.map((json) => ({ json, pairedItem: { item } }));

/** In characters of JSON: the largest real orders have a tenth. n8n keeps every item in memory. */
const LARGEST_RAW = 1_000_000;

/** The order without a payload that is too large to be added to an item, and with a warning instead. */
export function withBoundedRaw(fetched: FetchedOrder): FetchedOrder {
	const size = JSON.stringify([fetched.raw, fetched.rawTracking]).length;
	if (size <= LARGEST_RAW) return fetched;
	const warning =
		'The raw response is larger than 1 MB and was left out. Set Output to Raw to get it.';
	const { order } = fetched;
	return {
		...fetched,
		raw: undefined,
		order: { ...order, warnings: [...order.warnings, warning] },
	};
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
