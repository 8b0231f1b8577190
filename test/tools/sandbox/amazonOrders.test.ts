import model from '../../fixtures/amazon/model.json';
import { amazonOrder } from '../../../tools/sandbox/amazon/orders';
import { beginningOf } from '../../../tools/sandbox/amazon/generate';
import { SCENARIO_NAMES, type AmazonScenario } from '../../../tools/sandbox/amazon/scenarios';
import { startSandbox } from '../../../tools/sandbox';

interface Schema {
	readonly $ref?: string;
	readonly type?: string;
	readonly enum?: readonly string[];
	readonly items?: Schema;
	readonly required?: readonly string[];
	readonly properties?: Readonly<Record<string, Schema>>;
}
interface Money {
	readonly amount: string;
	readonly currencyCode: string;
}
interface Item {
	readonly orderItemId: string;
	readonly quantityOrdered: number;
	readonly proceeds?: {
		readonly proceedsTotal: Money;
		readonly breakdowns: ReadonlyArray<{ readonly type: string; readonly subtotal: Money }>;
	};
	readonly cancellation?: object;
	readonly fulfillment: {
		readonly quantityFulfilled: number;
		readonly quantityUnfulfilled: number;
	};
}
interface Order {
	readonly lastUpdatedTime: string;
	readonly salesChannel: { readonly channelName: string };
	readonly proceeds?: { readonly grandTotal: Money };
	readonly fulfillment: { readonly fulfillmentStatus: string; readonly fulfilledBy: string };
	readonly orderItems: readonly Item[];
	readonly packages?: ReadonlyArray<{
		readonly trackingNumber: string;
		readonly packageStatus: { readonly status: string };
		readonly packageItems: ReadonlyArray<{
			readonly orderItemId: string;
			readonly quantity: number;
		}>;
	}>;
}

const DEFINITIONS = model.definitions as Readonly<Record<string, Schema>>;
const IDS = Array.from({ length: 300 }, (_, at) => `701-0000000-${String(at).padStart(7, '0')}`);
const orderOf = (orderId: string, ...moves: AmazonScenario[]) =>
	amazonOrder(orderId, { moves }) as unknown as Order;
const ORDERS = IDS.map((orderId) => orderOf(orderId));
const cents = ({ amount }: Money) => Math.round(Number(amount) * 100);
const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
const sentOf = ({ orderItems }: Order) =>
	orderItems.filter(({ fulfillment }) => fulfillment.quantityFulfilled > 0).length;

/** An id whose order begins with the scenario, has this many lines and this fulfiller. */
function idFrom(scenario: AmazonScenario, lines: number, fulfiller = 'MERCHANT'): string {
	const found = IDS.find((orderId) => {
		const begun = beginningOf(orderId);
		const isFitting = begun.scenario === scenario && begun.size === lines;
		return isFitting && orderOf(orderId).fulfillment.fulfilledBy === fulfiller;
	});
	if (found === undefined) throw new Error('no such order');
	return found;
}

/** Where a value differs from the model. */
function differences(value: unknown, schema: Schema, path: string): readonly string[] {
	const { $ref } = schema;
	if ($ref !== undefined) return differences(value, DEFINITIONS[$ref] ?? {}, path);
	if (schema.properties) {
		if (typeof value !== 'object' || value === null) return [`${path} is no object`];
		const missing = (schema.required ?? []).filter((name) => !(name in value));
		const { properties } = schema;
		return [
			...missing.map((name) => `${path}.${name} is missing`),
			...Object.entries(value).flatMap(([name, inside]) => {
				const property = properties[name];
				const inner = `${path}.${name}`;
				return property ? differences(inside, property, inner) : [`${inner} is unknown`];
			}),
		];
	}
	if (schema.type === 'array') {
		if (!Array.isArray(value)) return [`${path} is no list`];
		return value.flatMap((each) => differences(each, schema.items ?? {}, `${path}[]`));
	}
	const type = schema.type === 'integer' ? 'number' : schema.type;
	if (typeof value !== type) return [`${path} is no ${type}`];
	return schema.enum && !schema.enum.includes(String(value)) ? [`${path} may not be ${value}`] : [];
}

