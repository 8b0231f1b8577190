import { setMaxListeners } from 'node:events';

import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { CircuitBreaker } from '../../client/circuitBreaker';
import { getOrder, type FetchedOrder } from '../../client/getOrder';
import { rateLimiterOf } from '../../client/rateLimiters';
import { openClient } from '../../http/client';
import type { Runtime } from '../../http/runtime';
import { egressFilter } from '../../n8n/egressFilter';
import { failedItem, logFailure, nodeError, unexpectedFailure } from '../../n8n/errors';
import { addHint } from '../../n8n/hints';
import { SessionStore, type OpenSession } from '../../n8n/sessionStore';
import { orderKey } from '../../order/keys';
import { reject, type Failure, type Outcome } from '../../providers/failure';
import { transportFailure } from '../../providers/transportFailure';
import { outputItems, warningsHint, withBoundedRaw } from './output';
import { readParameters, type ItemRequest } from './readParameters';

/** An order to fetch, and the input items that ask for it. */
interface Job {
	readonly wanted: ItemRequest;
	readonly items: number[];
}

/** Takes what became of the order of one input item. */
type Settle = (item: number, outcome: Outcome<FetchedOrder>) => void;

/** Equal requests are one job: fetched once for each account, returned for each of their items. */
function planJobs(wanted: ReadonlyArray<Outcome<ItemRequest>>): readonly Job[] {
	const jobs = new Map<string, Job>();
	wanted.forEach((each, item) => {
		if (!each.ok) return;
		const { provider, query, timeout, maxRetries } = each.value.request;
		const key = JSON.stringify([provider.name, query, timeout, maxRetries]);
		const job = jobs.get(key);
		if (job) job.items.push(item);
		else jobs.set(key, { wanted: each.value, items: [item] });
	});
	return [...jobs.values()];
}

/**
 * Runs the node over all input items: reads what each asks for, fetches each order once, and returns
 * the items in input order. An order that could not be fetched is an item of its own when the
 * workflow is to go on; else the first failure ends the run, and orders under way with it.
 */
export async function execute(
	context: IExecuteFunctions,
	runtime: Runtime,
): Promise<INodeExecutionData[]> {
	const inputs = context.getInputData();
	const goesOn = context.continueOnFail();
	const canceled = context.getExecutionCancelSignal?.();
	const stop = new AbortController();
	// Each request under way listens to it.
	setMaxListeners(0, stop.signal);
	const wanted = inputs.map((_, item) => readParameters(context, item));
	const results: INodeExecutionData[][] = inputs.map(() => []);
	const warned = new Map<string, string>();
	let fatal: { readonly item: number; readonly failure: Failure } | undefined;

	const settle: Settle = (item, outcome) => {
		const request = wanted[item];
		if (outcome.ok && request?.ok) {
			const { output, includeRaw } = request.value;
			const isBounded = includeRaw && output !== 'raw';
			const fetched = isBounded ? withBoundedRaw(outcome.value) : outcome.value;
			results[item] = outputItems(fetched, output, includeRaw, item);
			const { order } = fetched;
			const [warning] = order.warnings;
			if (output === 'items' && warning !== undefined) {
				warned.set(orderKey(order.provider, order.order_id), warning);
			}
		} else if (!outcome.ok && !fatal) {
			const orderId = request?.ok ? request.value.request.query.orderId : '';
			const { failure } = outcome;
			logFailure(context, orderId, failure);
			if (goesOn) results[item] = [failedItem(failure, orderId, item)];
			else {
				fatal = { item, failure };
				stop.abort();
			}
		}
	};
	wanted.forEach((each, item) => {
		if (!each.ok) settle(item, each);
	});
	const jobs = planJobs(wanted);
	if (!stop.signal.aborted && jobs.length > 0) {
		const onCanceled = (): void => stop.abort();
		if (canceled?.aborted) onCanceled();
		canceled?.addEventListener('abort', onCanceled);
		try {
			await runJobs(context, runtime, jobs, settle, stop.signal);
		} finally {
			// In a loop, one signal is there for all runs of the node.
			canceled?.removeEventListener('abort', onCanceled);
		}
	}
	const hint = warningsHint(warned, jobs.length);
	if (hint !== null) addHint(context, hint);
	// n8n reports a stopped execution itself; an error would turn it into a failed one.
	if (fatal && canceled?.aborted !== true) {
		throw nodeError(context.getNode(), fatal.failure, fatal.item);
	}
	return results.flat();
}

/** Fetches the jobs, so many at a time, until they are done or the signal stops them. */
async function runJobs(
	context: IExecuteFunctions,
	runtime: Runtime,
	jobs: readonly Job[],
	settle: Settle,
	signal: AbortSignal,
): Promise<void> {
	const sessions = new SessionStore(context, runtime);
	const http = openClient(runtime, egressFilter(context));
	const breakers = new Map<string, CircuitBreaker>();
	const fetch = async ({ request }: ItemRequest, session: OpenSession) => {
		const { account } = session;
		const rateLimiter = rateLimiterOf(runtime, account);
		const breaker = breakers.get(account) ?? new CircuitBreaker();
		breakers.set(account, breaker);
		return await getOrder(request, { session, rateLimiter, breaker, http, runtime, signal });
	};
	const deliver = (item: number, outcome: Outcome<FetchedOrder>, provider: string): void => {
		try {
			settle(item, outcome);
		} catch (exception) {
			settle(item, reject(unexpectedFailure(provider, exception)));
		}
	};
	const run = async ({ wanted, items }: Job): Promise<void> => {
		const { provider } = wanted.request;
		const accounts = new Map<OpenSession, number[]>();
		for (const item of items) {
			const session = await sessions.of(provider, item);
			if (!session.ok) {
				deliver(item, session, provider.displayName);
				continue;
			}
			const itemsOfAccount = accounts.get(session.value) ?? [];
			itemsOfAccount.push(item);
			accounts.set(session.value, itemsOfAccount);
		}
		for (const [session, itemsOfAccount] of accounts) {
			const outcome = signal.aborted
				? reject(transportFailure('canceled', provider.displayName))
				: await fetch(wanted, session);
			for (const item of itemsOfAccount) deliver(item, outcome, provider.displayName);
		}
	};
	let next = 0;
	const worker = async (): Promise<void> => {
		for (let job = jobs[next++]; job && !signal.aborted; job = jobs[next++]) {
			const { wanted, items } = job;
			await run(job).catch((exception: unknown) => {
				const failure = unexpectedFailure(wanted.request.provider.displayName, exception);
				for (const item of items) settle(item, reject(failure));
			});
		}
	};
	const workers = Math.min(jobs[0]?.wanted.concurrency ?? 1, jobs.length);
	try {
		await Promise.all(Array.from({ length: workers }, worker));
	} finally {
		http.release();
	}
	for (const notice of sessions.notices()) addHint(context, notice);
}
