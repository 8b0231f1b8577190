/**
 * Tests the packed package in a real n8n: runs the example workflows unchanged but for your mall and
 * the schedules of triggers, with the production host names, which a local proxy answers with mocks.
 *
 *   npm run e2e [-- --only='Slack|Mail']
 *
 * `--only` runs the cases whose name matches it; some need what earlier ones have done.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { require as load } from 'tsx/cjs/api';
import { readOptions } from '../../tools/options.cjs';
import { amazonCases } from './cases/amazon.mjs';
import { authorizationCodeCases } from './cases/authorizationCode.mjs';
import { authorizationPageCases } from './cases/authorizationPage.mjs';
import { costCases } from './cases/costs.mjs';
import { credentialCases } from './cases/credentials.mjs';
import { dataTableCases } from './cases/dataTable.mjs';
import { errorBranchCases } from './cases/errorBranch.mjs';
import { excelCases } from './cases/excel.mjs';
import { googleSheetCases } from './cases/googleSheet.mjs';
import { httpRequestCases } from './cases/httpRequest.mjs';
import { hostCases } from './cases/hosts.mjs';
import { mailCases } from './cases/mail.mjs';
import { runCases } from './cases/run.mjs';
import { shopifyCases } from './cases/shopify.mjs';
import { slackCases } from './cases/slack.mjs';
import { dataTables } from './cases/tables.mjs';
import { tuyaCases } from './cases/tuya.mjs';
import { wooCommerceCases } from './cases/wooCommerce.mjs';
import { commandLine } from './commands.mjs';
import { PROJECT, demoCredentials, exampleWorkflows, forSandbox } from './demo.mjs';
import { startMocks } from './mocks/index.mjs';
import { ensureN8n } from './install.mjs';
import { startN8n } from './n8n.mjs';
import { installPackage, withTarball } from './package.mjs';
import { atEnd, program } from './processes.mjs';

/** In order: later cases use the tables that earlier ones filled. */
const CASES = [
	credentialCases,
	authorizationCodeCases,
	authorizationPageCases,
	dataTableCases,
	googleSheetCases,
	excelCases,
	slackCases,
	mailCases,
	shopifyCases,
	wooCommerceCases,
	costCases,
	errorBranchCases,
	tuyaCases,
	amazonCases,
	httpRequestCases,
	hostCases,
];

/**
 * @typedef {readonly [name: string, run: () => Promise<string | void>]} Case the returned text is printed
 *
 * @typedef {object} Context shared by all cases
 * @property {Awaited<ReturnType<typeof startN8n>>} n8n signed in as the owner
 * @property {import('./install.mjs').Installed} installed
 * @property {import('../../tools/sandbox/index.ts').Sandbox} sandbox
 * @property {Awaited<ReturnType<typeof startMocks>>} mocks
 * @property {Awaited<ReturnType<typeof dataTables>>} tables
 * @property {readonly {id: string, type: string, data: object}[]} accounts of all providers
 * @property {readonly string[]} columns of the output "Order Items"
 * @property {string} userFolder
 */

await program(async () => {
	const { only } = readOptions('e2e');
	const installed = await ensureN8n();
	const userFolder = mkdtempSync(path.join(os.tmpdir(), 'n8n-e2e-'));
	atEnd(() => rmSync(userFolder, { recursive: true, force: true, maxRetries: 5 }));

	const { startSandbox } = load('../../tools/sandbox/index.ts', import.meta.url);
	const { COLUMNS } = load('../../order/rows.ts', import.meta.url);
	// A seller whose rate allows polls every two seconds, and who sees changes at once.
	const amazon = { delay: 0, rates: { searchOrders: { perSecond: 1, burst: 20 } } };
	const sandbox = await startSandbox({ amazon });
	const mocks = await startMocks(sandbox);
	const accounts = demoCredentials(production(sandbox.demo));
	const env = mocks.environment(userFolder);

	const { name, version } = await withTarball(PROJECT, console.log, (tarball) =>
		installPackage(installed.node, userFolder, tarball, console.log),
	);
	console.log(`${name} ${version}: packed and installed into n8n.`);
	const commands = commandLine({ installed, userFolder, env });
	await commands.importCredentials([...accounts, ...mocks.credentials]);
	await commands.importWorkflows(forSandbox(exampleWorkflows()));
	const started = Date.now();
	const n8n = await startN8n({ installed, userFolder, env });
	await n8n.signIn();
	const seconds = ((Date.now() - started) / 1000).toFixed(0);
	console.log(`n8n ${installed.version} started in ${seconds} s.\n`);

	const tables = await dataTables(n8n);
	const columns = COLUMNS.map((column) => column.name);
	const context = { n8n, installed, sandbox, mocks, tables, accounts, columns, userFolder };
	const cases = CASES.flatMap((each) => each(context)).filter(([title]) =>
		new RegExp(only).test(title),
	);
	const failed = await runCases(cases);
	await n8n.stop();
	mocks.proxy.close();
	await sandbox.close();
	process.exitCode = failed === 0 ? 0 : 1;
});

/** The credentials with the providers' production base URLs. */
function production({ aliExpressApi, tuyaApi, amazonSpApi }) {
	const { accessId, accessSecret } = tuyaApi;
	const { clientId, clientSecret, refreshToken } = amazonSpApi;
	return {
		aliExpressApi: { ...aliExpressApi, baseUrl: 'https://api-sg.aliexpress.com' },
		tuyaApi: { accessId, accessSecret, dataCenter: 'euCentral' },
		amazonSpApi: { clientId, clientSecret, refreshToken, region: 'eu' },
	};
}
