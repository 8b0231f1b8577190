import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Fault } from '../../tools/sandbox';
import { chanceFrom } from '../../tools/sandbox/chance';
import { ALIEXPRESS_CODES, ON_THE_WAY, TUYA_CODES, type Row } from './faultTable.support';
import { GOES_ON, openStage, type Stage } from './stage.support';

const CODES = { aliexpress: ALIEXPRESS_CODES, tuya: TUYA_CODES } as const;
type Faulty = keyof typeof CODES;

/** All faults of order and tracking calls. */
export const faultsOf = (provider: Faulty): readonly Row[] => [...ON_THE_WAY, ...CODES[provider]];

/** The faults of renewals: transient ones that lose no reply, since the tokens in it would be lost for good. */
const renewalFaultsOf = (provider: Faulty): readonly Row[] =>
	faultsOf(provider).filter(({ means, loses }) => means.course === 'repeated' && !loses);

interface Wanted {
	readonly provider: Faulty;
	readonly order_id: string;
}

/** Orders of alternating providers, of which one in fifty is wanted twice. */
const wantedOrders = (count: number): readonly Wanted[] =>
	Array.from({ length: count }, (_, at) => {
		const number = String(at % 50 === 49 ? at - 20 : at).padStart(8, '0');
		return at % 2 === 1
			? { provider: 'tuya', order_id: `SO2605${number}` }
			: { provider: 'aliexpress', order_id: `81900000${number}` };
	});

/** One request for an order: its fault, or `null`, and `ok` or the code of the sandbox's reply. */
export interface Asked {
	readonly fault: Row | null;
	readonly outcome: string;
}
type Items = readonly INodeExecutionData[];

/** The reasons that a failed session renewal can cause. */
const RENEWAL_REASONS = ['transient', 'throttled', 'session_expired', 'authorization_required'];

/** The acceptable failure reasons for an order; empty when it must succeed. */
function reasonsOf(asked: readonly Asked[]): readonly string[] {
	const last = asked.at(-1);
	if (!last) return RENEWAL_REASONS;
	const { course, reason = '' } = last.fault?.means ?? { course: 'harmless' };
	if (course === 'harmless') return last.outcome === 'ok' ? [] : RENEWAL_REASONS;
	return course === 'renewed' ? [reason, ...RENEWAL_REASONS] : [reason];
}

const MAX_RETRIES = 4;
/** What does not depend on the tracking call, whose faults leave an order without parcels. */
const cellsOf = (items: Items): string =>
	JSON.stringify(items.map(({ json }) => [json.item_key, json.order_total, json.line_total]));

/**
 * Returns `null` when the items are the correct output for one input item, otherwise what is wrong.
 *
 * @param calm the items of the same order in a run without faults
 */
export function verdict(
	{ order_id }: Wanted,
	calm: Items,
	asked: readonly Asked[],
	items: Items,
): string | null {
	const reasons = reasonsOf(asked);
	const failed = items.find(({ json }) => 'error' in json);
	if (items.length === 0) return 'it is lost';
	// The first attempt, the retries, and one more after the session was renewed.
	if (asked.length > MAX_RETRIES + 2) return `it was requested ${asked.length} times`;
	if (!failed) {
		if (reasons.length > 0) return `it arrived in spite of ${reasons.join(', ')}`;
		return cellsOf(items) === cellsOf(calm) ? null : 'its rows are wrong';
	}
	if (items.length > 1) return 'it failed and has more items';
	const { error, details } = failed.json;
	const { reason, order_id: failedId } = (details ?? {}) as IDataObject;
	if (failedId !== order_id) return `its error is for order ${String(failedId)}`;
	if (typeof error !== 'string' || error === '') return 'its error has no message';
	return reasons.includes(String(reason))
		? null
		: `it failed with ${String(reason)} instead of [${reasons.join(', ')}]`;
}

/** After this many turns of the event loop without a request or a wait, nothing is in progress. */
const QUIET_TURNS = 25;

/**
 * Gives the package a clock that goes on to the end of the next wait as soon as nothing else happens:
 * waits overlap as they do in real time, and none takes any.
 */
function useVirtualTime({ runtime, sandbox, now, advance, restart }: Stage): void {
	const waiting: Array<{ readonly due: number; readonly end: () => void }> = [];
	let quiet = 0;
	let requests = 0;
	const turn = (): void => {
		quiet = requests === sandbox.requests.length ? quiet + 1 : 0;
		requests = sandbox.requests.length;
		if (quiet > QUIET_TURNS) {
			quiet = 0;
			waiting.sort((a, b) => b.due - a.due);
			const next = waiting.pop();
			advance(Math.max(0, (next?.due ?? 0) - now()));
			next?.end();
		}
		if (waiting.length > 0) setImmediate(turn);
	};
	runtime.sleep = async (milliseconds, signal) =>
		await new Promise((resolve) => {
			signal?.addEventListener('abort', () => resolve(), { once: true });
			if (waiting.length === 0) setImmediate(turn);
			quiet = 0;
			waiting.push({ due: now() + Math.ceil(milliseconds), end: resolve });
		});
	restart();
}

