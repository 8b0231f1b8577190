import type { IDataObject } from 'n8n-workflow';

import type { SearchRequest } from '../../client/searchOrders';
import { isBlank, text } from '../../json/value';
import type { GetParameter } from '../../n8n/parameters';
import { shorten } from '../../order/text';
import { searchProviders, type SearchProvider } from '../../providers';
import { visibleText } from '../../providers/credentialField';
import { err, ok, type Result } from '../../providers/failure';
import { providerQuery } from '../shared/providerQuery';
import { readOptions } from '../shared/readOptions';
import {
	invalidChoice,
	invalidExpression,
	readSettings,
	type Settings,
} from '../shared/readSettings';
import { OPTIONS, parameters } from './parameters';
import { readTime } from './readTime';

/** What one input item asks for. */
export interface ItemSearch {
	readonly provider: SearchProvider;
	readonly request: SearchRequest;
	readonly settings: Settings;
	/** False to return orders as the list shows them. */
	readonly details: boolean;
	/** Infinite for all orders. */
	readonly limit: number;
}

const LIMITS = parameters().filter(({ name }) => name === 'returnAll' || name === 'limit');

/**
 * Reads and checks all that one input item asks for; nothing is sent for a rejected one.
 *
 * @param zone IANA name of the workflow's time zone
 */
export function readParameters(get: GetParameter, zone: string): Result<ItemSearch> {
	try {
		return read(get, zone);
	} catch (cause) {
		return invalidExpression(cause);
	}
}

function read(get: GetParameter, zone: string): Result<ItemSearch> {
	const name = text(get('provider', ''));
	const provider = searchProviders.find((each) => each.name === name.toLowerCase());
	if (!provider) {
		const names = searchProviders.map((each) => each.name);
		return invalidChoice('Provider', name, names);
	}
	const limit = readLimit(get);
	if (!limit.ok) return limit;
	const filters = get('filters', {}) as IDataObject;
	const placedAfter = readTime('Placed After', filters.placedAfter, zone);
	if (!placedAfter.ok) return placedAfter;
	const placedBefore = readTime('Placed Before', filters.placedBefore, zone);
	if (!placedBefore.ok) return placedBefore;
	if ((placedAfter.value ?? 0) > (placedBefore.value ?? Infinity)) {
		return err({
			kind: 'invalid_parameter',
			message: 'Placed After is later than Placed Before',
			description: 'No order can be placed between them. Change one of the two in Filters.',
		});
	}
	const settings = readSettings(get, [...OPTIONS, ...provider.options]);
	if (!settings.ok) return settings;
	const query = provider.search.validate({
		...providerQuery(provider, get, settings.value),
		orderStatus: visibleText(filters.orderStatus),
		placedAfter: placedAfter.value,
		placedBefore: placedBefore.value,
	});
	if (!query.ok) return query;
	const { timeout, maxRetries, options } = settings.value;
	return ok({
		provider,
		request: { provider, query: query.value, timeout, maxRetries },
		settings: settings.value,
		details: options.details !== false,
		limit: limit.value,
	});
}

/** Infinite with Return All, where the field Limit is not shown and does not count. */
function readLimit(get: GetParameter): Result<number> {
	const read = readOptions({ returnAll: get('returnAll', false) } as IDataObject, LIMITS);
	if (!read.ok) return read;
	if (read.value.returnAll === true) return ok(Infinity);
	const value = get('limit', '');
	const limit = isBlank(value) ? Number(read.value.limit) : Math.floor(Number(text(value)));
	if (limit >= 1) return ok(limit);
	return err({
		kind: 'invalid_parameter',
		message: `The Limit "${shorten(text(value) || JSON.stringify(value))}" is not a positive number`,
		description: 'Set the field Limit to 1 or more, or turn on Return All.',
	});
}
