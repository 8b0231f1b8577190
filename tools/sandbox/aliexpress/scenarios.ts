import type { Shipped, Step } from '../moves';

export interface Scenario extends Step {
	readonly order: string;
	readonly logistics: string;
	readonly endReason?: string;
}

const scenario = (order: string, logistics: string, shipped: Shipped, next?: string): Scenario => ({
	order,
	logistics,
	shipped,
	paid: true,
	...(next ? { next } : {}),
});

const SENDING = 'WAIT_SELLER_SEND_GOODS';
const PARTLY = 'SELLER_PART_SEND_GOODS';
const SENT = 'WAIT_BUYER_ACCEPT_GOODS';

/**
 * The scenarios of an AliExpress order, named like their order status; only `CANCELED` is a `FINISH` too.
 * Their order decides which one an id begins with.
 */
const ALL = {
	PLACE_ORDER_SUCCESS: {
		...scenario('PLACE_ORDER_SUCCESS', 'NO_LOGISTICS', 'none', SENDING),
		paid: false,
	},
	RISK_CONTROL: scenario('RISK_CONTROL', 'NO_LOGISTICS', 'none', SENDING),
	WAIT_SELLER_SEND_GOODS: scenario(SENDING, SENDING, 'none', PARTLY),
	SELLER_PART_SEND_GOODS: scenario(PARTLY, 'SELLER_SEND_PART_GOODS', 'part', SENT),
	WAIT_BUYER_ACCEPT_GOODS: scenario(SENT, 'SELLER_SEND_GOODS', 'all', 'FINISH'),
	FINISH: scenario('FINISH', 'BUYER_ACCEPT_GOODS', 'all'),
	IN_CANCEL: scenario('IN_CANCEL', SENDING, 'none', 'CANCELED'),
	CANCELED: {
		...scenario('FINISH', 'NO_LOGISTICS', 'none'),
		paid: 'as before' as const,
		endReason: 'CANCELED',
	},
} satisfies Readonly<Record<string, Scenario>>;

export type AliExpressScenario = keyof typeof ALL;

export const SCENARIOS: Readonly<Record<AliExpressScenario, Scenario>> = ALL;
export const SCENARIO_NAMES = Object.keys(ALL) as readonly AliExpressScenario[];
