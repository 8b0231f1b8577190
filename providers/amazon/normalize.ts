import { fulfill, isCanceled, type UnfulfilledLine } from '../../order/fulfillment';
import { EMPTY_ORDER, type Meaning, type Order } from '../../order/order';
import { distinct } from '../../order/text';
import type { OrderQuery } from '../call';
import { collectWarnings, type Warn } from '../payload/read';
import { totals } from './amounts';
import { asksForPersonalData } from './description';
import { asksToCancel, cancelTexts, line } from './lines';
import { isImpersonal, parties } from './parties';
import type { AmazonOrder } from './payload';
import { payments } from './payments';
import { orderPage } from './regions';
import { areDelivered, MATCHING, parcels } from './shipments';
import { CANCELABLE, CANCELED, orderMeaning } from './statuses';

const NO_PERSONAL_DATA =
	'Include Personal Data is on, but Amazon sent no buyer and no address: the app has no role for them, the role was added after authorizing, or Amazon ships the order.';

/**
 * The order in the shape that every provider has. Total: what Amazon does not say is `''`, `null` or
 * `unknown`. The query gives the order id where the payload has none.
 */
export function normalizeOrder(payload: AmazonOrder, query: OrderQuery): Order {
	return collectWarnings((warn) => {
		payload.warnings.forEach(warn);
		const { orderItems: items, packages, fulfillment, salesChannel, programs } = payload;
		const orderId = payload.orderId || query.orderId;
		const lines = items.map((each, index) => line(each, index, warn));
		const status = meaning(payload, lines, warn);
		const sent = parcels(packages, lines, warn);
		const isReceived = status.fulfillment === 'shipped' && areDelivered(sent, lines);
		const fulfilled = fulfill(
			{
				provider: 'amazon',
				orderId,
				lines,
				shippedPieces: items.map((each) => each.fulfillment.quantityFulfilled),
				parcels: sent,
				matching: MATCHING,
				fromStatus: isReceived ? 'delivered' : status.fulfillment,
			},
			warn,
		);
		const people = parties(payload);
		if (asksForPersonalData(query) && isImpersonal(people)) warn(NO_PERSONAL_DATA);
		return {
			...EMPTY_ORDER,
			provider: 'amazon',
			order_id: orderId,
			order_status: status.order,
			provider_status: fulfillment.fulfillmentStatus,
			created_at: payload.createdTime,
			updated_at: payload.lastUpdatedTime,
			ship_by: fulfillment.shipByWindow.latestDateTime,
			deliver_by: fulfillment.deliverByWindow.latestDateTime,
			order_url: orderPage(salesChannel.marketplaceName, orderId),
			totals: totals(payload, warn),
			...fulfilled,
			...payments(payload, status, fulfilled),
			...people,
			store: { id: salesChannel.marketplaceId, name: salesChannel.marketplaceName, url: '' },
			account: { marketplace_id: salesChannel.marketplaceId },
			order_type: distinct([
				fulfillment.fulfilledBy,
				...programs,
				...payload.associatedOrders.map(({ associationType }) => associationType),
			]).join(', '),
			provider_statuses: {
				...EMPTY_ORDER.provider_statuses,
				order: fulfillment.fulfillmentStatus,
				fulfillment: distinct(packages.map(({ packageStatus }) => packageStatus.status)).join(', '),
				end_reasons: distinct(items.flatMap(cancelTexts)),
			},
			timestamps_raw: payload.timestamps_raw,
		};
	});
}

/** What happens to its lines outranks the order's own status: a cancellation shows on them first. */
function meaning(
	{ fulfillment: { fulfillmentStatus: status }, orderItems }: AmazonOrder,
	lines: readonly UnfulfilledLine[],
	warn: Warn,
): Meaning {
	const stated = orderMeaning(status, 'The order', warn);
	if (stated.order === 'canceled') return stated;
	if (lines.length > 0 && lines.every(isCanceled)) return CANCELED;
	const isAsked = CANCELABLE.has(status.toUpperCase()) && orderItems.some(asksToCancel);
	return isAsked ? { ...stated, order: 'cancel_pending' } : stated;
}
