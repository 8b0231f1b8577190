import { count, field, flag, isObject, object, text } from '../../json/read';
import { fail, failure, succeed } from '../failure';
import type { Account, Failure, FailureKind, OrderQuery, Outcome, Reply } from '../contract';
import { dataCenterName } from './dataCenters';
import {
	ANOTHER_ORDER,
	FAILURES,
	NOT_AN_ORDER,
	NOT_FROM_TUYA,
	UNKNOWN_CODE,
	type FailureRow,
} from './failures';
import { clip, isBlank, list } from './lists';

/** Longest text of Tuya's that a failure carries. */
const WORDS = 300;

const rows: ReadonlyMap<string, FailureRow> = new Map(
	FAILURES.flatMap((row) => row.codes.map((code) => [code, row])),
);
const rowOf = (kind: FailureKind): FailureRow | undefined =>
	FAILURES.find((row) => row.kind === kind);

/**
 * The failure in any answer of Tuya's, a token call's as well, or `null` when Tuya says that the
 * call succeeded. Tuya reports failures as `{success:false, code, msg, t, tid}` with HTTP 200; a
 * code that is known decides, else the HTTP status.
 */
export const callFailure = (reply: Reply, account: Account): Failure | null =>
	failureIn(reply, account, 'order');

/**
 * The `result` of an answer to "Get Order Details", or the failure. An empty result means that there
 * is no such order; a result without order number and lines, or with another order's number, is
 * never passed on.
 */
export function orderResponse(reply: Reply, query: OrderQuery, account: Account): Outcome<unknown> {
	const order = `order "${clip(query.orderId, 64)}"`;
	const refused = failureIn(reply, account, order);
	if (refused) return fail(refused);
	const answer = field(reply.body, 'result');
	const result = object(answer);
	const failed = (row: FailureRow | undefined) =>
		fail(told(row ?? NOT_AN_ORDER, reply, account, order));
	if (isEmpty(answer)) return failed(rowOf('not_found'));
	const orderId = field(result, 'order_id');
	if (!isBlank(orderId)) {
		return text(orderId) === query.orderId ? succeed(result) : failed(ANOTHER_ORDER);
	}
	return list(field(result, 'commodity_list')).length > 0 ? succeed(result) : failed(NOT_AN_ORDER);
}

function failureIn(reply: Reply, account: Account, order: string): Failure | null {
	const success = flag(field(reply.body, 'success'));
	const code = text(field(reply.body, 'code'));
	const row = success === true ? undefined : rows.get(code);
	if (row) return told(row, reply, account, order);
	const byStatus = rowOf(kindOf(reply.status));
	if (success === null && code === '' && reply.status !== 429) {
		const kind = byStatus?.kind ?? NOT_FROM_TUYA.kind;
		return told({ ...NOT_FROM_TUYA, kind }, reply, account, order);
	}
	if (byStatus) return told(byStatus, reply, account, order);
	if (success !== true) return told(UNKNOWN_CODE, reply, account, order);
	const isFine = reply.status >= 200 && reply.status < 300;
	return isFine ? null : told(NOT_FROM_TUYA, reply, account, order);
}

/** What an HTTP status says where no code of Tuya's does. */
function kindOf(status: number): FailureKind {
	if (status === 429) return 'throttled';
	return status === 408 || status >= 500 ? 'transient' : 'answer';
}

/** A result that says nothing: absent, blank, or an object of which every field is so. */
function isEmpty(result: unknown): boolean {
	const nothing = (value: unknown) =>
		isBlank(value) || (Array.isArray(value) && value.length === 0);
	if (isObject(result)) return Object.values(result).every(nothing);
	return nothing(result) || result === false;
}

function told(
	row: FailureRow,
	{ body, status, retryAfter }: Reply,
	account: Account,
	order: string,
) {
	const code = clip(text(field(body, 'code')), 40);
	const words = clip(text(field(body, 'msg', 'message')).replace(/\s+/g, ' '), WORDS);
	const values: Readonly<Record<string, string>> = {
		order,
		center: dataCenterName(account.baseUrl),
		status: String(status),
		code: code || '(none)',
		words: words || '(none)',
	};
	const fill = (text: string) =>
		text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
	const time = count(field(body, 't'));
	return failure(row.kind, fill(row.message), fill(row.description), {
		code,
		text: words,
		requestId: clip(text(field(body, 'tid')), 100),
		wait: retryAfter,
		serverTime: row.kind === 'clock' && time !== null && time > 0 ? time : null,
		httpStatus: status,
	});
}
