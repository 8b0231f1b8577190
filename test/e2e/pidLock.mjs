import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { atEnd } from './processes.mjs';

/**
 * Locks a resource for this process with a file that contains the process id.
 *
 * @param {string} file
 * @param {(pid: number) => Error} taken creates the error to throw when a running process holds the lock
 * @returns {() => void} releases the lock, which also happens when this process exits
 */
export function lock(file, taken) {
	const pid = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
	if (pid !== process.pid && isRunning(pid)) throw taken(pid);
	writeFileSync(file, String(process.pid));
	const remove = () => rmSync(file, { force: true });
	const forget = atEnd(remove);
	return () => {
		forget();
		remove();
	};
}

function isRunning(pid) {
	if (!(pid > 0)) return false;
	try {
		return process.kill(pid, 0);
	} catch (thrown) {
		return thrown.code === 'EPERM';
	}
}
