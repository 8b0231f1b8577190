import type { Reply } from '../../http/message';
import type { OrderQuery, ProviderQuery, SigningCredentials } from '../../providers/call';
import type { Failure, Result } from '../../providers/failure';
import type { PageQuery } from '../../providers/search';

/** Calls of any provider, and what they lead to. */

export const queryOf = (provider: string, orderId: string, fields = {}): OrderQuery => ({
	provider,
	orderId,
	fields,
	language: '',
	options: {},
});

/** The first page of a list without filters. */
export const firstPage = (query: ProviderQuery, pageSize = 100): PageQuery => ({
	...query,
	orderStatuses: [],
	orderStatus: '',
	placedAfter: null,
	placedBefore: null,
	updatedAfter: null,
	page: 1,
	pageSize,
	cursor: '',
});

export const signing = (
	baseUrl: string,
	key = 'key',
	secret = 'secret',
	accessToken = 'token',
): SigningCredentials => ({
	baseUrl,
	key,
	secret,
	accessToken,
	expiresAt: 0,
	secrets: [secret, accessToken],
});

export const reply = (body: unknown, status = 200, retryAfter: number | null = null): Reply => ({
	status,
	retryAfter,
	body,
});

export function valueOf<Value>(outcome: Result<Value>): Value {
	if (!outcome.ok) throw new Error(outcome.failure.message);
	return outcome.value;
}

export function failureOf(outcome: Result<unknown>): Failure {
	if (outcome.ok) throw new Error('A failure was expected.');
	return outcome.failure;
}
