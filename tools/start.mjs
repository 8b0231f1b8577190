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
import { PROGRAMS, readOptions } from './options.cjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const at = (...parts) => path.join(root, ...parts);
const bin = (name) =>
	at('node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);

const OLDEST_NODE = '20.18.1';

function fail(text) {
	process.stderr.write(`${text}\n`);
	process.exit(1);
}

function checkNode() {
	const have = process.versions.node;
	if (have.localeCompare(OLDEST_NODE, 'en', { numeric: true }) >= 0) return;
	fail(`Node.js ${OLDEST_NODE} or newer is required. Found ${have}.`);
}

/** Modification times of a folder and all in it, in milliseconds; a missing folder has none. */
function times(folder) {
	if (!existsSync(folder)) return [];
	const files = readdirSync(folder, { recursive: true }).map((name) => path.join(folder, name));
	return [folder, ...files].map((file) => ({ file, time: statSync(file).mtimeMs }));
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
	const sources = sourceFolders().flatMap((name) => times(at(name)).map(({ time }) => time));
	// The build empties dist first and copies the icons last, so an icon means that it succeeded.
	const icons = times(at('dist')).filter(({ file }) => file.endsWith('.svg'));
	return Math.max(0, ...icons.map(({ time }) => time)) > Math.max(...configs, ...sources);
}

function build() {
	if (!isBuilt()) step('Building', 'npm', ['run', '--silent', 'build'], false);
}

/** The command line of a program. */
function commandOf(name) {
	if (name === 'test') return [bin('jest')];
	const { script } = PROGRAMS[name];
	if (!script) return ['npm', name];
	return [script.endsWith('.ts') ? bin('tsx') : process.execPath, at(script)];
}

const [name = '', ...args] = process.argv.slice(2);
const names = ['test', ...Object.keys(PROGRAMS)];
if (!names.includes(name)) fail(`Usage: node tools/start.mjs ${names.join(' | ')}`);
checkNode();
// Jest checks its own options.
if (name !== 'test') readOptions(name, args);
install();
if (name === 'test' || PROGRAMS[name].build) build();

const [command, ...own] = commandOf(name);
const child = spawn(command, [...own, ...args], {
	cwd: root,
	stdio: 'inherit',
	shell: process.platform === 'win32',
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 130 : (code ?? 1)));
