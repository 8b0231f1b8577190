import { count, field, flag, isBlank, isObject, object, text } from '../../json/value';
import type { Reply } from '../../http/message';
import { shorten } from '../../order/text';
import type { ProviderCall, SigningCredentials } from '../call';
import { err, ok, type Failure } from '../failure';
import { failureBy, failureLookup, rowByStatus } from '../failureTable';
import { providerWords } from '../providerWords';
import { dataCenterName } from './dataCenters';
import { FAILURES, ROWS, SAMPLE_FACTS, type Facts, type Row } from './failures';
import { readOrder, type TuyaOrder } from './payload';

const rowOf = failureLookup(FAILURES);

/** The labels of each call's fields, by the words in which Tuya names them. */
const FIELDS: Readonly<Record<Facts['call'], Readonly<Record<string, string>>>> = {
	order: { mall: 'Mall Code', site: 'Site Code', order: 'Order ID', lang: 'Language' },
	search: { mall: 'Mall Code', site: 'Site Code', lang: 'Language' },
	token: {},
};
const ANY_FIELD: Readonly<Record<Facts['call'], string>> = {
	order: SAMPLE_FACTS.field,
	search: 'Mall Code or Site Code',
	token: '',
};

/** Tuya names the address: `your ip(203.0.113.7) don't have access`. */
const ADDRESS = /\bip ?\(([\da-f.:]{3,45})\)/i;

/**
 * The order in the reply to "Get Order Details". An empty `result` means not found; one without order
 * number and lines, or with another order's number, is rejected.
 */
export const orderResponse: ProviderCall<TuyaOrder>['response'] = (reply, query, credentials) => {
	const about = { call: 'order', orderId: query.orderId } as const;
	const rejected = (row: Row) => err(failure(row, reply, credentials, about));
	const row = failedRow(reply);
	if (row) return rejected(row);
	const result = field(reply.body, 'result');
	if (isEmpty(result)) return rejected(ROWS.notFound);
	const raw = object(result);
	const payload = readOrder(raw);
	const isNamed = payload.order_id !== '' || !isBlank(field(raw, 'order_id'));
	if (isNamed && payload.order_id !== query.orderId) return rejected(ROWS.anotherOrder);
	const hasLine = payload.commodity_list.some(
		(line) => line.commodity_code || line.specification_code || line.commodity_name,
	);
	return isNamed || hasLine ? ok({ raw, payload }) : rejected(ROWS.noResult);
};

/**
 * The row of the failure in any reply, `null` for success. Failures come as `{success:false, code, msg, t,
 * tid}` with HTTP 200; a known code decides, else the HTTP status.
 */
export function failedRow(reply: Reply): Row | null {
	const { body, status } = reply;
	const success = flag(field(body, 'success'));
	const code = text(field(body, 'code'));
	const known = success === true ? undefined : rowOf(code);
	if (known) return known;
	const byStatus = rowByStatus(reply, ROWS, success !== null || code !== '');
	if (byStatus) return byStatus;
	if (success !== true) return ROWS.unknown;
	return status >= 200 && status < 300 ? null : ROWS.unexpected;
}

/** True for a result without content: absent, blank, or an object whose fields are all blank. */
export const isEmpty = (result: unknown): boolean =>
	result === false ||
	isBlank(result) ||
	(isObject(result) && Object.values(result).every((value) => isBlank(value)));

/** `filters` are the labels of the filters that are set, by Tuya's words for them. */
interface Asked {
	readonly call: Facts['call'];
	readonly orderId?: string;
	readonly filters?: Readonly<Record<string, string>>;
}

/** The failure that a row describes, for what was asked for. */
export function failure(
	row: Row,
	reply: Reply,
	credentials: SigningCredentials,
	{ call, orderId = '', filters = {} }: Asked,
): Failure {
	const { body, status } = reply;
	const own = providerWords({
		code: text(field(body, 'code')),
		providerMessage: text(field(body, 'msg', 'message')),
		requestId: text(field(body, 'tid')),
	});
	const words = own.providerMessage ?? '';
	const fields = Object.entries({ ...FIELDS[call], ...filters }).filter(([name]) =>
		words.toLowerCase().includes(name),
	);
	const facts: Facts = {
		call,
		orderId: shorten(orderId),
		dataCenter: dataCenterName(credentials.baseUrl),
		httpStatus: status,
		code: own.code ?? 'none',
		words,
		field: fields.map(([, label]) => label).join(' or ') || ANY_FIELD[call],
		address: ADDRESS.exec(words)?.[1] ?? SAMPLE_FACTS.address,
	};
	return failureBy(row, reply, facts, own, count(field(body, 't')));
}
