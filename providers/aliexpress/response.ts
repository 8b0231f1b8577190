import type { Reply } from '../../http/message';
import { field, isBlank, isObject, object, single, text, type Json } from '../../json/value';
import { distinct } from '../../order/text';
import type { Answer, OrderQuery } from '../call';
import { err, ok, type Err } from '../failure';
import { failureBy, failureLookup, rowByStatus } from '../failureTable';
import { providerWords } from '../providerWords';
import { zoneOf } from './description';
import { FAILURES, ROWS, type Facts, type Row } from './failures';
import { readOrder, readTracking, type OrderPayload, type TrackingPayload } from './payload';

type Response<Payload> = (reply: Reply, query: OrderQuery) => Answer<Payload>;

/**
 * The `result` of `aliexpress.trade.ds.order.get`. One without status, creation time and lines is not
 * found.
 */
export const orderResponse: Response<OrderPayload> = (reply, { orderId }) => {
	const raw = resultOf(reply.body);
	const payload = readOrder(raw);
	const { order_status, gmt_create, child_order_list } = payload;
	const isOrder = order_status !== '' || gmt_create !== '' || child_order_list.length > 0;
	const asked: Asked = { call: 'order', orderId };
	const rejection = rejectionOf(reply, asked, isOrder);
	if (rejection) return rejection;
	if (raw === null) return rejectBy(ROWS.unexpected, reply, asked);
	return isOrder ? ok({ raw, payload }) : rejectBy(ROWS.notFound, reply, asked);
};

/**
 * The `data` of `aliexpress.ds.order.tracking.get`; code 1001 is the normal state before shipment: no
 * parcels.
 */
export const trackingResponse: Response<TrackingPayload> = (reply, query) => {
	const { orderId } = query;
	const result = resultOf(reply.body);
	const raw = object(field(result, 'data') ?? result);
	const payload = readTracking(raw, zoneOf(query));
	const asked: Asked = { call: 'order', orderId };
	const rejection = rejectionOf(reply, asked, !isBlank(field(result, 'data')));
	const none = { raw: null, payload: { tracking_detail_line_list: [], warnings: [] } };
	if (rejection) return isNoTracking(rejection) ? ok(none) : rejection;
	if (result === null) return rejectBy(ROWS.unexpected, reply, asked);
	return ok(isBlank(field(raw, 'tracking_detail_line_list')) ? none : { raw, payload });
};

const isNoTracking = ({ failure: { kind, code, providerMessage = '' } }: Err): boolean =>
	(kind === 'unknown' || kind === 'not_found') &&
	(code === '1001' || /tracking[ _]?data[ _]?not[ _]?found/i.test(`${code} ${providerMessage}`));

/** Why the response to a renewal of the session holds no token, `null` if it does. */
export function tokenRejection(reply: Reply): Err | null {
	const isAnswered = text(field(reply.body, 'access_token')) !== '';
	const asked: Asked = { call: 'token', orderId: '' };
	const rejection = rejectionOf(reply, asked, isAnswered);
	return rejection ?? (isAnswered ? null : rejectBy(ROWS.unexpected, reply, asked));
}

type Asked = Pick<Facts, 'call' | 'orderId'>;

/** What a refusal says, as sent, `''` where it says nothing; `type` is `ISV`, `ISP` or `SYSTEM`. */
type Refusal = Readonly<Record<'code' | 'subCode' | 'type' | 'words' | 'requestId', string>>;
const SILENT: Refusal = { code: '', subCode: '', type: '', words: '', requestId: '' };

/** The row's failure, with the wait that the header or the words ask for. */
function rejectBy(row: Row, reply: Reply, asked: Asked, refusal: Refusal = SILENT): Err {
	const { code, subCode, words, requestId } = refusal;
	const wait = Math.max(reply.retryAfter ?? 0, Math.ceil(Number(banIn(words) ?? 0) * 1000));
	const said = providerWords({ code, subCode, providerMessage: words, requestId });
	const { status: httpStatus } = reply;
	const facts = { ...asked, httpStatus, code: subCode || code, words: said.providerMessage ?? '' };
	return err(failureBy(row, { ...reply, retryAfter: wait || null }, facts, said));
}

/** "this ban will last 1 seconds", "This ban will last for 6 more seconds". */
const BAN = /\bban.{0,60}\blast.{0,40}?(?<![\d.])(\d{1,12}(?:\.\d+)?)(?!\d)\D{0,20}\bsecond/is;
const MOST_WORDS = 10_000;
/** The seconds of the ban that the words name, `undefined` for none. */
const banIn = (words: string): string | undefined => BAN.exec(words.slice(0, MOST_WORDS))?.[1];

