import { allocate, type LineAllocation, type ParcelItem } from './allocate';
import { itemKeys, withIds } from './keys';
import type { MatchingRule } from './matching';
import type { FulfillmentStatus, OrderLine, Shipment, UnfulfilledLine } from './order';
import { distinct } from './text';

/** From no statement to final: the later of two wins where neither is the whole truth. */
const PROGRESS: readonly FulfillmentStatus[] = [
	'unknown',
	'unfulfilled',
	'partially_shipped',
	'shipped',
	'delivered',
	'canceled',
];

export const moreAdvanced = (a: FulfillmentStatus, b: FulfillmentStatus): FulfillmentStatus =>
	PROGRESS.indexOf(b) > PROGRESS.indexOf(a) ? b : a;

/** True when a line ended for a reason that cancels it, whatever its order says. */
export const isCanceled = ({ cancel_reason }: Pick<OrderLine, 'cancel_reason'>): boolean =>
	cancel_reason !== '' && cancel_reason !== 'unknown';

export type { UnfulfilledLine } from './order';

export interface Parcel {
	/** Its `items` are filled in here, and its id where it has none. */
	readonly shipment: Shipment;
	readonly items: readonly ParcelItem[];
}

export interface FulfillmentFacts {
	readonly provider: string;
	readonly orderId: string;
	readonly lines: readonly UnfulfilledLine[];
	readonly parcels?: readonly Parcel[];
	readonly matching?: readonly MatchingRule[];
	/** What the order's own status says. */
	readonly fromStatus: FulfillmentStatus;
	/** True when the provider lists every parcel, so that a line in none was not shipped. */
	readonly listsEveryParcel?: boolean;
}

export interface Fulfillment {
	readonly lines: readonly OrderLine[];
	readonly shipments: readonly Shipment[];
	readonly fulfillment_status: FulfillmentStatus;
}

/**
 * Fills in what was shipped: of each line the pieces, status, tracking numbers and carriers, of each
 * shipment its items, and the fulfillment of the order as a whole. Without parcels the order's own
 * status holds for every line.
 */
export function fulfill(facts: FulfillmentFacts, warn: (sentence: string) => void): Fulfillment {
	const { provider, orderId, parcels = [], matching = [], fromStatus: stated } = facts;
	const { listsEveryParcel = false } = facts;
	const identified = withIds(parcels.map(({ shipment }) => shipment));
	const keys = itemKeys(provider, orderId, facts.lines);
	const {
		contents,
		lines: allocations,
		isComplete,
	} = allocate(
		identified.map(({ id }, index) => ({ id, items: parcels[index]?.items ?? [] })),
		facts.lines.map((line) => {
			const { line_number, sku, product_id, quantity } = line;
			return { line_number, sku, product_id, quantity, isCanceled: isCanceled(line) };
		}),
		keys,
		matching,
		warn,
	);
	const shipments = identified.map((shipment, index) => ({
		...shipment,
		items: contents[index] ?? [],
	}));
	const carriageOf = trackingByLine(shipments);
	const lines = facts.lines.map((line, index): OrderLine => {
		const allocation = allocations[index];
		const shipped =
			allocation === undefined || parcels.length === 0
				? byStatus(line, stated)
				: byParcels(line, allocation, stated, isComplete, listsEveryParcel);
		const { numbers, carriers, ids } = carriageOf(allocation?.parcels ?? []);
		const variant = line.variant || (allocation?.variant ?? '');
		return {
			...line,
			quantity_shipped: shipped.pieces,
			fulfillment_status: shipped.status,
			shipment_ids: ids,
			variant,
			variant_values: line.variant === '' && variant !== '' ? [variant] : line.variant_values,
			tracking_numbers: numbers.length > 0 ? numbers : line.tracking_numbers,
			carriers: carriers.length > 0 ? carriers : line.carriers,
		};
	});
	return {
		lines,
		shipments,
		fulfillment_status: ofOrder(lines, stated, parcels.length > 0, listsEveryParcel),
	};
}

/** What the parcels of a line say about it; worked out once for lines that share them. */
function trackingByLine(shipments: readonly Shipment[]) {
	const known = new Map<readonly number[], ReturnType<typeof read>>();
	const read = (positions: readonly number[]) => {
		const found = positions.flatMap((position) => shipments[position] ?? []);
		return {
			numbers: distinct(found.map((shipment) => shipment.tracking_number)),
			carriers: distinct(found.map((shipment) => shipment.carrier)),
			ids: distinct(found.map((shipment) => shipment.id)),
		};
	};
	return (positions: readonly number[]) => {
		const facts = known.get(positions) ?? read(positions);
		known.set(positions, facts);
		return facts;
	};
}

interface Shipped {
	readonly status: FulfillmentStatus;
	readonly pieces: number | null;
}

/** All pieces or none where the status says so, else `null`. */
function byStatus(line: UnfulfilledLine, stated: FulfillmentStatus): Shipped {
	const status = isCanceled(line) ? 'canceled' : stated;
	if (stated === 'unfulfilled' || stated === 'canceled') return { status, pieces: 0 };
	const isSent = stated === 'shipped' || stated === 'delivered';
	return { status, pieces: isSent && status === stated ? line.quantity : null };
}

/** "Nothing was shipped" does not hold for an order that has a parcel. */
const withParcels = (stated: FulfillmentStatus): FulfillmentStatus =>
	stated === 'unfulfilled' || stated === 'canceled' ? 'unknown' : stated;

function byParcels(
	line: UnfulfilledLine,
	{ pieces, isOpen, own }: LineAllocation,
	stated: FulfillmentStatus,
	isComplete: boolean,
	listsEveryParcel: boolean,
): Shipped {
	const { quantity } = line;
	const isFull = quantity !== null && quantity > 0 && pieces >= quantity;
	if (isCanceled(line)) return { status: 'canceled', pieces: isOpen && !isFull ? null : pieces };
	if (!isFull && isOpen) return byStatus(line, withParcels(stated));
	if (quantity === null && pieces > 0) return { status: withParcels(stated), pieces };
	const packed = isFull ? 'shipped' : pieces > 0 ? 'partially_shipped' : 'unfulfilled';
	const decides = listsEveryParcel || (isComplete && stated === 'partially_shipped');
	if (!decides) {
		if (own.length === 0) return byStatus(line, stated);
		return { status: moreAdvanced(stated, packed), pieces };
	}
	if (isFull) return { status: stated === 'delivered' ? 'delivered' : 'shipped', pieces };
	return { status: pieces === 0 && stated === 'canceled' ? 'canceled' : packed, pieces };
}

function ofOrder(
	lines: readonly OrderLine[],
	stated: FulfillmentStatus,
	hasParcels: boolean,
	listsEveryParcel: boolean,
): FulfillmentStatus {
	if (!hasParcels) return stated;
	if (lines.length === 0) return withParcels(stated);
	const together = ofLines(lines);
	return listsEveryParcel ? together : moreAdvanced(withParcels(stated), together);
}

/** What the lines say together: canceled ones are left out; `unknown` while one could be either. */
function ofLines(lines: readonly OrderLine[]): FulfillmentStatus {
	const live = lines.map((line) => line.fulfillment_status).filter((each) => each !== 'canceled');
	const all = (...statuses: readonly FulfillmentStatus[]) =>
		live.every((each) => statuses.includes(each));
	if (live.length === 0) return 'canceled';
	if (all('delivered')) return 'delivered';
	if (all('shipped', 'delivered')) return 'shipped';
	if (live.includes('unknown')) return 'unknown';
	return all('unfulfilled') ? 'unfulfilled' : 'partially_shipped';
}
