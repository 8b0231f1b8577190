import { firstStated } from '../payload/amount';
import { collectWarnings, type Warn } from '../payload/read';
import { fulfill } from '../../order/fulfillment';
import { EMPTY_ORDER, NO_TOTALS, type Order } from '../../order/order';
import { distinct } from '../../order/text';
import { isUnset, readTime } from '../../order/time';
import type { OrderQuery } from '../call';
import { currenciesOf } from './amounts';
import { orderPage, zoneOf } from './description';
import { lineEnd } from './lineEnd';
import { orderLines } from './lines';
import type { OrderPayload } from './payload';
import { listedShipments } from './shipments';
import { orderState } from './statuses';

/**
 * What `aliexpress.trade.ds.order.get` sent as the normalized order, for any payload. The response names
 * no order id.
 */
export function normalizeOrder(payload: OrderPayload, query: OrderQuery): Order {
	return collectWarnings((warn) => {
		payload.warnings.forEach(warn);
		return normalized(payload, query, warn);
	});
}

function normalized(payload: OrderPayload, query: OrderQuery, warn: Warn): Order {
	const { user_order_amount, order_amount, gmt_create, order_paidtime_string } = payload;
	const { store_id, store_name, store_url } = payload.store_info;
	const zone = zoneOf(query);
	const time = (text: string, notBefore: string | null = null): string | null => {
		const { iso, warning } = readTime(text, zone, notBefore);
		if (warning) warn(warning);
		return iso;
	};
	const created_at = time(gmt_create);
	const unfulfilled = orderLines(payload, warn);
	const ends = payload.child_order_list.map((line) => [line.end_reason, line.end_reason_desc]);
	const state = orderState(
		{
			orderStatus: payload.order_status,
			logisticsStatus: payload.logistics_status,
			hasPaidTime: /[1-9]/.test(order_paidtime_string) && !isUnset(order_paidtime_string),
			ends: ends.map((reasons) => lineEnd(...reasons)),
		},
		warn,
	);
	const { orderId } = query;
	const { lines, fulfillment_status } = fulfill(
		{ provider: 'aliexpress', orderId, lines: unfulfilled, fromStatus: state.fulfillment },
		warn,
	);
	const total = user_order_amount ?? null;
	const currencies = currenciesOf([total, ...lines.map((line) => line.line_total)]);
	if (currencies.length > 1) {
		warn(`The order total and its lines are in several currencies: ${currencies.join(', ')}.`);
	}
	return {
		// A key that EMPTY_ORDER lacks comes first, as V8 adds it slowly to a copy this large.
		order_total: firstStated(user_order_amount, order_amount),
		...EMPTY_ORDER,
		provider: 'aliexpress',
		order_id: orderId,
		order_url: orderPage(orderId),
		order_status: state.order,
		payment_status: state.payment,
		fulfillment_status,
		provider_status: payload.order_status,
		created_at,
		paid_at: time(order_paidtime_string, created_at),
		currency: payload.currency,
		totals: { ...NO_TOTALS, total, settlement: order_amount ?? null },
		lines,
		shipments: listedShipments(payload.logistics_info_list, state.fulfillment),
		store: { id: store_id, name: store_name, url: store_url },
		pay_timeout_seconds: payload.pay_timeout_second,
		provider_statuses: {
			...EMPTY_ORDER.provider_statuses,
			order: payload.order_status,
			fulfillment: payload.logistics_status,
			end_reasons: distinct(ends.flat()),
		},
		timestamps_raw: {
			...(gmt_create && { gmt_create }),
			...(order_paidtime_string && { order_paidtime_string }),
		},
	};
}
