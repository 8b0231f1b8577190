import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { itemsOf, publishPolling } from './editor.mjs';

const SHEET_ID = 'amazon-orders-to-google-sheet';
const LATE_ID = 'late-orders-to-slack';
const LATE_TRIGGER = 'Every morning';
const TABLE = 'Orders to follow';
const TRIGGER = 'Order Trigger';
const ROWS = 'Order items';
const DAY = 86_400_000;

/** @type {(context: import('../e2e.mjs').Context) => readonly import('../e2e.mjs').Case[]} */
export const amazonCases = ({ n8n, sandbox, mocks, tables }) => {
	const { amazon } = sandbox;
	const [placed, late, timely] = [9001, 9002, 9003].map((number) => amazon.orderId(number));
	let startedBy;
	const written = () =>
		mocks.document.records(ROWS).filter(({ order_id: orderId }) => orderId === placed);
	return [
		[
			'Amazon: the run button shows the newest order',
			async () => {
				const execution = await n8n.run(SHEET_ID, TRIGGER);
				equal(execution.status, 'success', execution.data.resultData.error?.message);
				const items = itemsOf(execution, TRIGGER);
				deepEqual([...new Set(items.map(({ order_id: id }) => id))], [amazon.orderId(1)]);
			},
		],
		[
			'Amazon: an order that is placed starts an execution, which adds its rows',
			async () => {
				startedBy = await publishPolling(n8n, SHEET_ID, TRIGGER);
				const { status, data } = await startedBy(() =>
					amazon.place(placed, { status: 'UNSHIPPED' }),
				);
				equal(status, 'success', data.resultData.error?.message);
				const items = itemsOf({ data }, TRIGGER);
				ok(items.length > 0);
				ok(items.every((item) => item.order_id === placed && item.event === 'newOrder'));
				deepEqual(
					written().map((row) => [row.item_key, row.order_status, row.line_total]),
					items.map((item) => [item.item_key, 'processing', item.line_total]),
				);
			},
		],
		[
			'Amazon: an order that is shipped updates its rows',
			async () => {
				const before = written();
				const execution = await startedBy(() => sandbox.move(placed, 'SHIPPED'));
				equal(execution.status, 'success');
				const items = itemsOf(execution, TRIGGER);
				ok(items.every(({ event }) => event.includes('fulfillmentStatus')));
				deepEqual(
					written().map((row) => [row.item_key, row.fulfillment_status]),
					before.map((row) => [row.item_key, 'shipped']),
				);
				await n8n.deactivate(SHEET_ID);
				equal((await n8n.executions(SHEET_ID)).length, 3, 'nothing else started an execution');
			},
		],
		[
			'Amazon: an order past the date by which it had to be shipped is late, before any limit',
			async () => {
				const run = async () => {
					const { status, data } = await n8n.run(LATE_ID, LATE_TRIGGER);
					equal(status, 'success', data.resultData.error?.message);
					return mocks.slack.messages.splice(0).map(({ text }) => text);
				};
				// Two days to ship, while the workflow’s own limit is five.
				amazon.place(late, { at: Date.now() - 3 * DAY, status: 'UNSHIPPED' });
				amazon.place(timely, { at: Date.now() - DAY, status: 'UNSHIPPED' });
				await run();
				await tables.clear(TABLE);
				await tables.add(
					TABLE,
					[late, timely].map((order_id) => ({ provider: 'amazon', order_id })),
				);
				const [text, ...others] = await run();
				match(
					text,
					new RegExp(`^Needs attention: not_shipped\\. Order ${late} · processing, paid`),
				);
				deepEqual(others, []);
				deepEqual(await run(), [], 'a reason is sent once');
			},
		],
	];
};
