import { randomBytes } from 'node:crypto';

import { MARKETPLACES } from './generate';
import type { AmazonOrder } from './orders';
import type { Values } from './parameters';

/** A search that the model allows. */
export interface AmazonSearch {
	readonly values: Values;
	readonly pageSize: number;
	readonly by: 'created' | 'lastUpdated';
	/** Epoch milliseconds, both inclusive. */
	readonly after: number;
	readonly before: number;
	/** What a token for the next page is bound to. */
	readonly key: string;
}

/** The body of a regular reply. */
export interface SearchBody {
	readonly orders: readonly unknown[];
	readonly pagination?: { readonly nextToken: string };
	readonly createdBefore?: string;
	readonly lastUpdatedBefore?: string;
}

/** Replaces the body of a reply; called after the search was verified. */
export type SearchHook = (search: AmazonSearch, body: SearchBody) => unknown;

const TWO_MINUTES = 120_000;
const DAY = 86_400_000;
const FAMILIES = ['created', 'lastUpdated'] as const;
/** Parameters that may differ from page to page. */
const FREE = ['maxResultsPerPage', 'includedData', 'paginationToken'];

/** The search, or a sentence if its values do not fit together. */
export function readSearch(values: Values, now: number, delay: number): AmazonSearch | string {
	const given = (name: string) => values[name]?.[0];
	const [by, other] = FAMILIES.filter(
		(name) => `${name}After` in values || `${name}Before` in values,
	);
	const start = by && given(`${by}After`);
	if (!start || other) return 'exactly one of createdAfter and lastUpdatedAfter is needed';
	const after = Date.parse(start);
	if (after > now) return `${by}After is in the future`;
	const end = given(`${by}Before`);
	const before = end === undefined ? now - delay : Date.parse(end);
	if (end !== undefined && before < after) return `${by}Before is before ${by}After`;
	if (end !== undefined && before > now - TWO_MINUTES) return `${by}Before is too late`;
	const pageSize = Number(given('maxResultsPerPage') ?? 100);
	if (pageSize < 1 || pageSize > 100) return 'maxResultsPerPage is not between 1 and 100';
	return { values, pageSize, by, after, before, key: keyOf(values) };
}

/** The parameters that have to be the same for each page, as text. */
export const keyOf = (values: Values): string =>
	JSON.stringify(
		Object.entries(values)
			.filter(([name]) => !FREE.includes(name))
			.sort(),
	);

/** Whether a search names a marketplace of another region. */
export const isElsewhere = ({ values: { marketplaceIds = [] } }: AmazonSearch): boolean =>
	!marketplaceIds.every((id) => MARKETPLACES.some(([known]) => known === id));

export const timeOf = (order: AmazonOrder, by: AmazonSearch['by']): number =>
	Date.parse(String(order[`${by}Time`]));

/** Whether an order belongs into the list. */
export function fits({ values, by, after, before }: AmazonSearch, order: AmazonOrder): boolean {
	const time = timeOf(order, by);
	const inside = (name: string) => (order[name] ?? {}) as AmazonOrder;
	const allows = (name: string, value: unknown) => values[name]?.includes(String(value)) ?? true;
	return (
		time >= after &&
		time <= before &&
		allows('marketplaceIds', inside('salesChannel').marketplaceId) &&
		allows('fulfillmentStatuses', inside('fulfillment').fulfillmentStatus) &&
		allows('fulfilledBy', inside('fulfillment').fulfilledBy)
	);
}

interface Rest {
	readonly key: string;
	readonly ids: readonly string[];
	/** How far the list reaches, as the first page said. */
	readonly before: number;
	readonly expiresAt: number;
}

/** The tokens for next pages of one account: each for one search, and for a day. */
export class PageTokens {
	private readonly rests = new Map<string, Rest>();

	/** A token for the rest of a list; its characters have to be percent-encoded. */
	add({ key }: AmazonSearch, ids: readonly string[], before: number, now: number): string {
		const token = `${randomBytes(18).toString('base64')}+/=`;
		this.rests.set(token, { key, ids, before, expiresAt: now + DAY });
		return token;
	}

	/** The rest that a token stands for, or a sentence if it does not belong to this search. */
	rest({ key }: AmazonSearch, token: string, now: number): Rest | string {
		const rest = this.rests.get(token);
		if (!rest || now >= rest.expiresAt) return 'paginationToken is unknown or expired';
		return rest.key === key ? rest : 'paginationToken belongs to other parameters';
	}
}
