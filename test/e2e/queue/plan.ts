/** What a run of the queue test sends, and how often the sandbox expires the tokens meanwhile. */
export interface QueuePlan {
	/** Orders of each round, half of them from each provider. */
	readonly orders: number;
	/** Accepted calls after which a provider's tokens expire. */
	readonly callsPerToken: number;
	readonly workers: number;
}

export interface QueueOrder {
	readonly provider: 'aliexpress' | 'tuya';
	readonly order_id: string;
	readonly mall_code?: string;
	readonly site_code?: string;
}

export const ORDERS_PER_EXECUTION = 50;
/** Executions that a worker runs at the same time. */
export const EXECUTIONS_PER_WORKER = 5;
/**
 * A renewed token has to last until every order that waited for it is fetched, because the node renews
 * a session only once for each order. A worker fetches up to 25 orders of a provider at a time.
 */
const FEWEST_CALLS_PER_WORKER = 50;

/** Why a plan cannot work, or `null`. */
export function problemOf({ orders, callsPerToken, workers }: QueuePlan): string | null {
	const fewest = FEWEST_CALLS_PER_WORKER * workers;
	if (orders % 2 !== 0) return '--orders must be even: each provider gets half of them.';
	if (callsPerToken < fewest) return `--calls-per-token must be at least ${fewest}.`;
	if (callsPerToken >= orders / 2) {
		return '--calls-per-token must be less than half of --orders, or no token expires.';
	}
	return null;
}

/** How often the tokens of each provider expire in a round, counted from 0. */
export function expiriesIn(
	{ orders, callsPerToken }: Pick<QueuePlan, 'orders' | 'callsPerToken'>,
	round: number,
): number {
	const until = (rounds: number): number => Math.floor((rounds * (orders / 2)) / callsPerToken);
	return until(round + 1) - until(round);
}

/** Orders of both providers, alternating, numbered from `first`. */
export function ordersOf(
	{ mallCode, siteCode }: { readonly mallCode: string; readonly siteCode: string },
	count: number,
	first: number,
): readonly QueueOrder[] {
	return Array.from({ length: count }, (_, at): QueueOrder => {
		const number = String(first + at).padStart(10, '0');
		return at % 2 === 0
			? { provider: 'aliexpress', order_id: `81${number}0000` }
			: {
					provider: 'tuya',
					order_id: `SO${number}`,
					mall_code: mallCode,
					site_code: siteCode,
				};
	});
}

/** The orders of each execution. */
export function batchesOf(orders: readonly QueueOrder[]): ReadonlyArray<readonly QueueOrder[]> {
	const count = Math.ceil(orders.length / ORDERS_PER_EXECUTION);
	return Array.from({ length: count }, (_, at) =>
		orders.slice(at * ORDERS_PER_EXECUTION, (at + 1) * ORDERS_PER_EXECUTION),
	);
}
