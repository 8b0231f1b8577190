import { rows } from '../../../order/rows';
import {
	breakdown,
	item,
	money,
	normalize,
	order,
	parcel,
	PERSONAL,
	query,
	states,
	usd,
	type Draft,
} from './order.support';

const first = (changes: Draft) => {
	const normalized = normalize(order('UNSHIPPED', { orderItems: [item('1', 2, 0, changes)] }));
	return { line: normalized.lines[0], warnings: normalized.warnings };
};
const withProceeds = (proceeds: Draft) => first({ proceeds });
/** The breakdowns of a line, by `ITEM 100.00 TAX 7.00 EUR`. */
const parts = (text: string) =>
	[...text.matchAll(/([A-Z_]{3,}) (\S+)(?: (EUR|IDR)\b)?/g)].map(
		([, type = '', amount, currency]) => breakdown(type, amount, currency),
	);

test('an order that says nothing is unknown on three axes, without a warning', () => {
	const { order_status, payment_status, fulfillment_status, ...rest } = normalize({});
	expect([order_status, payment_status, fulfillment_status]).toEqual(Array(3).fill('unknown'));
	expect(rest).toMatchObject({ order_id: query.orderId, lines: [], order_url: '', warnings: [] });
});

test.each([null, 'text', [{}, {}]])('%j is no order: a warning', (payload) => {
	expect(normalize(payload)).toMatchObject({
		order_id: query.orderId,
		warnings: ['The payload is not an order; nothing could be read from it.'],
	});
});

describe('statuses', () => {
	test.each([
		['PENDING_AVAILABILITY', 'pending', 'pending', 'unfulfilled', 0],
		['PENDING', 'pending', 'pending', 'unfulfilled', 0],
		['INVOICE_UNCONFIRMED', 'on_hold', 'paid', 'unfulfilled', 0],
		['UNSHIPPED', 'processing', 'paid', 'unfulfilled', 0],
		['PARTIALLY_SHIPPED', 'processing', 'paid', 'partially_shipped', null],
		['SHIPPED', 'completed', 'paid', 'shipped', 2],
		['CANCELLED', 'canceled', 'voided', 'canceled', 0],
		['Canceled', 'canceled', 'voided', 'canceled', 0],
		['UNFULFILLABLE', 'canceled', 'unknown', 'canceled', 0],
		['shipped', 'completed', 'paid', 'shipped', 2],
	])('%s', (status, order_status, payment_status, fulfillment_status, pieces) => {
		const normalized = normalize(order(status, { orderItems: [item('1', 2, null)] }));
		expect(normalized).toMatchObject({ order_status, payment_status, fulfillment_status });
		expect(states(normalized)).toBe(`${pieces} ${fulfillment_status}`);
		expect(normalized).toMatchObject({ provider_status: status, warnings: [] });
	});

	test('one that no table has is unknown, with a warning', () => {
		const normalized = normalize(order('TELEPORTED'));
		expect(normalized).toMatchObject({ order_status: 'unknown', provider_status: 'TELEPORTED' });
		expect(normalized.warnings).toEqual([
			'The order has the unrecognized value "TELEPORTED" in "fulfillmentStatus".',
		]);
	});
});

describe('payment', () => {
	const paidBy = (status: string, methods: readonly string[], changes: Draft = {}) => {
		const paymentExecutions = methods.map((paymentMethod) => ({ paymentMethod }));
		return normalize(order(status, { payment: { paymentExecutions }, ...changes })).payment_status;
	};
	const packages = [parcel('A', 'DELIVERED', '1×1')];
	const delivered = { orderItems: [item('1', 1, 1)], packages };

	test.each([
		['UNSHIPPED', ['CashOnDelivery'], {}, 'unpaid'],
		['SHIPPED', ['COD'], {}, 'unpaid'],
		['SHIPPED', ['CashOnDelivery'], delivered, 'unknown'],
		['UNSHIPPED', ['CashOnDelivery', 'GiftCertificate'], {}, 'unknown'],
		['CANCELLED', ['CashOnDelivery'], {}, 'voided'],
		['UNSHIPPED', ['CreditCard'], {}, 'paid'],
		['UNSHIPPED', ['CreditCard'], { salesChannel: { channelName: 'NON_AMAZON' } }, 'unknown'],
		['CANCELLED', [], { orderItems: [item('1', 2, 1)] }, 'unknown'],
	])('%s, %j: %s', (status, methods, changes, expected) => {
		expect(paidBy(status, methods, changes)).toBe(expected);
	});
});

