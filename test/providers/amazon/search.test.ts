import { parseJson } from '../../../json/parse';
import { DAY } from '../../../order/time';
import { searchRequest } from '../../../providers/amazon/request';
import { search } from '../../../providers/amazon/search';
import type { SearchQuery } from '../../../providers/search';
import japan from '../../fixtures/amazon/search.1.json';
import britain from '../../fixtures/amazon/search.2.json';
import list from '../../fixtures/amazon/search.example.json';
import { reply, valueOf } from '../calls.support';
import { credentials, page } from './order.support';

const NOW = Date.parse('2026-11-29T12:00:00Z');
const MINUTE = 60_000;

const asked: SearchQuery = { ...page, placedAfter: null };
const sent = (changes: Partial<SearchQuery>, cursor = '') => {
	const checked = valueOf(search.validate({ ...asked, ...changes }, NOW));
	const { url } = searchRequest({ ...page, ...checked, cursor }, credentials);
	const { includedData, ...rest } = Object.fromEntries(new URL(url).searchParams);
	expect(includedData).toBe('FULFILLMENT,PROCEEDS,CANCELLATION,PACKAGES,PAYMENT');
	expect(rest.maxResultsPerPage).toBe('100');
	return rest;
};

describe('times', () => {
	test('without a beginning, the last 30 days', () => {
		expect(sent({})).toEqual({
			createdAfter: '2026-10-30T12:00:00.000Z',
			maxResultsPerPage: '100',
		});
	});

	test('with an end alone, the 30 days before it', () => {
		expect(sent({ placedBefore: NOW - 100 * DAY })).toMatchObject({
			createdAfter: new Date(NOW - 130 * DAY).toISOString(),
			createdBefore: new Date(NOW - 100 * DAY).toISOString(),
		});
	});

	test('an end of the last three minutes is left out, since Amazon refuses it', () => {
		const placedAfter = NOW - DAY;
		expect(sent({ placedAfter, placedBefore: NOW - 3 * MINUTE })).toHaveProperty('createdBefore');
		expect(sent({ placedAfter, placedBefore: NOW - 3 * MINUTE + 1 })).not.toHaveProperty(
			'createdBefore',
		);
	});

	test('changes outrank when orders were placed: both at once are refused', () => {
		expect(
			sent({ updatedAfter: NOW - DAY, placedAfter: NOW - 2 * DAY, placedBefore: NOW - DAY }),
		).toEqual({ lastUpdatedAfter: '2026-11-28T12:00:00.000Z', maxResultsPerPage: '100' });
	});

	test.each(['placedAfter', 'updatedAfter'])('%s in the future is refused', (name) => {
		expect(search.validate({ ...asked, [name]: NOW + 1 }, NOW)).toMatchObject({
			failure: {
				kind: 'invalid_parameter',
				message: 'The search begins in the future (2026-11-29T12:00:00.001Z)',
			},
		});
	});
});

describe('statuses', () => {
	test.each([
		[[], ''],
		[['pending'], 'PENDING_AVAILABILITY,PENDING'],
		[['processing', 'cancel_pending'], 'UNSHIPPED,PARTIALLY_SHIPPED'],
		[
			['pending', 'completed', 'canceled'],
			'PENDING_AVAILABILITY,PENDING,SHIPPED,CANCELLED,UNFULFILLABLE',
		],
	] as const)('%j are asked for in one search: %j', (statuses, value) => {
		expect(search.statusesOf(statuses)).toEqual([value]);
		const parameters = sent({ orderStatus: value });
		expect(parameters.fulfillmentStatuses).toBe(value || undefined);
	});

	test.each(['on_hold', 'unknown'] as const)('%s cannot be asked for', (status) => {
		expect(search.validate({ ...asked, orderStatuses: ['pending', status] }, NOW)).toMatchObject({
			failure: { message: `Amazon orders cannot be searched by the status "${status}"` },
		});
	});
});

test('filters and cursor stay what they are on every page', () => {
	const fields = { marketplaceIds: 'A1PA6795UKMFR9,A13V1IB3VIYZZH', fulfilledBy: 'AMAZON' };
	const first = sent({ fields, placedAfter: NOW - DAY });
	expect(first).toMatchObject(fields);
	expect(sent({ fields, placedAfter: NOW - DAY }, 'a+b=')).toEqual({
		...first,
		paginationToken: 'a+b=',
	});
});

describe('a page', () => {
	const read = (body: unknown) => valueOf(search.response(reply(body), page, credentials)).payload;

	test('has whole orders, where the next one begins, and how far it is complete', () => {
		const { orders, ...rest } = read(japan);
		expect(orders.map(({ orderId }) => orderId)).toEqual(['250-1234567-8901234']);
		expect(orders[0]?.raw).toBe(japan.orders[0]);
		expect(rest).toEqual({
			total: null,
			unreadable: 0,
			cursor: '2YgYW55IGNhcm5hbCBwbGVhc3VyZS4',
			completeTo: Date.parse('2024-12-25T03:00:00Z'),
		});
		expect(read(list).completeTo).toBe(Date.parse('2024-12-25T15:00:00Z'));
	});

	test('without pagination is the last one', () => {
		expect(read(britain).cursor).toBeNull();
		expect(read({ orders: [], pagination: { nextToken: 'more' } })).toMatchObject({
			orders: [],
			cursor: 'more',
			completeTo: null,
		});
	});

	test('of 100 orders with 20 lines each is read', () => {
		const [sample] = list.orders;
		const orderItems = Array.from({ length: 20 }, () => sample?.orderItems[0]);
		const orders = Array.from({ length: 100 }, () => ({ ...sample, orderItems }));
		const { orders: found } = read(parseJson(JSON.stringify({ orders })));
		expect(found).toHaveLength(100);
	});

	test('counts what is no order', () => {
		expect(read({ orders: [{}, null, 'text', { orderId: 'A' }] })).toMatchObject({
			unreadable: 3,
			orders: [{ orderId: 'A' }],
		});
	});
});
