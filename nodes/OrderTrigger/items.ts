import type { INodeExecutionData } from 'n8n-workflow';

import { changeCells } from '../../order/change';
import { linkedTo, orderJsons, withBoundedRaw } from '../shared/output';
import { eventsOf } from './events';
import type { WatchParameters } from './readParameters';
import type { ChangedOrder } from './watch';

/** The items of the orders whose change is an event that was chosen, oldest order first. */
export function changedItems(
	changes: readonly ChangedOrder[],
	{ events, settings }: WatchParameters,
): INodeExecutionData[] {
	const placed = ({ fetched }: ChangedOrder): string => fetched.order.created_at ?? '';
	return [...changes]
		.sort((a, b) => placed(a).localeCompare(placed(b)))
		.flatMap(({ fetched, change }) => {
			const happened = eventsOf(change, events);
			if (happened.length === 0) return [];
			const { includeRaw } = settings.output;
			const added = { ...changeCells(change, fetched.order), event: happened.join(', ') };
			const bounded = includeRaw ? withBoundedRaw(fetched) : fetched;
			return linkedTo(0, orderJsons(bounded, settings.output, added));
		});
}
