import { execFileSync } from 'node:child_process';
import {
	cpSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import type { INodeParameters, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { codes, section } from '../../tools/docs/markdown';
import { read, ROOT } from '../../tools/docs/readme';
import { sign } from '../newProvider/providers/acme/signature';
import example from '../newProvider/test/fixtures/acme/signature.json';
import { KEY, SECRET, startGateway, type Gateway } from '../newProvider/tools/sandbox/acme/gateway';
import { startSandbox, type Sandbox } from '../../tools/sandbox';
import { createEngine, getOrderWorkflow, GET_ORDER, type Engine } from './engine.support';
import { openPoll } from './pollStage.support';
import { ali, ALI_SAMPLE, BOTH, ON_BRANCH } from './stage.support';

/**
 * "How to add a provider" of CONTRIBUTING.md, followed to the letter with a made-up shop: its files
 * are added to a copy of the sources, two lists get their line, and the copy is built.
 */
const ACME = path.join(ROOT, 'test/newProvider');
const SOURCES = [
	...['changes', 'client', 'credentials', 'http', 'json', 'n8n', 'nodes', 'order', 'providers'],
	...['package.json', 'tsconfig.json'],
];

const filesOf = (folder: string): readonly string[] =>
	readdirSync(folder, { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
		.sort();

/** Writes the file again with `from`, which it has to hold, replaced. */
function edit(file: string, from: string, to: string): void {
	const text = readFileSync(file, 'utf8');
	expect(text).toContain(from);
	writeFileSync(file, text.replace(from, to));
}

let copy: string;
let gateway: Gateway;
let sandbox: Sandbox;
let engine: Engine;

beforeAll(async () => {
	copy = mkdtempSync(path.join(os.tmpdir(), 'new-provider-'));
	for (const name of SOURCES) {
		cpSync(path.join(ROOT, name), path.join(copy, name), { recursive: true });
	}
	symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'), 'junction');
	for (const name of ['providers', 'credentials']) {
		cpSync(path.join(ACME, name), path.join(copy, name), { recursive: true });
	}
	const list = path.join(copy, 'providers/index.ts');
	edit(list, 'import { aliexpress', "import { acme } from './acme';\nimport { aliexpress");
	edit(list, '[aliexpress, tuya, amazon]', '[aliexpress, tuya, amazon, acme]');
	const tuya = '"dist/credentials/TuyaApi.credentials.js"';
	const acme = '"dist/credentials/AcmeApi.credentials.js"';
	edit(path.join(copy, 'package.json'), tuya, `${tuya}, ${acme}`);
	const builder = path.join(ROOT, 'node_modules/.bin/n8n-node');
	execFileSync(builder, ['build'], { cwd: copy, shell: process.platform === 'win32' });

	gateway = await startGateway();
	sandbox = await startSandbox();
	engine = await createEngine({ dist: path.join(copy, 'dist') });
	engine.store.put('ali', { ...sandbox.demo.aliExpressApi });
	engine.store.put('acme', { acmeKey: KEY, acmeSecret: SECRET, baseUrl: gateway.baseUrl });
}, 120_000);
afterAll(async () => {
	// What was not reached when the build fails is not there.
	await gateway?.close();
	await sandbox?.close();
	rmSync(copy, { recursive: true, force: true });
});

const credentials = {
	aliExpressApi: { id: 'ali', name: 'AliExpress account' },
	acmeApi: { id: 'acme', name: 'Acme account' },
};
const acme = (orderId: string) => ({ provider: 'acme', order_id: orderId, shop: 'S1' });
const get = async (orders: ReadonlyArray<Record<string, unknown>>) => {
	const parameters = { ...BOTH, shop: '={{ $json.shop }}' };
	const node = { ...ON_BRANCH, credentials };
	return await engine.run(getOrderWorkflow(orders, parameters, node));
};

test('Acme has each of the files that the steps name, and no other', () => {
	const named = codes(section(read('CONTRIBUTING.md'), 'How to add a provider'))
		.filter((code) => code.includes('<'))
		.map((code) => code.replace('<Name>', 'Acme').replaceAll('<name>', 'acme'));
	const isNamed = (file: string) => named.some((name) => file.startsWith(name));
	const own = filesOf(ACME);
	expect(own.filter((file) => !isNamed(file))).toEqual([]);
	expect(named.filter((name) => !own.some((file) => file.startsWith(name)))).toEqual([]);
});

test('its signature is the published one', () => {
	const { secret, method, path: address, time } = example;
	expect(sign(secret, method, address, time)).toBe(example.signature);
});

test('the node offers it with its parameters and its credential', () => {
	const { properties, credentials } = engine.describe(GET_ORDER);
	const provider = properties.find(({ name }) => name === 'provider');
	expect((provider?.options as INodePropertyOptions[]).map(({ value }) => value)).toEqual([
		'aliexpress',
		'tuya',
		'amazon',
		'acme',
		'item',
	]);
	expect(properties.find(({ name }) => name === 'shop')?.displayOptions).toEqual({
		show: { provider: ['acme'] },
	});
	expect(credentials?.at(-1)).toMatchObject({
		name: 'acmeApi',
		displayOptions: { show: { '/provider': ['acme', 'item'] } },
	});
});

test('its orders are returned with those of the others, missing ones go to the error branch', async () => {
	const noShop = { ...acme('A-1'), shop: '' };
	const finished = await get([acme('A-1'), ali(ALI_SAMPLE), acme('A-2'), noShop]);
	expect(finished.error).toBeUndefined();
	expect(
		finished.jsons('Get Order').map((row) => [row.item_key, row.order_status, row.line_total]),
	).toEqual([
		['acme:A-1:ANVIL', 'processing', 5],
		['acme:A-1:ROPE', 'processing', 2.5],
		['aliexpress:8190439416163295:1200003702000037', 'completed', 8.12],
	]);
	expect(finished.jsons('Get Order', 1)).toMatchObject([
		{
			order_id: 'A-2',
			error: 'Acme has no order A-2 in this shop',
			details: { reason: 'not_found', code: 'unknown order' },
		},
		{ error: 'The Shop is empty' },
	]);
});

test('its session is stored, and renewed once when it is rejected', async () => {
	await get([acme('A-1')]);
	const before = String(engine.store.get('acme').record);
	expect(before).toContain('acme-token-');
	gateway.expireTokens();
	const begun = gateway.calls.length;
	const finished = await get([acme('A-1')]);
	expect(finished.jsons('Get Order')).toHaveLength(2);
	expect(gateway.calls.slice(begun)).toEqual([
		['/shops/S1/orders/A-1', 401],
		['/session', 200],
		['/shops/S1/orders/A-1', 200],
	]);
	expect(String(engine.store.get('acme').record)).not.toBe(before);
});

describe('its list, whose pages have cursors and whole orders', () => {
	const HOUR = 3_600_000;
	const put = (number: string, state: string, age: number): void => {
		const known = gateway.orders.get(number);
		const placed = known?.placed ?? gateway.until - age;
		const lines = [{ id: `${number}-1`, code: 'ROPE', title: 'Rope', pieces: 1, each: '2.50' }];
		const order = { currency: 'EUR', total: '2.50', placed, lines };
		const changed = known ? gateway.until : placed;
		gateway.orders.set(number, { number, state, ...order, changed });
	};
	const getMany = async (parameters: INodeParameters) => {
		const workflow = getOrderWorkflow(
			[{}],
			{ provider: 'acme', shop: 'S1', returnAll: true, ...parameters },
			{ type: 'n8n-nodes-marketplace-orders.getManyOrders', credentials },
		);
		return await engine.run(workflow);
	};
	beforeEach(() => {
		gateway.until = Date.now();
		gateway.orders.clear();
		for (const [at, number] of ['B-1', 'B-2', 'B-3'].entries())
			put(number, 'packing', (at + 1) * HOUR);
	});

	test('is read page by page by its own filter and dates, and fetches no order', async () => {
		const begun = gateway.calls.length;
		const finished = await getMany({ filters: { warehouse: 'North' } });
		expect(finished.jsons('Get Order').map((row) => row.item_key)).toEqual([
			'acme:B-1:B-1-1',
			'acme:B-2:B-2-1',
			'acme:B-3:B-3-1',
		]);
		const calls = gateway.calls.slice(begun).map(([url]) => new URL(url, gateway.baseUrl));
		expect(calls.map(({ pathname }) => pathname)).toEqual(['/shops/S1/orders', '/shops/S1/orders']);
		const asked = calls.map(({ searchParams }) => Object.fromEntries(searchParams));
		expect(asked).toMatchObject([
			{ next: '', warehouse: 'North' },
			{ next: '2', placedAfter: asked[0]?.placedAfter },
		]);
		const { properties } = engine.describe('n8n-nodes-marketplace-orders.getManyOrders');
		const shownFor = (name: string, option: string) =>
			(properties.find((each) => each.name === name)?.options as INodeProperties[]).find(
				(each) => each.name === option,
			)?.displayOptions?.show?.['/provider'];
		expect(shownFor('options', 'details')).toEqual(['tuya']);
		expect(shownFor('filters', 'updatedAfter')).toEqual(['amazon', 'acme']);
		expect(shownFor('filters', 'warehouse')).toEqual(['acme']);
	});

	test('starts workflows with what has changed, by one request a poll; never waits for the pace', async () => {
		const poller = openPoll(
			{ engine, restart: () => engine },
			{ provider: 'acme', shop: 'S1', events: ['orderStatus', 'newOrder'], options: {} },
			{ credentials },
		);
		expect(await poller.activate()).toBeNull();
		gateway.until += HOUR;
		put('B-2', 'sent', 0);
		put('B-4', 'open', 0);
		let begun = gateway.calls.length;
		const items = await poller.poll();
		expect(items?.map(({ json }) => [json.order_id, json.event])).toEqual([
			['B-2', 'orderStatus'],
			['B-4', 'newOrder'],
		]);
		expect(gateway.calls.length - begun).toBe(1);
		for (; gateway.calls.length > begun; expect(await poller.poll()).toBeNull())
			begun = gateway.calls.length;
		expect(poller.warnings()).toEqual([]);
	});
});
