import { spawn } from 'node:child_process';
import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { Trouble } from './trouble.mjs';

const TETHER = fileURLToPath(new URL('tether.cjs', import.meta.url));
const GRACE_MS = 5_000;
/** The terminal and the parent may both pass on one Ctrl-C; a later one is a second. */
const SAME_INTERRUPT_MS = 1_000;

/** What is to be undone when this process ends, and the children to end before that. */
const undos = new Set();
const children = new Set();
let interruptedAt = 0;
let interruptCode = null;

/**
 * Registers something to undo when this process ends in any way but SIGKILL.
 *
 * @param {() => void} undo runs synchronously
 * @returns {() => void} takes it off the list again, without running it
 */
export function atEnd(undo) {
	undos.add(undo);
	return () => undos.delete(undo);
}

/** From now on an interruption is how the program is meant to end: its exit code is 0. */
export function expectInterrupt() {
	interruptCode = 0;
}

process.on('exit', () => {
	for (const child of children) signalGroup(child, 'SIGKILL');
	for (const undo of [...undos].reverse()) undo();
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
	process.on(signal, () => {
		const code = interruptCode ?? 128 + os.constants.signals[signal];
		if (interruptedAt > 0) {
			if (Date.now() - interruptedAt > SAME_INTERRUPT_MS) process.exit(code);
			return;
		}
		interruptedAt = Date.now();
		console.log('\nEnding …');
		void Promise.allSettled([...children].map(stop)).then(() => process.exit(code));
	});
}

/**
 * Runs a program's main function; a rejection is printed and becomes exit code 1.
 *
 * @param {() => Promise<void>} main
 */
export async function program(main) {
	try {
		await main();
	} catch (thrown) {
		if (interruptedAt > 0) return;
		if (thrown instanceof Trouble) console.error(`\n${thrown.message}\n${thrown.advice}`);
		else console.error(thrown);
		process.exit(1);
	}
}

/**
 * Starts a Node program in a process group of its own that ends with this process.
 *
 * @param {string} node path of the Node binary
 * @param {readonly string[]} args its options, the script and the script's arguments
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, polite?: boolean, log?: (line: string) => void}} options
 *   `polite` lowers the priority; `log` takes each line of output, else the output is kept
 * @returns {{child: import('node:child_process').ChildProcess,
 *   ended: Promise<{code: number | null, output: string}>, stop: () => Promise<void>}}
 *   `output` is standard output and standard error together
 */
export function start(node, args, { cwd, env, polite = false, log } = {}) {
	const child = spawn(node, ['--require', TETHER, ...args], {
		cwd,
		env,
		detached: true,
		stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
	});
	children.add(child);
	if (polite && child.pid) os.setPriority(child.pid, 10);

	let output = '';
	const keep = (text) => (output += text);
	child.stdout.setEncoding('utf8').on('data', log ? byLine(log) : keep);
	child.stderr.setEncoding('utf8').on('data', log ? byLine(log) : keep);
	const ended = new Promise((resolve, reject) => {
		child.once('error', reject);
		// What the child itself started and left behind.
		child.once('exit', () => signalGroup(child, 'SIGKILL'));
		child.once('close', (code) => resolve({ code, output }));
	}).finally(() => children.delete(child));
	return { child, ended, stop: () => stop(child) };
}

function byLine(log) {
	let rest = '';
	return (text) => {
		const lines = (rest + text).split('\n');
		rest = lines.pop() ?? '';
		lines.forEach((line) => log(line));
	};
}

/** Asks the child to end, and after a grace period makes it. */
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
