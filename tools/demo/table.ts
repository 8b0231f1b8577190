type Row = Readonly<Record<string, unknown>>;

const cell = (value: unknown): string =>
	value === null || value === undefined ? '' : String(value);
const LONGEST = 28;
const cut = (text: string): string =>
	text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;

/** The named columns of the rows as a table for a terminal; long texts are cut. */
export function table(rows: readonly Row[], columns: readonly string[]): string {
	const lines = [columns, ...rows.map((row) => columns.map((column) => cut(cell(row[column]))))];
	const widths = columns.map((_, i) =>
		Math.max(...lines.map((line) => [...(line[i] ?? '')].length)),
	);
	const text = lines.map((line) =>
		line
			.map((value, i) => value.padEnd(widths[i] ?? 0))
			.join('  ')
			.trimEnd(),
	);
	text.splice(1, 0, widths.map((width) => '─'.repeat(width)).join('  '));
	return text.join('\n');
}

const quoted = (text: string): string =>
	/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

/** All columns of the rows as CSV (RFC 4180). */
export function csv(rows: readonly Row[]): string {
	const columns = Object.keys(rows[0] ?? {});
	const lines = [columns, ...rows.map((row) => columns.map((column) => cell(row[column])))];
	return lines.map((line) => line.map(quoted).join(',')).join('\r\n') + '\r\n';
}
