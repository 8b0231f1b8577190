import { deepEqual, equal, match } from 'node:assert/strict';
import { pressRun } from './editor.mjs';
import { ALI_ID, TUYA_ID, UNKNOWN, setOrders } from './orders.mjs';

const ID = 'status-to-slack';
const TRIGGER = 'Every 15 minutes';

/** @type {(context: import('../e2e.mjs').Context) => readonly import('../e2e.mjs').Case[]} */
export const slackCases = ({ n8n, sandbox, mocks, tables }) => {
	const run = async () => await pressRun(n8n, ID, TRIGGER);
	const runs = async () => equal((await run()).status, 'success');
	/** The messages since the last call. */
	const news = () => mocks.messages.splice(0);
	return [
		[
			'Slack: the first run posts the status of each order',
			async () => {
				setOrders(sandbox, 'paid');
				await runs();
				deepEqual(news(), [
					message(
						`*aliexpress:${ALI_ID}* is processing, unfulfilled`,
						'2 × Water Bottle, 1 × =1+1 &lt;!channel&gt; Cap &amp; Co',
					),
					message(`*tuya:${TUYA_ID}* is processing, unfulfilled`, '2 × bottle, 1 × cap'),
				]);
			},
		],
		[
			'Slack: without a change, no message',
			async () => {
				await runs();
				deepEqual(news(), []);
			},
		],
		[
			'Slack: after a change, one message for each order, with status, items and tracking',
			async () => {
				setOrders(sandbox, 'partlyShipped');
				await runs();
				await runs();
				deepEqual(news(), [
					message(
						`*aliexpress:${ALI_ID}* is processing, partially_shipped`,
						'2 × Water Bottle, 1 × =1+1 &lt;!channel&gt; Cap &amp; Co',
						'Tracking: LP00675700340000 (CAINIAO_STANDARD)',
					),
					message(
						`*tuya:${TUYA_ID}* is processing, partially_shipped`,
						'2 × bottle, 1 × cap',
						'Tracking: SC0001 (Super Courier)',
					),
				]);
			},
		],
		[
			'Slack: missing orders fail the execution after the others were posted',
			async () => {
				setOrders(sandbox, 'paid');
				sandbox.setOrder('aliexpress', ALI_ID, canceled());
				await tables.add('Orders to get', UNKNOWN);
				const { status, data } = await run();
				equal(status, 'error');
				for (const { order_id: id } of UNKNOWN) match(data, new RegExp(`"[^"]*${id}: [^"]*order`));
				deepEqual(
					news().map(({ text }) => text.split('\n')[0]),
					[`*aliexpress:${ALI_ID}* is cancel_pending, unfulfilled`],
				);
			},
		],
	];
};

const message = (...lines) => ({ channel: '#orders', text: lines.join('\n') });

const canceled = () => ({
	aliexpress_trade_ds_order_get_response: {
		result: { order_status: 'IN_CANCEL', logistics_status: 'WAIT_SELLER_SEND_GOODS' },
	},
});
