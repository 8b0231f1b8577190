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
import { UserError } from './userError.mjs';

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
	const sandbox = await startSandbox(log);
	const credentials = demoCredentials(sandbox.demo);
	const workflows = forSandbox(exampleWorkflows());
	const commands = commandLine({ installed, userFolder: USER_FOLDER });
	// On every start, since the sandbox has a new address and new tokens each time.
	await commands.importCredentials(credentials);
	const imported = existsSync(IMPORTED) ? JSON.parse(readFileSync(IMPORTED, 'utf8')) : [];
	const missing = workflows.filter(({ id }) => !imported.includes(id));
	if (missing.length > 0) await commands.importWorkflows(missing);
	writeFileSync(IMPORTED, JSON.stringify([...imported, ...missing.map(({ id }) => id)]));

	console.log('Starting n8n …');
	const n8n = await startN8n({ installed, userFolder: USER_FOLDER, port, log });
	await n8n.signIn();
	exitZeroOnInterrupt();
	console.log(`
n8n ${installed.version} with ${name} ${version} is ready: ${n8n.url}

Sign in
  Email           ${OWNER.email}
  Password        ${OWNER.password}

Example workflows that run here as they are
${listed(workflows.filter((workflow) => !missingFor(workflow, credentials)))}

Example workflows that need more
${listed(
	workflows.filter((workflow) => missingFor(workflow, credentials)),
	credentials,
)}

The credentials "AliExpress (demo)" and "Tuya (demo)" are already set up for the sandbox. To create your
own, use these values:

${sandbox.guide}

Press Enter to move a Tuya order one step, for the node "Order Trigger" to notice.

n8n's log: ${path.relative(process.cwd(), LOG)}
Press Ctrl-C to stop. Your changes are kept; to start over, run: npm run n8n -- --fresh`);

	process.stdin.on('data', () => void sandbox.changeOrder().then(console.log));
	const which = await Promise.race([
		n8n.ended.then(() => 'n8n'),
		sandbox.ended.then(() => 'The sandbox'),
	]);
	throw new UserError(`${which} exited unexpectedly.`, `See its log: ${LOG}`);
});

/** One line for each workflow; with credentials, also why it cannot run with these. */
function listed(workflows, credentials) {
	const width = Math.max(...workflows.map(({ name }) => name.length)) + 3;
	return workflows
		.map((workflow) => [
			workflow.name.padEnd(width),
			credentials && missingFor(workflow, credentials),
		])
		.map((cells) => `  ${cells.join('').trimEnd()}`)
		.join('\n');
}
