import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';

import manifest from '../package.json';

const ROOT = path.resolve(__dirname, '..');
const LARGEST_PACKAGE = 200_000;
const FOLDERS = 'changes client credentials http json n8n nodes order providers'.split(' ');

interface Packed {
	/** Bytes of the tarball. */
	readonly size: number;
	readonly files: ReadonlyArray<{ readonly path: string }>;
}

/** All files below a folder, relative to the project. */
const filesIn = (folder: string): readonly string[] =>
	readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => path.relative(ROOT, path.join(parentPath, name)));

describe('the published package', () => {
	let packed: Packed;
	let files: readonly string[];
	const built = (isBuilt: boolean) =>
		files.filter((file) => file.startsWith('dist/') === isBuilt).sort();

	beforeAll(() => {
		const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
			cwd: ROOT,
			encoding: 'utf8',
			shell: process.platform === 'win32',
		});
		[packed] = JSON.parse(output) as [Packed];
		files = packed.files.map((file) => file.path);
	});

	it('is small, and contains every file that n8n loads', () => {
		expect(packed.size).toBeLessThan(LARGEST_PACKAGE);
		const { nodes, credentials } = manifest.n8n;
		expect(files).toEqual(expect.arrayContaining([...nodes, ...credentials]));
	});

	it('contains all compiled sources, icons, schemas and codex files, and else only metadata', () => {
		const compiled = FOLDERS.flatMap((folder) => filesIn(path.join('dist', folder)));
		// Requests name the version in it.
		expect(built(true)).toEqual([...compiled, 'dist/package.json'].sort());
		expect(built(false)).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json']);
	});

	it('contains no pictures, tests, tools or sources', () => {
		const unwanted =
			/\.(png|jpe?g|gif|ts|map|tsbuildinfo)$|(^|\/)(tests?|tools|docs|examples)\/|\.test\./;
		expect(files.filter((file) => unwanted.test(file))).toEqual([]);
	});
});
