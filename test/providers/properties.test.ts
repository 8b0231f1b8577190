import fc from 'fast-check';

import type { Reply } from '../../http/message';
import { itemKeys } from '../../order/keys';
import {
	FULFILLMENT_STATUSES,
	ORDER_STATUSES,
	PAYMENT_STATUSES,
	type Order,
} from '../../order/order';
import { aliexpress } from '../../providers/aliexpress';
import { readTracking } from '../../providers/aliexpress/payload';
import { mergeTracking } from '../../providers/aliexpress/tracking';
import { amazon } from '../../providers/amazon';
import { failedRow as amazonRow } from '../../providers/amazon/response';
import { search } from '../../providers/amazon/search';
import type { OrderQuery, SigningCredentials } from '../../providers/call';
import type { Provider } from '../../providers/contract';
import { ok } from '../../providers/failure';
import { tuya } from '../../providers/tuya';
import { failedRow as tuyaRow } from '../../providers/tuya/response';
import list from '../fixtures/amazon/search.example.json';
import * as ali from './aliexpress/order.support';
import * as seller from './amazon/order.support';
import { anyValue, flaw, freeze, must, mutate, mutationsWith } from './properties.support';
import * as mall from './tuya/order.support';
import { forAll } from '../support/property';

jest.setTimeout(300_000);

const { sent } = ali;
/** An answer with every field that is read; its times name their offset, as reading zones is slow. */
const FULL = {
	...ali.sampleResult(),
	gmt_create: '2024-09-09 21:00:03-07:00',
	order_paidtime_string: '2024-09-09 21:01:03-07:00',
	pay_timeout_second: '86400',
	order_amount: sent('60.00', 'CNY'),
	child_order_list: {
		aeop_child_order_info: ['12000037020000371', '12000037020000372'].map((sku_id) => ({
			sku_id,
			product_id: '1005005511268056',
			product_name: 'Sunshade',
			product_count: 3,
			product_price: sent('4.00'),
			sale_fee: sent('12.00'),
			sale_discount_fee: sent('2.00'),
			shipping_fee: sent('1.00'),
			shipping_discount_fee: sent('0.10'),
			actual_shipping_fee: sent('0.90'),
			actual_tax_fee: sent('1.20'),
			already_include_tax: 'false',
			end_reason: 'buyer_accept_goods',
		})),
	},
};
const TRACKED = ali.fixture('tracking.in-transit') as {
	aliexpress_ds_order_tracking_get_response: { result: { data: unknown } };
};
const TRACKING = TRACKED.aliexpress_ds_order_tracking_get_response.result.data;

/** The documented sample with two of its three lines and of its seven steps: each kind of node. */
function tuyaSample(): object {
	const order = mall.sample();
	for (const name of ['commodity_list', 'order_flow_list']) (order[name] as unknown[]).splice(2);
	return order;
}

interface Subject {
	readonly provider: Provider;
	readonly query: OrderQuery;
	readonly credentials: SigningCredentials;
	readonly sample: object;
	readonly lineList: string;
	/** Bodies like those of the provider, some with a spoiled sample in them. */
	readonly bodies: (spoiled: fc.Arbitrary<unknown>) => fc.Arbitrary<unknown>;
	/** What a refusal is known by, where every order has to come without it. */
	readonly refusalIn?: (reply: Reply) => unknown;
}

