import { existsSync } from 'node:fs';
import path from 'node:path';

import { codes } from '../../tools/docs/markdown';
import { read, ROOT } from '../../tools/docs/readme';

const NAMES = [
	{ name: 'aliexpress', Name: 'AliExpress' },
	{ name: 'tuya', Name: 'Tuya' },
];

/** The paths in backticks; `<p>` and `<name>` stand for a provider. */
const paths = codes(read('CONTRIBUTING.md').replace(/```[\s\S]*?```/g, ''))
	.filter((code) => /^[\w.<>-]+\/[\w./<>-]*$/.test(code))
	.flatMap((code) =>
		NAMES.map(({ name, Name }) => code.replace(/<p>|<name>/g, name).replaceAll('<Name>', Name)),
	);

test.each([...new Set(paths)])('CONTRIBUTING.md names %s, which exists', (name) => {
	expect(existsSync(path.join(ROOT, name))).toBe(true);
});
