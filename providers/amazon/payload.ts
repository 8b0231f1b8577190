import { amountWithCurrency as amount, signedWithCurrency as signed } from '../payload/amount';
import {
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
import { orderReader } from '../payload/order';

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

const channel = record(fields(string, 'channelName', 'marketplaceId', 'marketplaceName'));

const order = record({
	...fields(id, 'orderId'),
	...fields(time, 'createdTime', 'lastUpdatedTime'),
	...fields(strings, 'programs'),
	...fields(list(record(fields(string, 'orderId', 'associationType'))), 'associatedOrders'),
	...fields(channel, 'salesChannel'),
	...fields(record(fields(string, 'buyerName', 'buyerEmail')), 'buyer'),
	...fields(record(fields(address, 'deliveryAddress')), 'recipient'),
	...fields(proceeds, 'proceeds'),
	...fields(record(fields(list(execution, { each: 'Payment' }), 'paymentExecutions')), 'payment'),
	...fields(fulfillment, 'fulfillment'),
	...fields(list(item, { each: 'Line', keepUnreadable: true }), 'orderItems'),
	...fields(list(parcel, { each: 'Package' }), 'packages'),
});

export type Proceeds = ReadBy<typeof proceeds>;
export type OrderItem = ReadBy<typeof item>;
export type Package = ReadBy<typeof parcel>;
export type AmazonOrder = ReturnType<typeof readOrder>;

/** Reads an `Order`. */
export const readOrder = orderReader(order, 'order', 'createdTime', 'lastUpdatedTime');
