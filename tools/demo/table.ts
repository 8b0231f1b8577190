type Row = Readonly<Record<string, unknown>>;

const cell = (value: unknown): string =>
	value === null || value === undefined ? '' : String(value);
const MAX_WIDTH = 28;
const truncated = (text: string): string =>
	text.length > MAX_WIDTH ? `${text.slice(0, MAX_WIDTH - 1)}…` : text;

/** Formats some columns of the rows as a table for the terminal; long texts are truncated. */
export function table(rows: readonly Row[], columns: readonly string[]): string {
	const lines = [
		columns,
		...rows.map((row) => columns.map((column) => truncated(cell(row[column])))),
	];
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

/** Formats all columns of the rows as CSV (RFC 4180). */
export function csv(rows: readonly Row[]): string {
	const columns = Object.keys(rows[0] ?? {});
	const lines = [columns, ...rows.map((row) => columns.map((column) => cell(row[column])))];
	return lines.map((line) => line.map(quoted).join(',')).join('\r\n') + '\r\n';
}
