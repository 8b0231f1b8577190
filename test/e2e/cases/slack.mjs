import { deepEqual, equal } from 'node:assert/strict';
import { pressRun } from './editor.mjs';
import { ALI_ID, TUYA_ID, UNKNOWN, setOrders } from './orders.mjs';

const ID = 'status-to-slack';
const run = async (n8n) => await pressRun(n8n, ID, 'Every 15 minutes');

/** @type {(stage: import('../e2e.mjs').Stage) => readonly import('../e2e.mjs').Case[]} */
export const slackCases = ({ n8n, sandbox, world, tables }) => {
	/** The messages since the last call. */
	const news = () => world.messages.splice(0);
	return [
		[
			'Slack: the first run tells where each order stands',
			async () => {
				setOrders(sandbox, 'paid');
				equal(await run(n8n), 'success');
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
				equal(await run(n8n), 'success');
				deepEqual(news(), []);
			},
		],
		[
			'Slack: after a change, one message for each order, with status, items and tracking',
			async () => {
				setOrders(sandbox, 'partlyShipped');
				equal(await run(n8n), 'success');
				equal(await run(n8n), 'success');
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
			'Slack: orders that are not found mark the execution, after the others were told',
			async () => {
				setOrders(sandbox, 'paid');
				sandbox.setOrder('aliexpress', ALI_ID, canceled());
				await tables.add('Orders to get', UNKNOWN);
				equal(await run(n8n), 'error');
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
