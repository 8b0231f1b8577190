import { decimal } from '../wire';
import { HOUR, type Changes } from '../shop';
import { generate } from './generate';
import { SCENARIOS, type AmazonScenario } from './scenarios';

/** An order in the format of the model. */
export type AmazonOrder = Readonly<Record<string, unknown>>;

type Order = ReturnType<typeof generate>;
type Line = Order['lines'][number];

/** A field that comes only with a data set, in the order and in its items: fulfillmentOrders, … */
const fieldOf = (dataSet: string): string =>
	dataSet.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The order without these data sets. */
export function withoutData(order: AmazonOrder, dataSets: readonly string[]): AmazonOrder {
	const hidden = dataSets.map(fieldOf);
	const shown = (from: AmazonOrder): AmazonOrder =>
		Object.fromEntries(Object.entries(from).filter(([field]) => !hidden.includes(field)));
	const items = order.orderItems;
	const orderItems = Array.isArray(items) ? (items as readonly AmazonOrder[]).map(shown) : items;
	return { ...shown(order), ...(orderItems === undefined ? {} : { orderItems }) };
}

const isoTime = (time: number): string => new Date(time).toISOString();

/** A generated order with all its data sets. */
export function amazonOrder(orderId: string, changes: Changes<AmazonScenario> = {}): AmazonOrder {
	const order = generate(orderId, changes);
	const { name, created, isByAmazon, isPaid, lines } = order;
	const [marketplaceId, marketplaceName, countryCode, currencyCode] = order.marketplace;
	const { status = name, parcel = 'PICKED_UP', cancellation } = SCENARIOS[name];
	const money = (cents: number) => ({ amount: decimal(cents), currencyCode });
	const breakdowns = (line: Line) =>
		[
			{ type: 'ITEM', cents: line.price * line.quantity },
			{ type: 'SHIPPING', cents: line.shipping },
			{ type: 'DISCOUNT', cents: -line.discount },
			{ type: 'TAX', cents: line.tax },
		].filter(({ cents }) => cents !== 0);
	const proceeds = (line: Line) => breakdowns(line).reduce((sum, { cents }) => sum + cents, 0);
	const total = money(lines.reduce((sum, line) => sum + proceeds(line), 0));
	const window = (from: number, to: number) => ({
		earliestDateTime: isoTime(created + from * HOUR),
		latestDateTime: isoTime(created + to * HOUR),
	});
	const itemOf = (line: Line) => {
		const sent = order.sent.includes(line) ? line.quantity : 0;
		const product = { asin: line.asin, title: line.title, sellerSku: line.sku };
		return {
			orderItemId: line.id,
			quantityOrdered: line.quantity,
			product: isPaid ? { ...product, price: { unitPrice: money(line.price) } } : product,
			...(isPaid && {
				proceeds: {
					proceedsTotal: money(proceeds(line)),
					breakdowns: breakdowns(line).map(({ type, cents }) => ({ type, subtotal: money(cents) })),
				},
			}),
			...(cancellation !== undefined && { cancellation }),
			fulfillment: { quantityFulfilled: sent, quantityUnfulfilled: line.quantity - sent },
		};
	};
	const packageOf = ({ number, carrier, lines: packed }: Order['parcels'][number], at: number) => ({
		packageReferenceId: String(at + 1),
		createdTime: isoTime(created),
		packageStatus: {
			status: parcel === 'PICKED_UP' ? 'IN_TRANSIT' : parcel,
			detailedStatus: parcel,
		},
		carrier,
		shipTime: isoTime(created + (at + 1) * HOUR),
		shippingService: 'Standard',
		trackingNumber: number,
		packageItems: packed.map(({ id, quantity }) => ({ orderItemId: id, quantity })),
	});
	return {
		orderId,
		createdTime: isoTime(created),
		lastUpdatedTime: isoTime(order.updated),
		programs: isByAmazon ? ['PRIME'] : [],
		salesChannel: {
			channelName: name === 'UNFULFILLABLE' ? 'NON_AMAZON' : 'AMAZON',
			marketplaceId,
			marketplaceName,
		},
		buyer: { buyerName: 'Sandbox Customer', buyerEmail: 'buyer@marketplace.example' },
		recipient: {
			deliveryAddress: {
				name: 'Sandbox Customer',
				addressLine1: 'Example street 1',
				addressLine2: '',
				city: 'Example City',
				postalCode: '10115',
				countryCode,
				phone: '+49 30 5550100',
			},
		},
		...(isPaid && {
			proceeds: { grandTotal: total },
			payment: { paymentExecutions: [{ paymentMethod: 'CreditCard', paymentAmount: total }] },
		}),
		fulfillment: {
			fulfillmentStatus: status,
			fulfilledBy: isByAmazon ? 'AMAZON' : 'MERCHANT',
			fulfillmentServiceLevel: 'STANDARD',
			shipByWindow: window(0, 48),
			...(!isByAmazon && { deliverByWindow: window(72, 144) }),
		},
		orderItems: lines.map(itemOf),
		...(order.parcels.length > 0 && { packages: order.parcels.map(packageOf) }),
	};
}
