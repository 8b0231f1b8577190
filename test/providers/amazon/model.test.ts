import { orderRequest, ordersRequest, searchRequest } from '../../../providers/amazon/request';
import { REGIONS } from '../../../providers/amazon/regions';
import { ORDER_STATUSES, PACKAGE_STATUSES } from '../../../providers/amazon/statuses';
import model from '../../fixtures/amazon/model.json';
import requests from '../../fixtures/amazon/requests.json';
import { credentials, normalize, order, page, PERSONAL, query, type Draft } from './order.support';

/** Amazon's own model of the API, of which nobody here wrote a word. */

interface Schema {
	readonly type?: string;
	readonly format?: string;
	readonly enum?: readonly string[];
	readonly $ref?: string;
	readonly items?: Schema;
	readonly properties?: Readonly<Record<string, Schema>>;
}
const definitions = model.definitions as unknown as Readonly<Record<string, Schema>>;
const { operations } = model;

describe('each official request is sent as given', () => {
	test.each(Object.entries(requests))('of %s', (_, { operation, request }) => {
		const given = Object.entries(request.parameters).map(
			([name, { value }]) => [name, value as string | readonly string[]] as const,
		);
		const { orderId = '', ...parameters } = Object.fromEntries(given);
		const { method, url, headers } = ordersRequest(credentials, String(orderId), parameters);
		const sent = new URL(url);
		const path = operations[operation as keyof typeof operations].path;
		expect(method).toBe('GET');
		expect(sent.origin).toBe('https://sellingpartnerapi-na.amazon.com');
		expect(sent.pathname).toBe(path.replace('{orderId}', String(orderId)));
		expect([...sent.searchParams]).toEqual(
			Object.entries(parameters).map(([name, value]) => [name, String(value)]),
		);
		expect(headers['x-amz-access-token']).toBe('Atza|access-token-1');
	});
});

describe('what we ask for is in the model', () => {
	const asked = {
		...page,
		...PERSONAL,
		orderStatus: 'PENDING_AVAILABILITY,PENDING',
		placedBefore: 1,
		cursor: 'a+b/c=',
		fields: { marketplaceIds: 'ATVPDKIKX0DER,A2EUQ1WTGCTBG2', fulfilledBy: 'MERCHANT' },
	};
	const changed = { ...asked, updatedAfter: 2 };
	test.each([
		['an order', operations.getOrder, orderRequest(PERSONAL, credentials)],
		['a list by placing', operations.searchOrders, searchRequest(asked, credentials)],
		['a list by changes', operations.searchOrders, searchRequest(changed, credentials)],
	])('%s', (_, operation, { url }) => {
		const parameters = operation.parameters as Readonly<Record<string, Schema>>;
		for (const [name, value] of new URL(url).searchParams) {
			expect(Object.keys(parameters)).toContain(name);
			const values = parameters[name]?.items?.enum;
			if (values) expect(values).toEqual(expect.arrayContaining(value.split(',')));
		}
	});

	test('a list is one parameter, and what could mean something else in a query is encoded', () => {
		const { url } = searchRequest(asked, credentials);
		expect(url).toContain('marketplaceIds=ATVPDKIKX0DER,A2EUQ1WTGCTBG2&');
		expect(url).toContain('paginationToken=a%2Bb%2Fc%3D&');
	});

	test('the tables have every status of it', () => {
		const valuesOf = (name: string) => definitions[name]?.enum ?? [];
		const packages = definitions.PackageStatus?.properties?.status?.enum ?? [];
		expect([...ORDER_STATUSES.keys()]).toEqual(
			expect.arrayContaining([...valuesOf('FulfillmentStatus')]),
		);
		expect([...PACKAGE_STATUSES.keys()].sort()).toEqual([...packages].sort());
	});

	test('no marketplace is in two regions', () => {
		const ids = REGIONS.flatMap(({ marketplaces }) => marketplaces.map(([, id]) => id));
		expect(new Set(ids).size).toBe(23);
		expect(ids).toHaveLength(23);
	});
});

