import type { SearchResult } from '../../../tools/sandbox';
import {
	sandboxes,
	stage,
	tuya,
	tuyaOrderTarget,
	tuyaSearchTarget,
	type TuyaOptions,
} from './calls.support';

const START = 1_760_000_000_000;
const SAMPLE = 'SO2110258K167O5C';
const HOUR = 3_600_000;

interface Row extends Readonly<Record<string, unknown>> {
	readonly order_id: string;
	readonly order_status: string;
	readonly gmt_order_create: number;
	readonly commodity_list: ReadonlyArray<Readonly<Record<string, unknown>>>;
}
interface Result extends SearchResult {
	readonly data_list: readonly Row[];
}
type Query = Parameters<typeof tuyaSearchTarget>[1];

const on = stage(sandboxes(), { begins: START });
const reply = async (query?: Query, options: TuyaOptions = {}) =>
	(await tuya(on.sandbox, tuyaSearchTarget(on.sandbox, query), { t: START, ...options })).body;
const search = async (query?: Query) => (await reply(query)).result as Result;
const ids = ({ data_list: rows }: Result) => rows.map((row) => row.order_id);

/** Orders SOX000, SOX001 … placed an hour apart, the last one at START. */
function placeOrders(count: number): string[] {
	on.sandbox.tuya.clear();
	return Array.from({ length: count }, (_, at) => {
		const orderId = `SOX${String(at).padStart(3, '0')}`;
		on.sandbox.tuya.place(orderId, { at: START - (count - 1 - at) * HOUR });
		return orderId;
	});
}

describe('rows', () => {
	test('have the fields of the list and no others, amounts as text', async () => {
		const rows = (await search({ page_size: 50 })).data_list;
		expect(rows.at(-1)).toMatchObject({
			order_id: SAMPLE,
			order_status: 'finished',
			refund_status: -2,
			currency: 'CNY',
			amount_origin: '1.04',
			amount_trade: '1.04',
			amount_paid: '1.04',
			amount_rest: '0.00',
			commodity_list: expect.arrayContaining([
				expect.objectContaining({
					commodity_code: 'CMar68c6bxxgs4',
					specification_code: 'SKar68c6djd4q0',
					iconUrl: 'ecommerce/162633217319c17fa480b.png',
					unit_price_trade: '0.35',
				}),
			]) as unknown,
			payment_list: [{ trade_amount: '1.04', paid_type: 'cod' }],
		});
		expect(new Set(rows.flatMap((row) => Object.keys(row)))).toEqual(
			new Set([
				...['order_id', 'order_type_code', 'order_status', 'gmt_order_create', 'currency'],
				...['amount_origin', 'amount_trade', 'amount_paid', 'amount_rest', 'refund_status'],
				...['price_trade_list', 'commodity_list', 'payment_list'],
			]),
		);
	});

	test('say the same as the order call, also after a move', async () => {
		on.sandbox.tuya.place('SO7', { at: START, status: 'paid' });
		on.sandbox.move('SO7');
		const [row] = (await search({ order_id: 'SO7' })).data_list;
		const { body } = await tuya(on.sandbox, tuyaOrderTarget(on.sandbox, 'SO7'), { t: START });
		const { order_status, gmt_order_create, price_trade_list, amount_paid } = body.result as Row;
		expect(row).toMatchObject({ order_status, gmt_order_create, price_trade_list });
		expect({ Value: row?.amount_paid }).toEqual(amount_paid);
		expect(['part_delivered', 'delivered']).toContain(order_status);
	});
});

test('the list begins with the documented order and one of every 20 hours, newest first', async () => {
	const { total, data_list: rows } = await search({ page_size: 50 });
	expect(total).toBe(37);
	const times = rows.map((row) => row.gmt_order_create);
	expect(times).toEqual([...times].sort((a, b) => b - a));
	expect(new Set(rows.map((row) => row.order_status)).size).toBe(7);
	expect(on.sandbox.tuya.orders).toEqual(
		rows.map(({ order_id: orderId, gmt_order_create: placedAt, order_status: status }) => ({
			orderId,
			placedAt,
			status,
		})),
	);
});

describe('filters', () => {
	test('the order status; one that no order has finds none', async () => {
		const { total, data_list: rows } = await search({ order_status: 'created', page_size: 50 });
		expect(new Set(rows.map((row) => row.order_status))).toEqual(new Set(['created']));
		const created = on.sandbox.tuya.orders.filter(({ status }) => status === 'created');
		expect(total).toBe(created.length);
		expect(await search({ order_status: 'lost' })).toMatchObject({ total: 0, data_list: [] });
	});

	test('both bounds of the time include it', async () => {
		placeOrders(4);
		const [from, to] = [START - 2 * HOUR, START - HOUR];
		expect(ids(await search({ start_time: from, end_time: to }))).toEqual(['SOX002', 'SOX001']);
		expect(ids(await search({ start_time: from + 1 }))).toEqual(['SOX003', 'SOX002']);
		expect(ids(await search({ end_time: from - 1 }))).toEqual(['SOX000']);
	});
});

describe('pages', () => {
	test('follow each other, and are empty after the last; by default the first twenty rows', async () => {
		expect((await search()).data_list).toHaveLength(20);
		const all = placeOrders(5).reverse();
		const pages = await Promise.all([1, 2, 3, 4].map((page) => search({ page, page_size: 2 })));
		expect(pages.map(ids)).toEqual([all.slice(0, 2), all.slice(2, 4), all.slice(4), []]);
		expect(pages.map(({ total, page, page_size }) => ({ total, page, page_size }))).toEqual(
			[1, 2, 3, 4].map((page) => ({ total: 5, page, page_size: 2 })),
		);
	});
});

describe('refused', () => {
	test.each<readonly [string, Query, number]>([
		['no mall', { mall_code: undefined }, 1100],
		['an empty mall', { mall_code: '' }, 1100],
		['another mall', { mall_code: 'OTHER' }, 2_001_000],
		['another site', { site_code: 'OTHER' }, 1109],
		['an empty site', { site_code: '' }, 1100],
		['an empty filter', { order_status: '' }, 1100],
		['an unknown parameter', { pageSize: 10 }, 1109],
		['page 0', { page: 0 }, 1109],
		['a page that is no number', { page: 'one' }, 1109],
		['half a page', { page: '1.5' }, 1109],
		['no rows', { page_size: 0 }, 1109],
		['a negative page size', { page_size: -1 }, 1109],
		['51 rows', { page_size: 51 }, 1109],
		['a time in seconds', { start_time: 1_760_000_000 }, 1109],
		['a time as text', { end_time: '2025-10-09T08:53:20Z' }, 1109],
		['a start after the end', { start_time: START, end_time: START - 1 }, 1109],
	])('%s', async (_name, query, code) => {
		expect(await reply(query)).toMatchObject({ success: false, code, t: START });
	});

	test.each([
		['a wrong signature', { secret: 'wrong' }, 1004],
		['an expired token', { accessToken: 'never' }, 1010],
		['another method', { method: 'POST' }, 1108],
	] as const)('%s', async (_name, options, code) => {
		expect((await reply({}, options)).code).toBe(code);
	});
});
