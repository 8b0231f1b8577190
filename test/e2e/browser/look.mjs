import assert from 'node:assert/strict';
import os from 'node:os';
import path from 'node:path';
import { OWNER } from '../rest.mjs';
import { editor, settled } from './editor.mjs';

const TUYA = {
	orderId: 'SO2110258K167O5C',
	mallCode: 'SANDBOX_MALL',
	siteCode: 'SANDBOX_SITE',
};
const ALIEXPRESS_ORDER = '8190439416163295';
const UNKNOWN_ORDER = 'NO0000000001';
/** Gives n8n's window for a credential the room that it takes at most. */
const TALL = { width: 1280, height: 1240 };
/** Shows a whole workflow with notes that can be read. */
const WIDE = { width: 1600, height: 860 };
const COMMON = ['Provider', 'Order ID', 'Output', 'Options'];
const OF_TUYA = ['Provider', 'Order ID', 'Mall Code', 'Site Code', 'Output', 'Options'];

/** What names a node of a workflow: its name; for a note, its heading. */
const titleOf = ({ name, parameters: { content } }) =>
	content ? content.split('\n')[0].replace(/^#+ /, '') : name;

/**
 * What a person does with the node, and what has to be seen each time.
 *
 * @param {object} options
 * @param {import('playwright-core').Page} options.page
 * @param {(title: string, see: () => unknown, whenNot?: () => unknown) => Promise<boolean>} options.step
 * @param {string} options.folder takes the pictures
 * @param {string} options.url of n8n
 * @param {readonly string[]} options.columns of a row, in their order
 * @param {readonly {id: string, name: string, nodes: object[]}[]} options.examples imported workflows
 */
export async function look({ page, step: numbered, folder, url, columns, examples }) {
	const n8n = editor(page, url);
	const usual = page.viewportSize();
	const picture = async (name, part = page) => {
		await n8n.dismissNotes();
		await settled(page);
		await part.screenshot({ path: path.join(folder, `${name}.png`) });
	};
	const evidence = () => page.screenshot({ path: path.join(os.tmpdir(), 'n8n-not-seen.png') });
	const step = (title, see) => numbered(title, see, evidence);

	await step('the owner signs in', () => n8n.signIn(OWNER));

	await step('the nodes panel finds Get Order by its name and by each provider', async () => {
		await n8n.newWorkflow();
		for (const text of ['aliexpress', 'tuya', 'get order', 'order']) {
			await n8n.findNode(text, 'Get Order');
		}
		await picture('nodes-panel');
	});

	await step('a new Get Order shows what AliExpress needs, and nothing of Tuya', async () => {
		await n8n.addNode('Get Order');
		assert.deepEqual(await n8n.labels(), COMMON);
		assert.deepEqual(await n8n.choices('provider'), ['AliExpress', 'Tuya']);
		assert.deepEqual(await n8n.credentials(), ['AliExpress (demo)']);
	});

	await step(
		'with the provider Tuya it shows what Tuya needs, and nothing of AliExpress',
		async () => {
			await n8n.choose('provider', 'Tuya');
			assert.deepEqual(await n8n.labels(), OF_TUYA);
			assert.deepEqual(await n8n.credentials(), ['Tuya (demo)']);
		},
	);

	await step('back at AliExpress the fields of Tuya are gone', async () => {
		await n8n.choose('provider', 'AliExpress');
		assert.deepEqual(await n8n.labels(), COMMON);
		await n8n.choose('provider', 'Tuya');
	});

	await step('the filled-in node runs: three rows, the columns in their order', async () => {
		await n8n.chooseCredential('Tuya (demo)');
		await n8n.fill(TUYA);
		await n8n.execute();
		await n8n.show('table');
		assert.match(await n8n.count(), /^3 items/);
		assert.deepEqual(await n8n.headings(), columns);
		await picture('node');
		await n8n.moveLeft(380);
		await picture('rows');
	});

	await step('the JSON view shows ids as text and amounts as numbers', async () => {
		await n8n.show('json');
		const text = (await n8n.data()).replace(/\s+/g, '');
		assert.ok(text.includes('"order_id":"SO2110258K167O5C"'), text.slice(0, 300));
		assert.ok(text.includes('"order_total":1.04'), text.slice(0, 900));
		await picture('json');
	});

	await step('the schema view lists the columns', async () => {
		await n8n.show('schema');
		assert.deepEqual(await n8n.schema(), columns);
	});

	await step('an order that is not there is told in words that name the fields', async () => {
		await n8n.moveLeft(-380);
		await n8n.fill({ orderId: UNKNOWN_ORDER });
		await n8n.execute();
		const { message, description } = await n8n.refusal();
		assert.equal(message, `Tuya found no order "${UNKNOWN_ORDER}" in this mall`);
		for (const name of ['Order ID', 'Mall Code', 'Site Code', 'Data Center']) {
			assert.ok(description.includes(name), `${name} in "${description}"`);
		}
		await picture('message');
	});

	for (const [provider, name, labels] of [
		['Tuya', 'Tuya (demo)', ['Access ID', 'Access Secret', 'Data Center', 'Base URL']],
		[
			'AliExpress',
			'AliExpress (demo)',
			['App Key', 'App Secret', 'Authorization Code', 'Access Token', 'Refresh Token', 'Base URL'],
		],
	]) {
		await step(`the credential of ${provider} is tested and shows its fields`, async () => {
			await n8n.choose('provider', provider);
			if (!(await n8n.hasCredential(name))) await n8n.chooseCredential(name);
			const shown = await n8n.openCredential();
			assert.deepEqual(shown.slice(0, labels.length), labels);
			await page.setViewportSize(TALL);
			await picture(`credential-${provider.toLowerCase()}`, n8n.credentialWindow);
			await page.setViewportSize(usual);
			await n8n.closeCredential();
		});
	}

	await step('an order of AliExpress has the same columns', async () => {
		await n8n.fill({ orderId: ALIEXPRESS_ORDER });
		await n8n.execute();
		await n8n.show('table');
		assert.deepEqual(await n8n.headings(), columns);
	});

	await step('the icon is there in the light theme', async () => {
		await n8n.close();
		assert.match(await n8n.icon(), /orders\.svg$/);
		await picture('light');
	});

	await page.setViewportSize(WIDE);
	for (const { id, name, nodes } of examples) {
		await step(`the example “${name}” opens, with each of its nodes and notes`, async () => {
			await n8n.openWorkflow(id);
			const drawn = await n8n.drawn();
			for (const title of nodes.map(titleOf)) {
				assert.ok(
					drawn.some((text) => text.includes(title)),
					`${title} in ${drawn}`,
				);
			}
			await picture(`example-${id}`);
		});
	}

	await step('the button runs an example: five orders of both providers, ten rows', async () => {
		await n8n.openWorkflow('get-orders');
		await n8n.executeWorkflow();
		await n8n.openNode('Get Order');
		assert.match(await n8n.count(), /^10 items/);
		await n8n.show('table');
		assert.deepEqual(await n8n.headings(), columns);
		await n8n.close();
	});
	await page.setViewportSize(usual);

	await step('the icon is another in the dark theme', async () => {
		await n8n.darken();
		assert.match(await n8n.icon(), /orders\.dark\.svg$/);
		await picture('dark');
	});
}
