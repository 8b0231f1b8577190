import type { Order } from '../../../order/order';
import type { OrderQuery } from '../../../providers/call';
import { normalizeOrder } from '../../../providers/amazon/normalize';
import { readOrder } from '../../../providers/amazon/payload';
import { firstPage, queryOf, signing } from '../calls.support';

export type Draft = Record<string, unknown>;

export const query = queryOf('amazon', '902-3159896-1390916');
export const page = { ...firstPage(query), placedAfter: 0 };
export const PERSONAL = { ...query, options: { includePersonalData: true } };

export const credentials = {
	...signing(
		'https://sellingpartnerapi-na.amazon.com',
		...(['amzn1.application-oa2-client.1', 'client-secret-1', 'Atza|access-token-1'] as const),
	),
	tokenUrl: 'https://api.amazon.com/auth/o2/token',
	tenant: 'seller-1',
};

export const normalize = (payload: unknown, by: OrderQuery = query): Order =>
	normalizeOrder(readOrder(payload), by);

export const usd = (amount: string) => ({ amount, currency: 'USD' });
/** As Amazon writes it. */
export const money = (amount: unknown, currencyCode = 'USD') => ({ amount, currencyCode });
export const breakdown = (type: string, amount: unknown, currencyCode = 'USD') => ({
	type,
	subtotal: money(amount, currencyCode),
});

/** An item of `quantityOrdered` pieces, of which some were sent, `null` where Amazon does not say. */
export const item = (
	id: string,
	quantityOrdered: unknown,
	quantityFulfilled: unknown = 0,
	changes: Draft = {},
): Draft => ({
	orderItemId: id,
	quantityOrdered,
	product: { asin: `ASIN-${id}`, sellerSku: 'SKU' },
	...(quantityFulfilled === null ? {} : { fulfillment: { quantityFulfilled } }),
	...changes,
});
/** A package of items such as `1×2`: two pieces of the line 1. */
export const parcel = (id: string, status: string, items: string, changes: Draft = {}): Draft => ({
	packageReferenceId: id,
	packageStatus: { status },
	carrier: `Carrier ${id}`,
	trackingNumber: `T-${id}`,
	packageItems: items.split(' ').map((each) => {
		const [orderItemId, quantity] = each.split('×');
		return { orderItemId, quantity: Number(quantity) };
	}),
	...changes,
});
/** An order of this `fulfillmentStatus`. */
export const order = (fulfillmentStatus: string, changes: Draft = {}): Draft => ({
	orderId: query.orderId,
	salesChannel: { channelName: 'AMAZON' },
	fulfillment: { fulfillmentStatus },
	orderItems: [item('1', 2)],
	...changes,
});
/** The pieces shipped and the status of each line: `2 shipped, 0 canceled`. */
export const states = ({ lines }: Order): string =>
	lines.map((line) => `${line.quantity_shipped} ${line.fulfillment_status}`).join(', ');
