import type { INodeExecutionData } from 'n8n-workflow';

import type { FetchedOrder } from '../../client/getOrder';
import { changeCells, type Change } from '../../order/change';
import { linkedTo, orderJsons, withBoundedRaw } from '../shared/output';
import { eventsOf } from './events';
import type { WatchParameters } from './readParameters';

/** The items of an order whose change is an event that was chosen; none for another change. */
export function changedItems(
	fetched: FetchedOrder,
	change: Change,
	{ events, settings }: Pick<WatchParameters, 'events' | 'settings'>,
): INodeExecutionData[] {
	const happened = eventsOf(change, events);
	if (happened.length === 0) return [];
	const added = { ...changeCells(change, fetched.order), event: happened.join(', ') };
	const bounded = settings.output.includeRaw ? withBoundedRaw(fetched) : fetched;
	return linkedTo(0, orderJsons(bounded, settings.output, added));
}
