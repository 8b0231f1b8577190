import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { n8nEnvironment } from '../commands.mjs';
import { freePort } from '../ports.mjs';
import { start } from '../processes.mjs';

const START_LIMIT_MS = 180_000;
const POLL_MS = 250;
const KEPT_LINES = 30;

/**
 * Starts a worker with its own user folder and waits until it is ready.
 *
 * @param {object} options
 * @param {import('../install.mjs').Installed} options.installed
 * @param {string} options.userFolder with the package installed
 * @param {Record<string, string>} options.env configures the queue and the database
 * @param {number} options.concurrency concurrent executions
 * @returns {Promise<{pid: number, stop: () => Promise<void>}>}
 */
export async function startWorker({ installed, userFolder, env, concurrency }) {
	const port = await freePort();
	const lines = [];
	const args = [installed.n8n, 'worker', `--concurrency=${concurrency}`];
	const { child, ended, stop } = start(installed.node, args, {
		cwd: path.resolve(userFolder),
		env: await n8nEnvironment(installed, userFolder, {
			...env,
			QUEUE_HEALTH_CHECK_ACTIVE: 'true',
			QUEUE_HEALTH_CHECK_PORT: String(port),
		}),
		log: (line) => {
			if (lines.push(line) > KEPT_LINES) lines.shift();
		},
	});
	let over = false;
	void ended.finally(() => (over = true)).catch(() => {});
	const deadline = Date.now() + START_LIMIT_MS;
	for (;;) {
		const url = `http://127.0.0.1:${port}/healthz/readiness`;
		if ((await fetch(url).catch(() => null))?.ok) return { pid: child.pid, stop };
		if (over || Date.now() > deadline) {
			await stop();
			throw new Error(`The worker did not start:\n${lines.join('\n')}`);
		}
		await pause(POLL_MS);
	}
}
