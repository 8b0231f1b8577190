import { deepEqual, equal } from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { itemsOf } from '../rest.mjs';
import {
	ALI_ID,
	EXPECTED,
	HOSTILE_NAME,
	LONG_SKU,
	WANTED,
	setOrders,
	statusesOf,
} from './orders.mjs';

const ROWS = 'Order items';
const WANTED_ROWS = 'Orders to get';

/**
 * The examples that write the rows of orders to a table, a sheet, and a file. The table is filled through
 * the editor's API only: n8n's `execute` command has no Data Tables.
 *
 * @param {import('../e2e.mjs').Context} context
 */
export async function sinkCases(context) {
	const { test, n8n, sandbox, tables, mocks, columns } = context;
	const { document } = mocks;

	await test('Data Table: the first run creates both tables, empty', async () => {
		await n8n.run('orders-to-data-table');
		deepEqual(await tables.rows(WANTED_ROWS), []);
		deepEqual(await tables.columns(ROWS), columns);
	});
	await test('Data Table: with order ids in the table, a run stores a row of 26 columns per line', async () => {
		setOrders(sandbox, 'paid');
		await tables.add(WANTED_ROWS, WANTED);
		const execution = await n8n.succeed('orders-to-data-table');
		const rows = await tables.rows(ROWS);
		checkRows(rows, EXPECTED.paid);
		deepEqual(rows, itemsOf(execution, 'Get Order'));
	});
	await updateCases(context, 'Data Table', 'orders-to-data-table', {
		rows: async () => await tables.rows(ROWS),
		expected: EXPECTED.partlyShipped,
	});

	/** A sheet has no null: the cell is empty. */
	const cells = (rows) => rows.map((row) => row.map((cell) => cell ?? ''));
	await test('Google Sheet: n8n execute writes the column names and a row per line into an empty sheet', async () => {
		setOrders(sandbox, 'paid');
		const names = Object.keys(WANTED[0]);
		const lines = WANTED.map((row) => names.map((name) => row[name]));
		document.write(`${WANTED_ROWS}!1:1`, [names, ...lines], 'RAW');
		const { data } = await n8n.execute('orders-to-google-sheet');
		equal(data.resultData.error, undefined);
		deepEqual(document.read(`${ROWS}!1:1`), [columns]);
		checkRows(document.records(ROWS), cells(EXPECTED.paid));
	});
	await updateCases(context, 'Google Sheet', 'orders-to-google-sheet', {
		rows: () => document.records(ROWS),
		expected: cells(EXPECTED.partlyShipped),
	});

	await test('Excel: the file has the 26 columns, ids as text, amounts as numbers', async () => {
		setOrders(sandbox, 'paid');
		const { data } = await n8n.succeed('orders-to-excel');
		const [run] = data.resultData.runData['Convert to Excel'];
		const file = run.data.main[0][0].binary.data;
		equal(file.fileName, 'orders.xlsx');
		// The library with which n8n reads Excel files.
		const xlsx = createRequire(context.installed.n8n)('@e965/xlsx');
		const book = xlsx.read(stored(context.userFolder, file.id), { type: 'buffer' });
		const rows = xlsx.utils.sheet_to_json(book.Sheets.Orders, { defval: null });
		deepEqual(Object.keys(rows[0]), columns);
		checkRows(rows, EXPECTED.paid);
	});
}

/** Tests an example after a change of status, and when it runs again. */
async function updateCases({ test, n8n, sandbox }, name, id, { rows, expected }) {
	await test(`${name}: after a change of status, the run button updates the rows, including cleared cells`, async () => {
		setOrders(sandbox, 'partlyShipped');
		await n8n.succeed(id);
		deepEqual(statusesOf(await rows()), expected);
	});
	await test(`${name}: running again duplicates and changes nothing`, async () => {
		const before = await rows();
		await n8n.succeed(id);
		deepEqual(await rows(), before);
	});
}

/** Rows of the two orders, in which nothing was converted. */
function checkRows(rows, expected) {
	deepEqual(statusesOf(rows), expected);
	const [first, second] = rows;
	equal(first.order_id, ALI_ID);
	equal(first.sku, LONG_SKU);
	equal(first.line_total, 15.5);
	equal(second.product_name, HOSTILE_NAME);
}

/** Reads a binary file that n8n stored; its id ends with the file name. */
function stored(userFolder, id) {
	const folder = path.join(userFolder, '.n8n');
	const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
	const name = files.find((file) => path.basename(file) === path.posix.basename(id));
	return readFileSync(path.join(folder, name));
}
