import fc from 'fast-check';

import { FULFILLMENT_STATUSES, ORDER_STATUSES, PAYMENT_STATUSES } from '../../../order/order';
import type { Order } from '../../../order/order';
import { normalizeOrder } from '../../../providers/tuya/normalize';
import { failedRow, orderResponse } from '../../../providers/tuya/response';
import { normalize, parcel, piece, product, query, sample, type Draft } from './sample';

const numRuns = Number(process.env.PROPERTY_RUNS ?? 500);
jest.setTimeout(300_000);

/** Values that payloads of other systems have had in the place of a proper one. */
const odd: fc.Arbitrary<unknown> = fc.oneof(
	fc.jsonValue({ maxDepth: 3 }),
	fc.constantFrom<unknown>(
		null,
		'',
		' ',
		0,
		-1,
		-0,
		1e21,
		1e-7,
		Number.MAX_SAFE_INTEGER,
		Number.MAX_VALUE,
		'9007199254740993',
		'1e999',
		'1e99',
		'-0.00',
		'1,04',
		'NaN',
		'Infinity',
		'****',
		'__proto__',
		'constructor',
		'finished',
		'closed',
		'TRADE_SUCCESS',
		'POSTAGE',
		'USD',
		'SKar68c6djd4q0',
		'[{"key":"POSTAGE"}]',
		'{"sku_value_list":["S"],"price_detail":[{"key":"POSTAGE","amount":1.10}]}',
		true,
		[],
		{},
		[[]],
		[null],
		{ Value: null },
		{ Value: { Value: '1' } },
		JSON.parse('{"__proto__":{"order_id":"x"}}') as unknown,
	),
	fc.integer(),
	fc.double(),
	fc.bigInt().map(String),
);

type Step = string | number;
interface Change {
	readonly path: readonly Step[];
	readonly act: 'set' | 'remove' | 'double' | 'wrap' | 'unwrap';
	readonly value: unknown;
}

/** The documented sample with two of its three lines and of its seven steps: each kind of node. */
function brief(): Draft {
	const order = sample();
	for (const name of ['commodity_list', 'order_flow_list']) (order[name] as unknown[]).splice(2);
	return order;
}

/** The paths to all nodes of it. */
const paths: ReadonlyArray<readonly Step[]> = (() => {
	const found: Step[][] = [];
	const walk = (value: unknown, path: Step[]): void => {
		if (path.length > 0) found.push(path);
		if (Array.isArray(value)) value.forEach((inner, index) => walk(inner, [...path, index]));
		else if (typeof value === 'object' && value !== null) {
			for (const [key, inner] of Object.entries(value)) walk(inner, [...path, key]);
		}
	};
	walk(brief(), []);
	return found;
})();

const change: fc.Arbitrary<Change> = fc.record({
	path: fc.constantFrom(...paths),
	act: fc.constantFrom('set', 'set', 'remove', 'double', 'wrap', 'unwrap'),
	value: odd,
});
const mutated: fc.Arbitrary<unknown> = fc
	.array(change, { minLength: 1, maxLength: 4 })
	.map((changes) => changes.reduce(apply, brief()));

function apply(payload: Draft, { path, act, value }: Change): Draft {
	let at: unknown = payload;
	for (const key of path.slice(0, -1)) {
		if (typeof at !== 'object' || at === null) return payload;
		at = (at as Draft)[key];
	}
	if (typeof at !== 'object' || at === null) return payload;
	const holder = at as Draft;
	const key = path.at(-1) ?? '';
	const old = holder[key];
	if (act === 'set') holder[key] = structuredClone(value);
	else if (act === 'wrap') holder[key] = { element: old };
	else if (act === 'unwrap') holder[key] = Array.isArray(old) ? (old[0] as unknown) : old;
	else if (!Array.isArray(at)) {
		if (act === 'remove') delete holder[key];
		else holder[key] = [old, old];
	} else if (act === 'remove') at.splice(Number(key), 1);
	else at.splice(Number(key), 0, structuredClone(old));
	return payload;
}

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
		(typeof inner === 'object' && keysOf(inner).length === 0)
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

/** Plain `throw`s: `expect` in each of so many steps would take most of the time. */
function must(fact: boolean, otherwise: string): void {
	if (!fact) throw new Error(otherwise);
}

/** Taken once: in jest a look-up of a global is slow. */
const { getPrototypeOf, keys: keysOf, prototype: plainPrototype } = Object;
const { isArray } = Array;
const { isFinite } = Number;

