import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PROJECT } from './demo.mjs';
import { npm } from './npm.mjs';
import { temporaryFolder } from './processes.mjs';

/**
 * Packs this project as `npm publish` would.
 *
 * @returns {Promise<string>} path of the tarball, which is deleted when this process exits
 */
export async function packProject() {
	const folder = temporaryFolder('package');
	const args = ['pack', '--ignore-scripts', '--json', `--pack-destination=${folder}`];
	const output = await npm(process.execPath, PROJECT, args, 'packing the project');
	const [{ filename }] = JSON.parse(output.slice(output.indexOf('[')));
	return path.join(folder, filename);
}

/**
 * Installs a packed community package into a user folder as n8n does (see its
 * `CommunityPackagesService.downloadPackage`): unpacked into `.n8n/nodes/node_modules/<name>`, which
 * also gets the runtime dependencies, and listed in `.n8n/nodes/package.json`.
 *
 * @param {string} node the Node.js that n8n runs on
 * @param {string} userFolder
 * @param {string} tarball
 * @returns {Promise<{name: string, version: string}>}
 */
export async function installPackage(node, userFolder, tarball) {
	const nodes = path.join(userFolder, '.n8n', 'nodes');
	const modules = path.join(nodes, 'node_modules');
	mkdirSync(modules, { recursive: true });
	// On the same disk as its final location, under a name that n8n ignores.
	const unpacked = mkdtempSync(path.join(modules, '.unpacked-'));
	try {
		execFileSync('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1']);
		const { name, version } = keepRuntimeDependencies(path.join(unpacked, 'package.json'));
		const args = [
			'install',
			'--bin-links=false',
			'--install-strategy=shallow',
			'--ignore-scripts=true',
			'--package-lock=false',
		];
		await npm(node, unpacked, args, `installing the dependencies of ${name}`);
		const place = path.join(modules, name);
		rmSync(place, { recursive: true, force: true });
		renameSync(unpacked, place);
		writeJson(path.join(nodes, 'package.json'), {
			name: 'installed-nodes',
			private: true,
			dependencies: { [name]: version },
		});
		return { name, version };
	} finally {
		rmSync(unpacked, { recursive: true, force: true });
	}
}

function keepRuntimeDependencies(file) {
	const manifest = JSON.parse(readFileSync(file, 'utf8'));
	for (const key of ['devDependencies', 'peerDependencies', 'optionalDependencies']) {
		delete manifest[key];
	}
	writeJson(file, manifest);
	return manifest;
}

const writeJson = (file, value) => writeFileSync(file, JSON.stringify(value, null, 2));
