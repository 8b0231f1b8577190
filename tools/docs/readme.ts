import { readFileSync } from 'node:fs';
import path from 'node:path';

import { section, tables, type Table } from './markdown';

export const ROOT = path.resolve(__dirname, '../..');

/** A file of the project as text. */
export const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

export const README = read('README.md');

/** The first table below a heading of the README, or the one at `at`. */
export const table = (title: string, at = 0): Table => tables(section(README, title))[at] ?? [];