/** In the output "Raw" only: a path means all that is below it. */
const LEFT_OUT = [
	...['orderAliases', 'associatedOrders[].orderId', 'buyer.buyerCompanyName'],
	...['buyer.buyerPurchaseOrderNumber', 'recipient.deliveryPreference'],
	...['recipient.deliveryAddress.companyName', 'recipient.deliveryAddress.municipality'],
	'recipient.deliveryAddress.addressType',
	'recipient.deliveryAddress.extendedFields.streetName',
	'recipient.deliveryAddress.extendedFields.streetNumber',
	...['recipient.deliveryAddress.extendedFields.complement', 'proceeds.breakdowns[].status', 'tax'],
	...['fulfillment.fulfillmentServiceLevel', 'fulfillment.shipByWindow.earliestDateTime'],
	...['fulfillment.deliverByWindow.earliestDateTime', 'fulfillment.labelPrintingWindow'],
	...['orderItems[].measurement.value', 'orderItems[].associatedOrderItems'],
	...['orderItems[].programs', 'orderItems[].product.condition'],
	...['orderItems[].product.price.priceDesignation', 'orderItems[].product.serialNumbers'],
	'orderItems[].product.customization',
	...['orderItems[].proceeds.breakdowns[].detailedBreakdowns', 'orderItems[].expense'],
	...['orderItems[].promotion', 'orderItems[].fulfillment.quantityUnfulfilled'],
	...['orderItems[].fulfillment.picking', 'orderItems[].fulfillment.packing'],
	...['orderItems[].fulfillment.shipping', 'orderItems[].tax', 'packages[].createdTime'],
	...['packages[].shippingService', 'packages[].shipFromAddress'],
	...['packages[].packageItems[].transparencyCodes', 'fulfillmentOrders'],
];

/** Each field of an order that holds a value, e.g. `orderItems[].product.title`, with its schema. */
function leaves(schema: Schema, path = ''): ReadonlyArray<readonly [string, Schema]> {
	const { $ref, items, properties } = schema;
	if ($ref !== undefined) return leaves(definitions[$ref] ?? {}, path);
	if (items) return leaves(items, `${path}[]`);
	if (!properties) return [[path, schema]];
	return Object.entries(properties).flatMap(([name, each]) =>
		leaves(each, path === '' ? name : `${path}.${name}`),
	);
}

/** Values that may make a difference; the words that only some values of a text have are named. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
	'salesChannel.channelName': ['NON_AMAZON'],
	'salesChannel.marketplaceName': ['Amazon.de'],
};
const AMOUNT_PARTS = /breakdowns\[\]\.subtotal/;
function samples(path: string, { type, format, enum: values }: Schema): readonly unknown[] {
	if (format === 'date-time') return ['2024-12-25T09:15:00Z', '2025-01-02T00:00:00Z'];
	if (values) return values;
	return type === 'string' ? ['7', '12', ...(WORDS[path] ?? [])] : [1, 2];
}

/** An order in which nothing but this field, and what it needs next to it, has a value. */
function orderWith(path: string, value: unknown): Draft {
	const draft: Draft = { ...order('UNSHIPPED'), orderItems: [{}] };
	let at: Draft = draft;
	const names = path.split('.');
	names.forEach((written, index) => {
		const name = written.replace('[]', '');
		const isLast = index === names.length - 1;
		const inner: Draft = { ...(at[name] as Draft | undefined) };
		const element = isLast ? value : inner;
		if (name === 'currencyCode') at.amount = '1.00';
		if (!isLast || value !== undefined) at[name] = written.endsWith('[]') ? [element] : element;
		if (AMOUNT_PARTS.test(path) && written.endsWith('breakdowns[]')) inner.type = 'ITEM';
		at = inner;
	});
	return draft;
}

test('every field of the model is either used or left out on purpose', () => {
	const isLeftOut = (path: string) =>
		LEFT_OUT.some(
			(each) => path === each || path.startsWith(`${each}.`) || path.startsWith(`${each}[`),
		);
	const outcome = (path: string, value: unknown) =>
		JSON.stringify(normalize(orderWith(path, value), query));
	const isUsed = ([path, schema]: readonly [string, Schema]) => {
		const outcomes = [undefined, ...samples(path, schema)].map((value) => outcome(path, value));
		return new Set(outcomes).size > 1;
	};
	const all = leaves({ $ref: 'Order' });
	const used = all.filter(isUsed).map(([path]) => path);
	expect(all.length).toBeGreaterThan(150);
	expect(used.filter(isLeftOut)).toEqual([]);
	expect(
		all.map(([path]) => path).filter((path) => !isLeftOut(path) && !used.includes(path)),
	).toEqual([]);
	const unknown = LEFT_OUT.filter((each) => !all.some(([path]) => path.startsWith(each)));
	expect(unknown).toEqual([]);
});