const refused = fc.dictionary(
	fc.constantFrom(
		...['code', 'sub_code', 'msg', 'sub_msg', 'message', 'rsp_code', 'ret', 'success'],
		...['result', 'data', 'request_id'],
	),
	fc.oneof(anyValue, fc.string({ minLength: 200, maxLength: 400 })),
	{ maxKeys: 6 },
);
const ALIEXPRESS: Subject = {
	provider: aliexpress,
	query: ali.QUERY,
	credentials: ali.CREDENTIALS,
	sample: FULL,
	lineList: 'child_order_list',
	bodies: () =>
		fc.oneof(
			refused,
			refused.map((error_response) => ({ error_response })),
			refused.map((result) => ({ x_response: { result } })),
			refused.map((x_response) => ({ x_response })),
			...[TRACKED, ali.fixture('order.finished'), ali.fixture('error.insufficient-permission')].map(
				(source) => mutationsWith(anyValue).map((changes) => mutate(source, changes)),
			),
		),
};
const TUYA: Subject = {
	provider: tuya,
	query: mall.query,
	credentials: mall.CREDENTIALS,
	sample: tuyaSample(),
	lineList: 'commodity_list',
	bodies: (spoiled) =>
		fc.record(
			{
				success: fc.oneof(fc.boolean(), anyValue),
				code: fc.oneof(fc.constantFrom<unknown>(1010, '1013', 2007, 28841107, 5), anyValue),
				msg: fc.oneof(fc.string({ maxLength: 500 }), anyValue),
				t: anyValue,
				tid: anyValue,
				result: fc.oneof(spoiled, anyValue),
			},
			{ requiredKeys: [] },
		),
	refusalIn: tuyaRow,
};
const AMAZON: Subject = {
	provider: amazon,
	query: { ...seller.query, orderId: String(list.orders[0]?.orderId) },
	credentials: seller.credentials,
	sample: list.orders[0] ?? {},
	lineList: 'orderItems',
	bodies: (spoiled) =>
		fc.oneof(
			fc.record({ order: spoiled }),
			fc.record({ orders: fc.array(spoiled, { maxLength: 3 }), pagination: anyValue }),
			fc.record({
				errors: fc.oneof(anyValue, fc.array(fc.record({ code: anyValue, message: anyValue }))),
			}),
		),
	refusalIn: (reply) => amazonRow(reply, 'order'),
};

/** Each way in which a provider reads a response. */
const readings =
	({ provider, query, credentials }: Subject) =>
	(reply: Reply) => ({
		order: provider.order.response(reply, query, credentials),
		others: [
			provider.tracking?.response(reply, query, credentials),
			provider.search?.response(reply, { ...seller.page, ...query }, credentials),
			provider.credential.session.update(reply, {}, 0),
		],
	});

const shape = (value: object | undefined): string => Object.keys(value ?? {}).join();
const areDistinct = (values: readonly unknown[]) => new Set(values).size === values.length;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** What holds for any order; `countsItself` where the provider says how many pieces were sent. */
function ensureOrder(order: Order, whole: Order, countsItself = false): void {
	must(flaw(order) === null, `the order${flaw(order)}`);
	must(shape(order) === shape(whole), `shape ${shape(order)}`);
	must(ORDER_STATUSES.includes(order.order_status), order.order_status);
	must(PAYMENT_STATUSES.includes(order.payment_status), order.payment_status);
	must(FULFILLMENT_STATUSES.includes(order.fulfillment_status), order.fulfillment_status);
	const { provider, order_id, lines, shipments } = order;
	must(areDistinct(itemKeys(provider, order_id, lines)), 'two lines of one key');
	const ids = shipments.map(({ id }) => id);
	must(areDistinct(ids), 'two shipments of one id');
	for (const time of [order.created_at, order.paid_at, ...shipments.map(({ eta }) => eta)]) {
		must(time === null || TIME.test(time), `the time ${time}`);
	}
	lines.forEach((line, index) => {
		const { quantity, quantity_shipped: pieces, shipment_ids } = line;
		must(shape(line) === shape(whole.lines[0]), `line ${index}: ${shape(line)}`);
		must(line.line_number === index + 1, `line ${index} is ${line.line_number}`);
		const isWithin = quantity === null || pieces === null || pieces <= quantity;
		must(countsItself || isWithin, `line ${index}: ${pieces} of ${quantity}`);
		must(
			shipment_ids.every((id) => ids.includes(id)),
			`line ${index} is in an unknown shipment`,
		);
	});
}

/** What a list holds once it is flat, counted apart from the code under test. */
const flatLength = (all: unknown): number =>
	Array.isArray(all) ? all.reduce<number>((sum, each) => sum + flatLength(each), 0) : 1;

