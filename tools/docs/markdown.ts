/** Reads the parts of a Markdown text that tests compare with the sources. */

export type Table = ReadonlyArray<Readonly<Record<string, string>>>;

const HEADING = /^(#{1,6}) (.+)$/;

/** The text below a heading, up to the next heading of its level or above; throws without one. */
export function section(markdown: string, title: string): string {
	const lines = markdown.split('\n');
	const start = lines.findIndex((line) => HEADING.exec(line)?.[2] === title);
	if (start < 0) throw new Error(`There is no heading "${title}".`);
	const level = HEADING.exec(lines[start] ?? '')?.[1]?.length ?? 0;
	const length = lines.slice(start + 1).findIndex((line) => {
		const marks = HEADING.exec(line)?.[1];
		return marks !== undefined && marks.length <= level;
	});
	return lines.slice(start + 1, length < 0 ? undefined : start + 1 + length).join('\n');
}

const cells = (line: string): readonly string[] =>
	line
		.replace(/^\||\|$/g, '')
		.split('|')
		.map((cell) => cell.trim());

/** The tables of a text, each row under the names of the columns. */
export function tables(markdown: string): readonly Table[] {
	return markdown
		.split(/\n(?!\|)/)
		.map((block) => block.split('\n').filter((line) => line.startsWith('|')))
		.filter((lines) => lines.length > 1)
		.map(([head = '', , ...body]) => {
			const names = cells(head);
			return body.map((line) =>
				Object.fromEntries(cells(line).map((cell, at) => [names[at] ?? '', cell])),
			);
		});
}

/** The first table below a heading; empty without one. */
export const table = (markdown: string, title: string): Table =>
	tables(section(markdown, title))[0] ?? [];

/** The texts in backticks. */
export const codes = (markdown: string): readonly string[] =>
	[...markdown.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);

/** The targets of links and pictures, outside of code blocks. */
export const targets = (markdown: string): readonly string[] =>
	[...markdown.replace(/```[\s\S]*?```/g, '').matchAll(/\]\(([^)\s]+)\)/g)].map(
		([, target = '']) => target,
	);

/** The code blocks of a language. */
export const codeBlocks = (markdown: string, language: string): readonly string[] =>
	[...markdown.matchAll(/```(\w+)\n([\s\S]*?)```/g)]
		.filter(([, name]) => name === language)
		.map(([, , code = '']) => code);

/** The anchors that GitHub gives to the headings. */
export const anchors = (markdown: string): readonly string[] =>
	markdown
		.split('\n')
		.map((line) => HEADING.exec(line)?.[2] ?? '')
		.filter((title) => title !== '')
		.map((title) =>
			title
				.toLowerCase()
				.replace(/[^\w\- ]/g, '')
				.replaceAll(' ', '-'),
		);
