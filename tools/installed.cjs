const { readFileSync } = require('node:fs');
const path = require('node:path');

/**
 * Where npm lists what it installed. Comparing contents instead of file times accepts a plain
 * `npm ci` and ignores a `git checkout` that merely touches package-lock.json.
 */
const HIDDEN_LOCKFILE = path.join('node_modules', '.package-lock.json');

/**
 * Compares an installation with its lockfile. Lockfile entries that npm does not install (optional for
 * another platform, or unreachable) are no difference: a package that is needed and missing always
 * shows as a direct dependency or as a changed version of the package that needs it.
 *
 * @typedef {object} Package
 * @property {string} [version]
 * @property {Readonly<Record<string, string>>} [dependencies]
 * @property {Readonly<Record<string, string>>} [devDependencies]
 *
 * @typedef {Readonly<Record<string, Package>>} Packages by path, such as `node_modules/jest`
 *
 * @param {Packages} locked `packages` of package-lock.json; `''` is the project
 * @param {Packages} installed `packages` of npm's hidden lockfile
 * @returns {string[]} paths such as `node_modules/jest` that are missing or differ in version
 */
function outdatedPackages(locked, installed) {
	const { dependencies, devDependencies } = locked[''] ?? {};
	const direct = Object.keys({ ...dependencies, ...devDependencies })
		.map((name) => `node_modules/${name}`)
		.filter((name) => !installed[name]);
	const changed = Object.keys(installed).filter(
		(name) => installed[name].version !== locked[name]?.version,
	);
	return [...direct, ...changed];
}

/**
 * @param {string} folder with a package-lock.json
 * @returns {boolean} true when its node_modules matches the lockfile
 */
function isInstalled(folder) {
	const packagesOf = (file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')).packages;
	const locked = packagesOf('package-lock.json');
	try {
		return outdatedPackages(locked, packagesOf(HIDDEN_LOCKFILE)).length === 0;
	} catch {
		// No hidden lockfile: nothing is installed, or the installation was interrupted.
		return false;
	}
}

module.exports = { isInstalled, outdatedPackages };
