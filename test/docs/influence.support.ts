/** Finds out which fields of a provider's response a column depends on, by changing them. */
import { parseJson } from '../../json/parse';
import { rows, type Cell } from '../../order/rows';
import { providerNamed } from '../../providers';
import type { ProviderCall } from '../../providers/call';
import { ok, type Result } from '../../providers/failure';
import { aliExpressOrder, aliExpressTracking } from '../../tools/sandbox/aliexpress/orders';
import { tuyaOrder } from '../../tools/sandbox/tuya/orders';
import brazil from '../fixtures/amazon/search.3.json';
import britain from '../fixtures/amazon/search.2.json';
import list from '../fixtures/amazon/search.example.json';
import { queryOf, reply, signing } from '../providers/calls.support';

/** The bodies of a provider's responses for one order; `tracking` is undefined if not requested. */
interface Bodies {
	readonly id: string;
	readonly order: unknown;
	readonly tracking: unknown;
}

const numbers = Array.from({ length: 40 }, (_, at) => String(at + 100));

/** Made-up orders in every status, and each of them with a status that it does not have. */
const BODIES: Readonly<Record<string, readonly Bodies[]>> = {
	aliexpress: numbers.flatMap((number) => {
		const id = `8190000000000${number}`;
		const order = parseJson(aliExpressOrder(id)) as object;
		const tracking = parseJson(aliExpressTracking(id) ?? '{}');
		const received = { ...order, logistics_status: 'BUYER_ACCEPT_GOODS' };
		return [
			{ id, order: { result: order }, tracking: undefined },
			{ id, order: { result: order }, tracking: { result: tracking } },
			{ id, order: { result: received }, tracking: undefined },
		];
	}),
	tuya: numbers.flatMap((number) => {
		const id = `SO2605${number}`;
		const order = parseJson(tuyaOrder(id)) as object;
		return [order, { ...order, order_status: 'closed' }].map((result) => ({
			id,
			order: { success: true, t: 1, result },
			tracking: undefined,
		}));
	}),
	amazon: amazonBodies(),
};

/** Amazon's sample orders as they are, and as they would be while they are packed. */
function amazonBodies(): readonly Bodies[] {
	const payment = { paymentExecutions: [{ paymentMethod: 'CashOnDelivery' }] };
	const cancellation = { cancellationRequest: { requester: 'BUYER' } };
	const samples = [...list.orders, ...britain.orders, ...brazil.orders];
	return samples.flatMap((sample) => {
		const { orderId: id, fulfillment, orderItems } = sample;
		const packed = { ...fulfillment, fulfillmentStatus: 'PARTIALLY_SHIPPED' };
		const asked = orderItems.map((each) => ({ ...each, cancellation }));
		return [
			sample,
			{ ...sample, payment },
			{ ...sample, fulfillment: packed },
			{ ...sample, fulfillment: packed, orderItems: asked },
		].map((order) => ({ id, order: { order }, tracking: undefined }));
	});
}

/** A copy with each field of these names, wherever it is, as `change` returns it; `undefined` removes it. */
const changed = (
	bodies: Bodies,
	names: readonly string[],
	change: (inner: unknown) => unknown,
): Bodies => ({
	...bodies,
	...(JSON.parse(
		JSON.stringify({ ...bodies, id: undefined }, (name, inner: unknown) =>
			names.includes(name) ? change(inner) : inner,
		),
	) as object),
});

const removed = (): undefined => undefined;
/** The same structure with other numbers, or with other amounts and texts. */
const spoiled =
	(type: 'number' | 'string') =>
	(value: unknown): unknown =>
		JSON.parse(
			JSON.stringify(value, (_key, inner: unknown) => {
				if (typeof inner !== type) return inner;
				if (typeof inner === 'number') return inner + 86_400_000;
				return /^\d+\.\d+$/.test(String(inner)) ? '7.77' : `${String(inner)}x`;
			}),
		);

const CREDENTIALS = signing('https://example.com');

/** The values of a column in the rows of one order; none if the response holds no order. */
function cells(name: string, column: string, { id, order, tracking }: Bodies): readonly Cell[] {
	const provider = providerNamed(name);
	if (!provider) throw new Error(`There is no provider "${name}".`);
	const query = queryOf(name, id);
	const payloadOf = <Payload>(call: ProviderCall<Payload>, body: unknown): Result<Payload> => {
		const outcome = call.response(reply(body), query, CREDENTIALS);
		return outcome.ok ? ok(outcome.value.payload) : outcome;
	};
	const payload = payloadOf(provider.order, order);
	if (!payload.ok) return [];
	const plain = provider.normalize(payload.value, query);
	const { tracking: call } = provider;
	const merged = tracking && call ? call.merge(plain, payloadOf(call, tracking)) : plain;
	return rows(merged).map((row) => row[column] ?? null);
}

/** Whether the column changes if the field is removed or has other values. */
function matters(provider: string, column: string, field: string, bodies: Bodies): boolean {
	const plain = JSON.stringify(cells(provider, column, bodies));
	return [removed, spoiled('number'), spoiled('string')].some(
		(change) => plain !== JSON.stringify(cells(provider, column, changed(bodies, [field], change))),
	);
}

const bodiesWithout = (provider: string, names: readonly string[]): readonly Bodies[] =>
	(BODIES[provider] ?? []).map((bodies) => changed(bodies, names, removed));

/** True when the column depends on the field in an order that has none of the fields `missing`. */
export const influences = (
	provider: string,
	column: string,
	field: string,
	missing: readonly string[],
): boolean =>
	bodiesWithout(provider, missing).some((bodies) => matters(provider, column, field, bodies));

/** True when an order that has both fields, and none of `missing`, depends on the first only. */
export const takesPrecedence = (
	provider: string,
	column: string,
	[first, second]: readonly [string, string],
	missing: readonly string[],
): boolean =>
	bodiesWithout(provider, missing).some((bodies) => {
		const text = JSON.stringify(bodies);
		const hasBoth = [first, second].every((name) => text.includes(`"${name}":`));
		const isOfFirst = () => matters(provider, column, first, bodies);
		return hasBoth && isOfFirst() && !matters(provider, column, second, bodies);
	});

/** All values of a column in the made-up orders. */
export const columnValues = (provider: string, column: string): ReadonlySet<Cell> =>
	new Set((BODIES[provider] ?? []).flatMap((bodies) => cells(provider, column, bodies)));
