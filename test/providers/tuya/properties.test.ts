import fc from 'fast-check';

import { FULFILLMENT_STATUSES, ORDER_STATUSES, PAYMENT_STATUSES } from '../../../order/order';
import type { Order } from '../../../order/order';
import { normalizeOrder } from '../../../providers/tuya/normalize';
import { failedRow, orderResponse } from '../../../providers/tuya/response';
import { check, flaw, freeze, must, mutate, mutationsWith, oddJson } from '../properties.support';
import {
	normalize,
	parcel,
	piece,
	product,
	query,
	sample,
	type Draft,
	CREDENTIALS as credentials,
} from './order.support';

jest.setTimeout(300_000);

/** The documented sample with two of its three lines and of its seven steps: each kind of node. */
function brief(): Draft {
	const order = sample();
	for (const name of ['commodity_list', 'order_flow_list']) (order[name] as unknown[]).splice(2);
	return order;
}
const mutated = mutationsWith(oddJson).map((list) => mutate(brief(), list));

/** How many lines the payload has, said without the code under test. */
function listed(payload: unknown): number {
	const own = (value: unknown, name: string): unknown =>
		typeof value === 'object' && value !== null && Object.hasOwn(value, name)
			? (value as Draft)[name]
			: undefined;
	const order: unknown =
		Array.isArray(payload) && payload.length === 1 ? (payload[0] as unknown) : payload;
	const list = Array.isArray(order) ? undefined : own(order, 'commodity_list');
	return elementsOf(list);
}

const FIELDS = Object.keys((sample().commodity_list as Draft[])[0] ?? {});
const saysNothing = (value: unknown): boolean => {
	const only: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
	const inner = typeof only === 'object' && only !== null && 'Value' in only ? only.Value : only;
	if (typeof inner === 'string') return inner.trim() === '';
	return (
		inner === undefined ||
		inner === null ||
		(typeof inner === 'object' && Object.keys(inner).length === 0)
	);
};

/** Arrays are lists, at any depth; an object is an element, or a wrapper of its only list or object. */
function elementsOf(list: unknown): number {
	if (Array.isArray(list)) return (list as unknown[]).flat(Infinity).length;
	if (saysNothing(list)) return 0;
	if (typeof list !== 'object' || list === null) return 1;
	const entries = Object.entries(list) as ReadonlyArray<readonly [string, unknown]>;
	if (entries.some(([name]) => FIELDS.includes(name))) return 1;
	const nested = entries.filter(([, value]) => typeof value === 'object' && value !== null);
	const isBeside = ([name, value]: readonly [string, unknown]) =>
		value === null || /^(?:total|count|size|page|page_no|page_size|has_more)$/i.test(name);
	const [inner] = nested;
	if (!inner) return entries.every((each) => saysNothing(each[1]) || isBeside(each)) ? 0 : 1;
	const isAlone = entries.every((each) => each === inner || isBeside(each));
	const isList =
		Array.isArray(inner[1]) &&
		inner[1].length > 0 &&
		inner[1].every((each) => typeof each === 'object' && each !== null && !Array.isArray(each));
	return nested.length === 1 && (isAlone || isList) ? elementsOf(inner[1]) : 1;
}

const shape = (value: object | undefined): string => Object.keys(value ?? {}).join();
const model = normalize(sample());
const orderShape = shape(model);
const lineShape = shape(model.lines[0]);

function assertOrder(order: Order, payload: unknown): void {
	must(flaw(order) === null, `the order${flaw(order)}`);
	must(shape(order) === orderShape, `shape ${shape(order)}`);
	must(order.lines.length === listed(payload), `${order.lines.length} of ${listed(payload)} lines`);
	must(ORDER_STATUSES.includes(order.order_status), order.order_status);
	must(PAYMENT_STATUSES.includes(order.payment_status), order.payment_status);
	must(FULFILLMENT_STATUSES.includes(order.fulfillment_status), order.fulfillment_status);
	order.lines.forEach((line, index) => {
		const { quantity, quantity_shipped: shipped } = line;
		must(shape(line) === lineShape, `line ${index}: ${shape(line)}`);
		must(line.line_number === index + 1, `line ${index} is ${line.line_number}`);
		const isKnown = quantity !== null && shipped !== null;
		must(!isKnown || shipped <= quantity, `line ${index}: ${shipped} of ${quantity}`);
	});
}

