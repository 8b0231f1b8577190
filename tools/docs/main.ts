/**
 * Writes the generated blocks of the documentation; with `--check` it only names the files whose
 * blocks are not current and exits with 1.
 *
 *   npm run docs -- [--check]
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { readOptions } from '../options.cjs';
import { documents } from './documents';
import { replaceBlocks } from './generatedBlocks';
import { read, ROOT } from './readme';

const { check: isCheck } = readOptions('docs');

async function main(): Promise<void> {
	for (const [file, blocks] of Object.entries(await documents())) {
		const text = read(file);
		const current = replaceBlocks(text, blocks);
		if (current === text) continue;
		if (isCheck) {
			process.stderr.write(`${file} is not current. Run "npm run docs" and commit the result.\n`);
			process.exitCode = 1;
		} else {
			writeFileSync(path.join(ROOT, file), current);
			process.stdout.write(`${file} updated.\n`);
		}
	}
}

void main();
