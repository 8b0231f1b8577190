import type { HistoryEntry } from '../../order/order';
import { field, text, type Json } from '../../json/read';
import { entries, meaning, type Warn } from './lists';
import { orderMeaning, UNKNOWN } from './statuses';
import { time } from './times';

export interface Flow {
	/** From the first to the last; entries without a time come last, in Tuya's order. */
	readonly history: readonly HistoryEntry[];
	/** The latest `gmt_modified`, `''` when there is none. */
	readonly updatedAt: string;
}

/** `order_flow_list`: the way of the order through its statuses. */
export function flow(order: Json, warn: Warn): Flow {
	const read = entries(order, 'order_flow_list', 'the order', warn);
	const place = 'order_flow_list';
	const history = read.map((entry) => ({
		status: meaning(
			field(entry, 'order_status'),
			orderMeaning,
			UNKNOWN,
			`order_status in ${place}`,
			warn,
		).order,
		provider_status: text(field(entry, 'order_status')),
		at: time(field(entry, 'gmt_create'), `gmt_create in ${place}`, warn),
		actor_id: text(field(entry, 'creator_id')),
	}));
	const modified = read.map((entry) =>
		time(field(entry, 'gmt_modified'), `gmt_modified in ${place}`, warn),
	);
	return { history: inOrder(history), updatedAt: modified.sort().at(-1) ?? '' };
}

/** ISO times of one length sort as text. */
function inOrder(history: readonly HistoryEntry[]): readonly HistoryEntry[] {
	const timed = history.filter(({ at }) => at !== '');
	const untimed = history.filter(({ at }) => at === '');
	return [...timed.sort((a, b) => Number(a.at > b.at) - Number(a.at < b.at)), ...untimed];
}
