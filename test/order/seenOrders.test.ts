import fc from 'fast-check';

import { MOST_ORDERS, SeenOrders } from '../../order/seenOrders';
import type { Snapshot } from '../../order/snapshot';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 26);

const state = (order_status: string, tracking_numbers = ''): Snapshot => ({
	order_status,
	payment_status: 'paid',
	fulfillment_status: 'unfulfilled',
	tracking_numbers,
});
const stored = (text: string, count: number, prefix: string) =>
	Object.fromEntries(Array.from({ length: count }, (_, at) => [`acc:tuya:${prefix}${at}`, text]));

/** As n8n does it: what is stored comes back as JSON. */
const reload = (orders: SeenOrders, now = NOW) =>
	new SeenOrders(JSON.parse(JSON.stringify(orders.toStored())), now);

test('what was remembered is compared with, also in a later run', () => {
	const first = new SeenOrders({}, NOW);
	expect(first.compare('acc:tuya:1', state('pending'))?.previous).toBeUndefined();
	first.remember('acc:tuya:1', state('pending'));
	expect(first.compare('acc:tuya:1', state('pending'))).toBeNull();

	const second = reload(first);
	expect(second.compare('acc:tuya:1', state('pending'))).toBeNull();
	expect(second.compare('acc:tuya:1', state('processing'))?.changed).toEqual(['order_status']);
	expect(second.compare('acc:tuya:2', state('pending'))?.previous).toBeUndefined();
});

test('is stored as text that holds the four values and the day', () => {
	const orders = new SeenOrders({}, NOW);
	orders.remember('acc:tuya:1', state('pending', '0a1b2c3d.0a1b2c3e'));
	expect(orders.toStored()).toEqual({
		v: 1,
		orders: { 'acc:tuya:1': 'pending|paid|unfulfilled|0a1b2c3d.0a1b2c3e|20261126' },
	});
});

test('is stored only when something has changed, or an order was seen on another day', () => {
	const orders = new SeenOrders({}, NOW);
	expect(orders.toStored()).toBeNull();
	orders.remember('acc:tuya:1', state('pending'));
	const again = reload(orders);
	again.remember('acc:tuya:1', state('pending'));
	expect(again.toStored()).toBeNull();
	const tomorrow = reload(orders, NOW + DAY);
	tomorrow.remember('acc:tuya:1', state('pending'));
	expect(tomorrow.toStored()?.orders).toEqual({
		'acc:tuya:1': 'pending|paid|unfulfilled||20261127',
	});
});

test('knows the accounts that it has seen an order of', () => {
	const orders = new SeenOrders({ v: 1, orders: stored('pending|paid|x||20261126', 1, 'A') }, NOW);
	expect(orders.knows('acc')).toBe(true);
	expect(orders.knows('other')).toBe(false);
});

test('a run whose orders are known does not go through all that is stored', () => {
	let listings = 0;
	const all = new Proxy(stored('pending|paid|unfulfilled||20261126', 1000, 'A'), {
		ownKeys: (target) => {
			listings++;
			return Reflect.ownKeys(target);
		},
	});
	const orders = new SeenOrders({ v: 1, orders: all }, NOW);
	expect(orders.compare('acc:tuya:A1', state('pending'))).toBeNull();
	orders.remember('acc:tuya:A1', state('pending'));
	expect(orders.toStored()).toBeNull();
	expect(listings).toBe(0);
	orders.knows('acc');
	orders.knows('other');
	expect(listings).toBe(1);
});

describe('when there are too many', () => {
	const ended = stored('completed|paid|delivered||20260101', 10, 'ended');
	const unseen = stored('processing|paid|unfulfilled||20260102', 10, 'unseen');
	const endedLately = stored('canceled|paid|canceled||20261101', 10, 'lately');
	const present = stored('processing|paid|unfulfilled||20261126', MOST_ORDERS - 20, 'open');
	const full = { v: 1, orders: { ...unseen, ...endedLately, ...ended, ...present } };

	const keysAfter = (added: number) => {
		const orders = new SeenOrders(full, NOW);
		// Ten more than fit already.
		for (let at = 0; at < added; at++) orders.remember(`acc:tuya:new${at}`, state('pending'));
		return Object.keys(orders.toStored()?.orders ?? {});
	};
	const count = (keys: readonly string[], name: string) =>
		keys.filter((key) => key.startsWith(`acc:tuya:${name}`)).length;

	test('ended orders that were not seen for 90 days go first', () => {
		const keys = keysAfter(1);
		expect(keys).toHaveLength(MOST_ORDERS);
		expect(['new', 'ended', 'unseen', 'lately'].map((name) => count(keys, name))).toEqual([
			1, 0, 9, 10,
		]);
	});

	test('then those that were not seen for the longest time', () => {
		const keys = keysAfter(15);
		expect(['new', 'unseen', 'lately'].map((name) => count(keys, name))).toEqual([15, 0, 5]);
	});

	test('says how many of those seen now had no room', () => {
		const orders = new SeenOrders({}, NOW);
		for (let at = 0; at < MOST_ORDERS + 7; at++) orders.remember(`a:t:${at}`, state('pending'));
		const after = orders.toStored();
		expect(after && orders.countMissingIn(after)).toBe(7);
	});
});

test.each([
	undefined,
	null,
	'text',
	[],
	{ v: 2, orders: { 'acc:tuya:1': 'pending|paid|unfulfilled||20261126' } },
	{ v: 1 },
	{ v: 1, orders: null },
	{ v: 1, orders: 'text' },
	{ v: 1, orders: { 'acc:tuya:1': 'edited by hand' } },
	{ v: 1, orders: { 'acc:tuya:1': 7 } },
	{ v: 1, orders: { 'acc:tuya:1': { order_status: 'pending' } } },
])('what cannot be read counts as nothing: %j', (value) => {
	const orders = new SeenOrders(value, NOW);
	expect(orders.compare('acc:tuya:1', state('pending'))?.previous).toBeUndefined();
	orders.remember('acc:tuya:1', state('pending'));
	expect(orders.toStored()?.orders['acc:tuya:1']).toBe('pending|paid|unfulfilled||20261126');
});

test('never throws and never loses an order, whatever was stored', () => {
	fc.assert(
		fc.property(fc.jsonValue(), fc.jsonValue(), fc.string(), (other, orders, key) => {
			const seen = new SeenOrders({ other, v: 1, orders }, NOW);
			seen.remember(key, state('pending'));
			const again = reload(seen);
			return again.compare(key, state('pending')) === null;
		}),
	);
});
