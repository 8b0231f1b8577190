import { FAILURES, SAMPLE_FACTS } from '../../providers/tuya/failures';
import { readCredentials } from '../../providers/tuya/session';
import { ORDER_STATUSES, orderMeaning, TRADE_STATUSES } from '../../providers/tuya/statuses';
import { failureTexts, rejectionTexts, type DocumentedProvider } from './provider';
import { code, codeList } from './table';

const CANCELED = ['canceled', 'closed'];
const noWarning = (): void => undefined;

/** Credentials that are rejected before a request is sent. */
const incomplete = ['', 'пароль'].map((accessId) =>
	readCredentials({ dataCenter: 'euCentral', accessId }),
);

export const tuya: DocumentedProvider = {
	name: 'tuya',
	displayName: 'Tuya',
	statuses: [
		{
			field: code('order_status'),
			rows: [
				...[...ORDER_STATUSES].map(([status, meaning]) => ({
					...meaning,
					status: code(status),
				})),
				{ ...orderMeaning('canceled', '', noWarning), status: codeList(CANCELED) },
			],
		},
		{
			field: `${code('trade_status')} of a payment`,
			rows: [...TRADE_STATUSES].map(([status, payment]) => ({
				status: code(status),
				payment,
			})),
		},
	],
	failures: [...rejectionTexts(incomplete), ...failureTexts(FAILURES, SAMPLE_FACTS)],
	sources: {
		order_id: '`order_id`',
		order_status: '`order_status`',
		fulfillment_status: '`delivery_list` and `order_status`',
		product_name: '`commodity_name`',
		variant: '`sku_value_list`',
		quantity: '`quantity`',
		quantity_shipped: '`delivery_quantity`, else all or none by `order_status`',
		tracking_numbers: '`logistics_no`',
		carriers: '`logistics_company_name`, else `logistics_company`',
		shipped_at: '`gmt_out_stock`',
		line_total: '`unit_price_trade` × `quantity`',
		currency: '`currency`',
		unit_price: '`unit_price_origin`',
		order_total: '`amount_trade`',
		order_currency: '`currency`',
		payment_status:
			'`amount_refund`, `amount_paid`, `amount_trade`, `amount_rest` and `order_status`',
		created_at: '`gmt_order_create`',
		paid_at:
			'`gmt_order_pay`, else the first paid one in `payment_list`, else in `order_flow_list`',
		product_id: '`commodity_code`',
		sku: '`specification_code`',
		line_number: 'made by the node',
		ship_to_country: '`site`',
		store_name: 'not available',
		provider: 'tuya',
		provider_status: '`order_status`',
		item_key: 'made by the node',
	},
};
