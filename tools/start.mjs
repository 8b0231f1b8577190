/**
 * Runs one of the project's programs on a fresh clone: installs what the lockfile names if it is not
 * there, builds if a source is newer than the build, then starts the program.
 *
 *   node tools/start.mjs <program> [arguments]
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const at = (...parts) => path.join(root, ...parts);
const bin = (name) =>
	at('node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);

/** Each program: what it is started with, and whether it needs the build. */
const PROGRAMS = {
	test: { command: [bin('jest')], build: true },
	demo: { command: [bin('tsx'), at('tools', 'demo', 'demo.ts')], build: true },
	sandbox: { command: [bin('tsx'), at('tools', 'sandbox', 'main.ts')], build: false },
	bench: { command: [bin('tsx'), at('tools', 'bench', 'bench.ts')], build: true },
	soak: { command: [bin('tsx'), at('tools', 'soak', 'soak.ts')], build: true },
	n8n: { command: [process.execPath, at('test', 'e2e', 'run.mjs')], build: true },
	e2e: { command: [process.execPath, at('test', 'e2e', 'e2e.mjs')], build: true },
	screenshots: { command: [process.execPath, at('test', 'e2e', 'screenshots.mjs')], build: true },
	compat: { command: [process.execPath, at('test', 'e2e', 'compat.mjs')], build: true },
	queue: { command: [process.execPath, at('test', 'e2e', 'queue.mjs')], build: true },
};

const OLDEST_NODE = [20, 18, 1];

function complain(text) {
	process.stderr.write(`${text}\n`);
	process.exit(1);
}

function checkNode() {
	const have = process.versions.node.split('.').map(Number);
	const [index] = OLDEST_NODE.map((_, i) => i).filter((i) => have[i] !== OLDEST_NODE[i]);
	if (index !== undefined && have[index] < OLDEST_NODE[index]) {
		complain(`Node ${OLDEST_NODE.join('.')} or newer is needed; this is ${process.versions.node}.`);
	}
}

const modified = (file) => (existsSync(file) ? statSync(file).mtimeMs : 0);

/** The newest change below a folder. */
function newest(folder) {
	let time = modified(folder);
	for (const entry of readdirSync(folder, { withFileTypes: true })) {
		const file = path.join(folder, entry.name);
		time = Math.max(time, entry.isDirectory() ? newest(file) : modified(file));
	}
	return time;
}

function step(title, command, args, shown = true) {
	process.stdout.write(`${title} …\n`);
	const begun = Date.now();
	const { status, error, stdout, stderr } = spawnSync(command, args, {
		cwd: root,
		stdio: ['ignore', shown ? 'inherit' : 'pipe', shown ? 'inherit' : 'pipe'],
		shell: process.platform === 'win32',
	});
	if (error || status !== 0) {
		complain(
			`${stdout ?? ''}${stderr ?? ''}${title}: "${[path.basename(command), ...args].join(' ')}" did not succeed.`,
		);
	}
	process.stdout.write(`${title}: done in ${((Date.now() - begun) / 1000).toFixed(0)} s\n`);
}

const installed = at('node_modules', '.installed');
const built = at('node_modules', '.built');
const product = at('dist', 'nodes', 'GetOrder', 'GetOrder.node.js');

function install() {
	if (modified(installed) >= modified(at('package-lock.json')) && existsSync(bin('tsx'))) return;
	step('Installing dependencies (about 1 GB, some minutes the first time)', 'npm', [
		'ci',
		'--no-audit',
		'--no-fund',
		'--loglevel=error',
	]);
	writeFileSync(installed, '');
}

function build() {
	const sources = [
		'credentials',
		'nodes',
		'n8n',
		'client',
		'providers',
		'order',
		'json',
		'http',
	].map((name) => newest(at(name)));
	const latest = Math.max(...sources, modified(at('tsconfig.json')), modified(at('package.json')));
	if (modified(built) > latest && existsSync(product)) return;
	rmSync(built, { force: true });
	step('Building', 'npm', ['run', '--silent', 'build'], false);
	writeFileSync(built, '');
}

const [name = '', ...args] = process.argv.slice(2);
const program = PROGRAMS[name];
if (!program) complain(`Usage: node tools/start.mjs ${Object.keys(PROGRAMS).join(' | ')}`);
checkNode();
install();
if (program.build) build();

const [command, ...own] = program.command;
const child = spawn(command, [...own, ...args], {
	cwd: root,
	stdio: 'inherit',
	shell: process.platform === 'win32',
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 130 : (code ?? 1)));
