import { readdirSync } from 'node:fs';
import path from 'node:path';

import { ROOT } from '../../tools/docs/readme';

/** The Markdown files that users and contributors read, relative to the project. */
export const DOCUMENTS: readonly string[] = [
	'README.md',
	'AGENTS.md',
	'CONTRIBUTING.md',
	'CHANGELOG.md',
	...readdirSync(path.join(ROOT, 'docs'))
		.filter((file) => file.endsWith('.md'))
		.map((file) => `docs/${file}`),
];
