import type { Reply } from '../../http/message';
import { field, isBlank, isObject, text } from '../../json/value';
import { distinct, shorten } from '../../order/text';
import type { OrderQuery, ProviderCall, SigningCredentials } from '../call';
import { err, ok, type Failure } from '../failure';
import { failureBy, failureLookup, rowByStatus } from '../failureTable';
import { providerWords } from '../providerWords';
import { asksForPersonalData } from './description';
import { CAUSES, FAILURES, ROWS, type Facts, type Row } from './failures';
import { readOrder, type AmazonOrder } from './payload';
import { regionName } from './regions';

const rowOf = failureLookup(FAILURES);

/** `{errors: [{code, message, details}]}` of the API, or `{error, error_description}` of the token. */
function errorIn(body: unknown): { readonly code: string; readonly words: string } {
	const list = field(body, 'errors');
	const error: unknown = Array.isArray(list) ? list[0] : body;
	const texts = ['message', 'details', 'error_description'].map((name) => text(field(error, name)));
	return { code: text(field(error, 'code', 'error')), words: distinct(texts).join(' ') };
}

/** The row of the failure in any reply, `null` when Amazon says that the call succeeded. */
export function failedRow(reply: Reply, call: Facts['call']): Row | null {
	const { status, body } = reply;
	const { code, words } = errorIn(body);
	const isSuccess = status >= 200 && status < 300;
	const byStatus = rowByStatus(reply, ROWS, isObject(body) && (isSuccess || code + words !== ''));
	if (byStatus) return byStatus;
	if (isSuccess && code === '') return null;
	if (call === 'token') return rowOf(code) ?? ROWS.token;
	const said = words.toLowerCase();
	const cause = CAUSES.find(([of, pattern]) => of === status && pattern.test(said));
	return cause?.[2] ?? ROWS.unknown;
}

/**
 * The order in the reply to `getOrder`. An answer without one means not found; one with another or no id
 * is rejected.
 */
export const orderResponse: ProviderCall<AmazonOrder>['response'] = (reply, query, credentials) => {
	const rejected = (row: Row) => err(failure(row, reply, credentials, 'order', query));
	const row = failedRow(reply, 'order');
	if (row) return rejected(row);
	const raw = field(reply.body, 'order');
	if (isBlank(reply.body) || (raw !== undefined && isBlank(raw))) return rejected(ROWS.notFound);
	const payload = readOrder(raw);
	if (payload.orderId === '') return rejected(ROWS.noResult);
	return payload.orderId === query.orderId ? ok({ raw, payload }) : rejected(ROWS.anotherOrder);
};

/** Calls a second that Amazon grants this seller, in the answers that say so. */
export function rateIn({ headers }: Reply): number | null {
	const rate = Number(headers?.['x-amzn-ratelimit-limit']);
	return rate > 0 ? rate : null;
}

/** The failure that a row describes, for what was asked for. */
export function failure(
	row: Row,
	reply: Reply,
	{ baseUrl }: SigningCredentials,
	call: Facts['call'],
	query: Partial<OrderQuery> = {},
): Failure {
	const { status: httpStatus, body, headers = {} } = reply;
	const { code, words: providerMessage } = errorIn(body);
	const requestId = headers['x-amzn-requestid'] ?? text(field(body, 'request_id'));
	const own = providerWords({ code, providerMessage, requestId });
	const facts: Facts = {
		call,
		orderId: shorten(query.orderId ?? ''),
		isPersonal: asksForPersonalData({ options: {}, ...query }),
		region: regionName(baseUrl),
		httpStatus,
		code: own.code ?? 'no code',
		words: own.providerMessage ?? '',
	};
	return failureBy(row, reply, facts, own);
}
