import { isObject, single } from '../../json/value';
import { amountWithCurrency as amount, signedWithCurrency as signed } from '../payload/amount';
import {
	collectWarnings,
	displayName,
	fields,
	id,
	list,
	quantity,
	record,
	string,
	strings,
	time,
	word,
	type ReadBy,
} from '../payload/read';

// Orders API 2026-01-01, `Order`, under Amazon's own names; what is not declared here is in "Raw" only.

const breakdown = record({ ...fields(word, 'type'), ...fields(signed, 'subtotal') });

const proceeds = record({
	...fields(amount, 'grandTotal', 'proceedsTotal'),
	...fields(list(breakdown), 'breakdowns'),
});

const product = record({
	...fields(id, 'asin', 'sellerSku'),
	...fields(displayName, 'title'),
	...fields(record(fields(amount, 'unitPrice')), 'price'),
});

const cancellation = record({
	...fields(record(fields(string, 'requester', 'cancelReason')), 'cancellationRequest'),
	...fields(record(fields(string, 'cancelledBy', 'cancelReason')), 'cancellationExecution'),
});

const item = record({
	...fields(id, 'orderItemId'),
	...fields(quantity, 'quantityOrdered'),
	...fields(record(fields(string, 'unit')), 'measurement'),
	...fields(product, 'product'),
	...fields(proceeds, 'proceeds'),
	...fields(record(fields(quantity, 'quantityFulfilled')), 'fulfillment'),
	...fields(cancellation, 'cancellation'),
});

const packageItem = record({ ...fields(id, 'orderItemId'), ...fields(quantity, 'quantity') });
const parcel = record({
	...fields(id, 'packageReferenceId', 'trackingNumber'),
	...fields(record(fields(word, 'status', 'detailedStatus')), 'packageStatus'),
	...fields(string, 'carrier'),
	...fields(time, 'shipTime'),
	...fields(list(packageItem), 'packageItems'),
});

const execution = record({
	...fields(string, 'paymentMethod', 'acquirerId', 'cardBrand', 'authorizationCode'),
	...fields(amount, 'paymentAmount'),
});

const window = record(fields(time, 'latestDateTime'));

const fulfillment = record({
	...fields(word, 'fulfillmentStatus'),
	...fields(string, 'fulfilledBy'),
	...fields(window, 'shipByWindow', 'deliverByWindow'),
});

const address = record({
	...fields(string, 'name', 'addressLine1', 'addressLine2', 'addressLine3', 'city', 'phone'),
	...fields(string, 'districtOrCounty', 'stateOrRegion', 'postalCode', 'countryCode'),
	...fields(record(fields(string, 'neighborhood')), 'extendedFields'),
});

const order = record({
	...fields(id, 'orderId'),
	...fields(time, 'createdTime', 'lastUpdatedTime'),
	...fields(strings, 'programs'),
	...fields(list(record(fields(string, 'orderId', 'associationType'))), 'associatedOrders'),
	...fields(
		record(fields(string, 'channelName', 'marketplaceId', 'marketplaceName')),
		'salesChannel',
	),
	...fields(record(fields(string, 'buyerName', 'buyerEmail')), 'buyer'),
	...fields(record(fields(address, 'deliveryAddress')), 'recipient'),
	...fields(proceeds, 'proceeds'),
	...fields(record(fields(list(execution, { each: 'Payment' }), 'paymentExecutions')), 'payment'),
	...fields(fulfillment, 'fulfillment'),
	...fields(list(item, { each: 'Line', keepUnreadable: true }), 'orderItems'),
	...fields(list(parcel, { each: 'Package' }), 'packages'),
});

const rawTimes = record(fields(string, 'createdTime', 'lastUpdatedTime'));

export type Proceeds = ReadBy<typeof proceeds>;
export type OrderItem = ReadBy<typeof item>;
export type Package = ReadBy<typeof parcel>;
type ReadOrder = ReadBy<typeof order>;

export interface AmazonOrder extends ReadOrder {
	/** The order's own times as Amazon wrote them. */
	readonly timestamps_raw: Readonly<Record<string, string>>;
	/** Sentences about what was sent but could not be read. */
	readonly warnings: readonly string[];
}

/** Reads an `Order`. Total: what cannot be read is empty, with a warning. */
export const readOrder = (value: unknown): AmazonOrder =>
	collectWarnings((warn) => {
		if (!isObject(single(value))) {
			warn('The payload is not an order; nothing could be read from it.');
		}
		const written = Object.entries(rawTimes(value, 'order', { owner: '', warn }));
		return {
			...order(value, 'order', { owner: 'The order', warn }),
			timestamps_raw: Object.fromEntries(written.filter(([, text]) => text)),
		};
	});
