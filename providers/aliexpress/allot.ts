import { itemKeys } from '../../order/keys';
import type { OrderLine, Shipment, ShipmentItem } from '../../order/order';
import type { Warn } from './amounts';
import type { Parcel, ParcelItem } from './parcels';

/** A part of a parcel's item that goes to the line at `index`; `surplus` of it was never ordered. */
interface Share {
	readonly parcel: number;
	readonly index: number;
	readonly item: ParcelItem;
	/** With the surplus in it; `null` when the item names no quantity. */
	readonly quantity: number | null;
	readonly surplus: number;
}

/** What the parcels say about one line. */
export interface LineShare {
	readonly shipments: readonly Shipment[];
	readonly variant: string;
	/** Pieces in parcels, never above the line's quantity; `null` when a parcel does not count them. */
	readonly shipped: number | null;
}

export interface Allotment {
	/** The parcels with their items matched, in the order they came. */
	readonly shipments: readonly Shipment[];
	/** One for each line, in line order. */
	readonly lines: readonly LineShare[];
	/** True when each parcel names its items, each with a quantity and a line of the order. */
	readonly complete: boolean;
}

/**
 * Deals the items of parcels out to the lines of an order. Lines that an item fits are filled in line
 * order, canceled ones after the others; what is beyond them stays with the last one in its parcel, does not count as shipped, and
 * is told in a warning, as is an item that fits no line: it keeps an `item_key` of `''`.
 */
export function allot(
	parcels: readonly Parcel[],
	orderId: string,
	lines: readonly OrderLine[],
	warn: Warn,
): Allotment {
	const room = lines.map(({ quantity }) => quantity ?? Infinity);
	const keys = ['', ...itemKeys('aliexpress', orderId, lines)];
	const shares = parcels.flatMap(({ shipment, items }, parcel) =>
		items.flatMap((item) =>
			deal(item, fittingLines(item, lines), room).map((share): Share => {
				if (share.index < 0) {
					warn(`Parcel ${shipment.id} has an item that matches no line of the order.`);
				} else if (share.surplus > 0) {
					warn(
						`Parcel ${shipment.id} has ${share.surplus} more of line ${share.index + 1} than was ordered.`,
					);
				}
				return { ...share, parcel, item };
			}),
		),
	);
	const shipments = parcels.map(({ shipment }, parcel) => ({
		...shipment,
		items: shares
			.filter((share) => share.parcel === parcel)
			.map(
				({ index, item, quantity }): ShipmentItem => ({
					item_key: keys[index + 1] ?? '',
					sku: item.sku,
					product_id: item.product_id,
					quantity,
				}),
			),
	}));
	return {
		shipments,
		lines: lines.map((_, index) => {
			const own = shares.filter((share) => share.index === index);
			return {
				shipments: shipments.filter((_shipment, parcel) =>
					own.some((share) => share.parcel === parcel),
				),
				variant: own.map(({ item }) => item.variant).find((variant) => variant !== '') ?? '',
				shipped: own.some(({ quantity }) => quantity === null)
					? null
					: own.reduce((pieces, { quantity, surplus }) => pieces + (quantity ?? 0) - surplus, 0),
			};
		}),
		complete:
			parcels.every(({ items }) => items.length > 0) &&
			shares.every(({ index, quantity }) => index >= 0 && quantity !== null),
	};
}

type Dealt = Pick<Share, 'index' | 'quantity' | 'surplus'>;

/** Takes what it deals out of `room`, the pieces of each line that are not in a parcel yet. */
function deal(
	{ quantity }: ParcelItem,
	fitting: readonly number[],
	room: number[],
): readonly Dealt[] {
	const [first = -1] = fitting;
	if (first < 0 || quantity === null) return [{ index: first, quantity, surplus: 0 }];
	const shares: Dealt[] = [];
	let rest = quantity;
	for (const index of fitting) {
		const taken = Math.min(rest, room[index] ?? 0);
		if (taken === 0) continue;
		room[index] = (room[index] ?? 0) - taken;
		rest -= taken;
		shares.push({ index, quantity: taken, surplus: 0 });
	}
	const last = shares.pop() ?? { index: fitting.at(-1) ?? -1, quantity: 0, surplus: 0 };
	return [...shares, { ...last, quantity: (last.quantity ?? 0) + rest, surplus: rest }];
}

/**
 * The lines with the item's sku, those that were canceled after the others; else those of its product: the latter only while they are all of
 * one sku, since a parcel of one color must not count for another.
 */
function fittingLines({ sku, product_id }: ParcelItem, lines: readonly OrderLine[]) {
	const isCanceled = (index: number) => lines[index]?.fulfillment_status === 'canceled';
	const all = [...lines.keys()];
	const indexes = [...all.filter((index) => !isCanceled(index)), ...all.filter(isCanceled)];
	const bySku = indexes.filter((index) => sku !== '' && lines[index]?.sku === sku);
	if (bySku.length > 0) return bySku;
	const byProduct = indexes.filter(
		(index) => product_id !== '' && lines[index]?.product_id === product_id,
	);
	return new Set(byProduct.map((index) => lines[index]?.sku)).size > 1 ? [] : byProduct;
}
