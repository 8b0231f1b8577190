import { MOST_ORDERS } from '../../order/seenOrders';

/** What a run did with the orders that the node had seen before. */
export interface MemoryFacts {
	readonly compared: number;
	readonly returned: number;
	/** Seen for the first time, and not returned for that. */
	readonly silent: number;
	/** True when nothing was remembered of an account. */
	readonly isFirst: boolean;
	/** Orders that there was no room for. */
	readonly forgotten: number;
	readonly isManual: boolean;
}

const orders = (count: number): string => (count === 1 ? '1 order' : `${count} orders`);

/** Sentences that explain what Only Changed Orders returned. */
export function memoryHints(facts: MemoryFacts): readonly string[] {
	const { compared, returned, silent, isFirst, forgotten, isManual } = facts;
	const hints: Array<readonly [boolean, string]> = [
		[
			isFirst && silent === 0,
			'Nothing was remembered from an earlier run, so each order counts as new. This is normal for the first run, and after the node was renamed or another credential was selected.',
		],
		[
			silent > 0,
			`${silent === 1 ? '1 order was' : `${silent} orders were`} seen for the first time: remembered but not returned.`,
		],
		[
			isManual,
			'This was a manual run, so nothing was remembered. Changes are remembered when the active workflow runs by itself.',
		],
		[
			isManual && returned === 0 && silent === 0,
			`No changes: ${orders(compared)} compared with what this node returned last.`,
		],
		[
			forgotten > 0,
			`A node remembers ${MOST_ORDERS.toLocaleString('en')} orders. ${orders(forgotten)} had no room and will count as new in the next run. Split the orders between several workflows.`,
		],
	];
	return hints.filter(([applies]) => applies).map(([, hint]) => hint);
}
