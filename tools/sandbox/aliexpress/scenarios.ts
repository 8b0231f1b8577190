import type { Step } from '../moves';

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

export const SCENARIOS: Readonly<Record<AliExpressScenario, Scenario>> = {
	PLACE_ORDER_SUCCESS: {
		order: 'PLACE_ORDER_SUCCESS',
		logistics: 'NO_LOGISTICS',
		shipped: 'none',
		paid: false,
		next: 'WAIT_SELLER_SEND_GOODS',
	},
	RISK_CONTROL: {
		order: 'RISK_CONTROL',
		logistics: 'NO_LOGISTICS',
		shipped: 'none',
		paid: true,
		next: 'WAIT_SELLER_SEND_GOODS',
	},
	WAIT_SELLER_SEND_GOODS: {
		order: 'WAIT_SELLER_SEND_GOODS',
		logistics: 'WAIT_SELLER_SEND_GOODS',
		shipped: 'none',
		paid: true,
		next: 'SELLER_PART_SEND_GOODS',
	},
	SELLER_PART_SEND_GOODS: {
		order: 'SELLER_PART_SEND_GOODS',
		logistics: 'SELLER_SEND_PART_GOODS',
		shipped: 'part',
		paid: true,
		next: 'WAIT_BUYER_ACCEPT_GOODS',
	},
	WAIT_BUYER_ACCEPT_GOODS: {
		order: 'WAIT_BUYER_ACCEPT_GOODS',
		logistics: 'SELLER_SEND_GOODS',
		shipped: 'all',
		paid: true,
		next: 'FINISH',
	},
	FINISH: { order: 'FINISH', logistics: 'BUYER_ACCEPT_GOODS', shipped: 'all', paid: true },
	IN_CANCEL: {
		order: 'IN_CANCEL',
		logistics: 'WAIT_SELLER_SEND_GOODS',
		shipped: 'none',
		paid: true,
		next: 'CANCELED',
	},
	CANCELED: {
		order: 'FINISH',
		logistics: 'NO_LOGISTICS',
		shipped: 'none',
		paid: 'as before',
		endReason: 'CANCELED',
	},
};

export const SCENARIO_NAMES = Object.keys(SCENARIOS) as readonly AliExpressScenario[];