const ANY_WRAPS: ReadonlyArray<(all: unknown) => unknown> = [
	(all) => all,
	(all) => ({ something_else: all }),
	(all) => [all],
];

describe.each([
	['AliExpress', ALIEXPRESS],
	['Tuya', TUYA],
	['Amazon', AMAZON],
])('%s', (name, subject) => {
	const { provider, query, sample, lineList, bodies, refusalIn = () => null } = subject;
	const read = { AliExpress: ali.normalized, Tuya: mall.normalize, Amazon: seller.normalize };
	const normalize = read[name as keyof typeof read];
	const whole = normalize(sample);
	const ensure = (order: Order) => ensureOrder(order, whole, name === 'Amazon');
	const spoiled = mutationsWith(anyValue).map((changes) => mutate(sample, changes));

	test('any payload is an order of plain data', () => {
		ensure(whole);
		forAll(anyValue, (payload) => ensure(normalize(payload)));
	});

	test('a spoiled sample is an order, the same each time, and reading it changes nothing in it', () => {
		forAll(spoiled, (payload) => {
			const order = normalize(freeze(payload));
			ensure(order);
			const again = normalize(structuredClone(payload));
			must(JSON.stringify(order) === JSON.stringify(again), 'another order');
		});
	});

	test('there are as many lines as elements, whatever they are and however they are wrapped', () => {
		const known: typeof ANY_WRAPS = [
			(all) => ({ aeop_child_order_info: all }),
			(all) => [{ ae_child_order_info: all }],
		];
		const wraps = [...ANY_WRAPS, ...(name === 'AliExpress' ? known : [])];
		const element = fc.oneof(
			fc.jsonValue({ maxDepth: 2 }),
			fc.record({ sku_id: fc.oneof(fc.string(), fc.integer()), product_count: fc.nat() }),
			fc.constant({ sku_id: 'same' }),
		);
		const some = fc.array(element, { maxLength: 5 });
		forAll(fc.tuple(some, fc.constantFrom(...wraps)), ([all, wrap]) => {
			const order = normalize({ [lineList]: wrap(all) });
			must(order.lines.length === flatLength(all), `${order.lines.length} of ${flatLength(all)}`);
			ensure(order);
		});
	});

	test('any response is what was asked for, or a failure of plain data and bounded texts', () => {
		const body = fc.oneof(bodies(spoiled), anyValue, fc.constant(undefined));
		const status = fc.oneof(fc.constant(200), fc.integer({ min: 100, max: 599 }));
		forAll(fc.tuple(body, status, fc.option(fc.nat())), ([value, code, retryAfter]) => {
			const reply = freeze({ status: code, retryAfter, body: value });
			const { order: asked, others } = readings(subject)(reply);
			for (const outcome of [asked, ...others]) {
				if (!outcome || outcome.ok) continue;
				const { failure } = outcome;
				must(flaw(failure) === null, `the failure${flaw(failure)}`);
				const { providerMessage = '', code: own = '', subCode = '', requestId = '' } = failure;
				must(providerMessage.length <= 300, `${providerMessage.length} characters of words`);
				must(
					[own, subCode, requestId].every((each) => each.length <= 100),
					'a long code',
				);
				must(failure.message.length > 10 && failure.description !== '', 'no words');
			}
			if (!asked.ok) return;
			must(refusalIn(reply) === null, 'a failure is passed on as an order');
			const order = provider.normalize(asked.value.payload, query);
			must(order.order_id === query.orderId, 'another order is passed on');
		});
	});
});

test('AliExpress: any values in the known fields are an order', () => {
	const [child = {}] = FULL.child_order_list.aeop_child_order_info;
	const whole = ali.normalized(FULL);
	const fields = (source: object) =>
		fc.dictionary(fc.constantFrom(...Object.keys(source)), anyValue, { maxKeys: 5 });
	forAll(fc.tuple(fields(FULL), fields(child)), ([head, line]) => {
		ensureOrder(ali.normalized(head), whole);
		const order = ali.normalized({ ...head, child_order_list: [line] });
		ensureOrder(order, whole);
		must(order.lines.length === 1, `${order.lines.length} lines`);
	});
});

