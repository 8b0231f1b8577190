import { fixture } from '../../../tools/sandbox/wire';
import { amazon, AMAZON_ORDERS, renewAmazon, sandboxes, stage } from './calls.support';

const START = Date.UTC(2026, 10, 29);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const DE = 'A1PA6795UKMFR9';

interface Order {
	readonly orderId: string;
	readonly salesChannel: { readonly marketplaceId: string };
	readonly fulfillment: { readonly fulfillmentStatus: string; readonly fulfilledBy: string };
}
interface Page {
	readonly orders: readonly Order[];
	readonly pagination?: { readonly nextToken: string };
	readonly createdBefore?: string;
	readonly lastUpdatedBefore?: string;
}
type Query = Readonly<Record<string, string | number | undefined>>;

const on = stage(sandboxes(), {
	begins: START,
	prepare: renewAmazon,
	amazon: { rates: { searchOrders: { perSecond: 1, burst: 1000 } } },
});
const ago = (milliseconds: number): string => new Date(on.clock - milliseconds).toISOString();

const search = async (query: Query) => {
	const sent = Object.entries(query)
		.filter(([, value]) => value !== undefined)
		.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
	return await amazon(on.sandbox, `${AMAZON_ORDERS}?${sent.join('&')}`);
};
const page = async (query: Query) =>
	(await search({ includedData: 'FULFILLMENT', ...query })).body as unknown as Page;
const ids = ({ orders }: Page) => orders.map((order) => order.orderId);

/** Orders an hour apart, the last one ten minutes old; ids oldest first. */
function placeOrders(count: number): string[] {
	const { amazon: shop } = on.sandbox;
	shop.clear();
	return Array.from({ length: count }, (_, at) => {
		const orderId = shop.orderId(1000 + at);
		shop.place(orderId, { at: on.clock - 10 * MINUTE - (count - 1 - at) * HOUR });
		return orderId;
	});
}

describe('what the model does not allow is refused', () => {
	const at = (milliseconds: number) => new Date(START + milliseconds).toISOString();
	const AFTER = { createdAfter: at(-DAY) };
	const CHANGED = { lastUpdatedAfter: at(-DAY) };
	const needed = 'exactly one of createdAfter and lastUpdatedAfter is needed';
	const BETWEEN = 'maxResultsPerPage is not between 1 and 100';
	const mayNot = (name: string, value: string) =>
		[{ ...AFTER, [name]: value }, `${name} may not be "${value}"`] as const;
	const marketplaces = (count: number) => Array.from({ length: count }, () => DE).join(',');

	test.each<readonly [Query, string]>([
		[{}, needed],
		[{ ...AFTER, ...CHANGED }, needed],
		[{ ...AFTER, lastUpdatedBefore: at(-DAY) }, needed],
		[{ createdBefore: at(-DAY) }, needed],
		[{ ...AFTER, createdBefore: at(-DAY - 1) }, 'createdBefore is before createdAfter'],
		[{ ...CHANGED, lastUpdatedBefore: at(1 - 2 * MINUTE) }, 'lastUpdatedBefore is too late'],
		[{ createdAfter: at(1) }, 'createdAfter is in the future'],
		mayNot('createdAfter', '1764374400'),
		mayNot('createdAfter', '2026-11-01'),
		mayNot('createdAfter', '2026-11-01T00:00:00'),
		[{ ...AFTER, marketplaceIds: marketplaces(51) }, 'marketplaceIds has too many values'],
		[{ ...AFTER, marketplaceIds: `${DE},` }, 'marketplaceIds may not be ""'],
		[{ ...AFTER, maxResultsPerPage: 0 }, BETWEEN],
		[{ ...AFTER, maxResultsPerPage: 101 }, BETWEEN],
		mayNot('maxResultsPerPage', '0.5'),
		mayNot('fulfillmentStatuses', 'shipped'),
		mayNot('fulfilledBy', 'FBA'),
		[{ ...AFTER, nextToken: 'x' }, 'there is no parameter nextToken'],
		[{ ...AFTER, paginationToken: 'x' }, 'paginationToken is unknown or expired'],
	])('%j', async (query, reason) => {
		const { status, text } = await search(query);
		expect({ status, text }).toEqual({ status: 400, text: fixture('amazon/error.1.json') });
		expect(on.outcome()).toBe(`InvalidInput: ${reason}`);
	});

	test('what is barely allowed is accepted', async () => {
		const createdBefore = at(-2 * MINUTE);
		const createdAfter = '2026-11-01T02:00:00+02:00';
		for (const query of [
			{ createdAfter: createdBefore, createdBefore, maxResultsPerPage: 1 },
			{ createdAfter, createdBefore, maxResultsPerPage: 100, marketplaceIds: marketplaces(50) },
		]) {
			await search(query);
			expect(on.outcome()).toBe('ok');
		}
	});
});

