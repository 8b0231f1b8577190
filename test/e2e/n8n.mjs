import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { commandLine, n8nEnvironment } from './commands.mjs';
import { ensureN8n } from './install.mjs';
import { installPackage, packProject } from './package.mjs';
import { freePort, requireFreePort } from './ports.mjs';
import { start, temporaryFolder, untilReady } from './processes.mjs';
import { rest } from './rest.mjs';

const ANSWER_MS = 5_000;

/**
 * n8n with the packed package, credentials and workflows in a temporary user folder.
 *
 * @param {object} options
 * @param {import('./install.mjs').Installed} [options.installed] default: the tested version
 * @param {string} [options.userFolder]
 * @param {Record<string, string>} [options.env] additional environment variables
 * @param {readonly {id: string, name: string, type: string, data: object}[]} options.credentials
 * @param {readonly object[]} options.workflows
 */
export async function prepareN8n({ installed, userFolder, env = {}, credentials, workflows }) {
	const used = {
		installed: installed ?? (await ensureN8n()),
		userFolder: userFolder ?? temporaryFolder('user'),
		env,
	};
	const tarball = await packProject();
	const { name, version } = await installPackage(used.installed.node, used.userFolder, tarball);
	console.log(`${name} ${version}: packed and installed into n8n ${used.installed.version}.`);
	const commands = commandLine(used);
	await commands.importCredentials(credentials);
	await commands.importWorkflows(workflows);
	return { ...used, tarball, name, start: async () => await startN8n(used) };
}

/**
 * Starts n8n with a user folder, waits until it is ready, and signs in as its owner.
 *
 * @param {object} options
 * @param {import('./install.mjs').Installed} options.installed
 * @param {string} options.userFolder
 * @param {number} [options.port] default: any free port
 * @param {Record<string, string>} [options.env] additional environment variables
 * @param {(line: string) => void} [options.log] receives n8n's output line by line
 */
export async function startN8n({ installed, userFolder, port = 0, env = {}, log }) {
	const chosen = port === 0 ? await freePort() : await requireFreePort(port);
	const base = `http://127.0.0.1:${chosen}/rest`;
	const run = await startServer(['start'], `${base}/settings`, {
		installed,
		userFolder,
		log,
		env: {
			N8N_PORT: String(chosen),
			N8N_LISTEN_ADDRESS: '127.0.0.1',
			N8N_SECURE_COOKIE: 'false',
			...env,
		},
	});
	const { parse } = createRequire(installed.n8n)('flatted');
	const editor = rest(base, parse);
	await editor.signIn();
	return {
		url: `http://localhost:${chosen}`,
		/** Settles when n8n has exited for any reason. */
		ended: run.ended,
		stop: run.stop,
		...commandLine({ installed, userFolder, env }),
		...editor,
	};
}

/**
 * Starts a worker with its own user folder and waits until it is ready.
 *
 * @param {object} options
 * @param {import('./install.mjs').Installed} options.installed
 * @param {string} options.userFolder with the package installed
 * @param {Record<string, string>} options.env configures the queue and the database
 * @param {number} options.concurrency concurrent executions
 */
export async function startWorker({ installed, userFolder, env, concurrency }) {
	const port = await freePort();
	const args = ['worker', `--concurrency=${concurrency}`];
	return await startServer(args, `http://127.0.0.1:${port}/healthz/readiness`, {
		installed,
		userFolder,
		env: {
			...env,
			QUEUE_HEALTH_CHECK_ACTIVE: 'true',
			QUEUE_HEALTH_CHECK_PORT: String(port),
		},
	});
}

/** Starts one of n8n's servers and waits until the address responds. */
async function startServer(args, url, { installed, userFolder, env, log = (_line) => {} }) {
	mkdirSync(userFolder, { recursive: true });
	const run = start(installed.node, [installed.n8n, ...args], {
		cwd: userFolder,
		env: await n8nEnvironment(installed, userFolder, env),
		log,
	});
	await untilReady(run, 'n8n', () => isReady(url));
	return run;
}

/** n8n reports itself healthy before the REST API is up, which until then responds in plain text. */
async function isReady(url) {
	const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) }).catch(() => null);
	return answer?.ok && answer.headers.get('content-type')?.includes('json');
}
