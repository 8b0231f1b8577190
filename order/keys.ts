import type { Shipment } from './order';

export interface LineIdentity {
	readonly line_number: number;
	/** The provider's own id of the line, where it has one. */
	readonly line_id?: string;
	readonly sku: string;
	readonly product_id: string;
}

/**
 * The `item_key` of each line, the same from run to run: `provider:order_id:{id, else sku, product id,
 * line{n}}`.
 */
export const itemKeys = (
	provider: string,
	orderId: string,
	lines: readonly LineIdentity[],
): readonly string[] =>
	uniqueIds(
		lines.map(
			({ line_id, sku, product_id, line_number }) =>
				`${provider}:${orderId}:${line_id || sku || product_id || `line${line_number}`}`,
		),
	);

/** Shipments each with an id of its own: the provider's, else its tracking number, else `shipment{n}`. */
export function withIds(shipments: readonly Shipment[]): readonly Shipment[] {
	const ids = uniqueIds(
		shipments.map(({ id, tracking_number }, at) => id || tracking_number || `shipment${at + 1}`),
	);
	return shipments.map((shipment, index) => ({ ...shipment, id: ids[index] ?? '' }));
}

/** The texts, of which a repeated one gets `#2`, `#3`, … so that no two are the same. */
function uniqueIds(bases: readonly string[]): readonly string[] {
	/** How often each text was asked for; a text that is in here is taken. */
	const counts = new Map<string, number>();
	return bases.map((base) => {
		let count = (counts.get(base) ?? 0) + 1;
		let id = count === 1 ? base : `${base}#${count}`;
		while (counts.has(id)) id = `${base}#${++count}`;
		counts.set(id, 1);
		if (id !== base) counts.set(base, count);
		return id;
	});
}

/** The `order_key` of an order: `provider:order_id`. */
export const orderKey = (provider: string, orderId: string): string => `${provider}:${orderId}`;
