import type { ShipmentItem } from '../../order/order';
import type { Parcel } from './shipments';
import type { Goods } from './lines';
import { shown, type Warn } from './lists';
import { dispenser, productKey, type Portion } from './portions';

/** What the parcels hold of one line. */
export interface Share {
	/** Pieces that were allotted to the line, never above its quantity. */
	readonly pieces: number;
	/** True when more may have been shipped than `pieces`: a parcel does not tell what it holds. */
	readonly open: boolean;
	/** Positions of the line's parcels, from 0. */
	readonly parcels: readonly number[];
}

export interface Allotment {
	/** One for each line. */
	readonly shares: readonly Share[];
	/** One list for each parcel. */
	readonly contents: ReadonlyArray<readonly ShipmentItem[]>;
}

type Packed = Portion & Pick<ShipmentItem, 'product_id' | 'sku'>;

/**
 * Allots what the parcels hold to the lines of the same commodity and SKU, in line order and never
 * above a line's quantity. What is left over stays in its parcel without a line, with a warning; the
 * parcel still is the line's if the product has only one line.
 *
 * A parcel that does not name its products leaves every line open; in an order of one line it is
 * that line's parcel.
 */
export function allot(
	lines: readonly Goods[],
	itemKeys: readonly string[],
	parcels: readonly Parcel[],
	warn: Warn,
): Allotment {
	const handOut = dispenser(lines);
	const packed = parcels.map(({ contents }) =>
		contents.flatMap((content): Packed[] =>
			handOut(content, content.quantity).map((portion) => ({ ...content, ...portion })),
		),
	);
	const nameless = packed.map((portions) => portions.length === 0 || portions.some(isNameless));
	const anyNameless = nameless.includes(true);
	if (anyNameless) warn('delivery_list has a delivery that does not tell which lines it holds.');
	warnOfSurplus(packed.flat(), warn);

	const pieces = lines.map(() => 0);
	const parcelsOf = lines.map(() => new Set<number>());
	const openProducts = new Set<string>();
	packed.forEach((portions, parcel) => {
		if (nameless[parcel] && lines.length === 1) parcelsOf[0]?.add(parcel);
		for (const portion of portions) {
			const { line, fate, quantity } = portion;
			if (line === null) continue;
			parcelsOf[line]?.add(parcel);
			if (quantity === null) openProducts.add(productKey(portion));
			else if (fate === 'allotted') pieces[line] = (pieces[line] ?? 0) + quantity;
		}
	});

	return {
		shares: lines.map((line, index) => ({
			pieces: pieces[index] ?? 0,
			open: anyNameless || openProducts.has(productKey(line)),
			parcels: [...(parcelsOf[index] ?? [])],
		})),
		contents: packed.map((portions) =>
			portions.map(({ line, fate, product_id, sku, quantity }) => ({
				item_key: fate === 'allotted' && line !== null ? (itemKeys[line] ?? '') : '',
				sku,
				product_id,
				quantity,
			})),
		),
	};
}

const isNameless = ({ fate, product_id, sku }: Packed): boolean =>
	fate === 'stray' && (product_id === '' || sku === '');

/** One sentence for each product, however many parcels it is in. */
function warnOfSurplus(packed: readonly Packed[], warn: Warn): void {
	const surplus = new Map<string, number>();
	for (const portion of packed) {
		const product = `${shown(portion.product_id)} (sku ${shown(portion.sku) || 'not told'})`;
		if (portion.fate === 'stray' && !isNameless(portion)) {
			warn(`delivery_list holds ${product}, which no line of the order has.`);
		} else if (portion.fate === 'surplus') {
			surplus.set(product, (surplus.get(product) ?? 0) + (portion.quantity ?? 0));
		}
	}
	for (const [product, pieces] of surplus) {
		warn(`delivery_list holds ${pieces} more of ${product} than the lines of the order.`);
	}
}
