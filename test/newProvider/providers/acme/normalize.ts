import { fulfill, type UnfulfilledLine } from '../../order/fulfillment';
import { times } from '../../order/money';
import { EMPTY_LINE, EMPTY_ORDER, NO_TOTALS, type Order } from '../../order/order';
import type { OrderQuery } from '../call';
import type { Stated } from '../payload/amount';
import type { AcmeOrder } from './payload';
import { meaningOf } from './statuses';

/** Acme's order as a normalized one. */
export function normalizeOrder(payload: AcmeOrder, { orderId }: OrderQuery): Order {
	const { state, currency } = payload;
	const { order, payment, fulfillment, warnings: unknown } = meaningOf(state);
	const warnings = [...payload.warnings, ...unknown];
	const own = (amount: Stated) => (amount ? { ...amount, currency } : null);
	const { lines, fulfillment_status } = fulfill(
		{
			provider: 'acme',
			orderId,
			lines: payload.lines.map(({ id, code, title, pieces, each }, index): UnfulfilledLine => {
				const price = own(each);
				return {
					...EMPTY_LINE,
					line_number: index + 1,
					line_id: id,
					sku: code,
					product_name: title,
					quantity: pieces,
					currency,
					unit_price: price,
					line_total: price && pieces !== null ? times(price, pieces) : null,
				};
			}),
			fromStatus: fulfillment,
		},
		(sentence) => void warnings.push(sentence),
	);
	return {
		...EMPTY_ORDER,
		provider: 'acme',
		order_id: orderId,
		order_status: order,
		payment_status: payment,
		fulfillment_status,
		provider_status: state,
		created_at: payload.placed,
		updated_at: payload.changed,
		currency,
		totals: { ...NO_TOTALS, total: own(payload.total) },
		lines,
		provider_statuses: { ...EMPTY_ORDER.provider_statuses, order: state },
		timestamps_raw: payload.placedRaw === '' ? {} : { placed: payload.placedRaw },
		warnings,
	};
}
