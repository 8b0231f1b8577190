import fields from '../../fixtures/tuya/fields.json';
import { normalize, sample, type Draft } from './order.support';

/** A value put into a documented field, and where the order shows it. */
interface Mapping {
	readonly put: unknown;
	readonly at: string;
	readonly shows?: unknown;
	/** Fields that come first and are therefore taken away. */
	readonly without?: readonly string[];
}

const text = (at: string): Mapping => ({ put: 'Distinct-7', at });
const money = (at: string, ...without: readonly string[]): Mapping => ({
	put: { Value: '77.07' },
	at: `${at}.amount`,
	shows: '77.07',
	without,
});
const time = (at: string): Mapping => ({
	put: 1999999999007,
	at,
	shows: '2033-05-18T03:33:19.007Z',
});

const MAPPED: Readonly<Record<string, Mapping>> = {
	order_id: text('order_id'),
	order_type_code: text('order_type'),
	order_status: text('provider_status'),
	amount_origin: money('totals.original'),
	amount_trade: money('totals.total'),
	amount_paid: money('totals.paid'),
	amount_rest: money('totals.due'),
	amount_refund: money('totals.refunded'),
	gmt_order_create: time('created_at'),
	gmt_order_pay: time('paid_at'),
	currency: text('currency'),
	refund_status: { put: -77, at: 'provider_statuses.refund', shows: '-77' },
	remark: text('notes.seller'),
	buyer_remark: text('notes.buyer'),
	'price_trade_list[].Key': {
		put: 'POSTAGE',
		at: 'totals.shipping.amount',
		shows: '1.00',
		without: ['price_trade_list[].key'],
	},
	'price_trade_list[].key': { put: 'POSTAGE', at: 'totals.shipping.amount', shows: '1.00' },
	'price_trade_list[].amount': money('totals.shipping'),
	'price_trade_list[].amount_coupon': money('totals.discount'),
	'commodity_list[].commodity_code': text('lines.0.product_id'),
	'commodity_list[].specification_code': text('lines.0.sku'),
	'commodity_list[].commodity_name': text('lines.0.product_name'),
	'commodity_list[].icon_url': text('lines.0.image'),
	'commodity_list[].currency': text('lines.0.currency'),
	'commodity_list[].unit_price_origin': money('lines.0.unit_price'),
	'commodity_list[].unit_price_trade': money('lines.0.unit_price_charged'),
	'commodity_list[].unit_name': text('lines.0.unit'),
	'commodity_list[].quantity': { put: 77, at: 'lines.0.quantity' },
	'commodity_list[].attach_json.sku_value_list': {
		put: ['Distinct-7', 'XL'],
		at: 'lines.0.variant',
		shows: 'Distinct-7 / XL',
	},
	'commodity_list[].attach_json.price_detail[].key': {
		put: 'COMMODITY',
		at: 'lines.0.goods_total.amount',
		shows: '0.01',
	},
	'commodity_list[].attach_json.price_detail[].amount': money('lines.0.goods_total'),
	'commodity_list[].attach_json.price_detail[].amount_coupon': money('lines.0.discount'),
	'payment_detail.currency': {
		...text('currency'),
		without: ['currency', 'amount_trade'],
	},
	'payment_detail.commodity_origin_amount': money('totals.goods', 'price_trade_list'),
	'payment_detail.shipping_amount': money('totals.shipping', 'price_trade_list'),
	'payment_detail.install_amount': money('totals.services', 'price_trade_list'),
	'payment_detail.discount_amount': money('totals.discount', 'price_trade_list'),
	'payment_detail.trade_amount': money('totals.total', 'amount_trade'),
	'payment_detail.paid_amount': money('totals.paid', 'amount_paid'),
	'payment_detail.refund_amount': money('totals.refunded', 'amount_refund'),
	'address.address_id': text('ship_to.id'),
	'address.name': text('ship_to.name'),
	'address.phone': text('ship_to.phone'),
	'address.country': text('ship_to.country'),
	'address.country_code': text('ship_to.dial_code'),
	'address.province': text('ship_to.province'),
	'address.city': text('ship_to.city'),
	'address.district': text('ship_to.district'),
	'address.address_detail': text('ship_to.line1'),
	'address.address': text('ship_to.full'),
	'address.post_code': text('ship_to.postal_code'),
	'address.site': { put: 'ZW', at: 'ship_to.country_code' },
	'delivery_list[].delivery_id': text('shipments.0.id'),
	'delivery_list[].delivery_status': {
		put: 77,
		at: 'shipments.0.provider_status',
		shows: '77',
	},
	'delivery_list[].gmt_out_stock': time('shipments.0.shipped_at'),
	'delivery_list[].logistics_company': text('shipments.0.carrier_code'),
	'delivery_list[].logistics_company_name': text('shipments.0.carrier'),
	'delivery_list[].logistics_no': text('shipments.0.tracking_number'),
	'delivery_list[].delivery_detail_list[].commodity_code': text('shipments.0.items.0.product_id'),
	'delivery_list[].delivery_detail_list[].sku_code': text('shipments.0.items.0.sku'),
	'delivery_list[].delivery_detail_list[].delivery_quantity': {
		put: 77,
		at: 'shipments.0.items.0.quantity',
	},
	'order_flow_list[].creator_id': text('history.0.actor_id'),
	'order_flow_list[].order_status': text('history.0.provider_status'),
	'order_flow_list[].gmt_create': time('history.6.at'),
	'order_flow_list[].gmt_modified': time('updated_at'),
	'payment_list[].trade_amount': money('payments.0.amount'),
	'payment_list[].currency': text('payments.0.amount.currency'),
	'payment_list[].paid_provider': text('payments.0.provider'),
	'payment_list[].paid_type': text('payments.0.method'),
	'payment_list[].transaction_no': text('payments.0.transaction_id'),
	'payment_list[].gmt_create': time('payments.0.created_at'),
	'payment_list[].trade_status': text('payments.0.provider_status'),
	'customer.uid': text('buyer.id'),
	'customer.name': text('buyer.name'),
	'customer.mobile': text('buyer.phone'),
	'customer.email': text('buyer.email'),
};

