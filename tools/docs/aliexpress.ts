import { FAILURES, SAMPLE_FACTS } from '../../providers/aliexpress/failures';
import { lineEnd } from '../../providers/aliexpress/lineEnd';
import { readCredentials, session } from '../../providers/aliexpress/session';
import { ENDED, LOGISTICS, ORDER, orderState } from '../../providers/aliexpress/statuses';
import {
	failureTexts,
	rejectionTexts,
	type DocumentedProvider,
	type StatusMeaning,
} from './provider';
import { code, codeList } from './table';

/** A payment status that depends on whether the order has a paid time. */
const payment = (withPaidTime: string, without: string): string =>
	withPaidTime === without ? without : `${withPaidTime} with a paid time, else ${without}`;

const orderStatuses: readonly StatusMeaning[] = Object.entries(ORDER).map(([status, meaning]) => ({
	status: code(status),
	order: meaning.order,
	payment: payment(...meaning.payment),
	fulfillment: meaning.fulfillment === 'unknown' ? '' : meaning.fulfillment,
}));

const noWarning = (): void => undefined;

/** What an ended order means depends on its shipment and its lines. */
function ended(status: string, logisticsStatus: string, ...reasons: string[]): StatusMeaning {
	const ends = reasons.map((reason) => lineEnd(reason));
	const facts = { orderStatus: ENDED[0] ?? '', logisticsStatus, ends };
	const state = orderState({ ...facts, hasPaidTime: true }, noWarning);
	const unpaid = orderState({ ...facts, hasPaidTime: false }, noWarning);
	return { ...state, status, payment: payment(state.payment, unpaid.payment) };
}

const APP = { appKey: '1', appSecret: '2', baseUrl: 'https://api-sg.aliexpress.com' };

/** Credentials that are rejected before a request is sent. */
const incomplete = [
	readCredentials({ ...APP, appKey: '' }),
	session.request(APP, { now: 0, nonce: '' }),
];

export const aliexpress: DocumentedProvider = {
	name: 'aliexpress',
	displayName: 'AliExpress',
	statuses: [
		{ field: code('order_status'), rows: orderStatuses },
		{
			field: codeList(ENDED),
			rows: [
				ended(`Received (${code('BUYER_ACCEPT_GOODS')})`, 'BUYER_ACCEPT_GOODS'),
				ended('Every line was received', '', 'buyer_accept_goods'),
				ended('Received, and a line was disputed', 'BUYER_ACCEPT_GOODS', 'dispute'),
				ended('Every line was canceled', '', 'canceled'),
				ended('Disputed after shipping', 'SELLER_SEND_GOODS', 'dispute'),
				ended(`Shipped (${code('SELLER_SEND_GOODS')})`, 'SELLER_SEND_GOODS'),
				ended('Anything else', ''),
			],
		},
		{
			field: code('logistics_status'),
			rows: Object.entries(LOGISTICS).map(([status, fulfillment]) => ({
				status: code(status),
				fulfillment: fulfillment === 'unknown' ? 'as the order status' : fulfillment,
			})),
		},
	],
	failures: [...rejectionTexts(incomplete), ...failureTexts(FAILURES, SAMPLE_FACTS)],
	sources: {
		order_id: 'the Order ID as requested',
		order_status: '`order_status`, `logistics_status` and `end_reason`',
		fulfillment_status:
			'`order_status`, `logistics_status`, `end_reason` and, with tracking, `package_item_list`',
		product_name: '`product_name`',
		variant: 'with tracking `sku_desc`',
		quantity: '`product_count`',
		quantity_shipped:
			'with tracking `package_item_list`, else all or none by `order_status` and `logistics_status`',
		tracking_numbers: 'with tracking `mail_no`, else `logistics_no`',
		carriers: 'with tracking `carrier_name`, else `logistics_service`',
		shipped_at: 'with tracking, the first of `detail_node_list`',
		line_total: '`actual_fee`, else `sale_fee` − `sale_discount_fee` + shipping',
		currency: '`currency_code`',
		unit_price: '`product_price`',
		order_total: '`user_order_amount`, else `order_amount`',
		order_currency: '`user_order_amount`, else `order_amount`',
		payment_status: '`order_status`, `order_paidtime_string`, `logistics_status` and `end_reason`',
		created_at: '`gmt_create`',
		paid_at: '`order_paidtime_string`',
		product_id: '`product_id`',
		sku: '`sku_id`',
		line_number: 'made by the node',
		ship_to_country: 'not available',
		store_name: '`store_name`',
		provider: 'aliexpress',
		provider_status: '`order_status`',
		item_key: 'made by the node',
	},
};
