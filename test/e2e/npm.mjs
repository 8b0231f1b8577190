import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { freeSpace, gigabytes } from './cache.mjs';
import { start } from './processes.mjs';
import { Trouble } from './trouble.mjs';

const PROGRESS_MS = 5_000;
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

/** What npm's output tells, and what the user can do about it. The first match counts. */
const CAUSES = [
	[
		/ENOSPC/,
		'The disk is full.',
		'Free some space, or set N8N_CACHE to a folder on a larger disk, and start again.',
	],
	[
		/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ERR_SOCKET|ENETUNREACH/,
		'A server that npm downloads from was out of reach.',
		'Check the connection and the proxy (`npm ping`) and start again; what npm has downloaded it keeps.',
	],
	[
		/E404|ETARGET/,
		'The npm registry does not have one of the versions.',
		'Compare test/e2e/versions.json with `npm view n8n versions`.',
	],
	[
		/gyp ERR|node-gyp/,
		'A native module could not be built.',
		'Install python3, make and a C++ compiler (Debian: apt install python3 build-essential) and start again.',
	],
];
const UNKNOWN_CAUSE = [/./, 'npm gave up.', 'The lines above are its last words.'];

/**
 * Runs npm, politely, telling every few seconds how far it is.
 *
 * @param {string} node the Node.js that npm and the packages' build scripts run on
 * @param {string} folder where npm runs
 * @param {readonly string[]} args
 * @param {string} phase what is going on, as in "downloading n8n"
 * @param {(line: string) => void} log
 * @returns {Promise<string>} npm's output
 */
export async function npm(node, folder, args, phase, log) {
	const began = Date.now();
	const freeBefore = freeSpace(folder);
	const ticker = setInterval(() => {
		log(progress(phase, Date.now() - began, freeBefore - freeSpace(folder)));
	}, PROGRESS_MS);
	try {
		const run = start(node, [npmScript(), ...args, ...OPTIONS], {
			cwd: folder,
			env: { ...process.env, PATH: firstOnPath(node) },
			polite: true,
		});
		const { code, output } = await run.ended;
		if (code !== 0) throw explained(phase, output);
		return output;
	} finally {
		clearInterval(ticker);
	}
}

/** The PATH on which `node` is the given one. */
export const firstOnPath = (node) =>
	[path.dirname(node), process.env.PATH ?? ''].join(path.delimiter);

function progress(phase, elapsedMs, bytes) {
	const seconds = String(Math.round(elapsedMs / 1000)).padStart(4);
	const size = bytes < SHOWN_BYTES ? '' : `, ${gigabytes(bytes)} on disk`;
	return `${seconds} s  ${phase}${size}`;
}

function explained(phase, output) {
	const lastLines = output.trimEnd().split('\n').slice(-15).join('\n');
	const [, cause, advice] = CAUSES.find(([sign]) => sign.test(output)) ?? UNKNOWN_CAUSE;
	return new Trouble(`${lastLines}\n\nStopped while ${phase}. ${cause}`, advice);
}

/** npm's own script: of the npm that started us, of this Node.js, or on the PATH. */
function npmScript() {
	const onPath = (process.env.PATH ?? '').split(path.delimiter).map((dir) => path.join(dir, 'npm'));
	const besideNode = path.join(process.execPath, '../../lib/node_modules/npm/bin/npm-cli.js');
	const script = [process.env.npm_execpath ?? '', besideNode, ...onPath]
		.filter((file) => existsSync(file))
		.map((file) => realpathSync(file))
		.find((file) => path.basename(file) === 'npm-cli.js');
	if (script) return script;
	throw new Trouble('npm was not found on the PATH.', 'Install it with Node.js.');
}
