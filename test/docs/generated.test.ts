import { documents } from '../../tools/docs/documents';
import { blockNames, replaceBlocks } from '../../tools/docs/generatedBlocks';
import { read } from '../../tools/docs/readme';
import { DOCUMENTS } from './files';

describe('the generated blocks of the documentation', () => {
	test.each(Object.entries(documents()))('%s is current (npm run docs)', (file, blocks) => {
		const text = read(file);
		expect(text).toBe(replaceBlocks(text, blocks));
	});

	test('every block in a file has a generator', () => {
		const generated = Object.entries(documents()).flatMap(([file, blocks]) =>
			Object.keys(blocks).map((name) => `${file}: ${name}`),
		);
		const marked = DOCUMENTS.flatMap((file) =>
			blockNames(read(file)).map((name) => `${file}: ${name}`),
		);
		expect(marked.sort()).toEqual(generated.sort());
	});
});

describe('replacing blocks', () => {
	const text = 'Before\n\n<!-- generated: a -->\n\nold\n\n<!-- end -->\n\nAfter\n';

	test('keeps everything around them, and is idempotent', () => {
		const replaced = replaceBlocks(text, { a: 'new $& text' });
		expect(replaced).toBe(text.replace('old', () => 'new $& text'));
		expect(replaceBlocks(replaced, { a: 'new $& text' })).toBe(replaced);
	});

	test('fills an empty block', () => {
		expect(replaceBlocks('<!-- generated: a -->\n<!-- end -->', { a: 'x' })).toBe(
			'<!-- generated: a -->\n\nx\n\n<!-- end -->',
		);
	});

	test('rejects a block that only the file or only the code has', () => {
		expect(() => replaceBlocks(text, {})).toThrow('Nothing generates the block "a"');
		expect(() => replaceBlocks(text, { a: '', b: '' })).toThrow('The block "b" has no place');
	});
});
