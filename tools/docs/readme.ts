import { readFileSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(__dirname, '../..');

/** A file of the project as text. */
export const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

export const README = read('README.md');
