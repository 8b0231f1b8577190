import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import type { Runtime } from '../../http/runtime';
import { nodeError } from '../../n8n/errors';
import type { NodeContext } from '../../n8n/context';
import { processStateOf } from '../../n8n/processState';
import { fingerprint } from '../../order/fingerprint';
import type { Failure, FailureKind } from '../../providers/failure';
import { ProviderCalls } from '../shared/providerCalls';
import { newestOrder } from './newestOrder';
import { logFailureOnce, warnOnce } from './pollLog';
import { keep, recall } from './recentState';
import { readParameters, type WatchParameters } from './readParameters';
import { watchOrders, type Watch } from './watch';
import { readState, toStored } from './watchState';

/** Milliseconds that a poll may take; n8n gives up on one after 45 seconds or later. */
const LONGEST = 50_000;
/** Failures that may be over by the next poll. */
const MAY_PASS: ReadonlySet<FailureKind> = new Set(['throttled', 'transient', 'canceled']);

/**
 * One poll: the items of the orders that have changed, or `null` when none has. What was seen is
 * remembered at the end, after success, and only if it has changed.
 *
 * @throws an n8n error with its class in `failure`, by which n8n waits longer before the next poll
 */
export async function poll(
	context: IPollFunctions,
	runtime: Runtime,
): Promise<INodeExecutionData[][] | null> {
	if (context.getMode() === 'manual') return await pollOnce(context, runtime);
	const name = `${context.getWorkflow().id}:${context.getNode().id}`;
	const polls = processStateOf(runtime).polls.underWay;
	// n8n starts a poll even while the last one is still running.
	if (polls.has(name)) return null;
	polls.add(name);
	try {
		return await pollOnce(context, runtime);
	} finally {
		polls.delete(name);
	}
}

async function pollOnce(
	context: IPollFunctions,
	runtime: Runtime,
): Promise<INodeExecutionData[][] | null> {
	const parameters = readParameters(context);
	if (!parameters.ok) throw nodeError(context.getNode(), parameters.failure);
	const signal = runtime.deadline(Math.min(budgetOf(context) ?? LONGEST, LONGEST));
	const calls = new ProviderCalls(context as unknown as NodeContext, runtime, signal);
	const account = await calls.open(parameters.value.provider, 0);
	if (!account.ok) throw nodeError(context.getNode(), account.failure);
	const watch = {
		context,
		runtime,
		parameters: parameters.value,
		account: account.value,
		signal,
	};
	const items =
		context.getMode() === 'manual' ? await newestOrder(watch) : await pollChanges(watch);
	for (const notice of await calls.warnings()) warnOnce(context, runtime, notice);
	return items.length > 0 ? [items] : null;
}

async function pollChanges(watch: Watch): Promise<INodeExecutionData[]> {
	const { context, runtime, parameters, account } = watch;
	const stored = context.getWorkflowStaticData('node');
	const watching = watchedBy(parameters, account.fingerprint);
	const before = readState(recall(context, runtime, stored), watching);
	const isActivation = isFirstOf(context, runtime);
	const watched = await watchOrders(watch, before);
	const failure = watched.ok ? watched.value.failure : watched.failure;
	if (failure) {
		// To throw would keep the workflow from being activated.
		const isTolerated = MAY_PASS.has(failure.kind) && (before === null || isActivation);
		// Without a list, no order is watched.
		const isOfAll = !watched.ok || isOfAccount(failure, parameters);
		if (!isTolerated && isOfAll) throw nodeError(context.getNode(), failure);
		logFailureOnce(context, runtime, '', failure);
	}
	if (!watched.ok) return [];
	const { items, state } = watched.value;
	const after = toStored(watching, state);
	const isSame = JSON.stringify({ ...stored, ...after }) === JSON.stringify(stored);
	keep(context, runtime, { stored, after: isSame || items.length > 0 ? null : after });
	if (!isSame) Object.assign(stored, after);
	return [...items];
}

/** Names what is watched: the state is of no use for anything else. */
const watchedBy = ({ provider, requestOf }: WatchParameters, account: string): string => {
	const any = requestOf('1');
	// With and without tracking an order has other parcels, which is no change of it.
	const { fields = {}, includeTracking } = any.ok ? any.value.query : {};
	return fingerprint(JSON.stringify([provider.name, account, fields, includeTracking]));
};

/** What is wrong with one order alone does not stop the others from being watched. */
const OF_ONE: ReadonlySet<FailureKind> = new Set([
	'not_found',
	'invalid_parameter',
	'invalid_response',
	'unknown',
]);

/** Where the list was just read, the provider can be reached: an outage is one of some orders. */
const isOfAccount = ({ kind }: Failure, { provider }: WatchParameters): boolean =>
	!OF_ONE.has(kind) && !(provider.search && kind === 'transient');

/** Milliseconds that n8n gives the poll; old versions do not say. */
const budgetOf = (context: IPollFunctions): number | undefined =>
	(context as Partial<IPollFunctions>).getPollBudgetMs?.();

/** True for the poll that n8n makes when it activates the workflow. */
function isFirstOf(context: IPollFunctions, runtime: Runtime): boolean {
	// n8n's durable engine has a context for each poll and is short of time; it activates otherwise.
	if ((budgetOf(context) ?? Infinity) <= LONGEST) return false;
	const { contexts } = processStateOf(runtime).polls;
	if (contexts.has(context)) return false;
	contexts.add(context);
	return true;
}
