import type { TuyaOrder } from './orders';
import { placedAt } from './row';

/** An accepted search. */
export interface TuyaSearch {
	/** The decoded query. */
	readonly query: Readonly<Record<string, string>>;
	readonly page: number;
	readonly pageSize: number;
	/** The rows of all orders that fit the filters, in the order of the pages. */
	readonly found: readonly TuyaOrder[];
}

/** `result` of a regular reply. */
export interface SearchResult {
	readonly total: number;
	readonly page: number;
	readonly page_size: number;
	readonly data_list: readonly unknown[];
}

/** Replaces `result` of a reply; called after the search was verified. */
export type SearchHook = (search: TuyaSearch, result: SearchResult) => unknown;

const DEFAULT_PAGE_SIZE = 20;
const LARGEST_PAGE_SIZE = 50;
/** Without `commodity_name`, which is documented but not implemented here. */
const PARAMETERS: readonly string[] = [
	...['mall_code', 'site_code', 'order_id', 'order_status'],
	...['start_time', 'end_time', 'page', 'page_size', 'lang'],
];

/** The search, or the code of what is wrong with it: 1100 for an empty parameter, 1109 for an illegal one. */
export function readSearch(
	parameters: URLSearchParams,
	rows: readonly TuyaOrder[],
): TuyaSearch | 1100 | 1109 {
	const query = Object.fromEntries(parameters);
	const given = Object.entries(query);
	if (given.some(([, value]) => value === '')) return 1100;
	if (given.some(([name]) => !PARAMETERS.includes(name))) return 1109;
	const page = wholeNumber(query.page ?? '1');
	const pageSize = wholeNumber(query.page_size ?? String(DEFAULT_PAGE_SIZE));
	const start = milliseconds(query.start_time, -Infinity);
	const end = milliseconds(query.end_time, Infinity);
	// Written so that NaN, which is what an illegal number becomes, is refused.
	const isLegal = page >= 1 && pageSize >= 1 && pageSize <= LARGEST_PAGE_SIZE && start <= end;
	return isLegal ? { query, page, pageSize, found: fitting(rows, query, start, end) } : 1109;
}

/** The page that was asked for; empty after the last one. */
export function pageOf({ page, pageSize, found }: TuyaSearch): SearchResult {
	const from = (page - 1) * pageSize;
	return {
		total: found.length,
		page,
		page_size: pageSize,
		data_list: found.slice(from, from + pageSize),
	};
}

const wholeNumber = (text: string): number => (/^-?\d{1,9}$/.test(text) ? Number(text) : NaN);

const milliseconds = (text: string | undefined, otherwise: number): number =>
	text === undefined ? otherwise : /^\d{13}$/.test(text) ? Number(text) : NaN;

/** The pages of one search have the same rows: those of the last search are kept for the next page. */
const lastFound = new WeakMap<readonly TuyaOrder[], readonly [string, readonly TuyaOrder[]]>();

function fitting(
	rows: readonly TuyaOrder[],
	query: TuyaSearch['query'],
	start: number,
	end: number,
): readonly TuyaOrder[] {
	const filters = JSON.stringify({ ...query, page: '' });
	const [lastFilters, last] = lastFound.get(rows) ?? [];
	if (last && lastFilters === filters) return last;
	const found = rows.filter((row) => fits(row, query, start, end));
	lastFound.set(rows, [filters, found]);
	return found;
}

function fits(row: TuyaOrder, query: TuyaSearch['query'], start: number, end: number): boolean {
	const placed = placedAt(row);
	return (
		placed >= start &&
		placed <= end &&
		(query.order_id === undefined || row.order_id === query.order_id) &&
		(query.order_status === undefined || row.order_status === query.order_status)
	);
}
