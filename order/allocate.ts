import type { LineIdentity } from './keys';
import { matcher, type Candidates, type MatchingRule, type Product } from './matching';
import type { ShipmentItem } from './order';
import { shorten } from './text';

export type { MatchingRule } from './matching';

/** `quantity` is `null` when the provider does not say it. */
export interface ParcelItem {
	readonly sku: string;
	readonly product_id: string;
	/** The line's own id, where parcels name it. */
	readonly line_id?: string;
	readonly quantity: number | null;
	readonly variant?: string;
}

/** What a parcel contains; `id` names it in warnings. */
export interface ParcelContent {
	readonly id: string;
	readonly items: readonly ParcelItem[];
	/** True if the parcel was not sent: its items are matched to lines but do not count as shipped. */
	readonly isWaiting?: boolean;
}

export interface AllocationLine extends LineIdentity {
	readonly quantity: number | null;
	/** Canceled lines get only what the others leave. */
	readonly isCanceled: boolean;
}

export interface LineAllocation {
	/** Pieces allocated to the line, never above its quantity. */
	readonly pieces: number;
	/** True if more than `pieces` may have been shipped, because a parcel does not say how many. */
	readonly isOpen: boolean;
	/** Positions of the parcels that contain the line. */
	readonly own: readonly number[];
	/** Positions of its parcels; if it has none, of the parcels that could contain any line. */
	readonly parcels: readonly number[];
	readonly variant: string;
}

export interface Allocation {
	/** Each parcel's items, with the `item_key` of their line or `''` if no line matches. */
	readonly contents: ReadonlyArray<readonly ShipmentItem[]>;
	readonly lines: readonly LineAllocation[];
	/** True when every parcel says what it contains, each item with a quantity and a line. */
	readonly isComplete: boolean;
}

/**
 * Allocates the contents of parcels to the lines of an order: matching lines are filled in line order, live
 * ones before canceled ones, never above a line's quantity. An item without a quantity goes to the first
 * matching line. A surplus goes to the last one but does not count as shipped. A parcel without a matching
 * item counts for every line that has no parcel of its own.
 *
 * @param keys the `item_key` of each line
 */
export function allocate(
	parcels: readonly ParcelContent[],
	lines: readonly AllocationLine[],
	keys: readonly string[],
	rules: readonly MatchingRule[],
	warn: (sentence: string) => void,
): Allocation {
	const candidatesOf = matcher(lines, rules);
	const room = lines.map(({ quantity }) => quantity ?? Infinity);
	const drafts = lines.map(() => {
		return { pieces: 0, isOpen: false, own: new Set<number>(), variant: '' };
	});
	const surplus = new Map<string, number>();
	const unidentified: number[] = [];
	let isComplete = true;
	let mayBeAnyLine = false;

	const itemOf = ({ sku, product_id }: ParcelItem, line = -1, quantity: number | null) => {
		return { item_key: keys[line] ?? '', sku, product_id, quantity };
	};
	const contents = parcels.map(({ id, items, isWaiting = false }, parcel) => {
		if (isWaiting) {
			return items.map((item) => itemOf(item, candidatesOf(item)?.lines[0], item.quantity));
		}
		const assigned = items.flatMap((item): ShipmentItem[] => {
			const { quantity, variant = '' } = item;
			const assign = (line: number, pieces: number | null): ShipmentItem => {
				const draft = drafts[line];
				draft?.own.add(parcel);
				if (draft) draft.variant ||= variant;
				return itemOf(item, line, pieces);
			};
			const candidates = candidatesOf(item);
			const [firstLine] = candidates?.lines ?? [];
			if (!candidates || firstLine === undefined) {
				warn(`Parcel ${id} contains ${named(item)}, which matches no line of the order.`);
				isComplete = false;
				mayBeAnyLine ||= named(item) === NO_ID;
				return [itemOf(item, undefined, quantity)];
			}
			if (quantity === null) {
				isComplete = false;
				// Once per product, however many of its items have no quantity.
				for (const line of candidates.isOpen ? [] : candidates.lines) {
					const draft = drafts[line];
					if (draft) draft.isOpen = true;
				}
				candidates.isOpen = true;
			}
			if (quantity === null || quantity === 0) return [assign(firstLine, quantity)];
			const shares = take(candidates, room, quantity);
			const rest = shares.reduce((left, { pieces }) => left - pieces, quantity);
			const result = shares.map(({ line, pieces }) => {
				const draft = drafts[line];
				if (draft) draft.pieces += pieces;
				return assign(line, pieces);
			});
			if (rest === 0) return result;
			surplus.set(named(item), (surplus.get(named(item)) ?? 0) + rest);
			const last = result.pop() ?? assign(candidates.lines.at(-1) ?? firstLine, 0);
			return [...result, { ...last, quantity: (last.quantity ?? 0) + rest }];
		});
		if (assigned.every(({ item_key }) => item_key === '')) unidentified.push(parcel);
		if (items.length === 0) warn(`Parcel ${id} does not say what it contains.`);
		return assigned;
	});
	for (const [product, pieces] of surplus) {
		warn(`The parcels contain ${pieces} more of ${product} than the order.`);
	}
	return {
		contents,
		lines: drafts.map(({ pieces, isOpen, own, variant }) => ({
			pieces,
			isOpen: isOpen || mayBeAnyLine || unidentified.length > 0,
			own: [...own],
			parcels: own.size > 0 ? [...own] : unidentified,
			variant,
		})),
		isComplete: isComplete && unidentified.length === 0,
	};
}

const NO_ID = 'an item without an id';

const named = ({ line_id, sku, product_id }: Product): string => {
	const ids = [
		product_id && `product ${shorten(product_id)}`,
		sku && `SKU ${shorten(sku)}`,
		line_id && `line id ${shorten(line_id)}`,
	];
	return ids.filter(Boolean).join(', ') || NO_ID;
};

/** Takes up to `quantity` pieces from the candidates' room; full lines are never visited again. */
function take(candidates: Candidates, room: number[], quantity: number) {
	const shares: { readonly line: number; readonly pieces: number }[] = [];
	let left = quantity;
	while (left > 0) {
		const line = candidates.lines[candidates.next];
		if (line === undefined) break;
		const free = room[line] ?? 0;
		const pieces = Math.min(left, free);
		room[line] = free - pieces;
		left -= pieces;
		if (pieces > 0) shares.push({ line, pieces });
		if (room[line] === 0) candidates.next++;
	}
	return shares;
}
