/**
 * Tests this package in n8n's editor with a browser and takes the screenshots for the documentation.
 *
 *   npm run screenshots [-- --keep=docs/images]
 */
import { mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { require as load } from 'tsx/cjs/api';
import { readOptions } from '../../tools/options.cjs';
import { checkAuthorization } from './browser/checkAuthorization.mjs';
import { checkEditor } from './browser/checkEditor.mjs';
import { openBrowser } from './browser/open.mjs';
import { drawResults } from './browser/results.mjs';
import { PROJECT, demoCredentials, exampleWorkflows } from './demo.mjs';
import { ensureN8n } from './install.mjs';
import { startMocks } from './mocks/index.mjs';
import { prepareN8n } from './n8n.mjs';
import { program, temporaryFolder } from './processes.mjs';
import { newTests } from './tests.mjs';

/**
 * @typedef {object} Stage
 * @property {import('playwright-core').Page} page
 * @property {ReturnType<typeof newTests>['test']} test
 * @property {string} folder where the pictures are saved
 * @property {Awaited<ReturnType<typeof import('./n8n.mjs').startN8n>>} n8n with the examples
 * @property {readonly {id: string, name: string, nodes: object[]}[]} examples
 * @property {readonly string[]} columns of a row, in their order
 * @property {Awaited<ReturnType<typeof startMocks>>} mocks
 * @property {import('../../tools/sandbox/index.ts').Sandbox} sandbox
 */

await program(async () => {
	const folder = path.resolve(PROJECT, readOptions('screenshots').keep);
	mkdirSync(folder, { recursive: true });
	const { COLUMNS } = load('../../order/rows.ts', import.meta.url);
	const { startSandbox } = load('../../tools/sandbox/index.ts', import.meta.url);
	const userFolder = temporaryFolder('screenshots');
	const installed = await ensureN8n();
	const sandbox = await startSandbox();
	const mocks = await startMocks(sandbox, installed, userFolder);
	const examples = exampleWorkflows();
	const prepared = await prepareN8n({
		installed,
		userFolder,
		env: mocks.env,
		credentials: [...demoCredentials(sandbox.demo), ...mocks.credentials],
		workflows: examples,
	});
	const n8n = await prepared.start();
	const page = await openBrowser();
	const { test, close } = newTests({
		onFailure: () => page.screenshot({ path: path.join(os.tmpdir(), 'n8n-failed-step.png') }),
	});
	try {
		const columns = COLUMNS.map(({ name }) => name);
		const stage = { page, test, folder, n8n, examples, columns, mocks, sandbox };
		await checkAuthorization(stage);
		await checkEditor(stage);
		await test('the examples fill a sheet and post to Slack', async () => {
			await drawResults(stage);
		});
	} finally {
		await page.context().close();
		await n8n.stop();
		mocks.proxy.close();
		await sandbox.close();
	}
	close();
});
