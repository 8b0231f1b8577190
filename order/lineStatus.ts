import type { LineAllocation } from './allocate';
import {
	isSent,
	moreAdvanced,
	type FulfillmentStatus,
	type OrderLine,
	type UnfulfilledLine,
} from './order';

/** True if the line ended for a reason that cancels it, whatever the order's status. */
export const isCanceled = ({ cancel_reason }: Pick<OrderLine, 'cancel_reason'>): boolean =>
	cancel_reason !== '' && cancel_reason !== 'unknown';

/**
 * True for a canceled line, unless it ended in a dispute in an order that was sent: then it was sent too.
 */
export const isUnsent = (line: UnfulfilledLine, fromStatus: FulfillmentStatus): boolean =>
	isCanceled(line) && !(line.is_disputed && isSent(fromStatus));
interface Shipped {
	readonly status: FulfillmentStatus;
	readonly pieces: number | null;
}

/** A line by its order's status: all pieces or none if the status says so, else `null`. */
export function byStatus(line: UnfulfilledLine, fromStatus: FulfillmentStatus): Shipped {
	const status = isUnsent(line, fromStatus) ? 'canceled' : fromStatus;
	if (fromStatus === 'unfulfilled' || fromStatus === 'canceled') return { status, pieces: 0 };
	const isAll = status === 'shipped' || status === 'delivered';
	return { status, pieces: isAll ? line.quantity : null };
}

/** An order with a parcel cannot be unfulfilled or canceled: such a status becomes `unknown`. */
export const withParcels = (fromStatus: FulfillmentStatus): FulfillmentStatus =>
	fromStatus === 'unfulfilled' || fromStatus === 'canceled' ? 'unknown' : fromStatus;

interface Packed {
	readonly line: UnfulfilledLine;
	readonly pieces: number;
	readonly isOpen: boolean;
	readonly isFull: boolean;
	readonly packed: FulfillmentStatus;
	readonly fromStatus: FulfillmentStatus;
}

/**
 * What the parcels say about a line: `open` if more of it may have been shipped, `uncounted` if it has no
 * quantity, `absent` if it is in none of them.
 */
type Evidence = 'canceled' | 'open' | 'uncounted' | 'absent' | 'atLeast' | 'exactly';

const BY_EVIDENCE: Readonly<Record<Evidence, (it: Packed) => Shipped>> = {
	canceled: ({ isOpen, isFull, pieces }) => ({
		status: 'canceled',
		pieces: isOpen && !isFull ? null : pieces,
	}),
	open: ({ line, fromStatus }) => byStatus(line, withParcels(fromStatus)),
	uncounted: ({ pieces, fromStatus }) => ({ status: withParcels(fromStatus), pieces }),
	absent: ({ line, fromStatus }) => byStatus(line, fromStatus),
	atLeast: ({ packed, pieces, fromStatus }) => ({
		status: moreAdvanced(fromStatus, packed),
		pieces,
	}),
	exactly: ({ packed, pieces, fromStatus }) => {
		const isEnd =
			(packed === 'shipped' && fromStatus === 'delivered') ||
			(packed === 'unfulfilled' && fromStatus === 'canceled');
		return { status: isEnd ? fromStatus : packed, pieces };
	},
};

export function byParcels(
	line: UnfulfilledLine,
	{ pieces, isOpen, own }: Pick<LineAllocation, 'pieces' | 'isOpen' | 'own'>,
	fromStatus: FulfillmentStatus,
	decides: boolean,
): Shipped {
	const { quantity } = line;
	const isFull = quantity !== null && quantity > 0 && pieces >= quantity;
	const packed = isFull ? 'shipped' : pieces > 0 ? 'partially_shipped' : 'unfulfilled';
	const evidence = (): Evidence => {
		if (isUnsent(line, fromStatus)) return 'canceled';
		if (!isFull && isOpen) return 'open';
		if (quantity === null && pieces > 0) return 'uncounted';
		if (decides) return 'exactly';
		return own.length === 0 ? 'absent' : 'atLeast';
	};
	return BY_EVIDENCE[evidence()]({ line, pieces, isOpen, isFull, packed, fromStatus });
}

/** The status of a line whose shipped pieces the provider counts itself. */
export const byPieces = (
	line: UnfulfilledLine,
	pieces: number,
	fromStatus: FulfillmentStatus,
): Shipped => byParcels(line, { pieces, isOpen: false, own: [] }, fromStatus, true);
