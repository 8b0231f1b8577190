/** The generated parts of a Markdown file, between `<!-- generated: NAME -->` and `<!-- end -->`. */

const BLOCK = /<!-- generated: ([\w-]+) -->\n([\s\S]*?)<!-- end -->/g;

/** The content of each block by its name. */
export type Blocks = Readonly<Record<string, string>>;

/** The names of the blocks of a Markdown text, in its order. */
export const blockNames = (markdown: string): readonly string[] =>
	[...markdown.matchAll(BLOCK)].map(([, name = '']) => name);

/**
 * The text with the content of each block replaced. The names in the text and in `blocks` have to be
 * the same.
 *
 * @throws Error naming the block that only one of the two has
 */
export function replaceBlocks(markdown: string, blocks: Blocks): string {
	const names = blockNames(markdown);
	const missing = Object.keys(blocks).find((name) => !names.includes(name));
	if (missing !== undefined) throw new Error(`The block "${missing}" has no place in the file.`);
	return markdown.replace(BLOCK, (_block, name: string) => {
		const content = blocks[name];
		if (content === undefined) throw new Error(`Nothing generates the block "${name}".`);
		return `<!-- generated: ${name} -->\n\n${content.trim()}\n\n<!-- end -->`;
	});
}
