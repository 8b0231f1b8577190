import { COLUMNS, rows } from '../../../order/rows';
import first from '../../fixtures/amazon/order.1.json';
import second from '../../fixtures/amazon/order.2.json';
import third from '../../fixtures/amazon/order.3.json';
import whole from '../../fixtures/amazon/order.example.json';
import japan from '../../fixtures/amazon/search.1.json';
import britain from '../../fixtures/amazon/search.2.json';
import brazil from '../../fixtures/amazon/search.3.json';
import list from '../../fixtures/amazon/search.example.json';
import { normalize, PERSONAL, usd } from './order.support';

/** Amazon's own sample answers; the rows are written down from the model by hand. */

const names = COLUMNS.map(({ name }) => name);
const gbp = (amount: string) => ({ amount, currency: 'GBP' });

test.each([
	[
		'Brazil: by the seller, not shipped yet',
		first.order,
		[
			[
				...['171-9876543-2109876', 'processing', 'unfulfilled'],
				...['Echo Dot (4ª Geração) | Smart Speaker com Alexa | Cor Preta', '', 1, 0],
				...['', '', null, 299.9, 'BRL', 299.9, 299.9, 'BRL', 'paid'],
				...['2024-12-24T20:30:00.000Z', null, 'B08N5WRWNW', 'ECHO-DOT-4-BR-PRETO', 1],
				...['BR', 'Amazon.com.br', 'amazon', 'UNSHIPPED'],
				'amazon:171-9876543-2109876:17198765432109',
			],
		],
	],
	[
		'Turkey: shipped, without packages',
		second.order,
		[
			[
				...['028-1234567-8901234', 'completed', 'shipped'],
				...['Fire HD 10 tablet | 10.1 inch, 1080p Full HD', '', 2, 2],
				...['', '', null, 125, 'TRY', 62.5, 125, 'TRY', 'paid'],
				...['2025-03-15T10:30:00.000Z', null, 'B09V3KXJPB', 'FIRE-HD10-TR-BLK', 1],
				...['TR', 'Amazon.com.tr', 'amazon', 'SHIPPED'],
				'amazon:028-1234567-8901234:02812345678901',
			],
		],
	],
	[
		'United States: tax on top of the item',
		third.order,
		[
			[
				...['114-9876543-1234567', 'processing', 'unfulfilled'],
				...['All-new Echo Pop | Full sound compact smart speaker with Alexa', '', 1, 0],
				...['', '', null, 39.99, 'USD', 39.99, 49.99, 'USD', 'paid'],
				...['2025-03-10T14:00:00.000Z', null, 'B0BSHF7WHW', 'ECHO-POP-US-BLK', 1],
				...['US', 'Amazon.com', 'amazon', 'UNSHIPPED'],
				'amazon:114-9876543-1234567:11498765431234',
			],
		],
	],
	[
		'Japan: by Amazon, two lines, amounts without decimals',
		japan.orders[0],
		[
			[
				...['250-1234567-8901234', 'completed', 'shipped'],
				...['Echo Dot (第4世代) スマートスピーカー with Alexa チャコール', '', 1, 1],
				...['', '', null, 5980, 'JPY', 5980, 19940, 'JPY', 'paid'],
				...['2024-12-25T02:30:00.000Z', null, 'B08C1W5N87', 'ECHO-DOT-4-JP-CHARCOAL', 1],
				...['JP', 'Amazon.co.jp', 'amazon', 'SHIPPED'],
				'amazon:250-1234567-8901234:25012345678901',
			],
			[
				...['250-1234567-8901234', 'completed', 'shipped'],
				...['Fire TV Stick 4K Max ストリーミングデバイス', '', 2, 2],
				...['', '', null, 13960, 'JPY', 6980, 19940, 'JPY', 'paid'],
				...['2024-12-25T02:30:00.000Z', null, 'B07PFFMP9P', 'FIRE-TV-4K-MAX-JP', 2],
				...['JP', 'Amazon.co.jp', 'amazon', 'SHIPPED'],
				'amazon:250-1234567-8901234:25012345678902',
			],
		],
	],
	[
		'Britain: a package on its way',
		britain.orders[0],
		[
			[
				...['202-7654321-1098765', 'completed', 'shipped'],
				'Amazon Echo Dot (4th Generation) | Smart speaker with Alexa | Charcoal',
				...['', 1, 1, '15501234567890123456', 'DPD', '2024-12-25T14:00:00.000Z'],
				...[34.99, 'GBP', 34.99, 34.99, 'GBP', 'paid'],
				...['2024-12-24T14:20:00.000Z', null, 'B08C1W5N87', 'ECHO-DOT-4-UK-CHARCOAL-SINGLE'],
				...[1, 'GB', 'Amazon.co.uk', 'amazon', 'SHIPPED'],
				'amazon:202-7654321-1098765:20276543210987',
			],
		],
	],
	[
		'Brazil: a business order paid by card',
		brazil.orders[0],
		[
			[
				...['171-2345678-9012345', 'processing', 'unfulfilled'],
				...['Notebook Dell Inspiron 15 3000', '', 1, 0],
				...['', '', null, 1599.9, 'BRL', 1599.9, 1599.9, 'BRL', 'paid'],
				...['2024-12-22T15:30:00.000Z', null, 'B09B8V1LZ3', 'DELL-I15-BR-001', 1],
				...['BR', 'Amazon.com.br', 'amazon', 'UNSHIPPED'],
				'amazon:171-2345678-9012345:17123456789012',
			],
		],
	],
	[
		'the fuller example of an order: shipping, and tax of both',
		whole.order,
		[
			[
				...['202-1234567-8901234', 'completed', 'shipped'],
				...['Echo Dot (4th Gen) | Smart speaker with Alexa | Charcoal', '', 3, 3],
				...['RR123456789GB', 'Royal Mail', '2024-12-26T14:00:00.000Z'],
				...[99.97, 'GBP', 29.99, 103.97, 'GBP', 'paid'],
				...['2024-12-25T09:15:00.000Z', null, 'B08DFPV54V', 'ECHO-DOT-4-UK-CHARCOAL-3PACK'],
				...[1, 'GB', 'Amazon.co.uk', 'amazon', 'SHIPPED'],
				'amazon:202-1234567-8901234:20212345678901',
			],
		],
	],
	[
		'the fuller example of a list: delivered, with a cancellation that came too late',
		list.orders[0],
		[
			[
				...['123-4567890-1234567', 'completed', 'delivered'],
				...['Echo Dot (4th Gen) | Smart speaker with Alexa | Charcoal', '', 2, 2],
				...['1Z999AA1234567890', 'UPS', '2024-12-25T14:00:00.000Z'],
				...[99.98, 'USD', 49.99, 154.99, 'USD', 'paid'],
				...['2024-12-25T10:30:00.000Z', null, 'B08N5WRWNW', 'ECHO-DOT-4-CHARCOAL'],
				...[1, 'US', 'Amazon.com', 'amazon', 'SHIPPED'],
				'amazon:123-4567890-1234567:12345678901234',
			],
			[
				...['123-4567890-1234567', 'completed', 'delivered'],
				...['Fire TV Stick 4K with Alexa Voice Remote', '', 1, 1],
				...['1Z999AA1234567890', 'UPS', '2024-12-25T14:00:00.000Z'],
				...[49.99, 'USD', 49.99, 154.99, 'USD', 'paid'],
				...['2024-12-25T10:30:00.000Z', null, 'B07XJ8C8F5', 'FIRE-TV-4K-2021'],
				...[2, 'US', 'Amazon.com', 'amazon', 'SHIPPED'],
				'amazon:123-4567890-1234567:12345678901235',
			],
		],
	],
])('%s', (_, payload, cells) => {
	const normalized = normalize(payload, PERSONAL);
	const expected = cells.map((each) =>
		Object.fromEntries(each.map((cell, at) => [names[at], cell])),
	);
	expect(rows(normalized)).toEqual(expected);
	expect(normalized.warnings).toEqual([]);
});