describe('cancellation of lines', () => {
	const executed = (cancelledBy: string) => ({
		cancellation: { cancellationExecution: { cancelledBy, cancelReason: 'why' } },
	});
	const requested = {
		cancellation: { cancellationRequest: { requester: 'BUYER', cancelReason: 'Changed my mind' } },
	};

	test.each([
		['BUYER', 'buyer'],
		['MERCHANT', 'seller'],
		['AMAZON', 'other'],
		['', 'other'],
	])('by %j: the line is canceled, the other one is not', (by, cancel_reason) => {
		const normalized = normalize(
			order('UNSHIPPED', { orderItems: [item('1', 2, 0, executed(by)), item('2', 1)] }),
		);
		expect(normalized.lines.map((line) => line.cancel_reason)).toEqual([cancel_reason, '']);
		expect(states(normalized)).toBe('0 canceled, 0 unfulfilled');
		expect(normalized).toMatchObject({ order_status: 'processing', payment_status: 'paid' });
	});

	test('a line that was sent in part is not canceled', () => {
		const orderItems = [item('1', 2, 1, executed('MERCHANT'))];
		const normalized = normalize(order('SHIPPED', { orderItems }));
		expect(states(normalized)).toBe('1 partially_shipped');
		expect(normalized.order_status).toBe('completed');
	});

	test('of all lines cancels the order before its own status says so', () => {
		const orderItems = [item('1', 2, 0, executed('BUYER')), item('2', 0, null)];
		expect(normalize(order('UNSHIPPED', { orderItems }))).toMatchObject({
			order_status: 'canceled',
			fulfillment_status: 'canceled',
			payment_status: 'voided',
		});
	});

	test('a line of quantity 0 is canceled', () => {
		const orderItems = [item('1', 0, 0), item('2', 1, 1)];
		const normalized = normalize(order('SHIPPED', { orderItems }));
		expect(normalized.lines[0]).toMatchObject({ quantity: 0, cancel_reason: 'other' });
		expect(states(normalized)).toBe('0 canceled, 1 shipped');
		expect(normalized.fulfillment_status).toBe('shipped');
	});

	test.each([
		['PENDING', 'cancel_pending'],
		['UNSHIPPED', 'cancel_pending'],
		['PARTIALLY_SHIPPED', 'cancel_pending'],
		['PENDING_AVAILABILITY', 'pending'],
		['SHIPPED', 'completed'],
	])('requested while the order is %s: %s', (status, order_status) => {
		const orderItems = [item('1', 2, 0, requested), item('2', 1)];
		expect(normalize(order(status, { orderItems })).order_status).toBe(order_status);
	});

	const both = { ...requested.cancellation, ...executed('MERCHANT').cancellation };
	test.each([
		['was sent meanwhile', item('1', 2, 2, requested)],
		['is canceled already', item('1', 2, 0, { cancellation: both })],
	])('requested for a line that %s does not make the order cancel_pending', (_, line) => {
		const orderItems = [line, item('2', 1)];
		expect(normalize(order('PARTIALLY_SHIPPED', { orderItems })).order_status).toBe('processing');
	});
});

