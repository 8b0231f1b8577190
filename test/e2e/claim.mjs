import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { atEnd } from './processes.mjs';

/**
 * Marks something as in use by this process, in a file that holds the process id.
 *
 * @param {string} file
 * @param {(pid: number) => Error} taken what to throw when another running process has it
 * @returns {() => void} gives it back; the end of this process does too
 */
export function claim(file, taken) {
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
