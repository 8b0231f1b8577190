/**
 * Runs the example workflow examples/get-orders.json in n8n's engine with the compiled package and the
 * sandbox. Prints the rows and writes them to demo-output/orders.csv. Exits with 0 only when every order
 * was fetched.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { createEngine, type Engine, type WorkflowJson } from '../../test/engine/engine.support';
import { readOptions } from '../options.cjs';
import { startSandbox } from '../sandbox';
import { csv, table } from './table';

const ROOT = path.resolve(__dirname, '../..');
const OUTPUT = path.join(ROOT, 'demo-output', 'orders.csv');
const SHOWN_COLUMNS = [
	...['provider', 'order_id', 'order_status', 'fulfillment_status', 'line_number'],
	...['product_name', 'quantity', 'line_total', 'currency', 'tracking_numbers'],
];

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function showOrders(engine: Engine, workflow: WorkflowJson): Promise<boolean> {
	const requested = Object.values(workflow.pinData ?? {}).flat();
	say(`Workflow "${workflow.name}": ${requested.length} order ids`);
	const finished = await engine.run(workflow);
	const { error } = finished;
	if (error) throw new Error(`${error.message}\n${error.description ?? ''}`);
	const rows = finished.jsons('Get Order');
	say(`\n${table(rows, SHOWN_COLUMNS)}\n`);
	mkdirSync(path.dirname(OUTPUT), { recursive: true });
	writeFileSync(OUTPUT, csv(rows));
	const nameOf = (row: Readonly<Record<string, unknown>>): string =>
		`${String(row.provider)} ${String(row.order_id)}`;
	const fetched = new Set(rows.map(nameOf));
	const missing = requested.map(({ json }) => nameOf(json)).filter((name) => !fetched.has(name));
	const columns = Object.keys(rows[0] ?? {}).length;
	const file = path.relative(ROOT, OUTPUT);
	say(`${rows.length} rows from ${fetched.size} orders. All ${columns} columns: ${file}`);
	for (const name of missing) say(`Missing: ${name}`);
	return missing.length === 0;
}

const NEXT = `
Next: \`npm run n8n\` starts n8n with these nodes, the example workflows and this sandbox (installs 3 GB
the first time). README.md shows how to use your own accounts.`;

async function main(): Promise<boolean> {
	readOptions('demo');
	const example = readFileSync(path.join(ROOT, 'examples', 'get-orders.json'), 'utf8');
	const sandbox = await startSandbox();
	try {
		say(`AliExpress and Tuya sandbox: ${sandbox.baseUrl}`);
		const engine = await createEngine();
		engine.store.put('demoAliExpress', sandbox.demo.aliExpressApi);
		engine.store.put('demoTuya', { ...sandbox.demo.tuyaApi });
		const isComplete = await showOrders(engine, JSON.parse(example) as WorkflowJson);
		if (isComplete) say(NEXT);
		return isComplete;
	} finally {
		await sandbox.close();
	}
}

void main().then(
	(complete) => process.exit(complete ? 0 : 1),
	(reason: unknown) => {
		say(reason instanceof Error ? reason.message : String(reason));
		process.exit(1);
	},
);
