import { outdatedPackages, type Packages } from '../../tools/installed.cjs';

const [C, D] = ['node_modules/c', 'node_modules/d'];
const locked: Packages = {
	'': { dependencies: { a: '^1.0.0' }, devDependencies: { b: '2.0.0' } },
	'node_modules/a': { version: '1.2.0', dependencies: { c: '3' } },
	'node_modules/b': { version: '2.0.0' },
	'node_modules/c': { version: '3.0.0' },
	'node_modules/only-on-windows': { version: '1.0.0' },
};
const { '': _project, 'node_modules/only-on-windows': _other, ...installed } = locked;

const { 'node_modules/b': _b, ...withoutB } = installed;
test.each<[string, Packages, readonly string[]]>([
	['accepts what npm installs, without the packages of other platforms', installed, []],
	['names a missing direct dependency', withoutB, ['node_modules/b']],
	['names another version', { ...installed, 'node_modules/c': { version: '2.9.0' } }, [C]],
	['names what it no longer has', { ...installed, 'node_modules/d': { version: '1.0.0' } }, [D]],
])('comparing an installation with the lockfile %s', (_, packages, outdated) => {
	expect(outdatedPackages(locked, packages)).toEqual(outdated);
});
