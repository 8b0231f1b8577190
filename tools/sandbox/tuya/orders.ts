import { decimal, toJson } from '../wire';
import type { Changes } from '../shop';
import { generate } from './generate';
import type { TuyaScenario } from './scenarios';

/** An order of the mall; a long id is a `rawNumber`. */
export type TuyaOrder = Readonly<Record<string, unknown>>;

/** The JSON text of `result` in the reply to `GET /v1.0/sellercenter/order/{order_id}`. */
export const tuyaOrder = (orderId: string, changes: Changes<TuyaScenario> = {}): string =>
	toJson(tuyaResult(orderId, changes));

/**
 * A generated order in the format of `result` of "Get Order Details": amounts as `{"Value": …}`, text,
 * number or null, masked personal data, 0 for unset times.
 */
export function tuyaResult(orderId: string, changes: Changes<TuyaScenario> = {}): TuyaOrder {
	const order = generate(orderId, changes);
	const { scenario, history, currency, lines, at } = order;
	const boxed = (cents: number) => ({ Value: decimal(cents) });
	const add = (of: (line: (typeof lines)[number]) => number) =>
		lines.reduce((sum, line) => sum + of(line) * line.quantity, 0);
	const parts = [
		['POSTAGE', 'Freight', add(({ freight }) => freight)],
		['COMMODITY', 'Total price of the commodities', add(({ itemPrice }) => itemPrice)],
		['INSTALL', 'Installation fee', add(({ install }) => install)],
	] as const;
	const trade = parts.reduce((sum, [, , cents]) => sum + cents, 0);
	const paid = order.paid ? trade : 0;
	const paidAt = at(Math.max(history.indexOf('paid'), 1));
	const refunded = Math.round(paid * (scenario.refund ?? 0));
	return {
		order_id: orderId,
		order_type_code: 'INT_OEM_APP_MALL',
		order_status: history.at(-1),
		amount_origin: boxed(trade),
		amount_trade: boxed(trade),
		amount_paid: boxed(paid),
		amount_rest: decimal(trade - paid),
		amount_refund: refunded > 0 ? refunded / 100 : null,
		refund_status: -2,
		currency,
		gmt_order_create: order.created,
		gmt_order_pay: order.paid ? paidAt : 0,
		price_trade_list: parts.map(([key, name, cents], index) => ({
			[order.priceKeys[index] ?? 'key']: key,
			price_detail_name: name,
			amount: boxed(cents),
			amount_coupon: boxed(0),
			amount_origin: { Value: cents.toFixed(6) },
		})),
		commodity_list: lines.map((line) => ({
			commodity_code: line.commodity,
			specification_code: line.sku,
			commodity_name: line.name,
			icon_url: 'ecommerce/sandbox.png',
			quantity: line.quantity,
			currency,
			unit_name: 'piece',
			unit_price_origin: boxed(line.itemPrice),
			unit_price_trade: boxed(line.itemPrice + line.install + line.freight),
			attach_json: {
				install_type: '1',
				sku_value_list: ['White', 'EU'],
				price_detail: [
					{ key: 'COMMODITY', amount: boxed(line.itemPrice), amount_coupon: 0 },
					{ key: 'INSTALL', amount: boxed(line.install), amount_coupon: 0 },
					{ key: 'POSTAGE', amount: boxed(line.freight), amount_coupon: 0 },
				],
			},
		})),
		payment_list: order.paid
			? [
					{
						gmt_create: paidAt,
						paid_type: 'online',
						paid_provider: 'paypal',
						transaction_no: order.transaction,
						trade_amount: boxed(trade),
						trade_status: 'TRADE_SUCCESS',
						currency,
					},
				]
			: [],
		delivery_list: order.parcels.map((parcel) => ({
			delivery_id: parcel.id,
			delivery_status: 2,
			gmt_out_stock: parcel.outStock,
			logistics_company: 'sandbox',
			logistics_company_name: 'Sandbox Express',
			logistics_no: parcel.number,
			delivery_detail_list: parcel.lines.map((line) => ({
				commodity_code: line.commodity,
				sku_code: line.sku,
				delivery_quantity: line.quantity,
			})),
		})),
		order_flow_list: history.map((status, step) => ({
			order_flow_id: order.flowIds[step],
			order_id: orderId,
			order_status: status,
			order_status_boss: status,
			creator_id: 'system',
			gmt_create: at(step),
			gmt_modified: at(step),
		})),
		address: {
			name: 'Sandbox Customer',
			phone: '136****6837',
			country: 'Germany',
			country_code: '49',
			site: 'DE',
			province: 'Berlin',
			city: 'Berlin',
			district: 'Mitte',
			address_detail: 'Example street 1',
			address: 'Example street 1, Mitte, Berlin',
			post_code: '10115',
		},
		customer: {
			uid: 'sh1**************6LM',
			name: '',
			mobile: '49-159****9374',
			email: 's****@example.com',
		},
		remark: '',
		buyer_remark: 'Please ring twice',
	};
}
