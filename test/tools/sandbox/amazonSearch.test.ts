import type { Sandbox } from '../../../tools/sandbox';
import { fixture } from '../../../tools/sandbox/wire';
import { amazon, AMAZON_ORDERS, renewAmazon, sandboxes } from './calls.support';

const START = Date.UTC(2026, 10, 29);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const DE = 'A1PA6795UKMFR9';

interface Order {
	readonly orderId: string;
	readonly createdTime: string;
	readonly lastUpdatedTime: string;
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

const start = sandboxes();
let clock = START;
let sandbox: Sandbox;
const outcome = () => sandbox.requests.at(-1)?.outcome;
const ago = (milliseconds: number): string => new Date(clock - milliseconds).toISOString();

const search = async (query: Query) => {
	const sent = Object.entries(query)
		.filter(([, value]) => value !== undefined)
		.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
	return await amazon(sandbox, `${AMAZON_ORDERS}?${sent.join('&')}`);
};
const page = async (query: Query) =>
	(await search({ includedData: 'FULFILLMENT', ...query })).body as unknown as Page;
const ids = ({ orders }: Page) => orders.map((order) => order.orderId);

/** Orders an hour apart, the last one ten minutes old; ids oldest first. */
function placeOrders(count: number): string[] {
	sandbox.amazon.clear();
	return Array.from({ length: count }, (_, at) => {
		const orderId = sandbox.amazon.orderId(1000 + at);
		sandbox.amazon.place(orderId, { at: clock - 10 * MINUTE - (count - 1 - at) * HOUR });
		return orderId;
	});
}

beforeEach(async () => {
	clock = START;
	const rates = { searchOrders: { perSecond: 1, burst: 1000 } };
	sandbox = await start({ now: () => clock, amazon: { rates } });
	await renewAmazon(sandbox);
});

describe('what the model does not allow is refused', () => {
	const ids51 = Array.from({ length: 51 }, () => DE).join(',');
	const createdAfter = new Date(START - DAY).toISOString();
	const lastUpdatedAfter = createdAfter;
	const needed = 'exactly one of createdAfter and lastUpdatedAfter is needed';
	test.each<[string, Query, string]>([
		['no family of times', {}, needed],
		['both', { createdAfter, lastUpdatedAfter }, needed],
		['the bounds of both', { createdAfter, lastUpdatedBefore: createdAfter }, needed],
		['a Before alone', { createdBefore: createdAfter }, needed],
		[
			'a Before before its After',
			{ createdAfter, createdBefore: new Date(START - DAY - 1).toISOString() },
			'createdBefore is before createdAfter',
		],
		[
			'a Before less than two minutes old',
			{ lastUpdatedAfter, lastUpdatedBefore: new Date(START - 2 * MINUTE + 1).toISOString() },
			'lastUpdatedBefore is too late',
		],
		[
			'an After in the future',
			{ createdAfter: new Date(START + 1).toISOString() },
			'createdAfter is in the future',
		],
		['a time in seconds', { createdAfter: 1764374400 }, 'createdAfter may not be "1764374400"'],
		['a day', { createdAfter: '2026-11-01' }, 'createdAfter may not be "2026-11-01"'],
		[
			'a time without a zone',
			{ createdAfter: '2026-11-01T00:00:00' },
			'createdAfter may not be "2026-11-01T00:00:00"',
		],
		[
			'51 marketplaces',
			{ createdAfter, marketplaceIds: ids51 },
			'marketplaceIds has too many values',
		],
		[
			'a page of none',
			{ createdAfter, maxResultsPerPage: 0 },
			'maxResultsPerPage is not between 1 and 100',
		],
		[
			'a page of 101',
			{ createdAfter, maxResultsPerPage: 101 },
			'maxResultsPerPage is not between 1 and 100',
		],
		[
			'a page of a half',
			{ createdAfter, maxResultsPerPage: '0.5' },
			'maxResultsPerPage may not be "0.5"',
		],
		[
			'a status in lower case',
			{ createdAfter, fulfillmentStatuses: 'PENDING,shipped' },
			'fulfillmentStatuses may not be "shipped"',
		],
		[
			'an empty marketplace',
			{ createdAfter, marketplaceIds: `${DE},` },
			'marketplaceIds may not be ""',
		],
		['another fulfiller', { createdAfter, fulfilledBy: 'FBA' }, 'fulfilledBy may not be "FBA"'],
		['nextToken', { createdAfter, nextToken: 'x' }, 'there is no parameter nextToken'],
		[
			'a token that nobody got',
			{ createdAfter, paginationToken: 'x' },
			'paginationToken is unknown or expired',
		],
	])('%s', async (_name, query, reason) => {
		const { status, text } = await search(query);
		expect({ status, text }).toEqual({ status: 400, text: fixture('amazon/error.1.json') });
		expect(outcome()).toBe(`InvalidInput: ${reason}`);
	});

	test('a marketplace of another region', async () => {
		const { status, text } = await search({ createdAfter, marketplaceIds: `${DE},ATVPDKIKX0DER` });
		expect(status).toBe(403);
		expect(text).toBe(fixture('amazon/reported.403-region.json'));
	});

	test('what is just allowed is not', async () => {
		const createdBefore = new Date(START - 2 * MINUTE).toISOString();
		for (const maxResultsPerPage of [1, 100]) {
			await search({ createdAfter: createdBefore, createdBefore, maxResultsPerPage });
			expect(outcome()).toBe('ok');
		}
		const marketplaceIds = ids51.slice(DE.length + 1);
		await search({ createdAfter: '2026-11-01T02:00:00+02:00', marketplaceIds });
		expect(outcome()).toBe('ok');
	});
});

describe('the list', () => {
	test('begins with an order every 20 hours, and is different for each seller', async () => {
		const found = await page({ createdAfter: ago(100 * DAY) });
		expect(found.orders).toHaveLength(36);
		expect(ids(found).at(-1)).toBe(sandbox.amazon.orderId(1));
		const { credential } = sandbox.addAmazonSeller(sandbox.demo.amazonSpApi);
		await renewAmazon(sandbox, { refresh_token: credential.refreshToken });
		const others = ids(await page({ createdAfter: ago(100 * DAY) }));
		expect(others).toHaveLength(36);
		expect(others.filter((orderId) => ids(found).includes(orderId))).toEqual([]);
	});

	test('has the orders between two times, both included, oldest first', async () => {
		const all = placeOrders(5);
		const [createdAfter, createdBefore] = [ago(3 * HOUR + 10 * MINUTE), ago(HOUR + 10 * MINUTE)];
		const found = await page({ createdAfter, createdBefore });
		expect(ids(found)).toEqual(all.slice(1, 4));
		expect(found).toMatchObject({ createdBefore });
		expect(found).not.toHaveProperty('pagination');
	});

	test('does not have what is less than two minutes old, and says so', async () => {
		sandbox.amazon.clear();
		const orderId = sandbox.amazon.orderId(5);
		sandbox.amazon.place(orderId);
		clock += 2 * MINUTE - 1;
		const early = await page({ createdAfter: ago(HOUR) });
		expect(early).toMatchObject({ orders: [], createdBefore: ago(2 * MINUTE) });
		clock += 1;
		expect(ids(await page({ createdAfter: ago(HOUR) }))).toEqual([orderId]);
		sandbox = await start({ now: () => clock, amazon: { delay: 0 } });
		await renewAmazon(sandbox);
		sandbox.amazon.place(orderId);
		expect(ids(await page({ createdAfter: ago(0) }))).toEqual([orderId]);
	});

	test('by change has what was moved since', async () => {
		const [first = '', second = ''] = placeOrders(2);
		expect(ids(await page({ lastUpdatedAfter: ago(20 * MINUTE) }))).toEqual([second]);
		sandbox.move(first, 'CANCELLED');
		clock += 3 * MINUTE;
		const found = await page({ lastUpdatedAfter: ago(20 * MINUTE) });
		expect(ids(found)).toEqual([second, first]);
		expect(found.lastUpdatedBefore).toBe(ago(2 * MINUTE));
		expect(found.orders[1]?.fulfillment.fulfillmentStatus).toBe('CANCELLED');
		sandbox.amazon.remove(first);
		expect(ids(await page({ lastUpdatedAfter: ago(20 * MINUTE) }))).toEqual([second]);
	});

	test('can be narrowed by marketplaces, statuses and fulfillers, each a list', async () => {
		const { orders } = await page({ createdAfter: ago(100 * DAY) });
		const expectOnly = async (query: Query, isOne: (order: Order) => boolean) => {
			const expected = orders.filter(isOne).map(({ orderId }) => orderId);
			expect(expected.length).toBeGreaterThan(0);
			expect(expected.length).toBeLessThan(orders.length);
			expect(ids(await page({ createdAfter: ago(100 * DAY), ...query }))).toEqual(expected);
		};
		await expectOnly(
			{ marketplaceIds: `${DE},A1F83G8C2ARO7P` },
			({ salesChannel: { marketplaceId: id } }) => [DE, 'A1F83G8C2ARO7P'].includes(id),
		);
		await expectOnly({ fulfillmentStatuses: 'PENDING,SHIPPED' }, ({ fulfillment }) =>
			['PENDING', 'SHIPPED'].includes(fulfillment.fulfillmentStatus),
		);
		await expectOnly(
			{ fulfilledBy: 'AMAZON' },
			({ fulfillment }) => fulfillment.fulfilledBy === 'AMAZON',
		);
	});

	test('has the reply that was set for an order, if that is an order', async () => {
		const [orderId = ''] = placeOrders(1);
		const order = { orderId, createdTime: ago(HOUR), orderItems: [] };
		sandbox.setOrder('amazon', orderId, { order });
		expect((await page({ createdAfter: ago(DAY) })).orders).toEqual([order]);
		sandbox.setOrder('amazon', orderId, 'rubbish');
		expect((await page({ createdAfter: ago(DAY) })).orders).toEqual([]);
	});

	test('can be changed by a test, which sees the search', async () => {
		const seen: number[] = [];
		sandbox.amazon.onSearch = ({ pageSize }, body) => {
			seen.push(pageSize);
			return { ...body, orders: [] };
		};
		expect(ids(await page({ createdAfter: ago(DAY), maxResultsPerPage: 7 }))).toEqual([]);
		expect(seen).toEqual([7]);
		sandbox.reset();
		expect((await page({ createdAfter: ago(DAY) })).orders).not.toEqual([]);
	});
});

describe('pages', () => {
	const createdAfter = new Date(START - 10 * DAY).toISOString();
	const firstToken = async (query: Query = {}) => {
		const { pagination } = await page({ createdAfter, maxResultsPerPage: 2, ...query });
		return pagination?.nextToken ?? '';
	};

	test('follow each other by tokens, until the last one has none', async () => {
		const all = placeOrders(5);
		const found: string[] = [];
		let paginationToken: string | undefined;
		do {
			const { orders, pagination } = await page({
				createdAfter,
				maxResultsPerPage: 2,
				paginationToken,
			});
			found.push(...orders.map(({ orderId }) => orderId));
			paginationToken = pagination?.nextToken;
		} while (paginationToken !== undefined);
		expect(found).toEqual(all);
		expect(sandbox.count('search')).toBe(3);
	});

	test('have 100 orders by default', async () => {
		placeOrders(101);
		const { orders, pagination } = await page({ createdAfter });
		expect(orders).toHaveLength(100);
		expect(pagination).toBeDefined();
	});

	test('of a list stay as the list was, with orders as they are now', async () => {
		const [, , third = '', fourth = ''] = placeOrders(4);
		const first = await page({ createdAfter, maxResultsPerPage: 2 });
		clock += 10 * MINUTE;
		sandbox.move(third, 'CANCELLED');
		sandbox.amazon.place(sandbox.amazon.orderId(1), { at: clock - 5 * MINUTE });
		const second = await page({
			createdAfter,
			paginationToken: first.pagination?.nextToken,
		});
		expect(ids(second)).toEqual([third, fourth]);
		expect(second.orders[0]?.fulfillment.fulfillmentStatus).toBe('CANCELLED');
		expect(second.createdBefore).toBe(first.createdBefore);
	});

	test('need the parameters of the first one, but for the size and the data sets', async () => {
		placeOrders(5);
		const paginationToken = await firstToken();
		await page({ createdAfter, paginationToken, maxResultsPerPage: 3, includedData: 'PROCEEDS' });
		expect(outcome()).toBe('ok');
		for (const other of [{ fulfilledBy: 'AMAZON' }, { createdAfter: ago(9 * DAY) }]) {
			await page({ createdAfter, paginationToken, ...other });
			expect(outcome()).toBe('InvalidInput: paginationToken belongs to other parameters');
		}
		await page({ paginationToken });
		expect(outcome()).toContain('exactly one of');
	});

	test('can be had for 24 hours', async () => {
		placeOrders(3);
		const paginationToken = await firstToken();
		clock += DAY - 1;
		await renewAmazon(sandbox);
		await page({ createdAfter, paginationToken });
		expect(outcome()).toBe('ok');
		clock += 1;
		await page({ createdAfter, paginationToken });
		expect(outcome()).toBe('InvalidInput: paginationToken is unknown or expired');
	});

	test('are another seller’s to nobody else', async () => {
		placeOrders(3);
		const paginationToken = await firstToken();
		const { credential } = sandbox.addAmazonSeller(sandbox.demo.amazonSpApi);
		await renewAmazon(sandbox, { refresh_token: credential.refreshToken });
		await page({ createdAfter, paginationToken });
		expect(outcome()).toBe('InvalidInput: paginationToken is unknown or expired');
	});

	test('have tokens that must be percent-encoded', async () => {
		placeOrders(3);
		const token = await firstToken();
		expect(token).toMatch(/\+.*\/.*=/);
		const { status, text } = await amazon(
			sandbox,
			`${AMAZON_ORDERS}?createdAfter=${createdAfter}&paginationToken=${token}`,
		);
		expect(status).toBe(400);
		expect(text).toBe(fixture('amazon/reported.400-null-message.json'));
	});
});
