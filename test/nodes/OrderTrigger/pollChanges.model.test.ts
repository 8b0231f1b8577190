import fc from 'fast-check';

import { readState, stateOf } from '../../../changes/state';
import { readWatchState, toStored } from '../../../changes/watchState';
import type { HttpClient } from '../../../http/client';
import { systemRuntime, type Runtime } from '../../../http/runtime';
import type { RememberedPoll } from '../../../n8n/processState';
import { EVENT_NAMES } from '../../../nodes/OrderTrigger/events';
import { recall, remember } from '../../../nodes/OrderTrigger/memory';
import { pollChanges } from '../../../nodes/OrderTrigger/pollChanges';
import type { Order } from '../../../order/order';
import type { ListedPage, PageQuery } from '../../../providers/search';
import { NO_LINE, NO_ORDER, NO_SHIPMENT } from '../../order/order.support';
import { LIST_OF_CHANGES, watchOf, type Shop } from './shop.support';

/** A run is a whole life of a trigger: more of them would take minutes. */
const numRuns = Math.min(1_000, Number(process.env.PROPERTY_RUNS ?? 1_000));
const MINUTE = 60_000;

/** Where an order can be; any step may follow any other. */
const STEPS = {
	pending: { order_status: 'pending', payment_status: 'unpaid', fulfillment_status: 'unfulfilled' },
	paid: { order_status: 'processing', payment_status: 'paid', fulfillment_status: 'unfulfilled' },
	shipped: { order_status: 'processing', payment_status: 'paid', fulfillment_status: 'shipped' },
	done: { order_status: 'completed', payment_status: 'paid', fulfillment_status: 'delivered' },
	canceled: { order_status: 'canceled', payment_status: 'voided', fulfillment_status: 'canceled' },
} as const;
type Step = keyof typeof STEPS;

interface Real {
	step: Step;
	readonly placedAt: number;
	changedAt: number;
	parcels: number;
	isItemCanceled: boolean;
	refund: boolean;
}

const orderOf = (order_id: string, real: Real): Order => ({
	...NO_ORDER,
	provider: 'shop',
	order_id,
	...STEPS[real.step],
	...(real.refund ? { payment_status: 'partially_refunded' as const } : {}),
	provider_status: real.step,
	created_at: new Date(real.placedAt).toISOString(),
	lines: [{ ...NO_LINE, cancel_reason: real.isItemCanceled ? 'buyer' : '' }],
	shipments: Array.from({ length: real.parcels }, (_, at) => ({
		...NO_SHIPMENT,
		tracking_number: `${order_id}-${at}`,
	})),
});

/** How orders are found: named, in a list that shows no details, or in a list of changes. */
type Finding = 'named' | 'listed' | 'changes';
/** Cursors of a list of changes: the orders that are left, and until when it is known. */
type Cursors = Map<string, { readonly rest: readonly string[]; readonly until: number }>;

/** A list of changes is two minutes behind; its cursors end after a day. */
function changesOf(
	orders: ReadonlyMap<string, Real>,
	cursors: Cursors,
	now: number,
	{ placedAfter, updatedAfter, cursor }: PageQuery,
): { readonly ids: readonly string[]; readonly next: string | null } | null {
	const known = cursors.get(cursor);
	if (cursor !== '' && (!known || known.until < now)) return null;
	const isListed = ({ placedAt, changedAt }: Real): boolean =>
		changedAt <= now - 2 * MINUTE &&
		placedAt >= (placedAfter ?? 0) &&
		changedAt >= (updatedAfter ?? 0);
	const rest = known?.rest ?? [...orders.keys()].filter((id) => isListed(orders.get(id) as Real));
	if (rest.length <= 2) return { ids: rest, next: null };
	const next = `cursor-${cursors.size}`;
	cursors.set(next, { rest: rest.slice(2), until: known?.until ?? now + 1440 * MINUTE });
	return { ids: rest.slice(0, 2), next };
}

