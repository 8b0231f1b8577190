/** Pictures of what the examples produce, laid out as Slack and a spreadsheet show it. */
import path from 'node:path';
import { dataTables } from '../cases/tables.mjs';

/** Orders of the sandbox, partly on their way. */
const MALL = { mall_code: 'SANDBOX_MALL', site_code: 'SANDBOX_SITE' };
const ORDERS = [
	{ provider: 'aliexpress', order_id: '8190439416163255', mall_code: '', site_code: '' },
	{ provider: 'aliexpress', order_id: '8190439416163252', mall_code: '', site_code: '' },
	{ provider: 'tuya', order_id: 'SO2605310000000048', ...MALL },
	{ provider: 'aliexpress', order_id: '8190439416163212', mall_code: '', site_code: '' },
	{ provider: 'tuya', order_id: 'SO2605310000000017', ...MALL },
];
/** How many of them move on between two runs. */
const MOVED = 3;
const SLACK_WIDTH = 860;
/** How many columns a spreadsheet shows on its first screen, and the width of some in pixels. */
const SHEET_COLUMNS = 9;
const SHEET_WIDTHS = {
	order_id: 150,
	order_status: 92,
	fulfillment_status: 124,
	product_name: 190,
	quantity: 64,
	quantity_shipped: 122,
	tracking_numbers: 148,
};
const SHEET_WIDTH = 120;
const FIRST_MINUTE = 9 * 60 + 15;

const escaped = (text) =>
	String(text ?? '').replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);

/** Slack's own markup: `*bold*`, `<address|text>`, and plain addresses. */
const slackText = (text) =>
	text
		.split(/(<https?:[^>|]+(?:\|[^>]*)?>|https?:\/\/\S+)/)
		.map((part, at) => {
			if (at % 2 === 0) return escaped(part).replace(/\*([^*\n]+)\*/g, '<b>$1</b>');
			const [address, title = address] = part.replace(/^<|>$/g, '').split('|');
			return `<a>${escaped(title)}</a>`;
		})
		.join('')
		.replaceAll('\n', '<br>');

const clock = (minutes) =>
	`${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')} AM`;

/** @param {readonly {channel: string, text: string}[]} messages as they were posted */
const slackPage = (messages) => `<style>
	body { margin: 0; font: 15px/1.47 Lato, "Helvetica Neue", Arial, sans-serif; color: #1d1c1d; background: #fff }
	header { padding: 14px 20px; border-bottom: 1px solid #ddd; font-weight: 900; font-size: 18px }
	main { padding: 8px 20px 20px }
	article { display: grid; grid-template-columns: 36px 1fr; gap: 0 8px; padding: 8px 0 }
	i { width: 36px; height: 36px; border-radius: 8px; background: #ff6d5a; color: #fff; font: 700 17px/36px Arial; text-align: center }
	b.name { font-weight: 900 }
	small { color: #616061; font-size: 12px; margin-left: 4px }
	small.app { background: #e8e8e8; border-radius: 2px; padding: 0 4px; font-size: 10px; font-weight: 700 }
	a { color: #1264a3 }
</style><div id="picture" style="width: ${SLACK_WIDTH}px"><header>${escaped(messages[0]?.channel.replace('#', '# '))}</header><main>${messages
	.map(
		({ text }, at) => `<article><i>n8n</i><div><b class="name">n8n</b><small class="app">APP</small>
		<small>${clock(FIRST_MINUTE + 15 * at)}</small><div>${slackText(text)}</div></div></article>`,
	)
	.join('')}</main></div>`;

/** @param {readonly (readonly unknown[])[]} sheet its rows, the column names first */
const sheetPage = (sheet) => {
	const [names, ...rows] = sheet.map((cells) => cells.slice(0, SHEET_COLUMNS));
	const widths = names.map((name) => SHEET_WIDTHS[name] ?? SHEET_WIDTH);
	const width = widths.reduce((sum, each) => sum + each, 46);
	const cells = (values) =>
		values.map((value) => `<td class="${typeof value}">${escaped(value)}</td>`);
	const row = (number, values) => `<tr><th>${number}</th>${cells(values).join('')}</tr>`;
	return `<style>
	body { margin: 0; background: #fff }
	table { border-collapse: collapse; table-layout: fixed; font: 13px Arial, sans-serif; color: #202124 }
	th { background: #f8f9fa; font-weight: 400; font-size: 12px; color: #5f6368; border: 1px solid #c7c7c7; height: 22px }
	td { border: 1px solid #e2e3e3; padding: 3px; height: 16px; overflow: hidden; white-space: nowrap }
	td.number { text-align: right }
	tr:nth-child(2) td { font-weight: 700; border-bottom: 3px solid #c0c0c0 }
	footer { background: #f8f9fa; border-top: 1px solid #c7c7c7; font: 13px Arial, sans-serif; padding-left: 46px }
	footer span { display: inline-block; padding: 9px 16px; background: #e1f0e4; color: #137333; font-weight: 700 }
</style><div id="picture" style="width: ${width}px"><table style="width: ${width}px">
<colgroup><col style="width: 46px">${widths.map((each) => `<col style="width: ${each}px">`).join('')}</colgroup>
<tr><th></th>${names.map((_, at) => `<th>${String.fromCharCode(65 + at)}</th>`).join('')}</tr>
${row(1, names)}${rows
		.map((cells, at) =>
			row(
				at + 2,
				names.map((_, column) => cells[column]),
			),
		)
		.join('')}
</table><footer><span>Order items</span></footer></div>`;
};

/**
 * Runs two examples and draws what they sent.
 *
 * @param {import('../screenshots.mjs').Stage} stage
 */
export async function drawResults({ page, folder, n8n, mocks, sandbox }) {
	const draw = async (name, html) => {
		await page.setContent(html);
		await page.locator('#picture').screenshot({ path: path.join(folder, `${name}.png`) });
	};

	const names = Object.keys(ORDERS[0]);
	const lines = ORDERS.map((order) => names.map((name) => order[name]));
	mocks.document.write('Orders to get!1:1', [names, ...lines], 'RAW');
	await n8n.succeed('orders-to-google-sheet');
	await draw('result-sheet', sheetPage(mocks.document.read('Order items')));

	await n8n.succeed('status-to-slack');
	const tables = await dataTables(n8n);
	await tables.add('Orders to follow', ORDERS);
	await n8n.succeed('status-to-slack');
	mocks.slack.messages.splice(0);
	for (const { order_id: id } of ORDERS.slice(0, MOVED)) sandbox.move(id);
	await n8n.succeed('status-to-slack');
	await draw('result-slack', slackPage(mocks.slack.messages));
}
