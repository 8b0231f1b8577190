import { spawnSync } from 'node:child_process';

import { isInstalled } from '../installed.cjs';

/**
 * Installs the providers' npm clients into this folder's own node_modules if they are missing.
 *
 * @returns false when that fails, e.g. without a network; the benchmark then skips them
 */
export function installNpmClients(): boolean {
	if (isInstalled(__dirname)) return true;
	const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
		cwd: __dirname,
		stdio: 'inherit',
		shell: process.platform === 'win32',
	});
	return status === 0;
}
