/**
 * Starts a real n8n with this package installed, the sandbox behind it and the example workflows in it.
 *
 *   npm run n8n [-- [--fresh] [--port=5678]]
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
import { parseArgs } from 'node:util';
import { commandLine } from './commands.mjs';
import { PROJECT, demoCredentials, exampleWorkflows, startSandbox } from './demo.mjs';
import { ensureN8n } from './install.mjs';
import { claimUserFolder, startN8n } from './n8n.mjs';
import { installPackage, withTarball } from './package.mjs';
import { requireFreePort } from './ports.mjs';
import { expectInterrupt, program } from './processes.mjs';
import { OWNER } from './rest.mjs';
import { Trouble } from './trouble.mjs';

const USER_FOLDER = path.join(PROJECT, '.cache', 'n8n-user');
const LOG = path.join(USER_FOLDER, 'n8n.log');
/** Ids of the examples that have been imported: once each, lest a change made to one is lost. */
const IMPORTED = path.join(USER_FOLDER, 'imported.json');

await program(async () => {
	const { fresh, port } = options();
	if (port !== 0) await requireFreePort(port);
	const installed = await ensureN8n();
	claimUserFolder(USER_FOLDER);
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
	const workflows = exampleWorkflows();
	const commands = commandLine({ installed, userFolder: USER_FOLDER });
	await commands.importCredentials(demoCredentials(sandbox.demo));
	const imported = existsSync(IMPORTED) ? JSON.parse(readFileSync(IMPORTED, 'utf8')) : [];
	const missing = workflows.filter(({ id }) => !imported.includes(id));
	if (missing.length > 0) await commands.importWorkflows(missing);
	writeFileSync(IMPORTED, JSON.stringify([...imported, ...missing.map(({ id }) => id)]));

	console.log('Starting n8n …');
	const n8n = await startN8n({ installed, userFolder: USER_FOLDER, port, log });
	await n8n.signIn();
	expectInterrupt();
	console.log(`
n8n ${installed.version} with ${name} ${version}:  ${n8n.url}

  E-mail        ${OWNER.email}
  Password      ${OWNER.password}
  Workflows     ${workflows.map((workflow) => workflow.name).join(', ')}
  Credentials   AliExpress (demo), Tuya (demo): they lead to the sandbox at ${sandbox.baseUrl}
  Log           ${path.relative(process.cwd(), LOG)}

Ctrl-C ends it all. What you do here is kept until you start with --fresh.`);

	const which = await Promise.race([
		n8n.ended.then(() => 'n8n'),
		sandbox.ended.then(() => 'The sandbox'),
	]);
	throw new Trouble(`${which} has ended by itself.`, `Its last words are in ${LOG}.`);
});

function options() {
	try {
		const { values } = parseArgs({
			options: { fresh: { type: 'boolean', default: false }, port: { type: 'string' } },
		});
		const port = Number(values.port ?? 0);
		if (!(Number.isInteger(port) && port >= 0 && port < 65_536)) {
			throw new Error(`${values.port} is not a port.`);
		}
		return { fresh: values.fresh, port };
	} catch (thrown) {
		throw new Trouble(thrown.message, 'Use: npm run n8n [-- [--fresh] [--port=5678]]');
	}
}
