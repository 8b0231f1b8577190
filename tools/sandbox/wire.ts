import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const MARK = '\u0001';
const MARKED = /"\\u0001(\d+)"/g;

/** Marks digits that `toJson` writes as a JSON number, however long. */
export const rawNumber = (digits: string): string => MARK + digits;

/** JSON text with each `rawNumber` written without quotes. */
export const toJson = (value: unknown): string => JSON.stringify(value).replace(MARKED, '$1');

/** Text as it is, and anything else as JSON. */
export const textOf = (body: unknown): string =>
	typeof body === 'string' ? body : JSON.stringify(body);

/** The object that a JSON text has; an empty one if it has none. */
export function objectIn(text: string | null | undefined): Readonly<Record<string, unknown>> {
	try {
		const value: unknown = JSON.parse(text ?? '');
		return typeof value === 'object' && value !== null ? { ...value } : {};
	} catch {
		return {};
	}
}

/** The text of a file in test/fixtures. */
export const fixture = (name: string): string =>
	readFileSync(join(__dirname, '..', '..', 'test', 'fixtures', name), 'utf8');

/** Cents as decimal text: 104 → `1.04`. */
export const decimal = (cents: number): string => (cents / 100).toFixed(2);
