import { code, codeList, markdownTable } from './table';

/** The part of a JSON schema that the table is made from. */
export interface Schema {
	readonly type?: string | readonly string[];
	readonly $ref?: string;
	readonly description?: string;
	readonly properties?: Readonly<Record<string, Schema>>;
	readonly items?: Schema;
}

/**
 * The keys of the output "Order" that are not columns, with what is inside them.
 *
 * @param columns the names to leave out, at the top level and within the lines
 * @param meanings what a key holds, where the schema does not say
 */
export function orderKeyTable(
	{ properties = {} }: Schema,
	columns: ReadonlySet<string>,
	meanings: Readonly<Record<string, string>>,
): string {
	const rows = Object.entries(properties)
		.filter(([key]) => !columns.has(key))
		.map(([key, schema]) => {
			const inner = schema.properties ?? schema.items?.properties ?? {};
			const names = Object.keys(inner).filter((name) => key !== 'items' || !columns.has(name));
			return [code(key), schema.description ?? meanings[key] ?? '', codeList(names)];
		});
	return markdownTable(['Key', 'Meaning', 'Contents'], rows);
}
