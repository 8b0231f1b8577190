import { deepEqual, equal, match } from 'node:assert/strict';
import { publishOnDemand } from './editor.mjs';
import { ALI_ID, TUYA_ID, setOrders } from './orders.mjs';

const ID = 'changes-to-slack';
const NOT_FOUND = { aliexpress_trade_ds_order_get_response: { result: {} } };

/** @type {(context: import('../e2e.mjs').Context) => readonly import('../e2e.mjs').Case[]} */
export const changesCases = ({ n8n, sandbox, mocks }) => {
	let start;
	const runs = async () => {
		const { status, data } = await start();
		equal(status, 'success', data.resultData.error?.message);
	};
	/** The messages since the last call: the order and the lines below its summary. */
	const news = () =>
		mocks.slack.messages.splice(0).map(({ text }) => {
			const [summary, ...lines] = text.split('\n');
			return [/^Order (\w+) · /.exec(summary)?.[1], ...lines];
		});
	return [
		[
			'Only changes: the first execution remembers the orders and posts nothing',
			async () => {
				start = await publishOnDemand(n8n, ID, 'Every 15 minutes');
				setOrders(sandbox, 'paid');
				await runs();
				deepEqual(news(), []);
			},
		],
		[
			'Only changes: without a change, no message',
			async () => {
				await runs();
				deepEqual(news(), []);
			},
		],
		[
			'Only changes: after a change, one message for each order, with the status before',
			async () => {
				setOrders(sandbox, 'partlyShipped');
				await runs();
				await runs();
				const before = 'Before: processing, unfulfilled';
				deepEqual(news(), [
					[ALI_ID, before],
					[TUYA_ID, before],
				]);
			},
		],
		[
			'Only changes: an order that cannot be fetched costs the others nothing, and is not forgotten',
			async () => {
				setOrders(sandbox, 'paid');
				sandbox.setOrder('aliexpress', ALI_ID, NOT_FOUND);
				const before = 'Before: processing, partially_shipped';
				const { status, data } = await start();
				equal(status, 'error');
				match(data.resultData.error.message, new RegExp(`order.*${ALI_ID}`));
				deepEqual(news(), [[TUYA_ID, before]]);
				setOrders(sandbox, 'paid');
				await runs();
				deepEqual(news(), [[ALI_ID, before]]);
			},
		],
		[
			'Only changes: a message that Slack refuses holds up no other, and fails the execution',
			async () => {
				setOrders(sandbox, 'partlyShipped');
				mocks.slack.refuseEach(2);
				const { status } = await start();
				mocks.slack.refuseEach(Infinity);
				equal(status, 'error');
				deepEqual(
					news().map(([id]) => id),
					[ALI_ID],
				);
				await n8n.deactivate(ID);
			},
		],
	];
};
