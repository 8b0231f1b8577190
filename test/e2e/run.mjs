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
import { PROJECT, demoCredentials, exampleWorkflows, forSandbox, missingFor } from './demo.mjs';
import { ensureN8n } from './install.mjs';
import { startN8n } from './n8n.mjs';
import { installPackage, packProject } from './package.mjs';
import { lock } from './pidLock.mjs';
import { requireFreePort } from './ports.mjs';
import { exitZeroOnInterrupt, program } from './processes.mjs';
import { OWNER } from './rest.mjs';
import { countSeconds } from './progress.mjs';
import { UserError } from './userError.mjs';

const { startKept } = load('./kept.ts', import.meta.url);
const { welcome } = load('./welcome.ts', import.meta.url);
const { guide } = load('../../tools/sandbox/guide.ts', import.meta.url);
const { moveInTurn } = load('../../tools/sandbox/inTurn.ts', import.meta.url);

const USER_FOLDER = path.join(PROJECT, '.cache', 'n8n-user');
const LOG = path.join(USER_FOLDER, 'n8n.log');
/** Ids of the imported examples. Each is imported only once, so that the user's changes are kept. */
const IMPORTED = path.join(USER_FOLDER, 'imported.json');

await program(async () => {
	const { fresh, port } = readOptions('n8n');
	await requireFreePort(port);
	const installed = await ensureN8n();
	lockUserFolder();
	if (fresh) rmSync(USER_FOLDER, { recursive: true, force: true });
	mkdirSync(USER_FOLDER, { recursive: true });
	writeFileSync(LOG, '');
	const log = (line) => appendFileSync(LOG, `${line}\n`);

	console.log('Packing and installing the package …');
	const tarball = await packProject();
	const { name, version } = await installPackage(installed.node, USER_FOLDER, tarball);

	console.log('Importing the credentials and the example workflows …');
	const { sandbox, hasMoved } = await startKept(path.join(USER_FOLDER, 'sandbox.json'));
	const credentials = demoCredentials(sandbox.demo);
	const workflows = forSandbox(exampleWorkflows());
	const commands = commandLine({ installed, userFolder: USER_FOLDER });
	// Imported on every start, so that they work even if the user changed them.
	await commands.importCredentials(credentials);
	const imported = existsSync(IMPORTED) ? JSON.parse(readFileSync(IMPORTED, 'utf8')) : [];
	const missing = workflows.filter(({ id }) => !imported.includes(id));
	if (missing.length > 0) await commands.importWorkflows(missing);
	writeFileSync(IMPORTED, JSON.stringify([...imported, ...missing.map(({ id }) => id)]));

	console.log('Starting n8n …');
	const stopCounting = countSeconds('starting n8n');
	const starting = startN8n({ installed, userFolder: USER_FOLDER, port, log });
	const n8n = await starting.finally(stopCounting);
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
			guide: guide(sandbox),
			code: sandbox.issueCode(),
			hasMoved,
			log: path.relative(process.cwd(), LOG),
		}),
	);

	void answerKeys(sandbox);
	await n8n.ended;
	throw new UserError('n8n exited unexpectedly.', `See its log: ${LOG}`);
});

function lockUserFolder() {
	mkdirSync(path.dirname(USER_FOLDER), { recursive: true });
	const file = `${USER_FOLDER}.pid`;
	lock(file, (pid) => {
		return new UserError(
			`n8n is already running with ${USER_FOLDER} (started by process ${pid}).`,
			`Stop it first. (If that process is something else, delete ${file}.)`,
		);
	});
}

/** Does what the user asks for, one line after the other. */
async function answerKeys(sandbox) {
	const move = moveInTurn(sandbox);
	for await (const line of createInterface({ input: process.stdin })) {
		console.log(line.trim().toLowerCase() === 'c' ? sandbox.issueCode() : move());
	}
}