/** The page of a list that shows neither parcels, refunds nor items. */
const listed = (all: readonly Order[], page: number): ListedPage<Order> => {
	const unknown = { fulfillment_status: 'unknown', payment_status: 'unknown' } as const;
	const orders = all.map((order) => {
		const payload = { ...order, ...unknown, shipments: [], lines: [] };
		return { orderId: order.order_id, raw: null, payload };
	});
	return { total: orders.length, orders: page > 1 ? [] : orders, unreadable: 0, cursor: null };
};

/** A shop whose orders are the given ones. */
function shopOf(
	orders: ReadonlyMap<string, Real>,
	finding: Finding,
	cursors: Cursors,
	now: number,
): Shop {
	const order = (orderId: string): Order => orderOf(orderId, orders.get(orderId) as Real);
	if (finding === 'named') return { order };
	if (finding === 'listed')
		return { order, page: ({ page }) => listed([...orders.keys()].map(order), page) };
	const page = (query: PageQuery): ListedPage<Order> | null => {
		const found = changesOf(orders, cursors, now, query);
		if (!found) return null;
		const rows = found.ids.map((id) => ({ orderId: id, raw: null, payload: order(id) }));
		const read = { total: null, orders: rows, unreadable: 0, cursor: found.next };
		return { ...read, completeTo: now - 2 * MINUTE };
	};
	return { order, page, list: LIST_OF_CHANGES };
}

/** How a poll goes: `cut` after so many calls; n8n drops its items; these orders cannot be read. */
interface Weather {
	readonly cut: number | null;
	readonly isDropped: boolean;
	readonly failing: readonly number[];
	/** Since the last one. */
	readonly minutes: number;
}
const at = fc.nat({ max: 9 });
const step = fc.constantFrom<Step[]>('pending', 'paid', 'shipped', 'done', 'canceled');
const happening = fc.oneof(
	fc.record({ kind: fc.constant('move' as const), at, step }),
	fc.record({ kind: fc.constantFrom('parcel' as const, 'item' as const, 'refund' as const), at }),
	fc.record({ kind: fc.constant('place' as const), step }),
	fc.record({ kind: fc.constant('restart' as const) }),
	fc.record({
		kind: fc.constant('poll' as const),
		cut: fc.option(fc.nat({ max: 6 })),
		isDropped: fc.boolean(),
		failing: fc.array(at, { maxLength: 4 }),
		minutes: fc.constantFrom(0, 1, 5, 60),
	}),
);
/** When n8n stores what a poll remembered: always, or only with items. */
const store = fc.constantFrom('always' as const, 'withItems' as const);
const CALM: Weather = { cut: null, isDropped: false, failing: [], minutes: 1 };

/** A trigger in a world of orders; gives what n8n was handed and did not drop. */
function openWorld(finding: Finding, storing: 'always' | 'withItems', random: () => number) {
	const orders = new Map<string, Real>();
	let now = Date.UTC(2026, 10, 1);
	let stored: Record<string, unknown> = {};
	let last: RememberedPoll | undefined;
	const cursors: Cursors = new Map();
	const place = (real: Partial<Real> = {}): void => {
		const none = {
			step: 'paid' as Step,
			placedAt: now,
			changedAt: real.placedAt ?? now,
			parcels: 0,
			isItemCanceled: false,
		};
		orders.set(`O${orders.size}`, { ...none, refund: false, ...real });
	};
	const poll = async ({
		cut,
		isDropped,
		failing,
		minutes,
	}: Weather): Promise<readonly unknown[]> => {
		now += minutes * MINUTE;
		const stop = new AbortController();
		const runtime: Runtime = { ...systemRuntime, now: () => now, random };
		let calls = 0;
		const http: HttpClient = {
			send: async ({ url }) => {
				await Promise.resolve();
				const [, id] = /order\/O(\d+)$/.exec(url) ?? [];
				const isCounted = id !== undefined || finding === 'changes';
				if (isCounted && cut !== null && calls++ >= cut) stop.abort();
				if (stop.signal.aborted) return { ok: false, fault: 'canceled', cause: undefined };
				const status = id !== undefined && failing.includes(Number(id)) ? 404 : 200;
				return { ok: true, status, retryAfter: null, text: '{}' };
			},
		};
		// n8n gives a poll a copy, and stores it or not.
		const data = structuredClone(stored);
		const before = readWatchState(recall(data, last), 'w', 'shop');
		const watch = watchOf(
			shopOf(orders, finding, cursors, now),
			{ http, runtime, signal: stop.signal },
			{
				events: EVENT_NAMES.filter((name) => finding !== 'named' || name !== 'newOrder'),
				orderIds: [...orders.keys()],
			},
		);
		const polled = await pollChanges(watch, before, now, last?.late ?? new Set());
		// A poll that had no time for the list's first page has failed, and remembers nothing.
		if (!polled.ok && finding === 'changes' && cut === 0) return [];
		if (!polled.ok) throw new Error(polled.failure.message);
		const { items, state, late } = polled.value;
		if (!state) throw new Error('A list without a pace is never late');
		last = { ...remember(data, last, toStored('w', state), items.length > 0), now, line: '', late };
		const isStored = !isDropped && (storing === 'always' || items.length > 0);
		if (isStored) stored = structuredClone(data);
		return isDropped ? [] : items.map(({ json }) => json);
	};
	/** n8n is killed; what it had stored is there. */
	const restart = (): void => {
		last = undefined;
	};
	/** n8n stores what the activation remembers. */
	const activate = async (): Promise<void> => {
		const way = storing;
		storing = 'always';
		expect(await poll(CALM)).toEqual([]);
		storing = way;
	};
	return { orders, place, poll, restart, activate, now: () => now };
}

