/** Google Sheets keeps 15 digits and converts text that looks like a number. */
const DIGITS = 15;
const NUMERIC = /^-?\d+(\.\d+)?$/;

/**
 * An in-memory spreadsheet with the semantics of Google Sheets.
 *
 * @param {string} id
 * @param {readonly string[]} titles of its sheets
 */
export function spreadsheet(id, titles) {
	const sheets = new Map(titles.map((title) => [title, []]));
	const rowsOf = (title) => {
		const rows = sheets.get(title);
		if (rows) return rows;
		throw new Error(`There is no sheet "${title}".`);
	};

	const write = (range, values, option) => {
		const { title, row, column } = parse(range);
		const rows = rowsOf(title);
		values.forEach((cells, down) => {
			const at = row + down;
			while (rows.length <= at) rows.push([]);
			cells.forEach((value, right) => {
				// null leaves the cell unchanged.
				if (value !== null) rows[at][column + right] = entered(value, option);
			});
		});
	};

	return {
		id,
		properties: titles.map((title, sheetId) => ({ properties: { sheetId, title } })),
		write,

		/** The rows of a range without trailing empty cells and rows, like the API. */
		read(range, option) {
			const { title, row, lastRow } = parse(range);
			const rows = rowsOf(title).slice(row, lastRow + 1);
			const shown = rows.map((cells) => trimmed(Array.from(cells, (cell) => cell ?? '')));
			while (shown.length > 0 && shown.at(-1).length === 0) shown.pop();
			return option === 'FORMATTED_VALUE' ? shown.map((cells) => cells.map(String)) : shown;
		},

		/** The rows below the first one, each as an object by the names in the first one. */
		records(title) {
			const [names = [], ...rows] = rowsOf(title);
			return rows.map((cells) =>
				Object.fromEntries(names.map((name, column) => [name, cells[column] ?? ''])),
			);
		},
	};
}

/** `Sheet`, `'Sheet'`, `Sheet!A:Z`, `Sheet!2:5` or `Sheet!C7` (A1 notation), counted from 0. */
function parse(range) {
	const [title, cells = ''] = range.split('!');
	const [, letters, first, last] = /^([A-Z]*)(\d*)(?::[A-Z]*(\d*))?$/.exec(cells) ?? [];
	if (letters === undefined) throw new Error(`"${range}" is not a range.`);
	const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
	return {
		title: title.replace(/^'(.*)'$/, '$1'),
		column: Math.max(column - 1, 0),
		row: Math.max(Number(first) - 1, 0),
		lastRow: last ? Number(last) - 1 : Infinity,
	};
}

function entered(value, option) {
	if (option === 'RAW' || typeof value !== 'string') return value;
	if (value.startsWith('=')) return '#ERROR!';
	return NUMERIC.test(value) ? Number(Number(value).toPrecision(DIGITS)) : value;
}

function trimmed(cells) {
	while (cells.length > 0 && cells.at(-1) === '') cells.pop();
	return cells;
}
