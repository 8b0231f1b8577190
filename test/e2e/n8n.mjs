import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { lock } from './pidLock.mjs';
import { commandLine, n8nEnvironment } from './commands.mjs';
import { freePort, requireFreePort } from './ports.mjs';
import { start } from './processes.mjs';
import { rest } from './rest.mjs';
import { UserError } from './userError.mjs';

const START_LIMIT_MS = 180_000;
const ANSWER_MS = 5_000;
const POLL_MS = 250;
const KEPT_LINES = 30;

/**
 * Locks a user folder for this process.
 *
 * @param {string} userFolder
 * @returns {() => void} releases the lock
 */
export function lockUserFolder(userFolder) {
	mkdirSync(path.dirname(userFolder), { recursive: true });
	const file = `${userFolder}.pid`;
	return lock(file, (pid) => {
		return new UserError(
			`n8n is already running with ${userFolder} (started by process ${pid}).`,
			`Stop it first. (If that process is something else, delete ${file}.)`,
		);
	});
}

/**
 * Starts n8n with a user folder and waits until it is ready.
 *
 * @param {object} options
 * @param {import('./install.mjs').Installed} options.installed
 * @param {string} options.userFolder
 * @param {number} [options.port] default: any free port
 * @param {Record<string, string>} [options.env] additional environment variables
 * @param {(line: string) => void} [options.log] receives n8n's output line by line
 */
export async function startN8n({ installed, userFolder, port = 0, env = {}, log = () => {} }) {
	const chosen = port === 0 ? await freePort() : await requireFreePort(port);
	const release = lockUserFolder(userFolder);
	mkdirSync(userFolder, { recursive: true });
	const url = `http://localhost:${chosen}`;
	const lastLines = [];
	const run = start(installed.node, [installed.n8n, 'start'], {
		cwd: userFolder,
		env: await n8nEnvironment(installed, userFolder, {
			N8N_PORT: String(chosen),
			N8N_LISTEN_ADDRESS: '127.0.0.1',
			N8N_SECURE_COOKIE: 'false',
			...env,
		}),
		log: (line) => {
			if (lastLines.push(line) > KEPT_LINES) lastLines.shift();
			log(line);
		},
	});
	void run.ended.finally(release).catch(() => {});
	if (!(await ready(chosen, run.ended))) {
		await run.stop();
		throw new UserError(
			`${lastLines.join('\n')}\n\nn8n did not start.`,
			'See its last output above.',
		);
	}

	const { parse } = createRequire(installed.n8n)('flatted');
	return {
		url,
		/** Settles when n8n has exited for any reason. */
		ended: run.ended,
		stop: run.stop,
		...commandLine({ installed, userFolder, env }),
		...rest(`http://127.0.0.1:${chosen}/rest`, parse),
	};
}

async function ready(port, ended) {
	const url = `http://127.0.0.1:${port}/rest/settings`;
	const deadline = Date.now() + START_LIMIT_MS;
	let over = false;
	void ended.finally(() => (over = true)).catch(() => {});
	while (!over && Date.now() < deadline) {
		// n8n reports itself healthy before the REST API is up, which until then responds in plain text.
		const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) }).catch(() => null);
		if (answer?.ok && answer.headers.get('content-type')?.includes('json')) return true;
		await pause(POLL_MS);
	}
	return false;
}
