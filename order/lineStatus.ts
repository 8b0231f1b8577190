import type { LineAllocation } from './allocate';
import {
	isSent,
	moreAdvanced,
	type FulfillmentStatus,
	type OrderLine,
	type UnfulfilledLine,
} from './order';

/** True if the reason for which a line ended cancels it, whatever the status of its order. */
export const isCanceled = ({ cancel_reason }: Pick<OrderLine, 'cancel_reason'>): boolean =>
	cancel_reason !== '' && cancel_reason !== 'unknown';

/** In an order that was sent, a line that ended in a dispute was sent as well. */
export const isUnsent = (line: UnfulfilledLine, fromStatus: FulfillmentStatus): boolean =>
	isCanceled(line) && !(line.is_disputed && isSent(fromStatus));
interface Shipped {
	readonly status: FulfillmentStatus;
	readonly pieces: number | null;
}

/** All pieces or none where the status says so, else `null`. */
export function byStatus(line: UnfulfilledLine, fromStatus: FulfillmentStatus): Shipped {
	const status = isUnsent(line, fromStatus) ? 'canceled' : fromStatus;
	if (fromStatus === 'unfulfilled' || fromStatus === 'canceled') return { status, pieces: 0 };
	const isAll = status === 'shipped' || status === 'delivered';
	return { status, pieces: isAll ? line.quantity : null };
}

/** "Nothing was shipped" does not hold for an order that has a parcel. */
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
 * How the parcels speak about a line: `open` and `uncounted` leave the pieces open, `absent` is in none of
 * them.
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