/**
 * The rejection in any response: in `error_response`, in the same fields at the top level or in the
 * envelope, or in a false `ret` or `success`; almost always with HTTP status 200.
 *
 * @param isAnswered true if the response contains what was requested; its code is then ignored
 */
function rejectionOf(reply: Reply, asked: Asked, isAnswered: boolean): Err | null {
	const refusal = refusalIn(reply.body, isAnswered);
	const row = refusal && rowOf(refusal, asked.call === 'token');
	const byStatus = rowByStatus(reply, ROWS, reply.body !== undefined);
	const stated = row === ROWS.unknown ? (byStatus ?? row) : (row ?? byStatus);
	return stated && rejectBy(stated, reply, asked, refusal ?? SILENT);
}

const { accessToken, otherAccount, notFound, missing, invalid, anyIsv } = ROWS;
/** Failures of orders, which cannot be the reason for a refused renewal of the session. */
const ABOUT_ORDERS = [accessToken, otherAccount, notFound, missing, invalid, anyIsv];
const lookUp = failureLookup(FAILURES);

/**
 * The sub-code decides before the code. A sub-code of which only the prefix `isv.` is known outranks nothing
 * but code 15 ("Remote service error"). Next to an unknown code, words that name a ban are a rate limit, and
 * the type ISP or SYSTEM is the provider's own fault.
 */
function rowOf({ code, subCode, type, words }: Refusal, isToken: boolean): Row {
	const specific = lookUp(subCode);
	const general = code === '15' && specific === anyIsv ? undefined : lookUp(code);
	const row = (specific === anyIsv ? general : specific) ?? specific ?? general;
	if (row === undefined) {
		if (banIn(words) !== undefined) return ROWS.rateLimit;
		return /^(?:isp|system)$/i.test(type) ? ROWS.unavailable : ROWS.unknown;
	}
	return isToken && ABOUT_ORDERS.includes(row) ? ROWS.authorization : row;
}

const SUCCESS = /^(?:0+|200|ok|success)$/i;
const EMPTY: Json = {};

function refusalIn(body: unknown, isAnswered: boolean): Refusal | null {
	const outer = object(body);
	const envelope = envelopeOf(outer) ?? EMPTY;
	const result = resultOf(body) ?? EMPTY;
	const stated = field(outer, 'error_response');
	if (!isBlank(stated)) return refusal([object(stated), outer]);
	const hasAnswer = isAnswered || verdicts(result).includes('true');
	const level = [outer, envelope, result].find(
		(each) => verdicts(each).includes('false') || (!hasAnswer && codeOf(each) !== ''),
	);
	return level ? refusal([level, outer, envelope]) : null;
}

const verdicts = (level: Json): readonly string[] =>
	named(level, VERDICT).map((verdict) => verdict.toLowerCase());

const codeOf = (level: Json): string =>
	named(level, CODE).find((code) => !SUCCESS.test(code)) ?? '';

const VERDICT = /^(?:is_?)?(?:ret|success)$/i;
const CODE = /^(?:(?:rsp|error|err|result|ret|biz)_?)?code$/i;
const SUB_CODE = /^sub_?code$/i;
const WORDS =
	/^(?:(?:sub|rsp|error|err|result|ret|biz)_?)?(?:msg|message|desc|description|reason)$/i;

const named = (source: Json, name: RegExp): readonly string[] =>
	Object.keys(source)
		.filter((key) => name.test(key))
		.map((key) => text(source[key]))
		.filter((value) => value !== '');

/** Reads the refusal at a level; its request id may be at a level around it. */
const refusal = ([level = EMPTY, ...around]: readonly Json[]): Refusal => ({
	code: codeOf(level),
	subCode: named(level, SUB_CODE)[0] ?? '',
	type: named(level, /^type$/)[0] ?? '',
	words: distinct(named(level, WORDS)).join(': '),
	requestId: [level, ...around].flatMap((each) => named(each, /^request_?id$/i))[0] ?? '',
});

/** What is in `…_response`, the body itself when it has a `result`, `null` when it has neither. */
function envelopeOf(outer: Json): Json | null {
	const isResult = (key: string) => key.endsWith('_response') && key !== 'error_response';
	const name = Object.keys(outer).find(isResult);
	if (name !== undefined) return part(outer[name]);
	return Object.hasOwn(outer, 'result') ? outer : null;
}

function resultOf(body: unknown): Json | null {
	const envelope = envelopeOf(object(body));
	return envelope && part(field(envelope, 'result'));
}

/** The object, also from an array of one; an empty one for nothing; `null` for what fits no envelope. */
function part(value: unknown): Json | null {
	if (isBlank(value)) return EMPTY;
	const only = single(value);
	return isObject(only) ? only : null;
}
