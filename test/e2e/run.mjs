/**
 * Starts n8n with this package installed, connected to the sandbox, with the example workflows imported.
 *
 *   npm run n8n -- [--port=5678] [--fresh]
 *
 * `--fresh` deletes what earlier runs stored: workflows, credentials, executions.
 */
import {
	appendFileSync,
	existsSync,
	mkdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { require as load } from 'tsx/cjs/api';
import { readOptions } from '../../tools/options.cjs';
import { commandLine } from './commands.mjs';
import {
	PROJECT,
	demoCredentials,
	exampleWorkflows,
	forSandbox,
	missingFor,
	startSandbox,
} from './demo.mjs';
import { ensureN8n } from './install.mjs';
import { lockUserFolder, startN8n } from './n8n.mjs';
import { installPackage, withTarball } from './package.mjs';
import { requireFreePort } from './ports.mjs';
import { exitZeroOnInterrupt, program } from './processes.mjs';
import { OWNER } from './rest.mjs';
import { countSeconds } from './progress.mjs';
import { UserError } from './userError.mjs';

const { welcome } = load('./welcome.ts', import.meta.url);

const USER_FOLDER = path.join(PROJECT, '.cache', 'n8n-user');
const LOG = path.join(USER_FOLDER, 'n8n.log');
/** Ids of the imported examples. Each is imported only once, so that the user's changes are kept. */
const IMPORTED = path.join(USER_FOLDER, 'imported.json');

await program(async () => {
	const { fresh, port } = readOptions('n8n');
	await requireFreePort(port);
	const installed = await ensureN8n();
	lockUserFolder(USER_FOLDER);
	if (fresh) rmSync(USER_FOLDER, { recursive: true, force: true });
	mkdirSync(USER_FOLDER, { recursive: true });
	writeFileSync(LOG, '');
	const log = (line) => appendFileSync(LOG, `${line}\n`);

	console.log('Packing and installing the package …');
	const { name, version } = await withTarball(PROJECT, console.log, (tarball) =>
		installPackage(installed.node, USER_FOLDER, tarball, console.log),
	);

	console.log('Importing the credentials and the example workflows …');
	const sandbox = await startSandbox(log, path.join(USER_FOLDER, 'sandbox.json'));
	const credentials = demoCredentials(sandbox.demo);
	const workflows = forSandbox(exampleWorkflows());
	const commands = commandLine({ installed, userFolder: USER_FOLDER });
	// On every start, so that they work whatever was changed in them.
	await commands.importCredentials(credentials);
	const imported = existsSync(IMPORTED) ? JSON.parse(readFileSync(IMPORTED, 'utf8')) : [];
	const missing = workflows.filter(({ id }) => !imported.includes(id));
	if (missing.length > 0) await commands.importWorkflows(missing);
	writeFileSync(IMPORTED, JSON.stringify([...imported, ...missing.map(({ id }) => id)]));

	console.log('Starting n8n …');
	const stopCounting = countSeconds('starting n8n', console.log);
	const n8n = await startN8n({ installed, userFolder: USER_FOLDER, port, log }).finally(
		stopCounting,
	);
	await n8n.signIn();
	exitZeroOnInterrupt();
	console.log(
		welcome({
			url: n8n.url,
			title: `n8n ${installed.version} with ${name} ${version}`,
			owner: OWNER,
			workflows: workflows.map((workflow) => ({
				name: workflow.name,
				missing: missingFor(workflow, credentials),
			})),
			guide: sandbox.guide,
			code: await sandbox.ask('code'),
			hasMoved: sandbox.hasMoved,
			log: path.relative(process.cwd(), LOG),
		}),
	);

	void answerKeys(sandbox);
	const which = await Promise.race([
		n8n.ended.then(() => 'n8n'),
		sandbox.ended.then(() => 'The sandbox'),
	]);
	throw new UserError(`${which} exited unexpectedly.`, `See its log: ${LOG}`);
});

/** Does what the user asks for, one line after the other. */
async function answerKeys({ ask }) {
	for await (const line of createInterface({ input: process.stdin })) {
		console.log(await ask(line.trim().toLowerCase() === 'c' ? 'code' : 'move'));
	}
}
