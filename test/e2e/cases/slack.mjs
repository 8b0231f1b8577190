import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { ALI_ID, TUYA_ID, UNKNOWN, WANTED, aliExpressAnswer, setOrders } from './orders.mjs';

const ID = 'status-to-slack';
const LATE_ID = 'late-orders-to-slack';
const TABLE = 'Orders to follow';
const DAY = 86_400_000;
const REASON = /fatal_error|too many requests/i;
const CHANGES = [
	['WAIT_SELLER_SEND_GOODS', 'processing'],
	['FINISH', 'completed'],
];

const idsFrom = (prefix, length) =>
	Array.from({ length }, (_, i) => prefix + String(i).padStart(5, '0'));
/** Ids for which the sandbox has no orders and parcels of its own. */
const MORE = idsFrom('82000000008', 7);
const MANY = idsFrom('82000000009', 1_000);

/** @param {import('../e2e.mjs').Context} context */
export async function slackCases({ test, n8n, sandbox, mocks, tables }) {
	const runs = async () => void (await n8n.succeed(ID));
	const runsLate = async () => void (await n8n.succeed(LATE_ID));
	/** The messages since the last call. */
	const news = () => mocks.slack.messages.splice(0);
	const stored = async () => (await tables.rows(TABLE)).map(({ slack_state: state }) => state);
	const set = (id, status) => {
		const result = { order_status: status, logistics_status: 'WAIT_SELLER_SEND_GOODS' };
		sandbox.setOrder('aliexpress', id, aliExpressAnswer(result));
	};
	await test('Slack: the first run creates the table and posts nothing', async () => {
		await runs();
		deepEqual(await tables.rows(TABLE), []);
		deepEqual(news(), []);
	});
	await test('Slack: a new order is posted with its status', async () => {
		setOrders(sandbox, 'paid');
		await tables.add(TABLE, WANTED);
		await runs();
		deepEqual(news(), [
			message(ALI_ID, 'processing, paid, unfulfilled', ITEMS.aliexpress),
			message(TUYA_ID, 'processing, paid, unfulfilled', ITEMS.tuya),
		]);
		for (const state of await stored())
			match(state, /^v1\|\w+:\w+\|processing\|paid\|unfulfilled\|/);
	});
	await test('Slack: without a change, no message', async () => {
		await runs();
		deepEqual(news(), []);
	});
	await test('Slack: after a change, one message for each order, with status, items and tracking', async () => {
		setOrders(sandbox, 'partlyShipped');
		await runs();
		await runs();
		const statuses = 'processing, paid, partially shipped';
		deepEqual(news(), [
			message(ALI_ID, statuses, ITEMS.aliexpress, 'tracking LP00675700340000'),
			message(TUYA_ID, statuses, ITEMS.tuya, 'tracking SC0001'),
		]);
	});
	await test('Slack: a status that an order returns to is posted again', async () => {
		setOrders(sandbox, 'paid');
		await runs();
		equal(news().length, 2);
	});
	await test('Late orders: one message for each order that needs someone, with the reason', async () => {
		await runsLate();
		const late = (id, items) =>
			new RegExp(
				`^Needs attention: not_shipped\\. Order ${id} · processing, ` +
					`paid, unfulfilled · ${items} · not shipped for \\d+ days`,
			);
		const [first, second, ...others] = news();
		match(first.text, late(ALI_ID, '2 × Water Bottle, .+ Cap & Co'));
		match(second.text, late(TUYA_ID, '2 × bottle, 1 × cap'));
		deepEqual(others, []);
		await runsLate();
		deepEqual(news(), [], 'a reason is sent once');
		await runs();
		deepEqual(news(), [], 'both examples share the table, not the state');
	});
	await test('Late orders: a reason that Slack refused follows in the next run', async () => {
		set(ALI_ID, 'IN_FROZEN');
		mocks.slack.refuseEach(1);
		await n8n.fail(LATE_ID);
		mocks.slack.refuseEach(Infinity);
		await runsLate();
		const posted = news();
		deepEqual(
			posted.map(({ text }) => text.split('.')[0]),
			['Needs attention: on_hold'],
		);
		await runsLate();
		deepEqual(news(), []);
		setOrders(sandbox, 'paid');
	});
	await test('Slack: if it refuses every third message, every change arrives all the same', async () => {
		await tables.add(TABLE, MORE.map(row));
		mocks.slack.refuseEach(3);
		for (const [change, words] of CHANGES) {
			for (const id of MORE) set(id, change);
			match(await n8n.fail(ID), REASON);
			ok(mocks.slack.messages.length > MORE.length / 2, 'the others were not held up');
			for (let left = MORE.length; (await n8n.run(ID)).status === 'error' && left > 0; left--);
			const posted = news();
			deepEqual(posted.map(orderIdOf).sort(), MORE);
			ok(posted.every(({ text }) => text.includes(` · ${words}, `)));
		}
		mocks.slack.refuseEach(Infinity);
		await runs();
		deepEqual(news(), []);
	});
	await test('Slack: missing orders fail the execution after the others were posted', async () => {
		set(ALI_ID, 'IN_CANCEL');
		await tables.add(TABLE, UNKNOWN);
		match(await n8n.fail(ID), /order/i);
		deepEqual(news().map(orderIdOf), [ALI_ID]);
	});
	await test('Slack: a change among 1,000 orders is posted', async () => {
		for (const id of MANY) set(id, 'FINISH');
		const known = (await tables.rows(TABLE)).find(({ order_id: id }) => id === MORE[0]);
		const rows = MANY.map((id) => ({
			...row(id),
			slack_state: known.slack_state.replace(MORE[0], id),
		}));
		await tables.add(TABLE, rows);
		set(MANY.at(-1), 'IN_CANCEL');
		match(await n8n.fail(ID), /order/i);
		deepEqual(news().map(orderIdOf), [MANY.at(-1)]);
	});
	await test('Late orders: past the date by which Amazon had to have it shipped, before any limit', async () => {
		const { amazon } = sandbox;
		const [late, timely] = [9002, 9003].map((number) => amazon.orderId(number));
		// Two days to ship, while the workflow’s own limit is five.
		amazon.place(late, { at: Date.now() - 3 * DAY, status: 'UNSHIPPED' });
		amazon.place(timely, { at: Date.now() - DAY, status: 'UNSHIPPED' });
		await tables.clear(TABLE);
		const rows = [late, timely].map((order_id) => ({ provider: 'amazon', order_id }));
		await tables.add(TABLE, rows);
		await runsLate();
		const [{ text }, ...others] = news();
		match(text, new RegExp(`^Needs attention: not_shipped\\. Order ${late} · processing, paid`));
		deepEqual(others, []);
		await runsLate();
		deepEqual(news(), [], 'a reason is sent once');
		await tables.clear(TABLE);
	});
}

const row = (id) => ({ ...WANTED[0], order_id: id });

const ITEMS = {
	aliexpress: '2 × Water Bottle, 1 × =1+1 ‹!channel› Cap & Co',
	tuya: '2 × bottle, 1 × cap',
};

const message = (id, ...parts) => ({
	channel: '#orders',
	text: [`Order ${id}`, ...parts].join(' · '),
});

const orderIdOf = ({ text }) => /^Order (\w+) /.exec(text)?.[1];