test('any JSON becomes an order of plain data', () => {
	check(oddJson, (payload) => assertOrder(normalize(payload), payload));
});

test('a spoiled sample is an order with all its lines, and reading it changes nothing in it', () => {
	check(mutated, (payload) => assertOrder(normalize(freeze(payload)), payload));
});

test('the same payload gives the same order', () => {
	check(mutated, (payload) => {
		const again = normalize(structuredClone(payload));
		must(JSON.stringify(normalize(payload)) === JSON.stringify(again), 'another order');
	});
});

const name = fc.constantFrom('A', 'B');
const some = fc.tuple(name, fc.nat({ max: 5 }));
const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);
const total = (pairs: ReadonlyArray<readonly [string, number]>, of: string): number =>
	sum(pairs.filter(([one]) => one === of).map(([, count]) => count));

test('what is allocated never exceeds a line and in sum is what was delivered or ordered', () => {
	const delivery = fc.array(some, { minLength: 1, maxLength: 2 });
	const given = fc.tuple(
		fc.array(some, { maxLength: 6 }),
		fc.array(delivery, { minLength: 1, maxLength: 4 }),
	);
	check(given, ([ordered, delivered]) => {
		const order = normalize({
			order_status: 'paid',
			commodity_list: ordered.map(([one, count]) => product(one, count)),
			delivery_list: delivered.map((details, index) =>
				parcel(String(index), ...details.map(([one, count]) => piece(one, count))),
			),
		});
		// A parcel of which nothing matches may contain any line: what is not full is unknown.
		const isIdentified = delivered.every((details) =>
			details.some(([one]) => ordered.some(([other]) => other === one)),
		);
		for (const one of ['A', 'B']) {
			const lines = order.lines.filter(({ product_id }) => product_id === `CM-${one}`);
			const shipped = lines.map((line) => line.quantity_shipped);
			const isWithin = lines.every(
				(line) => (line.quantity_shipped ?? 0) <= (line.quantity ?? NaN),
			);
			must(isWithin, `${shipped.join()} of ${one} is above a line`);
			must(!isIdentified || !shipped.includes(null), `${one} is unknown`);
			const sent = sum(shipped.map((pieces) => pieces ?? 0));
			const wanted = Math.min(total(delivered.flat(), one), total(ordered, one));
			must(isIdentified ? sent === wanted : sent <= wanted, `${sent} of ${one}, not ${wanted}`);
		}
		// What a parcel contains stays the same, however it is split.
		order.shipments.forEach(({ items }, index) => {
			for (const one of ['A', 'B']) {
				const held = items.filter(({ product_id }) => product_id === `CM-${one}`);
				const pieces = sum(held.map(({ quantity }) => quantity ?? NaN));
				must(pieces === total(delivered[index] ?? [], one), `${pieces} of ${one} in a parcel`);
			}
		});
	});
});

const envelope = fc.record(
	{
		success: fc.oneof(fc.boolean(), oddJson),
		code: fc.oneof(fc.constantFrom<unknown>(1010, '1013', 2007, 28841107, 5), oddJson),
		msg: fc.oneof(fc.string({ maxLength: 500 }), oddJson),
		t: oddJson,
		tid: oddJson,
		result: fc.oneof(mutated, oddJson),
	},
	{ requiredKeys: [] },
);

test('any response is an order with the right number, or a failure in plain data', () => {
	const given = fc.tuple(
		fc.oneof(envelope, oddJson, fc.constant(undefined)),
		fc.constantFrom(200, 200, 200, 204, 302, 401, 404, 429, 500, 503),
		fc.option(fc.nat()),
	);
	check(given, ([body, status, retryAfter]) => {
		const reply = { status, retryAfter, body };
		const outcome = orderResponse(reply, query, credentials);
		const row = failedRow(reply);
		if (outcome.ok) {
			must(row === null, 'a failure is passed on as an order');
			const order = normalizeOrder(outcome.value.payload, query);
			must(order.order_id === query.orderId, 'another order is passed on');
		} else {
			const { kind, providerMessage = '', message, description } = outcome.failure;
			must(flaw(outcome.failure) === null, `the failure${flaw(outcome.failure)}`);
			must(providerMessage.length <= 300, `${providerMessage.length} characters of Tuya's`);
			must(message !== '' && description !== '', `no words for ${kind}`);
			must(row === null || row.kind === kind, `${row?.kind} is not ${kind}`);
		}
	});
});
