import { deepEqual, equal, ok } from 'node:assert/strict';
import { itemsOf, succeeded } from '../rest.mjs';

const TRIGGER = 'Order Trigger';
const ROWS = 'Order items';
const TABLE_ID = 'tuya-orders-to-data-table';

const rowsOf = (rows, id) => rows.filter(({ order_id: orderId }) => orderId === id);
const idsIn = (rows) => [...new Set(rows.map(({ order_id: id }) => id))];

/** @param {import('../e2e.mjs').Context} context */
export async function tuyaCases(context) {
	const { test, n8n, sandbox, tables } = context;
	const { tuya } = sandbox;
	await test('Get Many Orders: every order of the mall gets its rows in the table, also when run again', async () => {
		const found = itemsOf(await n8n.succeed(TABLE_ID), 'Get Many Orders');
		const listed = tuya.orders.map(({ orderId }) => orderId);
		deepEqual(idsIn(found), listed);
		const rows = await tables.rows(ROWS);
		for (const id of listed) deepEqual(rowsOf(rows, id), rowsOf(found, id));
		await n8n.run(TABLE_ID);
		equal((await tables.rows(ROWS)).length, rows.length);
		return `${listed.length} orders, ${found.length} rows`;
	});
	await triggerCases(context, {
		name: 'Tuya',
		id: 'tuya-orders-to-google-sheet',
		newest: () => tuya.orders[0].orderId,
		placed: 'SO9900000000000001',
		place: (orderId) => tuya.place(orderId, { status: 'paid' }),
		shipped: 'delivered',
	});
}

/** @param {import('../e2e.mjs').Context} context */
export async function amazonCases(context) {
	const { amazon } = context.sandbox;
	await triggerCases(context, {
		name: 'Amazon',
		id: 'amazon-orders-to-google-sheet',
		newest: () => amazon.orderId(1),
		placed: amazon.orderId(9001),
		place: (orderId) => amazon.place(orderId, { status: 'UNSHIPPED' }),
		shipped: 'SHIPPED',
	});
}

/** An example whose Order Trigger writes to the sheet. */
async function triggerCases(
	{ test, n8n, sandbox, mocks },
	{ name, id, newest, placed, place, shipped },
) {
	/** The item of each line that an execution began with, and the status in its row. */
	const written = (execution, event, column) => {
		const items = itemsOf(execution, TRIGGER);
		ok(items.length > 0);
		ok(items.every((item) => item.order_id === placed && item.event.includes(event)));
		const rows = rowsOf(mocks.document.records(ROWS), placed);
		deepEqual(
			rows.map((row) => [row.item_key, row.line_total]),
			items.map((item) => [item.item_key, item.line_total]),
		);
		return [...new Set(rows.map((row) => row[column]))];
	};
	const started = async (cause) => succeeded(await n8n.finished(await n8n.started(id, cause)));

	await test(`Order Trigger, ${name}: the run button shows the newest order`, async () => {
		deepEqual(idsIn(itemsOf(await n8n.succeed(id), TRIGGER)), [newest()]);
	});
	await test(`Order Trigger, ${name}: an order that is placed starts an execution, which adds its rows`, async () => {
		await publishPolling(n8n, id);
		const execution = await started(() => place(placed));
		deepEqual(written(execution, 'newOrder', 'order_status'), ['processing']);
		deepEqual(written(execution, 'newOrder', 'fulfillment_status'), ['unfulfilled']);
	});
	await test(`Order Trigger, ${name}: an order that is shipped updates its rows`, async () => {
		const execution = await started(() => sandbox.move(placed, shipped));
		deepEqual(written(execution, 'fulfillmentStatus', 'fulfillment_status'), ['shipped']);
		ok(!written(execution, 'fulfillmentStatus', 'tracking_numbers').includes(''));
		await n8n.deactivate(id);
		equal((await n8n.executions(id)).length, 3, 'nothing else started an execution');
	});
}

/**
 * Publishes a workflow whose trigger polls every two seconds. An n8n poll time names one second of the minute,
 * so the trigger has 30 of them.
 */
async function publishPolling(n8n, id) {
	const { nodes, connections, settings } = await n8n.api(`/workflows/${id}`);
	const item = Array.from({ length: 30 }, (_, at) => ({
		mode: 'custom',
		cronExpression: `${2 * at} * * * * *`,
	}));
	const { parameters } = nodes.find(({ name }) => name === TRIGGER);
	parameters.pollTimes = { item };
	const body = { nodes, connections, settings };
	await n8n.api(`/workflows/${id}`, { method: 'PATCH', body });
	await n8n.activate(id);
}
