import { RateLimiter } from '../../../client/rateLimiter';
import type { CallLimit } from '../../sandbox/callLimit';
import { chanceFrom } from '../../sandbox/chance';
import { VirtualClock } from './virtualClock';

export interface Scenario {
	/** The provider's limit, shared by all runs; `null`: no limit. */
	readonly limit: Pick<CallLimit, 'refuse'> | null;
	/** Milliseconds from sending a call to its answer; the provider counts it halfway. */
	readonly latency: number;
	/** Share of the latency by which each direction varies. */
	readonly jitter?: number;
	/** The wait that a refusal of this many milliseconds states; default whole seconds, rounded up. */
	readonly stated?: (banLeft: number) => number | null;
	readonly concurrency: number;
	readonly orders?: number;
	readonly maxRetries?: number;
	/** Milliseconds on the clock when the first run begins. */
	readonly start?: number;
	readonly runs?: number;
	/** Processes that do the same at once, each with a rate limiter of its own; default 1. */
	readonly processes?: number;
}

export interface RunResult {
	/** Orders that came. */
	readonly whole: number;
	readonly refused: number;
	/** Milliseconds. */
	readonly time: number;
}

const LONGEST = 180_000;
const wholeSeconds = (banLeft: number): number => Math.ceil(banLeft / 1000) * 1000;

/**
 * Gets orders by as many workers as the concurrency, as the node does: a refused call is repeated, and
 * charged to the order only if the ban is its own. The runs of a process share one rate limiter.
 *
 * @returns the runs of the first process, then those of the next
 */
export async function simulate(scenario: Scenario): Promise<readonly RunResult[]> {
	const { start = 0, runs = 2, processes = 1 } = scenario;
	const clock = new VirtualClock();
	const chance = chanceFrom(1);
	const process = async (): Promise<readonly RunResult[]> => {
		const limiter = new RateLimiter(clock);
		const results: RunResult[] = [];
		await clock.sleep(start);
		while (results.length < runs) results.push(await run(scenario, clock, limiter, chance));
		return results;
	};
	const all = Promise.all(Array.from({ length: processes }, process));
	await clock.pass();
	return (await all).flat();
}

async function run(
	{ limit, latency, jitter = 0, concurrency, ...scenario }: Scenario,
	clock: VirtualClock,
	limiter: RateLimiter,
	chance: () => number,
): Promise<RunResult> {
	const { orders = 20, maxRetries = 4, stated = wholeSeconds } = scenario;
	const begun = clock.monotonic();
	let whole = 0;
	let refused = 0;
	const travel = () => clock.sleep((latency / 2) * (1 + jitter * (2 * chance() - 1)));

	/** Makes one call; resolves to what it costs of the order's retries, `null` if it was accepted. */
	const call = async (goesFirst: boolean): Promise<number | null> => {
		const permit = await limiter.acquire({ goesFirst });
		try {
			await travel();
			const banLeft = limit?.refuse(clock.monotonic()) ?? null;
			await travel();
			if (banLeft === null) {
				permit.succeeded();
				return null;
			}
			refused++;
			return permit.refused(stated(banLeft)).isOwn ? 1 : 0;
		} finally {
			permit.release();
		}
	};
	const order = async (): Promise<boolean> => {
		const first = clock.monotonic();
		let cost = await call(false);
		for (let retries = 0; cost !== null; cost = await call(true)) {
			retries += cost;
			if (retries > maxRetries || clock.monotonic() - first > LONGEST) return false;
		}
		return true;
	};

	let next = 0;
	const worker = async (): Promise<void> => {
		while (next++ < orders) if (await order()) whole++;
	};
	await Promise.all(Array.from({ length: Math.min(concurrency, orders) }, worker));
	return { whole, refused, time: clock.monotonic() - begun };
}
