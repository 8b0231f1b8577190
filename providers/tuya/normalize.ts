import { itemKeys } from '../../order/keys';
import type { Order, OrderLine, Payment, Shipment } from '../../order/order';
import { distinct, field, object, text, type Json } from '../../json/read';
import type { OrderQuery } from '../contract';
import { allot, type Share } from './allotment';
import { orderCurrency, totals } from './amounts';
import { parcels } from './shipments';
import { lineFulfillment, orderFulfillment } from './fulfillment';
import { flow, type Flow } from './history';
import { goods, type Goods } from './lines';
import { entry, meaning, type Warn } from './lists';
import { payments, paymentStatus } from './payments';
import { buyer, shipTo } from './parties';
import { orderMeaning, UNKNOWN, type Meaning } from './statuses';
import { time } from './times';

/**
 * Tuya's `result` of "Get Order Details" as an order. Total: whatever the payload is, an order comes
 * out, with `''`, `null` or `unknown` for what it does not tell and a warning for what was there and
 * could not be read. The query stands in for the order id and tells mall and site.
 */
export function normalizeOrder(payload: unknown, query: OrderQuery): Order {
	const warnings = new Set<string>();
	const warn: Warn = (sentence) => {
		warnings.add(sentence);
	};
	if (!entry(payload)) warn('The payload is no order; nothing could be read from it.');
	const order = object(payload);
	const get = (name: string) => text(field(order, name));

	const orderId = get('order_id') || query.orderId;
	const currency = orderCurrency(order);
	const status = meaning(
		field(order, 'order_status'),
		orderMeaning,
		UNKNOWN,
		'order_status of the order',
		warn,
	);
	const amounts = totals(order, currency, warn);
	const paid = payments(order, currency, warn);
	const flown = flow(order, warn);
	const { lines, shipments } = linesAndShipments(order, orderId, currency, status, warn);

	return {
		provider: 'tuya',
		order_id: orderId,
		order_status: status.order,
		payment_status: paymentStatus(amounts, currency, status),
		fulfillment_status: orderFulfillment(
			lines.map((line) => line.fulfillment_status),
			shipments.length > 0,
			status,
		),
		provider_status: get('order_status'),
		created_at: time(field(order, 'gmt_order_create'), 'gmt_order_create of the order', warn),
		paid_at:
			time(field(order, 'gmt_order_pay'), 'gmt_order_pay of the order', warn) ||
			paidAt(paid, flown),
		updated_at: flown.updatedAt,
		currency,
		totals: amounts,
		lines,
		shipments,
		payments: paid,
		history: flown.history,
		buyer: buyer(order),
		ship_to: shipTo(order),
		store: { id: '', name: '', url: '' },
		notes: { buyer: get('buyer_remark'), seller: get('remark') },
		account: {
			mall_code: text(field(query.fields, 'mallCode')),
			site_code: text(field(query.fields, 'siteCode')),
		},
		order_type: get('order_type_code'),
		pay_timeout_seconds: null,
		provider_statuses: {
			order: get('order_status'),
			fulfillment: distinct(shipments.map((shipment) => shipment.provider_status)).join(', '),
			refund: get('refund_status'),
			end_reasons: [],
		},
		timestamps_raw: rawTimes(order),
		warnings: [...warnings],
	};
}

function linesAndShipments(
	order: Json,
	orderId: string,
	currency: string,
	status: Meaning,
	warn: Warn,
): { lines: readonly OrderLine[]; shipments: readonly Shipment[] } {
	const listed = goods(order, currency, warn);
	const packed = parcels(order, warn);
	const { shares, contents } = allot(listed, itemKeys('tuya', orderId, listed), packed, warn);
	const shipments = packed.map(({ shipment }, index) => ({
		...shipment,
		items: contents[index] ?? [],
	}));
	const lines = listed.map((line, index) => {
		const share = shares[index] ?? { pieces: 0, open: false, parcels: [] };
		return withShare(line, share, shipments, status);
	});
	return { lines, shipments };
}

function withShare(
	line: Goods,
	share: Share,
	shipments: readonly Shipment[],
	status: Meaning,
): OrderLine {
	const own = share.parcels.flatMap((position) => shipments[position] ?? []);
	const { status: fulfillment_status, shipped } = lineFulfillment(
		line.quantity,
		share,
		shipments.length > 0,
		status,
	);
	return {
		...line,
		quantity_shipped: shipped,
		fulfillment_status,
		tracking_numbers: distinct(own.map((shipment) => shipment.tracking_number)),
		carriers: distinct(own.map((shipment) => shipment.carrier)),
		shipment_ids: distinct(own.map((shipment) => shipment.id)),
	};
}

/** The earliest successful payment, else the first time that the order's flow says `paid`. */
function paidAt(paid: readonly Payment[], { history }: Flow): string {
	const [earliest] = paid
		.filter((payment) => payment.status === 'paid' && payment.created_at !== '')
		.map((payment) => payment.created_at)
		.sort();
	const isPaid = (status: string) => status.toLowerCase() === 'paid';
	return (
		earliest ?? history.find((step) => isPaid(step.provider_status) && step.at !== '')?.at ?? ''
	);
}

function rawTimes(order: Json): Readonly<Record<string, string>> {
	const names = ['gmt_order_create', 'gmt_order_pay'];
	const told = names.map((name) => [name, text(field(order, name))] as const);
	return Object.fromEntries(told.filter(([, raw]) => raw !== ''));
}
