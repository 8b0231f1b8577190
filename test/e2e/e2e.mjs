/**
 * The package in a real n8n, from the packed tarball to the rows in a sheet: the example workflows
 * run as they are, with the production host names, which a proxy on this machine answers for.
 *
 *   npm run e2e
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { require as load } from 'tsx/cjs/api';
import { authorizationCodeCases } from './cases/authorizationCode.mjs';
import { credentialCases } from './cases/credentials.mjs';
import { dataTableCases } from './cases/dataTable.mjs';
import { errorBranchCases } from './cases/errorBranch.mjs';
import { excelCases } from './cases/excel.mjs';
import { googleSheetCases } from './cases/googleSheet.mjs';
import { httpRequestCases } from './cases/httpRequest.mjs';
import { refusalCases } from './cases/refusals.mjs';
import { runCases } from './cases/run.mjs';
import { slackCases } from './cases/slack.mjs';
import { dataTables } from './cases/tables.mjs';
import { commandLine } from './commands.mjs';
import { PROJECT, demoCredentials, exampleWorkflows } from './demo.mjs';
import { impersonate } from './impersonation/index.mjs';
import { ensureN8n } from './install.mjs';
import { startN8n } from './n8n.mjs';
import { installPackage, withTarball } from './package.mjs';
import { atEnd, program } from './processes.mjs';

/** What is reached without a proxy, whatever the caller's own setting. */
const DIRECT = '127.0.0.1,localhost';

/** In the order in which they run: later ones build on the tables that earlier ones filled. */
const CASES = [
	credentialCases,
	authorizationCodeCases,
	dataTableCases,
	googleSheetCases,
	excelCases,
	slackCases,
	errorBranchCases,
	httpRequestCases,
	refusalCases,
];

/**
 * @typedef {readonly [name: string, run: () => Promise<string | void>]} Case what it returns is shown
 *
 * @typedef {object} Stage what the cases work with
 * @property {Awaited<ReturnType<typeof startN8n>>} n8n signed in as the owner
 * @property {import('./install.mjs').Installed} installed
 * @property {import('../../tools/sandbox').Sandbox} sandbox
 * @property {Awaited<ReturnType<typeof impersonate>>} world
 * @property {Awaited<ReturnType<typeof dataTables>>} tables
 * @property {readonly {id: string, type: string, data: object}[]} accounts of both providers
 * @property {readonly string[]} columns of the output "Order Items"
 * @property {string} userFolder
 */

await program(async () => {
	const installed = await ensureN8n();
	const userFolder = mkdtempSync(path.join(os.tmpdir(), 'n8n-e2e-'));
	atEnd(() => rmSync(userFolder, { recursive: true, force: true, maxRetries: 5 }));

	const { startSandbox } = load('../sandbox/index.ts', import.meta.url);
	const { COLUMNS } = load('../../order/rows.ts', import.meta.url);
	const sandbox = await startSandbox();
	const world = await impersonate(sandbox);
	const accounts = demoCredentials(production(sandbox.demo));
	const env = environment(world, userFolder);

	const { name, version } = await withTarball(PROJECT, console.log, (tarball) =>
		installPackage(installed.node, userFolder, tarball, console.log),
	);
	console.log(`${name} ${version}: packed, and installed into n8n.`);
	const commands = commandLine({ installed, userFolder, env });
	await commands.importCredentials([...accounts, ...world.credentials]);
	await commands.importWorkflows(exampleWorkflows());
	const began = Date.now();
	const n8n = await startN8n({ installed, userFolder, env });
	await n8n.signIn();
	const seconds = ((Date.now() - began) / 1000).toFixed(0);
	console.log(`n8n ${installed.version} is up after ${seconds} s.\n`);

	const tables = await dataTables(n8n);
	const columns = COLUMNS.map((column) => column.name);
	const stage = { n8n, installed, sandbox, world, tables, accounts, columns, userFolder };
	const failed = await runCases(CASES.flatMap((cases) => cases(stage)));
	await n8n.stop();
	world.proxy.close();
	await sandbox.close();
	process.exitCode = failed === 0 ? 0 : 1;
});

/** The credentials as a user has them: with the providers' own addresses. */
function production({ aliExpressApi, tuyaApi }) {
	const { accessId, accessSecret } = tuyaApi;
	return {
		aliExpressApi: { ...aliExpressApi, baseUrl: 'https://api-sg.aliexpress.com' },
		tuyaApi: { accessId, accessSecret, dataCenter: 'euCentral' },
	};
}

/** Everything that n8n sends goes to the proxy, whose certificate it trusts. */
function environment({ certificate, proxy }, userFolder) {
	const file = path.join(userFolder, 'authority.pem');
	writeFileSync(file, certificate);
	const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'];
	const settings = {
		...Object.fromEntries(names.map((name) => [name, proxy.url])),
		NO_PROXY: DIRECT,
	};
	return {
		...settings,
		NODE_EXTRA_CA_CERTS: file,
		// It asks a service of n8n for a list as soon as n8n is up.
		N8N_DISABLED_MODULES: 'mcp-registry',
		...Object.fromEntries(
			Object.entries(settings).map(([name, value]) => [name.toLowerCase(), value]),
		),
	};
}