describe('packages', () => {
	const shipped = (
		packages: readonly Draft[],
		orderItems = [item('1', 2, 2)],
		status = 'SHIPPED',
	) => normalize(order(status, { orderItems, packages }));

	test.each([
		['PENDING', '', 'pending'],
		['SHIPPED', 'DROPPED_OFF', 'shipped'],
		['IN_TRANSIT', 'OUT_FOR_DELIVERY', 'in_transit'],
		['DELIVERED', 'DELIVERED', 'delivered'],
		['CANCELLED', '', 'canceled'],
		['UNDELIVERABLE', 'UNDELIVERABLE', 'undeliverable'],
		['DELIVERED', 'REJECTED_BY_BUYER', 'undeliverable'],
		['IN_TRANSIT', 'RETURNING_TO_SELLER', 'undeliverable'],
		['DELIVERED', 'RETURNED_TO_SELLER', 'undeliverable'],
		['IN_TRANSIT', 'LOST', 'undeliverable'],
		['IN_TRANSIT', 'DAMAGED', 'undeliverable'],
		['PENDING', 'LABEL_CANCELLED', 'canceled'],
	])('%s with %j is %s', (status, detailedStatus, expected) => {
		const packageStatus = { status, detailedStatus };
		const { shipments, warnings } = shipped([parcel('A', status, '1×2', { packageStatus })]);
		expect(shipments[0]).toMatchObject({ id: 'A', status: expected, provider_status: status });
		expect(shipments[0]?.events.map((event) => event.status)).toEqual(
			[detailedStatus].filter(Boolean),
		);
		expect(warnings).toEqual([]);
	});

	test('a status that no table has is unknown, with a warning', () => {
		const { shipments, warnings } = shipped([parcel('A', 'BEAMED', '1×2')]);
		expect(shipments[0]?.status).toBe('unknown');
		expect(warnings).toEqual(['Package 1 has the unrecognized value "BEAMED" in "status".']);
	});

	test('give numbers to their lines by id, also where one SKU is on two lines', () => {
		const packages = [parcel('A', 'SHIPPED', '1×1'), parcel('B', 'IN_TRANSIT', '2×1')];
		const table = rows(shipped(packages, [item('1', 1, 1), item('2', 1, 1)]));
		expect(table.map((row) => [row.sku, row.tracking_numbers, row.item_key])).toEqual([
			['SKU', 'T-A', `amazon:${query.orderId}:1`],
			['SKU', 'T-B', `amazon:${query.orderId}:2`],
		]);
	});

	test.each(['CANCELLED', 'PENDING'])('a %s package gives its number to no line', (status) => {
		const { lines, shipments } = shipped([parcel('A', status, '1×2')]);
		expect(lines[0]).toMatchObject({ quantity_shipped: 2, tracking_numbers: [], carriers: [] });
		expect(shipments).toHaveLength(1);
	});

	/** How a line and an order follow from parcels is proved with the fulfillment of any order. */
	test.each([
		['all packages are delivered', 'A DELIVERED 1×2', 'delivered'],
		['all but a canceled package are delivered', 'A DELIVERED 1×2, B CANCELLED 1×2', 'delivered'],
		['one package is on its way', 'A DELIVERED 1×1, B IN_TRANSIT 1×1', 'shipped'],
		['one piece is in no package', 'A DELIVERED 1×1', 'shipped'],
		['there are no packages', '', 'shipped'],
	])('a shipped order when %s: %s', (_, packages, expected) => {
		const all = packages.split(', ').filter(Boolean);
		const normalized = shipped(
			all.map((each) => parcel(...(each.split(' ') as [string, string, string]))),
		);
		expect(normalized.fulfillment_status).toBe(expected);
		expect(states(normalized)).toBe(`2 ${expected}`);
	});

	test('canceled lines need not be in a package', () => {
		const canceled = { cancellation: { cancellationExecution: { cancelledBy: 'BUYER' } } };
		const orderItems = [item('1', 2, 2), item('2', 1, 0, canceled)];
		const normalized = shipped([parcel('A', 'DELIVERED', '1×2')], orderItems);
		expect(normalized.fulfillment_status).toBe('delivered');
		expect(states(normalized)).toBe('2 delivered, 0 canceled');
	});
});