/** Shown by the output "Raw" alone. */
const RAW_ONLY: readonly string[] = [
	...['price_trade_list[].price_detail_name', 'price_trade_list[].amount_origin'],
	...['price_trade_list[].attach', 'commodity_list[].attach_json.amount_after_coupon'],
	'commodity_list[].attach_json.commodity_amount_origin',
	'commodity_list[].attach_json.install_type',
	'commodity_list[].attach_json.extend_sku_code',
	'commodity_list[].attach_json.price_detail[].amount_origin',
	'commodity_list[].attach_json.price_detail[].price_detail_name',
	...['payment_detail.shipping_fee_name', 'payment_detail.discount_type'],
	...['payment_detail.discount_code', 'payment_detail.points_used'],
	...['payment_detail.points_deduct_amount', 'address.is_default', 'address.address_type'],
	...['address.scope_id', 'address.scope_type', 'delivery_list[].delivery_quantity'],
	...['order_flow_list[].order_flow_id', 'order_flow_list[].order_id'],
	'order_flow_list[].order_status_boss',
];

/** The object that holds the field, made if it is not there; `[]` is the first element. */
function holder(payload: Draft, path: string): readonly [Draft, string] {
	const keys = path.replace(/\[\]/g, '.0').split('.');
	const last = keys.pop() ?? '';
	let at = payload;
	for (const key of keys) at = (at[key] ??= {}) as Draft;
	return [at, last];
}
function put(payload: Draft, path: string, value: unknown): Draft {
	const [at, key] = holder(payload, path);
	at[key] = value;
	return payload;
}
function take(payload: Draft, path: string): Draft {
	const [at, key] = holder(payload, path);
	delete at[key];
	return payload;
}
const look = (value: unknown, path: string): unknown =>
	path.split('.').reduce<unknown>((at, key) => (at as Draft | undefined)?.[key], value);

const paths = fields.map(({ path }) => path);
const isHolder = (path: string): boolean =>
	paths.some((other) => other.startsWith(`${path}.`) || other.startsWith(`${path}[].`));
const leaves = paths.filter((path) => !isHolder(path));

test('every documented field is either mapped or raw only', () => {
	expect([...Object.keys(MAPPED), ...RAW_ONLY].sort()).toEqual([...leaves].sort());
	expect(new Set(paths).size).toBe(paths.length);
});

test('every field of the documented sample is in the list', () => {
	const found = new Set<string>();
	const walk = (value: unknown, path: string): void => {
		if (Array.isArray(value)) {
			for (const element of value as unknown[]) walk(element, `${path}[]`);
		} else if (typeof value === 'object' && value !== null && !('Value' in value)) {
			for (const [key, inner] of Object.entries(value)) walk(inner, path ? `${path}.${key}` : key);
		} else {
			found.add(path.replace(/\[\]$/, ''));
		}
	};
	walk(sample(), '');
	expect([...found].filter((path) => !leaves.includes(path))).toEqual([]);
	expect(found.size).toBeGreaterThan(60);
});

describe('mapped', () => {
	test.each(Object.entries(MAPPED))(
		'%s',
		(path, { put: value, at, shows = value, without = [] }) => {
			const before = without.reduce(take, sample());
			expect(look(normalize(put(structuredClone(before), path, value)), at)).toEqual(shows);
			expect(look(normalize(put(before, path, null)), at.replace(/\.amount$/, ''))).not.toEqual(
				shows,
			);
		},
	);
});

describe('raw only', () => {
	test.each(RAW_ONLY)('%s', (path) => {
		expect(normalize(put(sample(), path, 'Distinct-7'))).toEqual(normalize(sample()));
	});
});
