import type { ChangeColumn } from '../../changes/compare';
import type { CellType } from '../../order/rows';
import type { DocumentedProvider } from './provider';
import { ORDER_SCHEMA } from './schemas';
import { code, codeList, markdownTable, plainText } from './table';

/** A column, or a key of an output. */
interface Key {
	readonly name: string;
	/** `null` for a list or a structure. */
	readonly type: CellType | null;
	readonly about: string;
}

const typeName = ({ type }: Key): string => (typeof type === 'string' ? type : type ? 'enum' : '');

/** Each column with its position, type and meaning. */
export const columnTable = (columns: readonly Key[], title = 'Column'): string =>
	markdownTable(
		['', title, 'Type', 'Meaning'],
		columns.map((column, index) => [
			...[String(index + 1), code(column.name), typeName(column), plainText(column.about)],
		]),
	);

/** The lists and structures of the output "Order" with what is inside them. */
export function partTable(parts: readonly Key[], columns: readonly Key[]): string {
	const isColumn = (name: string): boolean => columns.some((column) => column.name === name);
	const contents = (key: string): readonly string[] => {
		const { properties, items } = ORDER_SCHEMA.properties?.[key] ?? {};
		const names = Object.keys(properties ?? items?.properties ?? {});
		return key === 'items' ? names.filter((name) => !isColumn(name)) : names;
	};
	return markdownTable(
		['Key', 'Meaning', 'Contents'],
		parts.map(({ name, about }) => [code(name), about, codeList(contents(name))]),
	);
}

/** Each key that is appended to a changed order. */
export const changeTable = (columns: readonly ChangeColumn[]): string =>
	markdownTable(
		['Key', 'Meaning'],
		columns.map(({ name, about }) => [code(name), about]),
	);

/** The field of each provider that a column comes from. */
export const sourceTable = (
	columns: readonly Key[],
	providers: readonly DocumentedProvider[],
): string =>
	markdownTable(
		['Column', ...providers.map(({ displayName }) => displayName)],
		columns.map(({ name }) => [code(name), ...providers.map(({ sources }) => sources[name] ?? '')]),
	);
