import { documents } from '../../tools/docs/documents';
import { blockNames, replaceBlocks } from '../../tools/docs/generatedBlocks';
import { read } from '../../tools/docs/readme';
import { DOCUMENTS } from './files.support';

describe('the generated blocks of the documentation', () => {
	let generators: Awaited<ReturnType<typeof documents>>;
	beforeAll(async () => {
		generators = await documents();
	});

	test.each(DOCUMENTS)('%s is current (npm run docs)', (file) => {
		const text = read(file);
		expect(text).toBe(replaceBlocks(text, generators[file] ?? {}));
		expect(text).not.toMatch(/\[object |undefined|NaN/);
	});

	test('every block in a file has a generator', () => {
		const generated = Object.entries(generators).flatMap(([file, blocks]) =>
			Object.keys(blocks).map((name) => `${file}: ${name}`),
		);
		const marked = DOCUMENTS.flatMap((file) =>
			blockNames(read(file)).map((name) => `${file}: ${name}`),
		);
		expect(marked.sort()).toEqual(generated.sort());
	});
});

test('replacing a block keeps everything around it, is idempotent, and takes no block for another', () => {
	const text = 'Before\n\n<!-- generated: a -->\n\nold\n\n<!-- end -->\n\nAfter\n';
	const replaced = replaceBlocks(text, { a: 'new $& text' });
	expect(replaced).toBe(text.replace('old', () => 'new $& text'));
	expect(replaceBlocks(replaced, { a: 'new $& text' })).toBe(replaced);
	const empty = '<!-- generated: a -->\n<!-- end -->';
	expect(replaceBlocks(empty, { a: 'x' })).toBe('<!-- generated: a -->\n\nx\n\n<!-- end -->');
	expect(() => replaceBlocks(text, {})).toThrow('Nothing generates the block "a"');
	expect(() => replaceBlocks(text, { a: '', b: '' })).toThrow('The block "b" has no place');
});
