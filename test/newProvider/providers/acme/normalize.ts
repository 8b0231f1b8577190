import { fulfill, type UnfulfilledLine } from '../../order/fulfillment';
import { times } from '../../order/money';
import { NO_BUYER, NO_SHIP_TO, NO_TOTALS, type Money, type Order } from '../../order/order';
import type { OrderQuery } from '../contract';
import type { AcmeOrder } from './payload';
import { meaningOf } from './statuses';

/** Acme's order as a normalized one. */
export function normalizeOrder(payload: AcmeOrder, { orderId }: OrderQuery): Order {
	const { state, currency } = payload;
	const { order, payment, fulfillment, warnings: unknown } = meaningOf(state);
	const warnings = [...payload.warnings, ...unknown];
	const own = (amount: Money | null | undefined) => (amount ? { ...amount, currency } : null);
	const { lines, fulfillment_status } = fulfill(
		{
			provider: 'acme',
			orderId,
			lines: payload.lines.map(({ code, title, pieces, each }, index): UnfulfilledLine => {
				const price = own(each);
				return {
					line_number: index + 1,
					product_id: '',
					sku: code,
					product_name: title,
					variant: '',
					variant_values: [],
					image: '',
					unit: '',
					quantity: pieces,
					currency,
					unit_price: price,
					unit_price_charged: null,
					line_total: price && pieces !== null ? times(price, pieces) : null,
					goods_total: null,
					shipping: null,
					services: null,
					discount: null,
					tax: null,
					tax_included: null,
					cancel_reason: '',
					tracking_numbers: [],
					carriers: [],
				};
			}),
			parcels: [],
			matching: [],
			stated: fulfillment,
			listsEveryParcel: false,
		},
		(sentence) => void warnings.push(sentence),
	);
	return {
		provider: 'acme',
		order_id: orderId,
		order_status: order,
		payment_status: payment,
		fulfillment_status,
		provider_status: state,
		created_at: payload.placed,
		paid_at: null,
		updated_at: null,
		currency,
		totals: { ...NO_TOTALS, total: own(payload.total) },
		lines,
		shipments: [],
		payments: [],
		history: [],
		buyer: NO_BUYER,
		ship_to: NO_SHIP_TO,
		store: { id: '', name: '', url: '' },
		notes: { buyer: '', seller: '' },
		account: {},
		order_type: '',
		pay_timeout_seconds: null,
		provider_statuses: { order: state, fulfillment: '', refund: '', end_reasons: [] },
		timestamps_raw: payload.placedRaw === '' ? {} : { placed: payload.placedRaw },
		warnings,
	};
}
