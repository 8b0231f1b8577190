import { once } from 'node:events';
import path from 'node:path';
import process from 'node:process';
import { PROJECT } from '../demo.mjs';
import { start } from '../processes.mjs';

/**
 * Starts the sandbox as a child process that responds to questions over IPC.
 *
 * @param {number} callsPerToken accepted calls after which a provider's tokens expire
 * @returns {Promise<{demo: object, mallCode: string, siteCode: string,
 *   ask: (question?: {linesOf?: readonly object[], codes?: number, expire?: boolean,
 *     move?: readonly string[]}) => Promise<any>,
 *   stop: () => Promise<void>}>}
 */
export async function startQueueSandbox(callsPerToken) {
	const script = path.join(PROJECT, 'test/e2e/queue/sandbox.ts');
	const args = ['--import', 'tsx', script, String(callsPerToken)];
	const { child, ended, stop } = start(process.execPath, args, { cwd: PROJECT, env: process.env });
	const died = ended.then(({ output }) =>
		Promise.reject(new Error(`The sandbox exited: ${output}`)),
	);
	died.catch(() => {});
	const [started] = await Promise.race([once(child, 'message'), died]);
	const waiting = new Map();
	let last = 0;
	child.on('message', (/** @type {{ id: number }} */ answer) => {
		waiting.get(answer.id)?.(answer);
		waiting.delete(answer.id);
	});
	const ask = (question = {}) => {
		const id = ++last;
		const answered = new Promise((resolve) => waiting.set(id, resolve));
		child.send({ id, ...question });
		return Promise.race([answered, died]);
	};
	return { ...started, ask, stop };
}
