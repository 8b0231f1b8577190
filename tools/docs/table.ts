const width = (text: string): number => [...text].length;

/** A cell must not end its table row. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ').trim();

/** A Markdown table with aligned columns, as Prettier formats it. */
export function markdownTable(
	header: readonly string[],
	rows: ReadonlyArray<readonly string[]>,
): string {
	const lines = [header, ...rows].map((row) => header.map((_, at) => cell(row[at] ?? '')));
	const widths = header.map((_, at) => Math.max(3, ...lines.map((line) => width(line[at] ?? ''))));
	const draw = (line: readonly string[]): string =>
		`| ${widths.map((wide, at) => `${line[at] ?? ''}${' '.repeat(wide - width(line[at] ?? ''))}`).join(' | ')} |`;
	const rule = draw(widths.map((wide) => '-'.repeat(wide)));
	const [head = [], ...body] = lines;
	return [draw(head), rule, ...body.map(draw)].join('\n');
}

export const code = (text: string): string => `\`${text}\``;

/** A list of codes in one cell. */
export const codeList = (texts: readonly string[]): string => texts.map(code).join(', ');

/** Text from the code as Markdown: nothing in it is formatting. */
export const plainText = (text: string): string => text.replace(/[*<]|(?<!\w)_|_(?!\w)/g, '\\$&');
