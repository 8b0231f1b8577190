import type { INodeExecutionData } from 'n8n-workflow';

import { attentionOf } from '../../changes/attention';
import { changeKeys, type Change } from '../../changes/compare';
import { stateOf, type OrderState } from '../../changes/state';
import type { FetchedOrder } from '../../client/getOrder';
import { attentionTo } from '../shared/addedKeys';
import { linkedTo, orderJsons, withBoundedRaw } from '../shared/output';
import type { WatchParameters } from './readParameters';

/** The state of a fetched order, and when it can next need attention; 0 for never. */
export function readStateOf(
	{ order, tracking }: FetchedOrder,
	{ limits }: Pick<WatchParameters, 'limits'>,
	now: number,
): { readonly state: OrderState; readonly dueAt: number } {
	const { reasons, dueAt } = limits
		? attentionOf(order, now, limits)
		: { reasons: [], dueAt: null };
	const looked = { details: true, tracking, attention: limits !== null };
	return { state: stateOf(order, looked, reasons), dueAt: dueAt ?? 0 };
}

/** The items of a changed order; `event` names what has happened. */
export function itemsOf(
	fetched: FetchedOrder,
	change: Change,
	{ settings }: Pick<WatchParameters, 'settings'>,
	event: string,
	now: number,
): INodeExecutionData[] {
	const { output } = settings;
	const { keys, words } = attentionTo(fetched.order, output.attention, now);
	const added = { ...changeKeys(change, fetched.order), ...keys, event };
	const bounded = withBoundedRaw(fetched, output);
	return linkedTo(0, orderJsons(bounded, output, { added, attention: words }));
}

/** By the time at which they were placed. */
export const newestFirst = (orders: readonly FetchedOrder[]): readonly FetchedOrder[] => {
	const placed = ({ order }: FetchedOrder): string => order.created_at ?? '';
	return [...orders].sort((a, b) => placed(b).localeCompare(placed(a)));
};
