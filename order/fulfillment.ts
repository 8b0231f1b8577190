import { allocate, type ParcelItem } from './allocate';
import { itemKeys, withIds } from './keys';
import { byParcels, byPieces, byStatus, isUnsent, withParcels } from './lineStatus';
import { NOTHING_SENT, trackingByLine } from './lineTracking';
import type { MatchingRule } from './matching';
import { signOf } from './money';
import {
	hasLeft,
	moreAdvanced,
	type FulfillmentStatus,
	type OrderLine,
	type Shipment,
	type UnfulfilledLine,
} from './order';

export { isCanceled } from './lineStatus';
export { moreAdvanced, type UnfulfilledLine } from './order';

export interface Parcel {
	/** `fulfill` fills in its `items`, and its id if it has none. */
	readonly shipment: Shipment;
	readonly items: readonly ParcelItem[];
}

export interface FulfillmentFacts {
	readonly provider: string;
	readonly orderId: string;
	readonly lines: readonly UnfulfilledLine[];
	/** Shipped pieces per line, as the provider counts them; they outrank the contents of parcels. */
	readonly shippedPieces?: ReadonlyArray<number | null>;
	readonly parcels?: readonly Parcel[];
	readonly matching?: readonly MatchingRule[];
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
 * Fills in what was shipped of each line, the items of each shipment, and the fulfillment of the order.
 * Without a parcel that has left, the order's own status holds for every line.
 */
export function fulfill(facts: FulfillmentFacts, warn: (sentence: string) => void): Fulfillment {
	const { provider, orderId, parcels = [], matching = [], fromStatus } = facts;
	const { listsEveryParcel = false, shippedPieces = [] } = facts;
	const identified = withIds(parcels.map(({ shipment }) => shipment));
	const hasParcels = identified.some(hasLeft);
	const allocation = allocate(
		identified.map((shipment, index) => {
			const { items = [] } = parcels[index] ?? {};
			return { id: shipment.id, items, isWaiting: !hasLeft(shipment) };
		}),
		facts.lines.map((line) => {
			const { line_number, line_id, sku, product_id, quantity } = line;
			const isCanceled = isUnsent(line, fromStatus);
			return { line_number, line_id, sku, product_id, quantity, isCanceled };
		}),
		itemKeys(provider, orderId, facts.lines),
		matching,
		warn,
	);
	const { contents } = allocation;
	const shipments = identified.map((each, at) => ({ ...each, items: contents[at] ?? [] }));
	const isPart = allocation.isComplete && fromStatus === 'partially_shipped';
	const decides = listsEveryParcel || isPart;
	const trackingOf = trackingByLine(shipments);
	const lines = facts.lines.map((line, index): OrderLine => {
		const own = allocation.lines[index];
		const stated = shippedPieces[index] ?? null;
		const { status, pieces } =
			stated !== null
				? byPieces(line, stated, fromStatus)
				: own && hasParcels
					? byParcels(line, own, fromStatus, decides)
					: byStatus(line, fromStatus);
		const variant = line.variant || (own?.variant ?? '');
		return {
			...line,
			quantity_shipped: pieces,
			fulfillment_status: status,
			variant,
			variant_values: line.variant === '' && variant !== '' ? [variant] : line.variant_values,
			...(status === 'unfulfilled' || pieces === 0
				? NOTHING_SENT
				: trackingOf(line, own?.parcels ?? [])),
		};
	});
	const fulfillment_status = ofOrder(lines, fromStatus, hasParcels, listsEveryParcel);
	return { lines, shipments, fulfillment_status };
}

/**
 * The order's fulfillment. Canceled lines do not count unless the order was received, nor does a gift
 * without a parcel in an order that was sent.
 */
function ofOrder(
	lines: readonly OrderLine[],
	fromStatus: FulfillmentStatus,
	hasParcels: boolean,
	listsEveryParcel: boolean,
): FulfillmentStatus {
	const areCanceled = lines.length > 0 && lines.every(isCanceledLine);
	if (areCanceled && fromStatus !== 'delivered') return 'canceled';
	if (!hasParcels) return fromStatus;
	if (lines.length === 0) return withParcels(fromStatus);
	const isAll = fromStatus === 'shipped' || fromStatus === 'delivered';
	const together = ofLines(isAll && lines.some(hasWorth) ? lines.filter(isNoGift) : lines);
	return listsEveryParcel ? together : moreAdvanced(withParcels(fromStatus), together);
}

const isCanceledLine = (line: OrderLine): boolean => line.fulfillment_status === 'canceled';
const hasWorth = ({ line_total: total }: OrderLine) => total !== null && signOf(total) !== 0;
const isNoGift = (line: OrderLine) => hasWorth(line) || line.fulfillment_status !== 'unfulfilled';

/** The fulfillment of all lines together; `unknown` if a line whose status is not known could change it. */
function ofLines(lines: readonly OrderLine[]): FulfillmentStatus {
	const live = lines.filter((line) => !isCanceledLine(line)).map((line) => line.fulfillment_status);
	const all = (...of: readonly FulfillmentStatus[]) => live.every((each) => of.includes(each));
	if (live.length === 0) return 'canceled';
	if (all('delivered')) return 'delivered';
	if (all('shipped', 'delivered')) return 'shipped';
	if (live.includes('unknown')) return 'unknown';
	return all('unfulfilled') ? 'unfulfilled' : 'partially_shipped';
}
