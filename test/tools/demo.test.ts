import { table } from '../../tools/demo/table';

test('the table of the demo aligns wide characters, and shortens long texts', () => {
	const rows = [
		{ name: '旅行收纳袋', count: 1 },
		{ name: 'Crème brûlée 🔥', count: null },
		{ name: '旅'.repeat(20), count: 3 },
	];
	expect(table(rows, ['name', 'count']).split('\n')).toEqual([
		`name${' '.repeat(23)}  count`,
		`${'─'.repeat(27)}  ─────`,
		`旅行收纳袋${' '.repeat(17)}  1`,
		'Crème brûlée 🔥',
		`${'旅'.repeat(13)}…  3`,
	]);
});
