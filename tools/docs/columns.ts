import type { ChangeColumn } from '../../changes/compare';
import type { Column } from '../../order/rows';
import type { DocumentedProvider } from './provider';
import { code, markdownTable, plainText } from './table';

const typeName = ({ type }: Column): string => (typeof type === 'string' ? type : 'enum');

/** Each column with its position, type and meaning. */
export const columnTable = (columns: readonly Column[]): string =>
	markdownTable(
		['', 'Column', 'Type', 'Meaning'],
		columns.map((column, index) => [
			String(index + 1),
			code(column.name),
			typeName(column),
			plainText(column.about),
		]),
	);

/** Each key that is appended to a changed order. */
export const changeTable = (columns: readonly ChangeColumn[]): string =>
	markdownTable(
		['Key', 'Meaning'],
		columns.map(({ name, about }) => [code(name), about]),
	);

/** The field of each provider that a column comes from. */
export const sourceTable = (
	columns: readonly Column[],
	providers: readonly DocumentedProvider[],
): string =>
	markdownTable(
		['Column', ...providers.map(({ displayName }) => displayName)],
		columns.map(({ name }) => [code(name), ...providers.map(({ sources }) => sources[name] ?? '')]),
	);
