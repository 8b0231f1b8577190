import type { Goods } from './lines';

/** Pieces of a parcel's content and the position of their line, null when there is none. */
export interface Portion {
	readonly line: number | null;
	/** `surplus` is above the quantity of the product's lines, `stray` of a product without lines. */
	readonly fate: 'allotted' | 'surplus' | 'stray';
	/** Null when the parcel does not tell it. */
	readonly quantity: number | null;
}

interface Product {
	readonly product_id: string;
	readonly sku: string;
}

/** Hands out pieces of a product: a second call goes on where the first one ended. */
export type Dispenser = (product: Product, quantity: number | null) => readonly Portion[];

/** What makes parcels' contents and lines the same product: commodity and SKU. */
export const productKey = ({ product_id, sku }: Product): string =>
	JSON.stringify([product_id, sku]);

/**
 * Hands the pieces of parcels to the lines of the same product, one line after the other and never
 * above a line's quantity. Each piece handed out and each line are looked at once.
 */
export function dispenser(lines: readonly Goods[]): Dispenser {
	const positions = new Map<string, number[]>();
	lines.forEach((line, index) => {
		if (!line.product_id && !line.sku) return;
		const same = positions.get(productKey(line));
		if (same) same.push(index);
		else positions.set(productKey(line), [index]);
	});
	const handing = new Map(
		[...positions].map(([key, indexes]) => [
			key,
			handOut(
				indexes,
				indexes.map((index) => lines[index]?.quantity ?? Infinity),
			),
		]),
	);
	return (product, quantity) =>
		handing.get(productKey(product))?.(quantity) ?? [{ line: null, fate: 'stray', quantity }];
}

function handOut(
	lines: readonly number[],
	rooms: readonly number[],
): (quantity: number | null) => readonly Portion[] {
	let current = 0;
	let room = rooms[0] ?? 0;
	return (quantity) => {
		let left = quantity ?? 0;
		if (left === 0) {
			return [{ line: lines[current] ?? lines.at(-1) ?? null, fate: 'allotted', quantity }];
		}
		const portions: Portion[] = [];
		while (left > 0 && current < lines.length) {
			const taken = Math.min(left, room);
			if (taken > 0) {
				portions.push({ line: lines[current] ?? null, fate: 'allotted', quantity: taken });
			}
			left -= taken;
			room -= taken;
			if (room === 0) room = rooms[++current] ?? 0;
		}
		const line = lines.length === 1 ? (lines[0] ?? null) : null;
		return left > 0 ? [...portions, { line, fate: 'surplus', quantity: left }] : portions;
	};
}
