import type { LineIdentity } from './keys';

export type Product = Pick<LineIdentity, 'line_id' | 'sku' | 'product_id'>;

/** One way in which a provider's items and lines are the same product; tried in the order given. */
export interface MatchingRule {
	/** What both have in common, `''` for nothing to match by. */
	readonly key: (product: Product) => string;
	/** True when lines of several SKUs under one key leave it open which one is meant. */
	readonly needsOneSku?: boolean;
}

export interface Candidates {
	readonly lines: readonly number[];
	/** Lines before this one have no room left. */
	next: number;
	/** True once an item left open how many pieces it contains. */
	isOpen: boolean;
}

/** Looks up the lines of an item, by an index that is built once for each rule. */
export function matcher(
	lines: readonly (Product & { readonly isCanceled: boolean })[],
	rules: readonly MatchingRule[],
) {
	const live = lines.flatMap(({ isCanceled }, line) => (isCanceled ? [] : [line]));
	const canceled = lines.flatMap(({ isCanceled }, line) => (isCanceled ? [line] : []));
	const indexes = rules.map(({ key, needsOneSku = false }) => {
		const index = new Map<string, Candidates & { lines: number[]; skus: Set<string> }>();
		for (const line of [...live, ...canceled]) {
			const product = lines[line];
			const id = product ? key(product) : '';
			if (!product || id === '') continue;
			const group = index.get(id) ?? { lines: [], next: 0, isOpen: false, skus: new Set<string>() };
			group.lines.push(line);
			group.skus.add(product.sku);
			index.set(id, group);
		}
		return {
			key,
			find: (id: string) => {
				const group = index.get(id);
				return group && needsOneSku && group.skus.size > 1 ? undefined : group;
			},
		};
	});
	return (product: Product): Candidates | undefined => {
		for (const { key, find } of indexes) {
			const group = find(key(product));
			if (group) return group;
		}
		return undefined;
	};
}
