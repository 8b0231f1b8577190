import { deepEqual, equal } from 'node:assert/strict';
import { ALI_ID, EXPECTED, HOSTILE_NAME, LONG_SKU, WANTED, setOrders, standOf } from './orders.mjs';

const ID = 'orders-to-google-sheet';
const ROWS = 'Order items';
/** A sheet knows no null: the cell is empty. */
const empty = (stand) => stand.map((cells) => cells.map((cell) => cell ?? ''));

/** @type {(stage: import('../e2e.mjs').Stage) => readonly import('../e2e.mjs').Case[]} */
export const googleSheetCases = ({ n8n, sandbox, world, columns }) => [
	[
		'Google Sheet: n8n execute writes the column names and a row per line into an empty sheet',
		async () => {
			setOrders(sandbox, 'paid');
			const names = Object.keys(WANTED[0]);
			const lines = WANTED.map((row) => names.map((name) => row[name]));
			world.document.write('Orders to get!1:1', [names, ...lines], 'RAW');
			const { data } = await n8n.execute(ID);
			equal(data.resultData.error, undefined);
			const [header] = world.document.read(`${ROWS}!1:1`);
			deepEqual(header, columns);
			const [first, second] = world.document.records(ROWS);
			deepEqual(standOf(world.document.records(ROWS)), empty(EXPECTED.paid));
			equal(first.order_id, ALI_ID);
			equal(first.sku, LONG_SKU);
			equal(first.line_total, 15.5);
			equal(second.product_name, HOSTILE_NAME);
		},
	],
	[
		'Google Sheet: after a change of status, the run button updates the rows, emptied cells too',
		async () => {
			setOrders(sandbox, 'partlyShipped');
			const { status } = await n8n.run(ID);
			equal(status, 'success');
			deepEqual(standOf(world.document.records(ROWS)), empty(EXPECTED.partlyShipped));
		},
	],
	[
		'Google Sheet: a further run doubles nothing and changes nothing',
		async () => {
			const before = world.document.read(ROWS);
			await n8n.run(ID);
			deepEqual(world.document.read(ROWS), before);
		},
	],
];
