import { RateLimiter } from '../../../client/rateLimiter';
import type { Pace } from '../../../providers/call';
import { markdownTable } from '../../docs/table';
import { tokenBucket } from '../../sandbox/callLimit';
import { VirtualClock } from './virtualClock';

/** The rates that Amazon documents for one order, and for a page of 100 orders. */
const ORDER: Pace = { name: 'order', perSecond: 0.5, burst: 30 };
const LIST: Pace = { name: 'list', perSecond: 0.0056, burst: 20 };
const LATENCY = 300;
const FIVE_MINUTES = 300_000;

/**
 * Makes calls one after the other as soon as the pace allows them; with `every`, as polls that never wait
 * and are skipped instead. Times in milliseconds.
 */
export async function simulatePace(pace: Pace, count: number, every = 0) {
	const clock = new VirtualClock();
	const limiter = new RateLimiter(clock, pace);
	const accepts = tokenBucket(pace.perSecond, pace.burst);
	let [calls, refused, skipped] = [0, 0, 0];
	const work = async (): Promise<void> => {
		for (let done = 0; done < count; ) {
			if (every > 0 && limiter.wait > 0) skipped++;
			else {
				const permit = await limiter.acquire({ goesFirst: true });
				calls++;
				await clock.sleep(LATENCY);
				if (accepts(clock.monotonic())) {
					permit.succeeded();
					done++;
				} else permit.refused(null);
				refused = calls - done;
				permit.release();
			}
			if (every > 0) await clock.sleep(every - LATENCY);
		}
	};
	const working = work();
	await clock.pass();
	await working;
	return { calls, refused, skipped, time: clock.monotonic() };
}

/** A Markdown table: what 1,000 orders and a day of polls cost at documented rates. */
export async function paceTable(): Promise<string> {
	const rows = [
		['1,000 orders by id', simulatePace(ORDER, 1000)],
		['1,000 orders by search, 100 a page', simulatePace(LIST, 10)],
		['4,000 orders by search, 100 a page', simulatePace(LIST, 40)],
		['A day of polls every 5 minutes, 200 changes', simulatePace(LIST, 288, FIVE_MINUTES)],
		['A day of polls every minute', simulatePace(LIST, 477, FIVE_MINUTES / 5)],
	] as const;
	const results = rows.map(async ([name, simulated]) => {
		const { calls, refused, skipped, time } = await simulated;
		return [name, ...[calls, refused, skipped].map(String), (time / 60_000).toFixed(1)];
	});
	return markdownTable(
		['Rates of Amazon', 'Calls', 'Refused', 'Polls without a call', 'Minutes'],
		await Promise.all(results),
	);
}
