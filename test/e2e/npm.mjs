import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { freeSpace, gigabytes } from './cache.mjs';
import { start } from './processes.mjs';
import { countSeconds } from './progress.mjs';
import { UserError } from './userError.mjs';

const SHOWN_BYTES = 5e7;
const OPTIONS = [
	'--no-audit',
	'--no-fund',
	'--no-update-notifier',
	'--prefer-offline',
	'--loglevel=error',
	'--fetch-retry-mintimeout=1000',
	'--fetch-retry-maxtimeout=5000',
];

/**
 * Patterns in npm's output with cause and advice. The first match is used.
 *
 * @type {ReadonlyArray<[RegExp, string, string]>}
 */
const CAUSES = [
	[
		/ENOSPC/,
		'The disk is full.',
		'Free up disk space, or set N8N_CACHE to a folder on a larger disk, then try again.',
	],
	[
		/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ERR_SOCKET|ENETUNREACH/,
		'npm could not reach a server.',
		'Check the connection and the proxy (`npm ping`), then try again. Finished downloads are cached.',
	],
	[
		/E404|ETARGET/,
		'The npm registry does not have one of the versions.',
		'Compare test/e2e/versions.json with `npm view n8n versions`.',
	],
	[
		/gyp ERR|node-gyp/,
		'A native module could not be built.',
		'Install python3, make and a C++ compiler (Debian: apt install python3 build-essential), then try again.',
	],
];
const UNKNOWN_CAUSE = /** @type {const} */ ([/./, 'npm failed.', 'See its last output above.']);

/**
 * Runs npm with low priority and prints its progress every few seconds.
 *
 * @param {string} node Node.js for npm and the packages' build scripts
 * @param {string} folder where npm runs
 * @param {readonly string[]} args
 * @param {string} phase for the progress lines, e.g. "downloading n8n"
 * @returns {Promise<string>} npm's output
 */
export async function npm(node, folder, args, phase) {
	const freeBefore = freeSpace(folder);
	const stopCounting = countSeconds(phase, () => sizeText(freeBefore - freeSpace(folder)));
	try {
		const run = start(node, [npmScript(), ...args, ...OPTIONS], {
			cwd: folder,
			env: { ...process.env, PATH: pathWith(node) },
			lowPriority: true,
		});
		const { code, output } = await run.ended;
		if (code !== 0) throw explained(phase, output);
		return output;
	} finally {
		stopCounting();
	}
}

/** A PATH on which `node` is the given binary. */
export const pathWith = (node) => [path.dirname(node), process.env.PATH ?? ''].join(path.delimiter);

const sizeText = (bytes) => (bytes < SHOWN_BYTES ? '' : `, ${gigabytes(bytes)} on disk`);

function explained(phase, output) {
	const lastLines = output.trimEnd().split('\n').slice(-15).join('\n');
	const [, cause, advice] = CAUSES.find(([sign]) => sign.test(output)) ?? UNKNOWN_CAUSE;
	return new UserError(`${lastLines}\n\nFailed while ${phase}. ${cause}`, advice);
}

/** Path of npm's script: the npm that started this program, that of this Node.js, or the one on the PATH. */
function npmScript() {
	const onPath = (process.env.PATH ?? '').split(path.delimiter).map((dir) => path.join(dir, 'npm'));
	const npmOfNode = path.join(process.execPath, '../../lib/node_modules/npm/bin/npm-cli.js');
	const script = [process.env.npm_execpath ?? '', npmOfNode, ...onPath]
		.filter((file) => existsSync(file))
		.map((file) => realpathSync(file))
		.find((file) => path.basename(file) === 'npm-cli.js');
	if (script) return script;
	throw new UserError('npm was not found on the PATH.', 'Install npm together with Node.js.');
}
