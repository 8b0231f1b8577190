/** What a line is known by inside its order. */
export interface LineIdentity {
	readonly line_number: number;
	readonly sku: string;
	readonly product_id: string;
}

/**
 * The `item_key` of each line, in the order of the lines: `provider:order_id:{line}`, where `{line}`
 * is the sku, else the product id, else `line{n}`. A repeated key gets `#2`, `#3`, … so that the keys
 * of an order are unique and stay the same from run to run.
 */
export function itemKeys(
	provider: string,
	orderId: string,
	lines: readonly LineIdentity[],
): readonly string[] {
	/** How often each key was asked for; a key that is in here is taken. */
	const counts = new Map<string, number>();
	return lines.map((line) => {
		const base = `${provider}:${orderId}:${line.sku || line.product_id || `line${line.line_number}`}`;
		let count = (counts.get(base) ?? 0) + 1;
		let key = count === 1 ? base : `${base}#${count}`;
		while (counts.has(key)) key = `${base}#${++count}`;
		counts.set(key, 1);
		if (key !== base) counts.set(base, count);
		return key;
	});
}

/** The `order_key` of an order: `provider:order_id`. */
export const orderKey = (provider: string, orderId: string): string => `${provider}:${orderId}`;
