import assert from 'node:assert/strict';
import path from 'node:path';
import { OWNER } from '../rest.mjs';
import { editor, settled } from './editor.mjs';

const MANY = 'Get Many Orders';
/** n8n's panel leaves out "Trigger". */
const TRIGGER = 'Order';
const MALL = { mallCode: 'SANDBOX_MALL', siteCode: 'SANDBOX_SITE' };
const TUYA = { orderId: 'SO2605310000002527', ...MALL };
const ALIEXPRESS_ORDER = '8190439416163295';
const UNKNOWN_ORDER = 'NO0000000001';
/** Tall enough for n8n's whole credential window. */
const TALL = { width: 1280, height: 1240 };
/** Wide enough for a whole workflow with readable notes. */
const WIDE = { width: 1600, height: 860 };
/** @param {string} titles separated by commas */
const list = (titles) => titles.split(', ');
const OF_ALIEXPRESS = list('Provider, Order ID, Output, Options');
const OF_TUYA = list('Provider, Order ID, Mall Code, Site Code, Output, Options');
const OF_MANY = list('Provider, Mall Code, Site Code, Return All, Limit, Filters, Output, Options');
const OF_TRIGGER = list(
	'Poll Times, Mode, Provider, Events, Mall Code, Site Code, Look Back (Days), Output, Options',
);
/** @type {ReadonlyArray<[provider: string, labels: string[]]>} */
const CREDENTIALS = [
	['Tuya', list('Access ID, Access Secret, Data Center, Base URL')],
	[
		'AliExpress',
		list('App Key, App Secret, Authorization Code, Access Token, Refresh Token, Base URL'),
	],
];
/** What a user looks for first is in view without scrolling. */
const FIRST_SEEN = ['order_status', 'product_name', 'quantity'];
const EVENTS = ['New Order', 'Tracking Number Added', 'Item Canceled or Refunded'];

