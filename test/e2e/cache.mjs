import { existsSync, mkdirSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { claim } from './claim.mjs';
import { atEnd } from './processes.mjs';
import { Trouble } from './trouble.mjs';

const MARKER = 'complete.json';

/** Where downloaded programs are kept: outside the clone, shared by all clones. */
export function cacheRoot() {
	const home = process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache');
	return path.resolve(process.env.N8N_CACHE || path.join(home, 'n8n-nodes-marketplace-orders'));
}

/** Whether the folder of that name is there, complete. */
export const isCached = (name) => existsSync(path.join(cacheRoot(), name, MARKER));

/**
 * A folder that is either complete or not there: it is made beside its place, marked, and renamed.
 * What an interrupted call left behind is deleted by the interruption, or by the next call.
 *
 * @param {string} name folder name, which holds the version
 * @param {number} bytes free disk space that making it takes
 * @param {(folder: string) => Promise<void>} make fills the empty folder
 * @returns {Promise<string>} path of the complete folder
 */
export async function cachedFolder(name, bytes, make) {
	const folder = path.join(cacheRoot(), name);
	if (isCached(name)) return folder;

	const partial = `${folder}.partial`;
	mkdirSync(cacheRoot(), { recursive: true });
	const release = claim(`${partial}.pid`, (pid) => {
		return new Trouble(
			`Process ${pid} is installing into ${partial} right now.`,
			`Wait until it is done and start again. (If that is another program, delete ${partial}.pid.)`,
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
	throw new Trouble(
		`${gigabytes(free)} are free at ${folder}, and the installation takes ${gigabytes(bytes)}.`,
		'Free some space, or set N8N_CACHE to a folder on a larger disk.',
	);
}

/** Bytes free on the disk that holds the folder. */
export function freeSpace(folder) {
	const { bavail, bsize } = statfsSync(folder);
	return bavail * bsize;
}

export const gigabytes = (bytes) => `${(bytes / 1e9).toFixed(1)} GB`;
