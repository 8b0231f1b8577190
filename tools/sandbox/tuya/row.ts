import type { TuyaOrder } from './orders';

const names = (text: string): readonly string[] => text.split(' ');
const FIELDS = names(
	'order_id order_type_code order_status price_trade_list gmt_order_create currency refund_status',
);
const AMOUNTS = names('amount_origin amount_trade amount_paid amount_rest');
const LINE_FIELDS = names(
	'commodity_code specification_code commodity_name currency unit_name quantity attach_json',
);
const LINE_AMOUNTS = names('unit_price_origin unit_price_trade');

/**
 * An order as a row of "Search for Orders": the fields documented there, with the amounts of the order,
 * its lines and its payments as text. The price details keep their boxed amounts, as documented.
 */
export const rowOf = (order: TuyaOrder): TuyaOrder => ({
	...pickFields(order, FIELDS),
	...texts(order, AMOUNTS),
	commodity_list: objects(order.commodity_list).map((line) => ({
		...pickFields(line, LINE_FIELDS),
		iconUrl: line.icon_url,
		...texts(line, LINE_AMOUNTS),
	})),
	payment_list: objects(order.payment_list).map((payment) => ({
		...payment,
		...texts(payment, ['trade_amount']),
	})),
});

/** When the order of a row was placed, epoch milliseconds; 0 if the row does not say. */
export const placedAt = ({ gmt_order_create: at }: TuyaOrder): number => Number(at ?? 0);

const objects = (list: unknown): readonly TuyaOrder[] =>
	Array.isArray(list) ? (list as readonly TuyaOrder[]) : [];

const pickFields = (from: TuyaOrder, names: readonly string[]): TuyaOrder =>
	Object.fromEntries(names.filter((name) => name in from).map((name) => [name, from[name]]));

const texts = (from: TuyaOrder, names: readonly string[]): TuyaOrder =>
	Object.fromEntries(names.map((name) => [name, textOf(from[name])]));

function textOf(amount: unknown): unknown {
	if (typeof amount === 'number') return String(amount);
	const isBoxed = typeof amount === 'object' && amount !== null && 'Value' in amount;
	return isBoxed ? amount.Value : (amount ?? null);
}
