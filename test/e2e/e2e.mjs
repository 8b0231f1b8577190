/**
 * Tests the packed package in a real n8n: runs the example workflows unchanged but for your mall and
 * the schedules of triggers, with the production host names, which a local proxy answers with mocks.
 *
 *   npm run e2e [-- --only='Slack|Mail']
 *
 * `--only` runs the cases whose name matches it; some need what earlier ones have done.
 */
import { require as load } from 'tsx/cjs/api';
import { readOptions } from '../../tools/options.cjs';
import { authorizationCodeCases } from './cases/authorizationCode.mjs';
import { authorizationPageCases } from './cases/authorizationPage.mjs';
import { costCases } from './cases/costs.mjs';
import { credentialCases } from './cases/credentials.mjs';
import { errorBranchCases } from './cases/errorBranch.mjs';
import { mailCases } from './cases/mail.mjs';
import { networkCases } from './cases/network.mjs';
import { shopifyCases, wooCommerceCases } from './cases/shops.mjs';
import { sinkCases } from './cases/sinks.mjs';
import { slackCases } from './cases/slack.mjs';
import { dataTables } from './cases/tables.mjs';
import { amazonCases, tuyaCases } from './cases/triggers.mjs';
import { demoCredentials, exampleWorkflows, forSandbox } from './demo.mjs';
import { ensureN8n } from './install.mjs';
import { startMocks } from './mocks/index.mjs';
import { prepareN8n } from './n8n.mjs';
import { program, temporaryFolder } from './processes.mjs';
import { newTests } from './tests.mjs';

/** In order: later cases use the tables that earlier ones filled. */
const CASES = [
	credentialCases,
	authorizationCodeCases,
	authorizationPageCases,
	sinkCases,
	slackCases,
	mailCases,
	shopifyCases,
	wooCommerceCases,
	costCases,
	errorBranchCases,
	tuyaCases,
	amazonCases,
	networkCases,
];

/**
 * @typedef {object} Context shared by all cases
 * @property {ReturnType<typeof newTests>['test']} test
 * @property {Awaited<ReturnType<typeof import('./n8n.mjs').startN8n>>} n8n
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
	const { startSandbox } = load('../../tools/sandbox/index.ts', import.meta.url);
	const { COLUMNS } = load('../../order/rows.ts', import.meta.url);
	// A seller whose rate allows polls every two seconds, and who sees changes at once.
	const amazon = { delay: 0, rates: { searchOrders: { perSecond: 1, burst: 20 } } };
	const installed = await ensureN8n();
	const sandbox = await startSandbox({ amazon });
	const userFolder = temporaryFolder('e2e');
	const mocks = await startMocks(sandbox, installed, userFolder);
	const accounts = demoCredentials(production(sandbox.demo));
	const prepared = await prepareN8n({
		installed,
		userFolder,
		env: mocks.env,
		credentials: [...accounts, ...mocks.credentials],
		workflows: forSandbox(exampleWorkflows()),
	});
	const n8n = await prepared.start();
	const tables = await dataTables(n8n);
	const columns = COLUMNS.map((column) => column.name);
	const { test, close } = newTests({ only, limit: 120 });
	const context = { test, n8n, installed, sandbox, mocks, tables, accounts, columns, userFolder };
	for (const runCases of CASES) await runCases(context);
	close();
	await n8n.stop();
	mocks.proxy.close();
	await sandbox.close();
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
