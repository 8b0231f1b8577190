import { existsSync } from 'node:fs';
import path from 'node:path';

import { codes } from '../../tools/docs/markdown';
import { read, ROOT } from '../../tools/docs/readme';

const NAMES = [
	{ name: 'aliexpress', Name: 'AliExpress' },
	{ name: 'tuya', Name: 'Tuya' },
];

/** The paths in backticks; `<p>` and `<name>` stand for a provider. */
const paths = ['AGENTS.md', 'CONTRIBUTING.md']
	.flatMap((file) => codes(read(file).replace(/```[\s\S]*?```/g, '')))
	.filter((code) => /^[\w.<>-]+\/[\w./<>-]*$/.test(code))
	.flatMap((code) =>
		NAMES.map(({ name, Name }) => code.replace(/<p>|<name>/g, name).replaceAll('<Name>', Name)),
	);

test('every path that contributors are pointed to exists', () => {
	expect(paths).toContain('providers/tuya/index.ts');
	expect(paths.filter((name) => !existsSync(path.join(ROOT, name)))).toEqual([]);
});