/** The text that identifies a node on the canvas: its name or, for a sticky note, its heading. */
const titleOf = ({ name, parameters: { content } }) =>
	content ? content.split('\n')[0].replace(/^#+ /, '') : name;

/**
 * Uses the node in n8n's editor and checks what the editor shows.
 *
 * @param {import('../screenshots.mjs').Stage} stage
 */
export async function checkEditor({ page, test, folder, columns, examples, ...stage }) {
	const n8n = editor(page, stage.n8n.url);
	const usual = page.viewportSize();
	/** @param {import('playwright-core').Page | import('playwright-core').Locator} [part] */
	const screenshot = async (name, part = page) => {
		await n8n.dismissNotes();
		await settled(page);
		await part.screenshot({ path: path.join(folder, `${name}.png`) });
	};

	await test('the owner signs in', () => n8n.signIn(OWNER));

	await test('the nodes panel finds Get Order by its name and by provider', async () => {
		await n8n.newWorkflow();
		for (const text of ['aliexpress', 'tuya', 'get order', 'order']) {
			await n8n.findNode(text, 'Get Order');
		}
		await screenshot('nodes-panel');
	});

	await test('Get Order shows the fields and the credential of its provider only', async () => {
		await n8n.addNode('Get Order');
		const providers = await n8n.choices('provider');
		assert.deepEqual(providers, list('AliExpress, Tuya, Amazon, From Each Item'));
		for (const provider of ['AliExpress', 'Tuya', 'AliExpress', 'Tuya']) {
			await n8n.choose('provider', provider);
			assert.deepEqual(await n8n.labels(), provider === 'Tuya' ? OF_TUYA : OF_ALIEXPRESS);
			assert.deepEqual(await n8n.credentials(), [`${provider} (demo)`]);
		}
	});

	await test('the node returns three rows with the columns in order', async () => {
		await n8n.chooseCredential('Tuya (demo)');
		await n8n.fill(TUYA);
		await n8n.execute();
		await n8n.show('table');
		assert.match(await n8n.count(), /^3 items/);
		assert.deepEqual(await n8n.headings(), columns);
		await screenshot('node');
		await n8n.moveLeft(380);
		const shown = await n8n.headingsInView();
		for (const name of FIRST_SEEN) assert.ok(shown.includes(name), `${name} in ${shown}`);
		await screenshot('rows');
	});

	await test('the JSON view shows ids as text and amounts as numbers', async () => {
		await n8n.show('json');
		const text = (await n8n.data()).replace(/\s+/g, '');
		assert.ok(text.includes('"order_id":"SO2605310000002527"'), text.slice(0, 300));
		assert.ok(text.includes('"order_total":410.13'), text.slice(0, 900));
		await screenshot('json');
	});

	await test('the schema view lists the columns', async () => {
		await n8n.show('schema');
		assert.deepEqual(await n8n.schema(), columns);
	});

	await test('a missing order gives an error that names the fields', async () => {
		await n8n.moveLeft(-380);
		await n8n.fill({ orderId: UNKNOWN_ORDER });
		await n8n.execute();
		const { message, description } = await n8n.errorShown();
		assert.equal(message, `Tuya found no order "${UNKNOWN_ORDER}" in this mall`);
		for (const name of ['Order ID', 'Mall Code', 'Site Code', 'Data Center']) {
			assert.ok(description.includes(name), `${name} in "${description}"`);
		}
		await screenshot('message');
	});

	for (const [provider, labels] of CREDENTIALS) {
		await test(`the ${provider} credential passes its test and shows its fields`, async () => {
			await n8n.choose('provider', provider);
			await n8n.chooseCredential(`${provider} (demo)`);
			const shown = await n8n.openCredential();
			assert.deepEqual(shown.slice(0, labels.length), labels);
			await page.setViewportSize(TALL);
			await screenshot(`credential-${provider.toLowerCase()}`, n8n.credentialWindow);
			await page.setViewportSize(usual);
			await n8n.closeCredential();
		});
	}

	await test('an AliExpress order has the same columns', async () => {
		await n8n.fill({ orderId: ALIEXPRESS_ORDER });
		await n8n.execute();
		await n8n.show('table');
		assert.deepEqual(await n8n.headings(), columns);
	});

	await test('the icon is shown in the light theme', async () => {
		await n8n.close();
		assert.match(await n8n.icon(), /orders\.svg$/);
		await screenshot('light');
	});

	await test('Get Many Orders returns the rows of the mall’s newest orders', async () => {
		await n8n.newWorkflow();
		await n8n.findNode('tuya', MANY);
		await n8n.addNode(MANY);
		assert.deepEqual(await n8n.labels(), OF_MANY);
		await n8n.chooseCredential('Tuya (demo)');
		await n8n.fill(MALL);
		await n8n.execute();
		await n8n.show('table');
		assert.deepEqual(await n8n.headings(), columns);
		await n8n.moveLeft(380);
		await screenshot('node-get-many-orders');
		await n8n.close();
	});

	await test('Order Trigger keeps the chosen events when Provider changes', async () => {
		await n8n.newWorkflow();
		await n8n.findNode('tuya', TRIGGER);
		await n8n.addTrigger(TRIGGER, 'On new order');
		await n8n.tick('events', EVENTS.slice(1));
		for (const provider of ['Tuya', 'AliExpress', 'Tuya']) {
			await n8n.choose('provider', provider);
			assert.deepEqual(await n8n.ticked('events'), EVENTS);
		}
	});

	await test('Order Trigger shows the newest order with its event', async () => {
		assert.deepEqual(await n8n.labels(), OF_TRIGGER);
		await n8n.chooseCredential('Tuya (demo)');
		await n8n.fill(MALL);
		await n8n.execute();
		await n8n.show('table');
		assert.deepEqual((await n8n.headings()).slice(0, columns.length), columns);
		assert.equal((await n8n.headings()).at(-1), 'event');
		await screenshot('node-order-trigger');
		await n8n.close();
	});

	await page.setViewportSize(WIDE);
	for (const { id, name, nodes } of examples) {
		await test(`the example “${name}” opens with all its nodes and notes`, async () => {
			await n8n.openWorkflow(id);
			const texts = await n8n.canvasTexts();
			for (const title of nodes.map(titleOf)) {
				assert.ok(
					texts.some((text) => text.includes(title)),
					`${title} in ${texts}`,
				);
			}
			await screenshot(`example-${id}`);
		});
	}

	await test('an example runs from the editor: five orders, ten rows', async () => {
		await n8n.openWorkflow('get-orders');
		await n8n.executeWorkflow();
		await n8n.openNode('Get Order');
		assert.match(await n8n.count(), /\(10 items\)/);
		await n8n.show('table');
		assert.deepEqual(await n8n.headings(), columns);
		await n8n.close();
	});
	await page.setViewportSize(usual);

	await test('the dark theme has its own icon', async () => {
		await n8n.darken();
		assert.match(await n8n.icon(), /orders\.dark\.svg$/);
		await screenshot('dark');
	});
}
