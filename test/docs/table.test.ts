import { codeList, markdownTable, plainText } from '../../tools/docs/table';

test('a Markdown table has aligned columns, and each cell stays on one line and in one column', () => {
	const rows = [
		['1', codeList(['A_B', 'isp.*']), '“×” … −'],
		['10', 'x | y\nz'],
	];
	expect(markdownTable(['', 'Code', 'Text'], rows).split('\n')).toEqual([
		'|     | Code           | Text    |',
		'| --- | -------------- | ------- |',
		'| 1   | `A_B`, `isp.*` | “×” … − |',
		'| 10  | x \\| y z       |         |',
	]);
});

test('text from the code is not read as formatting', () => {
	expect(plainText('digits and _ - . only, 2 * 3 <b>, set NODE_EXTRA_CA_CERTS')).toBe(
		'digits and \\_ - . only, 2 \\* 3 \\<b>, set NODE_EXTRA_CA_CERTS',
	);
});
