import type { Sandbox, SearchResult } from '../../../tools/sandbox';
import {
	sandboxes,
	tuya,
	tuyaOrderTarget,
	tuyaSearchTarget,
	type TuyaOptions,
} from './calls.support';

const START = 1_760_000_000_000;
const SAMPLE = 'SO2110258K167O5C';
const SAMPLE_PLACED = 1_635_131_166_093;
const HOUR = 3_600_000;

interface Row extends Readonly<Record<string, unknown>> {
	readonly order_id: string;
	readonly order_status: string;
	readonly gmt_order_create: number;
	readonly commodity_list: ReadonlyArray<Readonly<Record<string, unknown>>>;
	readonly payment_list: ReadonlyArray<Readonly<Record<string, unknown>>>;
}
interface Result extends SearchResult {
	readonly data_list: readonly Row[];
}
type Query = Parameters<typeof tuyaSearchTarget>[1];

const start = sandboxes();
let sandbox: Sandbox;
const reply = async (query?: Query, options: TuyaOptions = {}) =>
	(await tuya(sandbox, tuyaSearchTarget(sandbox, query), { t: START, ...options })).body;
const search = async (query?: Query) => (await reply(query)).result as Result;
const ids = ({ data_list: rows }: SearchResult) =>
	(rows as readonly Row[]).map((row) => row.order_id);
const order = async (orderId: string) =>
	(await tuya(sandbox, tuyaOrderTarget(sandbox, orderId), { t: START })).body.result as Row;

/** Orders A, B, C … placed an hour apart, the last one at START. */
function placeOrders(count: number): string[] {
	sandbox.tuya.clear();
	return Array.from({ length: count }, (_, at) => {
		const orderId = `SOX${String(at).padStart(3, '0')}`;
		sandbox.tuya.place(orderId, { at: START - (count - 1 - at) * HOUR });
		return orderId;
	});
}

beforeEach(async () => {
	sandbox = await start({ now: () => START });
});

describe('rows', () => {
	test('have the fields of the list and no others, amounts as text', async () => {
		const [row] = (await search({ order_id: SAMPLE })).data_list;
		expect(row).toMatchObject({
			order_id: SAMPLE,
			order_type_code: 'INT_OEM_APP_MALL',
			order_status: 'finished',
			amount_origin: '1.04',
			amount_trade: '1.04',
			amount_paid: '1.04',
			amount_rest: '0.00',
			gmt_order_create: SAMPLE_PLACED,
			currency: 'CNY',
			refund_status: -2,
		});
		expect(row?.commodity_list[0]).toMatchObject({
			commodity_code: 'CMar68c6bxxgs4',
			specification_code: 'SKar68c6djd4q0',
			iconUrl: 'ecommerce/162633217319c17fa480b.png',
			unit_price_origin: '0.01',
			unit_price_trade: '0.35',
		});
		expect(row?.payment_list[0]).toMatchObject({ trade_amount: '1.04', paid_type: 'cod' });
		const rows = (await search({ page_size: 50 })).data_list;
		expect(new Set(rows.flatMap((row) => Object.keys(row)))).toEqual(
			new Set([
				...['order_id', 'order_type_code', 'order_status', 'gmt_order_create', 'currency'],
				...['amount_origin', 'amount_trade', 'amount_paid', 'amount_rest', 'refund_status'],
				...['price_trade_list', 'commodity_list', 'payment_list'],
			]),
		);
		const lines = rows.flatMap((row) => row.commodity_list);
		expect(lines.every((line) => 'iconUrl' in line && !('icon_url' in line))).toBe(true);
	});

	test('say the same as the order call, also after a move', async () => {
		sandbox.tuya.place('SO7', { at: START, status: 'paid' });
		sandbox.move('SO7');
		const [row] = (await search({ order_id: 'SO7' })).data_list;
		const { order_status, gmt_order_create, price_trade_list, amount_paid } = await order('SO7');
		expect(row).toMatchObject({ order_status, gmt_order_create, price_trade_list });
		expect({ Value: row?.amount_paid }).toEqual(amount_paid);
		expect(gmt_order_create).toBe(START);
		expect(['part_delivered', 'delivered']).toContain(order_status);
	});

	test('of a reply that was set are made from it; one that is no order has no row', async () => {
		placeOrders(1);
		sandbox.setOrder('tuya', 'SOX000', {
			success: true,
			result: { order_id: 'SOX000', order_status: 'returned', amount_paid: 3, currency: 'EUR' },
		});
		const [row] = (await search()).data_list;
		expect(row).toMatchObject({ order_status: 'returned', amount_paid: '3', currency: 'EUR' });
		sandbox.setOrder('tuya', 'SOX000', 'rubbish');
		expect(await search()).toMatchObject({ total: 0, data_list: [] });
	});
});

