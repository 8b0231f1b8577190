import type { Shipped, Step } from '../moves';

/**
 * The scenarios of an AliExpress order, named like their order status; only `CANCELED` is a `FINISH` too.
 * Their order decides which one an id begins with.
 */
export type AliExpressScenario =
	| 'PLACE_ORDER_SUCCESS'
	| 'RISK_CONTROL'
	| 'WAIT_SELLER_SEND_GOODS'
	| 'SELLER_PART_SEND_GOODS'
	| 'WAIT_BUYER_ACCEPT_GOODS'
	| 'FINISH'
	| 'IN_CANCEL'
	| 'CANCELED';

export interface Scenario extends Step<AliExpressScenario> {
	readonly order: string;
	readonly logistics: string;
	readonly endReason?: string;
}

const scenario = (
	order: string,
	logistics: string,
	shipped: Shipped,
	next?: AliExpressScenario,
): Scenario => ({ order, logistics, shipped, paid: true, ...(next ? { next } : {}) });

const SENDING = 'WAIT_SELLER_SEND_GOODS';
const PARTLY = 'SELLER_PART_SEND_GOODS';
const SENT = 'WAIT_BUYER_ACCEPT_GOODS';

export const SCENARIOS: Readonly<Record<AliExpressScenario, Scenario>> = {
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
		paid: 'as before',
		endReason: 'CANCELED',
	},
};

export const SCENARIO_NAMES = Object.keys(SCENARIOS) as readonly AliExpressScenario[];
