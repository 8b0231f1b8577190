import assert from 'node:assert/strict';

/** What the sandbox received from one provider's credential. */
export interface ProviderCounts {
	readonly orders: number;
	readonly rejectedOrders: number;
	readonly renewals: number;
	readonly rejectedRenewals: number;
}

interface Row {
	readonly order_id: string;
	readonly item_key: string;
}

/**
 * Checks that every order has exactly as many rows as lines, in the response to its own batch only, and
 * that no row is duplicated.
 *
 * @param round `lines` of the orders of all batches, one after the other
 * @returns the number of rows
 */
export function checkRows(round: {
	readonly batches: ReadonlyArray<ReadonlyArray<{ readonly order_id: string }>>;
	readonly answers: ReadonlyArray<readonly Row[] | undefined>;
	readonly lines: readonly number[];
}): number {
	const { batches, answers, lines } = round;
	const expected = new Map(batches.flat().map(({ order_id: id }, at) => [id, lines[at]]));
	assert.equal(expected.size, batches.flat().length, 'the requested orders are all different');
	const keys = new Set<string>();
	batches.forEach((orders, at) => {
		const counted = new Map<string, number>();
		for (const { order_id: id, item_key: key } of answers[at] ?? []) {
			assert.ok(!keys.has(key), `the row ${key} is duplicated`);
			keys.add(key);
			counted.set(id, (counted.get(id) ?? 0) + 1);
		}
		const asked = orders.map(({ order_id: id }) => [id, expected.get(id)]);
		assert.deepEqual([...counted].sort(), asked.sort(), `execution ${at + 1}`);
	});
	return keys.size;
}

/** The difference between two counts. */
export const since = (before: ProviderCounts, after: ProviderCounts): ProviderCounts => ({
	orders: after.orders - before.orders,
	rejectedOrders: after.rejectedOrders - before.rejectedOrders,
	renewals: after.renewals - before.renewals,
	rejectedRenewals: after.rejectedRenewals - before.rejectedRenewals,
});

/**
 * Checks that each of a provider's orders was fetched once although its tokens expired. Only the last
 * expiry of a round may be left to the next one to notice.
 */
export function checkRenewals(
	{ orders, renewals }: ProviderCounts,
	expected: { readonly orders: number; readonly expiries: number },
): void {
	assert.equal(orders, expected.orders, 'each order is fetched once');
	assert.ok(expected.expiries > 0, 'tokens expired during the round');
	const fewest = Math.max(1, expected.expiries - 1);
	assert.ok(renewals >= fewest, `at least ${fewest} renewals for ${expected.expiries} expiries`);
}
