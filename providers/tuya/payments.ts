import type { Warn } from '../payload/read';
import { compare, signOf } from '../../order/money';
import type { HistoryEntry, Meaning, Money, Order, PaymentStatus } from '../../order/order';
import { inCurrency, type Amounts } from './amounts';
import type { TuyaOrder } from './payload';
import { tradeMeaning } from './statuses';

/** The payments in Tuya's order, the payment status, and the time at which the order was paid. */
export function payments(
	order: TuyaOrder,
	amounts: Amounts,
	status: Meaning,
	history: readonly HistoryEntry[],
	warn: Warn,
): Pick<Order, 'payments' | 'payment_status' | 'paid_at'> {
	const read = order.payment_list.map((entry, index) => ({
		amount: inCurrency(entry.trade_amount, entry.currency || order.currency) ?? null,
		method: entry.paid_type,
		provider: entry.paid_provider,
		transaction_id: entry.transaction_no,
		status: tradeMeaning(entry.trade_status, `Payment ${index + 1}`, warn),
		provider_status: entry.trade_status,
		created_at: entry.gmt_create,
	}));
	return {
		payments: read,
		payment_status: paymentStatus(amounts, status),
		paid_at:
			order.gmt_order_pay ??
			earliest(read.map(({ status: paid, created_at }) => (paid === 'paid' ? created_at : null))) ??
			earliest(history.map((step) => (/^paid$/i.test(step.provider_status) ? step.at : null))),
	};
}

const earliest = (times: ReadonlyArray<string | null>): string | null =>
	times.filter((time) => time !== null).sort()[0] ?? null;

/** Decided by the amounts in the order's currency, else by the order status. */
function paymentStatus({ currency, totals }: Amounts, status: Meaning): PaymentStatus {
	const comparable = (amount: Money | null) => (amount?.currency === currency ? amount : null);
	const total = comparable(totals.total);
	const paid = comparable(totals.paid);
	const due = comparable(totals.due);
	const refunded = comparable(totals.refunded);
	if (refunded && signOf(refunded) > 0) {
		return paid && compare(refunded, paid) >= 0 ? 'refunded' : 'partially_refunded';
	}
	if (status.payment === 'pending') return 'pending';
	// A fully discounted order, with nothing to pay, is not unpaid.
	if (!paid || !total || signOf(total) <= 0) return status.payment;
	if (signOf(paid) === 0) return 'unpaid';
	if (signOf(paid) > 0 && compare(paid, total) < 0) return 'partially_paid';
	return signOf(paid) > 0 && due && signOf(due) === 0 ? 'paid' : status.payment;
}
