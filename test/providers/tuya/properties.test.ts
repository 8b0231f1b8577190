import fc from 'fast-check';

import { FULFILLMENT_STATUSES, ORDER_STATUSES, PAYMENT_STATUSES } from '../../../order/order';
import type { Order } from '../../../order/order';
import { callFailure, orderResponse } from '../../../providers/tuya/response';
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

/** The ways to all nodes of it. */
const ways: ReadonlyArray<readonly Step[]> = (() => {
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
	path: fc.constantFrom(...ways),
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
	if (typeof list !== 'object' || list === null || Object.keys(list).length === 0) return 0;
	for (let at: object = list; ; ) {
		if (Array.isArray(at)) return at.length;
		const [inner, ...others] = Object.values(at) as unknown[];
		if (others.length > 0 || typeof inner !== 'object' || inner === null) return 1;
		at = inner;
	}
}

/** Plain `throw`s: `expect` in each of so many steps would take most of the time. */
function must(fact: boolean, told: string): void {
	if (!fact) throw new Error(told);
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
		const told = quantity !== null && shipped !== null;
		must(!told || shipped <= quantity, `line ${index}: ${shipped} of ${quantity}`);
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

test('what is allotted never exceeds a line and in sum is what was delivered or ordered', () => {
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
				for (const one of ['A', 'B']) {
					const lines = order.lines.filter(({ product_id }) => product_id === `CM-${one}`);
					const shipped = lines.map((line) => line.quantity_shipped ?? NaN);
					const fits = lines.every(
						(line, index) => (shipped[index] ?? NaN) <= (line.quantity ?? NaN),
					);
					must(fits, `${shipped.join()} of ${one} is above a line`);
					const wanted = Math.min(total(delivered.flat(), one), total(ordered, one));
					must(sum(shipped) === wanted, `${shipped.join()} of ${one} is not ${wanted}`);
				}
				// What a parcel holds stays the same, however it is split.
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

const account = {
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

test('any answer is an order with the right number, or a failure in plain data', () => {
	fc.assert(
		fc.property(
			fc.oneof(envelope, odd, fc.constant(undefined)),
			fc.constantFrom(200, 200, 200, 204, 302, 401, 404, 429, 500, 503),
			fc.option(fc.nat()),
			(body, status, retryAfter) => {
				const reply = { status, retryAfter, body };
				const outcome = orderResponse(reply, query, account);
				const failure = callFailure(reply, account);
				if (outcome.ok) {
					must(failure === null, 'a failure is passed on as an order');
					must(normalize(outcome.value).order_id === query.orderId, 'another order is passed on');
				} else {
					const { kind, text, message, description } = outcome.failure;
					assertPlain(outcome.failure);
					must(text.length <= 300, `${text.length} characters of Tuya's`);
					must(message !== '' && description !== '', `no words for ${kind}`);
					must(failure === null || failure.kind === kind, `${failure?.kind} is not ${kind}`);
				}
			},
		),
		{ numRuns },
	);
});
