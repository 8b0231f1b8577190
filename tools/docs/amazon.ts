import { FAILURES, SAMPLE_FACTS } from '../../providers/amazon/failures';
import { readCredentials } from '../../providers/amazon/session';
import {
	DETAILED_STATUSES,
	ORDER_STATUSES,
	PACKAGE_STATUSES,
} from '../../providers/amazon/statuses';
import { failureTexts, rejectionTexts, type DocumentedProvider } from './provider';
import { code } from './table';

/** Credentials that are rejected before a request is sent. */
const FIELDS = { region: 'na', clientId: 'id', clientSecret: 'secret', refreshToken: 'token' };
const incomplete = ['clientId', 'clientSecret', 'refreshToken'].map((name) =>
	readCredentials({ ...FIELDS, [name]: '' }),
);

const parcels = (statuses: ReadonlyMap<string, string>) =>
	[...statuses].map(([status, parcel]) => ({ status: code(status), parcel }));

export const amazon: DocumentedProvider = {
	name: 'amazon',
	displayName: 'Amazon',
	statuses: [
		{
			field: code('fulfillmentStatus'),
			rows: [...ORDER_STATUSES].map(([status, meaning]) => ({ ...meaning, status: code(status) })),
		},
		{ field: `${code('status')} of a package`, rows: parcels(PACKAGE_STATUSES) },
		{ field: `${code('detailedStatus')} of a package`, rows: parcels(DETAILED_STATUSES) },
	],
	failures: [...rejectionTexts(incomplete), ...failureTexts(FAILURES, SAMPLE_FACTS)],
	sources: {
		order_id: '`orderId`',
		order_status: '`fulfillmentStatus` and `cancellation` of the lines',
		fulfillment_status: '`quantityFulfilled`, `packages` and `fulfillmentStatus`',
		product_name: '`title`',
		variant: 'not available',
		quantity: '`quantityOrdered`',
		quantity_shipped: '`quantityFulfilled`, else from `packages`',
		tracking_numbers: '`trackingNumber` of the packages',
		carriers: '`carrier` of the packages',
		shipped_at: '`shipTime` of the packages',
		line_total: '`proceedsTotal` without the tax, else the sum of the other `breakdowns`',
		currency: '`currencyCode`',
		unit_price: '`unitPrice`',
		order_total: '`grandTotal`',
		order_currency: '`currencyCode` of `grandTotal`',
		payment_status: '`fulfillmentStatus` and `paymentMethod`',
		created_at: '`createdTime`',
		paid_at: 'not available',
		product_id: '`asin`',
		sku: '`sellerSku`',
		line_number: 'made by the node',
		ship_to_country: '`countryCode` of the delivery address, with Include Personal Data',
		store_name: '`marketplaceName`',
		provider: 'amazon',
		provider_status: '`fulfillmentStatus`',
		item_key: 'made by the node',
	},
};