describe('generated orders', () => {
	test('are as the model says', () => {
		expect(differences({ orderId: 1, x: 1 }, { $ref: 'Order' }, '')).toContain('.x is unknown');
		const found = ORDERS.flatMap((order) => differences(order, { $ref: 'Order' }, 'order'));
		expect([...new Set(found)]).toEqual([]);
	});

	test('are the same for the same id and differ between ids', () => {
		expect(orderOf('701-0000000-0000001')).toEqual(ORDERS[1]);
		expect(new Set(ORDERS.map((order) => JSON.stringify(order))).size).toBe(ORDERS.length);
	});

	test('cover all statuses, both fulfillers, and one to four lines', () => {
		const values = (of: (order: Order) => unknown) => new Set(ORDERS.map(of));
		const { enum: statuses } = DEFINITIONS.FulfillmentStatus ?? {};
		expect(values((order) => order.fulfillment.fulfillmentStatus)).toEqual(new Set(statuses));
		expect(values((order) => order.fulfillment.fulfilledBy).size).toBe(2);
		expect(values((order) => order.orderItems.length)).toEqual(new Set([1, 2, 3, 4]));
	});

	test('have item ids with leading zeros, each once', () => {
		for (const { orderItems } of ORDERS) {
			const itemIds = orderItems.map(({ orderItemId }) => orderItemId);
			expect(new Set(itemIds).size).toBe(itemIds.length);
			for (const id of itemIds) expect(id).toMatch(/^0\d{13}$/);
		}
	});

	test('have amounts that add up, some with tax and discount, and none before the payment', () => {
		const types = new Set<string>();
		for (const { orderItems, proceeds, fulfillment } of ORDERS) {
			const isPending = fulfillment.fulfillmentStatus.startsWith('PENDING');
			if (isPending) expect(proceeds).toBeUndefined();
			if (!proceeds) continue;
			for (const item of orderItems) {
				const { breakdowns = [], proceedsTotal } = item.proceeds ?? {};
				const parts = breakdowns.map(({ subtotal }) => cents(subtotal));
				expect(proceedsTotal && cents(proceedsTotal)).toBe(sum(parts));
				for (const { type } of breakdowns) types.add(type);
			}
			const totals = orderItems.map((item) => cents(item.proceeds?.proceedsTotal as Money));
			expect(cents(proceeds.grandTotal)).toBe(sum(totals));
		}
		expect(types).toEqual(new Set(['ITEM', 'SHIPPING', 'DISCOUNT', 'TAX']));
	});

	test('have parcels for exactly what the seller sent, and none from Amazon', () => {
		for (const order of ORDERS) {
			const { orderItems, packages = [], fulfillment } = order;
			const packed = packages.flatMap(({ packageItems }) => packageItems);
			const sent = orderItems
				.map(({ orderItemId, fulfillment: { quantityFulfilled } }) => ({
					orderItemId,
					quantity: quantityFulfilled,
				}))
				.filter(({ quantity }) => quantity > 0);
			expect(packed).toEqual(fulfillment.fulfilledBy === 'AMAZON' ? [] : sent);
		}
		expect(ORDERS.some((order) => sentOf(order) > 0 && !order.packages)).toBe(true);
	});
});

