import type { Reply } from '../../http/message';
import { count, field, object } from '../../json/value';
import type { Order, OrderStatus, PaymentStatus } from '../../order/order';
import type { OrderQuery, Received, SigningCredentials } from '../call';
import { err, ok, type Result } from '../failure';
import { validateQuery } from '../validateQuery';
import { ROWS } from './failures';
import { normalizeOrder } from './normalize';
import { readOrder, type TuyaOrder } from './payload';
import { searchRequest } from './request';
import { failedRow, failure } from './response';
import { ORDER_STATUSES } from './statuses';
import type { ListedPage, OrderSearch, PageQuery } from '../search';

/** The page in the reply to "Search for Orders". An entry without an order number is counted, not returned. */
function searchResponse(
	reply: Reply,
	query: PageQuery,
	credentials: SigningCredentials,
): Result<Received<ListedPage<TuyaOrder>>> {
	const result = field(reply.body, 'result');
	const list = field(result, 'data_list');
	const total = count(field(result, 'total'));
	const isList = Array.isArray(list) || (total === 0 && list === undefined);
	const row = failedRow(reply) ?? (isList ? null : ROWS.noResult);
	if (row)
		return err(failure(row, reply, credentials, { call: 'search', filters: filtersOf(query) }));
	const entries = Array.isArray(list) ? (list as readonly unknown[]) : [];
	const orders = entries
		.map((entry) => ({ raw: object(entry), payload: readOrder(entry) }))
		.map((received) => ({ ...received, orderId: received.payload.order_id }))
		.filter(({ orderId }) => orderId !== '');
	const payload = { total, orders, unreadable: entries.length - orders.length };
	return ok({ raw: result, payload });
}

const filtersOf = ({ orderStatus, placedAfter, placedBefore }: PageQuery) => ({
	...(orderStatus === '' ? {} : { status: 'Order Status' }),
	...(placedAfter === null ? {} : { start_time: 'Placed After' }),
	...(placedBefore === null ? {} : { end_time: 'Placed Before' }),
});

/** A list does not show refunds: whether money that was paid has been returned is not known. */
const RETURNABLE: ReadonlySet<PaymentStatus> = new Set(['paid', 'partially_paid']);

/** The order as far as the list shows it: without parcels, address, buyer, history and refunds. */
function normalizeListed(payload: TuyaOrder, query: OrderQuery): Order {
	const order = normalizeOrder(payload, query);
	const { payment_status } = order;
	return RETURNABLE.has(payment_status) ? { ...order, payment_status: 'unknown' } : order;
}

const valuesOf = (wanted: OrderStatus): readonly string[] =>
	[...ORDER_STATUSES].filter(([, { order }]) => order === wanted).map(([status]) => status);

/** Of what is not documented, as of canceled orders, no value is known: they are among all orders. */
function statusesOf(statuses: readonly OrderStatus[]): readonly string[] {
	const values = statuses.map(valuesOf);
	return values.length === 0 || values.some(({ length }) => length === 0) ? [''] : values.flat();
}

/** @param labels the required fields: parameter name → the label the user sees */
export const search = (labels: Readonly<Record<string, string>>): OrderSearch<TuyaOrder> => ({
	statusesOf,
	validate: (query) => validateQuery(query, labels),
	request: searchRequest,
	response: searchResponse,
	normalize: normalizeListed,
});
