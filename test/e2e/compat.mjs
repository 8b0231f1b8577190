/**
 * Tests the packed package in the oldest and the newest supported n8n (versions.json): it loads, both
 * credentials pass their test, an example workflow fetches its orders, and a session survives a form
 * that is saved again.
 *
 *   npm run compat -- [oldest | current]
 */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { readOptions } from '../../tools/options.cjs';
import { newSteps } from './browser/steps.mjs';
import { commandLine } from './commands.mjs';
import { PROJECT, demoCredentials, exampleWorkflows, startSandbox } from './demo.mjs';
import { ensureN8n } from './install.mjs';
import { startN8n } from './n8n.mjs';
import { installPackage, withTarball } from './package.mjs';
import { atEnd, program } from './processes.mjs';

const EXAMPLE = 'get-orders';
const NODE = 'Get Order';
/** Whether that n8n has an egress filter for nodes. The node must work with and without it. */
const FILTER = { oldest: false, current: true };

await program(async () => {
	const { words: chosen } = readOptions('compat');
	const { step, close } = newSteps();
	for (const which of chosen.length > 0 ? chosen : ['oldest', 'current'])
		await testVersion(which, step);
	close();
});

async function testVersion(which, step) {
	const installed = await ensureN8n({ which });
	const nodeVersion = execFileSync(installed.node, ['--version'], { encoding: 'utf8' }).trim();
	const title = `n8n ${installed.version} on Node.js ${nodeVersion.slice(1)}`;
	const userFolder = mkdtempSync(path.join(os.tmpdir(), 'n8n-compat-'));
	atEnd(() => rmSync(userFolder, { recursive: true, force: true, maxRetries: 5 }));
	const workflow = exampleWorkflows().find(({ id }) => id === EXAMPLE);
	const requested = Object.values(workflow.pinData).flat();
	const { COLUMNS } = createRequire(import.meta.url)(path.join(PROJECT, 'dist/order/rows.js'));

	const { name } = await withTarball(PROJECT, console.log, (tarball) =>
		installPackage(installed.node, userFolder, tarball, console.log),
	);
	const sandbox = await startSandbox(() => {});
	const commands = commandLine({ installed, userFolder });
	await commands.importCredentials(demoCredentials(sandbox.demo));
	await commands.importWorkflows([workflow]);
	let n8n = await startN8n({ installed, userFolder });
	await n8n.signIn();

	await step(`${title}: loads the node`, async () => {
		const nodeInfos = [{ name: `${name}.getOrder`, version: 1 }];
		const [type] = await n8n.api('/node-types', { body: { nodeInfos } });
		assert.equal(type?.displayName, NODE);
	});
	await step(`${title}: ${FILTER[which] ? 'has an' : 'has no'} egress filter`, () => {
		assert.equal(mentions(installed, 'getSecureEgressFilter'), FILTER[which]);
	});
	await step(`${title}: both credentials pass their test`, async () => {
		for (const { id } of demoCredentials(sandbox.demo)) {
			const { status, message } = await n8n.testCredential(id);
			assert.equal(status, 'OK', `${id}: ${message}`);
		}
	});
	await step(`${title}: fetches the orders of the example workflow`, async () => {
		const { status, data } = await n8n.run(EXAMPLE);
		assert.equal(status, 'success', data.resultData.error?.message);
		const [{ data: out }] = data.resultData.runData[NODE];
		const rows = out.main[0].map(({ json }) => json);
		const ids = [...new Set(rows.map(({ order_id: id }) => id))];
		assert.deepEqual(
			ids,
			requested.map(({ json }) => json.order_id),
		);
		for (const row of rows) {
			assert.deepEqual(
				Object.keys(row),
				COLUMNS.map((column) => column.name),
			);
		}
		console.log(`  ${rows.length} rows from ${ids.length} orders`);
	});
	await step(`${title}: a form saved again with old tokens keeps its session`, async () => {
		// Their end is not known, so the test of the credential has renewed these tokens.
		const forms = demoCredentials(sandbox.demo);
		const { id, ...form } = forms.find(({ type }) => type === 'aliExpressApi');
		const shown = async () => (await n8n.api(`/credentials/${id}?includeData=true`)).data;
		const placeholder = (await shown()).record;
		assert.match(placeholder, /^__n8n_BLANK_VALUE_/, 'the record is stored, and not shown');
		// As the editor saves it, and then as a form that was opened before there was a record.
		for (const data of [await shown(), form.data]) {
			await n8n.api(`/credentials/${id}`, { method: 'PATCH', body: { ...form, data } });
			assert.equal((await shown()).record, data.record, 'the record is kept if it is sent');
			await n8n.stop();
			n8n = await startN8n({ installed, userFolder });
			await n8n.signIn();
			const { status, data: run } = await n8n.run(EXAMPLE);
			assert.equal(status, 'success', run.resultData.error?.message);
		}
		assert.match((await shown()).record, /^__n8n_BLANK_VALUE_/, 'the run has restored the record');
		const { status, message } = await n8n.testCredential(id);
		assert.equal(status, 'OK', message);
	});
	await n8n.stop();
	await sandbox.stop();
}

/** True when n8n's engine mentions a helper of this name. */
function mentions({ n8n }, helper) {
	const core = path.join(path.dirname(n8n), '../../n8n-core/dist');
	return spawnSync('grep', ['-rqw', '--include=*.js', helper, core]).status === 0;
}
