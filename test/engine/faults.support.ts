import type { Finished } from './engine.support';
import type { Meaning, Row } from './faultTable.support';
import { GOES_ON, type Stage } from './stage.support';

/** Milliseconds: what no response needs, and what a response that stalls gets. */
const PATIENT = 20_000;
const HASTY = 250;

/** A renewal times out as soon as it meets its fault. */
const endAtFault = ({ runtime, sandbox }: Stage): void => {
	runtime.deadline = (milliseconds) => {
		const controller = new AbortController();
		const before = sandbox.requests.length;
		const look = (): void => {
			if (sandbox.requests.slice(before).some(({ fault }) => fault !== ''))
				controller.abort(new DOMException('Time is over', 'TimeoutError'));
			else if (sandbox.requests.length === before) setImmediate(look).unref();
		};
		look();
		return AbortSignal.any([controller.signal, AbortSignal.timeout(milliseconds)]);
	};
};

export type Times = 'once' | 'always';

/**
 * The waits before these retries, with random numbers of exactly 0.5. After a transient failure each call
 * waits by itself; after a throttled one the account's rate limiter waits for the ban to end, unless the
 * call renews the session.
 */
export function expectWaits(
	{ waits }: Stage,
	{ course, reason, asked = 0 }: Meaning,
	retries: number,
	isRenewal = false,
): void {
	if (course !== 'repeated') return expect(waits).toEqual([]);
	const backoff = Array.from({ length: retries }, (_, at) => asked + 250 * 2 ** at);
	if (reason !== 'throttled' || isRenewal) return expect(waits).toEqual(backoff);
	const bans = backoff.map((_, at) => Math.max(asked, at > 0 || !asked ? 1000 * 2 ** at : 0));
	expect(waits).toEqual(bans.map((ban) => ban + 50));
}

/** Fetches the order while these calls have the fault, with at most `maxRetries` retries. */
export async function runWithFault(
	stage: Stage,
	call: 'order' | 'tracking' | 'token' | 'refresh',
	{ fault, stalls }: Pick<Row, 'fault' | 'stalls'>,
	times: Times,
	order: Record<string, unknown>,
	maxRetries = 2,
): Promise<Finished> {
	stage.sandbox.faults[times === 'once' ? 'next' : 'always']({ call }, fault);
	if (stalls) endAtFault(stage);
	const includeTracking = call === 'tracking';
	const parameters = {
		output: includeTracking ? 'order' : 'items',
		options: { timeout: stalls ? HASTY : PATIENT, maxRetries, includeTracking },
	};
	const finished = await stage.get([order], parameters, GOES_ON);
	expect(finished.error).toBeUndefined();
	expect(stage.sandbox.count('other')).toBe(0);
	return finished;
}

/** Expects all rows of the order, without duplicates. */
export function expectDelivered(finished: Finished, orderId: string, rows: number): void {
	const jsons = finished.jsons('Get Order');
	expect(jsons.map((json) => json.order_id)).toEqual(Array(rows).fill(orderId));
	expect(new Set(jsons.map((json) => json.item_key)).size).toBe(rows);
}

/** Expects one failed item with the reason and message, in words that n8n does not replace. */
export function expectFailure(
	finished: Finished,
	expected: Pick<Meaning, 'reason' | 'message'>,
): void {
	const [json, ...others] = finished.jsons('Get Order');
	expect(others).toEqual([]);
	expect(json?.details).toMatchObject({ reason: expected.reason });
	expect(json?.error).toMatch(expected.message ?? /^$/);
	expect(json?.message).toMatch(/\w{3}/);
	const words = `${String(json?.error)} ${String(json?.message)}`;
	expect(words.replace('Global Error Codes', '')).not.toMatch(
		/undefined|null|NaN|\berror\b(?! code)|(?<!retries )failed|problem|ECONN|ETIMEDOUT|ENOTFOUND/i,
	);
}
