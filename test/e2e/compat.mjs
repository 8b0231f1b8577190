/**
 * Tests the packed package in the oldest and the newest supported n8n (versions.json): it loads, both
 * credentials pass their test, an example workflow fetches its orders, and a session survives a form
 * that is saved again.
 *
 *   npm run compat -- [oldest | current]
 */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';
import { require as load } from 'tsx/cjs/api';
import { readOptions } from '../../tools/options.cjs';
import { demoCredentials, exampleWorkflows } from './demo.mjs';
import { ensureN8n } from './install.mjs';
import { prepareN8n } from './n8n.mjs';
import { program } from './processes.mjs';
import { itemsOf } from './rest.mjs';
import { newTests } from './tests.mjs';

const { startSandbox } = load('../../tools/sandbox/index.ts', import.meta.url);
const { COLUMNS } = load('../../order/rows.ts', import.meta.url);

const EXAMPLE = 'get-orders';
const NODE = 'Get Order';
/** Whether that n8n has an egress filter for nodes. The node must work with and without it. */
const FILTER = { oldest: false, current: true };

await program(async () => {
	const { words: chosen } = readOptions('compat');
	const { test, close } = newTests();
	for (const which of chosen.length > 0 ? chosen : ['oldest', 'current']) {
		await testVersion(which, test);
	}
	close();
});

async function testVersion(which, test) {
	const installed = await ensureN8n(which);
	const nodeVersion = execFileSync(installed.node, ['--version'], { encoding: 'utf8' }).trim();
	const title = `n8n ${installed.version} on Node.js ${nodeVersion.slice(1)}`;
	const workflow = exampleWorkflows().find(({ id }) => id === EXAMPLE);
	const requested = Object.values(workflow.pinData).flatMap((items) =>
		items.map(({ json }) => json.order_id),
	);
	const columns = COLUMNS.map((column) => column.name);
	const sandbox = await startSandbox();
	const credentials = demoCredentials(sandbox.demo);
	const { name, start } = await prepareN8n({ installed, credentials, workflows: [workflow] });
	let n8n = await start();

	await test(`${title}: loads the node`, async () => {
		const nodeInfos = [{ name: `${name}.getOrder`, version: 1 }];
		const [type] = await n8n.api('/node-types', { body: { nodeInfos } });
		assert.equal(type?.displayName, NODE);
	});
	await test(`${title}: ${FILTER[which] ? 'has an' : 'has no'} egress filter`, () => {
		assert.equal(mentions(installed, 'getSecureEgressFilter'), FILTER[which]);
	});
	await test(`${title}: both credentials pass their test`, async () => {
		for (const { id } of credentials) {
			await n8n.testCredential(id);
		}
	});
	await test(`${title}: fetches the orders of the example workflow`, async () => {
		const rows = itemsOf(await n8n.succeed(EXAMPLE), NODE);
		const ids = [...new Set(rows.map(({ order_id: id }) => id))];
		assert.deepEqual(ids, requested);
		for (const row of rows) assert.deepEqual(Object.keys(row), columns);
		return `${rows.length} rows from ${ids.length} orders`;
	});
	await test(`${title}: a form saved again with old tokens keeps its session`, async () => {
		// The test of the credential has renewed these tokens, because it is not known when they expire.
		const { id, ...form } = credentials.find(({ type }) => type === 'aliExpressApi');
		const shown = async () => (await n8n.api(`/credentials/${id}?includeData=true`)).data;
		const placeholder = (await shown()).record;
		assert.match(placeholder, /^__n8n_BLANK_VALUE_/, 'the record is stored, and not shown');
		// As the editor saves it, and then as a form that was opened before there was a record.
		for (const data of [await shown(), form.data]) {
			await n8n.api(`/credentials/${id}`, { method: 'PATCH', body: { ...form, data } });
			assert.equal((await shown()).record, data.record, 'the record is kept if it is sent');
			await n8n.stop();
			n8n = await start();
			await n8n.succeed(EXAMPLE);
		}
		assert.match((await shown()).record, /^__n8n_BLANK_VALUE_/, 'the run has restored the record');
		await n8n.testCredential(id);
	});
	await n8n.stop();
	await sandbox.close();
}

/** True when n8n's engine mentions a helper of this name. */
function mentions({ n8n }, helper) {
	const core = path.join(path.dirname(n8n), '../../n8n-core/dist');
	return spawnSync('grep', ['-rqw', '--include=*.js', helper, core]).status === 0;
}
