import { collectWarnings } from '../payload/read';
import { fulfill } from '../../order/fulfillment';
import { EMPTY_ORDER, type Order } from '../../order/order';
import { distinct } from '../../order/text';
import type { OrderQuery } from '../call';
import { amounts } from './amounts';
import { history } from './history';
import { line } from './lines';
import { parties } from './parties';
import type { TuyaOrder } from './payload';
import { payments } from './payments';
import { MATCHING, parcels } from './shipments';
import { orderMeaning } from './statuses';

/**
 * The order in the shape that every provider has. Total: what Tuya does not say is `''`, `null` or
 * `unknown`. The query gives mall and site, and the order id where the payload has none.
 */
export function normalizeOrder(payload: TuyaOrder, query: OrderQuery): Order {
	return collectWarnings((warn) => {
		payload.warnings.forEach(warn);
		const orderId = payload.order_id || query.orderId;
		const status = orderMeaning(payload.order_status, 'The order', warn);
		const money = amounts(payload, warn);
		const past = history(payload.order_flow_list, warn);
		return {
			...EMPTY_ORDER,
			provider: 'tuya',
			order_id: orderId,
			order_status: status.order,
			provider_status: payload.order_status,
			created_at: payload.gmt_order_create,
			...money,
			...past,
			...payments(payload, money, status, past.history, warn),
			...fulfill(
				{
					provider: 'tuya',
					orderId,
					lines: payload.commodity_list.map((each, at) => line(each, at, payload.currency, warn)),
					parcels: parcels(payload.delivery_list, status.fulfillment),
					matching: MATCHING,
					fromStatus: status.fulfillment,
					listsEveryParcel: true,
				},
				warn,
			),
			...parties(payload),
			notes: { buyer: payload.buyer_remark, seller: payload.remark },
			account: { mall_code: query.fields.mallCode ?? '', site_code: query.fields.siteCode ?? '' },
			order_type: payload.order_type_code,
			provider_statuses: {
				...EMPTY_ORDER.provider_statuses,
				order: payload.order_status,
				fulfillment: distinct(payload.delivery_list.map((each) => each.delivery_status)).join(', '),
				refund: payload.refund_status,
			},
			timestamps_raw: payload.timestamps_raw,
		};
	});
}
