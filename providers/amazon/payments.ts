import type { Meaning, Order } from '../../order/order';
import { wordsOf } from '../payload/words';
import type { AmazonOrder } from './payload';

/** `CashOnDelivery`, `COD` and the like. */
const CASH = /\b(?:cash on delivery|cod)\b/;

/**
 * `paymentExecutions`, each with the payment status of the order: Amazon states none for them. Money that
 * went back to the buyer is never shown, nor is cash that was paid on delivery.
 */
export function payments(
	{ payment: { paymentExecutions }, salesChannel }: AmazonOrder,
	{ order, payment: stated }: Meaning,
	{ lines, fulfillment_status }: Pick<Order, 'lines' | 'fulfillment_status'>,
): Pick<Order, 'payments' | 'payment_status'> {
	const cash = paymentExecutions.filter(({ paymentMethod }) => CASH.test(wordsOf(paymentMethod)));
	const isSent = lines.some(({ quantity_shipped }) => (quantity_shipped ?? 0) > 0);
	const isPaidBack = order === 'canceled' && isSent;
	const isOpen = fulfillment_status !== 'delivered' && cash.length === paymentExecutions.length;
	const byCash = cash.length === 0 || order === 'canceled' ? stated : isOpen ? 'unpaid' : 'unknown';
	const isForeign = salesChannel.channelName.toUpperCase() === 'NON_AMAZON';
	const payment_status = isForeign || isPaidBack || stated === 'unknown' ? 'unknown' : byCash;
	const payments = paymentExecutions.map((each) => ({
		amount: each.paymentAmount ?? null,
		method: each.paymentMethod,
		provider: each.cardBrand || each.acquirerId,
		transaction_id: each.authorizationCode,
		status: payment_status,
		provider_status: '',
		created_at: null,
	}));
	return { payments, payment_status };
}
