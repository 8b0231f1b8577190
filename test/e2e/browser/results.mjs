/** Pictures of what the examples produce, laid out as Slack and a spreadsheet show it. */

const SLACK = { width: 860, height: 400 };
/** The columns that a spreadsheet shows on its first screen, and their widths in pixels. */
const SHEET_WIDTHS = {
	order_id: 150,
	order_status: 92,
	fulfillment_status: 124,
	product_name: 190,
	variant: 110,
	quantity: 64,
	quantity_shipped: 122,
	tracking_numbers: 148,
	carriers: 120,
	shipped_at: 176,
	line_total: 74,
	currency: 66,
};
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
export const slackPage = (messages) => `<style>
	body { margin: 0; font: 15px/1.47 Lato, "Helvetica Neue", Arial, sans-serif; color: #1d1c1d; background: #fff }
	header { padding: 14px 20px; border-bottom: 1px solid #ddd; font-weight: 900; font-size: 18px }
	main { padding: 8px 20px 20px }
	article { display: grid; grid-template-columns: 36px 1fr; gap: 0 8px; padding: 8px 0 }
	i { width: 36px; height: 36px; border-radius: 8px; background: #ff6d5a; color: #fff; font: 700 17px/36px Arial; text-align: center }
	b.name { font-weight: 900 }
	small { color: #616061; font-size: 12px; margin-left: 4px }
	small.app { background: #e8e8e8; border-radius: 2px; padding: 0 4px; font-size: 10px; font-weight: 700 }
	a { color: #1264a3 }
</style><div id="picture"><header>${escaped(messages[0]?.channel.replace('#', '# '))}</header><main>${messages
	.map(
		({ text }, at) => `<article><i>n8n</i><div><b class="name">n8n</b><small class="app">APP</small>
		<small>${clock(FIRST_MINUTE + 15 * at)}</small><div>${slackText(text)}</div></div></article>`,
	)
	.join('')}</main></div>`;

/** @param {readonly object[]} records the rows of the sheet by column name */
export const sheetPage = (records) => {
	const names = Object.keys(SHEET_WIDTHS);
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
</style><div id="picture" style="width: max-content"><table>
<colgroup><col style="width: 46px">${names.map((name) => `<col style="width: ${SHEET_WIDTHS[name]}px">`).join('')}</colgroup>
<tr><th></th>${names.map((_, at) => `<th>${String.fromCharCode(65 + at)}</th>`).join('')}</tr>
${row(1, names)}${records
		.map((record, at) =>
			row(
				at + 2,
				names.map((name) => record[name]),
			),
		)
		.join('')}
</table><footer><span>Order items</span></footer></div>`;
};

/**
 * @param {import('playwright-core').Page} page
 * @param {string} html with an element `#picture`
 * @param {string} file where the picture is saved
 */
export async function drawPicture(page, html, file) {
	await page.setViewportSize(SLACK);
	await page.setContent(html);
	await page.locator('#picture').screenshot({ path: file });
}
