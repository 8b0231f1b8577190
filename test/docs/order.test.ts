import orderSchema from '../../nodes/GetOrder/__schema__/order.json';
import { COLUMNS, rows, type Column } from '../../order/rows';
import { LINE_COLUMNS, ORDER_COLUMNS } from '../../order/view';
import { counts, outranks, told } from '../../tools/docs/influence';
import { blocks, codes, section } from '../../tools/docs/markdown';
import { README, table } from '../../tools/docs/readme';
import { normalize, sample } from '../providers/tuya/sample';

describe('the columns', () => {
	const documented = table('Order Items');
	const type = ({ type: of }: Column): string => (typeof of === 'string' ? of : 'enum');

	test('are those of the rows, with their types and meanings', () => {
		expect(documented.map((row) => [row.Column, row.Type, row.Meaning])).toEqual(
			COLUMNS.map((column) => [column.name, type(column), column.about]),
		);
	});

	describe.each([
		['aliexpress', 'AliExpress field'],
		['tuya', 'Tuya field'],
	])('of %s come from the fields that are named', (provider, heading) => {
		test.each(documented.map((row) => [row.Column ?? '', row[heading] ?? '']))(
			'%s: %s',
			(column, text) => {
				if (text === 'not told') expect([...told(provider, column)]).toEqual(['']);
				const alternatives = text.split(', else ').map(codes);
				alternatives.forEach((fields, at) => {
					const before = alternatives.slice(0, at).flat();
					for (const field of fields) {
						expect([field, counts(provider, column, field, before)]).toEqual([field, true]);
						for (const later of alternatives[at + 1] ?? []) {
							const pair = [field, later] as const;
							expect([...pair, outranks(provider, column, pair, before)]).toEqual([...pair, true]);
						}
					}
				});
				const needsNone = /^(?:not told|made here|aliexpress|tuya|the Order ID you asked for)$/;
				expect(alternatives.flat().length > 0).toBe(!needsNone.test(text));
			},
		);
	});

	test('of the example are those of the documented order', () => {
		const [example = ''] = blocks(section(README, 'What it does'), 'json');
		const [row] = rows(normalize(sample()));
		expect(Object.entries(JSON.parse(example) as object)).toEqual(Object.entries(row ?? {}));
	});
});

describe('the keys of an order', () => {
	interface Schema {
		readonly properties?: Readonly<Record<string, Schema>>;
		readonly items?: Schema;
	}
	const { properties: schemas = {} } = orderSchema as Schema;
	const documented = table('Order');
	const columns = new Set(ORDER_COLUMNS.map(({ name }) => name));
	const lineColumns = new Set(LINE_COLUMNS.map(({ name }) => name));

	test('are those beside the columns', () => {
		expect(documented.map(({ Key }) => Key)).toEqual(
			Object.keys(schemas).filter((name) => !columns.has(name)),
		);
	});

	test.each(documented.map((row) => [row.Key ?? '', row['What it holds'] ?? '']))(
		'%s holds what is listed',
		(key, text) => {
			const { properties, items } = schemas[key] ?? {};
			const inner = Object.keys(properties ?? items?.properties ?? {});
			expect(codes(text)).toEqual(
				key === 'items' ? inner.filter((name) => !lineColumns.has(name)) : inner,
			);
		},
	);
});