describe('amounts of a line', () => {
	test('a pending order has none: no total is made of the price', () => {
		const { line, warnings } = first({ product: { price: { unitPrice: money('5980', 'JPY') } } });
		expect(line).toMatchObject({
			line_total: null,
			tax: null,
			tax_included: null,
			currency: 'JPY',
			unit_price: { amount: '5980', currency: 'JPY' },
		});
		expect(warnings).toEqual([]);
		const [row] = rows(normalize(order('PENDING')));
		expect(row).toMatchObject({ line_total: null, order_total: null, order_currency: '' });
	});

	test.each(['5.00', '-5.00'])(
		'the total is what Amazon states, less the tax: discount %s',
		(each) => {
			const { line } = withProceeds({
				proceedsTotal: money('110.00'),
				breakdowns: parts(
					`ITEM 100.00 SHIPPING 4.00 GIFT_WRAP 2.00 COD_FEE 1.50 OTHER 0.50 DISCOUNT ${each} TAX 7.00`,
				),
			});
			expect(line).toMatchObject({
				line_total: usd('103.00'),
				goods_total: usd('100.00'),
				shipping: usd('4.00'),
				services: usd('4.00'),
				discount: usd('5.00'),
				tax: usd('7.00'),
				tax_included: false,
			});
		},
	);

	test('a part may have either sign; a total that is negative is warned about', () => {
		const breakdowns = parts('ITEM 10 DISCOUNT -11');
		const { warnings } = withProceeds({ proceedsTotal: money('-1'), breakdowns });
		expect(warnings).toEqual(['Line 1: "proceedsTotal" is negative (-1).']);
	});

	test('without a total it is the sum of its parts, and without tax nothing is said of tax', () => {
		const { line } = withProceeds({ breakdowns: parts('ITEM 10 SHIPPING 2.5 DISCOUNT 1') });
		expect(line).toMatchObject({ line_total: usd('11.5'), tax: null, tax_included: null });
	});

	test.each<[string, unknown, string]>([
		['an unreadable total', 'about 10', 'ITEM 10'],
		['an unreadable part', null, 'ITEM 10 SHIPPING ?'],
		['an unknown part', null, 'ITEM 10 MYSTERY 1'],
		['parts in two currencies', null, 'ITEM 10 SHIPPING 1 EUR'],
		['services alone', null, 'GIFT_WRAP 3'],
		['an unreadable tax', '10', 'TAX x'],
		['a tax in another currency', '10', 'TAX 1 EUR'],
	])('%s: no total is guessed', (_, total, breakdowns) => {
		const proceedsTotal = total === null ? {} : { proceedsTotal: money(total) };
		const { line } = withProceeds({ ...proceedsTotal, breakdowns: parts(breakdowns) });
		expect(line?.line_total).toBeNull();
	});

	test('a part is empty if one of its amounts cannot be read', () => {
		const { line } = withProceeds({ breakdowns: parts('ITEM 10 GIFT_WRAP 1 OTHER ?') });
		expect(line).toMatchObject({ goods_total: usd('10'), services: null });
	});

	test('an unknown part is left out of the parts with a warning, and counts in the stated total', () => {
		const breakdowns = parts('ITEM 10 MYSTERY 1');
		const { line, warnings } = withProceeds({ proceedsTotal: money('11'), breakdowns });
		expect(line).toMatchObject({ line_total: usd('11'), goods_total: usd('10') });
		const known = 'the part "MYSTERY" in "breakdowns" is not known; left out.';
		expect(warnings).toEqual([`Line 1: ${known}`]);
		const ofOrder = normalize(order('UNSHIPPED', { proceeds: { breakdowns } }));
		expect(ofOrder.warnings).toEqual([`The order: ${known}`]);
	});

	test('15 digits stay exact', () => {
		const proceedsTotal = money('1234567890123.45', 'IDR');
		const { line } = withProceeds({ proceedsTotal, breakdowns: parts('TAX 0.01 IDR') });
		expect(line?.line_total).toEqual({ amount: '1234567890123.44', currency: 'IDR' });
	});

	test('pieces have no unit, and weight has one', () => {
		expect(first({ measurement: { unit: 'COUNT', value: 1 } }).line?.unit).toBe('');
		expect(first({ measurement: { unit: 'KILOGRAMS', value: 1.5 } }).line?.unit).toBe('KILOGRAMS');
	});
});

test('a replacement has no money, and shows in the type', () => {
	const associationType = 'REPLACEMENT_ORIGINAL_ID';
	const replacement = order('SHIPPED', {
		associatedOrders: [{ orderId: '902-1111111-1111111', associationType }],
		fulfillment: { fulfillmentStatus: 'SHIPPED', fulfilledBy: 'AMAZON' },
	});
	const normalized = normalize(replacement);
	expect(normalized.order_type).toBe(`AMAZON, ${associationType}`);
	expect(rows(normalized)[0]).toMatchObject({ line_total: null, currency: '', order_total: null });
	expect(normalized.warnings).toEqual([]);
});

describe('personal data', () => {
	const WARNING =
		'Include Personal Data is on, but Amazon sent no buyer and no address: the app has no role for them, the role was added after authorizing, or Amazon ships the order.';

	test('that was asked for but not sent gives a warning', () => {
		expect(normalize(order('SHIPPED'), PERSONAL).warnings).toEqual([WARNING]);
		const country = { recipient: { deliveryAddress: { countryCode: 'DE', city: 'Berlin' } } };
		const normalized = normalize(order('SHIPPED', country), PERSONAL);
		expect(normalized.warnings).toEqual([WARNING]);
		expect(normalized.ship_to).toMatchObject({ country_code: 'DE', city: 'Berlin' });
	});

	test('that was not asked for gives no warning', () => {
		expect(normalize(order('SHIPPED')).warnings).toEqual([]);
	});

	test('that was sent in part gives no warning', () => {
		const buyer = { buyer: { buyerEmail: 'b@marketplace.amazon.de' } };
		expect(normalize(order('SHIPPED', buyer), PERSONAL).warnings).toEqual([]);
	});
});

test.each([
	['Amazon.com.be', 'https://sellercentral.amazon.com.be/orders-v3/order/902-3159896-1390916'],
	['amazon.de', 'https://sellercentral.amazon.de/orders-v3/order/902-3159896-1390916'],
	['Non-Amazon US', ''],
	['amazon.evil.example', ''],
])('the page of an order of %s', (marketplaceName, order_url) => {
	const salesChannel = { channelName: 'AMAZON', marketplaceName };
	expect(normalize(order('SHIPPED', { salesChannel })).order_url).toBe(order_url);
});