/** Real milliseconds that an attempt gets before it has stalled. */
const TIMEOUT = 1_500;

const CONCURRENCY = 20;
/** The share of requests that get a fault. */
const RATE = 0.1;
/** All sessions expire each time this many orders were requested. */
const SESSION_ENDS_AFTER = 200;

function groupBy<Key, Value>(values: readonly Value[], keyOf: (value: Value) => Key) {
	const groups = new Map<Key, Value[]>();
	for (const value of values)
		groups.set(keyOf(value), [...(groups.get(keyOf(value)) ?? []), value]);
	return groups;
}

/** Fetches all orders in one execution with random faults and checks the outcome of each. */
export async function soak(orders: number, seed: number) {
	const unhandled: string[] = [];
	const onUnhandled = (reason: unknown): void => void unhandled.push(String(reason));
	const events = ['unhandledRejection', 'uncaughtException', 'warning'] as const;
	for (const event of events) process.on(event, onUnhandled);
	const sandboxOptions = { seed, aliexpress: { accessLife: 2_592_000, refreshLife: 5e6 } };
	const [quiet, stage] = [await openStage(sandboxOptions), await openStage(sandboxOptions)];
	const { sandbox } = stage;
	const wanted = wantedOrders(orders);
	/** The items of each input item, and the error that ended the run. */
	const run = async ({ get }: Stage) => {
		const limits = { concurrency: CONCURRENCY, timeout: TIMEOUT, maxRetries: MAX_RETRIES };
		const options = { ...limits, includeTracking: true };
		const given = wanted.map((each) => ({ ...each }));
		const finished = await get(given, { options }, GOES_ON);
		const byInput = groupBy(
			finished.items('Get Order'),
			({ pairedItem }) => (pairedItem as { readonly item: number }).item,
		);
		return { byInput, error: finished.error };
	};
	try {
		const calm = await run(quiet);
		stage.runtime.random = chanceFrom(seed);
		stage.runtime.deadline = () => AbortSignal.timeout(TIMEOUT);
		useVirtualTime(stage);
		const rows = new Map<Fault, Row>();
		const share = (all: readonly Row[]): readonly Fault[] => {
			for (const row of all) rows.set(row.fault, row);
			return all.map(({ fault }) => fault);
		};
		for (const provider of ['aliexpress', 'tuya'] as const) {
			for (const call of ['order', 'tracking'] as const)
				sandbox.faults.random(RATE, share(faultsOf(provider)), { provider, call });
			for (const call of ['token', 'refresh'] as const)
				sandbox.faults.random(RATE, share(renewalFaultsOf(provider)), { provider, call });
		}
		/** The fault of each request, in the order of `sandbox.requests`. */
		const met: Array<Row | null> = [];
		let mostSockets = 0;
		const take = sandbox.faults.take.bind(sandbox.faults);
		sandbox.faults.take = (target) => {
			const fault = take(target);
			met.push(fault && (rows.get(fault) ?? null));
			mostSockets = Math.max(mostSockets, sandbox.openSockets);
			const isDue = (sandbox.count('order') + 1) % SESSION_ENDS_AFTER === 0;
			if (target.call === 'order' && isDue) {
				sandbox.expireAccessTokens('aliexpress');
				sandbox.expireAccessTokens('tuya');
			}
			return fault;
		};
		const { byInput, error } = await run(stage);
		const asked = groupBy(
			sandbox.requests.flatMap(({ call, orderId, outcome }, at) =>
				call === 'order' ? [{ orderId, outcome, fault: met[at] ?? null }] : [],
			),
			({ orderId }) => orderId,
		);
		const outcomes = new Map<string, number>();
		const violations = unhandled.concat(error?.message ?? []);
		wanted.forEach((each, input) => {
			const items = byInput.get(input) ?? [];
			byInput.delete(input);
			const expected = calm.byInput.get(input) ?? [];
			const wrong = verdict(each, expected, asked.get(each.order_id) ?? [], items);
			if (wrong) violations.push(`${each.order_id}: ${wrong}`);
			const { reason = 'arrived' } = (items[0]?.json.details ?? {}) as { readonly reason?: string };
			outcomes.set(reason, (outcomes.get(reason) ?? 0) + 1);
		});
		for (const input of byInput.keys()) violations.push(`There is no input item ${input}`);
		return {
			/** Number of input items: `arrived`, or the reason of the failure. */
			outcomes,
			faults: met.filter((fault) => fault !== null).length,
			renewals: sandbox.count('token') + sandbox.count('refresh'),
			mostSockets,
			violations,
		};
	} finally {
		for (const each of [quiet, stage]) await each.close();
		for (const event of events) process.off(event, onUnhandled);
	}
}
