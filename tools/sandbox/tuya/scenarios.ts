import { isPaid, type Shipped, type Step } from '../moves';

export interface Scenario extends Step {
	/** The statuses of the order over time if it begins like this; the last one is the current status. */
	readonly history: readonly string[];
	/** The refunded share of the payment. */
	readonly refund?: number;
}

/** A scenario by its history, which is one text. */
const scenario = (
	history: string,
	shipped: Shipped,
	paid: Step['paid'],
	next?: string,
): Scenario => ({ history: history.split(' '), shipped, paid, ...(next ? { next } : {}) });

/**
 * The scenarios of a Tuya order, named like their order status; only `partially_refunded` is `finished`
 * too. Their order decides which one an id begins with.
 */
const ALL = {
	created: scenario('created', 'none', false, 'paid'),
	paid: scenario('created paid', 'none', true, 'part_delivered'),
	pending_audit_paid: scenario('created pending_audit_paid', 'none', false, 'paid'),
	part_delivered: scenario('created paid part_delivered', 'part', true, 'delivered'),
	delivered: scenario('created paid delivered', 'all', true, 'finished'),
	finished: scenario('created paid delivered finished', 'all', true),
	partially_refunded: {
		...scenario('created paid delivered finished', 'all', true),
		refund: 0.5,
	},
	closed: scenario('created closed', 'none', 'as before'),
} satisfies Readonly<Record<string, Scenario>>;

export type TuyaScenario = keyof typeof ALL;

export const SCENARIOS: Readonly<Record<TuyaScenario, Scenario>> = ALL;
export const SCENARIO_NAMES = Object.keys(ALL) as readonly TuyaScenario[];

/**
 * Where an order is after its moves: its scenario, whether it is paid, and all statuses that it had; a
 * move adds what the order skipped on its way.
 */
export function situationAfter(own: TuyaScenario, moves: readonly TuyaScenario[]) {
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
