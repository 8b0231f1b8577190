import { NO_BUYER, NO_SHIP_TO, NO_TOTALS, type Money, type Order } from '../../order/order';
import {
	count,
	currencyCode,
	distinct,
	field,
	isObject,
	object,
	text,
	type Json,
} from '../../json/read';
import { fromLocal } from '../../order/time';
import type { OrderQuery } from '../contract';
import { amount, distinctCurrencies, type Warn } from './amounts';
import { cancelReason, isCanceled } from './cancelReason';
import { identifier } from './ids';
import { endReasons, lineElements, readLine } from './lines';
import { elements, isBlank } from './lists';
import { listedShipments } from './shipments';
import { orderState } from './statuses';

/** Documented under `user_order_amount`, sent under `result`: both places are read. */
const HEAD_FIELDS: readonly string[] = [
	'pay_timeout_second',
	'order_paidtime_string',
	'gmt_create',
	'order_status',
	'logistics_status',
];

/** `user_order_amount`, whatever list or wrapper is around it. */
function userOrderAmount(order: unknown): Json {
	const [only] = elements(field(order, 'user_order_amount'), [
		...HEAD_FIELDS,
		'amount',
		'currency_code',
	]);
	return isObject(only) ? only : {};
}

/** One of the status and time fields, from the first of its two places that has it. */
export const headText = (order: unknown, name: string): string =>
	text(field(order, name)) || text(field(userOrderAmount(order), name));

/**
 * The `result` of `aliexpress.trade.ds.order.get` as the normalized order; the answer names no order
 * id, so that it comes from the query. Any payload gives an order: what cannot be read is empty and
 * told in `warnings`, and each element of `child_order_list` is a line.
 */
export function normalizeOrder(payload: unknown, query: OrderQuery): Order {
	const order = object(payload);
	const warnings: string[] = [];
	const warn: Warn = (sentence) => void warnings.push(sentence);

	const raw = Object.fromEntries(
		['gmt_create', 'order_paidtime_string']
			.map((name) => [name, headText(order, name)] as const)
			.filter(([, value]) => value !== ''),
	);
	const time = (name: string): string => {
		const { iso, warning } = fromLocal(raw[name] ?? '', query.timeZone);
		if (warning) warn(warning);
		return iso;
	};
	const created_at = time('gmt_create');
	const paid_at = time('order_paidtime_string');

	const children = lineElements(order);
	const orderStatus = headText(order, 'order_status');
	const logisticsStatus = headText(order, 'logistics_status');
	for (const name of ['order_status', 'logistics_status']) {
		if (headText(order, name) === '' && !isBlank(field(order, name))) {
			warn(`"${name}" is not a text and was not used.`);
		}
	}
	const state = orderState({
		orderStatus,
		logisticsStatus,
		hasPaidTime: isTold(raw['order_paidtime_string'] ?? ''),
		allLinesCanceled:
			children.length > 0 &&
			children.every((child) => isCanceled(cancelReason(...endReasons(child)))),
	});
	state.warnings.forEach(warn);

	const shipments = listedShipments(order, state.fulfillment, warn);
	const facts = {
		fulfillment: state.fulfillment,
		trackingNumbers: distinct(shipments.map((shipment) => shipment.tracking_number)),
		carriers: distinct(shipments.map((shipment) => shipment.carrier)),
	};
	const lines = children.map((child, index) => readLine(child, index + 1, facts, warn));

	const total = amount(order, 'user_order_amount', 'Order', warn);
	const settlement = amount(order, 'order_amount', 'Order', warn);
	warnAboutCurrencies(
		total,
		lines.map((line) => line.line_total),
		warn,
	);
	const [store] = elements(field(order, 'store_info'), ['store_id', 'store_name', 'store_url']);

	return {
		provider: 'aliexpress',
		order_id: query.orderId,
		order_status: state.order,
		payment_status: state.payment,
		fulfillment_status: state.fulfillment,
		provider_status: orderStatus,
		created_at,
		paid_at,
		updated_at: '',
		currency:
			(total ?? settlement)?.currency ??
			currencyCode(field(userOrderAmount(order), 'currency_code')),
		totals: { ...NO_TOTALS, total, settlement },
		lines,
		shipments,
		payments: [],
		history: [],
		buyer: NO_BUYER,
		ship_to: NO_SHIP_TO,
		store: {
			id: identifier(store, 'store_id', 'Store', warn),
			name: text(field(store, 'store_name')),
			url: text(field(store, 'store_url')),
		},
		notes: { buyer: '', seller: '' },
		account: { mall_code: '', site_code: '' },
		order_type: '',
		pay_timeout_seconds: count(headText(order, 'pay_timeout_second')),
		provider_statuses: {
			order: orderStatus,
			fulfillment: logisticsStatus,
			refund: '',
			end_reasons: distinct(children.flatMap(endReasons)),
		},
		timestamps_raw: raw,
		warnings: distinct(warnings),
	};
}

/** A time that is there, readable or not; zeros and negative numbers stand for "not set". */
const isTold = (time: string): boolean => /[1-9]/.test(time) && !time.startsWith('-');

function warnAboutCurrencies(total: Money | null, lines: readonly (Money | null)[], warn: Warn) {
	const currencies = distinctCurrencies([total, ...lines]);
	if (currencies.length > 1) {
		warn(`The order total and its lines are in several currencies: ${currencies.join(', ')}.`);
	}
}
