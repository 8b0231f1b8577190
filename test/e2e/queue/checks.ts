import assert from 'node:assert/strict';

import type { LoggedRequest } from '../../../tools/sandbox';
import { aliExpressOrder } from '../../../tools/sandbox/aliexpress/orders';
import { tuyaOrder } from '../../../tools/sandbox/tuya/orders';
import type { QueueOrder } from './plan';

interface Row {
	readonly order_id: string;
	readonly item_key: string;
}

/** The number of lines of an order, counted in the provider's JSON text. */
export const linesOf = ({ provider, order_id: id }: QueueOrder): number =>
	(provider === 'tuya'
		? tuyaOrder(id).match(/"unit_price_trade":/g)
		: aliExpressOrder(id).match(/"sale_discount_fee":/g)
	)?.length ?? 0;

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

/** What the sandbox received from one provider's credential. */
export function countsOf(requests: readonly LoggedRequest[], provider: string) {
	const seen = (isAccepted: boolean, ...calls: readonly string[]): number =>
		requests.filter(
			(request) =>
				request.provider === provider &&
				calls.includes(request.call) &&
				(request.outcome === 'ok') === isAccepted,
		).length;
	return {
		orders: seen(true, 'order'),
		rejectedOrders: seen(false, 'order'),
		renewals: seen(true, 'token', 'refresh'),
		rejectedRenewals: seen(false, 'token', 'refresh'),
	};
}

/**
 * Checks that each of a provider's orders was fetched once although its tokens expired. Only the last
 * expiry of a round may be left to the next one to notice.
 */
export function checkRenewals(
	{ orders, renewals }: Pick<ReturnType<typeof countsOf>, 'orders' | 'renewals'>,
	expected: { readonly orders: number; readonly expiries: number },
): void {
	assert.equal(orders, expected.orders, 'each order is fetched once');
	assert.ok(expected.expiries > 0, 'tokens expired during the round');
	const fewest = Math.max(1, expected.expiries - 1);
	assert.ok(renewals >= fewest, `at least ${fewest} renewals for ${expected.expiries} expiries`);
}
