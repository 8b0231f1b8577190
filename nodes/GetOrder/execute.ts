import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { openClient, type HttpClient } from '../../http/client';
import { Pace } from '../../client/rateLimiter';
import type { EgressFilter } from '../../http/pool';
import { world } from '../../http/runtime';
import { orderKey } from '../../order/keys';
import { fail, failure } from '../../providers/failure';
import type { Failure, Outcome, Provider } from '../../providers/contract';
import { transportFailure } from '../../providers/transportFailure';
import type { Way } from '../../client/callProvider';
import { failedItem, nodeError } from '../../n8n/errors';
import { fetchOrder, type Fetched } from '../../client/getOrder';
import { outputItems, warningsHint } from './output';
import { readWish, type Wish } from './readParameters';
import { openSession } from '../../n8n/sessionStore';

/** One query of the run with the input items that ask for it. */
interface Job {
	readonly wish: Wish;
	readonly items: number[];
}

/** Equal queries are one job: fetched once, put out for each of their items. */
function planJobs(wishes: ReadonlyArray<Outcome<Wish>>): readonly Job[] {
	const jobs = new Map<string, Job>();
	wishes.forEach((wish, item) => {
		if (!wish.ok) return;
		const { provider, query, timeout, maxRetries } = wish.value;
		const key = JSON.stringify([provider.name, query, timeout, maxRetries]);
		const job = jobs.get(key);
		if (job) job.items.push(item);
		else jobs.set(key, { wish: wish.value, items: [item] });
	});
	return [...jobs.values()];
}

/**
 * The run over all input items: reads what each asks for, fetches each order once with bounded
 * concurrency, and puts out the items in input order. An order that did not come is an item of its
 * own when the workflow is to go on; else the run ends with the first of them.
 */
export async function run(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const inputs = context.getInputData();
	if (inputs.length === 0) return [];
	const wishes = inputs.map((_, item) => readWish(context, item));
	const results: Array<INodeExecutionData[] | undefined> = inputs.map(() => undefined);
	const goesOn = context.continueOnFail();
	const warned = new Map<string, string>();
	let stopped = false;

	const settle = (item: number, outcome: Outcome<Fetched>): void => {
		const wish = wishes[item];
		if (outcome.ok && wish?.ok) {
			const { output, includeRaw } = wish.value;
			const { order } = outcome.value;
			results[item] = outputItems(outcome.value, output, includeRaw, item);
			const [warning] = order.warnings;
			if (output === 'items' && warning !== undefined) {
				warned.set(orderKey(order.provider, order.order_id), warning);
			}
			return;
		}
		if (outcome.ok) return;
		failures.set(item, outcome);
		stopped ||= !goesOn;
	};
	const failures = new Map<number, Extract<Outcome<never>, { ok: false }>>();
	wishes.forEach((wish, item) => {
		if (!wish.ok) settle(item, wish);
	});

	const jobs = planJobs(wishes);
	if (!stopped && jobs.length > 0) await work(context, jobs, settle, () => stopped);
	hint(context, warningsHint(warned, jobs.length));

	// n8n itself tells that the execution was stopped; an error would turn that into a failed one.
	if (context.getExecutionCancelSignal?.()?.aborted) return results.flatMap((items) => items ?? []);
	const node = context.getNode();
	if (stopped) {
		const [first = 0] = [...failures.keys()].sort((a, b) => a - b);
		const failed = failures.get(first);
		if (failed) throw nodeError(node, failed.failure, first);
	}
	return inputs.flatMap((_, item) => {
		const failed = failures.get(item);
		if (!failed) return results[item] ?? [];
		const wish = wishes[item];
		return [failedItem(failed.failure, wish?.ok ? wish.value.query.orderId : '', item)];
	});
}

/** Fetches the jobs, so many at a time, until they are done or the run is stopped. */
async function work(
	context: IExecuteFunctions,
	jobs: readonly Job[],
	settle: (item: number, outcome: Outcome<Fetched>) => void,
	isStopped: () => boolean,
): Promise<void> {
	const signal = context.getExecutionCancelSignal?.();
	const concurrency = jobs[0]?.wish.concurrency ?? 1;
	const client = openClient(egressFilter(context));
	const ways = new Map<string, Way>();
	const wayOf = (provider: Provider): Way => {
		const way = ways.get(provider.name) ?? openWay(context, provider, client, concurrency, signal);
		ways.set(provider.name, way);
		return way;
	};
	let next = 0;
	const worker = async (): Promise<void> => {
		for (let job = jobs[next++]; job && !isStopped(); job = jobs[next++]) {
			const { wish, items } = job;
			const { displayName } = wish.provider;
			const outcome: Outcome<Fetched> = signal?.aborted
				? fail(transportFailure('canceled', displayName))
				: await fetchOrder(wish, wayOf(wish.provider)).catch((exception: unknown) =>
						fail(mishap(displayName, exception)),
					);
			for (const item of items) {
				try {
					settle(item, outcome);
				} catch (exception) {
					settle(item, fail(mishap(displayName, exception)));
				}
			}
		}
	};
	try {
		await Promise.all(Array.from({ length: Math.min(concurrency, jobs.length) }, worker));
	} finally {
		client.release();
	}
	for (const { session } of ways.values()) {
		for (const message of session.notices()) hint(context, message);
	}
}

/** Nothing on the way of an order should throw; what does costs that order alone. */
const mishap = (provider: string, exception: unknown): Failure =>
	failure(
		'unknown',
		`The answer of ${provider} could not be made into rows`,
		'This is a mistake in the node, and the other orders are not affected. Please report it, with the Output Raw of this order: https://github.com/marketplace-orders/n8n-nodes-marketplace-orders/issues',
		{ code: exception instanceof Error ? exception.name : '' },
	);

/** Shows a sentence above the node's output, where n8n reads it as HTML. */
function hint(context: IExecuteFunctions, sentence: string): void {
	if (sentence === '') return;
	const message = sentence.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
	context.addExecutionHints?.({ message, location: 'outputPane', type: 'warning' });
}

const openWay = (
	context: IExecuteFunctions,
	provider: Provider,
	client: HttpClient,
	concurrency: number,
	signal: AbortSignal | undefined,
): Way => ({
	provider,
	session: openSession(context, provider, world),
	client,
	pace: new Pace(concurrency, world, signal),
	world,
	signal,
});

/** n8n's egress filter; n8n before 2.x has none. */
function egressFilter(context: IExecuteFunctions): EgressFilter | undefined {
	const { getSecureEgressFilter } = context.helpers as Partial<IExecuteFunctions['helpers']>;
	return getSecureEgressFilter?.() as EgressFilter | undefined;
}
