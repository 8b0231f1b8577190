import { deepCopy, type IDataObject, type INodeExecutionData } from 'n8n-workflow';

import type { FetchedOrder } from '../../client/getOrder';
import { isObject } from '../../json/value';
import type { Order } from '../../order/order';
import { rows, type Row } from '../../order/rows';
import { shipmentRows } from '../../order/shipments';
import { orderView, type ViewExtras } from '../../order/view';
import type { Output } from './parameters';
import type { OutputSettings } from './readQuery';

/**
 * The payload as an item, each with a copy of its own; the tracking call's is under `tracking` unless the
 * order has that field.
 */
function rawItem({ raw, rawTracking }: FetchedOrder): IDataObject {
	const payload = isObject(raw) ? raw : { data: raw };
	return structuredClone(
		rawTracking === undefined ? payload : { tracking: rawTracking, ...payload },
	) as IDataObject;
}

type JsonsOf = (fetched: FetchedOrder, extras: Required<ViewExtras>) => readonly object[];
const flatRows =
	(rowsOf: (order: Order) => readonly Row[]): JsonsOf =>
	({ order }, { added, input }) =>
		rowsOf(order).map((row) => withInput({ ...row, ...added }, input as IDataObject));

const JSONS: Readonly<Record<Output, JsonsOf>> = {
	items: flatRows(rows),
	order: ({ order }, extras) => [orderView(order, extras)],
	shipments: flatRows(shipmentRows),
	raw: (fetched, { input }) => [withInput(rawItem(fetched), input as IDataObject)],
};

/** The items of an order; `fetched` has a bounded payload where `includeRaw` is set. */
export function orderJsons(
	fetched: FetchedOrder,
	{ output, includeRaw }: Pick<OutputSettings, 'output' | 'includeRaw'>,
	{ added = {}, attention = [], input = {} }: ViewExtras = {},
): readonly IDataObject[] {
	const jsons = JSONS[output](fetched, { added, attention, input }) as readonly IDataObject[];
	if (!includeRaw || output === 'raw' || fetched.raw === undefined) return jsons;
	return jsons.map((json, index) => (index === 0 ? { ...json, raw: rawItem(fetched) } : json));
}

/** Adds the fields of an input item after those of `json`, never in place of one. */
export const withInput = (json: IDataObject, input: IDataObject): IDataObject => ({
	...json,
	...deepCopy(input),
	...json,
});

/** Links items to the input item that they come from. */
export const linkedTo = (item: number, jsons: readonly IDataObject[]): INodeExecutionData[] =>
	jsons.map((json) => ({ json, pairedItem: { item } }));

/** In characters of JSON, ten times the largest real orders. n8n keeps every item in memory. */
const LARGEST_RAW = 1_000_000;

/** Replaces a payload that is too large to be added to an item with a warning. */
export function withBoundedRaw(
	fetched: FetchedOrder,
	{ output, includeRaw }: Pick<OutputSettings, 'output' | 'includeRaw'>,
): FetchedOrder {
	if (!includeRaw || output === 'raw') return fetched;
	const size = JSON.stringify([fetched.raw, fetched.rawTracking]).length;
	if (size <= LARGEST_RAW) return fetched;
	const warning =
		'The raw response is larger than 1 MB and was left out. Set Output to Raw to get it.';
	const { order } = fetched;
	const warnings = [...order.warnings, warning];
	return { ...fetched, raw: undefined, order: { ...order, warnings } };
}

/**
 * A sentence about the orders that have warnings (`warned`: the first of each), for which rows have no
 * column.
 */
export function warningsHint(warned: ReadonlyMap<string, string>, of: number): string | null {
	const [first] = warned;
	if (!first) return null;
	return `${warned.size} of ${of} orders have warnings. ${first.join(': ')} Set Output to Order to see them all under “warnings”.`;
}
