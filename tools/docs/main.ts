/**
 * Writes the generated blocks of the documentation and the schemas of the outputs; with `--check` it
 * only names the files that are not current and exits with 1.
 *
 *   npm run docs -- [--check]
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { format, resolveConfig } from 'prettier';

import { readOptions } from '../options.cjs';
import { documents } from './documents';
import { replaceBlocks } from './generatedBlocks';
import { read, ROOT } from './readme';
import { schemas } from './schemas';

const { check: isCheck } = readOptions('docs');

async function main(): Promise<void> {
	const blocks = Object.entries(await documents());
	const options = { ...(await resolveConfig(path.join(ROOT, 'package.json'))), parser: 'json' };
	const texts = Object.entries(schemas()).map(async ([file, schema]) => [
		file,
		await format(JSON.stringify(schema, null, '\t'), options),
	]);
	const files = {
		...(Object.fromEntries(await Promise.all(texts)) as Record<string, string>),
		...Object.fromEntries(blocks.map(([file, each]) => [file, replaceBlocks(read(file), each)])),
	};
	for (const [file, current] of Object.entries(files)) {
		if (existsSync(path.join(ROOT, file)) && read(file) === current) continue;
		if (isCheck) {
			process.stderr.write(`${file} is not current. Run "npm run docs" and commit the result.\n`);
			process.exitCode = 1;
		} else {
			mkdirSync(path.dirname(path.join(ROOT, file)), { recursive: true });
			writeFileSync(path.join(ROOT, file), current);
			process.stdout.write(`${file} updated.\n`);
		}
	}
}

void main();
