import type { MatchingRule, ParcelItem } from '../../order/allocate';

/** Lines and parcels in short texts, e.g. `A2 B1!`. */

/** Product and SKU both, as one provider matches. */
export const BOTH: MatchingRule = {
	key: ({ product_id, sku }) => (product_id || sku ? `${product_id}/${sku}` : ''),
};

/** An item of the made-up product `name`, `''` for one without ids. */
export const item = (
	name: string,
	quantity: number | null,
	sku = name && `S-${name}`,
): ParcelItem => ({ product_id: name && `P-${name}`, sku, quantity });

/** `A2 B1!` is two pieces of A and a canceled one of B, `0?` is of no product and quantity. */
export const readProducts = (text: string) =>
	[...text.matchAll(/([A-Z0])(\d|\?)(!?)/g)].map(([, name = '', count = '', mark]) => ({
		name: name === '0' ? '' : name,
		quantity: count === '?' ? null : Number(count),
		isCanceled: mark === '!',
	}));
