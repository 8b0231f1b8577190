import { chanceFrom, oddId, pick, seedOf, whole, type Chance } from '../chance';
import { decimal, rawNumber, toJson } from '../wire';

/**
 * Generates AliExpress orders, always the same for an id, in the formats documented for
 * `aliexpress.trade.ds.order.get` and `aliexpress.ds.order.tracking.get`.
 */

type Shipped = 'none' | 'part' | 'all';

interface Scenario {
	readonly order: string;
	readonly logistics: string;
	readonly shipped: Shipped;
	readonly paid: boolean;
	readonly endReason?: string;
}

const SCENARIOS: readonly Scenario[] = [
	{ order: 'PLACE_ORDER_SUCCESS', logistics: 'NO_LOGISTICS', shipped: 'none', paid: false },
	{ order: 'RISK_CONTROL', logistics: 'NO_LOGISTICS', shipped: 'none', paid: true },
	{
		order: 'WAIT_SELLER_SEND_GOODS',
		logistics: 'WAIT_SELLER_SEND_GOODS',
		shipped: 'none',
		paid: true,
	},
	{
		order: 'SELLER_PART_SEND_GOODS',
		logistics: 'SELLER_SEND_PART_GOODS',
		shipped: 'part',
		paid: true,
	},
	{ order: 'WAIT_BUYER_ACCEPT_GOODS', logistics: 'SELLER_SEND_GOODS', shipped: 'all', paid: true },
	{ order: 'FINISH', logistics: 'BUYER_ACCEPT_GOODS', shipped: 'all', paid: true },
	{ order: 'IN_CANCEL', logistics: 'WAIT_SELLER_SEND_GOODS', shipped: 'none', paid: true },
	{
		order: 'FINISH',
		logistics: 'NO_LOGISTICS',
		shipped: 'none',
		paid: false,
		endReason: 'CANCELED',
	},
];
const PRODUCTS = [
	'Insulated Water Bottle',
	'Car Sunshade',
	'USB-C Cable 2 m',
	'Desk Lamp – warm white',
	'Crème brûlée torch',
	'旅行收纳袋',
];
const CARRIERS = ['CAINIAO_FULFILLMENT_STD', 'CAINIAO_STANDARD', 'AE_PREMIUM_SHIPPING'];
const DAY = 86_400_000;
const SPRING = Date.UTC(2025, 3, 1);

interface Line {
	readonly product: string;
	readonly sku: string;
	readonly name: string;
	readonly count: number;
	readonly price: number;
	readonly discount: number;
	readonly shipping: number;
	readonly tax: number;
}

interface Parcel {
	readonly number: string;
	readonly carrier: string;
	readonly lines: readonly Line[];
}

interface GeneratedOrder {
	readonly chance: Chance;
	readonly scenario: Scenario;
	readonly currency: string;
	readonly created: number;
	readonly lines: readonly Line[];
	readonly parcels: readonly Parcel[];
}

function generate(orderId: string): GeneratedOrder {
	const chance = chanceFrom(seedOf(orderId));
	const scenario = pick(chance, SCENARIOS);
	const size = whole(chance, scenario.shipped === 'part' ? 2 : 1, 4);
	const lines = Array.from({ length: size }, (_, at): Line => {
		const price = whole(chance, 99, 9999);
		return {
			product: oddId(chance, '10050', 16),
			sku: oddId(chance, '120000', at === size - 1 ? 19 : 17),
			name: pick(chance, PRODUCTS),
			count: whole(chance, 1, 3),
			price,
			discount: whole(chance, 0, Math.floor(price / 4)),
			shipping: pick(chance, [0, 93, 199]),
			tax: whole(chance, 0, 150),
		};
	});
	const shipped = { none: 0, part: size - 1, all: size }[scenario.shipped];
	const cut = whole(chance, 1, Math.max(shipped, 1));
	const parcels = [lines.slice(0, Math.min(cut, shipped)), lines.slice(cut, shipped)]
		.filter((some) => some.length > 0)
		.map((some) => ({
			number: `LP${oddId(chance, '00', 14)}`,
			carrier: pick(chance, CARRIERS),
			lines: some,
		}));
	// Between 4:00 and 20:00, where no time zone has a daylight saving change.
	const created = SPRING + whole(chance, 0, 150) * DAY + whole(chance, 4 * 3600, 20 * 3600) * 1000;
	return {
		chance,
		scenario,
		currency: pick(chance, ['USD', 'EUR', 'BRL']),
		created,
		lines,
		parcels,
	};
}

const localText = (time: number): string =>
	new Date(time).toISOString().slice(0, 19).replace('T', ' ');

/** The JSON text of `result` in the reply to `aliexpress.trade.ds.order.get`. */
export function aliExpressOrder(orderId: string): string {
	const { chance, scenario, currency, created, lines, parcels } = generate(orderId);
	const money = (cents: number) => ({ amount: decimal(cents), currency_code: currency });
	const fee = ({ price, count, discount, shipping }: Line) => price * count - discount + shipping;
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
		...(scenario.paid ? { order_paidtime_string: localText(created + 272_000) } : {}),
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
export function aliExpressTracking(orderId: string): string | null {
	const { created, parcels } = generate(orderId);
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
