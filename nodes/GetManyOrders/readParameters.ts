import type { IDataObject } from 'n8n-workflow';

import type { SearchRequest } from '../../client/search';
import { isBlank, text } from '../../json/value';
import { FailureError, valueOf } from '../../n8n/errors';
import type { GetParameter } from '../../n8n/parameters';
import { ORDER_STATUSES, type OrderStatus } from '../../order/statuses';
import { shorten } from '../../order/text';
import type { SearchProvider } from '../../providers';
import { invalidParameter, ok, type Result } from '../../providers/failure';
import type { SearchQuery } from '../../providers/search';
import { readOptions } from '../shared/readOptions';
import {
	filterFields,
	invalidChoice,
	readQuery,
	evaluate,
	type NodeQuery,
} from '../shared/readQuery';
import { FORM } from './parameters';
import { readTime } from './readTime';

export interface ItemSearch
	extends Pick<NodeQuery<SearchProvider>, 'provider' | 'output' | 'concurrency'> {
	readonly request: Required<SearchRequest>;
	/** False to return orders as the list shows them. */
	readonly details: boolean;
	readonly limit: number;
}

/**
 * Reads and checks all that one input item asks for; nothing is sent for a rejected one.
 *
 * @param zone IANA name of the workflow's time zone
 * @param now epoch milliseconds
 */
export const readParameters = (get: GetParameter, zone: string, now: number): Result<ItemSearch> =>
	evaluate(() => read(get, zone, now));

function read(get: GetParameter, zone: string, now: number): ItemSearch {
	const { query, provider, timeout, maxRetries, options, output, concurrency } = readQuery(
		get,
		FORM,
	);
	const { search } = provider;
	const limit = valueOf(readLimit(get));
	const filters = get('filters', {}) as IDataObject;
	const orderStatuses = valueOf(readStatuses(filters.orderStatus));
	const placedAfter = valueOf(readTime('Placed After', filters.placedAfter, zone));
	const placedBefore = valueOf(readTime('Placed Before', filters.placedBefore, zone));
	if ((placedAfter ?? 0) > (placedBefore ?? Infinity)) throw new FailureError(NO_PERIOD.failure);
	const updatedAfter = search.canFilterUpdated
		? valueOf(readTime('Updated After', filters.updatedAfter, zone))
		: null;
	const asked: SearchQuery = {
		...query,
		fields: { ...query.fields, ...filterFields(provider, filters) },
		orderStatuses,
		orderStatus: '',
		placedAfter,
		placedBefore,
		updatedAfter,
	};
	const sent = valueOf(search.validate(asked, now));
	return {
		provider,
		request: { provider, query: sent, asked, timeout, maxRetries },
		output,
		concurrency,
		details: options.details !== false && !search.listsWholeOrders,
		limit,
	};
}

const NO_PERIOD = invalidParameter(
	'Placed After is later than Placed Before',
	'No order can be placed between them. Change one of the two in Filters.',
);

/** As a list or a text with commas, in any case; none for all orders. */
function readStatuses(value: unknown): Result<readonly OrderStatus[]> {
	const written = Array.isArray(value) ? value.map(text) : text(value).split(',');
	const names = written
		.map((each) => each.trim().toLowerCase().replace(/[ -]+/g, '_'))
		.filter(Boolean);
	const unknown = names.find((name) => !ORDER_STATUSES.some((status) => status === name));
	if (unknown !== undefined) return invalidChoice('Order Status', unknown, ORDER_STATUSES);
	return ok(ORDER_STATUSES.filter((status) => names.includes(status)));
}

const LIMITS = FORM.after.filter(({ name }) => name === 'returnAll' || name === 'limit');

/** `Infinity` with Return All, which hides the field Limit. */
function readLimit(get: GetParameter): Result<number> {
	const read = readOptions({ returnAll: get('returnAll', false) } as IDataObject, LIMITS);
	if (!read.ok) return read;
	if (read.value.returnAll === true) return ok(Infinity);
	const value = get('limit', '');
	const limit = isBlank(value) ? Number(read.value.limit) : Math.floor(Number(text(value)));
	if (limit >= 1) return ok(limit);
	return invalidParameter(
		`The Limit "${shorten(text(value) || JSON.stringify(value))}" is not a positive number`,
		'Set the field Limit to 1 or more, or turn on Return All.',
	);
}
