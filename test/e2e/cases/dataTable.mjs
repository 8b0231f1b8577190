import { deepEqual, equal } from 'node:assert/strict';
import { itemsOf } from '../rest.mjs';
import { ALI_ID, EXPECTED, LONG_SKU, WANTED, setOrders, statusesOf } from './orders.mjs';

const ID = 'orders-to-data-table';
const ROWS = 'Order items';

/**
 * Runs through the editor's API only: n8n's `execute` command has no Data Tables.
 *
 * @param {import('../e2e.mjs').Context} context
 */
export async function dataTableCases({ test, n8n, sandbox, tables, columns }) {
	await test('Data Table: the first run creates both tables, empty', async () => {
		await n8n.succeed(ID);
		deepEqual(await tables.rows('Orders to get'), []);
		deepEqual(await tables.columns(ROWS), columns);
	});
	await test('Data Table: with order ids in the table, a run stores a row of 26 columns per line', async () => {
		setOrders(sandbox, 'paid');
		await tables.add('Orders to get', WANTED);
		const execution = await n8n.succeed(ID);
		const rows = await tables.rows(ROWS);
		deepEqual(statusesOf(rows), EXPECTED.paid);
		deepEqual(rows, itemsOf(execution, 'Get Order'));
		equal(rows[0].order_id, ALI_ID);
		equal(rows[0].sku, LONG_SKU);
	});
	await test('Data Table: after a change of status, a run updates the rows', async () => {
		setOrders(sandbox, 'partlyShipped');
		await n8n.succeed(ID);
		deepEqual(statusesOf(await tables.rows(ROWS)), EXPECTED.partlyShipped);
	});
	await test('Data Table: running again duplicates and changes nothing', async () => {
		const before = await tables.rows(ROWS);
		await n8n.succeed(ID);
		deepEqual(await tables.rows(ROWS), before);
	});
}
