/**
 * Tests this package in n8n's editor with a browser and takes the screenshots for the documentation.
 *
 *   npm run screenshots [-- --keep=docs/images]
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { require as load } from 'tsx/cjs/api';
import { readOptions } from '../../tools/options.cjs';
import { checkAuthorization } from './browser/checkAuthorization.mjs';
import { checkEditor } from './browser/checkEditor.mjs';
import { openBrowser } from './browser/open.mjs';
import { drawResults } from './browser/results.mjs';
import { newSteps } from './browser/steps.mjs';
import { dataTables } from './cases/tables.mjs';
import { commandLine } from './commands.mjs';
import { PROJECT, demoCredentials, exampleWorkflows } from './demo.mjs';
import { ensureN8n } from './install.mjs';
import { startMocks } from './mocks/index.mjs';
import { startN8n } from './n8n.mjs';
import { installPackage, withTarball } from './package.mjs';
import { atEnd, program } from './processes.mjs';

await program(async () => {
	const folder = path.resolve(PROJECT, readOptions('screenshots').keep);
	const userFolder = mkdtempSync(path.join(os.tmpdir(), 'n8n-screenshots-'));
	atEnd(() => rmSync(userFolder, { recursive: true, force: true, maxRetries: 5 }));
	mkdirSync(folder, { recursive: true });

	const { COLUMNS } = load('../../order/rows.ts', import.meta.url);
	const { startSandbox } = load('../../tools/sandbox/index.ts', import.meta.url);
	const installed = await ensureN8n();
	await withTarball(PROJECT, console.log, (tarball) =>
		installPackage(installed.node, userFolder, tarball, console.log),
	);
	const sandbox = await startSandbox();
	const mocks = await startMocks(sandbox);
	const env = mocks.environment(userFolder);
	const commands = commandLine({ installed, userFolder, env });
	await commands.importCredentials([...demoCredentials(sandbox.demo), ...mocks.credentials]);
	const examples = exampleWorkflows();
	await commands.importWorkflows(examples);
	const n8n = await startN8n({ installed, userFolder, env });
	await n8n.signIn();
	const browser = await openBrowser();
	const { step, close } = newSteps({ chained: true });
	try {
		const { page } = browser;
		await n8n.activate('aliexpress-authorization');
		await checkAuthorization({ page, step, folder, url: n8n.url });
		const columns = COLUMNS.map(({ name }) => name);
		await checkEditor({ page, step, folder, url: n8n.url, columns, examples });
		const tables = await dataTables(n8n);
		await step('the examples fill a sheet and post to Slack', async () => {
			await drawResults({ page, folder, n8n, mocks, sandbox, tables });
		});
	} finally {
		await browser.close();
		await n8n.stop();
		mocks.proxy.close();
		await sandbox.close();
	}
	close();
});
