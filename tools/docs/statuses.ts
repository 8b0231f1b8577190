import type { DocumentedProvider, StatusTable } from './provider';
import { code, markdownTable } from './table';

/** The values of a status column with what each means. */
export const valueTable = (meanings: Readonly<Record<string, string>>): string =>
	markdownTable(
		['Value', 'Meaning'],
		Object.entries(meanings).map(([value, meaning]) => [code(value), meaning]),
	);

const AXES = ['order', 'payment', 'fulfillment', 'parcel'] as const;
const columnOf = (axis: (typeof AXES)[number]): string =>
	code(axis === 'parcel' ? 'shipment_status' : `${axis}_status`);

function statusTable(provider: string, { field, rows }: StatusTable): string {
	const axes = AXES.filter((axis) => rows.some((row) => row[axis] !== undefined));
	return markdownTable(
		[`${provider} ${field}`, ...axes.map(columnOf)],
		rows.map((row) => [row.status, ...axes.map((axis) => row[axis] ?? '')]),
	);
}

/** What each of a provider's statuses means, a table for each field. */
export const statusTables = ({ displayName, statuses }: DocumentedProvider): string =>
	statuses.map((table) => statusTable(displayName, table)).join('\n\n');
