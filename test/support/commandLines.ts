import { codeBlocks } from '../../tools/docs/markdown';

/** A command of a fenced shell block, or of inline code that starts with `npm run`. */
export interface CommandLine {
	readonly text: string;
	/** Variables set before the command. */
	readonly environment: Readonly<Record<string, string>>;
	readonly words: readonly string[];
}

function parse(line: string): CommandLine {
	const text = line.replace(/\s#.*$/, '').trim();
	const all = text.split(/\s+/);
	const first = all.findIndex((word) => !/^[A-Z_][A-Z0-9_]*=/.test(word));
	const assignments = all.slice(0, Math.max(first, 0)).map((word) => word.split('='));
	return {
		text,
		environment: Object.fromEntries(
			assignments.map(([name = '', ...value]) => [name, value.join('=')]),
		),
		words: all.slice(Math.max(first, 0)),
	};
}

/** All commands of a Markdown text. */
export const commandLines = (markdown: string): readonly CommandLine[] => [
	...['bash', 'sh', 'shell']
		.flatMap((language) => codeBlocks(markdown, language))
		.flatMap((block) => block.replaceAll('\\\n', ' ').split('\n'))
		.filter((line) => line.trim() !== '' && !line.trim().startsWith('#'))
		.map(parse),
	...[...markdown.replace(/```[\s\S]*?```/g, '').matchAll(/`(npm (?:run|test)[^`]*)`/g)].map(
		([, code = '']) => parse(code),
	),
];

/** The script and arguments of `npm run SCRIPT [-- ARGUMENTS]` or `npm test`; `null` for other commands. */
export function npmScript({
	words,
}: CommandLine): { readonly script: string; readonly args: readonly string[] } | null {
	if (words[0] !== 'npm') return null;
	const [command, ...rest] = words.slice(1).filter((word) => word !== '--silent');
	if (command === 'test') return { script: 'test', args: rest.filter((word) => word !== '--') };
	if (command !== 'run') return null;
	const [script = '', separator, ...args] = rest;
	// Without the separator, npm takes the options itself.
	return { script, args: separator === undefined ? [] : separator === '--' ? args : [separator] };
}
