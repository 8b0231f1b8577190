import type { INodeExecutionData } from 'n8n-workflow';

import { attentionOf } from '../../changes/attention';
import { changeKeys, type Change } from '../../changes/compare';
import { stateOf, type OrderState } from '../../changes/state';
import type { FetchedOrder } from '../../client/getOrder';
import { attentionKeys } from '../shared/addedKeys';
import { linkedTo, orderJsons, withBoundedRaw } from '../shared/output';
import type { WatchParameters } from './readParameters';

/** The state of a fetched order, and from when on it can need someone; 0 for never. */
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
	const { attention } = settings.output;
	const reasons = attention ? attentionOf(fetched.order, now, attention).reasons : [];
	const added = {
		...changeKeys(change, fetched.order),
		...(attention ? attentionKeys(reasons) : {}),
		event,
	};
	const bounded = settings.output.includeRaw ? withBoundedRaw(fetched) : fetched;
	const words = reasons.map((reason) => reason.words);
	return linkedTo(0, orderJsons(bounded, settings.output, { added, attention: words }));
}
