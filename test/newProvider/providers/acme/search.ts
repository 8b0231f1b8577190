import type { INodeProperties } from 'n8n-workflow';

import type { Reply, SignedRequest } from '../../http/message';
import { count, field, object, text } from '../../json/value';
import type { Received, SigningContext, SigningCredentials } from '../call';
import { err, ok, type Result } from '../failure';
import type { ListedPage, OrderSearch, PageQuery } from '../search';
import { normalizeOrder } from './normalize';
import { readOrder, type AcmeOrder } from './payload';
import { signedHeaders } from './request';
import { callFailure } from './response';

/** Acme's own filter of a list. */
const filters: readonly INodeProperties[] = [
	{
		displayName: 'Warehouse',
		name: 'warehouse',
		type: 'string',
		default: '',
		description: 'Only orders that are packed there',
	},
];

/** `GET /shops/{shop}/orders`: a page of two orders, which are whole. */
function request(
	{ fields, cursor, pageSize, placedAfter, placedBefore, updatedAfter }: PageQuery,
	credentials: SigningCredentials,
	context: SigningContext,
): SignedRequest {
	const query = new URLSearchParams({ size: String(pageSize), next: cursor });
	const bounds = { placedAfter, placedBefore, updatedAfter };
	for (const [name, bound] of Object.entries(bounds)) {
		if (bound !== null) query.set(name, String(bound));
	}
	if (fields.warehouse) query.set('warehouse', fields.warehouse);
	const path = `/shops/${fields.shop}/orders?${query.toString()}`;
	return {
		method: 'GET',
		url: credentials.baseUrl + path,
		headers: signedHeaders(credentials, 'GET', path, context),
		body: '',
	};
}

/** `{orders, next, until}`: `next` names the next page, the list has all changes up to `until`. */
function response(reply: Reply): Result<Received<ListedPage<AcmeOrder>>> {
	const failure = callFailure(reply);
	if (failure) return err(failure);
	const raw = object(reply.body);
	const entries = Array.isArray(raw.orders) ? (raw.orders as readonly unknown[]) : [];
	const orders = entries
		.map((entry) => ({ raw: entry, payload: readOrder(entry) }))
		.map((received) => ({ ...received, orderId: received.payload.number }));
	const cursor = text(field(raw, 'next')) || null;
	const page = { total: null, orders, unreadable: 0, cursor, completeTo: count(raw.until) };
	return ok({ raw, payload: page });
}

export const search: OrderSearch<AcmeOrder> = {
	pageSize: 2,
	hasCursor: true,
	listsWholeOrders: true,
	canFilterUpdated: true,
	filters,
	pace: { name: 'list', perSecond: 0.02, burst: 12 },
	rateIn: ({ headers }) => Number(headers?.['x-acme-rate'] ?? 0),
	statusesOf: () => [''],
	validate: (query, now) => {
		const { placedAfter, updatedAfter } = query;
		const hasDate = placedAfter !== null || updatedAfter !== null;
		return ok(hasDate ? query : { ...query, placedAfter: now - MONTH });
	},
	request,
	response,
	normalize: normalizeOrder,
};

/** Without a date, Acme's list would begin with its first order ever. */
const MONTH = 30 * 86_400_000;
