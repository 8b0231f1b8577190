/**
 * Works in n8n's editor with this package installed, as a person would, says what it sees and keeps
 * the pictures of the README.
 *
 *   npm run screenshots [-- --keep=docs/images]
 */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { editor, settled } from './browser/editor.mjs';
import { openBrowser } from './browser/open.mjs';
import { newSteps } from './browser/steps.mjs';
import { commandLine } from './commands.mjs';
import { PROJECT, demoCredentials, startSandbox } from './demo.mjs';
import { ensureN8n } from './install.mjs';
import { startN8n } from './n8n.mjs';
import { installPackage, withTarball } from './package.mjs';
import { atEnd, program } from './processes.mjs';
import { OWNER } from './rest.mjs';

const TUYA = {
	orderId: 'SO2110258K167O5C',
	mallCode: 'SANDBOX_MALL',
	siteCode: 'SANDBOX_SITE',
};
const UNKNOWN_ORDER = 'NO0000000001';
const COMMON = ['Provider', 'Order ID', 'Output', 'Options'];
const OF_TUYA = ['Provider', 'Order ID', 'Mall Code', 'Site Code', 'Output', 'Options'];

await program(async () => {
	const { values } = parseArgs({ options: { keep: { type: 'string', default: 'docs/images' } } });
	const folder = path.resolve(PROJECT, values.keep);
	const userFolder = mkdtempSync(path.join(os.tmpdir(), 'n8n-screenshots-'));
	atEnd(() => rmSync(userFolder, { recursive: true, force: true, maxRetries: 5 }));
	mkdirSync(folder, { recursive: true });

	const { COLUMNS } = createRequire(import.meta.url)(path.join(PROJECT, 'dist/order/rows.js'));
	const installed = await ensureN8n();
	await withTarball(PROJECT, console.log, (tarball) =>
		installPackage(installed.node, userFolder, tarball, console.log),
	);
	const sandbox = await startSandbox(() => {});
	await commandLine({ installed, userFolder }).importCredentials(demoCredentials(sandbox.demo));
	const n8n = await startN8n({ installed, userFolder });
	await n8n.signIn();
	const browser = await openBrowser();
	const { step, close } = newSteps();
	try {
		await look({ browser, step, folder, url: n8n.url, columns: COLUMNS.map(({ name }) => name) });
	} finally {
		await browser.close();
		await n8n.stop();
		await sandbox.stop();
	}
	close();
});

async function look({ browser: { page }, step: numbered, folder, url, columns }) {
	const n8n = editor(page, url);
	const picture = (name) => page.screenshot({ path: path.join(folder, `${name}.png`) });
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
		await n8n.dismissNotes();
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
			await picture(`credential-${provider.toLowerCase()}`);
			await n8n.closeCredential();
		});
	}

	await step('the icon is there in the light theme', async () => {
		await n8n.close();
		assert.match(await n8n.icon(), /orders\.svg$/);
	});

	await step('the icon is another in the dark theme', async () => {
		await n8n.darken();
		assert.match(await n8n.icon(), /orders\.dark\.svg$/);
		await picture('dark');
	});
}
