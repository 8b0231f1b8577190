import type { INodeExecutionData } from 'n8n-workflow';

/** In characters of JSON: what a language model can read at once. */
const LONGEST = 200_000;

/** The items that a model can read: if there are too many, the first ones and one that says so. */
export function boundedForModel(items: INodeExecutionData[]): INodeExecutionData[] {
	let length = 0;
	const cut = items.findIndex(({ json }) => (length += JSON.stringify(json).length) > LONGEST);
	const next = items[cut];
	if (!next) return items;
	const note = `${items.length - cut} of ${items.length} items were left out, because the answer would exceed ${LONGEST.toLocaleString('en')} characters. Ask for fewer orders with Limit or Filters.`;
	return [...items.slice(0, cut), { json: { note }, pairedItem: next.pairedItem }];
}
