import { money, times } from '../../order/money';
import { NO_BUYER, NO_SHIP_TO, NO_TOTALS, type Order, type OrderLine } from '../../order/order';
import { count, field, text } from '../../order/read';
import { fromEpoch } from '../../order/time';
import type { OrderQuery } from '../provider';
import { meaningOf } from './statuses';

/** Acme's `order` as an order; whatever comes, one goes out. */
export function normalizeOrder(payload: unknown, { orderId }: OrderQuery): Order {
	const state = text(field(payload, 'state'));
	const { order, payment, fulfillment, warnings } = meaningOf(state);
	const currency = text(field(payload, 'currency'));
	const placed = field(payload, 'placed');
	const lines = field(payload, 'lines');
	return {
		provider: 'acme',
		order_id: orderId,
		order_status: order,
		payment_status: payment,
		fulfillment_status: fulfillment,
		provider_status: state,
		created_at: fromEpoch(placed),
		paid_at: '',
		updated_at: '',
		currency,
		totals: { ...NO_TOTALS, total: money(field(payload, 'total'), currency) },
		lines: (Array.isArray(lines) ? lines : []).map((line: unknown, at) => ({
			...readLine(line, currency),
			line_number: at + 1,
			fulfillment_status: fulfillment,
		})),
		shipments: [],
		payments: [],
		history: [],
		buyer: NO_BUYER,
		ship_to: NO_SHIP_TO,
		store: { id: '', name: '', url: '' },
		notes: { buyer: '', seller: '' },
		account: { mall_code: '', site_code: '' },
		order_type: '',
		pay_timeout_seconds: null,
		provider_statuses: { order: state, fulfillment: '', refund: '', end_reasons: [] },
		timestamps_raw: placed === undefined ? {} : { placed: text(placed) },
		warnings,
	};
}

function readLine(
	line: unknown,
	currency: string,
): Omit<OrderLine, 'line_number' | 'fulfillment_status'> {
	const quantity = count(field(line, 'pieces'));
	const each = money(field(line, 'each'), currency);
	return {
		product_id: '',
		sku: text(field(line, 'code')),
		product_name: text(field(line, 'title')),
		variant: '',
		variant_values: [],
		image: '',
		unit: '',
		quantity,
		quantity_shipped: null,
		currency,
		unit_price: each,
		unit_price_charged: null,
		line_total: each && quantity !== null ? times(each, quantity) : null,
		goods_total: null,
		shipping: null,
		services: null,
		discount: null,
		tax: null,
		tax_included: null,
		cancel_reason: '',
		tracking_numbers: [],
		carriers: [],
		shipment_ids: [],
	};
}
