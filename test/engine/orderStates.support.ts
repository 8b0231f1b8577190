import type { Sandbox, ProviderName } from '../../tools/sandbox';

/** Where an order can be between checkout and door. */
export type State = 'unpaid' | 'paid' | 'shipped' | 'delivered';

interface Words {
	readonly tuya: string;
	readonly aliexpress: readonly [order: string, logistics: string];
	readonly isPaid: boolean;
	readonly isShipped: boolean;
}

const WAITING = 'WAIT_SELLER_SEND_GOODS';
const words = (
	tuya: string,
	aliexpress: Words['aliexpress'],
	isPaid = false,
	isShipped = false,
): Words => ({ tuya, aliexpress, isPaid, isShipped });

const WORDS: Readonly<Record<State, Words>> = {
	unpaid: words('created', ['PLACE_ORDER_SUCCESS', 'NO_LOGISTICS']),
	paid: words('paid', [WAITING, WAITING], true),
	shipped: words('delivered', ['WAIT_BUYER_ACCEPT_GOODS', 'SELLER_SEND_GOODS'], true, true),
	delivered: words('finished', ['FINISH', 'BUYER_ACCEPT_GOODS'], true, true),
};

export interface OrderState {
	readonly state: State;
	/** By default one, made of the order’s id, once it has shipped. */
	readonly tracking?: readonly string[];
	/** Epoch milliseconds. */
	readonly createdAt?: number;
}

const PLACED = Date.UTC(2026, 10, 1);

const numbersOf = (orderId: string, { state, tracking }: OrderState): readonly string[] =>
	tracking ?? (WORDS[state].isShipped ? [`TN-${orderId}`] : []);

/** The reply to a tracking call: AliExpress has a parcel for each number, or says that it has none. */
export const trackingOf = (numbers: readonly string[]): Record<string, unknown> => {
	const parcels = numbers.map((mail_no) => ({ mail_no, carrier_name: 'CAINIAO_STANDARD' }));
	const result =
		numbers.length === 0
			? { ret: false, code: '1001', msg: 'TRACKING DATA NOT FOUND' }
			: { ret: true, data: { tracking_detail_line_list: { tracking_detail: parcels } } };
	return { aliexpress_ds_order_tracking_get_response: { result } };
};

/** The result of an order call, with one line: a lamp. */
const payloadOf = (
	provider: ProviderName,
	orderId: string,
	given: OrderState,
): Record<string, unknown> => {
	const { state, createdAt = PLACED } = given;
	const words = WORDS[state];
	const numbers = numbersOf(orderId, given);
	if (provider === 'tuya') {
		return {
			order_id: orderId,
			order_status: words.tuya,
			currency: 'EUR',
			amount_trade: '12.50',
			amount_paid: words.isPaid ? '12.50' : '0.00',
			gmt_order_create: createdAt,
			commodity_list: [
				{
					commodity_code: 'CM1',
					specification_code: 'SK1',
					commodity_name: 'Desk lamp',
					quantity: 1,
					currency: 'EUR',
				},
			],
			delivery_list: numbers.map((number, index) => ({
				delivery_id: `D${index + 1}`,
				delivery_status: 2,
				logistics_no: number,
				delivery_detail_list: [
					{ commodity_code: 'CM1', sku_code: 'SK1', delivery_quantity: index === 0 ? 1 : 0 },
				],
			})),
		};
	}
	const [order_status, logistics_status] = words.aliexpress;
	const child = {
		product_id: '1005006000000001',
		sku_id: '12000037000000001',
		product_name: 'Desk lamp',
		product_count: 1,
	};
	return {
		order_status,
		logistics_status,
		gmt_create: new Date(createdAt).toISOString().slice(0, 19).replace('T', ' '),
		user_order_amount: { amount: '12.50', currency_code: 'EUR' },
		child_order_list: { aeop_child_order_info: [child] },
		logistics_info_list: {
			aeop_order_logistics_info: numbers.map((number) => ({
				logistics_no: number,
				logistics_service: 'CAINIAO_STANDARD',
			})),
		},
	};
};

/** Puts the order into this state in the sandbox. */
export function setState(
	sandbox: Sandbox,
	provider: ProviderName,
	orderId: string,
	given: State | OrderState,
): void {
	const state = typeof given === 'string' ? { state: given } : given;
	const result = payloadOf(provider, orderId, state);
	const isTuya = provider === 'tuya';
	const body = isTuya ? { success: true, t: 1, result } : { a_response: { result } };
	sandbox.setOrder(provider, orderId, body);
	if (!isTuya) sandbox.setTracking(orderId, trackingOf(numbersOf(orderId, state)));
}