describe('the list of the mall', () => {
	test('begins with the documented order and one of every 20 hours, newest first', async () => {
		const { total, data_list: rows } = await search({ page_size: 50 });
		expect(total).toBe(37);
		expect(rows.map((row) => row.order_id).slice(0, 2)).toEqual(['SO2500000001', 'SO2500000002']);
		expect(rows.at(-1)?.order_id).toBe(SAMPLE);
		const times = rows.map((row) => row.gmt_order_create);
		expect(times[0]).toBe(START - 6 * HOUR);
		expect(times).toEqual([...times].sort((a, b) => b - a));
		expect(new Set(rows.map((row) => row.order_status)).size).toBe(7);
		expect(sandbox.tuya.orders).toEqual(
			rows.map((row) => ({
				orderId: row.order_id,
				placedAt: row.gmt_order_create,
				status: row.order_status,
			})),
		);
	});

	test('an order is placed now unless a time is given, of any id once its reply is set', async () => {
		placeOrders(2);
		sandbox.tuya.place('SOEARLY', { at: START - 5 * HOUR });
		const result = { order_id: 'ANY', gmt_order_create: START + 1 };
		sandbox.setOrder('tuya', 'ANY', { success: true, result });
		for (const id of ['SONOW', 'ANY']) sandbox.tuya.place(id);
		expect(ids(await search())).toEqual(['ANY', 'SONOW', 'SOX001', 'SOX000', 'SOEARLY']);
		expect(() => sandbox.tuya.place('NO1')).toThrow('NO1 does not start with SO');
		expect(() => sandbox.tuya.place(SAMPLE, { at: 1 })).toThrow('documented sample');
	});

	test('an order that is removed is not found, but still answered by its id', async () => {
		placeOrders(2);
		const before = await order('SOX000');
		sandbox.tuya.remove('SOX000');
		expect(ids(await search())).toEqual(['SOX001']);
		expect(await order('SOX000')).toEqual(before);
	});

	test('reset puts it back, with the search', async () => {
		const before = await search();
		placeOrders(3);
		sandbox.tuya.setPaging({ firstPage: 0 });
		sandbox.tuya.onSearch = (_search, result) => ({ ...result, total: 7 });
		sandbox.reset();
		expect(await search()).toEqual(before);
	});
});

describe('filters', () => {
	test('the order status; one that no order has finds none', async () => {
		const { total, data_list: rows } = await search({ order_status: 'created', page_size: 50 });
		expect(new Set(rows.map((row) => row.order_status))).toEqual(new Set(['created']));
		const created = sandbox.tuya.orders.filter(({ status }) => status === 'created');
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

	test('a part of a commodity name in any case', async () => {
		const { data_list: rows } = await search({ commodity_name: 'smart P', page_size: 50 });
		expect(rows.length).toBeGreaterThan(3);
		for (const { commodity_list: lines } of rows) {
			expect(lines.map((line) => line.commodity_name)).toContain('Smart plug');
		}
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

	test('can begin with 0, with the oldest order, or be cut to a largest size', async () => {
		const all = placeOrders(3);
		sandbox.tuya.setPaging({ firstPage: 0, oldestFirst: true });
		expect(ids(await search({ page: 0, page_size: 2 }))).toEqual(all.slice(0, 2));
		expect(ids(await search({ page: 1, page_size: 2 }))).toEqual(all.slice(2));
		sandbox.tuya.setPaging({ largestPageSize: 2, cutsPageSize: true });
		expect(await search({ page_size: 50 })).toMatchObject({ page_size: 2, data_list: [{}, {}] });
	});
});

describe('refused', () => {
	const refusals: ReadonlyArray<readonly [string, Query, number]> = [
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
	];
	test.each(refusals)('%s', async (_name, query, code) => {
		expect(await reply(query)).toMatchObject({ success: false, code, t: START });
	});

	test.each([
		['a wrong signature', { secret: 'wrong' }, 1004],
		['an expired token', { accessToken: 'never' }, 1010],
		['no token', { accessToken: '' }, 1011],
		['another method', { method: 'POST' }, 1108],
	] as const)('%s', async (_name, options, code) => {
		expect((await reply({}, options)).code).toBe(code);
	});
});

test('searches are logged, counted, and get faults of their own', async () => {
	sandbox.faults.next({ call: 'search' }, { kind: 'status', status: 503, body: {} });
	await order(SAMPLE);
	await reply();
	await search({ page: 1 });
	expect(sandbox.count('search')).toBe(2);
	expect(sandbox.requests.map(({ call, fault }) => [call, fault])).toEqual([
		['order', ''],
		['search', 'status'],
		['search', ''],
	]);
	expect(sandbox.requests.at(-1)?.query).toMatchObject({ page: '1' });
});

test('searches count toward the rate limit together with orders', async () => {
	sandbox = await start({ now: () => START, callsPerSecond: 1 });
	await order(SAMPLE);
	expect((await reply()).code).toBe(40_000_309);
});

test('a hook may change what a search gives, unless the call is refused', async () => {
	placeOrders(3);
	sandbox.tuya.onSearch = (_search, result) => ({ ...result, total: 7 });
	expect(await search({ page_size: 2 })).toMatchObject({ total: 7, data_list: [{}, {}] });
	expect((await reply({ page: 0 })).code).toBe(1109);
});
