import { spawnSync } from 'node:child_process';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const at = (...parts: readonly string[]): string => path.join(__dirname, ...parts);
const modified = (file: string): number => (existsSync(file) ? statSync(file).mtimeMs : 0);
const INSTALLED = at('node_modules', '.installed');

/**
 * Installs the other clients into this folder's own node_modules if they are not there yet. False
 * when that does not work, e.g. without a network: the benchmark then goes on without them.
 */
export function installPeers(): boolean {
	if (modified(INSTALLED) >= modified(at('package-lock.json'))) return true;
	const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
		cwd: __dirname,
		stdio: 'inherit',
		shell: process.platform === 'win32',
	});
	if (status !== 0) return false;
	writeFileSync(INSTALLED, '');
	return true;
}
