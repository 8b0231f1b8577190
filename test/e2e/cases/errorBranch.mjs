import { deepEqual, equal, match } from 'node:assert/strict';
import { EXPECTED, UNKNOWN, setOrders, statusesOf } from './orders.mjs';

const ID = 'both-providers-with-error-branch';

/** @param {import('../e2e.mjs').Context} context */
export async function errorBranchCases({ test, n8n, sandbox, tables }) {
	await test('Error branch: a failed order costs the others nothing, and the execution fails in the end', async () => {
		setOrders(sandbox, 'paid');
		await tables.add('Orders to get', UNKNOWN);
		const [{ order_id: id }] = UNKNOWN;
		match(await n8n.fail('orders-to-data-table'), new RegExp(`^Order ${id}: .*order`));
		deepEqual(statusesOf(await tables.rows('Order items')), EXPECTED.paid);
	});
	await test('Error branch: existing orders get their rows, all others the reason for the failure', async () => {
		setOrders(sandbox, 'partlyShipped');
		await n8n.succeed(ID);
		deepEqual(statusesOf(await tables.rows('Order items')), EXPECTED.partlyShipped);
		const missing = await tables.rows('Failed orders');
		deepEqual(
			missing.map(({ what_happened: _happened, what_to_do: _what, ...wanted }) => wanted),
			UNKNOWN,
		);
		for (const { what_happened: happened, what_to_do: what } of missing) {
			match(happened, /order/i);
			match(what, /Order ID/);
		}
	});
	await test('Error branch: running again duplicates nothing', async () => {
		await n8n.succeed(ID);
		deepEqual(statusesOf(await tables.rows('Order items')), EXPECTED.partlyShipped);
		equal((await tables.rows('Failed orders')).length, UNKNOWN.length);
	});
}
