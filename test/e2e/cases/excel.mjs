import { deepEqual, equal } from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { EXPECTED, HOSTILE_NAME, LONG_SKU, setOrders, statusesOf } from './orders.mjs';

const ID = 'orders-to-excel';

/** @param {import('../e2e.mjs').Context} context */
export async function excelCases({ test, n8n, installed, sandbox, columns, userFolder }) {
	await test('Excel: the file has the 26 columns, ids as text, amounts as numbers', async () => {
		setOrders(sandbox, 'paid');
		const { data } = await n8n.succeed(ID);
		const [run] = data.resultData.runData['Convert to Excel'];
		const file = run.data.main[0][0].binary.data;
		equal(file.fileName, 'orders.xlsx');
		// The library with which n8n reads Excel files.
		const xlsx = createRequire(installed.n8n)('@e965/xlsx');
		const book = xlsx.read(stored(userFolder, file.id), { type: 'buffer' });
		const rows = xlsx.utils.sheet_to_json(book.Sheets.Orders, { defval: null });
		deepEqual(Object.keys(rows[0]), columns);
		deepEqual(statusesOf(rows), EXPECTED.paid);
		equal(rows[0].sku, LONG_SKU);
		equal(rows[0].line_total, 15.5);
		equal(rows[1].product_name, HOSTILE_NAME);
	});
}

/** Reads a binary file that n8n stored; its id ends with the file name. */
function stored(userFolder, id) {
	const folder = path.join(userFolder, '.n8n');
	const name = path.posix.basename(id);
	const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find(
		(file) => path.basename(file) === name,
	);
	return readFileSync(path.join(folder, found));
}
