import { deepEqual, equal, ok } from 'node:assert/strict';
import { itemsOf, publishPolling } from './editor.mjs';

const TABLE_ID = 'tuya-orders-to-data-table';
const SHEET_ID = 'tuya-orders-to-google-sheet';
const TRIGGER = 'Order Trigger';
const ROWS = 'Order items';
const PLACED = 'SO9900000000000001';

/** @type {(context: import('../e2e.mjs').Context) => readonly import('../e2e.mjs').Case[]} */
export const tuyaCases = ({ n8n, sandbox, mocks, tables }) => {
	let startedBy;
	const rowsOf = (rows, id) => rows.filter(({ order_id: orderId }) => orderId === id);
	const written = () => rowsOf(mocks.document.records(ROWS), PLACED);
	return [
		[
			'Get Many Orders: every order of the mall gets its rows in the table, also when run again',
			async () => {
				const execution = await n8n.run(TABLE_ID);
				equal(execution.status, 'success', execution.data.resultData.error?.message);
				const found = itemsOf(execution, 'Get Many Orders');
				const listed = sandbox.tuya.orders.map(({ orderId }) => orderId);
				deepEqual([...new Set(found.map(({ order_id: id }) => id))], listed);
				const rows = await tables.rows(ROWS);
				for (const id of listed) deepEqual(rowsOf(rows, id), rowsOf(found, id));
				await n8n.run(TABLE_ID);
				equal((await tables.rows(ROWS)).length, rows.length);
				return `${listed.length} orders, ${found.length} rows`;
			},
		],
		[
			'Order Trigger: the run button shows the newest order',
			async () => {
				const execution = await n8n.run(SHEET_ID, TRIGGER);
				equal(execution.status, 'success', execution.data.resultData.error?.message);
				const [newest] = sandbox.tuya.orders;
				const items = itemsOf(execution, TRIGGER);
				deepEqual([...new Set(items.map(({ order_id: id }) => id))], [newest.orderId]);
			},
		],
		[
			'Order Trigger: an order that is placed starts an execution, which adds its rows',
			async () => {
				startedBy = await publishPolling(n8n, SHEET_ID, TRIGGER);
				const { status, data } = await startedBy(() =>
					sandbox.tuya.place(PLACED, { status: 'paid' }),
				);
				equal(status, 'success', data.resultData.error?.message);
				const items = itemsOf({ data }, TRIGGER);
				ok(items.length > 0);
				ok(items.every((item) => item.order_id === PLACED && item.event === 'newOrder'));
				deepEqual(
					written().map((row) => [row.item_key, row.order_status, row.fulfillment_status]),
					items.map(({ item_key: key }) => [key, 'processing', 'unfulfilled']),
				);
			},
		],
		[
			'Order Trigger: an order that is shipped updates its rows',
			async () => {
				const before = written();
				const execution = await startedBy(() => sandbox.move(PLACED, 'delivered'));
				equal(execution.status, 'success');
				const items = itemsOf(execution, TRIGGER);
				ok(items.every(({ event }) => event.includes('fulfillmentStatus')));
				const after = written();
				deepEqual(
					after.map((row) => row.item_key),
					before.map((row) => row.item_key),
				);
				ok(after.every((row) => row.tracking_numbers !== ''));
				await n8n.deactivate(SHEET_ID);
				equal((await n8n.executions(SHEET_ID)).length, 3, 'nothing else started an execution');
			},
		],
	];
};
