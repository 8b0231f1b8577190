import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { UserError } from './userError.mjs';

const EXIT_WITH_PARENT = fileURLToPath(new URL('exitWithParent.cjs', import.meta.url));
const GRACE_MS = 5_000;
const START_LIMIT_MS = 180_000;
const POLL_MS = 250;
const KEPT_LINES = 30;
/** The terminal and the parent can both send the signal of a single Ctrl-C. */
const SAME_INTERRUPT_MS = 1_000;

/** Cleanups for when this process exits, and the child processes to stop before them. */
const cleanups = new Set();
const children = new Set();
let interruptedAt = 0;
let interruptCode = null;

/**
 * Registers a cleanup that runs when this process exits for any reason but SIGKILL.
 *
 * @param {() => void} cleanup runs synchronously
 * @returns {() => void} removes the cleanup without running it
 */
export function atEnd(cleanup) {
	cleanups.add(cleanup);
	return () => cleanups.delete(cleanup);
}

/** Creates a folder that is deleted when this process exits. */
export function temporaryFolder(name) {
	const folder = mkdtempSync(path.join(os.tmpdir(), `n8n-${name}-`));
	atEnd(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
	return folder;
}

/** From now on, Ctrl-C is the normal way to stop the program: the exit code is 0. */
export function exitZeroOnInterrupt() {
	interruptCode = 0;
}

process.on('exit', () => {
	for (const child of children) signalGroup(child, 'SIGKILL');
	for (const cleanup of [...cleanups].reverse()) cleanup();
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
	process.on(signal, () => {
		const code = interruptCode ?? 128 + os.constants.signals[signal];
		if (interruptedAt > 0) {
			if (Date.now() - interruptedAt > SAME_INTERRUPT_MS) process.exit(code);
			return;
		}
		interruptedAt = Date.now();
		console.log('\nStopping …');
		void Promise.allSettled([...children].map(stop)).then(() => process.exit(code));
	});
}

/**
 * Runs a program's main function. Prints a rejection and exits with 1.
 *
 * @param {() => Promise<void>} main
 */
export async function program(main) {
	try {
		await main();
	} catch (thrown) {
		if (interruptedAt > 0) return;
		if (thrown instanceof UserError) console.error(`\n${thrown.message}\n${thrown.advice}`);
		else console.error(thrown);
		process.exit(1);
	}
}

/**
 * Starts a Node.js program as `launch` does; it also stops when this process is killed.
 *
 * @param {string} node path of the Node binary
 * @param {readonly string[]} args its options, the script and the script's arguments
 * @param {Parameters<typeof launch>[2]} [options]
 */
export const start = (node, args, options) =>
	launch(node, ['--require', EXIT_WITH_PARENT, ...args], options);

/**
 * Starts a program in its own process group, which stops when this process exits.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, lowPriority?: boolean, log?: (line: string) => void}} options
 *   `lowPriority` lowers the CPU priority; `log` receives each line of output, of which the last ones
 *   are collected, otherwise all of it
 * @returns {{ended: Promise<{code: number | null, output: string}>, stop: () => Promise<void>,
 *   output: () => string}} `output` is standard output and standard error together
 */
export function launch(command, args, { cwd, env, lowPriority = false, log } = {}) {
	const child = spawn(command, args, {
		cwd,
		env,
		detached: true,
		stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
	});
	children.add(child);
	if (lowPriority && child.pid) os.setPriority(child.pid, 10);

	const lines = [];
	for (const input of [child.stdout, child.stderr]) {
		createInterface({ input }).on('line', (line) => {
			if (lines.push(line) > KEPT_LINES && log) lines.shift();
			log?.(line);
		});
	}
	const output = () => lines.join('\n');
	const ended = new Promise((resolve, reject) => {
		child.once('error', reject);
		// Stops processes that the child started and left running.
		child.once('exit', () => signalGroup(child, 'SIGKILL'));
		child.once('close', (code) => resolve({ code, output: output() }));
	}).finally(() => children.delete(child));
	return { ended, stop: () => stop(child), output };
}

/**
 * Waits until a program that was started responds; throws if it ends, or takes too long.
 *
 * @param {Pick<ReturnType<typeof launch>, 'ended' | 'stop' | 'output'>} run
 * @param {string} name
 * @param {() => boolean | Promise<boolean>} isReady
 */
export async function untilReady(run, name, isReady) {
	let over = false;
	void run.ended.finally(() => (over = true)).catch(() => {});
	const deadline = Date.now() + START_LIMIT_MS;
	while (!(await isReady())) {
		if (over || Date.now() > deadline) {
			await run.stop();
			const problem = `${run.output()}\n\n${name} did not start.`;
			throw new UserError(problem, 'See its last output above.');
		}
		await pause(POLL_MS);
	}
}

/** Sends SIGTERM and, after a grace period, SIGKILL. */
async function stop(child) {
	if (!children.has(child)) return;
	const closed = new Promise((resolve) => child.once('close', resolve));
	const force = setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS);
	child.kill('SIGTERM');
	await closed;
	clearTimeout(force);
}

function signalGroup(child, signal) {
	try {
		if (child.pid) process.kill(-child.pid, signal);
	} catch (thrown) {
		if (thrown.code !== 'ESRCH') throw thrown;
	}
}
