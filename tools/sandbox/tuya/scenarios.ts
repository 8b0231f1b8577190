import { isPaid, type Step } from '../moves';

/**
 * The scenarios of a Tuya order, named like their order status; only `partially_refunded` is `finished`
 * too. Their order decides which one an id begins with.
 */
export type TuyaScenario =
	| 'created'
	| 'paid'
	| 'pending_audit_paid'
	| 'part_delivered'
	| 'delivered'
	| 'finished'
	| 'partially_refunded'
	| 'closed';

export interface Scenario extends Step<TuyaScenario> {
	/** The statuses of the order over time if it begins like this; the last one is the current status. */
	readonly history: readonly string[];
	/** The refunded share of the payment. */
	readonly refund?: number;
}

export const SCENARIOS: Readonly<Record<TuyaScenario, Scenario>> = {
	created: { history: ['created'], shipped: 'none', paid: false, next: 'paid' },
	paid: { history: ['created', 'paid'], shipped: 'none', paid: true, next: 'part_delivered' },
	pending_audit_paid: {
		history: ['created', 'pending_audit_paid'],
		shipped: 'none',
		paid: false,
		next: 'paid',
	},
	part_delivered: {
		history: ['created', 'paid', 'part_delivered'],
		shipped: 'part',
		paid: true,
		next: 'delivered',
	},
	delivered: {
		history: ['created', 'paid', 'delivered'],
		shipped: 'all',
		paid: true,
		next: 'finished',
	},
	finished: { history: ['created', 'paid', 'delivered', 'finished'], shipped: 'all', paid: true },
	partially_refunded: {
		history: ['created', 'paid', 'delivered', 'finished'],
		shipped: 'all',
		paid: true,
		refund: 0.5,
	},
	closed: { history: ['created', 'closed'], shipped: 'none', paid: 'as before' },
};

export const SCENARIO_NAMES = Object.keys(SCENARIOS) as readonly TuyaScenario[];

/** Where an order is after its moves. */
export interface Situation {
	readonly scenario: Scenario;
	readonly paid: boolean;
	/** All statuses that the order had; a move adds what the order skipped on its way. */
	readonly history: readonly string[];
}

export function situationAfter(own: TuyaScenario, moves: readonly TuyaScenario[]): Situation {
	const path = [own, ...moves].map((name) => SCENARIOS[name]);
	return {
		scenario: SCENARIOS[moves.at(-1) ?? own],
		paid: isPaid(path),
		history: path.reduce<readonly string[]>((past, { history }) => withStep(past, history), []),
	};
}

function withStep(past: readonly string[], history: readonly string[]): readonly string[] {
	const status = history.at(-1) ?? '';
	const skipped = history.filter((earlier) => earlier !== status && !past.includes(earlier));
	return [...past, ...skipped, ...(past.at(-1) === status ? [] : [status])];
}
