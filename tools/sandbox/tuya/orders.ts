import { chanceFrom, oddId, pick, seedOf, whole } from '../chance';
import { decimal, rawNumber, toJson } from '../wire';

/**
 * Generates Tuya orders, always the same for an id, in the format of "Get Order Details": amounts as
 * `{"Value": …}`, text, number or null, masked personal data, 0 for unset times.
 */

interface Scenario {
	/** The statuses of the order over time; the last one is the current status. */
	readonly history: readonly string[];
	readonly shipped: 'none' | 'part' | 'all';
	readonly paid: boolean;
	/** The refunded share of the payment. */
	readonly refund?: number;
}

const SCENARIOS: readonly Scenario[] = [
	{ history: ['created'], shipped: 'none', paid: false },
	{ history: ['created', 'paid'], shipped: 'none', paid: true },
	{ history: ['created', 'pending_audit_paid'], shipped: 'none', paid: false },
	{ history: ['created', 'paid', 'part_delivered'], shipped: 'part', paid: true },
	{ history: ['created', 'paid', 'delivered'], shipped: 'all', paid: true },
	{ history: ['created', 'paid', 'delivered', 'finished'], shipped: 'all', paid: true },
	{
		history: ['created', 'paid', 'delivered', 'finished'],
		shipped: 'all',
		paid: true,
		refund: 0.5,
	},
	{ history: ['created', 'closed'], shipped: 'none', paid: false },
];
const PRODUCTS = [
	'Smart plug',
	'Door sensor',
	'LED strip 5 m',
	'Wi-Fi camera',
	'Thermostat – white',
];
const YEAR_2025 = Date.UTC(2025, 0, 1);

/** The JSON text of `result` in the reply to `GET /v1.0/sellercenter/order/{order_id}`. */
export function tuyaOrder(orderId: string): string {
	const chance = chanceFrom(seedOf(orderId));
	const scenario = pick(chance, SCENARIOS);
	const currency = pick(chance, ['CNY', 'USD', 'EUR']);
	const created = YEAR_2025 + whole(chance, 0, 25_000_000) * 1000;
	const size = whole(chance, scenario.shipped === 'part' ? 2 : 1, 4);
	const boxed = (cents: number) => ({ Value: decimal(cents) });
	const lines = Array.from({ length: size }, (_, at) => ({
		// The last one is a number that only lossless parsing preserves.
		commodity: at === size - 1 ? rawNumber(oddId(chance, '14', 19)) : `CM${oddId(chance, '', 12)}`,
		sku: `SK${oddId(chance, '', 12)}`,
		name: pick(chance, PRODUCTS),
		quantity: whole(chance, 1, 3),
		itemPrice: whole(chance, 10, 20_000),
		install: pick(chance, [0, 0, 500]),
		freight: pick(chance, [0, 33, 800]),
	}));
	const add = (of: (line: (typeof lines)[number]) => number) =>
		lines.reduce((sum, line) => sum + of(line) * line.quantity, 0);
	const parts = [
		['POSTAGE', 'Freight', add(({ freight }) => freight)],
		['COMMODITY', 'Total price of the commodities', add(({ itemPrice }) => itemPrice)],
		['INSTALL', 'Installation fee', add(({ install }) => install)],
	] as const;
	const trade = parts.reduce((sum, [, , cents]) => sum + cents, 0);
	const paid = scenario.paid ? trade : 0;
	const refunded = Math.round(paid * (scenario.refund ?? 0));
	const sent = lines.slice(0, { none: 0, part: size - 1, all: size }[scenario.shipped]);
	const cut = whole(chance, 1, Math.max(sent.length, 1));
	const parcels = [sent.slice(0, cut), sent.slice(cut)].filter(({ length }) => length > 0);
	const at = (step: number) => created + step * 3_600_000;
	return toJson({
		order_id: orderId,
		order_type_code: 'INT_OEM_APP_MALL',
		order_status: scenario.history.at(-1),
		amount_origin: boxed(trade),
		amount_trade: boxed(trade),
		amount_paid: boxed(paid),
		amount_rest: decimal(trade - paid),
		amount_refund: refunded > 0 ? refunded / 100 : null,
		refund_status: -2,
		currency,
		gmt_order_create: created,
		gmt_order_pay: scenario.paid ? at(1) : 0,
		price_trade_list: parts.map(([key, name, cents]) => ({
			[chance() < 0.5 ? 'key' : 'Key']: key,
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
		payment_list: scenario.paid
			? [
					{
						gmt_create: at(1),
						paid_type: 'online',
						paid_provider: 'paypal',
						transaction_no: oddId(chance, 'TX', 18),
						trade_amount: boxed(trade),
						trade_status: 'TRADE_SUCCESS',
						currency,
					},
				]
			: [],
		delivery_list: parcels.map((parcel) => ({
			delivery_id: oddId(chance, '1428', 16),
			delivery_status: 2,
			gmt_out_stock: pick(chance, [0, at(2)]),
			logistics_company: 'sandbox',
			logistics_company_name: 'Sandbox Express',
			logistics_no: oddId(chance, 'SX', 12),
			delivery_detail_list: parcel.map((line) => ({
				commodity_code: line.commodity,
				sku_code: line.sku,
				delivery_quantity: line.quantity,
			})),
		})),
		order_flow_list: scenario.history.map((status, step) => ({
			order_flow_id: oddId(chance, '14', 19),
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
	});
}