/** Plain JSON to the last leaf, each amount decimal text. */
function assertPlain(value: unknown): void {
	if (typeof value === 'string' || typeof value === 'boolean' || value === null) return;
	if (typeof value === 'number') {
		must(isFinite(value), `a number is ${value}`);
	} else if (isArray(value)) {
		value.forEach(assertPlain);
	} else {
		const isPlain = typeof value === 'object' && getPrototypeOf(value) === plainPrototype;
		must(isPlain, `${typeof value} is not plain data`);
		const inner = value as Draft;
		const keys = keysOf(inner);
		if (keys.length === 2 && keys.includes('amount') && keys.includes('currency')) {
			const { amount, currency } = inner;
			const isDecimal = typeof amount === 'string' && /^-?\d+(\.\d+)?$/.test(amount);
			must(isDecimal, `${String(amount)} is no decimal`);
			must(typeof currency === 'string', `${String(currency)} is no currency`);
		}
		for (const key of keys) assertPlain(inner[key]);
	}
}

function freeze(value: unknown): unknown {
	if (typeof value === 'object' && value !== null) {
		Object.values(Object.freeze(value)).forEach(freeze);
	}
	return value;
}

const shape = (value: object | undefined): string => Object.keys(value ?? {}).join();
const model = normalize(sample());
const orderShape = shape(model);
const lineShape = shape(model.lines[0]);

function assertOrder(order: Order, payload: unknown): void {
	assertPlain(order);
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
	fc.assert(
		fc.property(fc.oneof(fc.jsonValue(), odd), (payload) => {
			assertOrder(normalize(payload), payload);
		}),
		{ numRuns },
	);
});

test('the sample with anything in any of its places stays an order with all its lines', () => {
	fc.assert(
		fc.property(mutated, (payload) => {
			assertOrder(normalize(payload), payload);
		}),
		{ numRuns },
	);
});

test('the payload is left as it was, and the same payload gives the same order', () => {
	fc.assert(
		fc.property(mutated, (payload) => {
			const frozen = freeze(structuredClone(payload));
			expect(JSON.stringify(normalize(frozen))).toBe(JSON.stringify(normalize(payload)));
		}),
		{ numRuns: Math.min(numRuns, 500) },
	);
});

const name = fc.constantFrom('A', 'B');
const some = fc.tuple(name, fc.nat({ max: 5 }));
const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);
const total = (pairs: ReadonlyArray<readonly [string, number]>, of: string): number =>
	sum(pairs.filter(([one]) => one === of).map(([, count]) => count));

test('what is allocated never exceeds a line and in sum is what was delivered or ordered', () => {
	fc.assert(
		fc.property(
			fc.array(some, { maxLength: 6 }),
			fc.array(fc.array(some, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 4 }),
			(ordered, delivered) => {
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
			},
		),
		{ numRuns },
	);
});

const credentials = {
	baseUrl: 'https://openapi.tuyaeu.com',
	key: 'id',
	secret: 'secret',
	accessToken: 'token',
	expiresAt: 0,
	secrets: ['secret', 'token'],
};
const envelope = fc.record(
	{
		success: fc.oneof(fc.boolean(), odd),
		code: fc.oneof(fc.constantFrom<unknown>(1010, '1013', 2007, 28841107, 5), odd),
		msg: fc.oneof(fc.string({ maxLength: 500 }), odd),
		t: odd,
		tid: odd,
		result: fc.oneof(mutated, odd),
	},
	{ requiredKeys: [] },
);

test('any response is an order with the right number, or a failure in plain data', () => {
	fc.assert(
		fc.property(
			fc.oneof(envelope, odd, fc.constant(undefined)),
			fc.constantFrom(200, 200, 200, 204, 302, 401, 404, 429, 500, 503),
			fc.option(fc.nat()),
			(body, status, retryAfter) => {
				const reply = { status, retryAfter, body };
				const outcome = orderResponse(reply, query, credentials);
				const row = failedRow(reply);
				if (outcome.ok) {
					must(row === null, 'a failure is passed on as an order');
					const order = normalizeOrder(outcome.value.payload, query);
					must(order.order_id === query.orderId, 'another order is passed on');
				} else {
					const { kind, providerMessage = '', message, description } = outcome.failure;
					assertPlain(outcome.failure);
					must(providerMessage.length <= 300, `${providerMessage.length} characters of Tuya's`);
					must(message !== '' && description !== '', `no words for ${kind}`);
					must(row === null || row.kind === kind, `${row?.kind} is not ${kind}`);
				}
			},
		),
		{ numRuns },
	);
});
