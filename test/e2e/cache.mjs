import { existsSync, mkdirSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { lock } from './pidLock.mjs';
import { atEnd } from './processes.mjs';
import { UserError } from './userError.mjs';

const MARKER = 'complete.json';

/** Folder for downloaded programs: outside the clone, shared by all clones. */
export function cacheRoot() {
	const home = process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache');
	return path.resolve(process.env.N8N_CACHE || path.join(home, 'n8n-nodes-marketplace-orders'));
}

/** True when the folder of that name is complete. */
export const isCached = (name) => existsSync(path.join(cacheRoot(), name, MARKER));

/**
 * Creates a folder atomically: it is filled under a temporary name, marked as complete and renamed.
 * Leftovers of an interrupted call are deleted on exit or by the next call.
 *
 * @param {string} name folder name, including the version
 * @param {number} bytes disk space required
 * @param {(folder: string) => Promise<void>} make fills the empty folder
 * @returns {Promise<string>} path of the complete folder
 */
export async function cachedFolder(name, bytes, make) {
	const folder = path.join(cacheRoot(), name);
	if (isCached(name)) return folder;

	const partial = `${folder}.partial`;
	mkdirSync(cacheRoot(), { recursive: true });
	const release = lock(`${partial}.pid`, (pid) => {
		return new UserError(
			`Process ${pid} is already installing into ${partial}.`,
			`Wait until it has finished, then try again. (If that process is something else, delete ${partial}.pid.)`,
		);
	});
	const remove = () => rmSync(partial, { recursive: true, force: true, maxRetries: 5 });
	const forget = atEnd(remove);
	try {
		remove();
		requireFreeSpace(cacheRoot(), bytes);
		mkdirSync(partial);
		await make(partial);
		writeFileSync(path.join(partial, MARKER), JSON.stringify({ name, at: new Date() }));
		rmSync(folder, { recursive: true, force: true });
		renameSync(partial, folder);
	} finally {
		forget();
		remove();
		release();
	}
	return folder;
}

function requireFreeSpace(folder, bytes) {
	const free = freeSpace(folder);
	if (free >= bytes) return;
	throw new UserError(
		`Not enough disk space: ${gigabytes(free)} free at ${folder}, ${gigabytes(bytes)} required.`,
		'Free up disk space, or set N8N_CACHE to a folder on a larger disk.',
	);
}

/** Free bytes on the disk that contains the folder. */
export function freeSpace(folder) {
	const { bavail, bsize } = statfsSync(folder);
	return bavail * bsize;
}

export const gigabytes = (bytes) => `${(bytes / 1e9).toFixed(1)} GB`;
