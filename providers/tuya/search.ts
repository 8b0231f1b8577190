import { count, field, object } from '../../json/value';
import type { Order, OrderStatus, PaymentStatus } from '../../order/order';
import type { OrderQuery } from '../call';
import { err, ok } from '../failure';
import { validateQuery } from '../validateQuery';
import { ROWS } from './failures';
import { normalizeOrder } from './normalize';
import { readOrder, type TuyaOrder } from './payload';
import { searchRequest } from './request';
import { failedRow, failure } from './response';
import { ORDER_STATUSES } from './statuses';
import { listedOrders, type OrderSearch, type PageQuery } from '../search';

/** The page in the reply to "Search for Orders". An entry without an order number is counted, not returned. */
const response: OrderSearch<TuyaOrder>['response'] = (reply, query, credentials) => {
	const result = field(reply.body, 'result');
	const list = field(result, 'data_list');
	const total = count(field(result, 'total'));
	const isList = Array.isArray(list) || (total === 0 && list === undefined);
	const row = failedRow(reply) ?? (isList ? null : ROWS.noResult);
	const asked = { call: 'search', filters: filtersOf(query) } as const;
	if (row) return err(failure(row, reply, credentials, asked));
	const entries = listedOrders(list, (entry) => {
		const payload = readOrder(entry);
		return { orderId: payload.order_id, raw: object(entry), payload };
	});
	return ok({ raw: result, payload: { total, ...entries } });
};

const filtersOf = ({ orderStatus, placedAfter, placedBefore }: PageQuery) => ({
	...(orderStatus === '' ? {} : { status: 'Order Status' }),
	...(placedAfter === null ? {} : { start_time: 'Placed After' }),
	...(placedBefore === null ? {} : { end_time: 'Placed Before' }),
});

/** Payment statuses that a list leaves uncertain, because it does not show refunds. */
const RETURNABLE: ReadonlySet<PaymentStatus> = new Set(['paid', 'partially_paid']);

/** The order as far as the list shows it: without parcels, address, buyer, history and refunds. */
function normalizeListed(payload: TuyaOrder, query: OrderQuery): Order {
	const order = normalizeOrder(payload, query);
	const { payment_status } = order;
	return RETURNABLE.has(payment_status) ? { ...order, payment_status: 'unknown' } : order;
}

const valuesOf = (wanted: OrderStatus): readonly string[] =>
	[...ORDER_STATUSES].filter(([, { order }]) => order === wanted).map(([status]) => status);

/** If one of the statuses has no documented value, as canceled has none, all orders are searched. */
function statusesOf(statuses: readonly OrderStatus[]): readonly string[] {
	const values = statuses.map(valuesOf);
	return values.length === 0 || values.some(({ length }) => length === 0) ? [''] : values.flat();
}

/** @param labels the required fields: parameter name → the label the user sees */
export const search = (labels: Readonly<Record<string, string>>): OrderSearch<TuyaOrder> => ({
	statusesOf,
	validate: (query) => validateQuery(query, labels),
	request: searchRequest,
	response,
	normalize: normalizeListed,
});