test('AliExpress: amounts keep the digits they were sent with', () => {
	const amount = fc
		.tuple(fc.constantFrom('', '-'), fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.nat(99999))
		.map(([sign, whole, decimals]) => `${sign}${whole}.${decimals}0`);
	forAll(fc.tuple(amount, fc.nat(2)), ([text, form]) => {
		const value = [text, sent(text), [sent(text)]][form];
		const head = { user_order_amount: value, child_order_list: [{ actual_fee: value }] };
		const { totals, lines } = ali.normalized(head);
		must(totals.total?.amount === text && lines[0]?.line_total?.amount === text, 'another amount');
	});
});

test('AliExpress: any tracking is merged: no line is lost, none ships more than was ordered', () => {
	const whole = ali.normalized(FULL);
	const changes = mutationsWith(anyValue);
	const data = fc.oneof(
		anyValue,
		anyValue.map((all) => ({ tracking_detail_line_list: all })),
		changes.map((each) => mutate(TRACKING, each)),
	);
	forAll(fc.tuple(changes, data), ([each, value]) => {
		const order = freeze(ali.normalized(mutate(FULL, each)));
		const merged = mergeTracking(order, ok(readTracking(freeze(value))));
		ensureOrder(merged, whole);
		const skus = ({ lines }: Order) => lines.map(({ sku }) => sku);
		expect(skus(merged)).toEqual(skus(order));
		expect(merged.warnings.slice(0, order.warnings.length)).toEqual(order.warnings);
		expect(merged.totals).toEqual(order.totals);
	});
});

test('Amazon: however a total is split, the line total is the total without its tax', () => {
	const types = fc.constantFrom('ITEM', 'SHIPPING', 'GIFT_WRAP', 'COD_FEE', 'OTHER', 'TAX');
	const parts = fc.array(fc.tuple(types, fc.nat({ max: 10_000_000 })), { maxLength: 8 });
	const text = (of: ReadonlyArray<readonly [string, number]>): string =>
		(of.reduce((sum, [, each]) => sum + each, 0) / 100).toFixed(2);
	forAll(parts, (split) => {
		const charged = split.filter(([type]) => type !== 'TAX');
		const breakdowns = split.map((part) => seller.breakdown(part[0], text([part])));
		const proceeds = { proceedsTotal: seller.money(text(split)), breakdowns };
		const [line] = seller.normalize({ orderItems: [seller.item('1', 1, 0, { proceeds })] }).lines;
		must(line?.line_total?.amount === text(charged), 'another total');
	});
});

test('Amazon: every entry of a page counts, in whatever answer', () => {
	const spoiled = mutationsWith(anyValue).map((changes) => mutate(AMAZON.sample, changes));
	forAll(AMAZON.bodies(spoiled), (body) => {
		const reply = { status: 200, retryAfter: null, body };
		const outcome = search.response(reply, seller.page, seller.credentials);
		if (!outcome.ok) return;
		const { orders, unreadable, cursor } = outcome.value.payload;
		const entries = (body as { readonly orders: readonly unknown[] }).orders;
		must(orders.length + unreadable === entries.length, 'an entry is lost');
		must(cursor === null || (typeof cursor === 'string' && cursor !== ''), 'no cursor');
	});
});

test('what is not plain data is noticed', () => {
	expect(flaw({ a: [{ b: Number.NaN }] })).toBe('.a.0.b is NaN');
	expect(flaw({ a: undefined })).toBe('.a is of the type undefined');
	expect(flaw({ a: 1n })).toBe('.a is of the type bigint');
	expect(flaw({ a: new Date() })).toBe('.a is no plain object');
	expect(flaw({ a: { amount: '1e5', currency: '' } })).toBe('.a is no decimal');
});
