/**
 * Starts one of the project's programs. First installs the dependencies if node_modules does not match
 * package-lock.json, and builds the package if a source is newer than the build.
 *
 *   node tools/start.mjs <program> [arguments]
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { isInstalled } from './installed.cjs';
import { readOptions } from './options.cjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const at = (...parts) => path.join(root, ...parts);
const bin = (name) =>
	at('node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);

/** The command line of each program, and whether it needs the compiled package. */
const PROGRAMS = {
	test: { command: [bin('jest')], build: true },
	demo: { command: [bin('tsx'), at('tools', 'demo', 'demo.ts')], build: true },
	docs: { command: [bin('tsx'), at('tools', 'docs', 'main.ts')], build: false },
	pack: { command: ['npm', 'pack'], build: true },
	sandbox: { command: [bin('tsx'), at('tools', 'sandbox', 'main.ts')], build: false },
	bench: { command: [bin('tsx'), at('tools', 'bench', 'bench.ts')], build: true },
	'rate-limits': {
		command: [bin('tsx'), at('tools', 'bench', 'rateLimits.ts')],
		build: false,
	},
	n8n: { command: [process.execPath, at('test', 'e2e', 'run.mjs')], build: true },
	e2e: { command: [process.execPath, at('test', 'e2e', 'e2e.mjs')], build: true },
	screenshots: { command: [process.execPath, at('test', 'e2e', 'screenshots.mjs')], build: true },
	compat: { command: [process.execPath, at('test', 'e2e', 'compat.mjs')], build: true },
	queue: { command: [process.execPath, at('test', 'e2e', 'queue.mjs')], build: true },
};

const OLDEST_NODE = [20, 18, 1];

function fail(text) {
	process.stderr.write(`${text}\n`);
	process.exit(1);
}

function checkNode() {
	const have = process.versions.node.split('.').map(Number);
	const [index] = OLDEST_NODE.map((_, i) => i).filter((i) => have[i] !== OLDEST_NODE[i]);
	if (index !== undefined && have[index] < OLDEST_NODE[index]) {
		fail(`Node.js ${OLDEST_NODE.join('.')} or newer is required. Found ${process.versions.node}.`);
	}
}

/** Modification times in a folder and all below it, in milliseconds; a missing folder has none. */
function times(folder) {
	if (!existsSync(folder)) return [];
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const file = path.join(folder, entry.name);
		const own = { file, time: statSync(file).mtimeMs };
		return entry.isDirectory() ? [own, ...times(file)] : [own];
	});
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
		fail(
			`${stdout ?? ''}${stderr ?? ''}${title} failed: ${[path.basename(command), ...args].join(' ')}`,
		);
	}
	process.stdout.write(`${title}: done in ${((Date.now() - begun) / 1000).toFixed(0)} s\n`);
}

function install() {
	if (isInstalled(root)) return;
	const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
	step('Installing dependencies (about 1 GB, takes a few minutes)', 'npm', args);
}

/** The folders that tsconfig.json compiles. */
function sourceFolders() {
	const { include } = JSON.parse(readFileSync(at('tsconfig.json'), 'utf8'));
	return [...new Set(include.map((pattern) => pattern.split('/')[0]))];
}

function isBuilt() {
	const configs = ['tsconfig.json', 'package.json'].map((name) => statSync(at(name)).mtimeMs);
	const sources = sourceFolders().flatMap((name) => [
		statSync(at(name)).mtimeMs,
		...times(at(name)).map(({ time }) => time),
	]);
	// The build empties dist first and copies the icons last, so an icon means that it succeeded.
	const icons = times(at('dist')).filter(({ file }) => file.endsWith('.svg'));
	return Math.max(0, ...icons.map(({ time }) => time)) > Math.max(...configs, ...sources);
}

function build() {
	if (!isBuilt()) step('Building', 'npm', ['run', '--silent', 'build'], false);
}

const [name = '', ...args] = process.argv.slice(2);
const program = PROGRAMS[name];
if (!program) fail(`Usage: node tools/start.mjs ${Object.keys(PROGRAMS).join(' | ')}`);
checkNode();
// Jest checks its own options.
if (name !== 'test') readOptions(name, args);
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