test('however orders move and polls end, each change is reported, and none twice', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.constantFrom<Finding[]>('named', 'listed', 'changes'),
			store,
			fc.nat(),
			fc.array(happening, { maxLength: 40 }),
			async (finding, storing, seed, happenings) => {
				let chance = seed % 1000;
				const random = (): number => (chance = (chance * 171) % 30269) / 30269;
				const world = openWorld(finding, storing, random);
				for (let count = 0; count < 5; count++) {
					world.place({ placedAt: world.now() - 5 * 86_400_000 });
				}
				await world.activate();
				const seen = (id: string): string => {
					const { orderStatus, paymentStatus, fulfillmentStatus, items, trackingNumbers } =
						stateOfReal(id, world.orders.get(id) as Real);
					return [orderStatus, paymentStatus, fulfillmentStatus, items, trackingNumbers].join('|');
				};
				const reported = new Map([...world.orders.keys()].map((id) => [id, seen(id)]));
				const listen = (jsons: readonly unknown[]): void => {
					for (const json of jsons) {
						const { order_id: id, state } = json as Readonly<Record<string, string>>;
						const read = readState(state);
						const text = [
							...[read?.orderStatus, read?.paymentStatus, read?.fulfillmentStatus, read?.items],
							read?.trackingNumbers,
						].join('|');
						expect(reported.get(id ?? '')).not.toBe(text);
						reported.set(id ?? '', text);
					}
				};
				for (const each of happenings) {
					const real = 'at' in each ? world.orders.get(`O${each.at}`) : undefined;
					if (each.kind === 'move' && real) real.step = each.step;
					if (each.kind === 'parcel' && real) real.parcels++;
					if (each.kind === 'item' && real) real.isItemCanceled = true;
					if (each.kind === 'refund' && real) real.refund = true;
					if (real) real.changedAt = world.now();
					// Without a list, an id that a person adds is recorded silently.
					if (each.kind === 'place' && finding !== 'named' && world.orders.size < 10)
						world.place(each);
					if (each.kind === 'restart') world.restart();
					if (each.kind === 'poll') listen(await world.poll(each));
				}
				// Those that have ended are looked at once a day.
				for (let polls = 0; polls < 4; polls++)
					listen(await world.poll({ ...CALM, minutes: 1440 }));
				for (const id of world.orders.keys())
					expect([id, reported.get(id)]).toEqual([id, seen(id)]);
			},
		),
		{ numRuns },
	);
}, 600_000);

const stateOfReal = (id: string, real: Real) =>
	stateOf(orderOf(id, real), { details: true, tracking: 'seen', attention: false });
