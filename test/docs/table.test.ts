import { codeList, markdownTable, plainText } from '../../tools/docs/table';

describe('a Markdown table', () => {
	test('has aligned columns, as Prettier formats it', () => {
		const table = markdownTable(
			['', 'Code', 'Text'],
			[
				['1', codeList(['A_B', 'isp.*']), 'text'],
				['10', '', '“×” … −'],
			],
		);
		expect(table.split('\n')).toEqual([
			'|     | Code           | Text    |',
			'| --- | -------------- | ------- |',
			'| 1   | `A_B`, `isp.*` | text    |',
			'| 10  |                | “×” … − |',
		]);
	});

	test('keeps a cell on one line and in one column', () => {
		expect(markdownTable(['A'], [['x | y\nz']]).split('\n')[2]).toBe('| x \\| y z |');
	});

	test('fills missing cells', () => {
		expect(markdownTable(['A', 'B'], [['x']]).split('\n')[2]).toBe('| x   |     |');
	});
});

test('text from the code is not read as formatting', () => {
	expect(plainText('digits and _ - . only, 2 * 3 <b>')).toBe(
		'digits and \\_ - . only, 2 \\* 3 \\<b>',
	);
	expect(plainText('set NODE_EXTRA_CA_CERTS')).toBe('set NODE_EXTRA_CA_CERTS');
});
