import type { INodeParameters } from 'n8n-workflow';

import { fixture } from '../../tools/sandbox/wire';
import { ENGINES, errorOf, idsOf, reported } from './orderTrigger.support';
import { openPoll, type PollEngine, type Polled, type Poller } from './pollStage.support';
import { useStage } from './stage.support';

/** Order Trigger for Amazon: one list of changes a poll, at the pace that Amazon allows. */
const stage = useStage();

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const EVENTS = ['newOrder', 'orderStatus', 'fulfillmentStatus', 'tracking'];
const [OLD = '', NEW = ''] = ['701-0000000-0000501', '701-0000000-0000502'];

const open = (changed: INodeParameters = {}, credential = 'amazon', engine?: PollEngine): Poller =>
	openPoll(
		stage,
		{ provider: 'amazon', events: EVENTS, ...changed },
		{ engine, credentials: { amazonSpApi: { id: credential, name: 'Amazon account' } } },
	);
const shop = () => stage.sandbox.amazon;
/** An unshipped order of the seller that was placed so long ago. */
const place = (orderId: string, ago: number, status = 'UNSHIPPED' as const): void =>
	shop().place(orderId, { at: stage.now() - ago, status });
/** Five minutes later. */
const next = async (poller: Poller): Promise<Polled> => {
	stage.advance(5 * MINUTE);
	return await poller.poll();
};
/** Each once, although an item is a line. */
const idsIn = (polled: Polled) => [...new Set(idsOf(polled))];
const searches = () => stage.sandbox.count('search');
const active = async (...parameters: Parameters<typeof open>): Promise<Poller> => {
	const poller = open(...parameters);
	expect(await poller.activate()).toBeNull();
	return poller;
};

beforeEach(() => {
	shop().clear();
	place(OLD, 5 * DAY);
});

describe.each(ENGINES)('with n8n’s polls: %s', (engine) => {
	const started = async (): Promise<Poller> => await active({}, 'amazon', engine);

	test('a move is told once, whatever comes again with the overlap', async () => {
		const poller = await started();
		expect(await next(poller)).toBeNull();
		stage.sandbox.move(OLD, 'SHIPPED');
		const told = reported(await next(poller));
		expect(told).toHaveLength(1);
		expect(told?.[0]?.[0]).toBe(OLD);
		expect(String(told?.[0]?.[1])).toContain('orderStatus');
		for (let at = 0; at < 4; at++) expect(await next(poller)).toBeNull();
		stage.sandbox.move(OLD, 'DELIVERED');
		expect(reported(await next(poller))?.[0]?.[1]).toBe('fulfillmentStatus');
	});

	test('a new order is told once, also over a restart of n8n', async () => {
		const poller = await started();
		place(NEW, 0);
		expect(reported(await next(poller))).toMatchObject([[NEW, 'newOrder', 'new']]);
		expect(await poller.restart()).toBeNull();
		for (let at = 0; at < 3; at++) expect(await next(poller)).toBeNull();
	});
});

describe('what is new', () => {
	test('an order of the two minutes before the start, which Amazon did not show then', async () => {
		place(NEW, MINUTE);
		const poller = await active();
		expect(idsIn(await next(poller))).toEqual([NEW]);
	});

	test('not an order that is older than the look-back: its first change is only remembered', async () => {
		place(NEW, 90 * DAY);
		const poller = await active();
		stage.sandbox.move(NEW, 'SHIPPED');
		expect(await next(poller)).toBeNull();
		stage.sandbox.move(NEW, 'CANCELLED');
		expect(idsIn(await next(poller))).toEqual([NEW]);
	});

	test('an item has the whole order', async () => {
		const poller = await active();
		stage.sandbox.move(OLD, 'SHIPPED');
		const [item] = (await next(poller)) ?? [];
		expect(item?.json).toMatchObject({
			order_id: OLD,
			order_status: 'completed',
			provider: 'amazon',
			line_number: 1,
		});
		expect(stage.sandbox.count('order')).toBe(0);
	});
});