describe('moves', () => {
	let sandbox: Awaited<ReturnType<typeof startSandbox>>;
	beforeAll(async () => {
		sandbox = await startSandbox();
	});
	afterAll(() => sandbox.close());
	afterEach(() => sandbox.reset());

	test('an order goes from its beginning to its end, step by step, and stays there', () => {
		const orderId = idFrom('PENDING_AVAILABILITY', 3);
		const path = ['PENDING', 'UNSHIPPED', 'PARTIALLY_SHIPPED', 'SHIPPED', 'DELIVERED', 'DELIVERED'];
		expect(path.map(() => sandbox.move(orderId))).toEqual(path);
		expect(sandbox.move(idFrom('CANCEL_REQUESTED', 2))).toBe('CANCELLED');
	});

	test('an order of one line is never sent in part', () => {
		const orderId = idFrom('UNSHIPPED', 1);
		expect(() => sandbox.move(orderId, 'PARTIALLY_SHIPPED')).toThrow('has one line');
		expect(sandbox.move(orderId)).toBe('SHIPPED');
	});

	test('amounts come with the payment; parcels follow the status; lines stay', () => {
		const orderId = idFrom('PENDING', 3);
		const linesOf = ({ orderItems }: Order) =>
			orderItems.map((item) => [item.orderItemId, item.quantityOrdered]);
		const parcelsOf = ({ packages = [] }: Order) => packages.map((each) => each.trackingNumber);
		const unshipped = orderOf(orderId, 'UNSHIPPED');
		expect(orderOf(orderId).proceeds).toBeUndefined();
		expect(unshipped.proceeds).toBeDefined();
		const part = orderOf(orderId, 'UNSHIPPED', 'PARTIALLY_SHIPPED');
		const all = orderOf(orderId, 'UNSHIPPED', 'PARTIALLY_SHIPPED', 'SHIPPED');
		expect([unshipped, part, all].map(sentOf)).toEqual([0, 2, 3]);
		expect(parcelsOf(part)).toHaveLength(1);
		expect(parcelsOf(all)).toEqual([...parcelsOf(part), expect.any(String)]);
		for (const order of [unshipped, part, all]) {
			expect(linesOf(order)).toEqual(linesOf(orderOf(orderId)));
			expect(order.proceeds).toEqual(unshipped.proceeds);
		}
	});

	test.each([
		['SHIPPED', 'IN_TRANSIT'],
		['DELIVERED', 'DELIVERED'],
		['UNDELIVERABLE', 'UNDELIVERABLE'],
	] as const)('%s: parcels are %s', (scenario, status) => {
		const { fulfillment, packages = [] } = orderOf(idFrom('UNSHIPPED', 2), scenario);
		expect(fulfillment.fulfillmentStatus).toBe('SHIPPED');
		expect(packages.map(({ packageStatus }) => packageStatus.status)).toContain(status);
	});

	test('a canceled order has amounts if it was paid before, and says who canceled', () => {
		const [pending, paid] = [idFrom('PENDING', 2), idFrom('UNSHIPPED', 2)];
		expect(orderOf(pending, 'CANCELLED').proceeds).toBeUndefined();
		const { proceeds, orderItems } = orderOf(paid, 'CANCELLED');
		expect(proceeds).toBeDefined();
		expect(orderItems[0]?.cancellation).toHaveProperty('cancellationExecution');
		const requested = orderOf(paid, 'CANCEL_REQUESTED');
		expect(requested.fulfillment.fulfillmentStatus).toBe('UNSHIPPED');
		expect(requested.orderItems[0]?.cancellation).toHaveProperty('cancellationRequest');
	});

	test('what cannot be fulfilled is Amazon’s to send, from another shop', () => {
		const { salesChannel, fulfillment } = orderOf(idFrom('UNFULFILLABLE', 1, 'AMAZON'));
		expect(salesChannel.channelName).toBe('NON_AMAZON');
		expect(fulfillment.fulfilledBy).toBe('AMAZON');
	});

	test('there and back again is the same order', () => {
		for (const scenario of SCENARIO_NAMES) {
			const orderId = idFrom('SHIPPED', 4);
			expect(orderOf(orderId, scenario, 'SHIPPED')).toEqual(orderOf(orderId));
		}
	});

	test('are times of a change, and reset puts them back', () => {
		const orderId = sandbox.amazon.orderId(2);
		const before = sandbox.amazon.order(orderId);
		sandbox.move(orderId, 'CANCELLED');
		const after = sandbox.amazon.order(orderId) as unknown as Order;
		expect(Date.parse(after.lastUpdatedTime)).toBeGreaterThan(
			Date.parse(String(before?.lastUpdatedTime)),
		);
		sandbox.reset();
		expect(sandbox.amazon.order(orderId)).toEqual(before);
	});

	test('are not for samples, unknown ids, unknown scenarios, and replies that were set', () => {
		const own = sandbox.amazon.orderId(3);
		sandbox.setOrder('amazon', own, {});
		for (const orderId of ['171-9876543-2109876', '404-0000000-0000001', own]) {
			expect(() => sandbox.move(orderId)).toThrow('is not generated');
		}
		const other = sandbox.amazon.orderId(4);
		expect(() => sandbox.move(other, 'paid')).toThrow('"paid" is none of the scenarios PENDING');
		expect(() => sandbox.amazon.place('702-0000000-0000001')).toThrow('does not start with 701-');
	});
});