describe('the list', () => {
	test('has the orders between two times, both included, oldest first', async () => {
		const all = placeOrders(5);
		const [createdAfter, createdBefore] = [ago(3 * HOUR + 10 * MINUTE), ago(HOUR + 10 * MINUTE)];
		const found = await page({ createdAfter, createdBefore });
		expect(ids(found)).toEqual(all.slice(1, 4));
		expect(found).toMatchObject({ createdBefore });
		expect(found).not.toHaveProperty('pagination');
	});

	test('leaves out what is less than two minutes old, and says so', async () => {
		on.sandbox.amazon.clear();
		const orderId = on.sandbox.amazon.orderId(5);
		on.sandbox.amazon.place(orderId);
		on.clock += 2 * MINUTE - 1;
		const early = await page({ createdAfter: ago(HOUR) });
		expect(early).toMatchObject({ orders: [], createdBefore: ago(2 * MINUTE) });
		on.clock += 1;
		expect(ids(await page({ createdAfter: ago(HOUR) }))).toEqual([orderId]);
	});

	test('by time of change has the orders that were moved since', async () => {
		const [first = '', second = ''] = placeOrders(2);
		expect(ids(await page({ lastUpdatedAfter: ago(20 * MINUTE) }))).toEqual([second]);
		on.sandbox.move(first, 'CANCELLED');
		on.clock += 3 * MINUTE;
		const found = await page({ lastUpdatedAfter: ago(20 * MINUTE) });
		expect(ids(found)).toEqual([second, first]);
		expect(found.lastUpdatedBefore).toBe(ago(2 * MINUTE));
		expect(found.orders[1]?.fulfillment.fulfillmentStatus).toBe('CANCELLED');
	});

	test.each<[Query, (order: Order) => boolean]>([
		[
			{ marketplaceIds: `${DE},A1F83G8C2ARO7P` },
			(order) => [DE, 'A1F83G8C2ARO7P'].includes(order.salesChannel.marketplaceId),
		],
		[
			{ fulfillmentStatuses: 'PENDING,SHIPPED' },
			(order) => ['PENDING', 'SHIPPED'].includes(order.fulfillment.fulfillmentStatus),
		],
		[{ fulfilledBy: 'AMAZON' }, (order) => order.fulfillment.fulfilledBy === 'AMAZON'],
	])('can be narrowed by %j', async (query, isOne) => {
		const { orders } = await page({ createdAfter: ago(100 * DAY) });
		const expected = orders.filter(isOne).map(({ orderId }) => orderId);
		expect(expected.length).toBeGreaterThan(0);
		expect(expected.length).toBeLessThan(orders.length);
		expect(ids(await page({ createdAfter: ago(100 * DAY), ...query }))).toEqual(expected);
	});
});

describe('pages', () => {
	const createdAfter = new Date(START - 10 * DAY).toISOString();
	const firstToken = async () => {
		const { pagination } = await page({ createdAfter, maxResultsPerPage: 2 });
		return pagination?.nextToken ?? '';
	};
	const expectRefused = async (query: Query, reason: string) => {
		await page({ createdAfter, ...query });
		expect(on.outcome()).toBe(`InvalidInput: paginationToken ${reason}`);
	};

	test('have 100 orders by default, and the last one has no token', async () => {
		const all = placeOrders(101);
		const { orders, pagination } = await page({ createdAfter });
		expect(orders).toHaveLength(100);
		const rest = await page({ createdAfter, paginationToken: pagination?.nextToken });
		expect(ids(rest)).toEqual(all.slice(100));
		expect(rest).not.toHaveProperty('pagination');
	});

	test('keep to the list as it was, with orders as they are now', async () => {
		const [, , third = '', fourth = ''] = placeOrders(4);
		const first = await page({ createdAfter, maxResultsPerPage: 2 });
		on.clock += 10 * MINUTE;
		on.sandbox.move(third, 'CANCELLED');
		on.sandbox.amazon.place(on.sandbox.amazon.orderId(1), { at: on.clock - 5 * MINUTE });
		const second = await page({ createdAfter, paginationToken: first.pagination?.nextToken });
		expect(ids(second)).toEqual([third, fourth]);
		expect(second.orders[0]?.fulfillment.fulfillmentStatus).toBe('CANCELLED');
		expect(second.createdBefore).toBe(first.createdBefore);
	});

	test('need the parameters of the first one, but for the size and the data sets', async () => {
		placeOrders(5);
		const paginationToken = await firstToken();
		await page({ createdAfter, paginationToken, maxResultsPerPage: 3, includedData: 'PROCEEDS' });
		expect(on.outcome()).toBe('ok');
		for (const other of [{ fulfilledBy: 'AMAZON' }, { createdAfter: ago(9 * DAY) }]) {
			await expectRefused({ paginationToken, ...other }, 'belongs to other parameters');
		}
	});

	test('can be requested for 24 hours, and by nobody else', async () => {
		placeOrders(3);
		const paginationToken = await firstToken();
		on.clock += DAY - 1;
		await renewAmazon(on.sandbox);
		await page({ createdAfter, paginationToken });
		expect(on.outcome()).toBe('ok');
		const { credential } = on.sandbox.addAmazonSeller(on.sandbox.demo.amazonSpApi);
		await renewAmazon(on.sandbox, { refresh_token: credential.refreshToken });
		await expectRefused({ paginationToken }, 'is unknown or expired');
		on.clock += 1;
		await renewAmazon(on.sandbox);
		await expectRefused({ paginationToken }, 'is unknown or expired');
	});

	test('have tokens that must be percent-encoded', async () => {
		placeOrders(3);
		const token = await firstToken();
		expect(token).toMatch(/\+.*\/.*=/);
		const { status, text } = await amazon(
			on.sandbox,
			`${AMAZON_ORDERS}?createdAfter=${createdAfter}&paginationToken=${token}`,
		);
		expect([status, text]).toEqual([400, fixture('amazon/reported.400-null-message.json')]);
	});
});