describe('the list', () => {
	test('is asked for once a poll, by the time of the last change, ten minutes back', async () => {
		const poller = await active();
		const before = searches();
		await next(poller);
		const bound = stage.now() - 2 * MINUTE;
		await next(poller);
		expect(searches() - before).toBe(2);
		const { query } = stage.sandbox.requests.at(-1) ?? {};
		const asked = Date.parse(String(query?.lastUpdatedAfter));
		expect(Math.abs(asked - (bound - 10 * MINUTE))).toBeLessThan(MINUTE);
	});

	test('a poll that the pace does not allow makes no call, and is no error', async () => {
		const poller = await active();
		for (let at = 0; at < 30; at++) await poller.poll();
		expect(searches()).toBeLessThanOrEqual(20);
		stage.sandbox.move(OLD, 'SHIPPED');
		expect(await poller.poll()).toBeNull();
		expect(stage.sandbox.requests.filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
		expect(poller.warnings()).toEqual([]);
		expect(idsIn(await next(poller))).toEqual([OLD]);
	});

	/** A poller that may read one page now, and 250 new orders: three pages. */
	const cut = async () => {
		const poller = await active();
		stage.advance(10 * MINUTE);
		for (let calls = -1; calls < searches(); ) {
			calls = searches();
			await poller.poll();
		}
		stage.advance(190_000);
		const ids = Array.from({ length: 250 }, (_, at) => shop().orderId(2000 + at));
		for (const orderId of ids) place(orderId, 3 * MINUTE);
		const first = idsIn(await poller.poll());
		expect(first).toHaveLength(100);
		return { poller, ids, first };
	};
	/** What the next polls tell, with repetitions. */
	const toldBy = async (poller: Poller, polls: number) => {
		const told: unknown[] = [];
		for (let at = 0; at < polls; at++) told.push(...idsIn(await next(poller)));
		return told;
	};

	test('that the pace cuts is read on by the next polls: each order once', async () => {
		const { poller, ids, first } = await cut();
		expect([...first, ...(await toldBy(poller, 4))].sort()).toEqual(ids);
		expect(stage.sandbox.requests.filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
	});

	test('whose token expired meanwhile begins again: nothing is lost or told twice', async () => {
		const { poller, ids, first } = await cut();
		stage.advance(DAY);
		expect([...first, ...(await toldBy(poller, 4))].sort()).toEqual(ids);
	});

	test('whose token is refused begins again: nothing is lost or told twice', async () => {
		const { poller, ids, first } = await cut();
		stage.sandbox.faults.next(
			{ provider: 'amazon', call: 'search' },
			{ kind: 'status', status: 400, body: fixture('amazon/error.1.json') },
		);
		expect([...first, ...(await toldBy(poller, 6))].sort()).toEqual(ids);
	});

	test('with an empty page goes on', async () => {
		const poller = await active();
		const ids = Array.from({ length: 150 }, (_, at) => shop().orderId(2000 + at));
		for (const orderId of ids) place(orderId, 0);
		let pages = 0;
		shop().onSearch = (_search, body) => (++pages === 1 ? { ...body, orders: [] } : body);
		expect(idsIn(await next(poller))).toEqual(ids.slice(100));
		shop().onSearch = null;
		expect(idsIn(await next(poller))).toEqual(ids.slice(0, 100));
	});
});

describe('filters of its own', () => {
	test('only the orders that the seller ships', async () => {
		const poller = await active({ options: { fulfilledBy: 'MERCHANT' } });
		await next(poller);
		expect(stage.sandbox.requests.at(-1)?.query).toMatchObject({ fulfilledBy: 'MERCHANT' });
	});
});

describe('what Amazon refuses', () => {
	const fault = (status: number, body = '') => ({ kind: 'status', status, body }) as const;
	const search = { provider: 'amazon', call: 'search' } as const;

	test.each([
		[
			'a missing role',
			fault(403, fixture('amazon/reported.403-empty-details.json')),
			/does not allow/,
		],
		['another region', fault(403, fixture('amazon/reported.403-region.json')), /Region/],
		['filters', fault(400, fixture('amazon/error.1.json')), /rejected the/],
	])('%s refuses the activation', async (_name, refused, message) => {
		stage.sandbox.faults.always(search, refused);
		expect((await errorOf(open().activate())).message).toMatch(message);
	});

	test('an outage fails the poll, and what happened meanwhile is told after it', async () => {
		const poller = await active();
		stage.sandbox.move(OLD, 'SHIPPED');
		stage.sandbox.faults.always(search, fault(503));
		stage.advance(5 * MINUTE);
		expect((await errorOf(poller.poll())).message).toMatch(/Amazon/);
		stage.sandbox.faults.clear();
		stage.advance(30 * MINUTE);
		expect(idsIn(await poller.poll())).toEqual([OLD]);
	});

	test('a call too many loses nothing', async () => {
		const poller = await active();
		stage.sandbox.move(OLD, 'SHIPPED');
		stage.sandbox.faults.next(search, fault(429, fixture('amazon/reported.429-quota.json')));
		stage.advance(5 * MINUTE);
		const told = idsIn(await poller.poll().catch(() => null));
		for (let at = 0; at < 3; at++) told.push(...idsIn(await next(poller)));
		expect(told).toEqual([OLD]);
	});

	test('a rotated client secret is named', async () => {
		const { credential } = stage.sandbox.addAmazonSeller();
		stage.engine.store.put('rotated', credential);
		const poller = await active({}, 'rotated');
		stage.sandbox.amazonTokens.rotate(credential.clientId);
		stage.advance(2 * HOUR);
		const { message, description } = await errorOf(poller.poll());
		expect(message).toMatch(/Client Secret/);
		expect(description).toMatch(/180 days/);
	});
});

test('two sellers of one app: each trigger tells the orders of its own', async () => {
	const app = stage.sandbox.demo.amazonSpApi;
	const { shop: other, credential } = stage.sandbox.addAmazonSeller(app);
	other.clear();
	stage.engine.store.put('other', credential);
	const [mine, theirs] = [await active(), await active({}, 'other')];
	place(NEW, 0);
	const otherNew = other.orderId(1);
	other.place(otherNew);
	stage.advance(5 * MINUTE);
	expect(idsIn(await mine.poll())).toEqual([NEW]);
	expect(idsIn(await theirs.poll())).toEqual([otherNew]);
});

test('an order that has to be shipped by now needs attention: it is fetched when it is due', async () => {
	shop().clear();
	place(NEW, HOUR);
	const poller = await active({ events: ['attention'] });
	expect(await next(poller)).toBeNull();
	expect(stage.sandbox.count('order', NEW)).toBe(0);
	stage.advance(48 * HOUR);
	const [item] = (await next(poller)) ?? [];
	expect(item?.json).toMatchObject({ order_id: NEW, event: 'attention' });
	expect(stage.sandbox.count('order', NEW)).toBe(1);
	expect(await next(poller)).toBeNull();
});

test('a person who runs the node gets the newest order', async () => {
	place(NEW, HOUR);
	const finished = await open().pollManually();
	expect(finished.error).toBeUndefined();
	expect(finished.jsons('Order Trigger')[0]).toMatchObject({ order_id: NEW });
	expect(searches()).toBe(1);
});
