import { EMPTY_LINE, type UnfulfilledLine } from '../../order/order';
import type { Warn } from '../payload/read';
import { lineAmounts } from './amounts';
import type { OrderItem } from './payload';

/** Who canceled a line, by `cancelledBy`. */
const CANCELED_BY = new Map([
	['BUYER', 'buyer'],
	['MERCHANT', 'seller'],
]);

/** The line of the element at `index` of `orderItems`. */
export function line(item: OrderItem, index: number, warn: Warn): UnfulfilledLine {
	const { product, proceeds, measurement, quantityOrdered } = item;
	const amounts = lineAmounts(proceeds, { owner: `Line ${index + 1}`, warn });
	const unit_price = product.price.unitPrice ?? null;
	return {
		...EMPTY_LINE,
		line_number: index + 1,
		line_id: item.orderItemId,
		product_id: product.asin,
		sku: product.sellerSku,
		product_name: product.title,
		unit: measurement.unit === 'COUNT' ? '' : measurement.unit,
		quantity: quantityOrdered,
		currency: (amounts.line_total ?? unit_price)?.currency ?? '',
		unit_price,
		...amounts,
		cancel_reason: cancelReason(item),
	};
}

/** Why the line should be canceled, and why it was. */
export const cancelTexts = ({ cancellation }: OrderItem): readonly string[] =>
	Object.values(cancellation).map(({ cancelReason }) => cancelReason);

const isExecuted = ({ cancellation: { cancellationExecution: it } }: OrderItem): boolean =>
	it.cancelledBy !== '' || it.cancelReason !== '';

/** A line of which a piece was sent is not canceled, whatever else it says. */
function cancelReason(item: OrderItem): string {
	const { cancelledBy } = item.cancellation.cancellationExecution;
	const isSent = (item.fulfillment.quantityFulfilled ?? 0) > 0;
	if (isExecuted(item) && !isSent) return CANCELED_BY.get(cancelledBy.toUpperCase()) ?? 'other';
	return item.quantityOrdered === 0 ? 'other' : '';
}

/** True when the buyer wants the line canceled, and the seller can still do so. */
export function asksToCancel(item: OrderItem): boolean {
	const { requester, cancelReason: reason } = item.cancellation.cancellationRequest;
	const isSent = (item.fulfillment.quantityFulfilled ?? 0) >= (item.quantityOrdered ?? 1);
	return (requester !== '' || reason !== '') && !isExecuted(item) && !isSent;
}
