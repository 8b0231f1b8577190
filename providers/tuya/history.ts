import type { Warn } from '../payload/read';
import { byTime } from '../../order/time';
import type { TuyaOrder } from './payload';
import { orderMeaning } from './statuses';

/** `order_flow_list` by time, and its latest `gmt_modified`. */
export function history(entries: TuyaOrder['order_flow_list'], warn: Warn) {
	const read = entries.map(({ order_status, gmt_create, creator_id }) => ({
		status: orderMeaning(order_status, 'The history', warn).order,
		provider_status: order_status,
		at: gmt_create,
		actor_id: creator_id,
	}));
	const modified = entries.flatMap(({ gmt_modified }) => gmt_modified ?? []).sort();
	return { history: read.sort(byTime), updated_at: modified.at(-1) ?? null };
}
