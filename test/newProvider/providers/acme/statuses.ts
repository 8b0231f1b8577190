import type { FulfillmentStatus, OrderStatus, PaymentStatus } from '../../order/order';

interface Meaning {
	readonly order: OrderStatus;
	readonly payment: PaymentStatus;
	readonly fulfillment: FulfillmentStatus;
}

const UNKNOWN: Meaning = { order: 'unknown', payment: 'unknown', fulfillment: 'unknown' };

/** Acme's `state`. */
const STATES: ReadonlyMap<string, Meaning> = new Map([
	['open', { order: 'pending', payment: 'unpaid', fulfillment: 'unfulfilled' }],
	['packing', { order: 'processing', payment: 'paid', fulfillment: 'unfulfilled' }],
	['sent', { order: 'completed', payment: 'paid', fulfillment: 'shipped' }],
]);

/** What a state means, with a warning when no table knows it. */
export function meaningOf(state: string): Meaning & { readonly warnings: readonly string[] } {
	const meaning = STATES.get(state);
	if (meaning || state === '') return { ...(meaning ?? UNKNOWN), warnings: [] };
	return { ...UNKNOWN, warnings: [`The Acme state "${state}" is unknown.`] };
}
