import { distinct, field, isObject, object, text, type Json } from '../../json/read';
import { fail, succeed } from '../failure';
import type { Account, Failure, OrderQuery, Outcome, Reply } from '../contract';
import {
	foreignAnswer,
	orderNotFound,
	passingFailure,
	refusalFailure,
	type Refusal,
} from './failures';
import { lineElements } from './lines';
import { isBlank } from './lists';
import { headText } from './normalize';

const EMPTY: Json = {};
const SILENT: Refusal = { code: '', subCode: '', text: '', requestId: '' };
/** Codes that stand beside a good answer. */
const SUCCESS = /^(?:0+|200|ok|success)$/i;

/**
 * The `result` of `aliexpress.trade.ds.order.get`, or why there is none. A result without status,
 * creation time and lines is an order that the account does not see.
 */
export function orderResponse(reply: Reply, query: OrderQuery, _account: Account): Outcome<Json> {
	const refused = callFailure(reply);
	if (refused) return fail(refused);
	const result = resultOf(reply.body);
	if (result === null) return fail(foreignAnswer('answer', circumstances(reply)));
	return holdsOrder(result)
		? succeed(result)
		: fail(orderNotFound(query.orderId, circumstances(reply)));
}

/**
 * The `data` of `aliexpress.ds.order.tracking.get`, or `null` while the order has no tracking: code
 * 1001, "TRACKING DATA NOT FOUND", is the normal state before shipment.
 */
export function trackingResponse(
	reply: Reply,
	_query: OrderQuery,
	_account: Account,
): Outcome<Json | null> {
	const refused = callFailure(reply);
	if (refused) return isNoTracking(refused) ? succeed(null) : fail(refused);
	const result = resultOf(reply.body);
	if (result === null) return fail(foreignAnswer('answer', circumstances(reply)));
	const data = object(field(result, 'data') ?? result);
	return succeed(isBlank(field(data, 'tracking_detail_line_list')) ? null : data);
}

const isNoTracking = ({ kind, code, text: words }: Failure): boolean =>
	kind === 'unknown' && (code === '1001' || /tracking data not found/i.test(words));

/**
 * The failure in any answer of the business or the system gateway, or `null`. It is told by
 * `error_response`, by the same fields at the top level or in the envelope, by `rsp_code`, or by
 * `ret` or `success` being false; almost always with HTTP status 200. A code beside an order, its
 * tracking, a token or `ret` being true does not count. An HTTP status that passes counts unless a known code says
 * more.
 */
export function callFailure(reply: Reply): Failure | null {
	const refusal = refusalIn(reply.body);
	const details = circumstances(reply, refusal?.text);
	const refused = refusal && refusalFailure(refusal, details);
	if (refused && refused.kind !== 'unknown') return refused;
	if (reply.status === 408 || reply.status === 429 || reply.status >= 500) {
		return reply.body === undefined
			? foreignAnswer('transient', details)
			: passingFailure(refusal ?? SILENT, details);
	}
	return refused ?? (reply.body === undefined ? foreignAnswer('answer', details) : null);
}

/** The longer of the waits that header and words ask for ("this ban will last 2 seconds"). */
function circumstances({ status, retryAfter }: Reply, words = '') {
	const ban = /\bban will last (\d{1,6}) second/i.exec(words)?.[1];
	const waits = [retryAfter ?? 0, ban === undefined ? 0 : Number(ban) * 1000];
	const wait = Math.max(...waits.filter((each) => Number.isFinite(each)));
	return { httpStatus: status, wait: wait > 0 ? wait : null };
}

function refusalIn(body: unknown): Refusal | null {
	const outer = object(body);
	const envelope = envelopeOf(outer) ?? EMPTY;
	const result = resultOf(body) ?? EMPTY;
	const stated = field(outer, 'error_response');
	if (!isBlank(stated)) return refusal([object(stated), outer]);
	const answered =
		verdicts(result).includes('true') ||
		holdsOrder(result) ||
		!isBlank(field(result, 'data')) ||
		text(field(outer, 'access_token')) !== '';
	const levels = [outer, envelope, result];
	const at = levels.findIndex((level) => says(level, answered));
	return at < 0 ? null : refusal([levels[at] ?? EMPTY, outer, envelope]);
}

const says = (level: Json, answered: boolean): boolean =>
	verdicts(level).includes('false') || (!answered && codeOf(level) !== '');

const verdicts = (level: Json): readonly string[] =>
	texts(level, 'ret', 'success').map((verdict) => verdict.toLowerCase());

/** The code of a refusal at this level; the codes of success are none. */
const codeOf = (level: Json): string =>
	texts(level, 'code', 'rsp_code', 'error_code').find((code) => !SUCCESS.test(code)) ?? '';

const texts = (source: Json, ...names: readonly string[]): readonly string[] =>
	names.map((name) => text(field(source, name))).filter((value) => value !== '');

/** The refusal of the first level; the request id may stand around it. */
const refusal = ([level = EMPTY, ...around]: readonly Json[]): Refusal => ({
	code: codeOf(level),
	subCode: texts(level, 'sub_code')[0] ?? '',
	text: distinct(texts(level, 'msg', 'message', 'rsp_msg', 'error_msg', 'sub_msg')).join(': '),
	requestId: [level, ...around].flatMap((each) => texts(each, 'request_id'))[0] ?? '',
});

/** What is in `…_response`, the body itself when it has a `result`, `null` when it has neither. */
function envelopeOf(outer: Json): Json | null {
	const name = Object.keys(outer).find(
		(key) => key.endsWith('_response') && key !== 'error_response',
	);
	if (name !== undefined) return part(outer[name]);
	return Object.hasOwn(outer, 'result') ? outer : null;
}

function resultOf(body: unknown): Json | null {
	const envelope = envelopeOf(object(body));
	return envelope && part(field(envelope, 'result'));
}

/** An object or an array of one, nothing as an empty object, `null` for what fits no envelope. */
function part(value: unknown): Json | null {
	if (isBlank(value)) return EMPTY;
	const only = Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value;
	return isObject(only) ? only : null;
}

const holdsOrder = (result: Json): boolean =>
	['order_status', 'gmt_create'].some((name) => headText(result, name) !== '') ||
	lineElements(result).length > 0;
