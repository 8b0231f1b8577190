import { whole } from '../chance';
import { decimal, rawNumber, toJson } from '../wire';
import { DAY, generate } from './generate';
import type { AliExpressScenario } from './scenarios';

/**
 * Writes generated AliExpress orders in the formats documented for `aliexpress.trade.ds.order.get` and
 * `aliexpress.ds.order.tracking.get`. `moves` are the scenarios that the order was moved to.
 */

type Moves = readonly AliExpressScenario[];

const localText = (time: number): string =>
	new Date(time).toISOString().slice(0, 19).replace('T', ' ');

/** The JSON text of `result` in the reply to `aliexpress.trade.ds.order.get`. */
export function aliExpressOrder(orderId: string, moves: Moves = []): string {
	const { chance, scenario, paid, currency, created, lines, parcels } = generate(orderId, moves);
	const money = (cents: number) => ({ amount: decimal(cents), currency_code: currency });
	const fee = ({ price, count, discount, shipping }: (typeof lines)[number]) =>
		price * count - discount + shipping;
	const total = lines.reduce((sum, line) => sum + fee(line) + line.tax, 0);
	const children = lines.map((line, at) => ({
		product_count: line.count,
		product_id: rawNumber(line.product),
		// Text as documented, or a number like in other AliExpress APIs.
		sku_id: at === lines.length - 1 || at % 2 === 1 ? rawNumber(line.sku) : line.sku,
		product_name: line.name,
		product_price: money(line.price),
		sale_fee: money(line.price * line.count),
		sale_discount_fee: money(line.discount),
		shipping_fee: money(line.shipping),
		shipping_discount_fee: money(0),
		actual_shipping_fee: money(line.shipping),
		actual_tax_fee: money(line.tax),
		actual_fee: money(fee(line)),
		already_include_tax: 'false',
		...(scenario.endReason ? { end_reason: scenario.endReason } : {}),
	}));
	const parcelInfos = parcels.map(({ number, carrier }) => ({
		logistics_service: carrier,
		logistics_no: number,
	}));
	const plain = chance() < 0.25;
	return toJson({
		gmt_create: localText(created),
		...(paid ? { order_paidtime_string: localText(created + 272_000) } : {}),
		pay_timeout_second: '1200',
		order_status: scenario.order,
		logistics_status: scenario.logistics,
		logistics_info_list: plain ? parcelInfos : { aeop_order_logistics_info: parcelInfos },
		store_info: {
			store_id: whole(chance, 1_100_000_000, 1_105_000_000),
			store_name: 'Sandbox Store',
			store_url: 'https://sandbox-store.example',
		},
		user_order_amount: money(total),
		order_amount: { amount: decimal(Math.round(total * 1.08)), currency_code: 'USD' },
		child_order_list: plain ? children : { aeop_child_order_info: children },
	});
}

/** The JSON text of `result` in the reply to the tracking call; `null` before the first parcel. */
export function aliExpressTracking(orderId: string, moves: Moves = []): string | null {
	const { scenario, created, parcels } = generate(orderId, moves);
	if (parcels.length === 0) return null;
	const details = parcels.map(({ number, lines }) => ({
		mail_no: number.replace('LP', '07'),
		carrier_name: 'Sandbox Express',
		eta_time_stamps: created + 12 * DAY,
		package_item_list: {
			package_item: lines.map((line) => ({
				item_id: rawNumber(line.product),
				item_title: line.name,
				sku_id: rawNumber(line.sku),
				sku_desc: 'Color:Blue;Size:M',
				quantity: line.count,
			})),
		},
		detail_node_list: {
			detail_node: [
				...(scenario.logistics === 'BUYER_ACCEPT_GOODS' ? [deliveredNode(created)] : []),
				{ time_stamp: created + 3 * DAY, tracking_name: 'Shipping update' },
				{
					time_stamp: created + 2 * DAY,
					tracking_detail_desc: 'Parcel handed over.',
					tracking_name: 'Collected by carrier',
				},
			],
		},
	}));
	return toJson({ ret: true, data: { tracking_detail_line_list: { tracking_detail: details } } });
}

const deliveredNode = (created: number) => ({
	time_stamp: created + 9 * DAY,
	tracking_detail_desc: 'Parcel delivered to the recipient.',
	tracking_name: 'Delivered',
});
