import { outdatedPackages, type Packages } from '../../tools/installed.cjs';

const locked: Packages = {
	'': { dependencies: { a: '^1.0.0' }, devDependencies: { b: '2.0.0' } },
	'node_modules/a': { version: '1.2.0', dependencies: { c: '3' } },
	'node_modules/b': { version: '2.0.0' },
	'node_modules/c': { version: '3.0.0' },
	'node_modules/only-on-windows': { version: '1.0.0' },
};
const { '': _project, 'node_modules/only-on-windows': _other, ...installed } = locked;

describe('comparing an installation with the lockfile', () => {
	it('accepts what npm installs, without the packages of other platforms', () => {
		expect(outdatedPackages(locked, installed)).toEqual([]);
	});

	it('names a missing direct dependency', () => {
		const { 'node_modules/b': _b, ...rest } = installed;
		expect(outdatedPackages(locked, rest)).toEqual(['node_modules/b']);
	});

	it('names a package in another version', () => {
		const older = { ...installed, 'node_modules/c': { version: '2.9.0' } };
		expect(outdatedPackages(locked, older)).toEqual(['node_modules/c']);
	});

	it('names a package that the lockfile no longer has', () => {
		const more = { ...installed, 'node_modules/d': { version: '1.0.0' } };
		expect(outdatedPackages(locked, more)).toEqual(['node_modules/d']);
	});
});
