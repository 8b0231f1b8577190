/**
 * The packed package in each n8n that it supports (versions.json): it loads, both credentials pass,
 * and the example workflow gets its orders.
 *
 *   node test/e2e/compat.mjs [oldest | current]
 */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { newSteps } from './browser/steps.mjs';
import { commandLine } from './commands.mjs';
import { PROJECT, demoCredentials, exampleWorkflows, startSandbox } from './demo.mjs';
import { ensureN8n } from './install.mjs';
import { startN8n } from './n8n.mjs';
import { installPackage, withTarball } from './package.mjs';
import { atEnd, program } from './processes.mjs';

const EXAMPLE = 'get-orders';
const NODE = 'Get Order';
/** Whether n8n hands a filter of outgoing requests to its nodes: the node works with and without. */
const FILTER = { oldest: false, current: true };

await program(async () => {
	const chosen = process.argv.slice(2);
	const { step, close } = newSteps();
	for (const which of chosen.length > 0 ? chosen : ['oldest', 'current']) await tryOn(which, step);
	close();
});

async function tryOn(which, step) {
	const installed = await ensureN8n({ which });
	const nodeVersion = execFileSync(installed.node, ['--version'], { encoding: 'utf8' }).trim();
	const title = `n8n ${installed.version} on Node.js ${nodeVersion.slice(1)}`;
	const userFolder = mkdtempSync(path.join(os.tmpdir(), 'n8n-compat-'));
	atEnd(() => rmSync(userFolder, { recursive: true, force: true, maxRetries: 5 }));
	const workflow = exampleWorkflows().find(({ id }) => id === EXAMPLE);
	const asked = Object.values(workflow.pinData).flat();
	const { COLUMNS } = createRequire(import.meta.url)(path.join(PROJECT, 'dist/order/rows.js'));

	const { name } = await withTarball(PROJECT, console.log, (tarball) =>
		installPackage(installed.node, userFolder, tarball, console.log),
	);
	const sandbox = await startSandbox(() => {});
	const commands = commandLine({ installed, userFolder });
	await commands.importCredentials(demoCredentials(sandbox.demo));
	await commands.importWorkflows([workflow]);
	const n8n = await startN8n({ installed, userFolder });
	await n8n.signIn();

	await step(`${title}: loads the node`, async () => {
		const nodeInfos = [{ name: `${name}.getOrder`, version: 1 }];
		const [type] = await n8n.api('/node-types', { body: { nodeInfos } });
		assert.equal(type?.displayName, NODE);
	});
	await step(`${title}: ${FILTER[which] ? 'has a' : 'has no'} filter of outgoing requests`, () => {
		assert.equal(mentions(installed, 'getSecureEgressFilter'), FILTER[which]);
	});
	await step(`${title}: both credentials pass their test`, async () => {
		for (const { id } of demoCredentials(sandbox.demo)) {
			const { status, message } = await n8n.testCredential(id);
			assert.equal(status, 'OK', `${id}: ${message}`);
		}
	});
	await step(`${title}: gets the orders of the example workflow`, async () => {
		const { status, data } = await n8n.run(EXAMPLE);
		assert.equal(status, 'success', data.resultData.error?.message);
		const [{ data: out }] = data.resultData.runData[NODE];
		const rows = out.main[0].map(({ json }) => json);
		const ids = [...new Set(rows.map(({ order_id: id }) => id))];
		assert.deepEqual(
			ids,
			asked.map(({ json }) => json.order_id),
		);
		for (const row of rows) {
			assert.deepEqual(
				Object.keys(row),
				COLUMNS.map((column) => column.name),
			);
		}
		console.log(`  ${rows.length} rows of ${ids.length} orders`);
	});
	await n8n.stop();
	await sandbox.stop();
}

/** Whether n8n's engine has a helper of this name. */
function mentions({ n8n }, helper) {
	const core = path.join(path.dirname(n8n), '../../n8n-core/dist');
	return spawnSync('grep', ['-rqw', '--include=*.js', helper, core]).status === 0;
}
