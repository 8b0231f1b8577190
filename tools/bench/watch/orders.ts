import type { AliExpressScenario, TuyaScenario } from '../../sandbox';
import type { ProviderName } from '../types';

/** How far a watched order has got. */
type Stand = 'onTheWay' | 'completed' | 'paid' | 'canceled';

/** How many of twenty orders of a month stand where. */
const OF_TWENTY: Readonly<Record<Stand, number>> = {
	onTheWay: 4,
	completed: 13,
	paid: 2,
	canceled: 1,
};
const STANDS = Object.entries(OF_TWENTY).flatMap(([stand, times]) =>
	Array.from({ length: times }, () => stand as Stand),
);

/** The sandbox's name of each. */
export const SCENARIOS: Readonly<
	Record<Stand, { readonly tuya: TuyaScenario; readonly aliexpress: AliExpressScenario }>
> = {
	onTheWay: { tuya: 'delivered', aliexpress: 'WAIT_BUYER_ACCEPT_GOODS' },
	completed: { tuya: 'finished', aliexpress: 'FINISH' },
	paid: { tuya: 'paid', aliexpress: 'WAIT_SELLER_SEND_GOODS' },
	canceled: { tuya: 'closed', aliexpress: 'CANCELED' },
};

/** The default of Look Back (Days) less a day, so that every order is found. */
const PERIOD = 29 * 86_400_000;

export interface WatchedOrder {
	readonly orderId: string;
	readonly stand: Stand;
	/** Milliseconds since it was placed. */
	readonly age: number;
}

const idOf: Readonly<Record<ProviderName, (at: number) => string>> = {
	aliexpress: (at) => `81${String(at).padStart(14, '0')}`,
	tuya: (at) => `SO${String(at).padStart(10, '0')}`,
};

/** The orders of about a month, the same in every run. */
export const watchedOrders = (provider: ProviderName, orders: number): readonly WatchedOrder[] =>
	Array.from({ length: orders }, (_, at) => ({
		orderId: idOf[provider](at),
		stand: STANDS[at % STANDS.length] ?? 'completed',
		age: Math.round((PERIOD * (at + 1)) / orders),
	}));

/** Those that arrive between the two runs: one in a hundred, at least one. */
export const arriving = (orders: readonly WatchedOrder[]): readonly string[] =>
	orders
		.filter(({ stand }) => stand === 'onTheWay')
		.slice(0, Math.max(1, Math.round(orders.length / 100)))
		.map(({ orderId }) => orderId);
