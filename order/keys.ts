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
	const taken = new Set<string>();
	return lines.map((line) => {
		const base = `${provider}:${orderId}:${line.sku || line.product_id || `line${line.line_number}`}`;
		let key = base;
		for (let count = 2; taken.has(key); count++) key = `${base}#${count}`;
		taken.add(key);
		return key;
	});
}

/** The `order_key` of an order: `provider:order_id`. */
export const orderKey = (provider: string, orderId: string): string => `${provider}:${orderId}`;
