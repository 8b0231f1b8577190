type Row = Readonly<Record<string, unknown>>;

const cell = (value: unknown): string =>
	value === null || value === undefined ? '' : String(value);
const MAX_WIDTH = 28;

/** A terminal draws these characters twice as wide. */
const WIDE =
	/[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60]/u;
const widthOf = (text: string): number =>
	[...text].reduce((sum, sign) => sum + (WIDE.test(sign) ? 2 : 1), 0);

function truncated(text: string): string {
	if (widthOf(text) <= MAX_WIDTH) return text;
	const kept = [...text];
	while (widthOf(kept.join('')) >= MAX_WIDTH) kept.pop();
	return `${kept.join('')}…`;
}

/** Formats some columns of the rows as a table for the terminal; long texts are truncated. */
export function table(rows: readonly Row[], columns: readonly string[]): string {
	const lines = [
		columns,
		...rows.map((row) => columns.map((column) => truncated(cell(row[column])))),
	];
	const widths = columns.map((_, i) => Math.max(...lines.map((line) => widthOf(line[i] ?? ''))));
	const text = lines.map((line) =>
		line
			.map((value, i) => value + ' '.repeat((widths[i] ?? 0) - widthOf(value)))
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
