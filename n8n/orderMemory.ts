import type { IExecuteFunctions } from 'n8n-workflow';

import type { FetchedOrder } from '../client/getOrder';
import type { Change } from '../order/change';
import { orderKey } from '../order/keys';
import { SeenOrders } from '../order/seenOrders';
import { snapshotSince, withUnknownParcels, type Snapshot } from '../order/snapshot';

/** An order as it is now, and how it differs from what was remembered. */
export interface Noticed {
	readonly key: string;
	readonly present: Snapshot;
	/** `null` when nothing has changed. */
	readonly change: Change | null;
}

/**
 * The orders that a node has seen, in the static data that n8n keeps for it: stored at the end of a
 * production execution, and shared by the node's runs in one execution.
 */
export class OrderMemory {
	private readonly stored: Record<string, unknown>;
	private readonly seen: SeenOrders;
	/** Accounts of which an order was seen in this run, and none before. */
	private isFirst = false;

	/** @param now epoch milliseconds */
	constructor(context: Pick<IExecuteFunctions, 'getWorkflowStaticData'>, now: number) {
		this.stored = context.getWorkflowStaticData('node');
		this.seen = new SeenOrders(this.stored, now);
	}

	/** @param account see `accountFingerprint` */
	notice({ order, isTrackingMissing }: FetchedOrder, account: string): Noticed {
		const key = `${account}:${orderKey(order.provider, order.order_id)}`;
		const present = snapshotSince(this.seen.snapshot(key), order, isTrackingMissing);
		const change = this.seen.compare(key, present);
		if (change && !change.previous && !this.seen.knows(account)) this.isFirst = true;
		return { key, present, change };
	}

	/** @param isUnknown true when its parcels are to be no change later, as they were never returned */
	remember({ key, present }: Noticed, isUnknown: boolean): void {
		this.seen.remember(key, isUnknown ? withUnknownParcels(present) : present);
	}

	/** Hands what was seen to n8n: one assignment, and only if something has changed. */
	save(): { readonly isFirst: boolean; readonly forgotten: number } {
		const { isFirst } = this;
		const stored = this.seen.toStored();
		if (!stored) return { isFirst, forgotten: 0 };
		Object.assign(this.stored, stored);
		return { isFirst, forgotten: this.seen.countMissingIn(stored) };
	}
}
