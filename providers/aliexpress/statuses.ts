import type { FulfillmentStatus, OrderStatus, PaymentStatus } from '../../order/order';

interface Row {
	readonly order: OrderStatus;
	/** Payment with a paid time, and without one. */
	readonly payment: readonly [PaymentStatus, PaymentStatus];
	/** Fulfillment unless `logistics_status` says more. */
	readonly fulfillment: FulfillmentStatus;
}

const row = (
	order: OrderStatus,
	withPaidTime: PaymentStatus,
	without: PaymentStatus,
	fulfillment: FulfillmentStatus,
): Row => ({ order, payment: [withPaidTime, without], fulfillment });

/** `order_status` of `aliexpress.trade.ds.order.get`, section "Status", and values seen on the wire. */
const ORDER: Readonly<Record<string, Row>> = {
	PLACE_ORDER_SUCCESS: row('pending', 'unpaid', 'unpaid', 'unfulfilled'),
	PAYMENT_PROCESSING: row('pending', 'pending', 'pending', 'unfulfilled'),
	WAIT_SELLER_EXAMINE_MONEY: row('on_hold', 'pending', 'pending', 'unfulfilled'),
	RISK_CONTROL: row('on_hold', 'paid', 'paid', 'unfulfilled'),
	RISK_CONTROL_HOLD: row('on_hold', 'paid', 'pending', 'unfulfilled'),
	WAIT_GROUP: row('on_hold', 'paid', 'unknown', 'unfulfilled'),
	WAIT_COMPLETE_ADDRESS: row('on_hold', 'paid', 'unknown', 'unfulfilled'),
	WAIT_SELLER_SEND_GOODS: row('processing', 'paid', 'paid', 'unfulfilled'),
	SELLER_PART_SEND_GOODS: row('processing', 'paid', 'paid', 'partially_shipped'),
	SELLER_SEND_PART_GOODS: row('processing', 'paid', 'paid', 'partially_shipped'),
	WAIT_BUYER_ACCEPT_GOODS: row('processing', 'paid', 'paid', 'shipped'),
	IN_CANCEL: row('cancel_pending', 'paid', 'unknown', 'unknown'),
	IN_ISSUE: row('on_hold', 'paid', 'paid', 'unknown'),
	IN_FROZEN: row('on_hold', 'paid', 'paid', 'unknown'),
};

const UNKNOWN = row('unknown', 'unknown', 'unknown', 'unknown');

/** "Confirm receipt / close order": what became of the order has to be told from the rest. */
const ENDED: readonly string[] = ['FINISH', 'FUND_PROCESSING'];
const RECEIVED = row('completed', 'paid', 'paid', 'delivered');
const CANCELED = row('canceled', 'unknown', 'voided', 'canceled');
const SENT = row('completed', 'paid', 'paid', 'shipped');
const CLOSED = row('completed', 'unknown', 'unknown', 'unknown');

/** `logistics_status`, section "Status"; `unknown` where it makes no statement. */
const LOGISTICS: Readonly<Record<string, FulfillmentStatus>> = {
	WAIT_SELLER_SEND_GOODS: 'unfulfilled',
	SELLER_SEND_PART_GOODS: 'partially_shipped',
	SELLER_SEND_GOODS: 'shipped',
	BUYER_ACCEPT_GOODS: 'delivered',
	DEFAULT: 'unknown',
	NO_LOGISTICS: 'unknown',
};

/** From no statement to final; a cancellation is never overtaken by a shipment. */
const PROGRESS: readonly FulfillmentStatus[] = [
	'unknown',
	'unfulfilled',
	'partially_shipped',
	'shipped',
	'delivered',
	'canceled',
];

export const moreAdvanced = (a: FulfillmentStatus, b: FulfillmentStatus): FulfillmentStatus =>
	PROGRESS.indexOf(b) > PROGRESS.indexOf(a) ? b : a;

/** What the three status axes are told from. */
export interface StatusFacts {
	readonly orderStatus: string;
	readonly logisticsStatus: string;
	readonly hasPaidTime: boolean;
	/** True when the order has lines and each has a cancel-like `end_reason`. */
	readonly allLinesCanceled: boolean;
}

export interface OrderState {
	readonly order: OrderStatus;
	readonly payment: PaymentStatus;
	readonly fulfillment: FulfillmentStatus;
	readonly warnings: readonly string[];
}

/**
 * The normalized state of an order. Values that no table knows become `unknown` with a warning,
 * absent ones without. For an ended order the rule itself weighs `logistics_status`, so that a
 * closed order whose parcels never left is `unknown`, not waiting; any other order takes the more
 * advanced of what its two statuses say.
 */
export function orderState(facts: StatusFacts): OrderState {
	const orderStatus = facts.orderStatus.toUpperCase();
	const logisticsStatus = facts.logisticsStatus.toUpperCase();
	const logistics = own(LOGISTICS, logisticsStatus);
	const ended = ENDED.includes(orderStatus);
	const known = ended ? endedRow(logistics, facts.allLinesCanceled) : own(ORDER, orderStatus);
	const { order, payment, fulfillment } = known ?? UNKNOWN;
	return {
		order,
		payment: payment[facts.hasPaidTime ? 0 : 1],
		fulfillment: ended ? fulfillment : moreAdvanced(fulfillment, logistics ?? 'unknown'),
		warnings: [
			...(known || orderStatus === '' ? [] : [unknownValue('order_status', facts.orderStatus)]),
			...(logistics || logisticsStatus === ''
				? []
				: [unknownValue('logistics_status', facts.logisticsStatus)]),
		],
	};
}

function endedRow(logistics: FulfillmentStatus | undefined, allLinesCanceled: boolean): Row {
	if (logistics === 'delivered') return RECEIVED;
	if (allLinesCanceled) return CANCELED;
	return logistics === 'shipped' ? SENT : CLOSED;
}

/** Keys of the prototype are no statuses. */
const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
	Object.hasOwn(table, key) ? table[key] : undefined;

/** The sentence about a value that no table knows. */
export const unknownValue = (name: string, value: string): string =>
	`AliExpress sent the value "${value.length > 60 ? `${value.slice(0, 60)}…` : value}" in "${name}", which is not known here.`;