test('what only the output Order has', () => {
	const order = normalize(whole.order);
	expect(order).toMatchObject({
		updated_at: '2024-12-25T16:30:00.000Z',
		ship_by: '2024-12-26T23:59:59.000Z',
		deliver_by: '2024-12-30T23:59:59.000Z',
		order_url: 'https://sellercentral.amazon.co.uk/orders-v3/order/202-1234567-8901234',
		totals: {
			total: gbp('103.97'),
			goods: gbp('89.97'),
			shipping: gbp('10.00'),
			tax: gbp('4.00'),
			discount: null,
			services: null,
			settlement: null,
		},
		store: { id: 'A1F83G8C2ARO7P', name: 'Amazon.co.uk', url: '' },
		account: { marketplace_id: 'A1F83G8C2ARO7P' },
		order_type: 'MERCHANT, PRIME',
		provider_statuses: { order: 'SHIPPED', fulfillment: 'IN_TRANSIT', end_reasons: [] },
		timestamps_raw: {
			createdTime: '2024-12-25T09:15:00Z',
			lastUpdatedTime: '2024-12-25T16:30:00Z',
		},
		buyer: { name: 'James Wilson', email: 'buyer-email@marketplace.amazon.co.uk' },
		ship_to: {
			name: 'James Wilson',
			phone: '+44 161 123 4567',
			country_code: 'GB',
			province: 'England',
			city: 'Manchester',
			district: 'Greater Manchester',
			line1: '123 High Street',
			full: '123 High Street, Unit 4B',
			postal_code: 'M1 2AB',
		},
	});
	expect(order.lines[0]).toMatchObject({
		goods_total: gbp('89.97'),
		shipping: gbp('10.00'),
		tax: gbp('4.00'),
		tax_included: false,
		line_total: gbp('99.97'),
		shipment_ids: ['UK-PKG-2024-001'],
	});
	expect(order.shipments).toEqual([
		expect.objectContaining({
			id: 'UK-PKG-2024-001',
			status: 'in_transit',
			provider_status: 'IN_TRANSIT',
			events: [{ at: null, status: 'OUT_FOR_DELIVERY', detail: '' }],
			items: [
				{
					item_key: 'amazon:202-1234567-8901234:20212345678901',
					sku: 'ECHO-DOT-4-UK-CHARCOAL-3PACK',
					product_id: 'B08DFPV54V',
					quantity: 3,
				},
			],
		}),
	]);
});

