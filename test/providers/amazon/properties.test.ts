import fc from 'fast-check';

import { FULFILLMENT_STATUSES, ORDER_STATUSES, PAYMENT_STATUSES } from '../../../order/order';
import type { Order } from '../../../order/order';
import { failedRow, orderResponse } from '../../../providers/amazon/response';
import { search } from '../../../providers/amazon/search';
import list from '../../fixtures/amazon/search.example.json';
import { check, flaw, freeze, must, mutate, mutationsWith, oddJson } from '../properties.support';
import { breakdown, credentials, item, money, normalize, query, usd } from './order.support';

jest.setTimeout(300_000);

const sample = list.orders[0];
const mutated = mutationsWith(oddJson).map((changes) => mutate(sample, changes));
const shape = (value: object | undefined): string => Object.keys(value ?? {}).join();
const whole = normalize(sample);

function assertOrder(order: Order): void {
	must(flaw(order) === null, `the order${flaw(order)}`);
	must(shape(order) === shape(whole), `shape ${shape(order)}`);
	must(ORDER_STATUSES.includes(order.order_status), order.order_status);
	must(PAYMENT_STATUSES.includes(order.payment_status), order.payment_status);
	must(FULFILLMENT_STATUSES.includes(order.fulfillment_status), order.fulfillment_status);
	order.lines.forEach((line, index) => {
		must(shape(line) === shape(whole.lines[0]), `line ${index}: ${shape(line)}`);
		must(line.line_number === index + 1, `line ${index} is ${line.line_number}`);
	});
}

test('any JSON becomes an order of plain data', () => {
	check(oddJson, (payload) => assertOrder(normalize(payload)));
});

test('a spoiled sample is an order, and reading it changes nothing in it', () => {
	check(mutated, (payload) => assertOrder(normalize(freeze(payload))));
});

test('the same payload gives the same order', () => {
	check(mutated, (payload) => {
		const again = normalize(structuredClone(payload));
		must(JSON.stringify(normalize(payload)) === JSON.stringify(again), 'another order');
	});
});

test('however a total is split, the line total is the total without its tax', () => {
	const types = fc.constantFrom('ITEM', 'SHIPPING', 'GIFT_WRAP', 'COD_FEE', 'OTHER', 'TAX');
	const parts = fc.array(fc.tuple(types, fc.nat({ max: 10_000_000 })), { maxLength: 8 });
	const cents = (of: ReadonlyArray<readonly [string, number]>) =>
		of.reduce((sum, [, each]) => sum + each, 0);
	const text = (value: number): string => (value / 100).toFixed(2);
	check(parts, (split) => {
		const charged = split.filter(([type]) => type !== 'TAX');
		const breakdowns = split.map(([type, value]) => breakdown(type, text(value)));
		const proceeds = { proceedsTotal: money(text(cents(split))), breakdowns };
		const [line] = normalize({ orderItems: [item('1', 1, 0, { proceeds })] }).lines;
		must(line?.line_total?.amount === usd(text(cents(charged))).amount, 'another total');
	});
});

const reply = fc.record({
	status: fc.constantFrom(200, 200, 200, 204, 302, 400, 401, 403, 404, 429, 500, 503),
	retryAfter: fc.option(fc.nat()),
	body: fc.oneof(
		fc.record({ order: mutated }),
		fc.record({ orders: fc.array(mutated, { maxLength: 3 }), pagination: oddJson }),
		fc.record({
			errors: fc.oneof(oddJson, fc.array(fc.record({ code: oddJson, message: oddJson }))),
		}),
		oddJson,
		fc.constant(undefined),
	),
});

test('any response is an order with the right number, or a failure in plain data', () => {
	const by = { ...query, orderId: String(sample?.orderId) };
	check(reply, (given) => {
		const outcome = orderResponse(given, by, credentials);
		if (outcome.ok) {
			must(failedRow(given, 'order') === null, 'a failure is passed on as an order');
			must(outcome.value.payload.orderId === by.orderId, 'another order is passed on');
			return;
		}
		const { message, description, providerMessage = '' } = outcome.failure;
		must(flaw(outcome.failure) === null, `the failure${flaw(outcome.failure)}`);
		must(message !== '' && description !== '', 'no words');
		must(providerMessage.length <= 300, `${providerMessage.length} characters of Amazon's`);
	});
});

test('any response is a page on which every entry counts, or a failure', () => {
	const page = {
		...{ ...query, orderStatuses: [], orderStatus: '', placedAfter: 0, placedBefore: null },
		...{ updatedAfter: null, page: 1, pageSize: 100, cursor: '' },
	};
	check(reply, (given) => {
		const outcome = search.response(given, page, credentials);
		if (!outcome.ok) return;
		const { orders, unreadable, cursor } = outcome.value.payload;
		const entries = (given.body as { readonly orders: readonly unknown[] }).orders;
		must(orders.length + unreadable === entries.length, 'an entry is lost');
		must(cursor === null || (typeof cursor === 'string' && cursor !== ''), 'no cursor');
	});
});
