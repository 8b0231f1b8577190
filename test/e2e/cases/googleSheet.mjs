import { deepEqual, equal } from 'node:assert/strict';
import {
	ALI_ID,
	EXPECTED,
	HOSTILE_NAME,
	LONG_SKU,
	WANTED,
	setOrders,
	statusesOf,
} from './orders.mjs';

const ID = 'orders-to-google-sheet';
const ROWS = 'Order items';
/** A sheet has no null: the cell is empty. */
const empty = (rows) => rows.map((cells) => cells.map((cell) => cell ?? ''));

/** @param {import('../e2e.mjs').Context} context */
export async function googleSheetCases({ test, n8n, sandbox, mocks, columns }) {
	await test('Google Sheet: n8n execute writes the column names and a row per line into an empty sheet', async () => {
		setOrders(sandbox, 'paid');
		const names = Object.keys(WANTED[0]);
		const lines = WANTED.map((row) => names.map((name) => row[name]));
		mocks.document.write('Orders to get!1:1', [names, ...lines], 'RAW');
		const { data } = await n8n.execute(ID);
		equal(data.resultData.error, undefined);
		const [header] = mocks.document.read(`${ROWS}!1:1`);
		deepEqual(header, columns);
		const [first, second] = mocks.document.records(ROWS);
		deepEqual(statusesOf(mocks.document.records(ROWS)), empty(EXPECTED.paid));
		equal(first.order_id, ALI_ID);
		equal(first.sku, LONG_SKU);
		equal(first.line_total, 15.5);
		equal(second.product_name, HOSTILE_NAME);
	});
	await test('Google Sheet: after a change of status, the run button updates the rows, including cleared cells', async () => {
		setOrders(sandbox, 'partlyShipped');
		await n8n.succeed(ID);
		deepEqual(statusesOf(mocks.document.records(ROWS)), empty(EXPECTED.partlyShipped));
	});
	await test('Google Sheet: running again duplicates and changes nothing', async () => {
		const before = mocks.document.read(ROWS);
		await n8n.succeed(ID);
		deepEqual(mocks.document.read(ROWS), before);
	});
}