test('a tip is in the total only; a replacement shows in the type; reasons are kept', () => {
	const order = normalize(list.orders[0]);
	expect(order.totals).toMatchObject({
		total: usd('154.99'),
		goods: usd('149.97'),
		tax: usd('0.02'),
		services: null,
	});
	expect(order.order_type).toBe('MERCHANT, PRIME, AMAZON_BUSINESS, REPLACEMENT_ORIGINAL_ID');
	expect(order.provider_statuses.end_reasons).toEqual([
		'Changed mind about purchase',
		'Buyer requested cancellation',
	]);
});

test('a payment by card, and a district that only the extended address names', () => {
	const order = normalize(brazil.orders[0]);
	expect(order.payments).toEqual([
		{
			amount: { amount: '1599.90', currency: 'BRL' },
			method: 'CreditCard',
			provider: 'Visa',
			transaction_id: '123456',
			status: 'paid',
			provider_status: '',
			created_at: null,
		},
	]);
	expect(order.ship_to.district).toBe('Bela Vista');
});

test('an order without promises, and one of a marketplace of the Far East', () => {
	expect(normalize(third.order)).toMatchObject({ ship_by: null, deliver_by: null });
	expect(normalize(japan.orders[0])).toMatchObject({
		ship_by: '2024-12-25T23:59:59.000Z',
		deliver_by: null,
		order_url: 'https://sellercentral.amazon.co.jp/orders-v3/order/250-1234567-8901234',
		order_type: 'AMAZON, PRIME',
		shipments: [],
	});
});
