/**
 * The main job in small: order ids of both providers → Get Order → rows, on n8n's own engine with
 * the compiled package and the sandbox on a loopback port. Prints the rows as a table, writes them
 * to demo-output/orders.csv, and ends with 0 only when every row arrived.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { createEngine, type WorkflowJson } from '../../test/engine/engine';
import { startSandbox } from '../sandbox';
import { csv, table } from './table';

const ROOT = path.resolve(__dirname, '../..');
const OUTPUT = path.join(ROOT, 'demo-output', 'orders.csv');
const SHOWN = [
	'provider',
	'order_id',
	'order_status',
	'fulfillment_status',
	'line_number',
	'product_name',
	'quantity',
	'line_total',
	'currency',
	'tracking_numbers',
];

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function main(): Promise<boolean> {
	const workflow = JSON.parse(
		readFileSync(path.join(ROOT, 'examples', 'get-orders.json'), 'utf8'),
	) as WorkflowJson;
	const wanted = Object.values(workflow.pinData ?? {}).flat();
	const sandbox = await startSandbox();
	try {
		say(`Sandbox of AliExpress and Tuya: ${sandbox.baseUrl}`);
		const engine = await createEngine();
		engine.store.put('demoAliExpress', sandbox.demo.aliExpressApi);
		engine.store.put('demoTuya', { ...sandbox.demo.tuyaApi });
		say(`Workflow "${workflow.name}": ${wanted.length} order ids`);
		const finished = await engine.run(workflow);
		if (finished.error) {
			say(`${finished.error.message}\n${finished.error.description ?? ''}`);
			return false;
		}
		const rows = finished.jsons('Get Order');
		say(`\n${table(rows, SHOWN)}\n`);
		mkdirSync(path.dirname(OUTPUT), { recursive: true });
		writeFileSync(OUTPUT, csv(rows));
		const arrived = new Set(rows.map((row) => `${String(row.provider)}:${String(row.order_id)}`));
		const missing = wanted.filter(
			({ json }) => !arrived.has(`${String(json.provider)}:${String(json.order_id)}`),
		);
		say(
			`${rows.length} rows of ${arrived.size} orders, all ${Object.keys(rows[0] ?? {}).length} columns: ${path.relative(ROOT, OUTPUT)}`,
		);
		for (const { json } of missing)
			say(`Missing: ${String(json.provider)} ${String(json.order_id)}`);
		return missing.length === 0;
	} finally {
		await sandbox.close();
	}
}

void main().then(
	(complete) => process.exit(complete ? 0 : 1),
	(reason: unknown) => {
		say(String(reason));
		process.exit(1);
	},
);
