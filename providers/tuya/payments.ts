import { compare, signOf } from '../../order/money';
import type { Money, Payment, PaymentStatus, Totals } from '../../order/order';
import { currencyCode, field, text, type Json } from '../../json/read';
import { amount } from './amounts';
import { entries, meaning, type Warn } from './lists';
import { tradeStatus, type Meaning } from './statuses';
import { time } from './times';

/** `payment_list`: the payment flow of the order, in Tuya's order. */
export function payments(order: Json, currency: string, warn: Warn): readonly Payment[] {
	return entries(order, 'payment_list', 'the order', warn).map((payment, index) => {
		const place = `payment ${index + 1}`;
		const own = currencyCode(field(payment, 'currency')) || currency;
		const status = field(payment, 'trade_status');
		return {
			amount: amount(field(payment, 'trade_amount'), own, `trade_amount of ${place}`, warn),
			method: text(field(payment, 'paid_type')),
			provider: text(field(payment, 'paid_provider')),
			transaction_id: text(field(payment, 'transaction_no')),
			status: meaning<PaymentStatus>(
				status,
				tradeStatus,
				'unknown',
				`trade_status of ${place}`,
				warn,
			),
			provider_status: text(status),
			created_at: time(field(payment, 'gmt_create'), `gmt_create of ${place}`, warn),
		};
	});
}

/**
 * The payment status: what the amounts say, else what the order status says. Amounts in another
 * currency than the order's cannot be compared and say nothing.
 */
export function paymentStatus(amounts: Totals, currency: string, status: Meaning): PaymentStatus {
	const comparable = (it: Money | null) => (it?.currency === currency ? it : null);
	const total = comparable(amounts.total);
	const paid = comparable(amounts.paid);
	const due = comparable(amounts.due);
	const refunded = comparable(amounts.refunded);
	if (refunded && signOf(refunded) > 0) {
		return paid && compare(refunded, paid) >= 0 ? 'refunded' : 'partially_refunded';
	}
	if (status.payment === 'pending') return 'pending';
	if (paid && signOf(paid) === 0) return 'unpaid';
	if (paid && total && signOf(paid) > 0 && signOf(total) > 0) {
		if (compare(paid, total) < 0) return 'partially_paid';
		if (due && signOf(due) === 0) return 'paid';
	}
	return status.payment;
}
